"""Laws of credibility: no evidence gives the common value, much evidence one's own, and planted truth is found."""

import numpy as np
import pytest

from sim.people.credibility import (
    best_forgetting,
    credible_means,
    credible_shares,
    evidence,
    posterior,
    straight_line,
)


@pytest.fixture()
def dice():
    return np.random.Generator(np.random.PCG64(5))


def test_means_lie_between_own_and_common_and_trust_grows_with_evidence(dice):
    counts = np.array([0, 1, 5, 50, 5000] * 40)
    truth = dice.normal(10, 2, len(counts))
    values = [dice.normal(m, 4, n) for m, n in zip(truth, counts, strict=True)]
    found = credible_means(np.array([v.sum() for v in values]), np.array([(v**2).sum() for v in values]), counts)
    common = found.estimate[0]
    assert np.all(found.estimate[counts == 0] == common)
    trust = {n: np.mean([abs(found.estimate[i] - common) / max(1e-9, abs(values[i].mean() - common))
                         for i in np.flatnonzero(counts == n)]) for n in (1, 5, 50, 5000)}
    assert trust[1] < trust[5] < trust[50] < trust[5000] <= 1.0
    assert found.within == pytest.approx(16, rel=0.05)
    assert found.between == pytest.approx(4, rel=0.5)


def test_equal_groups_all_get_the_same_mean():
    found = credible_means(np.array([6.0, 6.0]), np.array([14.0, 14.0]), np.array([3, 3]))
    assert found.estimate == pytest.approx([2.0, 2.0])


def test_shares_find_the_planted_prior(dice):
    truth = dice.beta(0.7 * 5, 0.3 * 5, 4000)
    trials = dice.integers(0, 40, 4000)
    found = credible_shares(dice.binomial(trials, truth), trials)
    assert found.mean == pytest.approx(0.7, abs=0.02)
    assert found.concentration == pytest.approx(5, rel=0.2)
    assert found.estimate[trials == 0] == pytest.approx(found.mean)


def test_evidence_halves_with_its_half_life():
    days = np.zeros((2, 70))
    days[0, -1] = days[1, -1 - 35] = 1
    seen, weeks = evidence(days, half_life=5.0)
    assert seen.tolist() == [1.0, 0.5]
    assert weeks < 10


def test_evidence_that_is_never_forgotten_is_a_count(dice):
    days = dice.random((20, 140)) < 0.2
    seen, weeks = evidence(days, half_life=1e9)
    assert seen == pytest.approx(days.sum(axis=1))
    assert weeks == pytest.approx(20)


def test_the_posterior_keeps_the_mean_of_all_and_the_order_of_each(dice):
    seen, weeks = evidence(dice.random((50, 140)) < dice.random((50, 1)), 8.0)
    shape, rate = posterior(seen, weeks, 2.0)
    assert np.mean(shape / rate) == pytest.approx(np.mean(seen / weeks))
    assert np.array_equal(np.argsort(shape, kind="stable"), np.argsort(seen, kind="stable"))


def test_forgetting_is_chosen_short_for_drifting_and_long_for_steady_households(dice):
    steady = dice.gamma(2.0, 0.07, (800, 1))
    drifting = steady * np.exp(np.cumsum(dice.normal(0, 0.09, (800, 273)), axis=1))
    slow = best_forgetting(dice.random((800, 273)) < steady)
    fast = best_forgetting(dice.random((800, 273)) < drifting)
    assert fast.half_life < slow.half_life


def test_a_line_is_found_and_without_variation_nothing_is_changed():
    x = np.array([0.0, 1.0, 2.0, 5.0])
    assert straight_line(x, 3 - 2 * x) == pytest.approx((3.0, -2.0))
    assert straight_line(np.ones(5), np.arange(5.0)) == (0.0, 1.0)
    assert straight_line(np.empty(0), np.empty(0)) == (0.0, 1.0)
