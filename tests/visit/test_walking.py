"""Walking: pace under music and in a crowd, and when something is noticed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.engine.tables import VISIT
from sim.ground.rules import step
from sim.visit.walking import Walking, crowd_pace, next_notice_m, notice_rate, step_m, tempo_pace

P = Walking().numbers()


@step
def _notices(visits, seed, p, gaps):
    for row in range(len(visits)):
        gaps[row] = next_notice_m(visits[row], seed, p)


def test_slow_music_slows_walking_as_it_was_measured():
    """A fixed path takes 127.53 s under slow and 108.93 s under fast music (Milliman 1982): 1.17 times as long."""
    p = Walking(tempo_effect=np.log(127.53 / 108.93) / 22.0).numbers()
    assert tempo_pace(94.0, 65.0, p) / tempo_pace(72.0, 65.0, p) == pytest.approx(127.53 / 108.93, rel=1e-9)
    assert tempo_pace(p.tempo_neutral_bpm, 65.0, p) == tempo_pace(94.0, 0.0, p) == 1.0


@given(st.floats(40, 160), st.floats(40, 160))
def test_faster_music_never_slows(one, other):
    slow, fast = min(one, other), max(one, other)
    assert tempo_pace(slow, 65.0, P) <= tempo_pace(fast, 65.0, P)


@given(st.floats(0, 10))
def test_pace_falls_in_a_line_to_the_slowest_that_is_left(density):
    assert crowd_pace(density, P) == pytest.approx(max(P.slowest, 1 - density / P.jam_density))


@given(st.floats(-1, 1), st.floats(0.3, 2))
def test_who_walks_slower_is_gladder_or_came_for_fun_sees_more(pleasure, pace):
    rate = notice_rate(pleasure, 0.0, pace, P)
    assert rate >= 0.0
    assert notice_rate(pleasure, 0.0, pace / 2, P) == pytest.approx(2 * rate)
    assert notice_rate(pleasure, 1.0, pace, P) >= rate
    assert notice_rate(pleasure + 0.1, 0.0, pace, P) >= rate
    assert notice_rate(0.0, 0.0, P.usual_pace_m_s, P) == 1.0


def test_metres_until_something_is_noticed_are_exponential():
    """20,000 gaps: a mean off by 3.5 % would be seen."""
    visits, gaps = VISIT.rows(20_000), np.empty(20_000)
    visits["shopper"] = np.arange(20_000)
    _notices(visits, np.uint64(7), P, gaps)
    assert stats.kstest(gaps / P.notice_every_m, "expon").pvalue > 1e-6


def test_steps_are_as_long_as_they_look():
    height, cell_m = 10, 0.5
    for apart in (1, -1, height, -height):
        assert step_m(55, 55 + apart, height, cell_m) == cell_m
    for apart in (height + 1, height - 1, 1 - height, -1 - height):
        assert step_m(55, 55 + apart, height, cell_m) == pytest.approx(cell_m * 2**0.5)
