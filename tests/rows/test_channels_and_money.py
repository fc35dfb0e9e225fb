"""Rows of channels, measurement and money: showrooming, webrooming, the survey, the ledger."""

import numpy as np
import pytest
from rows.paired import changes, is_clear
from worlds import corner

import sim
from sim.outcomes.survey import nps


def test_j2_showrooming_rises_with_the_price_gap_and_is_0_without_gap_and_wait():
    assert is_clear(changes("showrooming", [], ["visit.phone.rival_gap=0.2"]), +1)
    no_reason = corner("visit.phone.rival_gap=0", "visit.phone.own_gap=0", "visit.phone.saved_wait=0",
                       "visit.phone.check=5")
    result = sim.run(no_reason, 7)
    assert result.summary["showrooming"] == 0.0
    assert (result.visits["phone_checks"] > 0).mean() > 0.5      # they did look


def test_j2_help_by_staff_saves_sales_from_the_phone():
    helped = ["visit.browsing.need_help=0.5", "staff.advisors=3", "visit.phone.rival_gap=0.3", "visit.phone.check=-1"]
    assert is_clear(changes("showrooming", [*helped, "visit.phone.check_of_help=0"], ["visit.phone.check_of_help=4"]),
                    -1)


def test_j3_webrooming_rises_with_what_the_web_does_for_the_store():
    assert is_clear(changes("webrooming", [], ["channels.choosing.synergy_web_store=1.3"]), +1)
    nobody = sim.run(corner("channels.choosing.search_web=-15", "channels.choosing.search_of_involvement=0",
                            "channels.choosing.search_of_innovativeness=0"), 7)
    assert nobody.summary["webrooming"] == pytest.approx(0.0, abs=1e-3)


def test_m1_nps_of_scores_made_by_hand():
    assert nps(np.array([10, 9, 9, 8, 7, 6, 0])) == pytest.approx(100 * (3 - 2) / 7)
    assert nps(np.array([9, 10])) == 100.0
    assert nps(np.array([0, 6])) == -100.0
    assert np.isnan(nps(np.array([])))


def test_m13_money_is_the_sum_of_what_shoppers_paid():
    result = sim.run(corner("horizon.periods=4"), 7)
    paid = result.visits["spend"].sum() + result.periods["web_sales"].sum()
    assert result.periods["sales"].sum() == pytest.approx(paid, abs=0.005)
    assert result.shoppers["spend"].sum() == pytest.approx(paid, abs=0.005)
    assert result.periods["margin"].sum() == pytest.approx(result.shoppers["margin"].sum(), abs=0.005)
    paid_out = result.periods[["wages", "staff_costs", "fulfilment", "service_costs"]].sum(axis=1)
    assert (result.periods["profit"] + paid_out).to_numpy() == pytest.approx(result.periods["margin"].to_numpy())


def test_m14_the_baseline_can_be_read_off_its_own_tables():
    result = sim.run(corner(), 7)
    rated = (result.visits["satisfaction"].astype(float) - 1) / 9 * 100
    assert result.summary["satisfaction"] == pytest.approx(rated.mean(), rel=1e-5)
    assert result.summary["dwell_min"] == pytest.approx(result.visits["dwell_s"].mean() / 60, rel=1e-5)
    assert result.channels.loc[:, "store"].sum() == (result.visits["purchase_channel"] == "store").sum()
