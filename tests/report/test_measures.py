"""The dictionary of measures: complete, and every number is written so that it can be read back."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.measures import merged
from sim.outcomes.measure import NOTHING
from sim.outcomes.measures import MEASURES, SUMMED, by_group, in_order, measure
from sim.report.measures import DEFINITIONS, KEY_NUMBERS

from .fakes import comparison, result


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_says_what_it_is(name):
    m = MEASURES[name]
    assert m.name == name and m.label and m.means and m.formula
    assert m.unit in ("$", "%", "min", "m", "days", "a period", "logit", "") or re.fullmatch(r"-?\d+ to \d+|\d+-\d+", m.unit)
    assert m.better in (-1, 0, 1)
    assert not (m.means + m.formula).endswith(".")


def test_counts_are_the_only_measures_without_a_unit():
    assert all(m.digits == 0 for m in MEASURES.values() if m.unit == "")


def test_every_measure_but_the_lifetime_value_divides_two_sums_and_key_numbers_are_measures():
    assert all(bool(m.over) == bool(m.under) for m in MEASURES.values())
    assert set(MEASURES) - set(SUMMED) == {"clv"}
    assert set(KEY_NUMBERS) <= set(MEASURES)


def test_every_published_definition_is_reported_by_measures_of_the_dictionary():
    assert all(names and set(names) <= set(MEASURES) for _, _, names in DEFINITIONS)
    gartner = next(names for who, _, names in DEFINITIONS if "Gartner" in who)
    assert {"satisfaction", "loyalty", "nps"} <= set(gartner)


def test_a_measure_of_the_end_cannot_be_a_rate_over_periods():
    with pytest.raises(ValueError, match="members: .* cannot be divided by the periods"):
        replace(MEASURES["members"], under="periods")


def test_two_parts_of_the_engine_cannot_give_a_sum_of_one_name():
    assert merged({"visits": 1}, {"posts": 2}) == {"visits": 1, "posts": 2}
    with pytest.raises(ValueError, match="posts given twice"):
        merged({"visits": 1, "posts": 2}, {"posts": 2})


def test_an_unknown_measure_is_shown_under_its_plain_name():
    assert measure("beard_growth").label == "Beard growth"
    assert in_order(["beard_growth", "satisfaction", "nps"]) == ["nps", "satisfaction", "beard_growth"]


def test_every_measure_stands_in_a_group_groups_stay_together_and_the_headline_comes_first():
    groups = by_group(MEASURES.values(), lambda m: m)
    assert [m for _, mine in groups for m in mine] == list(MEASURES.values())
    assert groups[0][0] == "Headline" and {"nps", "visits", "retention", "sales", "margin"} <= {m.name for m in groups[0][1]}
    assert "Others" not in dict(groups) and measure("beard_growth").group == "Others"


def test_labels_are_short_enough_for_a_terminal_and_differ():
    labels = [m.label for m in MEASURES.values()]
    assert max(map(len, labels)) < 30 and len(set(labels)) == len(labels)


@given(st.sampled_from(sorted(MEASURES)), st.floats(allow_nan=True, allow_infinity=True))
def test_what_is_written_is_the_value_to_its_digits_and_never_a_traceback(name, value):
    m = MEASURES[name]
    text = m.show(value)
    if not math.isfinite(value * m.scale):
        assert text == NOTHING
    else:
        read = float(re.sub(r"[^\d.\-]", "", text))
        assert abs(read - value * m.scale) <= 0.5 * 10**-m.digits + 1e-9 * abs(value * m.scale)


@given(st.sampled_from(sorted(MEASURES)), st.floats(-1e6, 1e6), st.floats(1e-9, 1e6))
def test_a_difference_has_a_sign_unless_it_is_written_as_zero(name, value, half_width):
    text = MEASURES[name].show_change(value, half_width)
    if any(c in "123456789" for c in text):
        assert text[0] == ("-" if value < 0 else "+")
    else:
        assert text[0] not in "+-"


def test_a_small_interval_is_not_rounded_away():
    assert MEASURES["satisfaction"].show_change(0.034, 0.012) == "+0.03"
    assert MEASURES["conversion"].show_change(-0.012, 0.004) == "-1.2 pp"
    assert MEASURES["margin"].show_change(413.2, 120.0) == "+$413"


def test_the_fakes_hold_measures_of_the_dictionary_only():
    assert set(result().summary.index) <= set(MEASURES)
    assert set(comparison().table.index) <= set(MEASURES)


def test_a_run_reports_every_measure_of_the_dictionary_and_no_other():
    from sim.engine.measures import added, measured
    assert measured(added([])).keys() | {"clv"} == set(MEASURES)
