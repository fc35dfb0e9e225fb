"""Rows of the channels: web, app, pick-up, parcels, seams, and the choice between them, in the same run as the walk."""

import numpy as np
import pandas as pd
import pytest
from rows.paired import changes, changes_of_persons, is_clear, same
from worlds import SEED, corner

import sim
from sim.channels.delivery import Delivery, topped_up
from sim.engine.model import RetailModel
from sim.engine.targets import read_targets
from sim.engine.targets_measured import reason_percent

QUIET = ["visit.browsing.need_help=0"]
"""Nobody waits before the till, so that nobody has waited when he looks at the phone."""

STRONG = ["channels.choosing.own_web=-0.5"]
"""A web shop that many buy in."""


@pytest.mark.slow
def test_j2_showrooming_at_the_default_weights_is_0_without_gap_and_wait_and_rises_with_either():
    no_gap = ["visit.phone.rival_gap=0", "visit.phone.check=2"]
    nothing = sim.run(corner(*QUIET, *no_gap), SEED)
    assert nothing.summary["showrooming"] == 0.0 and (nothing.visits["phone_checks"] > 0).mean() > 0.5
    assert is_clear(changes("showrooming", [*QUIET, *no_gap], ["visit.phone.rival_gap=0.1"]), +1)
    waiting = ["visit.browsing.need_help=0.3", "staff.advisors=1", "visit.asking.service_min=1", *no_gap]
    assert is_clear(changes("showrooming", waiting, ["visit.asking.service_min=6"]), +1)


def test_j2_help_saves_sales_from_the_phone_at_the_default_weights():
    helped = ["visit.browsing.need_help=0.5", "staff.advisors=3", "visit.phone.rival_gap=0.2", "visit.phone.check=-1"]
    assert is_clear(changes("showrooming", [*helped, "visit.phone.check_of_help=0"], ["visit.phone.check_of_help=1.5"]), -1)


@pytest.mark.slow
def test_j3_webrooming_rises_with_risk_and_urgency():
    assert is_clear(changes("webrooming", [], ["scenario=risky_goods"]), +1)
    assert is_clear(changes("webrooming", ["channels.choosing.urgent=0"], ["channels.choosing.urgent=1"]), +1)
    assert same([], ["channels.choosing.risk=0.5", "channels.choosing.pick_up=3", "channels.choosing.app=3"])


def test_j3_who_searched_the_web_comes_with_a_longer_list():
    """Within one run: planned items of visits that were prepared on the web against those that were not."""
    run = sim.run(corner("people.size=4000", "channels.choosing.search_web=0", "channels.listing.planned_of_search=0.4"), SEED)
    bought = run.visits[run.visits["items"] > 0]
    planned = bought["items"].astype(int) - bought["unplanned_items"].astype(int)
    web = bought["search_channel"] == "web"
    error = np.sqrt(planned[web].var() / web.sum() + planned[~web].var() / (~web).sum())
    assert (planned[web].mean() - planned[~web].mean()) / error > 4.9


def test_j3_habit_searches_as_last_time():
    """Odds of web search after web search over those after none: exp(2 habit) at scale 1, times what traits make."""
    def odds_ratio(habit: float) -> float:
        model = RetailModel(corner("people.size=20000", "channels.choosing.scale=1", f"channels.choosing.search_of_habit={habit}",
                                   "channels.choosing.own_web=-15", "channels.choosing.urgent=0"), SEED)
        model.shoppers["last_search"] = model.shoppers["uid"] % 2
        trips = model.plan()
        before, now = trips["shopper"] % 2 == 1, trips["way"] % 2 == 1
        return (now & before).sum() * (~now & ~before).sum() / ((now & ~before).sum() * (~now & before).sum())
    assert odds_ratio(0.0) == pytest.approx(1.0, rel=0.12)
    assert odds_ratio(1.0) == pytest.approx(np.exp(2.0), rel=0.2)


def test_c13_reasons_for_store_and_web_come_in_the_published_order():
    """Attributes speak for the side that people say they speak for, strongest first."""
    run = sim.run(corner("channels.choosing.own_web=-1"), SEED)
    of = {t.arguments["reason"]: t for t in read_targets().targets if t.id == "C13" and t.arguments["bought"] == "store"}
    named = {reason: reason_percent(run, reason, "store") / reason_percent(run, reason, "online") for reason in of}
    published = {"touch": 58 / 9, "sooner": 53 / 16, "returns": 35 / 10, "money": 28 / 61, "easier": 24 / 53,
                 "selection": 16 / 46}
    for reason, ratio in published.items():
        assert named[reason] == pytest.approx(ratio, rel=0.3), reason


@pytest.mark.slow
def test_c13_what_the_web_offers_moves_the_choice():
    assert is_clear(changes("web_share", STRONG, ["channels.delivery.fee=0"]), +1)
    assert is_clear(changes("web_share", STRONG, ["channels.delivery.days=10"]), -1)
    assert is_clear(changes("web_share", STRONG, ["channels.ordering.steps=15"]), -1)
    assert same([], ["channels.delivery.days=2", "channels.ordering.steps=6"])


@pytest.mark.slow
def test_j1_a_bad_online_score_stops_journeys_before_the_store():
    assert is_clear(changes("store_share", [], ["channels.looking_up.score=2.5"]), -1)
    assert is_clear(changes("visits", [], ["channels.looking_up.score=2.5"]), -1)
    assert is_clear(changes("turned_away", ["channels.looking_up.score=3.5"], ["channels.looking_up.score=2.5"]), +1)
    assert sim.run(corner(), SEED).summary["turned_away"] == 0.0
    assert same(["channels.looking_up.check=0"], ["channels.looking_up.check=0", "channels.looking_up.weight=5"])


def test_j17_fewer_steps_more_completions_and_interactive_pages_involve():
    assert is_clear(changes("web_completion", STRONG, ["scenario=one_click"]), +1)
    assert is_clear(changes("web_completion", STRONG, ["channels.ordering.steps=20"]), -1)
    engaged = sim.run(corner(*STRONG, "scenario=interactive_pages"), SEED).shoppers
    ordered = engaged["parcels"] > 0
    assert (engaged["web_involvement"][ordered] > 0).all() and (engaged["web_involvement"][engaged["web_orders"] == 0] == 0).all()
    assert (sim.run(corner(*STRONG), SEED).shoppers["web_involvement"] == 0).all()


def test_j17_the_share_of_completed_orders_is_the_product_over_steps():
    """(1 - .05)^steps against the closed form by a binomial test, |z| < 4.9."""
    for steps in (1, 10):
        run = sim.run(corner("people.size=6000", *STRONG, "channels.ordering.lost_a_step=0.05",
                             f"channels.ordering.steps={steps}"), SEED)
        tries, law = run.shoppers["web_orders"].sum(), 0.95**steps
        assert abs(run.summary["web_completion"] - law) / np.sqrt(law * (1 - law) / tries) < 4.9


def test_an_outage_sends_orders_to_rivals_and_hurts_the_web_alone():
    out = [*STRONG, "events=[{name: outage, from_period: 0, to_period: 0, change: {channels.ordering.outage: 0.8}}]"]
    down, usual = (sim.run(corner(*o, "horizon.periods=1"), SEED) for o in (out, STRONG))
    assert down.summary["web_down"] > 0.7 and down.summary["rival_sales"] > usual.summary["rival_sales"]
    assert down.summary["order_satisfaction"] < usual.summary["order_satisfaction"] - 10
    hurt = down.shoppers["experience_web"] < usual.shoppers["experience_web"]
    assert hurt[down.shoppers["web_orders"] > 0].mean() > 0.6
    before = down.shoppers["web_orders"] == 0
    assert (down.shoppers["experience_web"][before] == usual.shoppers["experience_web"][before]).all()


def test_l20_what_a_web_shop_is_like_against_a_store_moves_the_rating_of_orders_and_nothing_else():
    """By the rule of performance b_Q a unit, but for the few ratings at an end of the scale."""
    flat = [*STRONG, "experience.satisfaction.rule=performance", "experience.satisfaction.level=5.5", "people.rating_style_sd=0"]
    one, other = (sim.run(corner(*flat, f"channels.web.above_store={x}"), SEED) for x in (0, 0.1))
    assert other.summary["order_satisfaction"] - one.summary["order_satisfaction"] == pytest.approx(5.0 * 0.1 / 0.09, abs=0.05)
    assert one.shoppers.equals(other.shoppers) and one.visits.equals(other.visits)


def test_d2_the_stages_sum_to_the_whole_for_everybody():
    """CX = lam CX_0 + (1 - lam) (before + during + after) of who came; of who did not, what he had is left as it was.

    What was lived at orders is in the stage of purchase, and in the states of web shop and app in place of that of the store.
    """
    model = RetailModel(corner(*STRONG, "visit.advising.temptation=0.5", "experience.trust.found_out=1"), SEED)
    start = model.shoppers["experience"].astype(np.float64)
    model.step()
    shoppers = model.shoppers
    whole = sum(shoppers[f"stage_{stage}"].astype(np.float64) for stage in ("before", "during", "after"))
    came = shoppers["visits"] > 0
    assert 0.2 < came.mean() < 0.98 and (whole[~came] != 0).sum() > 20 and shoppers["missold_found"].any()
    orders = shoppers["stage_orders"].astype(np.float64)
    assert (orders != 0).sum() > 100
    law = np.where(came, 0.5 * start, start) + 0.5 * (whole - orders)
    assert shoppers["experience"].astype(np.float64) == pytest.approx(np.clip(law, -1, 1), abs=1e-6)


def test_d2_a_failed_parcel_touches_the_last_stage_alone():
    def lived(*more):
        return sim.run(corner(*STRONG, "horizon.periods=1", "service.on=false", *more), SEED).shoppers
    well, failed = (lived("channels.delivery.late=0", f"channels.delivery.failed={k}") for k in (0, 1))
    assert (well["stage_before"] == failed["stage_before"]).all() and (well["stage_during"] == failed["stage_during"]).all()
    got = well["parcels"] > 0
    assert (failed["stage_after"][got] < well["stage_after"][got]).all()
    assert (failed["stage_after"][~got] == well["stage_after"][~got]).all()
    # The state moves by (1 - lam) of the sum of the stages: what differs in the last stage differs in the whole.
    change = (failed["experience"] - well["experience"])[got]
    assert change.to_numpy() == pytest.approx(0.5 * (failed["stage_after"] - well["stage_after"])[got].to_numpy(), abs=2e-6)


def test_d2_the_measures_of_the_stages_are_those_of_the_shoppers_and_sum_to_the_journey():
    run = sim.run(corner(*STRONG, "horizon.periods=1", "people.size=300", "channels.looking_up.score=3"), SEED)
    stages = {stage: run.shoppers[f"stage_{stage}"].astype(float).mean() for stage in ("before", "during", "after")}
    assert all(run.summary[f"stage_{stage}"] == pytest.approx(mean) != 0.0 for stage, mean in stages.items())
    assert run.summary["journey"] == pytest.approx(sum(stages.values()))


def test_p13_j19_what_couriers_and_a_lower_limit_do_is_measured():
    """Polite couriers are felt at every parcel; a limit that nobody is below is reached by nobody."""
    usual, polite, free = (sim.run(corner(*STRONG, *more), SEED).summary for more in
                           ((), ("channels.delivery.courtesy=0.9",), ("channels.delivery.free_from=0",)))
    assert polite["delivery_felt"] - usual["delivery_felt"] == pytest.approx(0.3 * 0.3, rel=0.02)
    assert free["filled_up"] == 0.0 and free["delivered_free"] == 1.0 > usual["delivered_free"]
    near = sim.run(corner(*STRONG, "channels.delivery.top_up=10", "channels.delivery.free_from=30", "channels.delivery.reach=7"), SEED).summary
    assert near["filled_up"] > 0.5 and near["delivered_free"] > 0.99


def test_p13_who_lacks_a_few_fees_to_free_delivery_fills_up_to_it():
    fill, willing = topped_up.py_func, Delivery(fee=5, free_from=30, reach=2, top_up=10).numbers()
    assert [fill(value, 0.5, 0.5, willing) for value in (1999, 2000, 2999, 3000, 4000)] == [1999, 3000, 3000, 3000, 4000]
    assert fill(2000, 0.5, 0.5, willing._replace(fee=2.0)) == 2000 and fill(2999, 0.5, 0.5, willing._replace(fee=0.0)) == 2999
    some = willing._replace(top_up=0.0, top_up_of_sensitivity=2.0)
    assert fill(2500, 1.0, 0.6, some) == 3000 and fill(2500, 0.0, 0.6, some) == 2500


def test_p13_delivery_costs_and_pays_to_the_cent():
    run = sim.run(corner(*STRONG, "channels.web_returns.share=0", "channels.delivery.failed=0", "channels.delivery.late=0",
                         "channels.delivery.days=0"), SEED)         # so that every parcel sent has come
    parcels = run.shoppers["parcels"].sum()
    assert run.periods["fulfilment"].sum() == pytest.approx(6.0 * parcels)
    goods = run.periods["web_sales"].sum() - run.periods["delivery_fees"].sum()
    web_phone = run.shoppers["spend"].sum() - run.visits["spend"].sum() - run.periods["web_sales"].sum()
    assert web_phone == pytest.approx(0.0, abs=0.005) and goods > 0
    assert 0 < run.periods["delivery_fees"].sum() <= 4.95 * parcels + 0.005
    paid_out = run.periods[["wages", "staff_costs", "fulfilment", "service_costs"]].sum(axis=1)
    assert run.periods["profit"].to_numpy() == pytest.approx((run.periods["margin"] - paid_out).to_numpy())


@pytest.mark.slow
def test_p13_free_delivery_from_a_value_on_fills_baskets_and_lateness_hurts():
    near = [*STRONG, "channels.delivery.top_up=2", "channels.delivery.reach=4"]
    assert is_clear(changes("web_basket", [*near, "channels.delivery.free_from=0"], ["channels.delivery.free_from=30"]), +1)
    late = changes_of_persons(("experience_web",), [*STRONG, "channels.delivery.failed=0"], ["scenario=late_parcels"])
    assert is_clear(late["experience_web"], -1)
    assert is_clear(changes("web_share", [*STRONG, "horizon.periods=6"], ["channels.delivery.failed=1"]), -1)


def test_p13_the_experience_of_delivery_is_that_of_the_parcels_that_came_whenever_it_was_felt():
    """Every parcel fails once: what was felt is the same of each that came, though many are missed in the period before."""
    p = Delivery()
    run = sim.run(corner(*STRONG, "channels.delivery.failed=1", "channels.delivery.courtesy=1", "horizon.periods=3"), SEED)
    law = -p.pain_of_failure + p.joy_of_courtesy * (1.0 - p.ordinary)
    assert run.shoppers["parcels"].sum() > 300 and run.periods["delivery_felt"].to_numpy() == pytest.approx(law)


def test_d22_with_one_price_and_one_basket_the_seam_loss_is_0():
    one = ["channels.seams.lost=0"]
    assert sim.run(corner(*one), SEED).summary["seam_loss"] == 0.0
    assert is_clear(changes("seam_loss", one, ["visit.phone.own_gap=0.15"]), +1)
    assert is_clear(changes("seam_loss", one, ["channels.seams.lost=1"]), +1)
    torn = changes_of_persons(("stage_during",), ["channels.choosing.search_web=4", "channels.seams.carries=1", *one],
                              ["channels.seams.lost=1"])
    assert is_clear(torn["stage_during"], -1)
    assert sim.run(corner("scenario=harmonised_prices"), SEED).summary["seam_loss"] == 0.0
    assert is_clear(changes("seam_loss", ["scenario=harmonised_prices"], ["scenario=cheaper_online"]), +1)


PICKED_UP = ["channels.pick_up.offered=true", "channels.choosing.pick_up=2"]
"""Click-and-collect, well liked."""


def test_click_and_collect_brings_people_in_who_buy_more_and_leave_soon():
    run = sim.run(corner(*PICKED_UP, "people.size=3000"), SEED)
    fetching = run.visits["collects"] == 1
    assert run.summary["pick_ups"] > 50 and run.summary["fulfilment"] > 0
    assert 0 < (run.visits["items"][fetching] > 0).mean() < 0.5
    assert (run.visits["unplanned_items"][fetching] == run.visits["items"][fetching]).all()
    assert run.visits["dwell_s"][fetching].mean() < 0.7 * run.visits["dwell_s"][~fetching].mean()
    assert run.channels.loc[:, "pick-up"].sum() >= run.periods["pick_ups"].sum()
    assert same([], ["channels.pick_up.hours=100", "channels.pick_up.cost=50", "channels.app.quality=1"])


def test_conversion_counts_who_comes_to_fetch_an_order_apart():
    run = sim.run(corner(*PICKED_UP, "people.size=3000"), SEED)
    fetching, bought = run.visits["collects"] == 1, run.visits["items"] > 0
    assert run.summary["conversion"] == pytest.approx(bought[~fetching].mean(), rel=1e-6)
    assert run.summary["collector_conversion"] == pytest.approx(bought[fetching].mean(), rel=1e-6)
    assert bought.mean() < bought[~fetching].mean() - 0.005
    nothing = run.channels["nothing"].sum()
    assert nothing == (~bought & ~fetching & ~run.visits["showroomed"]).sum()


def test_an_order_that_is_not_handed_out_is_cancelled_to_the_cent():
    """Tills so slow that many give up: value and cost of what they had ordered are booked nowhere."""
    run = sim.run(corner(*PICKED_UP, "channels.choosing.own_web=-8", "channels.choosing.pick_up=10", "channels.web_returns.share=0",
                         "visit.paying.fixed_s=550", "staff.cashiers=1", "staff.peak_cashiers=0", "visit.phone.check=-15"), SEED)
    cancelled = (run.touchpoints["touchpoint"] == "not_handed_out").sum()
    assert cancelled > 3
    spent = run.shoppers["spend"].sum()
    assert spent == pytest.approx(run.visits["spend"].sum() + run.periods["web_sales"].sum(), abs=0.005)


def test_j19_third_actors_are_touchpoints_and_a_city_desk_runs():
    polite = ["channels.third={city: {stage: before, quality: 0.3, spread: 0.1}}"]
    met = sim.run(corner(*polite, "engine.touchpoint_sample=1"), SEED)
    contacts = met.touchpoints[met.touchpoints["touchpoint"] == "met_before"]
    assert len(contacts) == len(met.visits) and (contacts["channel"] == "third").all() and (contacts["stage"] == "before").all()
    assert met.shoppers["stage_before"].mean() > 0.05
    assert same([], ["channels.third={}"])
    desk = sim.run(["store=city_desk", "people.size=4000", "horizon.periods=3", "engine.kind=serial", "engine.touchpoint_sample=1",
                    "channels.choosing.own_web=2", "channels.looking_up.check=1", "channels.looking_up.score=2"], SEED)
    assert len(desk.visits) > 100 and desk.visits["helped"].mean() > 0.5
    seen = desk.touchpoints["touchpoint"].value_counts()
    assert min(seen["met_before"], seen["met_after"], seen["web_order"], seen["gave_up_order"], seen["looked_up"]) > 0
    # There is no rival: who gives up a form comes, and nobody does what he did not come for.
    assert seen.reindex(["turned_away", "visited_rival", "unplanned", "phone_check"]).sum() == 0
    assert (desk.channels["rival"] == 0).all() and (desk.periods["rival_sales"] == 0).all()
    assert (desk.visits["unplanned_items"] == 0).all() and (desk.visits["items"] > 0).mean() > 0.5
    gave_up = desk.touchpoints[desk.touchpoints["touchpoint"] == "gave_up_order"]
    came = gave_up.merge(desk.touchpoints[desk.touchpoints["touchpoint"].isin(["enter", "pass_by"])], on=["shopper", "period", "day"])
    assert len(came) == len(gave_up) > 10 and (came["time_s_x"] < came["time_s_y"]).all()


def test_j19_who_co_creates_feels_it_more_in_both_directions():
    for quality, sign in ((0.3, +1), (-0.3, -1)):
        actor = f"channels.third={{users: {{stage: after, quality: {quality}, spread: 0, co_creation: "
        plain, co_creating = (f"{actor}{c}}}}}" for c in (0, 1))
        change = changes_of_persons(("stage_after",), ["horizon.periods=1", plain], [co_creating])
        assert is_clear(change["stage_after"], sign)


def test_d20_the_sales_experience_is_a_part_of_the_whole():
    """Every touchpoint up to the decision is one of the visit; a bad till leaves the sales experience alone."""
    run = sim.run(corner("engine.touchpoint_sample=1", "horizon.periods=1"), SEED)
    key = ["shopper", "period", "day"]
    inside = run.touchpoints[(run.touchpoints["channel"] == "store") & (run.touchpoints["zone"].notna())]
    both = inside.merge(run.visits[[*key, "decided_s"]], on=key)
    sales, whole = both[both["time_s"] <= both["decided_s"]].groupby(key).size(), both.groupby(key).size()
    assert (sales.reindex(whole.index, fill_value=0) <= whole).all() and sales.sum() < whole.sum()
    assert (run.visits["decided_s"] <= run.visits["leave_s"]).all() and (run.visits["decided_s"] >= run.visits["arrive_s"]).all()
    rude = sim.run(corner("visit.paying.joy_of_paying=-1", "horizon.periods=1"), SEED)
    assert (rude.visits["sales_experience"] == run.visits["sales_experience"]).all()
    assert rude.summary["sales_experience"] == run.summary["sales_experience"] == pytest.approx(run.visits["sales_experience"].mean())
    assert rude.visits["sales_process"].mean() < run.visits["sales_process"].mean() - 0.02


def test_m4_s1_every_touchpoint_over_all_channels_has_person_time_and_channel():
    run = sim.run(corner(*PICKED_UP, *STRONG, "channels.app.offered=true", "engine.touchpoint_sample=1"), SEED)
    log = run.touchpoints
    assert {"store", "web", "app", "phone", "third"} <= set(log["channel"].unique())
    assert not log[["shopper", "period", "day", "time_s", "channel", "stage", "touchpoint", "id"]].isna().any().any()
    assert not log.duplicated(["shopper", "id"]).any()
    for _, of_one in log.sort_values("id").groupby("shopper"):
        assert (of_one["id"].to_numpy() == np.arange(len(of_one))).all()
    assert log["shopper"].isin(run.shoppers["uid"]).all()
    orders = log["touchpoint"].isin(["web_order", "app_order"]).sum()
    assert orders == round((run.periods["web_share"] * run.periods["trips"]).sum())
    assert (log["touchpoint"] == "delivered").sum() == run.shoppers["parcels"].sum()
    assert log["day"].between(0, 6).all()


def test_s6_a_profile_is_the_state_with_its_history(tmp_path):
    run = sim.run(corner("engine.touchpoint_sample=1", "engine.profiles=[3]"), SEED)
    uid = int(run.visits["shopper"].iloc[0])
    profile = run.profile(uid)
    row = run.shoppers.set_index("uid").loc[uid]
    assert profile.state["experience"] == row["experience"] and profile.state["loyalty"] == row["loyalty"]
    assert len(profile.visits) == row["visits"] and (profile.touchpoints["shopper"] == uid).all()
    assert (profile.touchpoints["id"] == np.arange(len(profile.touchpoints))).all()
    run.save(tmp_path)
    assert (tmp_path / "profile_3.json").is_file()
    for wrong in (10**6, -1, 1.5, "Anna", True, None):
        with pytest.raises(sim.InputError, match="there is no shopper .*uids go from 0 to 999"):
            run.profile(wrong)
    with pytest.raises(sim.InputError, match="engine.profiles has the uid 5000, but there are 1000 shoppers"):
        corner("engine.profiles=[5000]")


def test_s6_who_is_asked_for_by_uid_has_his_whole_history_whatever_the_sample():
    """Two shoppers named in a run that samples nobody: the rows that a run that logs everybody has of them, and no other row."""
    every = sim.run(corner("engine.touchpoint_sample=1", "horizon.periods=1"), SEED)
    met = every.touchpoints.groupby("shopper")["channel"].nunique()
    named = sorted(int(uid) for uid in met.nlargest(2).index)
    some = sim.run(corner("engine.touchpoint_sample=0", f"engine.profiles={named}", "horizon.periods=1"), SEED)
    theirs = every.touchpoints[every.touchpoints["shopper"].isin(named)].reset_index(drop=True)
    pd.testing.assert_frame_equal(some.touchpoints, theirs, check_exact=True)
    assert met[named].min() >= 3 and all(len(some.profile(uid).touchpoints) > 5 for uid in named)
    other = next(uid for uid in range(1000) if uid not in named)
    with pytest.raises(sim.InputError, match=rf"shopper {other} is not in the sample .* engine.profiles=\[{other}\]"):
        some.profile(other)
    quiet = next(uid for uid in range(1000) if uid not in every.touchpoints["shopper"].to_numpy())
    assert len(every.profile(quiet).touchpoints) == 0       # sampled, and nothing happened to him


def test_p13_a_parcel_that_is_late_is_a_failure_of_service_and_checks_prevent_some():
    late = [*STRONG, "channels.delivery.late=0.5", "horizon.periods=1", "engine.touchpoint_sample=1"]
    run = sim.run(corner(*late), SEED)
    on_time = sim.run(corner(*late, "channels.delivery.late=0", "channels.delivery.failed=0"), SEED)
    unpunctual = run.touchpoints["touchpoint"].isin(["late", "failed_delivery"]).sum()
    assert unpunctual > 20
    assert run.shoppers["failures"].sum() - on_time.shoppers["failures"].sum() == unpunctual
    assert is_clear(changes("late_parcels", late, ["service.prevention.checks_h=40"]), -1)


def test_who_only_fetches_an_order_got_what_he_came_for_and_ordered_before():
    run = sim.run(corner("channels.pick_up.offered=true", "engine.touchpoint_sample=1"), SEED)
    fetching = run.visits[(run.visits["collects"] == 1) & (run.visits["items"] == 0) & (run.visits["purchase_channel"] == "nothing")]
    assert len(fetching) > 10
    assert fetching["utilitarian"].median() > run.visits.loc[run.visits["items"] == 0, "utilitarian"].drop(fetching.index).median() + 0.3
    notes = run.touchpoints.sort_values(["shopper", "id"])
    picked = notes[notes["touchpoint"] == "picked_up"]
    for uid, day, period in picked[["shopper", "day", "period"]].head(20).itertuples(index=False):
        of_day = notes[(notes["shopper"] == uid) & (notes["period"] == period) & (notes["day"] == day)]["touchpoint"].tolist()
        assert of_day.index("web_order") < of_day.index("enter") < of_day.index("picked_up")


def test_a_life_is_told_in_the_order_of_time_over_the_ends_of_periods():
    run = sim.run(corner("horizon.periods=4", "engine.touchpoint_sample=1", "channels.delivery.late=0.9"), SEED)
    notes = run.touchpoints.sort_values(["shopper", "id"])
    at = (notes["period"].astype(float) * 7 + notes["day"]) * 86400 + notes["time_s"]
    assert (at.groupby(notes["shopper"]).diff().dropna() >= 0).all() and notes["day"].between(0, 6).all()
    assert f"shopper {notes['shopper'].iloc[0]}: " in repr(run.profile(int(notes["shopper"].iloc[0])))


def test_j17_what_fails_in_the_app_is_logged_as_the_app():
    """Orders that go through, are given up, or find it down: each on the channel on which it was tried, where only one is used."""
    for channel, own_web, app in (("app", -9, 10), ("web", 1, -10)):
        run = sim.run(corner(f"channels.choosing.own_web={own_web}", f"channels.choosing.app={app}", "channels.app.offered=true",
                             "channels.ordering.outage=0.2", "channels.ordering.lost_a_step=0.1", "engine.touchpoint_sample=1",
                             "horizon.periods=1"), SEED)
        tries = run.touchpoints[run.touchpoints["touchpoint"].isin([f"{channel}_order", "gave_up_order", "web_down"])]
        assert tries["touchpoint"].nunique() == 3 and len(tries) > 100 and (tries["channel"] == channel).all()


def test_p13_a_parcel_is_felt_in_the_period_in_which_it_comes():
    """Two worlds that differ by couriers who are rude in week 1 alone: who has a parcel then feels it, whenever it was ordered."""
    def lived(periods, courtesy):
        event = f"events=[{{name: rude, from_period: 1, to_period: 1, change: {{channels.delivery.courtesy: {courtesy}}}}}]"
        return sim.run(corner(*STRONG, event, f"horizon.periods={periods}", "engine.touchpoint_sample=1"), SEED)
    usual, rude = (lived(2, courtesy) for courtesy in (0.6, 0.0))
    came = usual.touchpoints[(usual.touchpoints["touchpoint"] == "delivered") & (usual.touchpoints["period"] == 1)]["shopper"]
    ordered = usual.touchpoints[(usual.touchpoints["touchpoint"] == "web_order") & (usual.touchpoints["period"] == 1)]["shopper"]
    hit = usual.shoppers["uid"].isin(came)
    worse = rude.shoppers["stage_after"] < usual.shoppers["stage_after"]
    assert worse[hit].all() and not worse[~hit].any()
    before, only = hit & ~usual.shoppers["uid"].isin(ordered), ~hit & usual.shoppers["uid"].isin(ordered)
    assert before.sum() > 20 and only.sum() > 10       # ordered the week before; ordered now, and nothing has come yet
    assert (rude.shoppers["experience_web"] < usual.shoppers["experience_web"])[before].all()
    assert (rude.shoppers["experience_web"] == usual.shoppers["experience_web"])[only].all()


def test_p13_every_parcel_is_missed_and_comes_once_on_its_own_day_or_is_still_under_way():
    scenario = corner(*STRONG, "channels.delivery.late=0.5", "channels.delivery.failed=0.2", "engine.touchpoint_sample=1",
                      "horizon.periods=4", "channels.web_returns.share=0.3")
    model = RetailModel(scenario, SEED, threads=1)
    for _ in range(4):
        model.step()
    notes = sim.run(scenario, SEED).touchpoints
    count, way = notes["touchpoint"].value_counts(), model.parcels
    coming, missing = (way["comes"] >= 28).sum(), (way["missed"] >= 28).sum()
    assert coming > 20 and count["web_order"] == count["delivered"] + coming
    sent = sum(sums["late_parcels"] for sums in model.records.sums)
    assert sent == count["late"] + count["failed_delivery"] + missing
    assert sum(sums["orders_returned"] for sums in model.records.sums) == count["web_return"] + (way["returned"] >= 28).sum()
    at = (notes["period"].astype(int) * 7 + notes["day"])[notes["touchpoint"] == "delivered"]
    assert notes["day"].between(0, 6).all() and at.max() == 27 and at.nunique() == 26     # from the second day after the first on
