"""The account of a period's rating: parts that sum to what the shopper rates, and tell what moved it after the visits."""

import numpy as np
import pytest
from numba import njit
from worlds import corner

from sim.engine.model import RetailModel
from sim.engine.period import live_period
from sim.engine.result import result_of
from sim.experience.ratings import FIRST, FIRST_KIND, RATING, Part, Ratings, share_moments
from sim.experience.satisfaction import LIVED
from sim.people.moments import KINDS, Kind

ROUNDING = 1e-6
"""Half of a unit in the last place of a rating up to 10 in single precision is 4.8e-7."""


@njit
def kinked(remembered, expectation, style, p):
    """A rule with a kink and a bound, as strange as a researcher's may be."""
    gain = 3.0 if remembered > expectation else 9.0
    return min(10.0, max(1.0, 7.0 + gain * (remembered - expectation) + style))


def lived(*overrides, rules=None):
    model = RetailModel(corner("horizon.periods=3", *overrides), 7, rules=rules)
    for _ in range(3):
        model.step()
        off = model.ratings.rows.sum(axis=1) - model.shoppers["satisfaction"]
        assert np.abs(off).max() < ROUNDING
    return model


@pytest.mark.parametrize("rules", [None, {"satisfaction": kinked}])
def test_the_parts_sum_to_the_rating_of_everybody_in_every_period_at_the_ends_of_the_scale_too(rules):
    lived("experience.use.of_satisfaction=30", "experience.satisfaction.level=9.5", rules=rules)


def test_bad_goods_are_named_as_the_reason():
    good = lived("experience.use.weight=0", "experience.use.learning=0")
    bad = lived("experience.use.weight=0", "experience.use.learning=0", "store.departments.bakery.quality=-0.8")
    before, after = result_of(good, 7), result_of(bad, 7)
    first = [table.ratings.query("period == 0 and segment == 'all'")[list(RATING)].iloc[0]
             for table in (before, after)]
    moved = first[1] - first[0]
    assert moved["use"] < -0.05 and np.abs(moved.drop("use")).max() < ROUNDING


def test_rows_of_the_table_sum_to_the_mean_rating_of_those_who_met_the_store():
    model = RetailModel(corner("horizon.periods=1"), 7)
    t = live_period(model)
    met = (t.lived["visits"] > 0) | (t.lived["moments"] > 0)
    model.period += 1
    model.datacollector.collect(model)
    everybody = result_of(model, 7).ratings.query("segment == 'all'")
    mean = model.shoppers["satisfaction"][met].astype(np.float64).mean()
    assert everybody["shoppers"].iloc[0] == met.sum() >= (t.lived["visits"] > 0).sum() > 0
    assert everybody[list(RATING)].iloc[0].sum() == pytest.approx(mean, abs=ROUNDING)


def test_what_moves_the_rating_is_owed_to_its_part_and_to_no_other():
    shoppers = np.zeros(3, dtype=[("satisfaction", "f4")])
    shoppers["satisfaction"] = 7.5, 1.2, 9.0
    ratings = Ratings(shoppers, True)
    shoppers["satisfaction"] = 6.5, 1.0, 9.0
    ratings.owe(Part.TRUST, shoppers)
    assert ratings.rows[:, FIRST + Part.TRUST] == pytest.approx([-1.0, -0.2, 0.0], abs=ROUNDING)
    assert np.abs(ratings.rows.sum(axis=1) - shoppers["satisfaction"]).max() < ROUNDING
    ratings.strike(1)
    assert len(ratings.rows) == len(ratings.booked) == 2


def test_no_account_where_it_is_switched_off():
    model = RetailModel(corner("horizon.periods=1", "engine.explain=false"), 7)
    model.step()
    assert len(model.ratings.rows) == 0 and result_of(model, 7).ratings.empty


STRONG = ("channels.choosing.own_web=-0.5",)
"""A web shop that many buy in."""
CARD = ("channels.card.exists=true", "channels.card.start_share=1", "channels.card.special_access=true")
ADVERTS = ("channels.communication.campaigns=[{coverage: 1, contacts: 12}]",)


@pytest.mark.parametrize("kind, base, lever", [
    ("delivery", STRONG, "channels.delivery.failed=1"),
    ("service", ("service.failing.mispriced=0.5",), "service.desk.courtesy=0"),
    ("communication", ADVERTS, "experience.persuasion.annoys=0.1"),
    ("relationship", CARD, "channels.card.access_joy=0.2"),
    ("around", ("channels.third={city: {stage: after, share: 1, quality: 0.5}}",), "channels.third.city.quality=-0.5"),
    ("web", ("channels.choosing.search_web=0", "visit.phone.own_gap=0.2"), "channels.seams.sting=3")])
def test_what_moments_make_of_the_rating_stands_under_their_kind(kind, base, lever):
    tables = [result_of(lived_one(f"service.on={kind == 'service'}", *base, *more), 7).ratings.query("segment == 'all'")[list(RATING)].iloc[0] for more in ((), (lever,))]
    moved = tables[1] - tables[0]
    assert abs(moved[kind]) > 0.002, moved
    # Another kind moves by what the slope on the way does, and by who is judged at all, never by as much.
    assert moved[list(KINDS)].drop(kind).abs().max() < 0.05 * abs(moved[kind])


def lived_one(*overrides):
    model = RetailModel(corner("horizon.periods=1", *overrides), 7)
    model.step()
    return model


def test_kinds_that_cancel_out_keep_their_parts_and_the_sum_stays():
    shoppers = np.zeros(1, dtype=[("satisfaction", "f4"), ("expectation", "f4"), ("rating_style", "f4")])
    lived, rows = np.zeros(1, dtype=LIVED), np.zeros((1, len(RATING)))
    lived["moments"], judged = 2, np.zeros((1, len(KINDS)))
    judged[0, [Kind.DELIVERY, Kind.SERVICE]] = 0.1, -0.1
    shoppers["satisfaction"] = booked = np.full(1, 7.5)
    share_moments(judged, shoppers, lived, booked, corner().experience.satisfaction.numbers(), rows)
    parts = rows[0, FIRST_KIND:]
    assert parts[Kind.DELIVERY] == pytest.approx(-parts[Kind.SERVICE]) and parts[Kind.DELIVERY] > 0.3
    assert abs(rows.sum()) < 1e-12
