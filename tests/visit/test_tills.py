"""Tills: the line that looks shortest, service times, and a fixed patience for each person and visit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from worlds import till_hall

from sim.engine.floor import build_floor
from sim.engine.tables import STAFF
from sim.visit.asking import Asking
from sim.visit.asking import patience_s as patience_for_help_s
from sim.visit.line import new_lines
from sim.visit.paying import Paying, patience_s, service_s, shortest_line

DRAWS = (np.arange(2000) + 0.5) / 2000


@pytest.fixture(scope="module")
def place():
    """The hall with its four tills."""
    return build_floor(till_hall()).place


def chosen(place, lengths: list[int], on_duty: list[bool], cell: int) -> int:
    """The till that somebody in this cell heads for."""
    staff, lines = STAFF.rows(4), new_lines(5)
    staff["to_s"] = 3600.0 * np.array(on_duty)
    lines["length"][:4] = lengths
    return int(shortest_line(staff, np.arange(4), lines, cell, place, 10.0))


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_shortest_open_line_is_chosen_and_the_nearer_of_equals(place, lengths, on_duty):
    cell = int(place.target_cell[0])
    way = [place.distance_m[place.first_till + till, cell] for till in range(4)]
    candidates = [till for till in range(4) if on_duty[till]] or list(range(4))
    rank = {till: (lengths[till] if on_duty[till] else 0, way[till]) for till in candidates}
    till = chosen(place, lengths, on_duty, cell)
    assert rank[till] == min(rank.values())


def test_service_by_items_takes_a_fixed_time_and_a_time_per_item():
    p = Paying(fixed_s=25, per_item_s=4).numbers()
    assert [service_s(items, 0.5, p) for items in (0, 1, 10)] == [25.0, 29.0, 65.0]


def test_exponential_service_is_exponential():
    p = Paying(service="exponential", mean_s=60).numbers()
    times = [service_s(3, draw, p) for draw in DRAWS]
    assert stats.kstest(times, "expon", args=(0, 60)).statistic < 1e-3


@pytest.mark.parametrize("patience, p", [(patience_s, Paying()), (patience_for_help_s, Asking())])
@pytest.mark.parametrize("own", [0.5, 1.0, 2.0])
def test_patience_is_triangular_times_that_of_the_person(patience, p, own):
    low, mode, high = p.patience_low_min, p.patience_mode_min, p.patience_high_min
    minutes = [patience(draw, own, p.numbers()) / 60 / own for draw in DRAWS]
    law = stats.triang((mode - low) / (high - low), low, high - low)
    assert stats.kstest(minutes, law.cdf).statistic < 1e-3
