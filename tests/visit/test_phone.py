"""The phone check: no reason, no switch; more of a reason, more switching."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.visit.phone import (Phone, benefit_online, checks, online_price_cents, own_web_rather, switches)

P = Phone().numbers()
units = st.floats(0, 1, exclude_max=True)


@given(units, st.floats(0, 1), st.floats(0, 0.5))
def test_without_price_gap_and_wait_nobody_switches(draw, sensitivity, trouble):
    p = Phone(trouble=trouble).numbers()
    assert not switches(benefit_online(0.0, 0.0, sensitivity, p), draw, p)


@given(units, st.floats(0, 0.5), st.floats(0, 60), st.floats(0, 1), st.floats(0.001, 0.5))
def test_who_switches_would_switch_for_a_larger_gap_a_longer_wait_or_less_trouble(draw, gap, wait, sensitivity, more):
    if switches(benefit_online(gap, wait, sensitivity, P), draw, P):
        assert switches(benefit_online(gap + more, wait, sensitivity, P), draw, P)
        assert switches(benefit_online(gap, wait + more, sensitivity, P), draw, P)
        assert switches(benefit_online(gap, wait, sensitivity, Phone(trouble=0).numbers()), draw, P)


@given(units, st.floats(0, 1), st.floats(0, 60), st.floats(0, 1))
def test_who_leaves_the_phone_alone_does_so_after_help_and_with_more_loyalty(draw, innovative, waited, loyalty):
    if not checks(innovative, waited, 0, loyalty, draw, P):
        assert not checks(innovative, waited, 1, loyalty, draw, P)
        assert not checks(innovative, waited, 0, min(1.0, loyalty + 0.1), draw, P)
        assert not checks(innovative, 0.0, 0, loyalty, draw, P)


@given(units, st.floats(0, 1), st.floats(0, 0.5))
def test_loyal_and_well_priced_sales_stay_in_the_own_web_shop(draw, loyalty, gap):
    if own_web_rather(loyalty, draw, P):
        assert own_web_rather(min(1.0, loyalty + 0.1), draw, P)
        assert own_web_rather(loyalty, draw, Phone(own_gap=P.own_gap + gap).numbers())


@given(st.integers(1, 10**7), st.floats(-1, 1))
def test_online_price_is_whole_cents_within_half_a_cent(shelf_cents, gap):
    price = online_price_cents(shelf_cents, gap)
    assert isinstance(price, int) and abs(price - shelf_cents * (1 - gap)) <= 0.5 + 1e-6
    assert online_price_cents(shelf_cents, 0.0) == shelf_cents


def test_half_of_the_way_to_certainty():
    """P(switch) = 2 logit(s b) - 1, so at s b = ln 3 every second one switches."""
    benefit = 1.0986122886681098 / P.steepness
    assert switches(benefit, 0.4999999, P) and not switches(benefit, 0.5000001, P)
    assert benefit_online(0.1, 0.0, 0.5, Phone(trouble=0).numbers()) == pytest.approx(0.1)
