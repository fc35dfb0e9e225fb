"""Nothing there: no people, no time, no staff, no goods. It runs, and says honestly what is not known."""

import warnings

import numpy as np
import pytest
from worlds import SEED, corner

import sim
from sim.ground.told import Told

NO_STAFF = ("staff.advisors=0", "staff.cashiers=0", "staff.peak_cashiers=0")


@pytest.fixture(autouse=True)
def no_warnings():
    """Whatever is divided by nothing must not be divided at all; that people are few is told."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", Told)
        yield


@pytest.mark.parametrize("people, periods", [(0, 2), (50, 0), (0, 0)])
def test_without_people_or_time_measures_are_not_known_and_money_is_what_was_paid(people, periods, tmp_path):
    result = sim.run(corner(f"people.size={people}", f"horizon.periods={periods}"), SEED)
    assert len(result.visits) == len(result.touchpoints) == 0 and len(result.shoppers) == people
    assert len(result.periods) == periods
    assert np.isnan(result.summary[["satisfaction", "nps", "conversion", "basket", "wait_min"]]).all()
    if periods:
        assert (result.summary[["sales", "visits", "trips"]] == 0).all() and result.summary["wages"] > 0
    assert len(result.save(tmp_path)) > 5


@pytest.mark.parametrize("empty", [(0, 0), (0, 1), (1, 1)])
def test_where_everybody_passes_by_the_log_of_visits_has_the_same_columns(empty):
    """In some periods nobody comes in: neither their visits nor the account of others' ratings may be lost."""
    usual = sim.run(corner("people.size=40"), SEED).visits
    deserted = sim.run(corner("people.size=40", "events=[{name: fog, from_period: %d, to_period: %d, change: "
                              "{visit.entering.intercept: -10}}]" % empty), SEED)
    assert list(deserted.visits.columns) == list(usual.columns) and any(name.startswith("why_") for name in usual)
    assert set(deserted.visits["period"]) == {0, 1} - set(range(empty[0], empty[1] + 1))
    assert deserted.visits.notna().all().all() == usual.notna().all().all()


def test_replications_and_comparisons_of_nothing_are_nothing():
    table = sim.compare(corner("people.size=0"), corner("people.size=0", "staff.advisors=0"), replications=2).table
    assert np.isnan(table.loc["satisfaction", ["base", "difference", "p_value"]].astype(float)).all()
    assert table.loc["satisfaction", "replications"] == 0 and table.loc["sales", "difference"] == 0
    assert table.loc["wages", "difference"] < 0


def test_without_staff_everybody_gives_up_and_nothing_is_sold():
    result = sim.run(corner(*NO_STAFF, "visit.browsing.need_help=0.3"), SEED)
    assert result.summary["wages"] == 0.0 and not result.visits["helped"].any()
    assert (result.visits["items"] == 0).all() and result.summary["conversion"] == 0.0
    assert result.summary["abandoned"] > 0.9 and np.isnan(result.summary["basket"])
    assert result.summary["satisfaction"] < sim.run(corner(), SEED).summary["satisfaction"]


def test_without_goods_nobody_buys_and_everybody_is_told_so():
    empty = [f"store.departments.{name}.stock_units=0" for name in ("produce", "bakery", "snacks")]
    result = sim.run(corner(*empty), SEED)
    assert (result.visits["items"] == 0).all() and not result.visits["abandoned"].any()
    assert result.summary["not_found"] > 0.5 and (result.visits["not_found"] > 0).mean() > 0.9


def test_who_passes_by_leaves_no_visit():
    result = sim.run(corner("visit.entering.intercept=-10", "visit.entering.window_weight=0"), SEED)
    assert len(result.visits) < 5 and result.summary["passed_by"] > 500


@pytest.mark.parametrize("people", [1, 2])
def test_a_single_shopper_is_a_world(people):
    result = sim.run(corner(f"people.size={people}", "people.trip_rate_mean=7", "people.trip_rate_shape=100"), SEED)
    assert len(result.shoppers) == people and len(result.visits) > 0


@pytest.mark.parametrize("store", ["supermarket", "department_store", "electronics"])
def test_every_shipped_store_can_stand_empty(store):
    result = sim.run([f"store={store}", "people.size=0", "horizon.periods=1", "engine.threads=1"], SEED)
    assert len(result.visits) == 0 and result.summary["wages"] > 0
