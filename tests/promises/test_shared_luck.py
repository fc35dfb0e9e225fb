"""Common random numbers: a lever that cannot act changes no byte, and one that acts changes only what it touches."""

import numpy as np
import pandas as pd
import pytest
from worlds import SEED, bits, corner

import sim

CANNOT_ACT = {
    "scent that is not in the air": [[], ["atmosphere.scent.arousing=1", "atmosphere.scent.strength=1",
                                          "atmosphere.scent.fit=0"]],
    "price of a rival nobody looks up": [["visit.phone.check=-15"], ["visit.phone.rival_gap=0.5"]],
    "skill of advisors nobody asks": [["visit.browsing.need_help=0"],
                                      ["staff.knowledge=0.1", "visit.asking.ordinary=1"]],
    "time of a service that is not chosen": [["visit.paying.service=items"], ["visit.paying.mean_s=3600"]],
    "weights of a memory of the mean": [["experience.memory.rule=mean"], ["experience.memory.peak_weight=1"]],
    "tenure when carry-over does not rise": [["experience.carry_over=0.4", "experience.carry_over_old=0.4"],
                                             ["experience.tenure=1"]],
    "stock that never runs out": [[], [f"store.departments.{d}.stock_units=5000" for d in
                                       ("produce", "bakery", "snacks")]],
    "occupation of people who are not occupied": [["visit.waiting.occupied=0"], ["visit.waiting.occupied_effect=0.9"]],
    "zone that says what the store says": [["atmosphere.music.tempo_bpm=70"],
                                           ["+atmosphere.zones.bakery.music.tempo_bpm=70"]],
}


@pytest.mark.parametrize("lever", CANNOT_ACT)
def test_lever_that_cannot_act_changes_no_byte(lever):
    base, moved = CANNOT_ACT[lever]
    one = bits(sim.run(corner(*base), SEED))
    assert one == bits(sim.run(corner(*base, *moved), SEED))


def test_judging_a_visit_otherwise_does_not_change_the_visit():
    """What follows a visit reaches only the visits of the next period: those of the first are the same."""
    base, moved = (sim.run(corner(*lever), SEED).visits for lever in ([], ["experience.satisfaction.level=4"]))
    judged = ("satisfaction", "quality_answer", "expectation_answer", "come_back", "behavioural")
    later = [name for name in base.columns if name in judged or name.startswith("why_")]
    first, other = (visits[visits["period"] == 0] for visits in (base, moved))
    pd.testing.assert_frame_equal(first.drop(columns=later), other.drop(columns=later), check_exact=True)
    assert (first["satisfaction"] > other["satisfaction"]).all()


def test_wages_change_money_and_nothing_else():
    base, moved = (sim.run(corner(*lever), SEED) for lever in
                   (["staff.dynamics.on=false"], ["staff.dynamics.on=false", "staff.wage_advisor=40"]))
    pd.testing.assert_frame_equal(base.visits, moved.visits, check_exact=True)
    changed = base.summary.index[~np.isclose(base.summary, moved.summary, rtol=0.0, atol=0.0, equal_nan=True)]
    assert set(changed) == {"wages", "profit"}
    assert (moved.summary - base.summary)["wages"] == pytest.approx(-(moved.summary - base.summary)["profit"])


def test_a_scenario_does_not_differ_from_itself():
    table = sim.compare(corner(), corner(), replications=3, seed=SEED).table
    assert (table["difference"].fillna(0) == 0).all() and (table["p_value"].fillna(1) == 1).all()


def test_people_are_the_same_in_every_scenario():
    base, moved = (sim.run(corner(*lever), SEED).shoppers for lever in
                   ([], ["atmosphere.music.tempo_bpm=60", "staff.advisors=3", "visit.browsing.price_level=1.3"]))
    traits = ["uid", "age", "income", "mood", "rating_style", "pace_m_s", "patience", "trip_rate", "basket_lines"]
    pd.testing.assert_frame_equal(base[traits], moved[traits], check_exact=True)


def test_shared_luck_makes_a_difference_more_certain_than_luck_of_its_own():
    """The interval of a paired difference is at most half as wide as that of two worlds with separate luck."""
    base, moved = corner(), corner("atmosphere.music.tempo_bpm=60")
    paired = sim.compare(base, moved, replications=8, seed=SEED).table.loc["satisfaction"]
    apart = [sim.run(s, seed, replications=8).replications["satisfaction"] for s, seed in ((base, 7), (moved, 8))]
    width = 2 * 2.0 * (apart[0].var() / 8 + apart[1].var() / 8) ** 0.5
    assert paired["ci_high"] - paired["ci_low"] < 0.5 * width
