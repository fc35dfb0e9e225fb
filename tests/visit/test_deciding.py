"""Decisions by a logit: at the shelf, at the door, when the list is done, after help; and the urge to head out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.store.exterior import Exterior
from sim.store.prices import cents_at
from sim.visit.advising import Advice, Advising, advice_given, share_advised
from sim.visit.asking import Asking, courtesy_now
from sim.visit.browsing import Browsing, look_s, takes, usual_share
from sim.visit.entering import Entering, enters
from sim.visit.heading import Heading, lingers, urge_per_s
from sim.visit.states import Errand

units = st.floats(0, 1, exclude_max=True)
affect = st.floats(-1, 1)
B, E, H, A = Browsing().numbers(), Entering().numbers(), Heading().numbers(), Asking().numbers()


def logistic(x: float) -> float:
    """1 / (1 + e^-x) by the library."""
    return 1.0 / (1.0 + math.exp(-x))


def share_of_yes(decision) -> float:
    """The draw below which a decision is yes, by bisection: its probability."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if decision(middle) else (low, middle)
    return low


@given(st.floats(0.01, 0.99), affect, st.floats(0, 1), st.floats(-1, 0.5))
def test_taking_follows_the_stated_logit_in_pleasure_and_price(base, pleasure, sensitivity, gap):
    law = logistic(math.log(base / (1 - base)) + B.pleasure_weight * (pleasure - B.pleasure_usual)
                   + B.price_weight * sensitivity * gap)
    assert share_of_yes(lambda draw: takes(base, pleasure, sensitivity, gap, draw, B)) == pytest.approx(law, abs=1e-9)


@given(st.floats(0.01, 0.99))
def test_in_the_usual_mood_at_the_usual_price_the_usual_share_takes(base):
    assert share_of_yes(lambda draw: takes(base, B.pleasure_usual, 1.0, 0.0, draw, B)) == pytest.approx(base, abs=1e-9)


def test_each_errand_has_its_share():
    assert [usual_share(int(e), B) for e in (Errand.LIST, Errand.WANDER, Errand.NOTICED)] == [
        B.take_listed, B.take_wandering, B.take_noticed]


@given(units)
def test_glance_is_as_much_shorter_as_stated(draw):
    assert look_s(int(Errand.NOTICED), draw, B) == pytest.approx(B.glance_share * look_s(int(Errand.LIST), draw, B))
    assert 60 * B.look_low_min <= look_s(int(Errand.LIST), draw, B) <= 60 * B.look_high_min


@given(st.integers(1, 10**6), st.floats(0.1, 10))
def test_shelf_price_is_whole_cents_within_half_a_cent(reference, level):
    assert abs(cents_at(reference, level) - reference * level) <= 0.5 + 1e-6


@given(st.floats(0, 3), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_entering_follows_the_stated_logit_in_the_front_of_the_store_and_the_crowd(density, window, signs, display):
    p, front = Entering().numbers(), Exterior(window=window, signs=signs, display=display).numbers()
    law = logistic(p.intercept + p.window_weight * (window - 0.5) + p.signs_weight * (signs - 0.5)
                   + p.display_weight * (display - 0.5) - p.crowd_weight * density)
    assert share_of_yes(lambda draw: enters(density, front, draw, p)) == pytest.approx(law, abs=1e-9)


@given(affect, st.booleans())
def test_lingering_follows_the_stated_logit_in_pleasure(pleasure, fun):
    base = H.linger_recreational if fun else H.linger_task
    law = logistic(math.log(base / (1 - base)) + H.linger_pleasure * (pleasure - H.pleasure_usual))
    assert share_of_yes(lambda draw: lingers(float(fun), pleasure, draw, H)) == pytest.approx(law, abs=1e-9)


@given(affect)
def test_urge_to_head_out_is_the_stated_hazard(pleasure):
    law = H.hazard_per_h / 3600 * math.exp(-H.hazard_pleasure * (pleasure - H.pleasure_usual))
    assert urge_per_s(pleasure, H) == pytest.approx(law, rel=1e-9)


@given(st.floats(0, 1), st.floats(0, 1))
def test_advice_fits_as_often_as_the_advisor_knows_and_understands(knowledge, understanding):
    p = Advising().numbers()
    honest = share_of_yes(lambda draw: advice_given(knowledge, understanding, 1.0, draw, 0.0, p) == Advice.FITS)
    assert honest == pytest.approx(math.sqrt(knowledge * understanding), abs=1e-9)
    tempted = share_of_yes(lambda draw: advice_given(knowledge, understanding, 0.3, 0.5, draw, p) == Advice.PAYS)
    assert tempted == pytest.approx(0.7 * p.temptation, abs=1e-9)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0, 1), st.floats(0.01, 0.99))
def test_advice_that_does_not_fit_is_as_good_as_none_and_trust_mixes(usual, without, trust, advised):
    assert share_advised(Advice.MISSES, usual, without, trust, advised) == without
    for seems_to_fit in (Advice.FITS, Advice.PAYS):
        assert share_advised(seems_to_fit, usual, without, 0.0, advised) == without
        law = without + trust * (max(usual, advised) - without)
        assert share_advised(seems_to_fit, usual, without, trust, advised) == pytest.approx(law, abs=1e-12)


@given(st.floats(0, 1), st.floats(0, 1))
def test_tiredness_takes_courtesy_away_but_never_below_none(courtesy, fatigue):
    assert 0.0 <= courtesy_now(courtesy, fatigue, A) <= courtesy == courtesy_now(courtesy, 0.0, A)
