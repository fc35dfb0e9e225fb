"""Rows of the people around: crowding, jostling, neighbours pleasant or not, company."""

import numpy as np
import pytest
from rows.paired import changes, is_clear, same
from scipy import stats
from worlds import ALPHA, ROOMY, arrivals, corner, store_day

import sim
from sim.visit.states import State
from sim.visit.touchpoints import INSIDE

ALLEY = ("store.plan=alley", "visit.jostling.brushes_per_min=5")
ALONE = ("visit.company.share_task=0", "visit.company.share_recreational=0")
TOGETHER = ("visit.company.share_task=1", "visit.company.share_recreational=1")
GOAL = "people.segments=[{{name: everybody, share: 1, recreational: {0}}}]"
TASK, FUN = GOAL.format(0), GOAL.format(1)


def lived_beside(conduct: int):
    """A day of forty shoppers in a promenade, the first of whom behaves like this; and who came within range of him."""
    visits = arrivals(np.linspace(0.0, 1500.0, 40), list_length=5)
    visits["list_length"][0] = 25
    visits["conduct"][0] = conduct
    day = store_day(corner("store=promenade"), visits)
    met = np.zeros(len(visits), dtype=bool)
    while not day.is_over():
        before = visits["state"].copy()
        day.step()
        there = (visits["state"] >= State.WALKING) & (before < State.GONE)      # whoever sensed this tick
        where = day.place.block[visits["cell"]]
        met |= there & there[0] & (where == where[0])
    met[0] = False
    return visits, met


def test_v1_one_unpleasant_neighbour_in_the_aisle_lowers_only_those_within_range():
    calm, met = lived_beside(0)
    rude, met_rude = lived_beside(-1000)
    assert np.array_equal(met, met_rude) and 3 < met.sum() < 37
    assert (rude["sum_social"][met] < calm["sum_social"][met]).all()
    for name in calm.dtype.names:
        assert calm[name][~met][1:].tobytes() == rude[name][~met][1:].tobytes(), name
    kind, _ = lived_beside(1000)
    assert (kind["sum_social"][met] > calm["sum_social"][met]).all()


def test_v1_pleasant_people_please_and_unpleasant_ones_hurt_and_unnoticed_ones_do_nothing():
    still = ["people.conduct_sd=0"]
    assert is_clear(changes("satisfaction", still, ["people.conduct_mean=0.6"]), +1)
    assert is_clear(changes("satisfaction", still, ["people.conduct_mean=-0.6"]), -1)
    assert same(still, ["visit.neighbours.of_conduct=2"])


def test_v1_somebody_in_company_takes_the_room_of_two():
    day = store_day(corner(*TOGETHER), arrivals(np.zeros(6), party=2, company=1))
    for _ in range(4):
        day.step()
    assert day.day.crowd.sum() == 2 * day.day.counts[INSIDE] > 0


def test_v1_as_many_come_in_company_as_configured():
    result = sim.run(corner("visit.company.share_task=0.3", "visit.company.share_recreational=0.6", "visit.company.child=0"), 7)
    visits = result.visits
    for goal, share in (("task", 0.3), ("recreational", 0.6)):
        company = visits["company"][visits["goal"] == goal]
        # A few thousand visits: 4.9 standard errors are some five percentage points.
        assert (company > 0).mean() == pytest.approx(share, abs=4.9 * np.sqrt(0.25 / len(company)))
    assert not (visits["company"] == 2).any()
    assert result.summary["in_company"] == pytest.approx((visits["company"] > 0).mean())


def test_v1_company_is_merry_and_slow_on_a_fun_trip_and_presses_on_a_task():
    for measure in ("pleasure", "dwell_min"):
        assert is_clear(changes(measure, [FUN, *ALONE], TOGETHER), +1), measure
    slow_tills = ["visit.paying.fixed_s=500"]
    assert is_clear(changes("abandoned", [TASK, *slow_tills, *ALONE], TOGETHER), +1)


def test_v1_without_company_nothing_of_it_matters():
    assert same(ALONE, ["visit.company.joy_friend=1", "visit.company.look_child=5", "visit.company.patience_partner=0.05",
                        "visit.company.partner=0"])


def test_v1_people_are_brushed_against_in_narrow_aisles_and_feel_it():
    assert is_clear(changes("jostled", ALLEY, ["store.plan=avenue"]), -1)
    gentle = ["visit.jostling.affront=0", "visit.jostling.discomfort=0", "visit.jostling.drives_off=0"]
    assert is_clear(changes("satisfaction", [*ALLEY, *gentle], ["visit.jostling.affront=0.08",
                                                               "visit.jostling.discomfort=0.12"]), -1)
    assert is_clear(changes("unplanned", [*ALLEY, "visit.jostling.drives_off=0"], ["visit.jostling.drives_off=1"]), -1)


def test_v1_where_there_is_room_or_nobody_nobody_is_brushed():
    assert same(["visit.jostling.roomy_m=0.9"], ["visit.jostling.brushes_per_min=60"])
    alone = store_day(corner(*ALLEY, "visit.jostling.brushes_per_min=60"), arrivals([0.0], list_length=12, party=2))
    assert alone.run().day.visits["brushes"][0] == 0


@pytest.mark.parametrize("tick_s", [2, 5, 20])
def test_v1_brushes_come_at_their_hazard_whatever_the_tick(tick_s):
    scenario = corner(*ALLEY, "visit.jostling.drives_off=0", f"horizon.tick_s={tick_s}")
    visits = arrivals(np.linspace(0.0, 6000.0, 120), list_length=12)
    day = store_day(scenario, visits)
    p, place, expected = scenario.visit.jostling, day.place, 0.0
    while not day.is_over():
        day.step()
        inside = visits[day.inside]
        inside = inside[inside["state"] <= State.HELPED]
        here = place.block[inside["cell"]]
        narrow = np.maximum(0.0, 1.0 - place.aisle_m[inside["cell"]] / p.roomy_m)
        others = (day.day.crowd[here] - 1) / place.block_area_m2[here]
        expected += float((narrow * others).sum()) * tick_s * p.brushes_per_min / 60.0 * np.pi * p.reach_m**2
    brushes = int(visits["brushes"].sum())
    assert brushes > 100
    # Whoever leaves in a tick is counted by the engine and not here; with some 200 brushes 4.9 errors are a third.
    low, high = stats.poisson.interval(1.0 - ALPHA, expected)
    assert low <= brushes <= high


def test_r4_density_pleases_fun_seekers_and_hurts_those_on_a_task():
    quick = ("visit.paying.fixed_s=1", "visit.paying.per_item_s=0", "visit.browsing.need_help=0", *ALONE)

    def remembered(goal, people):
        visits = sim.run(corner(goal, f"people.size={people}", *quick), 7).visits
        parts = [f"remembered_{d}" for d in ("cognitive", "affective", "social", "physical")]
        return visits[parts].sum(axis=1), float(visits["human_crowding"].mean())

    # Six times as many people in the same shop, and nobody waits for it; before the noise of recall. With some 1,200
    # visits against 7,300 a sixth of the spread between visits is seen.
    for goal, sign in ((FUN, +1), (TASK, -1)):
        (few, thin), (many, thick) = remembered(goal, 500), remembered(goal, 3000)
        assert thick > 3 * thin
        assert sign * stats.ttest_ind(many, few, equal_var=False).statistic > stats.norm.isf(ALPHA)


def test_r4_people_and_fixtures_are_two_levers_of_two_feelings():
    human = ("visit.crowding.control_of_crowd_task=0", "visit.crowding.control_of_crowd_recreational=0",
             "visit.crowding.company_task=0", "visit.crowding.company_recreational=0")
    noted = ("store.plan=alley", "visit.jostling.brushes_per_min=0")
    whole, no_people, no_space = (sim.run(corner(*noted, *without), 7).why for without in ((), human, ROOMY))
    assert (whole["crowd"] != 0.0).any() and (whole["space"] < 0.0).all()
    assert (no_people["crowd"] == 0.0).all() and (no_people["space"] < 0.0).all()
    assert (no_space["space"] == 0.0).all() and (no_space["crowd"] != 0.0).any()
    assert is_clear(changes("satisfaction", ["store.plan=alley", TASK], ROOMY), +1)


def test_a_crowd_of_twice_the_level_has_twice_the_people_whether_or_not_their_number_is_given():
    from sim.engine.model import RetailModel
    for size in ("people.size=300", "people.size=null"):
        usual, crowded = (len(RetailModel(corner(size, *level)).shoppers) for level in ((), ("store.crowd.level=2",)))
        assert abs(crowded - 2 * usual) <= 1 and usual > 0
    assert same(["people.size=300"], ["store.crowd.level=1"])
