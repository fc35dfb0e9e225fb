"""Feeling: weights that sum to one, kicks that stay in bounds, and the moment that is remembered as the peak."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.tables import VISIT
from sim.ground.rules import step
from sim.visit.causes import CAUSES
from sim.visit.feeling import DIMENSIONS, Feeling, kick, live_through, valence, weigh

affects = st.tuples(*[st.floats(-1, 1)] * 4)
weights = st.lists(st.floats(0.01, 1), min_size=4, max_size=4)


@step
def _weigh(visits, p):
    for row in range(len(visits)):
        weigh(visits[row], p)


@step
def _live(visits, kicks, seconds, felt):
    for k in range(len(kicks)):
        kick(visits[0], k % len(CAUSES), kicks[k, 0], kicks[k, 1], kicks[k, 2], kicks[k, 3])
        felt[k] = valence(visits[0])
        live_through(visits[0], seconds[k])


def lived(kicks: list[tuple], seconds: list[float] | None = None, recreational: float = 0.0):
    """One visit that these kicks come to, each followed by some seconds; the visit and the valence after each kick."""
    visits, kicks = VISIT.rows(1), np.array(kicks, dtype=np.float64).reshape(-1, 4)
    visits["recreational"] = recreational
    _weigh(visits, Feeling().numbers())
    felt = np.empty(len(kicks))
    _live(visits, kicks, np.array(seconds or [1.0] * len(kicks)), felt)
    return visits[0], felt


@given(weights, st.booleans())
def test_weights_are_scaled_to_sum_one_for_the_goal_of_the_trip(given_weights, fun):
    kind = "recreational" if fun else "task"
    feeling = Feeling(**{f"{kind}_{d}": w for d, w in zip(DIMENSIONS, given_weights, strict=True)})
    visits = VISIT.rows(1)
    visits["recreational"] = float(fun)
    _weigh(visits, feeling.numbers())
    scaled = np.array([visits[f"weight_{d}"][0] for d in DIMENSIONS])
    assert scaled == pytest.approx(np.array(given_weights) / sum(given_weights)) and scaled.sum() == pytest.approx(1)


@given(st.lists(affects, min_size=1, max_size=8), st.booleans())
def test_peak_is_the_moment_of_the_largest_valence_in_absolute_value(kicks, fun):
    visit, felt = lived(kicks, recreational=float(fun))
    assert abs(visit["peak"]) == pytest.approx(np.abs(felt).max(), abs=1e-12)
    parts = sum(visit[f"weight_{d}"] * visit[f"peak_{d}"] for d in DIMENSIONS)
    assert parts == pytest.approx(visit["peak"], abs=1e-12)


@given(st.lists(affects, min_size=1, max_size=8))
def test_experience_stays_within_its_bounds(kicks):
    visit, felt = lived(kicks)
    assert all(-1.0 <= visit[d] <= 1.0 for d in DIMENSIONS) and (np.abs(felt) <= 1.0 + 1e-12).all()


@given(st.lists(st.tuples(affects, st.floats(0, 100)), min_size=1, max_size=6))
def test_account_of_the_visit_is_the_time_integral_of_each_dimension(moments):
    kicks, seconds = [m[0] for m in moments], [m[1] for m in moments]
    visit, _ = lived(kicks, seconds)
    state, integral = np.zeros(4), np.zeros(4)
    for change, time in moments:
        state = np.clip(state + change, -1, 1)
        integral += state * time
    assert [visit[f"sum_{d}"] for d in DIMENSIONS] == pytest.approx(integral, abs=1e-9)
    assert visit["felt_s"] == pytest.approx(sum(seconds))
