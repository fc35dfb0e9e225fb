"""Arrivals keep to the opening hours and follow their weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from shops import SHIPPED, shipped_store

from sim.store.hours import Hours, arrival_cdf_s, arrival_s, day_shares, open_s

weights = st.lists(st.floats(0, 1000), min_size=24, max_size=24)
times = st.tuples(st.floats(0, 23), st.floats(1, 24)).filter(lambda t: t[1] - t[0] >= 0.25)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(times, weights, st.integers(0, 2**32 - 1))
def test_nobody_arrives_outside_the_opening_hours(opening, by_hour, draw):
    try:
        hours = Hours(opens_h=opening[0], closes_h=opening[1], hour_weights=by_hour)
    except ValidationError:
        return
    second = arrival_s(draw / 2**32, arrival_cdf_s(hours))
    assert 0 <= second < open_s(hours) or second == pytest.approx(open_s(hours))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.floats(0, 0.999), st.floats(0, 0.999))
def test_a_higher_draw_arrives_later(one, other):
    cumulated = arrival_cdf_s(Hours())
    early, late = sorted([one, other])
    assert arrival_s(early, cumulated) <= arrival_s(late, cumulated)


def test_each_hour_has_its_share_of_arrivals():
    hours = Hours(opens_h=9, closes_h=12.5)
    seconds = [arrival_s(draw, arrival_cdf_s(hours)) for draw in (np.arange(10_000) + 0.5) / 10_000]
    by_hour = np.bincount((np.array(seconds) // 3600).astype(int), minlength=4)
    due = np.array(hours.hour_weights)[9:13] * [1, 1, 1, 0.5]
    assert by_hour / 10_000 == pytest.approx(due / due.sum(), abs=2e-4)


def test_equal_weights_spread_arrivals_evenly():
    cumulated = arrival_cdf_s(Hours(opens_h=8, closes_h=20, hour_weights=[1] * 24))
    assert arrival_s(0.25, cumulated) == pytest.approx(3 * 3600)


def test_an_hour_of_no_weight_has_no_arrivals():
    hours = Hours(opens_h=8, closes_h=12, hour_weights=[1] * 9 + [0] + [1] * 14)
    seconds = np.array([arrival_s(draw, arrival_cdf_s(hours)) for draw in np.linspace(0, 0.9999, 500)])
    assert not ((seconds > 3600.001) & (seconds < 7199.999)).any()


def test_day_shares_are_shares():
    assert day_shares(Hours()).sum() == pytest.approx(1)
    assert day_shares(Hours(day_weights=[0, 0, 0, 0, 0, 3, 1])) == pytest.approx([0, 0, 0, 0, 0, 0.75, 0.25])


@pytest.mark.parametrize(("wrong", "says"), [
    ({"opens_h": 20, "closes_h": 8}, "closing must be at least"),
    ({"opens_h": -1}, "greater than or equal to 0"),
    ({"closes_h": 25}, "less than or equal to 24"),
    ({"hour_weights": [1] * 23}, "at least 24 items"),
    ({"hour_weights": [1] * 25}, "at most 24 items"),
    ({"hour_weights": [-1] + [1] * 23}, "greater than or equal to 0"),
    ({"hour_weights": [1] * 8 + [0] * 16}, "hour_weights are all 0"),
    ({"day_weights": [0] * 7}, "day_weights are all 0"),
    ({"lunch_h": 12}, "Extra inputs are not permitted"),
])
def test_impossible_hours_are_refused(wrong, says):
    with pytest.raises(ValidationError, match=says):
        Hours(**wrong)


def test_the_supermarket_has_the_transactions_of_the_published_average():
    store = shipped_store("supermarket")
    a_week = store.crowd.visitors_per_hour * open_s(store.hours) / 3600 * 7
    assert a_week == pytest.approx(638_756 / 42.07, rel=0.01)


@pytest.mark.parametrize("name", SHIPPED)
def test_shops_are_open_at_noon(name):
    assert shipped_store(name).hours.opens_h < 12 < shipped_store(name).hours.closes_h
