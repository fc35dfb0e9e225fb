"""The air of a cell: what cues call for, alone and together, and against what the tier of the store lets people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.store.exterior import TIERS
from sim.visit.air import (arousing, comfort_air, comfort_floor, comfort_music, mismatch, pleasing_interior,
                           pleasing_light, pleasing_music, pleasing_scent, thought)
from sim.visit.sensing import Sensing
from sim.visit.servicescape import Servicescape, delights, expected_of, lacks

S = Sensing()
P = S.numbers()
SCAPE = Servicescape()
ORDINARY = expected_of("ordinary", SCAPE)
share = st.floats(0, 1)


def test_neutral_shop_arouses_nobody_and_clashes_with_nothing():
    assert arousing(83.0, 65.0, 0.5, 700.0, 0.5, 0.0, 0.0, P) == 0.0
    assert mismatch(83.0, 65.0, 0.5, 0.0, 0.0, 0.5) == 0.0
    assert pleasing_music(0.0, 0.5, 1.0, P) == pleasing_light(700.0, 0.5, P) == 0.0
    assert pleasing_interior(0.6, 0.6, ORDINARY, SCAPE.missed, P) == thought(0.5, 0.0, ORDINARY, P) == 0.0
    assert pleasing_music(65.0, 0.5, 0.5, P) == pytest.approx(S.pleasure_of_music)
    assert comfort_music(65.0, P) == comfort_air(21.0, 0.85, ORDINARY, P) == comfort_floor(0.5, P) == 0.0


@given(st.floats(40, 160), st.floats(40, 160), st.floats(0, 30), share)
def test_music_that_is_not_heard_does_nothing(one, other, volume, known):
    silent = arousing(other, 0.0, 0.5, 700.0, 0.5, 0.0, 0.0, P)
    assert arousing(one, volume, known, 700.0, 0.5, 0.0, 0.0, P) == silent
    assert mismatch(one, volume, 0.0, 0.5, 1.0, 0.5) == pleasing_music(volume, 1.0, known, P) == 0.0


@given(st.floats(40, 159), st.floats(0, 0.9))
def test_faster_and_better_known_music_arouses_more(tempo, known):
    usual = arousing(tempo, 65.0, known, 700.0, 0.5, 0.0, 0.0, P)
    assert arousing(tempo + 1, 65.0, known, 700.0, 0.5, 0.0, 0.0, P) > usual
    assert arousing(tempo, 65.0, known + 0.1, 700.0, 0.5, 0.0, 0.0, P) > usual


@given(st.floats(40, 160), st.floats(0.01, 1))
def test_relaxing_scent_goes_with_slow_music_and_stimulating_scent_with_fast(tempo, strength):
    fits = (tempo - 83.0) / 40.0
    assert mismatch(tempo, 65.0, 0.5, strength, fits, 0.5) == pytest.approx(0.0, abs=1e-12)
    assert mismatch(tempo, 65.0, 0.5, strength, -fits, 0.5) == pytest.approx(strength * abs(fits), abs=1e-12)


@given(share, share, st.floats(0.01, 1))
def test_a_scent_that_suits_the_goods_is_liked_more_and_one_that_is_not_there_suits_nothing(fit, other, strength):
    for tier in TIERS:
        expected = expected_of(tier, SCAPE)
        less, more = (pleasing_scent(strength, f, expected, SCAPE.missed, P) for f in sorted((fit, other)))
        assert less <= more + 1e-15
        assert pleasing_scent(0.0, fit, expected, SCAPE.missed, P) == pleasing_scent(0.0, other, expected, SCAPE.missed, P) <= 0.0
    assert pleasing_scent(0.0, fit, ORDINARY, SCAPE.missed, P) == 0.0


@given(share, share, st.floats(5, 35))
def test_basics_never_gain_and_lose_only_below_what_is_expected(cleanliness, signage, temperature_c):
    for tier in TIERS:
        expected = expected_of(tier, SCAPE)
        comfort = comfort_air(temperature_c, cleanliness, expected, P)
        assert comfort <= 0.0 and thought(signage, 0.0, expected, P) <= 0.0
        borne = cleanliness >= expected.clean and abs(temperature_c - 21.0) <= expected.tolerance_c
        assert (comfort == 0.0) == borne or comfort > -1e-12


@given(share, share, share)
def test_an_extra_gains_more_beyond_expectation_than_its_lack_costs(off, expected, missed):
    assert delights(expected, expected, missed) == lacks(expected, expected) == 0.0
    assert delights(expected + off, expected, missed) == pytest.approx(off, abs=1e-12)
    assert delights(expected - off, expected, missed) == pytest.approx(-missed * off, abs=1e-12)


@given(share)
def test_the_dearer_the_store_the_more_is_expected(quality):
    steps = [expected_of(tier, SCAPE) for tier in TIERS]
    for less, more in zip(steps[:-1], steps[1:], strict=True):
        assert comfort_air(24.0, quality, more, P) <= comfort_air(24.0, quality, less, P)
        assert pleasing_interior(quality, quality, more, SCAPE.missed, P) <= pleasing_interior(
            quality, quality, less, SCAPE.missed, P)
