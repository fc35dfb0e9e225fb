"""Rows of the determinants of experience: service, assortment, price, the past."""

import numpy as np
import pytest
from rows.paired import changes, is_clear, same
from worlds import corner

import sim
from sim.engine.model import RetailModel

HELP = ("visit.browsing.need_help=0.5", "visit.asking.service_min=1.5")
NO_STAFF = ("staff.advisors=0", "staff.peak_advisors=0")
SKILLED = ("staff.knowledge=0.95", "staff.understanding=0.95", "staff.courtesy=0.95")


def test_v2_no_staff_one_advisor_skilled_advisors_in_this_order():
    assert is_clear(changes("satisfaction", [*HELP, *NO_STAFF], ["staff.advisors=2"]), +1)
    assert is_clear(changes("satisfaction", [*HELP, "staff.advisors=2"], SKILLED), +1)


def test_v2_staff_whom_nobody_asks_changes_no_shopper():
    base = ("visit.browsing.need_help=0",)
    assert (changes("satisfaction", base, ["staff.advisors=5"], 2) == 0.0).all()


def test_p3_p7_courtesy_raises_the_social_side_step_by_step():
    social = [float(sim.run(corner(*HELP, f"staff.courtesy={c}"), 7).visits["remembered_social"].mean())
              for c in (0.3, 0.6, 0.9)]
    assert social == sorted(social)
    assert len(set(social)) == 3


def test_p8_p9_advice_that_fits_sells_more_and_ordinary_advice_as_configured():
    assert is_clear(changes("basket", HELP, ["staff.knowledge=0.95", "staff.understanding=0.95"]), +1)
    ordinary = ("staff.knowledge=0.6", "staff.understanding=0.6", "staff.skill_sd=0")
    assert same([*HELP, *ordinary], ["visit.asking.knowledge_slope=5", "visit.asking.understanding_slope=5"])




def test_v8_experience_of_t_1_is_carried_into_t_and_with_carry_over_0_it_is_not():
    def expectations(lam):
        model = RetailModel(corner(f"experience.carry_over={lam}", f"experience.carry_over_old={lam}"), 7)
        model.step()
        return model.shoppers["experience"].copy(), model.shoppers["expectation"].copy(), model.scenario.experience.norm
    state, expected, norm = expectations(0.5)
    assert np.allclose(expected - norm, 0.5 * (state - norm), atol=1e-6)
    assert expected.std() > 0.005
    _, expected, norm = expectations(0.0)
    assert (expected == np.float32(norm)).all()
