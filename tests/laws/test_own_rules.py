"""Own rules: every built-in rule written out as one's own lives the same life to the byte; what a rule must not answer is told."""

import re
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import bits, corner

import sim
from sim.channels.eliminating import OFFERED, elimination_shares
from sim.engine.expecting import fresh_by_tenure, kept_by_tenure
from sim.engine.own_rules import REPLACEABLE, by_own, held
from sim.engine.tables import SHOPPER, VISIT
from sim.experience.expectation import expect_with, standards_with, start_expectation_with
from sim.experience.memory import remember_with
from sim.experience.moments import MOMENTS, carry_moments_with
from sim.experience.satisfaction import LIVED, rate_with
from sim.experience.state import carry_with, next_states_with
from sim.ground.choice import logit_shares, nested_logit_shares, pick
from sim.ground.compiled import folder_of
from sim.ground.rules import exp
from sim.people.moments import DIMENSIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "own_rules.md"


# Every built-in rule, written out as a researcher would. Each function does the rule after the one that the switch names, the first
# after the last: a mechanism that still went by the switch, and not by the own rule, would live another life.

def memory(mean, peak, end, vivid, p):
    rule, of_peak = (p.rule + 1) % 4, p.peak_weight * (1.0 + vivid)
    if rule == 1:
        return mean
    if rule == 2:
        return end
    if rule == 3:
        return (1.0 - p.recency) * mean + p.recency * end
    return (p.mean_weight * mean + of_peak * peak + p.end_weight * end) / (p.mean_weight + of_peak + p.end_weight)


def carry_over(before, lived, tenure, p):
    rule = (p.carry_over_rule + 1) % 3
    if rule == 2:
        return lived
    lam = p.carry_over + (p.carry_over_old - p.carry_over) * (1.0 - exp(-tenure / p.tenure))
    if rule == 1:
        lam = (p.prior_worth + tenure) / (p.prior_worth + tenure + 1.0)
    return (1.0 - lam) * lived + lam * before


def kept(tenure, p):
    rising = p.carry_over + (p.carry_over_old - p.carry_over) * (1.0 - exp(-tenure / p.tenure))
    return rising if (p.carry_over_rule + 1) % 3 == 0 else 1.0


def expectation(before, lived, experience, norm, kept, tenure, p):
    rule = (p.rule + 1) % 4
    if rule == 1:
        gain = p.gain_old + (p.gain_new - p.gain_old) * exp(-max(0.0, tenure - 1.0) / p.gain_periods)
        return before + gain * (lived - before)
    return norm if rule == 2 else norm + kept * (experience - norm)


def standard(will, should, p):
    return (1.0 - p.should_weight) * will + p.should_weight * should if (p.rule + 1) % 4 == 3 else will


def satisfaction(remembered, expectation, style, p):
    rule, gap = (p.rule + 1) % 4, remembered - expectation
    if rule == 0:
        perceived = remembered - p.colouring * gap if abs(gap) <= p.colouring_gap else remembered
        answer = p.of_gain * gap if gap > 0.0 else p.of_loss * gap
        rating = p.level + p.of_quality * perceived + p.of_expectation * expectation + answer
    elif rule == 2:
        felt = gap**p.sensitivity if gap > 0.0 else -p.loss_aversion * (-gap) ** p.sensitivity
        rating = p.level + p.of_quality * (expectation + felt)
    else:
        beyond = p.of_attraction * max(gap - p.zone, 0.0) - p.of_failing * max(-gap - p.zone, 0.0)
        rating = p.level + p.of_quality * remembered + (beyond if rule == 3 else 0.0)
    return min(10.0, max(1.0, rating + style))


def channel_choice(utilities, nest, room, draw, last, p):
    rule = (p.rule + 1) % 4
    if rule == 2 and 0 <= last < len(utilities) and utilities[last] > OFFERED:
        if draw < p.repeats_last_way:
            return last
        draw = (draw - p.repeats_last_way) / (1.0 - p.repeats_last_way)
    if rule == 1:
        logit_shares(utilities, room)
    elif rule == 3:
        elimination_shares(utilities, nest, p.alike, room)
    else:
        nested_logit_shares(utilities, nest, 3, p.scale, room)
    return pick(room, draw)


OWN = {"memory": memory, "carry_over": carry_over, "kept": kept, "expectation": expectation, "standard": standard,
       "satisfaction": satisfaction, "channel_choice": channel_choice}
FAMILIES = {
    "experience.memory.rule": (("peak_end", "mean", "end", "recency"), ("memory",)),
    "experience.carry_over_rule": (("smoothing", "bayesian", "last_visit"), ("carry_over", "kept")),
    "experience.expectation.rule": (("carried", "adaptive", "norm", "will_should"), ("expectation", "standard")),
    "experience.satisfaction.rule": (("disconfirmation", "performance", "prospect", "kano"), ("satisfaction",)),
    "channels.choosing.rule": (("nested", "multinomial", "habit", "elimination"), ("channel_choice",)),
}
"""Built-in rules of each switch, and the own rules that say the same."""


def world(*more: str):
    return corner("people.size=150", "channels.app.offered=true", "channels.pick_up.offered=true", "experience.forgetting.rate=0.1",
                  "experience.start=0.2", "experience.expectation.best_rival=0.1", *more)


def test_every_built_in_rule_is_written_out():
    for switch, (built_in, _) in FAMILIES.items():
        holder, *names = sim.scenario([]), *switch.split(".")
        for name in names[:-1]:
            holder = getattr(holder, name)
        assert built_in == type(holder).model_fields[names[-1]].annotation.__args__
    assert {name for _, names in FAMILIES.values() for name in names} == set(OWN) == set(REPLACEABLE)


@pytest.mark.parametrize("switch", FAMILIES)
def test_a_built_in_rule_written_as_ones_own_lives_the_same_life(switch):
    built_in, names = FAMILIES[switch]
    own = {name: held(name, OWN[name]) for name in names}
    lives = [bits(sim.run(world(f"{switch}={rule}"), 7)) for rule in built_in]
    for k, rule in enumerate(built_in):
        assert bits(sim.run(world(f"{switch}={rule}"), 7, rules=own)) == lives[(k + 1) % len(built_in)] != lives[k]


def test_what_an_own_rule_of_carry_over_keeps_is_what_smoothing_expects_without_a_rule_of_what_is_kept():
    rising = "experience.carry_over_old=0.9"
    own = bits(sim.run(world("experience.carry_over_rule=last_visit", rising), 7, rules={"carry_over": carry_over}))
    assert own == bits(sim.run(world(rising), 7))


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


FAILING = {
    "memory": lambda mean, peak, end, vivid, p: peak if peak == end else mean / (peak - peak),
    "carry_over": lambda before, lived, tenure, p: lived if lived in (before, 0.0, 1.0) else 1 / (tenure - tenure),
    "expectation": lambda before, lived, experience, norm, kept, tenure, p: lived if lived == norm else 1 / (tenure - tenure),
    "satisfaction": lambda remembered, expectation, style, p: 7.0 if style == 0 else 7 / (remembered - remembered),
    "channel_choice": lambda utilities, nest, room, draw, last, p: 0 if draw in (0.3, 0.7) else int(1 / (draw - draw))}
"""Rules that can be used at the norm, and divide by 0 later."""


@pytest.mark.parametrize("name", FAILING)
def test_an_own_rule_that_fails_in_the_run_is_told_with_what_it_was_asked(name):
    arguments = REPLACEABLE[name].arguments.split(", p)")[0].strip("(").split(", ")
    with pytest.raises(sim.InputError) as told:
        sim.run(corner("people.size=60"), 7, rules={name: FAILING[name]})
    said = str(told.value)
    assert said.startswith(f"rules: {name} failed at ") and "(ZeroDivisionError: " in said and "\n" not in said
    assert all(f"{argument}=" in said for argument in arguments)


@pytest.mark.parametrize("explained", ["true", "false"])
def test_an_own_rule_that_fails_only_where_moments_elsewhere_are_judged_is_told(explained):
    """Who did not come judges what he lived through elsewhere against what he expects: met as expected, which no visit is."""
    def only_there(remembered, expectation, style, p):
        return 7.0 if remembered != expectation or style == 0 else 7 / (remembered - expectation)
    online = corner("people.size=200", "channels.choosing.own_web=5", "channels.choosing.store=-8", "channels.delivery.days=0",
                    "horizon.periods=1", f"engine.explain={explained}")
    with pytest.raises(sim.InputError, match="^rules: satisfaction failed.*ZeroDivisionError: .*it must give a rating"):
        sim.run(online, 7, rules={"satisfaction": only_there})


def test_an_own_rule_that_leaves_its_range_later_is_told():
    with pytest.raises(sim.InputError, match="carry_over gave"):
        sim.run(corner("people.size=50"), 7, rules={"carry_over": lambda before, lived, tenure, p: before + 40 * (lived - before)})


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S))
def test_the_page_on_own_rules_does_what_it_says(block, capsys):
    assert len(block.strip().splitlines()) <= 12
    exec(compile(block.replace('["people.size=300", "horizon.periods=2"]',   # the corner shop: the same lines, sooner
                               '__import__("worlds").corner("people.size=60", "horizon.periods=1")'), str(PAGE), "exec"), {})
    assert capsys.readouterr().out.strip()


def test_what_is_compiled_for_an_own_rule_is_not_kept_where_others_would_look_for_it():
    def compiled():
        return {file.name for module in ("memory", "moments") for file in folder_of(f"sim.experience.{module}").rglob("*.nbc")}
    rules = {"memory": held("memory", memory), "carry_over": held("carry_over", carry_over)}
    sim.run(world(), 7)
    before = compiled()
    sim.run(world(), 7, rules=rules)
    assert before and compiled() == before and rules["memory"].signatures


Wrong = namedtuple("Wrong", "at gives noise should_gain best_rival", defaults=(0.0, 0.0, 0.0))
"""Numbers of a rule that gives `gives` for what was lived as `at`, and elsewhere what was lived."""
OUT = st.sampled_from([float("nan"), float("inf"), -float("inf"), 1.001, -1.001]) | st.floats(1.001, 1e6) | st.floats(-1e6, -1.001)
LIVED_AS = {"remembered": 0.1, **{dimension: 0.2 + 0.1 * k for k, dimension in enumerate(DIMENSIONS)}}
AT = held("carry_over", lambda before, lived, tenure, p: p.gives if abs(lived - p.at) < 1e-6 else lived)
AT_TENURE = held("carry_over", lambda before, lived, tenure, p: (before + lived) / 2 if tenure < 2 else p.gives)
SHARES = held("carry_over", lambda before, lived, tenure, p: p.at * before + p.gives * lived)


def told(name: str, value: float, must: str):
    return pytest.raises(sim.InputError, match=re.escape(f"rules: {name} gave {value:g} at ") + f".*it must give {must}")


def one_life() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A shopper, what he lived on his visit, and moments elsewhere, each state as its own number."""
    shoppers, lived, moments = SHOPPER.rows(1), np.zeros(1, LIVED), np.zeros(1, MOMENTS)
    lived["visits"] = 1
    for name, value in LIVED_AS.items():
        lived[name] = moments["during" if name == "remembered" else name] = value
    return shoppers, lived, moments


@given(st.sampled_from(sorted(LIVED_AS)), OUT)
def test_no_state_of_the_store_and_of_moments_takes_what_is_out_of_range(state, value):
    shoppers, lived, moments = one_life()
    for works, what in ((carry_with, (lived,)), (carry_moments_with, (lived, moments))):
        with told("carry_over", value, "an experience -1 to 1"):
            by_own("carry_over", works, AT, shoppers, *what, Wrong(LIVED_AS[state], value))


@given(OUT)
def test_no_state_of_web_shop_app_pick_up_and_rival_takes_what_is_out_of_range(value):
    before, lived, tenure = np.zeros(3), np.array([0.1, 0.2, 0.3]), np.zeros(3, dtype=np.int64)
    with told("carry_over", value, "an experience -1 to 1"):
        by_own("carry_over", next_states_with, AT, before, lived, tenure, Wrong(0.3, value), np.empty(3))


@given(st.floats(-3, 3))
def test_moments_that_add_up_to_more_than_1_may_enter_as_they_are_and_the_state_stays_within_its_range(whole):
    shoppers, lived, moments = one_life()
    moments["during"] = whole
    by_own("carry_over", carry_moments_with, AT, shoppers, lived, moments, Wrong(9.0, 9.0))
    assert shoppers["elsewhere"][0] == np.float32(min(1.0, max(-1.0, whole))) and abs(shoppers["experience"][0]) <= 1


def believer(own, numbers) -> SimpleNamespace:
    """A model with this own rule of carry-over, which gets these numbers."""
    return SimpleNamespace(own_rules=own, scenario=SimpleNamespace(experience=SimpleNamespace(numbers=lambda: numbers)))


@given(OUT)
def test_vividness_and_what_is_kept_take_no_answer_out_of_range(value):
    for by_tenure in (kept_by_tenure, fresh_by_tenure):
        assert by_tenure(believer({"carry_over": AT_TENURE}, Wrong(0.0, value)), 1) == pytest.approx([0.5, 0.5])
        with told("carry_over", value, "an experience -1 to 1"):
            by_tenure(believer({"carry_over": AT_TENURE}, Wrong(0.0, value)), 4)
    with told("kept", value, "a share 0 to 1"):
        kept_by_tenure(believer({"kept": held("kept", KEEPS)}, Wrong(0.0, value)), 4)


@given(st.floats(-0.5, 1), st.floats(-0.5, 1))
def test_vividness_and_what_is_kept_take_shares_and_nothing_else(keeps, takes):
    model = believer({"carry_over": SHARES}, Wrong(keeps, takes))
    for by_tenure, what, share in ((kept_by_tenure, "the state before", keeps), (fresh_by_tenure, "what is lived", takes)):
        if share >= 0.0:
            assert by_tenure(model, 2) == pytest.approx([share] * 3)
        elif share < -1e-6:
            with pytest.raises(sim.InputError, match=f"carry_over gave a state that moves by -.* when {what} .*a share 0 to 1: "):
                by_tenure(model, 2)
    assert kept_by_tenure(believer({"carry_over": SHARES, "kept": KEEPS}, Wrong(keeps, 0.5)), 1) == pytest.approx([0.5, 0.5])


KEEPS = held("kept", lambda tenure, p: p.gives)
REMEMBERS = held("memory", lambda mean, peak, end, vivid, p: p.gives if abs(end - p.at) < 1e-6 else end)
EXPECTS = held("expectation", lambda before, lived, experience, norm, kept, tenure, p: p.gives)
MEASURES = held("standard", lambda will, should, p: p.gives)
RATES = held("satisfaction", lambda remembered, expectation, style, p: p.gives)


@given(st.sampled_from(DIMENSIONS), OUT)
def test_no_memory_expectation_or_rating_is_out_of_range(dimension, value):
    visits, (shoppers, lived, _) = VISIT.rows(1), one_life()
    visits["leave_s"], kept = 60.0, np.ones(1)
    for name, felt in LIVED_AS.items():
        if name != "remembered":
            visits[name] = felt
    wrong = Wrong(LIVED_AS[dimension], value)
    with told("memory", value, "an experience -1 to 1"):
        by_own("memory", remember_with, REMEMBERS, visits, np.uint64(7), wrong)
    with told("expectation", value, "an experience -1 to 1"):
        by_own("expectation", start_expectation_with, EXPECTS, shoppers, 1.0, wrong)
    with told("expectation", value, "an experience -1 to 1"):
        by_own("expectation", expect_with, EXPECTS, shoppers, lived, kept, wrong)
    with told("standard", value, "an experience -1 to 1"):
        by_own("standard", standards_with, MEASURES, shoppers, wrong)
    if not 1.0 <= value <= 10.0:
        with told("satisfaction", value, "a rating 1 to 10"):
            by_own("satisfaction", rate_with, RATES, visits, shoppers, wrong)
