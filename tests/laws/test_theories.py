"""Rival theories: each rule is its closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import bits, corner

import sim
from sim.channels.choosing import NOT_OFFERED, PICK_UP, Choosing, choose_way
from sim.channels.eliminating import elimination_shares
from sim.experience.expectation import Expectation, gain, next_will, standard
from sim.experience.memory import Memory, remembered_part
from sim.experience.satisfaction import Satisfaction, felt_gap, satisfaction
from sim.experience.state import State, carry_over_now, kept_in_expectation, next_state

affect = st.floats(-1, 1)
NEST = np.array([0, 0, 1, 1, 2, 2])


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


def aspects_of(u, nest, alike) -> list[tuple[float, set]]:
    """Weight and holders of every aspect, as the head of `sim/channels/eliminating.py` says."""
    places, w = [k for k in range(len(u) // 2) if u[2 * k] > -100], u[5] - u[4]
    online = [k for k in places if nest[2 * k] == 1]
    common = alike * min(np.exp(u[2 * k]) for k in online) if len(online) > 1 else 0.0
    found = [(common, {2 * k + j for k in online for j in (0, 1)})]
    for j in (0, 1):
        found.append((np.exp(w * j), {2 * k + j for k in places}))
    for k in places:
        found.append((np.exp(u[2 * k]) - common * (k in online), {2 * k, 2 * k + 1}))
        beyond = np.exp(u[2 * k + 1]) - np.exp(u[2 * k] + w)
        found.append((abs(beyond), {2 * k + (beyond > 0)}))
    return [(weight, held) for weight, held in found if weight > 0]


def eliminated(aspects, left: frozenset) -> dict[int, float]:
    """Tversky 1972 as he wrote it: think of an aspect that not all have who are left, strike out those without it, and go on."""
    telling = [(weight, left & held) for weight, held in aspects if left & held and left & held != left]
    if not telling:
        return dict.fromkeys(left, 1.0 / len(left))
    total, shares = sum(weight for weight, _ in telling), dict.fromkeys(left, 0.0)
    for weight, stay in telling:
        for one, chance in eliminated(aspects, stay).items():
            shares[one] += weight / total * chance
    return shares


@given(st.lists(st.floats(-3, 3), min_size=10, max_size=10), st.floats(0.05, 0.95), st.booleans())
def test_elimination_by_aspects_is_what_is_left_when_aspect_by_aspect_is_struck_out(utilities, alike, has_app):
    u, nest, room = np.array(utilities), np.array([0, 0, 1, 1, 2, 2, 1, 1, 1, 1]), np.empty(10)
    if not has_app:
        u[8:] = -1000.0
    there = [a for a in range(10) if u[a] > -100]
    elimination_shares(u, nest, alike, room)
    told = eliminated(aspects_of(u, nest, alike), frozenset(there))
    assert room[there] == pytest.approx([told[a] for a in there], abs=1e-9) and room.sum() == pytest.approx(1.0)


def test_an_app_takes_from_the_web_shop_which_it_is_like_and_by_the_logit_from_all_alike():
    nest, without, room = np.array([0, 0, 1, 1, 2, 2, 1, 1, 1, 1]), np.zeros(10), np.empty(10)
    without[6:] = -1000.0
    with_app = without.copy()
    with_app[8:] = 0.0

    def kept(**rule):
        shares = []
        for u in (without, with_app):
            choose_way(u, nest, room, 0.5, -1, Choosing(**rule).numbers())
            shares.append((room[:2].sum(), room[2:4].sum()))
        return shares[1][0] / shares[0][0], shares[1][1] / shares[0][1]
    store, web = kept(rule="elimination", alike=0.8)
    assert web < store - 0.1
    store, web = kept(rule="multinomial")
    assert web == pytest.approx(store)


@pytest.mark.parametrize("rule", ["nested", "multinomial", "habit", "elimination"])
def test_by_no_rule_a_way_is_taken_that_is_not_offered(rule):
    p, room, nest = Choosing(rule=rule, repeats_last_way=1.0).numbers(), np.empty(10), np.array([0, 0, 1, 1, 2, 2, 1, 1, 1, 1])
    for gone in ([6, 7], [8, 9], [6, 7, 8, 9]):
        u = np.linspace(-1.0, 1.0, 10)
        u[gone] += NOT_OFFERED
        taken = {choose_way(u, nest, room, draw, last, p) for last in range(10) for draw in np.linspace(0.0, 0.9999, 51)}
        assert not taken & set(gone) and len(taken) > 3


SHUT = ("channels.app.offered=true", "channels.pick_up.offered=true", "channels.choosing.pick_up=4", "people.size=200",
        "horizon.periods=3", "channels.choosing.rule=habit", "channels.choosing.repeats_last_way=1",
        "events=[{name: shut, from_period: 1, to_period: 1, change: {channels.pick_up.offered: false}}]")


def picked_up(rules=None) -> list[int]:
    """Trips of each period that go to pick-up, which is shut in the second."""
    model, trips = sim.RetailModel(corner(*SHUT), 7, rules=rules), []
    for _ in range(3):
        trips.append(int((model.plan()["way"] // 2 == PICK_UP).sum()))
        model.step()
    return trips


def test_habit_waits_while_its_way_is_not_offered_and_an_own_habit_that_does_not_is_told():
    first, shut, _ = picked_up()
    assert first > 100 and shut == 0

    def stubborn(utilities, nest, room, draw, last, p):
        return last if last >= 0 else 6 if len(utilities) > 6 else 0
    with pytest.raises(sim.InputError, match="channel_choice gave 6 at utilities=.* a way that is offered"):
        picked_up({"channel_choice": stubborn})


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
    "channels.choosing.rule=habit", "channels.choosing.rule=elimination"])
def test_every_theory_lives_a_life_of_its_own(rule):
    one, other = (sim.run(corner("people.size=200", *more), 7) for more in ((), (rule,)))
    assert bits(one)["shoppers"] != bits(other)["shoppers"]
    parts = other.visits.filter(like="why_").to_numpy(dtype=np.float64).sum(axis=1)
    assert np.abs(parts - other.visits["satisfaction"]).max() < 5e-6
