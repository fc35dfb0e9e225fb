"""Rival theories: each rule is its closed form, an own rule that says the same gives the same bytes, the page of the docs runs."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import bits, corner

import sim
from sim.channels.choosing import Choosing, choose_way
from sim.engine.own_rules import REPLACEABLE
from sim.experience.expectation import Expectation, gain, next_will, standard
from sim.experience.memory import Memory, remembered_part
from sim.experience.satisfaction import Satisfaction, felt_gap, satisfaction
from sim.experience.state import State, carry_over_now, kept_in_expectation, next_state

PAGE = Path(__file__).resolve().parents[2] / "docs" / "own_rules.md"
affect = st.floats(-1, 1)
NEST = np.array([0, 0, 1, 1, 2, 2])


def as_built_in() -> dict:
    """The default rule of each theory, handed in as if it were a researcher's own."""
    return {"memory": lambda mean, peak, end, vivid, p: remembered_part(mean, peak, end, vivid, p),
            "carry_over": lambda before, lived, tenure, p: next_state(before, lived, tenure, p),
            "expectation": lambda before, lived, experience, norm, kept, tenure, p: next_will(
                before, lived, experience, norm, kept, tenure, p),
            "satisfaction": lambda remembered, expectation, style, p: satisfaction(remembered, expectation, style, p),
            "channel_choice": lambda utilities, nest, room, draw, last, p: choose_way(utilities, nest, room, draw, last, p)}


def test_own_rules_that_say_the_same_give_the_same_bytes():
    small = corner("people.size=300")
    assert set(as_built_in()) == set(REPLACEABLE)
    assert bits(sim.run(small, 7, rules=as_built_in())) == bits(sim.run(small, 7))


@pytest.mark.parametrize("name, wrong", [
    ("memory", lambda mean, peak, end, vivid, p: 3.0), ("carry_over", lambda before, lived, tenure, p: -2.0),
    ("expectation", lambda before, lived, experience, norm, kept, tenure, p: float("nan")),
    ("satisfaction", lambda remembered, expectation, style, p: 11.0),
    ("channel_choice", lambda utilities, nest, room, draw, last, p: 7)])
def test_an_own_rule_out_of_range_is_told_before_the_run(name, wrong):
    with pytest.raises(sim.InputError, match=f"rules: {name} gave .*; it must give"):
        sim.RetailModel(corner("people.size=5"), 7, rules={name: wrong})
    with pytest.raises(sim.InputError, match=f"rules: {name} cannot be used as"):
        sim.RetailModel(corner("people.size=5"), 7, rules={name: lambda a: a})


def test_an_own_rule_that_leaves_its_range_later_is_told():
    with pytest.raises(sim.InputError, match="carry_over gave"):
        sim.run(corner("people.size=50"), 7, rules={"carry_over": lambda before, lived, tenure, p: before + 40 * (lived - before)})


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S))
def test_the_page_on_own_rules_does_what_it_says(block, capsys):
    assert len(block.strip().splitlines()) <= 12
    exec(compile(block.replace('["people.size=300", "horizon.periods=2"]',   # the corner shop: the same lines, sooner
                               '__import__("worlds").corner("people.size=60", "horizon.periods=1")'), str(PAGE), "exec"), {})
    assert capsys.readouterr().out.strip()


@given(affect, affect, affect, st.floats(0, 1))
def test_memory_by_recency_is_between_mean_and_end(mean, peak, end, r):
    p = Memory(rule="recency", recency=r).numbers()
    assert remembered_part(mean, peak, end, 0.0, p) == pytest.approx((1 - r) * mean + r * end)


@given(st.lists(affect, min_size=1, max_size=12), st.floats(0, 5), affect)
def test_the_bayesian_state_is_the_mean_of_all_that_was_lived_and_of_a_prior(lived, worth, start):
    p = State(carry_over_rule="bayesian", prior_worth=worth).numbers()
    state = start
    for n, value in enumerate(lived):
        state = next_state(state, value, n, p)
    assert state == pytest.approx((worth * start + sum(lived)) / (worth + len(lived)), abs=1e-9)
    assert kept_in_expectation(3, p) == 1.0


def test_by_the_last_visit_only_it_counts_and_by_tenure_the_past_grows():
    last = State(carry_over_rule="last_visit").numbers()
    assert next_state(0.9, -0.2, 5, last) == -0.2 and kept_in_expectation(5, last) == 1.0
    rising = State(carry_over=0.3, carry_over_old=0.7).numbers()
    assert carry_over_now(0, rising) == pytest.approx(0.3) and carry_over_now(50, rising) > 0.69


def test_the_gain_of_adaptive_expectation_falls_from_a_half_to_015():
    p = Expectation(rule="adaptive").numbers()
    gains = [gain(n, p) for n in range(1, 60)]
    assert gains[0] == 0.5 and gains[-1] == pytest.approx(0.15, abs=1e-3) and (np.diff(gains) < 0).all()
    assert next_will(0.0, 1.0, 9.0, 9.0, 9.0, 1, p) == 0.5
    assert next_will(0.3, 0.3, 9.0, 9.0, 9.0, 1, p) == 0.3


@given(affect, affect, affect, affect)
def test_expectation_by_the_norm_and_by_what_should_be(before, experience, norm, should):
    assert next_will(before, before, experience, norm, 0.5, 3, Expectation(rule="norm").numbers()) == norm
    both = Expectation(rule="will_should", should_weight=0.25).numbers()
    assert standard(before, should, both) == pytest.approx(0.75 * before + 0.25 * should)
    assert standard(before, should, Expectation().numbers()) == before


def test_what_should_be_only_rises_and_never_below_the_best_rival():
    model = sim.RetailModel(corner("people.size=200", "experience.expectation.rule=will_should",
                                   "experience.expectation.best_rival=0.05"), 7)
    seen = [model.shoppers["should"].copy()]
    for _ in range(3):
        model.step()
        seen.append(model.shoppers["should"].copy())
    assert all((b >= a).all() for a, b in zip(seen, seen[1:], strict=False)) and (seen[-1] > seen[0]).any()
    assert seen[0] == pytest.approx(model.scenario.experience.norm + 0.05)


@given(st.floats(0.001, 1.0))
def test_a_loss_is_felt_two_and_a_quarter_times_the_gain(gap):
    p = Satisfaction(rule="prospect").numbers()
    assert felt_gap(-gap, p) == pytest.approx(-2.25 * felt_gap(gap, p))
    line = Satisfaction(rule="prospect", loss_aversion=1, sensitivity=1).numbers()
    plain = Satisfaction(rule="performance").numbers()
    assert satisfaction(0.2 - gap, 0.2, 0.0, line) == pytest.approx(satisfaction(0.2 - gap, 0.2, 0.0, plain))


@given(st.floats(-0.2, 0.2))
def test_within_the_zone_kano_is_performance_and_beyond_it_failing_weighs_more(expectation):
    p, plain = Satisfaction(rule="kano").numbers(), Satisfaction(rule="performance").numbers()
    def beyond(gap):
        return satisfaction(expectation + gap, expectation, 0.0, p) - satisfaction(expectation + gap, expectation, 0.0, plain)
    assert beyond(0.09) == beyond(-0.09) == 0.0
    assert 0.0 < beyond(0.2) < -beyond(-0.2)


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6), st.floats(0, 0.999), st.integers(0, 5))
def test_habit_repeats_and_the_multinomial_logit_is_a_nest_of_one(utilities, draw, last):
    u, room = np.array(utilities), np.empty(6)
    flat = choose_way(u, NEST, room, draw, last, Choosing(rule="multinomial").numbers())
    assert flat == choose_way(u, NEST, room, draw, last, Choosing(scale=1).numbers())
    assert np.exp(u) / np.exp(u).sum() == pytest.approx(room)
    always = Choosing(rule="habit", repeats_last_way=1.0).numbers()
    assert choose_way(u, NEST, room, draw, last, always) == last
    free = Choosing(rule="habit", repeats_last_way=0.0).numbers()
    assert choose_way(u, NEST, room, draw, last, free) == choose_way(u, NEST, room, draw, -1, Choosing().numbers())


def test_with_habit_more_trips_go_the_way_of_the_last():
    def repeated(*more):
        model = sim.RetailModel(corner("people.size=600", *more), 7)
        model.step()
        before, trips = model.shoppers["last_way"].copy(), model.plan()
        known = before[trips["person"]] >= 0
        return (trips["way"] == before[trips["person"]])[known].mean()
    assert repeated("channels.choosing.rule=habit", "channels.choosing.repeats_last_way=0.6") > repeated() + 0.1


@pytest.mark.parametrize("rule", [
    "experience.memory.rule=recency", "experience.carry_over_rule=bayesian", "experience.carry_over_rule=last_visit",
    "experience.expectation.rule=adaptive", "experience.expectation.rule=norm", "experience.expectation.rule=will_should",
    "experience.satisfaction.rule=prospect", "experience.satisfaction.rule=kano", "channels.choosing.rule=multinomial",
    "channels.choosing.rule=habit"])
def test_every_theory_lives_a_life_of_its_own(rule):
    one, other = (sim.run(corner("people.size=200", *more), 7) for more in ((), (rule,)))
    assert bits(one)["shoppers"] != bits(other)["shoppers"]
    parts = other.visits.filter(like="why_").to_numpy(dtype=np.float64).sum(axis=1)
    assert np.abs(parts - other.visits["satisfaction"]).max() < 5e-6
