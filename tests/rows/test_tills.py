"""Rows of the checkout and the fitting room: lines and their discipline, machines, staff who act by themselves."""

import numpy as np
import pytest
from rows.paired import changes, is_clear, same
from scipy import stats
from worlds import ALPHA, PATIENT, arrivals, corner, store_day, till_hall

import sim
from sim.engine.floor import build_floor
from sim.ground.errors import InputError
from sim.people.staff import ADVISOR
from sim.visit.states import Touchpoint
from sim.visit.touchpoints import NOTES

SLOW = ("visit.paying.fixed_s=150", "staff.cashiers=1", "staff.peak_cashiers=0")
"""One cashier who is busy for two thirds of the day."""
FREE_TILLS = (*SLOW, "staff.advisors=2")


def summary(*overrides: str):
    """Measures of two weeks of the corner shop."""
    return sim.run(corner(*overrides), 7).summary


# P1: the sales process

def test_p1_a_slow_till_lowers_the_score_of_the_sales_process_and_not_what_is_lived_before_it():
    slow = ["visit.paying.fixed_s=150"]
    assert is_clear(changes("sales_process", [], slow), -1)
    notes = [sim.run(corner("engine.touchpoint_sample=1", *change), 7).touchpoints for change in ([], slow)]
    kicks = [t.groupby("touchpoint", observed=False)[["cognitive", "affective", "social"]].mean() for t in notes]
    for before in ("enter", "found", "left_on_shelf", "help"):
        assert kicks[0].loc[before].to_numpy() == pytest.approx(kicks[1].loc[before].to_numpy(), abs=1e-3)
    assert kicks[1].loc["wait_at_till", "cognitive"] < kicks[0].loc["wait_at_till", "cognitive"] - 0.005


# P6: waits, patience, leaving

def erlang_a(servers: int, per_min: float, service_min: float, patience_min: float) -> float:
    """Share that leaves a line before M/M/c with exponential patience (Palm 1946): theta E[waiting] / lambda."""
    weight, waiting, total = 1.0, 0.0, 1.0
    for n in range(1, 2000):
        weight *= per_min / (min(n, servers) / service_min + max(0, n - servers) / patience_min)
        total += weight
        waiting += weight * max(0, n - servers)
    return waiting / total / patience_min / per_min


@pytest.mark.parametrize("tills, per_min, patience_min", [(1, 0.9, 4.0), (2, 2.6, 2.0), (4, 3.6, 8.0)])
def test_p6_the_share_that_leaves_is_that_of_erlang_a(tills, per_min, patience_min):
    """Days are independent; the smallest difference seen (5 standard errors) is 0.02, which the last line holds."""
    world = till_hall(f"staff.cashiers={tills}", "staff.peak_cashiers=0", "visit.paying.one_line=true",
                      "visit.paying.service=exponential", "visit.paying.mean_s=60",
                      "visit.paying.patience_law=exponential", f"visit.paying.patience_mean_min={patience_min}")
    floor, shares = build_floor(world), []
    for number in range(40):
        luck = np.random.default_rng([tills, number])
        visits = arrivals(luck.uniform(0, 86400, luck.poisson(per_min * 1440 / 0.999)), period=number)
        visits = store_day(world, visits, floor).run().day.visits
        joined = visits[(visits["joined_s"] > 3600) & (visits["joined_s"] < 82800)]
        shares.append(joined["abandoned"].mean())
    assert stats.ttest_1samp(shares, erlang_a(tills, per_min, 1.0, patience_min)).pvalue > ALPHA
    assert np.std(shares, ddof=1) / 40**0.5 * 6.2 < 0.02


def test_p6_people_look_at_the_length_of_a_line_and_not_at_its_speed():
    from sim.visit.joining import Joining, balks
    p = Joining(tolerable_length=4, balk_per_person=0.2).numbers()
    draws = (np.arange(1000) + 0.5) / 1000
    for length in (0, 4, 6, 12):
        share = np.mean([balks(length, 1.0, draw, p) for draw in draws])
        assert share == pytest.approx(1 - np.exp(-0.2 * max(0, length - 4)), abs=1e-3)
    assert is_clear(changes("balked", SLOW, ["visit.joining.tolerable_length=1", "visit.joining.balk_per_person=1"]), +1)
    assert same([*SLOW, "visit.joining.balk_per_person=0"], ["visit.joining.tolerable_length=0"])


def test_p6_being_overtaken_costs_more_than_the_same_wait_in_order():
    # Pushing in changes who waits and not how long people wait in the mean; service is by the clock.
    base = [*SLOW, "visit.paying.one_line=true", "visit.paying.per_item_s=0"]
    pushing = ["visit.joining.pushing=0.5", "visit.joining.push_places=3"]
    assert is_clear(changes("overtaken", base, pushing), +1)
    assert is_clear(changes("sales_process", [*base, *pushing, "visit.fairness.pain_of_being_overtaken=0"],
                            ["visit.fairness.pain_of_being_overtaken=0.05"]), -1)
    assert same(base, ["visit.fairness.pain_of_being_overtaken=1"])      # in one line nobody is overtaken


def test_p6_one_line_is_fairer_than_a_line_for_each_till():
    base = ["visit.paying.fixed_s=200", "visit.joining.balk_per_person=0"]
    assert is_clear(changes("overtaken", base, ["visit.paying.one_line=true"]), -1)
    assert summary(*base, "visit.paying.one_line=true")["overtaken"] == 0.0


@pytest.mark.slow
def test_p6_a_display_shortens_the_wait_as_it_seems_and_a_wrong_one_hurts():
    one = [*SLOW, "visit.joining.display_s_person=160"]
    assert is_clear(changes("wait_perceived_min", one, ["visit.joining.display=true"]), -1)
    told = [*one, "visit.joining.display=true"]
    assert is_clear(changes("sales_process", told, ["visit.joining.display_scale=0.2"]), -1)
    assert is_clear(changes("sales_process", one, ["visit.joining.display=true"]), +1)
    assert same([*one, "visit.waiting.informed_effect=0", "visit.fairness.pain_of_wrong_estimate=0"],
                ["visit.joining.display=true"])


def test_p6_something_to_look_at_shortens_the_wait_as_it_seems():
    assert is_clear(changes("wait_perceived_min", SLOW, ["visit.waiting.occupied=0.8"]), -1)


# Staff who act by themselves

def test_proactive_advisors_open_tills_when_lines_are_long_and_go_back_when_they_are_short():
    opening = ["visit.initiative.empowered=1", "visit.initiative.open_at=2"]
    assert is_clear(changes("wait_min", FREE_TILLS, opening), -1)
    assert summary(*FREE_TILLS)["tills_opened"] == 0.0
    opened = summary(*FREE_TILLS, *opening)
    assert opened["tills_opened"] > 5
    # All of an advisor's proactivity is needed where he may decide nothing.
    assert same([*FREE_TILLS, "staff.proactivity=0", "staff.skill_sd=0"], ["visit.initiative.empowered=0.9"])


def test_who_stands_alone_at_a_closed_till_is_served_by_who_opens_one():
    alone = ["staff.cashiers=0", "staff.peak_cashiers=0", "staff.advisors=2", "visit.initiative.empowered=1",
             "visit.initiative.open_at=1", "staff.proactivity=1", "staff.skill_sd=0"]
    assert summary(*alone)["abandoned"] < 0.01


def test_help_offered_unasked_at_an_empty_shelf_is_the_help_that_is_asked_for():
    """Who came for what is sold out is shown a similar item, by whichever way help comes; without any there is no advice."""
    gone = [f"store.departments.{name}.delisted=[{','.join(str(k) for k in range(0, 20, 2))}]" for name in
            ("produce", "bakery", "snacks")]
    base = ["staff.advisors=3", *gone, "visit.searching.overlook=0"]
    unasked = ["visit.browsing.need_help=0", "visit.initiative.approaching=1", "visit.initiative.approach_after=0.2",
               "staff.proactivity=1", "staff.skill_sd=0"]
    for way in (["visit.browsing.need_help=1"], unasked):
        shown = sim.run(corner(*base, *way, "visit.browsing.substitute=1"), 7).visits
        assert shown["not_found"].sum() == 0 and shown["substituted"].sum() == shown["stockouts"].sum() > 500
        assert shown["helps"].sum() > 1000
        missed = sim.run(corner(*base, *way, "visit.browsing.substitute=0"), 7).visits
        assert missed["not_found"].sum() == missed["stockouts"].sum() > 500


def test_a_newly_opened_till_serves_those_who_came_last_first():
    opening = ["visit.initiative.empowered=1", "visit.initiative.open_at=2"]
    assert is_clear(changes("overtaken", FREE_TILLS, opening), +1)


def test_help_without_being_asked_is_welcome_on_a_task_and_an_intrusion_on_a_fun_trip():
    goal = "people.segments=[{{name: everybody, share: 1, recreational: {0}}}]"
    base = ["staff.advisors=3", "visit.initiative.approaching=1", "visit.initiative.approach_after=0.55"]
    kinds = ["visit.initiative.welcome_task=0", "visit.initiative.welcome_recreational=0"]
    for share, sign in ((0, +1), (1, -1)):
        socially = [sim.run(corner(goal.format(share), *base, *change), 7).visits["remembered_social"].mean()
                    for change in (kinds, [])]
        assert sign * (socially[1] - socially[0]) > 0.003
    assert is_clear(changes("helped", ["staff.advisors=3"], base), +1)


@pytest.mark.parametrize("store", ["supermarket", "department_store"])
def test_r7_proactive_staff_approach_some_in_the_stores_that_ship_and_not_everybody(store):
    lived = sim.run([f"store={store}", "scenario=proactive_staff", "people.size=1000", "horizon.periods=1", "engine.kind=serial",
                     "engine.threads=1"], 7).visits
    assert len(lived) > 100
    assert 0.03 < (lived["approached"] > 0).mean() < 0.97


# R9: self-checkout

MACHINES = ("visit.self_checkout.machines=4",)


STUCK = ("visit.self_checkout.machines=8", "visit.self_checkout.preference=15", "visit.self_checkout.failure=1",
         "visit.self_checkout.fixed_s=300", "visit.self_checkout.fix_min=2", "staff.cashiers=1", "staff.peak_cashiers=0",
         "staff.advisors=1", "visit.paying.patience_low_min=200", "visit.paying.patience_mode_min=220",
         "visit.paying.patience_high_min=240")
"""Every machine stops, and one advisor is there for all."""


def stuck_day():
    """A day of the hall of tills on which forty people come to machines that stop; everybody's notes are kept."""
    world = till_hall(*STUCK)
    visits = arrivals(np.linspace(0, 1200, 40), noted=1)
    return world, store_day(world, visits, build_floor(world)).run().day


def test_r9_who_has_been_stuck_longest_is_helped_first():
    _, day = stuck_day()
    log = day.log[:day.counts[NOTES]]
    failed, rescued = (log[log["touchpoint"] == touchpoint] for touchpoint in (Touchpoint.MACHINE_FAILED,
                                                                               Touchpoint.WAIT_FOR_HELP))
    assert len(failed) == len(rescued) == 40
    stuck_s, helped_s = np.zeros(40), np.zeros(40)
    stuck_s[failed["visit"]], helped_s[rescued["visit"]] = failed["time_s"], rescued["time_s"]
    assert (np.diff(stuck_s) < 0).any()                     # some who came later were stuck earlier
    assert (np.diff(helped_s[np.argsort(stuck_s)]) > 0).all()


def test_r9_making_machines_go_on_is_work_that_tires():
    world, day = stuck_day()
    advisor = day.staff[day.staff["role"] == ADVISOR][0]
    assert advisor["served"] == 40 and advisor["busy_s"] > 40 * 60
    assert advisor["fatigue"] == pytest.approx(world.visit.asking.fatigue_per_h * advisor["busy_s"] / 3600)


def test_r9_an_order_is_handed_out_at_a_till_and_never_by_a_machine():
    visits = sim.run(corner(*FREE_TILLS, *MACHINES, "channels.pick_up.offered=true", "channels.choosing.pick_up=2",
                            "visit.joining.tolerable_length=0", "visit.joining.balk_per_person=1"), 7).visits
    fetched = visits[visits["collects"] == 1]
    assert len(fetched) > 50 and not fetched["self_checkout"].any() and visits["self_checkout"].any()


def test_r9_machines_shorten_the_wait_and_failures_need_staff():
    assert is_clear(changes("wait_min", FREE_TILLS, MACHINES), -1)
    base = [*FREE_TILLS, *MACHINES]
    assert is_clear(changes("sales_process", base, ["visit.self_checkout.failure=0.5"]), -1)
    assert is_clear(changes("wait_min", [*base, "staff.advisors=1"], ["visit.self_checkout.failure=1"]), +1)
    alone = summary(*SLOW, *MACHINES, "staff.advisors=0", "visit.self_checkout.failure=1",
                    "visit.self_checkout.preference=10")
    assert alone["self_checkout"] == 0.0 and alone["abandoned"] > 0.5       # nobody comes, so nobody pays


def test_r9_the_ready_go_to_the_machine_and_those_with_full_baskets_do_not():
    visits = sim.run(corner(*FREE_TILLS, *MACHINES), 7)
    ready = visits.shoppers.set_index("uid")["innovativeness"]
    bought = visits.visits[visits.visits["items"] > 0]
    ready_of = bought["shopper"].map(ready)
    assert ready_of[bought["self_checkout"]].mean() > ready_of[~bought["self_checkout"]].mean() + 0.03
    assert bought["items"][bought["self_checkout"]].mean() < bought["items"][~bought["self_checkout"]].mean() - 0.3
    older = [*FREE_TILLS, *MACHINES, "people.segments=[{name: everybody, share: 1, age_low: 75, age_high: 80}]"]
    assert is_clear(changes("self_checkout", older, ["visit.readiness.of_age=0"]), +1)


def test_r9_tags_that_are_read_at_once_shorten_the_wait():
    slow = [*FREE_TILLS, *MACHINES, "visit.self_checkout.per_item_s=60"]
    assert is_clear(changes("wait_min", slow, ["visit.self_checkout.per_item_s=0.3"], pairs=16), -1)


def test_r9_failures_at_their_usual_rate_are_felt_at_the_checkout():
    base = [*FREE_TILLS, *MACHINES, "visit.self_checkout.failure=0"]
    assert is_clear(changes("sales_process", base, ["visit.self_checkout.failure=0.06"]), -1)


def test_v2_empowered_staff_shorten_the_wait_at_the_usual_thresholds():
    assert is_clear(changes("wait_min", FREE_TILLS, ["visit.initiative.empowered=1"]), -1)


@pytest.mark.slow
def test_r8_mirrors_at_their_usual_weights_sell_more():
    """200 pairs: an effect of .38 standard deviations of the paired change is seen."""
    boutique = ["store=boutique", "people.size=600"]
    assert is_clear(changes("basket", boutique, ["visit.mirrors.rooms=1"], pairs=200), +1)


def test_r9_the_best_number_of_machines_is_neither_none_nor_all_that_fit():
    busy = ["people.size=1600", "staff.cashiers=1", "staff.peak_cashiers=0", "visit.paying.fixed_s=240",
            "visit.self_checkout.cost_week=250", "horizon.periods=1"]
    left = {m: summary(*busy, f"visit.self_checkout.machines={m}")["profit"] for m in (0, 3, 8)}
    assert left[3] > left[0] + 200 and left[3] > left[8] + 200


def test_r9_no_machine_is_the_baseline_whatever_machines_would_be_like():
    assert same(SLOW, ["visit.self_checkout.failure=0.9", "visit.self_checkout.preference=5"])


def test_r9_more_machines_than_fit_are_refused_with_the_cure():
    with pytest.raises(InputError, match="must be 0 to 8 machines"):
        corner(*SLOW, "visit.self_checkout.machines=9")


# R8: fitting rooms and smart mirrors

BOUTIQUE = ("store=boutique", "people.size=600", "visit.browsing.take_listed=0.37", "visit.browsing.pleasure_weight=0",
            "visit.browsing.price_weight=0")
MIRRORS = ("visit.mirrors.rooms=1", "visit.mirrors.out_of_order=0")


def shares(visits, part: str, whole: str) -> tuple[float, float]:
    """Share of two counts over all visits, and its standard error."""
    share = visits[part].sum() / visits[whole].sum()
    return share, np.sqrt(share * (1 - share) / visits[whole].sum())


def test_r8_s9_trying_on_raises_the_odds_of_buying_as_configured():
    alone = [*BOUTIQUE, "visit.browsing.need_help=0", "visit.browsing.take_wandering=0.37", "visit.phone.check=-15"]
    visits = sim.run(corner(*alone), 7).visits
    odds = 0.37 / 0.63 * np.exp(1.4)
    share, error = shares(visits, "bought_tried", "tried")
    assert abs(share - odds / (1 + odds)) < 4.9 * error and error < 0.015      # sees 7 percentage points
    share, error = shares(visits, "bought_unaided", "looked")
    assert abs(share - 0.37) < 4.9 * error


def test_r8_s9_contact_and_fitting_room_convert_twice_as_many():
    from sim.engine.targets_measured import conversion_of_fitting
    run = sim.run(sim.scenario(["store=department_store", "horizon.periods=1", "engine.threads=1"]), 7)
    assert 1.5 < conversion_of_fitting(run) < 2.6
    assert (run.visits["tried"] > 0).mean() > 0.1


def test_r8_a_queue_before_the_rooms_keeps_people_from_trying_on():
    slow = ["visit.fitting.stay_mode_min=60", "visit.fitting.stay_high_min=120"]
    few = [sim.run(corner(*BOUTIQUE, *change), 7).visits for change in ([], slow)]
    assert few[1]["gave_up_fitting"].sum() > few[0]["gave_up_fitting"].sum() + 20
    assert few[1]["wait_actual_s"].mean() > few[0]["wait_actual_s"].mean() + 20


def test_r8_the_ready_use_the_mirror_and_a_share_takes_what_it_suggests():
    even = [*BOUTIQUE, *MIRRORS, "visit.mirrors.use_of_readiness=0", "visit.mirrors.use=0.4"]
    visits = sim.run(corner(*even), 7)
    uptake = visits.summary["mirror_uptake"]
    uses = visits.visits["mirror_uses"].sum()
    assert abs(uptake - 1 / (1 + np.exp(-0.4))) < 4.9 * np.sqrt(0.24 / (uses / uptake))
    assert abs(visits.summary["cross_sold"] - 0.2) < 4.9 * np.sqrt(0.16 / uses) and uses > 500
    assert is_clear(changes("mirror_uptake", [*even, "people.segments=[{name: a, share: 1, innovativeness: 0.8}]"],
                            ["visit.mirrors.use_of_readiness=4"]), +1)


def test_r8_mirrors_sell_more_and_out_of_order_they_disappoint():
    assert is_clear(changes("basket", BOUTIQUE, [*MIRRORS, "visit.mirrors.accept=0.9", "visit.mirrors.use=5"]), +1)
    broken = ["visit.mirrors.rooms=1", "visit.mirrors.out_of_order=1"]
    assert is_clear(changes("satisfaction", BOUTIQUE, broken), -1)
    gone = summary(*BOUTIQUE, *broken)
    assert gone["mirror_uptake"] == 0.0 and gone["mirrors_broken"] > 0.2
    assert gone["equipment"] == 3 * 45.0


def test_r8_without_trying_on_and_without_mirrors_nothing_changes():
    assert same([*BOUTIQUE, "store.departments.dresses.try_on=0"], ["visit.fitting.lift=3", "visit.mirrors.accept=0.9"])
    assert same(BOUTIQUE, ["visit.mirrors.accept=0.9", "visit.mirrors.out_of_order=1"])


def test_r8_fitting_rooms_where_there_are_none_are_refused_with_the_cure():
    with pytest.raises(InputError, match="has no fitting rooms; it must be 0"):
        corner("store.departments.produce.try_on=0.2")
    with pytest.raises(InputError, match="visit.mirrors.rooms is 0.5"):
        corner("visit.mirrors.rooms=0.5")


def test_r9_when_the_tills_have_closed_the_machines_are_used_and_nobody_joins_a_closed_line():
    shop = ("staff.cashiers=0", "staff.peak_cashiers=1", "staff.peak_from_h=12", "staff.peak_to_h=13", *MACHINES,
            "visit.self_checkout.preference=-15", PATIENT)
    visits = sim.run(corner(*shop), 7).visits
    at_till = visits[(visits["items"] > 0) & ~visits["self_checkout"]]
    assert len(at_till) and (visits["self_checkout"] & (visits["items"] > 0)).any()
    assert (at_till["wait_actual_s"] < 3600).all()
    after = visits[visits["arrive_s"] > 4 * 3600]     # the shop opens at 10, its only till closes at 13
    assert after["self_checkout"][after["items"] > 0].all() and not after["abandoned"].mean() > 0.05
