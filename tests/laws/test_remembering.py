"""Memory, satisfaction and loyalty: closed forms on visits made by hand, and the rules that can be chosen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.tables import SHOPPER, VISIT
from sim.experience.loyalty import Loyalty, next_loyalty, recommendation
from sim.experience.memory import Memory, remember
from sim.experience.satisfaction import LIVED, Satisfaction, rate, satisfaction, settle_satisfaction, sum_up
from sim.visit.feeling import DIMENSIONS

affects = st.tuples(*[st.floats(-1, 1)] * 4)
affect = st.floats(-1, 1)
S, L = Satisfaction().numbers(), Loyalty().numbers()
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])


def remembered(mean, peak, end, memory: Memory, felt_s: float = 300.0, uids=1) -> np.ndarray:
    """Visits of which these four-dimensional means, peaks and ends were lived, remembered."""
    visits = VISIT.rows(uids)
    visits["shopper"], visits["leave_s"], visits["felt_s"] = np.arange(uids), 1.0, felt_s
    for k, d in enumerate(DIMENSIONS):
        visits[f"sum_{d}"], visits[f"peak_{d}"], visits[d] = mean[k] * felt_s, peak[k], end[k]
        visits[f"weight_{d}"] = WEIGHTS[k]
    remember(visits, np.uint64(7), memory.numbers())
    return visits


@given(affects, affects, affects, st.sampled_from(["peak_end", "mean", "end"]), st.floats(1, 36000))
def test_remembered_experience_is_the_closed_form_of_its_rule_whatever_the_duration(mean, peak, end, rule, felt_s):
    memory = Memory(rule=rule, noise=0, mean_weight=0.2, peak_weight=0.5, end_weight=0.1)
    law = {"peak_end": (2 * np.array(mean) + 5 * np.array(peak) + np.array(end)) / 8,
           "mean": np.array(mean), "end": np.array(end)}[rule]
    visit = remembered(mean, peak, end, memory, felt_s)[0]
    assert [visit[f"remembered_{d}"] for d in DIMENSIONS] == pytest.approx(law, abs=1e-9)
    assert visit["remembered"] == pytest.approx(WEIGHTS @ law, abs=1e-9)


def test_noise_of_recall_has_the_stated_spread_and_no_bias():
    """20,000 memories of the same visit: a bias of .005, or an sd wrong by 2.5 %, would be seen."""
    usual = (0.1,) * 4
    values = remembered(usual, usual, usual, Memory(noise=0.12), uids=20_000)["remembered"]
    assert abs(values.mean() - 0.1) < 4.9 * 0.12 / 20_000**0.5
    assert abs(values.std() / 0.12 - 1) < 4.9 / 40_000**0.5


def test_visit_that_never_came_in_leaves_no_memory():
    visits = VISIT.rows(1)
    visits["cognitive"] = 1.0
    remember(visits, np.uint64(7), Memory().numbers())
    assert visits["remembered"][0] == 0.0


@given(affect, affect)
def test_satisfaction_is_the_closed_form(lived, expected):
    gap = lived - expected
    coloured = lived - S.colouring * gap if abs(gap) <= S.colouring_gap else lived
    law = (S.level + S.of_quality * coloured + S.of_expectation * expected + S.of_gain * max(gap, 0)
           - S.of_loss * max(-gap, 0))
    assert satisfaction(lived, expected, 0.0, S) == pytest.approx(min(10, max(1, law)))


@given(affect, affect, affect)
def test_by_performance_alone_expectation_does_not_matter(lived, one, other):
    p = Satisfaction(rule="performance").numbers()
    assert satisfaction(lived, one, 0.0, p) == satisfaction(lived, other, 0.0, p)


@given(affect, affect, st.floats(0, 0.5), st.floats(-3, 3))
def test_better_visit_never_satisfies_less(lived, expected, more, style):
    p = Satisfaction(colouring=0).numbers()
    better = min(1.0, lived + more)
    assert 1.0 <= satisfaction(lived, expected, style, p) <= satisfaction(better, expected, style, p) <= 10.0


@given(st.floats(0.01, 0.3))
def test_loss_weighs_more_than_the_gain_of_the_same_size(gap):
    middle = satisfaction(0.1, 0.1, 0.0, S)
    assert middle - satisfaction(0.1 - gap, 0.1, 0.0, S) > satisfaction(0.1 + gap, 0.1, 0.0, S) - middle > 0


@given(st.lists(st.tuples(st.integers(0, 2), affect, st.booleans()), max_size=12))
def test_satisfaction_of_the_period_is_the_mean_of_the_visits_that_were_made(made):
    shoppers, visits, lived = SHOPPER.rows(3), VISIT.rows(len(made)), np.zeros(3, LIVED)
    shoppers["satisfaction"] = 5.0
    for visit, (person, remembered_as, came_in) in zip(visits, made, strict=True):
        visit["person"], visit["remembered"], visit["leave_s"] = person, remembered_as, 1.0 if came_in else -1.0
    rate(visits, shoppers, S)
    sum_up(visits, lived)
    settle_satisfaction(shoppers, lived)
    for person in range(3):
        own = visits[(visits["person"] == person) & (visits["leave_s"] > 0)]
        assert lived["visits"][person] == len(own)
        law = own["satisfaction"].mean() if len(own) else 5.0
        assert shoppers["satisfaction"][person] == pytest.approx(law, rel=1e-6)


@given(st.floats(1, 10), st.floats(0, 0.99), st.floats(0, 0.99))
def test_recommendation_is_a_whole_number_that_rises_with_satisfaction(rating, draw, other):
    answer = recommendation(rating, draw, other, L)
    assert answer in range(11)
    assert recommendation(min(10.0, rating + 1), draw, other, L) >= answer


def test_recommendation_is_steeper_below_the_knee_than_above():
    """Slopes 1.31 and .57 (ECSI): without noise the latent answer moves by so much a point, then it is rounded."""
    p = Loyalty(recommend_noise=0).numbers()
    answers = [recommendation(rating, 0.5, 0.5, p) for rating in (4.0, 6.0, 8.0, 10.0)]
    latent = [p.recommend_level - 4 * p.recommend_below, p.recommend_level - 2 * p.recommend_below,
              p.recommend_level, p.recommend_level + 2 * p.recommend_above]
    assert answers == [min(10, max(0, int(x + 0.5))) for x in latent]


@given(st.floats(0, 1), st.floats(1, 10))
def test_loyalty_closes_a_fixed_part_of_the_distance(loyalty, rating):
    off = rating - L.knee
    goal = 0.6 + (L.below * min(off, 0) + L.above * max(off, 0)) / 9
    law = min(1, max(0, loyalty + L.speed * (goal - loyalty)))
    assert next_loyalty(loyalty, 0.6, rating, L) == pytest.approx(law)
