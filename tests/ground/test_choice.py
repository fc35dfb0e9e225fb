"""Choice: closed forms of logit and nested logit (McFadden 1978)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ground.choice import logit_shares, nested_logit_shares, pick

utilities = st.lists(st.floats(-20, 20), min_size=6, max_size=6).map(np.array)
scales = st.floats(0.05, 1.0)
NEST = np.array([0, 0, 1, 1, 2, 2])


def nested(u: np.ndarray, scale: float, nest: np.ndarray = NEST) -> np.ndarray:
    """Shares by the engine."""
    shares = np.empty(len(u))
    nested_logit_shares(np.asarray(u, dtype=np.float64), nest, int(nest.max()) + 1, scale, shares)
    return shares


def multinomial(u: np.ndarray) -> np.ndarray:
    """exp(U) / sum exp(U), worked out by NumPy."""
    weight = np.exp(u - u.max())
    return weight / weight.sum()


def closed_form(u: np.ndarray, scale: float, nest: np.ndarray = NEST) -> np.ndarray:
    """P(nest) P(alternative | nest), worked out by NumPy from inclusive values."""
    within = np.concatenate([multinomial(u[nest == n] / scale) for n in range(nest.max() + 1)])
    inclusive = np.array([scale * np.log(np.exp((u[nest == n] - u.max()) / scale).sum())
                          for n in range(nest.max() + 1)])
    return within * multinomial(inclusive)[nest]


@given(utilities)
def test_logit_shares_are_the_closed_form(u):
    shares = np.empty(6)
    logit_shares(u, shares)
    assert shares == pytest.approx(multinomial(u), abs=1e-10)


@given(st.lists(st.floats(-5, 5), min_size=6, max_size=6).map(np.array), st.floats(0.2, 1.0))
def test_nested_logit_shares_are_the_closed_form(u, scale):
    assert nested(u, scale) == pytest.approx(closed_form(u, scale), abs=1e-9)


@given(utilities, scales)
def test_shares_sum_to_one(u, scale):
    shares = nested(u, scale)
    assert shares.sum() == pytest.approx(1.0, abs=1e-9) and (shares >= 0.0).all()


@given(utilities)
def test_scale_one_is_the_multinomial_logit(u):
    assert nested(u, 1.0) == pytest.approx(multinomial(u), abs=1e-9)


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6).map(np.array), scales, st.floats(-3, 3))
def test_odds_within_a_nest_do_not_depend_on_what_is_outside(u, scale, change):
    other = u.copy()
    other[3] += change
    here, there = nested(u, scale), nested(other, scale)
    assert here[0] * there[1] == pytest.approx(here[1] * there[0], rel=1e-6, abs=1e-12)


@given(utilities, scales, st.floats(-100, 100))
def test_only_differences_of_utility_count(u, scale, constant):
    assert nested(u + constant, scale) == pytest.approx(nested(u, scale), abs=1e-9)


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6).map(np.array), st.floats(0.3, 0.9), st.floats(0.1, 2))
def test_what_is_gained_comes_from_the_own_nest_first(u, scale, gain):
    better = u.copy()
    better[0] += gain
    lost = nested(u, scale) - nested(better, scale)
    sibling, stranger = lost[1] / nested(u, scale)[1], lost[2] / nested(u, scale)[2]
    assert sibling > stranger > 0.0


@given(utilities, scales, st.floats(0, 1, exclude_max=True))
def test_pick_is_the_inverse_of_the_cumulated_shares(u, scale, draw):
    shares = nested(u, scale)
    assert pick(shares, draw) == min(5, int(np.searchsorted(np.cumsum(shares), draw, side="right")))
