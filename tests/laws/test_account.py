"""The account of a rating: parts that sum to the rating, whatever the rule, and that go to the cause that was moved."""

import numpy as np
import pytest
from numba import njit
from worlds import corner

import sim
from sim.experience.account import BESIDE, share_out_all
from sim.visit.causes import CAUSE_OF, CAUSES, SURROUNDINGS, Cause
from sim.visit.states import Touchpoint

ROUNDING = 5e-6
"""Single precision of ratings up to 10, summed over some twenty parts."""


@njit
def kinked(remembered, expectation, style, p):
    """A rule with a kink, a bound and a bend, as strange as a researcher's may be."""
    gain = 3.0 if remembered > expectation else 9.0
    return min(10.0, max(1.0, 7.0 + gain * (remembered - expectation) + 2.0 * remembered**3 + style))


def parts(visits):
    return visits.filter(like="why_").to_numpy(dtype=np.float64)


@pytest.mark.parametrize("rules", [None, {"satisfaction": kinked}])
@pytest.mark.parametrize("change", [(), ("atmosphere.scent.present=true", "visit.paying.fixed_s=200",
                                         "experience.memory.rule=mean"), ("experience.memory.rule=end",)])
def test_the_parts_sum_to_the_rating(rules, change):
    visits = sim.run(corner(*change), 7, rules=rules).visits
    assert np.abs(parts(visits).sum(axis=1) - visits["satisfaction"]).max() < ROUNDING


def test_without_noise_of_recall_nothing_is_left_unexplained():
    visits = sim.run(corner("experience.memory.noise=0", "visit.paying.fixed_s=200"), 7).visits
    assert visits["why_recall"].abs().max() < 1e-9
    assert visits["why_wait"].abs().max() > 0.1


def test_tables_by_segment_are_the_means_of_the_visits():
    result = sim.run(corner(), 7)
    segment = result.shoppers.set_index("uid")["segment"][result.visits["shopper"]].to_numpy()
    mine = result.visits.filter(like="why_").groupby(segment).mean()
    told = result.why.drop(columns="visits")
    assert told.loc[mine.index].to_numpy() == pytest.approx(mine.to_numpy(), abs=ROUNDING)
    assert told.loc["all"].sum() == pytest.approx(result.visits["satisfaction"].mean(), abs=ROUNDING)


def test_the_account_by_zone_sums_to_what_was_felt_there():
    from sim.engine.model import RetailModel
    model = RetailModel(corner(), 7)
    day = model.store_day(model.plan(), 0).run().day
    weights = [day.visits[f"weight_{d}"] * day.visits[f"sum_{d}"] for d in ("cognitive", "affective", "social", "physical")]
    assert day.felt.sum() == pytest.approx(np.sum(weights), rel=1e-9)


@pytest.mark.parametrize("lever, cause", [
    ("atmosphere.decor=1", Cause.INTERIOR), ("visit.sensing.pleasure_rest=0.2", Cause.STORE),
    ("visit.asking.joy_of_help=0.0", Cause.STAFF), ("visit.browsing.pain_of_missing=0.5", Cause.MISSING),
    ("visit.crowding.company_task=0", Cause.CROWD), ("visit.crowding.confinement_task=0", Cause.SPACE),
    ("visit.company.joy_partner=0.2", Cause.COMPANY)])
def test_what_a_lever_does_stands_under_its_cause(lever, cause):
    """With mood acting on nothing, the walk is the same and only one cause differs."""
    blind = ("visit.browsing.pleasure_weight=0", "visit.heading.linger_pleasure=0", "visit.heading.hazard_pleasure=0",
             "visit.walking.notice_of_pleasure=0", "visit.waiting.of_pleasure=0", "visit.browsing.need_help=0.08",
             "store.departments.snacks.stock_units=2", "experience.memory.rule=mean", "experience.memory.noise=0",
             "experience.satisfaction.rule=performance", "horizon.periods=1", "people.rating_style_sd=0")
    before, after = (parts(sim.run(corner(*blind, *change), 7).visits) for change in ((), (lever,)))
    moved = np.abs(after - before).max(axis=0)
    at = len(BESIDE) + cause
    assert moved[at] > 0.02
    # Where experience meets its bounds of -1 and 1, a later kick is cut shorter: a twentieth at the most.
    assert np.delete(moved, at).max() < 0.05 * moved[at]


def test_no_account_where_it_is_switched_off_and_everything_else_as_before():
    kept, none = (sim.run(corner(f"engine.explain={flag}"), 7) for flag in ("true", "false"))
    assert not [name for name in none.visits if name.startswith("why_")]
    assert none.why.empty and np.array_equal(kept.visits["satisfaction"], none.visits["satisfaction"])


def test_every_touchpoint_has_one_cause_and_surroundings_come_first():
    assert len(CAUSE_OF) == len(Touchpoint)
    assert list(SURROUNDINGS) == list(range(len(SURROUNDINGS)))
    assert CAUSES[Cause.WAIT] == "wait"


def test_what_the_ends_of_the_scale_cut_off_is_taken_from_those_who_pushed():
    extreme = ("visit.sensing.pleasure_rest=1", "visit.sensing.comfort_rest=1", "atmosphere.decor=1",
               "visit.sensing.pleasure_of_decor=1")
    visits = sim.run(corner("horizon.periods=1", *extreme), 7).visits
    assert np.abs(parts(visits).sum(axis=1) - visits["satisfaction"]).max() < ROUNDING
    assert visits["why_limit"].abs().max() < 0.2 and visits["why_interior"].mean() > 0.2


def test_what_was_cut_off_is_shared_out_in_proportion_and_the_sum_stays():
    rows = np.zeros((2, len(CAUSES)))
    rows[0, [Cause.STORE, Cause.MUSIC, Cause.WAIT, Cause.LIMIT]] = 0.9, 0.6, -0.3, -0.5
    rows[1, [Cause.STORE, Cause.WAIT, Cause.LIMIT]] = 0.1, -0.2, 0.5
    before = rows.copy()
    share_out_all(rows)
    assert rows.sum(axis=1) == pytest.approx(before.sum(axis=1))
    assert rows[0, [Cause.STORE, Cause.MUSIC, Cause.WAIT, Cause.LIMIT]] == pytest.approx([0.6, 0.4, -0.3, 0.0])
    assert rows[1, [Cause.STORE, Cause.WAIT, Cause.LIMIT]] == pytest.approx([0.1, 0.0, 0.3])
