"""The state that is carried from t-1 to t: one bad visit fades at the configured rate, and with none nothing travels.

    CX(t) = (1 - lam) X(t) + lam CX(t-1),        E(t) = norm + lam (CX(t-1) - norm)
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit
from worlds import SEED, corner

import sim.engine.period as engine
from sim.engine.model import RetailModel
from sim.engine.period import live_period
from sim.engine.tables import SHOPPER
from sim.experience.expectation import Expectation, expect, standards, start_expectation
from sim.experience.memory import remember
from sim.experience.moments import carry_moments_with, moments_felt
from sim.experience.satisfaction import LIVED
from sim.experience.state import (
    State,
    carry,
    carry_over_now,
    carry_with,
    kept_in_expectation,
    next_state,
    set_aside,
    start_state,
)
from sim.visit.feeling import DIMENSIONS

DELTA = -0.4
ONE_F4 = 2.0**-22
"""Rounding of float32 over a few periods."""
FAITHFUL = ("people.store_share_mean=1", "people.trip_rate_mean=7", "people.trip_rate_shape=100", "people.size=60",
            "channels.choosing.own_web=-15", "channels.choosing.store=10", "visit.phone.check=-15",
            "channels.choosing.experience_weight=0", "channels.choosing.loyalty_weight=0")
"""People who come about every day, whatever they lived."""


def carried(lived: np.ndarray, p: State, persons: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """States and expectations after each period in which one person lived `lived` (NaN: did not come)."""
    shoppers = SHOPPER.rows(persons)
    state, expecting = p.numbers(), Expectation().numbers()
    kept = np.array([kept_in_expectation(n, state) for n in range(len(lived) + 1)])
    start_state(shoppers, state)
    start_expectation(shoppers, kept[0], expecting)
    states, expectations = [], []
    for value in lived:
        sums = np.zeros(persons, LIVED)
        if not np.isnan(value):
            sums["visits"] = 2
            for name in ("remembered", *DIMENSIONS):
                sums[name] = 2 * value
        carry(shoppers, sums, state)
        expect(shoppers, sums, kept, expecting)
        standards(shoppers, expecting)
        states.append(float(shoppers["experience"][0]))
        expectations.append(float(shoppers["expectation"][0]))
    return np.array(states), np.array(expectations)


@given(st.floats(0, 0.95), st.floats(-0.5, 0.5), st.integers(1, 6))
def test_impulse_response_is_geometric(lam, delta, k):
    p = State(carry_over=lam, carry_over_old=lam, norm=0.1)
    usual, other = np.full(k + 1, 0.1), np.full(k + 1, 0.1)
    other[0] += delta
    (state, expected), (state_0, expected_0) = carried(other, p), carried(usual, p)
    law = (1 - lam) * lam ** np.arange(k + 1) * delta
    assert state - state_0 == pytest.approx(law, abs=ONE_F4)
    assert expected - expected_0 == pytest.approx(lam * law, abs=ONE_F4)


@given(st.lists(st.one_of(st.floats(-1, 1), st.just(float("nan"))), max_size=8), st.floats(0, 1), st.floats(-1, 1))
def test_state_stays_within_what_was_lived_and_waits_for_who_does_not_come(lived, lam, norm):
    states, _ = carried(np.array(lived), State(carry_over=lam, carry_over_old=lam, norm=norm))
    known = [norm, *(value for value in lived if value == value)]
    assert all(min(known) - ONE_F4 <= state <= max(known) + ONE_F4 for state in states)
    for k in range(1, len(lived)):
        if lived[k] != lived[k]:
            assert states[k] == states[k - 1]


def told(moments: list[float], came: bool, rule=next_state, **more) -> list[float]:
    """States of one person to whom something of this valence happens in each period; he comes, and lives the norm, or does not."""
    p, shoppers, lived = State(norm=0.0, **more).numbers(), SHOPPER.rows(1), np.zeros(1, LIVED)
    start_state(shoppers, p)
    lived["visits"] = came
    states = []
    for v in moments:
        felt = np.zeros((1, 3, 4))
        felt[0, 0] = v
        set_aside(shoppers)
        carry_with(rule, shoppers, lived, p)
        carry_moments_with(rule, shoppers, lived, moments_felt(felt, np.full((1, 4), 0.25)), p)
        states.append(float(shoppers["experience"][0]))
        assert shoppers["cx_social"][0] == pytest.approx(states[-1], abs=ONE_F4)
    return states


@given(st.floats(0, 0.95), st.floats(-1, 1), st.booleans())
def test_the_same_moment_over_and_over_leads_to_its_valence_whether_one_comes_or_not(lam, v, came):
    states = told([v] * 40 + [0.0], came, carry_over=lam, carry_over_old=lam)
    assert states[:40] == pytest.approx([v * (1 - lam ** (k + 1)) for k in range(40)], abs=4 * ONE_F4)
    assert states[40] == pytest.approx(lam * states[39], abs=4 * ONE_F4)


def test_a_moment_is_weighed_as_the_visit_of_its_period():
    """By the Bayesian rule the first period counts a half: of the visit and of a moment beside it."""
    assert told([0.4, 0.4], True, carry_over_rule="bayesian") == pytest.approx([0.2, 0.4 * 2 / 3], abs=ONE_F4)


def test_an_own_rule_carries_moments_as_it_carries_visits():
    @njit
    def negativity(before, lived, tenure, p):
        weight = 0.7 if lived < before else 0.3
        return (1 - weight) * before + weight * lived
    bad, good = told([-0.1], False, negativity), told([0.1], False, negativity)
    assert bad == pytest.approx([-0.07], abs=ONE_F4) and good == pytest.approx([0.03], abs=ONE_F4)


def test_carry_over_rises_with_tenure_from_the_young_to_the_old_value():
    p = State(carry_over=0.3, carry_over_old=0.7, tenure=10).numbers()
    values = [carry_over_now(n, p) for n in (0, 10, 1000)]
    assert values == pytest.approx([0.3, 0.3 + 0.4 * (1 - np.exp(-1)), 0.7])


def one_bad_visit(monkeypatch, lam: float, periods: int = 6, bad: int = 1, who: int = 5):
    """States of everybody by period, in a world as it is and in one in which one shopper has one bad visit."""
    def lived(is_bad: bool) -> list[np.ndarray]:
        def remember_badly(visits, key, p):
            remember(visits, key, p)
            if is_bad and model.period == bad:
                first = np.flatnonzero((visits["shopper"] == who) & (visits["leave_s"] >= 0))[0]
                visits["remembered"][first] += DELTA
        monkeypatch.setattr(engine, "remember", remember_badly)
        model = RetailModel(corner(*FAITHFUL, f"experience.carry_over={lam}", f"experience.carry_over_old={lam}"), SEED)
        states = []
        for _ in range(periods):
            model.step()
            states.append(model.shoppers.copy())
        return states

    return lived(False), lived(True)


@pytest.mark.parametrize("lam", [0.0, 0.3, 0.7])
def test_one_bad_visit_in_the_model_fades_at_the_configured_rate_and_touches_nobody_else(monkeypatch, lam):
    bad, who = 1, 5
    usual, other = one_bad_visit(monkeypatch, lam, bad=bad, who=who)
    visits = usual[bad]["visits"][who] - usual[bad - 1]["visits"][who]
    for k, (one, two) in enumerate(zip(usual, other, strict=True)):
        assert (one["visits"] == two["visits"]).all()
        gap = two["experience"].astype(np.float64) - one["experience"]
        law = (1 - lam) * lam ** (k - bad) * DELTA / visits if k >= bad else 0.0
        assert gap[who] == pytest.approx(law, abs=2 * ONE_F4)
        expected = two["expectation"].astype(np.float64) - one["expectation"]
        assert expected[who] == pytest.approx(lam * law, abs=2 * ONE_F4)
        assert not np.delete(gap, who).any()


def states_of(lam: float, periods: int = 12, more: tuple[str, ...] = ()) -> tuple[RetailModel, np.ndarray]:
    """A model of faithful people after its periods, and their experience states, float64 [periods, people]."""
    scenario = corner(*FAITHFUL, "people.size=800", "visit.advising.temptation=0", f"experience.carry_over={lam}",
                      f"experience.carry_over_old={lam}", *more)
    model = RetailModel(scenario, SEED)
    states = []
    for _ in range(periods):
        model.step()
        states.append(model.shoppers["experience"].astype(np.float64))
    return model, np.array(states)


def t_of_shared_change(states: np.ndarray) -> float:
    """t of the mean product of a person's change from t-3 to t-2 with that from t-1 to t.

    Personal means cancel in changes, and without a carried state the two changes have nothing in common.
    """
    change = np.diff(states, axis=0)
    products = (change[2:] * change[:-2]).mean(axis=0)
    return float(products.mean() / (products.std(ddof=1) / len(products) ** 0.5))


def test_without_carry_over_nothing_of_one_period_reaches_the_next():
    """Nine products of 800 persons each: a covariance of a tenth of the variance of changes would be seen, and with a
    carry-over of one half it is an eighth."""
    model, states = states_of(0.0)
    assert (model.shoppers["tenure"] == 12).mean() > 0.9
    assert abs(t_of_shared_change(states)) < 4.9
    assert (model.shoppers["expectation"] == np.float32(model.scenario.experience.norm)).all()


def test_with_carry_over_changes_are_shared_so_the_test_above_can_fail():
    _, states = states_of(0.5)
    assert t_of_shared_change(states) < -4.9


def test_without_carry_over_the_state_is_what_was_lived_last():
    model, _ = states_of(0.0, periods=2, more=("experience.use.weight=0", "service.on=false"))
    lived = live_period(model).lived
    came = (lived["visits"] > 0) & (lived["moments"] == 0) & (model.shoppers["stage_before"] == 0)
    assert came.mean() > 0.5
    law = lived["remembered"][came] / lived["visits"][came]
    assert model.shoppers["experience"][came] == pytest.approx(law, abs=ONE_F4)
