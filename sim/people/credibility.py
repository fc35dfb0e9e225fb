"""Credibility: how far to trust one household's own record (empirical Bayes).

A household with few trips tells little about itself, so its estimate leans toward the mean of all households; how far
is settled by the data. Three textbook forms: Buehlmann (means), beta-binomial (shares) and gamma-Poisson with
forgetting (rates).
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln


class Means(NamedTuple):
    """Credibility estimates of group means, with the variance within a group and between groups."""

    estimate: np.ndarray
    within: float
    between: float


def credible_means(sums: np.ndarray, squares: np.ndarray, counts: np.ndarray) -> Means:
    """Group means leaning toward the common mean (Buehlmann and Straub 1970).

    sums, squares, counts: of the observations of each group; a group without any gets the common mean. The weight of
    a group's own mean is n / (n + within / between).
    """
    seen = counts > 0
    n = counts[seen].astype(np.float64)
    mean = sums[seen] / n
    within = float(np.sum(squares[seen] - n * mean * mean) / max(1.0, np.sum(n - 1.0)))
    overall = np.sum(n * mean) / n.sum()
    spare = n.sum() - np.sum(n * n) / n.sum()
    spread = np.sum(n * (mean - overall) ** 2) - (len(n) - 1.0) * within
    between = max(1e-12, float(spread / spare)) if spare > 0.0 else 1e-12
    weight = n / (n + within / between)
    common = np.sum(weight * mean) / weight.sum()
    estimate = np.full(len(counts), common)
    estimate[seen] = weight * mean + (1.0 - weight) * common
    return Means(estimate, within, between)


class Shares(NamedTuple):
    """Credibility estimates of shares, with mean and concentration a + b of the beta prior."""

    estimate: np.ndarray
    mean: float
    concentration: float


def credible_shares(successes: np.ndarray, trials: np.ndarray) -> Shares:
    """Shares leaning toward their beta prior, which is fitted by the beta-binomial likelihood of all groups."""
    start = (successes.sum() + 0.5) / (trials.sum() + 1.0)

    def surprise(point: np.ndarray) -> float:
        mean, concentration = 1.0 / (1.0 + np.exp(-point[0])), np.exp(np.clip(point[1], -5.0, 12.0))
        a, b = mean * concentration, (1.0 - mean) * concentration
        return -float(np.sum(betaln(a + successes, b + trials - successes) - betaln(a, b)))

    best = minimize(surprise, [np.log(start / (1.0 - start)), 1.0], method="Nelder-Mead").x
    mean, concentration = 1.0 / (1.0 + np.exp(-best[0])), np.exp(np.clip(best[1], -5.0, 12.0))
    return Shares((mean * concentration + successes) / (concentration + trials), float(mean), float(concentration))


def straight_line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Level and slope of y on x by least squares; (0, 1), which leaves x as it is, if x does not vary."""
    if len(x) < 3 or np.ptp(x) == 0.0:
        return 0.0, 1.0
    dx = x - x.mean()
    slope = float(np.sum(dx * (y - y.mean())) / np.sum(dx * dx))
    return float(y.mean()) - slope * float(x.mean()), slope


class Forgetting(NamedTuple):
    """A discounted gamma-Poisson filter: half-life of evidence and weight of the prior, both in weeks."""

    half_life: float
    prior: float


HALF_LIVES = (2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 20.0, 39.0, 104.0)
PRIORS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


def evidence(days: np.ndarray, half_life: float) -> tuple[np.ndarray, float]:
    """Discounted shopping days of each household, and the discounted weeks in which they were made.

    days: (households, days) of 0 and 1, the last column being yesterday. A day that lies h half-lives (weeks) back
    counts 2^-h (West and Harrison 1997, discounting).
    """
    back = np.arange(days.shape[1])[::-1] / 7.0
    weight = 0.5 ** (back / half_life)
    # Not a matrix product: its last bits may depend on the number of threads.
    return (days * weight).sum(axis=1), float(weight.sum() / 7.0)


def posterior(seen: np.ndarray, weeks: float, prior: float) -> tuple[np.ndarray, float]:
    """Gamma posterior of rates: shape a of each household and rate b (weeks); a / b is days a week.

    seen, weeks: from `evidence`; prior: worth of the average household, in weeks.
    """
    return seen + seen.mean() / weeks * prior, weeks + prior


def best_forgetting(days: np.ndarray) -> Forgetting:
    """The half-life and prior whose predictive likelihood is best inside `days`.

    Learns from the first two thirds of the weeks and is judged by the negative-binomial likelihood that it gives to
    the number of shopping days in the last third.
    """
    cut = days.shape[1] // 7 * 2 // 3 * 7
    past, future = days[:, :cut], days[:, cut:].sum(axis=1).astype(np.float64)
    weeks = (days.shape[1] - cut) / 7.0
    best, best_fit = Forgetting(HALF_LIVES[0], PRIORS[0]), -np.inf
    for half_life in HALF_LIVES:
        seen, seen_weeks = evidence(past, half_life)
        for prior in PRIORS:
            a, b = posterior(seen, seen_weeks, prior)
            a = np.maximum(a, 1e-9)
            fit = np.sum(gammaln(a + future) - gammaln(a) + a * np.log(b / (b + weeks))
                         + future * np.log(weeks / (b + weeks)))
            if fit > best_fit:
                best, best_fit = Forgetting(half_life, prior), fit
    return best
