"""Rows of the channels: web, app, pick-up, parcels, seams, and the choice between them, in the same run as the walk."""

import numpy as np
import pytest
from rows.paired import changes, is_clear, same
from worlds import SEED, corner

import sim
from sim.engine.model import RetailModel
from sim.engine.targets import read_targets
from sim.engine.targets_measured import reason_percent

QUIET = ["visit.browsing.need_help=0"]
"""Nobody waits before the till, so that nobody has waited when he looks at the phone."""

STRONG = ["channels.choosing.own_web=-0.5"]
"""A web shop that many buy in."""


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


def test_j3_webrooming_rises_with_risk_and_urgency():
    assert is_clear(changes("webrooming", [], ["channels.choosing.risk=1"]), +1)
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
        model = RetailModel(corner("people.size=20000", "channels.choosing.scale=1", f"channels.choosing.habit={habit}",
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


def test_c13_what_the_web_offers_moves_the_choice():
    assert is_clear(changes("web_share", STRONG, ["channels.delivery.fee=0"]), +1)
    assert is_clear(changes("web_share", STRONG, ["channels.delivery.days=10"]), -1)
    assert is_clear(changes("web_share", STRONG, ["channels.ordering.steps=15"]), -1)
    assert same([], ["channels.delivery.days=2", "channels.ordering.steps=6"])
