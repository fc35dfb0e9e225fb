"""Sensing: feelings settle where the surroundings call for, at a speed that does not depend on the tick."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.visit.sensing import (Sensing, arousing, comfort_interior, comfort_music, company, mismatch, next_arousal,
                               next_dominance, pleasing_interior, pleasing_light, pleasing_music, stimulation)

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


@given(densities, st.floats(0, 1))
def test_people_and_fixtures_take_control_away(density, fixtures):
    target = S.control_rest - S.control_of_crowd * density - S.control_of_fixtures * fixtures
    assert next_dominance(target, density, fixtures, gain(5), P) == pytest.approx(target, abs=1e-12)


@given(st.floats(-0.5, 0.5), st.floats(0.01, 0.5))
def test_pleasure_is_greatest_at_the_best_level_of_arousal(best, off):
    def pleasure(arousal: float) -> float:
        return stimulation(arousal, best, P)

    assert pleasure(best) > pleasure(best + off)
    assert pleasure(best + off) == pytest.approx(pleasure(best - off), abs=1e-12)
    assert pleasure(best) - pleasure(best + off) == pytest.approx(S.arousal_penalty * off**2, abs=1e-12)


def test_neutral_shop_arouses_nobody_and_clashes_with_nothing():
    assert arousing(83.0, 65.0, 700.0, 0.5, 0.0, 0.0, P) == 0.0
    assert mismatch(83.0, 65.0, 0.5, 0.0, 0.0, 0.5) == 0.0
    assert pleasing_music(0.0, 0.5, P) == pleasing_light(0.5, P) == pleasing_interior(0.6, P) == 0.0
    assert pleasing_music(65.0, 0.5, P) == pytest.approx(S.pleasure_of_music)
    assert comfort_music(65.0, P) == comfort_interior(21.0, 0.85, P) == 0.0


@given(st.floats(40, 160), st.floats(40, 160), st.floats(0, 30))
def test_tempo_of_music_that_is_not_heard_does_nothing(one, other, volume):
    assert arousing(one, volume, 700.0, 0.5, 0.0, 0.0, P) == arousing(other, 0.0, 700.0, 0.5, 0.0, 0.0, P)
    assert mismatch(one, volume, 0.0, 0.5, 1.0, 0.5) == 0.0


@given(st.floats(40, 159))
def test_faster_music_arouses_more(tempo):
    assert arousing(tempo + 1, 65.0, 700.0, 0.5, 0.0, 0.0, P) > arousing(tempo, 65.0, 700.0, 0.5, 0.0, 0.0, P)


@given(st.floats(40, 160), st.floats(0.01, 1))
def test_relaxing_scent_goes_with_slow_music_and_stimulating_scent_with_fast(tempo, strength):
    fits = (tempo - 83.0) / 40.0
    assert mismatch(tempo, 65.0, 0.5, strength, fits, 0.5) == pytest.approx(0.0, abs=1e-12)
    assert mismatch(tempo, 65.0, 0.5, strength, -fits, 0.5) == pytest.approx(strength * abs(fits), abs=1e-12)


@given(st.floats(0.01, 1))
def test_company_pleases_who_came_for_fun_and_annoys_who_came_for_a_task(density):
    assert company(1.0, density, P) > 0.0 > company(0.0, density, P)
    assert company(1.0, 0.0, P) == company(0.0, 0.0, P) == 0.0
