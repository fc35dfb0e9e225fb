"""Rows of the determinants of experience: service, assortment, price, the past."""

import numpy as np
import pytest
from rows.paired import changes, is_clear
from worlds import corner

import sim
from sim.engine.model import RetailModel




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
