"""Laws of the population: who person k is depends on the seed and on k alone; moments are those that were asked for."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.special import ndtri

from sim.ground.columns import Columns
from sim.ground.errors import InputError
from sim.ground.rules import plain
from sim.people import shoppers
from sim.people.natures import CHUNK, beta_quantile, gamma_quantile, truncated_normal_quantile
from sim.people.population import People, draw_people, mean_visits_week, size_for_crowd
from sim.people.segments import DEFAULT_SEGMENTS, Segment
from sim.people.shoppers import daily_probability

COLUMNS = Columns("shopper", [shoppers])
CONFIGS = Path(__file__).parents[2] / "configs" / "people"
SURE = 4.9
"""Standard errors beyond which a true law would be rejected once in a million tests."""


@pytest.fixture(scope="module")
def many():
    return draw_people(People(), 40_000, 11, COLUMNS)


@pytest.mark.parametrize("size", [0, 1, 2, 17, 1000, CHUNK + 3])
def test_person_k_is_the_same_at_every_size(size):
    people = People()
    largest = draw_people(people, CHUNK + 5, 7, COLUMNS)
    assert draw_people(people, size, 7, COLUMNS).tobytes() == largest[:size].tobytes()


def test_another_seed_makes_other_people():
    one, two = (draw_people(People(), 100, seed, COLUMNS) for seed in (1, 2))
    assert not np.any(one["trip_rate"] == two["trip_rate"])


def test_a_changed_parameter_changes_nothing_but_its_own_trait():
    one = draw_people(People(), 500, 7, COLUMNS)
    two = draw_people(People(trip_rate_mean=2.0), 500, 7, COLUMNS)
    for name in COLUMNS.fields:
        assert np.array_equal(one[name], two[name]) == (name != "trip_rate")
    assert np.all(two["trip_rate"] >= one["trip_rate"])


def test_values_stay_in_their_declared_ranges(many):
    assert COLUMNS.out_of_range(many) == []
    assert np.array_equal(many["uid"], np.arange(len(many)))
    assert not any(np.isnan(many[name]).any() for name in COLUMNS.fields)


def test_shares_of_segments(many):
    for k, segment in enumerate(DEFAULT_SEGMENTS):
        se = np.sqrt(segment.share * (1 - segment.share) / len(many))
        assert abs(np.mean(many["segment"] == k) - segment.share) < SURE * se


@pytest.mark.parametrize("trait", ["recreational", "price_sensitivity", "involvement", "innovativeness"])
def test_means_of_traits_by_segment(many, trait):
    for k, segment in enumerate(DEFAULT_SEGMENTS):
        own = many[trait][many["segment"] == k].astype(np.float64)
        mean = getattr(segment, trait)
        sd = np.sqrt(mean * (1 - mean) / (People().trait_concentration + 1))
        assert abs(own.mean() - mean) < SURE * sd / np.sqrt(len(own))


@pytest.mark.parametrize("column, mean, sd", [
    ("mood", 0.0, 0.1), ("rating_style", 0.0, People().rating_style_sd), ("price_tier", 0.0, 1.0),
    ("patience", 1.0, np.sqrt(np.exp(0.3**2) - 1)),
    ("basket_lines", 9.4, 8.4 / np.sqrt(3.3)),
    ("store_share", 0.75, np.sqrt(0.75 * 0.25 / 4.6)),
    ("coupon_use", 0.07, np.sqrt(0.07 * 0.93 / 10.1)),
])
def test_means_and_spreads_of_habits_and_moods(many, column, mean, sd):
    values = many[column].astype(np.float64)
    kurtosis = np.mean(((values - values.mean()) / values.std()) ** 4)
    assert abs(values.mean() - mean) < SURE * sd / np.sqrt(len(values))
    assert abs(values.var() / sd**2 - 1) < SURE * np.sqrt((kurtosis - 1) / len(values))


def test_trip_rates_have_their_mean_when_the_week_is_long_enough():
    people = People(trip_rate_mean=0.5, trip_rate_shape=2.0)
    rates = draw_people(people, 40_000, 3, COLUMNS)["trip_rate"].astype(np.float64)
    assert abs(rates.mean() - 0.5) < SURE * 0.5 / np.sqrt(2 * len(rates))


def test_task_led_people_walk_faster(many):
    pace, recreational = many["pace_m_s"].astype(np.float64), many["recreational"].astype(np.float64)
    assert abs(pace.mean() - 0.85) < 0.012  # cutting at 0.4 and 1.6 m/s moves the mean by less than 0.01
    assert np.polyfit(recreational, pace, 1)[0] == pytest.approx(-0.15, abs=0.03)


def test_a_segment_without_share_has_nobody():
    segments = (Segment(name="everybody", share=1.0, recreational=0.0), Segment(name="none", share=0.0))
    rows = draw_people(People(segments=segments), 2000, 5, COLUMNS)
    assert np.all(rows["segment"] == 0)
    assert np.all(rows["recreational"] == 0)


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(0, 1), concentration=st.floats(0.5, 1000), draw=st.floats(1e-10, 1 - 1e-10))
def test_beta_quantiles_lie_in_0_1_and_rise(mean, concentration, draw):
    low, high = beta_quantile(ndtri(np.array([draw / 2, draw])), mean, concentration)
    assert 0 <= low <= high <= 1


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(0, 200), shape=st.floats(0.2, 100), draw=st.floats(1e-10, 1 - 1e-10))
def test_gamma_quantiles_are_finite_and_rise(mean, shape, draw):
    low, high = gamma_quantile(ndtri(np.array([draw / 2, draw])), mean, shape)
    assert 0 <= low <= high < np.inf


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(0.4, 1.6), sd=st.floats(0.01, 1), draw=st.floats(1e-10, 1 - 1e-10))
def test_truncated_normals_stay_inside(mean, sd, draw):
    assert 0.4 <= truncated_normal_quantile(np.array([draw]), np.array([mean]), sd, 0.4, 1.6)[0] <= 1.6


@settings(max_examples=100, deadline=None)
@given(rate=st.floats(0, 7), weights=st.lists(st.floats(0, 1), min_size=7, max_size=7))
def test_expected_shopping_days_are_the_rate(rate, weights):
    total = sum(weights)
    if total <= 0 or rate * max(weights) / total > 1:
        return
    expected = sum(plain(daily_probability)(rate, w / total) for w in weights)
    assert expected == pytest.approx(rate, abs=1e-9)


def test_no_day_is_more_than_certain():
    assert daily_probability(7.0, 0.5) == 1.0
    assert daily_probability(3.0, 0.0) == 0.0


def test_the_crowd_that_a_size_makes_is_the_crowd_asked_for():
    visits = mean_visits_week(People())
    size = size_for_crowd(145.0, 98.0, visits)
    assert size * visits == pytest.approx(145 * 98, abs=visits)
    assert size_for_crowd(0.0, 98.0, visits) == 0


@pytest.mark.parametrize("size", [-1, 5_000_001])
def test_a_size_out_of_range_is_refused_with_its_cure(size):
    with pytest.raises(InputError, match="people.size is .*0 to 5000000 persons"):
        draw_people(People(), size, 1, COLUMNS)
    with pytest.raises(ValidationError):
        People(size=size)


def test_a_crowd_of_people_who_never_come_is_refused():
    with pytest.raises(InputError, match="trip_rate_mean"):
        size_for_crowd(100.0, 90.0, 0.0)
    with pytest.raises(InputError, match="people.size"):
        size_for_crowd(1e9, 90.0, 1.0)


@pytest.mark.parametrize("segments, told", [
    ((), "1 to 255"), ((Segment(share=0.4),), "sum to 0.4"), (tuple(Segment(share=1 / 256) for _ in range(256)), "255"),
])
def test_segments_that_are_not_a_whole_are_refused(segments, told):
    with pytest.raises(ValidationError, match=told):
        People(segments=segments)


def test_ages_in_the_wrong_order_are_refused():
    with pytest.raises(ValidationError, match="age_high is 20 years, below age_low"):
        Segment(age_low=30, age_high=20)


def test_the_written_configurations_are_the_defaults():
    def read(name):
        return People(**yaml.safe_load((CONFIGS / f"{name}.yaml").read_text()))
    assert read("synthetic") == People()
    assert read("complete_journey") == People(source="complete_journey")


def test_two_segments_of_one_name_are_refused():
    import sim
    from sim.ground.errors import InputError
    with pytest.raises(InputError, match="two have the name 'a'"):
        sim.scenario(["people.segments=[{name: a, share: 0.5}, {name: a, share: 0.5}]"])
