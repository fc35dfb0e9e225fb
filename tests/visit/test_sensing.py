"""Sensing: feelings settle where the surroundings call for, at a speed that does not depend on the tick."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.visit.sensing import Sensing, next_arousal, stimulation

S = Sensing()
P = S.numbers()
affect = st.floats(-1, 1)
densities = st.floats(0, 2)


def gain(seconds: float) -> float:
    """Part of the way to the target that is gone in this time."""
    return 1.0 - math.exp(-S.adaptation_per_min * seconds / 60.0)


@given(affect, affect, densities, st.floats(0.5, 30))
def test_two_half_ticks_are_one_tick(arousal, called, density, tick_s):
    once = next_arousal(arousal, called, density, gain(tick_s), P)
    half = next_arousal(arousal, called, density, gain(tick_s / 2), P)
    assert next_arousal(half, called, density, gain(tick_s / 2), P) == pytest.approx(once, abs=1e-12)


@given(affect, densities)
def test_arousal_settles_at_what_the_cues_and_the_crowd_call_for(called, density):
    target = S.arousal_rest + called + S.arousal_of_density * density
    assert next_arousal(target, called, density, gain(5), P) == pytest.approx(target, abs=1e-12)


@given(st.floats(-0.5, 0.5), st.floats(0.01, 0.5))
def test_pleasure_is_greatest_at_the_best_level_of_arousal(best, off):
    def pleasure(arousal: float) -> float:
        return stimulation(arousal, best, P)

    assert pleasure(best) > pleasure(best + off)
    assert pleasure(best + off) == pytest.approx(pleasure(best - off), abs=1e-12)
    assert pleasure(best) - pleasure(best + off) == pytest.approx(S.arousal_penalty * off**2, abs=1e-12)
