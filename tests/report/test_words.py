"""Words: what a scenario changes is told completely, once, with unit and path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ground.parameters import Parameters, number
from sim.report.words import MOST_DIFFERENCES, changes, plain, setting, signed, typeset

from .fakes import scenario


def test_a_scenario_does_not_differ_from_itself_nor_by_its_name():
    assert changes(scenario(), scenario()) == changes(scenario("a"), scenario("b")) == []


def test_a_difference_is_told_with_meaning_unit_and_path():
    assert changes(scenario(), scenario(tempo_bpm=60.0)) == [
        "tempo of the background music: 60 BPM instead of 83 BPM (music.tempo_bpm)"]


class Zone(Parameters):
    lux: float = number(700.0, "lux", low=0, high=5000, means="Light of the zone.")


class Shop(Parameters):
    zones: dict[str, Zone] = {}
    hours: tuple[float, ...] = ()


def test_entries_that_only_one_scenario_has_are_told_as_well():
    dark = Shop(zones={"bakery": Zone(lux=100.0)})
    assert changes(Shop(), dark) == ["Light of the zone: 100 lux instead of not set (zones.bakery.lux)"]
    assert changes(dark, Shop()) == ["Light of the zone: not set instead of 100 lux (zones.bakery.lux)"]


def test_many_differences_are_counted():
    told = changes(Shop(), Shop(hours=tuple(map(float, range(30)))))
    assert len(told) == MOST_DIFFERENCES + 1 and told[-1] == f"and {30 - MOST_DIFFERENCES} more parameters"


@pytest.mark.parametrize("value, unit, text", [(60.0, "BPM", "60 BPM"), (True, "-", "on"), (None, "-", "nothing"),
                                               ("peak_end", "-", "peak end"), (3, "", "3")])
def test_a_setting_is_written_with_its_unit(value, unit, text):
    assert setting(value, unit) == text


def test_a_minus_sign_is_one_and_a_range_keeps_its_dash():
    assert typeset("-0.4 to -$3 on 0-100 of peak-end -> x") == (
        "\N{MINUS SIGN}0.4 to \N{MINUS SIGN}$3 on 0-100 of peak-end \N{RIGHTWARDS ARROW} x")


@given(st.floats(-1e6, 1e6))
def test_a_signed_number_has_no_sign_when_it_rounds_to_zero(value):
    assert (signed(value)[0] in "+-") == (abs(float(signed(value))) > 0)


@given(st.text())
def test_a_name_is_always_one_printable_line(name):
    assert plain(name).isprintable()
