"""Rows of where experience forms: the till, waiting, crowd, memory, tired staff."""

import numpy as np
import pytest
from rows.paired import changes, is_clear
from worlds import corner

import sim


def test_p1_a_slow_till_hurts_at_the_till_and_leaves_what_was_found_alone():
    slow = ["visit.paying.fixed_s=180"]
    assert is_clear(changes("wait_min", [], slow), +1)
    assert is_clear(changes("satisfaction", [], slow), -1)
    noted = "engine.touchpoint_sample=1"
    kicks = [sim.run(corner(noted, *change), 7).touchpoints.groupby("touchpoint", observed=False)["cognitive"].mean()
             for change in ([], slow)]
    assert kicks[0]["found"] == pytest.approx(kicks[1]["found"], abs=1e-6)  # single precision
    assert kicks[1]["wait_at_till"] < kicks[0]["wait_at_till"] - 0.01


def test_p6_with_nobody_at_the_tills_everybody_leaves_without_the_basket():
    result = sim.run(corner("staff.cashiers=0", "staff.peak_cashiers=0"), 7)
    bought = result.visits["items"] > 0
    assert not bought.any()
    assert result.summary["abandoned"] > 0.9
    assert result.summary["sales"] == pytest.approx(result.summary["web_sales"])


def test_d10_a_good_mood_makes_the_wait_seem_shorter():
    waits = [sim.run(corner("visit.paying.fixed_s=90", f"visit.waiting.of_pleasure={b}",
                            "visit.sensing.pleasure_rest=0.6"), 7).summary for b in (0.0, 1.0)]
    ratio = [w["wait_perceived_min"] / w["wait_min"] for w in waits]
    assert ratio[0] == pytest.approx(1.36, rel=1e-6)
    assert ratio[1] < 0.9 * ratio[0]


def test_d5_two_visits_with_one_mean_are_remembered_by_their_peaks():
    from sim.experience.memory import Memory, remembered_part
    p = Memory().numbers()
    even, peaked = remembered_part(0.1, 0.1, 0.1, 0.0, p), remembered_part(0.1, 0.8, 0.1, 0.0, p)
    assert peaked - even == pytest.approx(0.33 * 0.7)
    mean_only = Memory(rule="mean").numbers()
    assert remembered_part(0.1, 0.1, 0.1, 0.0, mean_only) == remembered_part(0.1, 0.8, 0.1, 0.0, mean_only)


def test_m10_busy_advisors_tire_and_tired_advisors_are_less_courteous():
    """At the weights as they are; of satisfaction 2.6 standard deviations of the paired change, .016 points, are seen."""
    from sim.visit.asking import Asking, courtesy_now
    p = Asking().numbers()
    courtesy = [courtesy_now(0.7, fatigue, p) for fatigue in np.linspace(0, 1, 5)]
    assert courtesy == sorted(courtesy, reverse=True)
    help_wanted = ("visit.browsing.need_help=0.4", "staff.advisors=1")     # as in a shop for electronics, one for all
    assert is_clear(changes("satisfaction", [*help_wanted, "visit.asking.fatigue_per_h=0"],
                            [f"visit.asking.fatigue_per_h={Asking().fatigue_per_h}"]), -1)
