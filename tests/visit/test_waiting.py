"""Waiting: the closed form of how long a wait seems, and what it does."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.visit.waiting import Waiting, perceived_s, wait_kick

waits = st.floats(1, 7200)
affect = st.floats(-1, 1)
P = Waiting().numbers()


def test_unoccupied_wait_seems_as_long_as_was_measured():
    """1.36 times the clock, Hornik (1984) and Larson (1987), in the usual mood."""
    assert perceived_s(600.0, P.pleasure_usual, 0.0, Waiting(stretch=1.36).numbers()) == pytest.approx(816.0)


@given(waits, affect, st.floats(0.3, 1), st.floats(0, 1), st.floats(0, 1))
def test_perceived_wait_is_the_closed_form(actual_s, pleasure, power, occupied, informed):
    p = Waiting(power=power, occupied=occupied, informed=informed)
    law = (60 * p.stretch * (actual_s / 60) ** power * math.exp(-p.of_pleasure * (pleasure - p.pleasure_usual))
           * (1 - p.occupied_effect * occupied) * (1 - p.informed_effect * informed))
    assert perceived_s(actual_s, pleasure, 0.0, p.numbers()) == pytest.approx(law, rel=1e-9)


@given(waits, affect)
def test_wait_seems_shorter_to_the_occupied_the_informed_and_the_glad(actual_s, pleasure):
    usual = perceived_s(actual_s, pleasure, 0.0, P)
    assert perceived_s(actual_s, pleasure, 0.0, Waiting(occupied=1).numbers()) < usual
    assert perceived_s(actual_s, pleasure, 0.0, Waiting(informed=1).numbers()) < usual
    assert perceived_s(actual_s, pleasure + 0.1, 0.0, P) < usual < perceived_s(actual_s + 1, pleasure, 0.0, P)


def test_no_wait_seems_no_wait():
    assert perceived_s(0.0, 0.5, 0.0, P) == 0.0


@given(st.floats(0, 3600), st.floats(0, 60), st.floats(0.2, 3))
def test_longer_wait_never_feels_better(seems_s, more_s, patience):
    assert -1.0 <= wait_kick(seems_s + more_s, patience, P) <= wait_kick(seems_s, patience, P) <= 1.0


@given(st.floats(0.2, 3))
def test_wait_as_long_as_is_normal_does_nothing_and_the_patient_accept_more(patience):
    normal_s = 60.0 * P.acceptable_min * patience
    assert wait_kick(normal_s, patience, P) == pytest.approx(0.0, abs=1e-12)
    assert wait_kick(normal_s + 60.0, patience, P) == pytest.approx(-P.loss_per_min, rel=1e-9)
    assert wait_kick(normal_s + 60.0, patience + 1.0, P) > 0.0
