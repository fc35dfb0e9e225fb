"""The household panel: what each household of The Complete Journey is expected to do, learned from some of its weeks.

Trip rates are a gamma-Poisson filter with forgetting: evidence loses half its weight every `half_life` weeks, because
households drift; both the half-life and the weight of the prior are chosen by predictive likelihood inside the
learning weeks (`sim.people.credibility`). A simulated household lives its rate as a constant. The other habits are
credibility estimates over the whole learning period. What the data are, and are not: `sim.people.journey`.
"""

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from sim.ground.errors import InputError
from sim.people.credibility import (
    best_forgetting,
    credible_means,
    credible_shares,
    evidence,
    posterior,
    straight_line,
)
from sim.people.journey import DAYS, Receipts, read_receipts, weekday

SPREAD_PRIOR = 20.0
"""Baskets that the common unevenness of baskets is worth against a household's own (assumption)."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Habits of the panel's households; arrays have one entry a household and cannot be written.

    household: id; trip_rate: expected shopping days a week from `last_week` on (0..7); main_store: id of the store
    visited on most days, -1 if never seen; store_share: expected share of store visits that go there (0.02..1);
    basket_lines: mean number of receipt lines of a shopping day (> 1); basket_spread: gamma shape of these numbers
    about that mean (see the column of that name); basket_dollars: mean $ of a shopping day; price_tier: dearness of
    what is bought within departments, in standard deviations between households; coupon_use: share of shopping days
    with a coupon; age (years), income (thousand $ a year): NaN unknown.
    day_weights: share of shopping days by weekday, Monday first, sum 1; half_life, prior: weeks, of the trip-rate
    filter; price_tier_sd: one unit of price_tier, in standard deviations of log line value within a department.
    """

    first_week: int
    last_week: int
    household: np.ndarray
    trip_rate: np.ndarray
    main_store: np.ndarray
    store_share: np.ndarray
    basket_lines: np.ndarray
    basket_spread: np.ndarray
    basket_dollars: np.ndarray
    price_tier: np.ndarray
    coupon_use: np.ndarray
    age: np.ndarray
    income: np.ndarray
    day_weights: np.ndarray
    half_life: float
    prior: float
    price_tier_sd: float

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    def __len__(self) -> int:
        return len(self.household)


def fit_panel(first_week: int = 1, last_week: int = 39) -> Panel:
    """The panel learned from weeks first_week..last_week (1..52) of the installed data; kept for the process.

    Raises InputError if the package is missing, or if there are fewer than 6 weeks to learn from.
    """
    return _fitted(first_week, last_week)


@lru_cache(maxsize=4)
def _fitted(first_week: int, last_week: int) -> Panel:
    return learn(read_receipts(), first_week, last_week)


def learn(receipts: Receipts, first_week: int, last_week: int) -> Panel:
    """The panel learned from weeks first_week..last_week of `receipts`; later and earlier lines are never looked at.

    All households of `receipts` get a row; one unseen in these weeks gets the estimates of a household without
    evidence. Raises InputError unless 1 <= first_week, first_week + 5 <= last_week <= 52.
    """
    if not (1 <= first_week and first_week + 5 <= last_week <= 52):
        raise InputError(f"the panel cannot be learned from weeks {first_week} to {last_week}; "
                         "give 6 weeks or more between 1 and 52")
    first_day, end_day = (first_week - 1) * 7, last_week * 7
    past = receipts.between(first_day, end_day)
    if not len(past.day):
        raise InputError(f"the panel has no receipts in weeks {first_week} to {last_week}; choose other weeks")
    lines = by_day(past, np.ones(len(past.day)))[:, first_day:end_day]
    shopped = lines > 0.0
    memory = best_forgetting(shopped)
    rate_shape, rate_weeks = posterior(*evidence(shopped, memory.half_life), memory.prior)
    main_store, share = _store_shares(past, first_day, end_day)
    basket_lines, basket_spread = _baskets(lines, shopped)
    tier, tier_sd = _price_tiers(past)
    dollars = by_day(past, past.dollars)[:, first_day:end_day]
    with_coupon = by_day(past, past.coupon.astype(np.float64))[:, first_day:end_day] > 0.0
    trips = shopped.sum(axis=1)
    return Panel(
        first_week, last_week, past.households,
        trip_rate=np.minimum(7.0, rate_shape / rate_weeks),
        main_store=main_store,
        store_share=share,
        basket_lines=basket_lines,
        basket_spread=basket_spread,
        basket_dollars=credible_means(dollars.sum(axis=1), (dollars**2).sum(axis=1), trips).estimate,
        price_tier=tier,
        coupon_use=credible_shares(with_coupon.sum(axis=1), trips).estimate,
        age=past.age,
        income=past.income,
        day_weights=_day_weights(shopped, first_day),
        half_life=memory.half_life, prior=memory.prior, price_tier_sd=tier_sd,
    )


def by_day(receipts: Receipts, amounts: np.ndarray) -> np.ndarray:
    """Sums of `amounts` (one a receipt line) by household and day: (households, 365)."""
    cell = receipts.household.astype(np.int64) * DAYS + receipts.day
    return np.bincount(cell, amounts, minlength=len(receipts.households) * DAYS).reshape(-1, DAYS)


def store_visits(receipts: Receipts) -> tuple[np.ndarray, np.ndarray]:
    """Household position and store id of each store visit: one a household, day and store."""
    key = (receipts.household.astype(np.int64) * DAYS + receipts.day) * (1 << 20) + receipts.store
    visits = np.unique(key[np.flatnonzero(np.diff(key, prepend=-1))])
    return (visits >> 20) // DAYS, visits & ((1 << 20) - 1)


def main_stores(receipts: Receipts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each household's most visited store, its visits there, and all its visits.

    The store is an id, the lowest among equals and -1 for a household without visits.
    """
    who, where = store_visits(receipts)
    pair, days = np.unique(who * (1 << 20) + where, return_counts=True)
    household = pair >> 20
    order = np.lexsort((pair, -days, household))
    first = order[np.flatnonzero(np.diff(household[order], prepend=-1))]
    main = np.full(len(receipts.households), -1, dtype=np.int64)
    at_main = np.zeros(len(receipts.households))
    main[household[first]] = pair[first] & ((1 << 20) - 1)
    at_main[household[first]] = days[first]
    return main, at_main, np.bincount(who, minlength=len(receipts.households))


def share_at(receipts: Receipts, main_store: np.ndarray) -> np.ndarray:
    """Share of each household's store visits that went to `main_store` (id, one a household); NaN without visits."""
    who, where = store_visits(receipts)
    visits = np.bincount(who, minlength=len(main_store))
    at_main = np.bincount(who, where == main_store[who], minlength=len(main_store))
    share = np.full(len(main_store), np.nan)
    np.divide(at_main, visits, out=share, where=visits > 0)
    return share


def _store_shares(receipts: Receipts, first_day: int, end_day: int) -> tuple[np.ndarray, np.ndarray]:
    # The largest of several shares flatters, and households move to other stores. How much comes of it is learned
    # inside the learning weeks: from the first two thirds to the last third.
    cut = first_day + (end_day - first_day) // 7 * 2 // 3 * 7
    before, at_before, visits_before = main_stores(receipts.between(first_day, cut))
    after = share_at(receipts.between(cut, end_day), before)
    known = (visits_before > 0) & ~np.isnan(after)
    level, slope = straight_line(credible_shares(at_before, visits_before).estimate[known], after[known])
    main, at_main, visits = main_stores(receipts)
    return main, np.clip(level + slope * credible_shares(at_main, visits).estimate, 0.02, 1.0)


def _baskets(lines: np.ndarray, shopped: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    # lines - 1 is Poisson with a gamma rate, so its variance is mu + mu^2 / k; 1 / k is what is more than Poisson.
    trips = shopped.sum(axis=1)
    total, square = lines.sum(axis=1), (lines**2).sum(axis=1)
    mean = np.maximum(1.01, credible_means(total, square, trips).estimate)
    free = np.maximum(trips - 1.0, 0.0)
    own = total / np.maximum(trips, 1)
    excess = square - trips * own**2 - free * (mean - 1.0)
    weight = (mean - 1.0) ** 2
    common = max(0.05, excess.sum() / np.sum(free * weight))
    uneven = (excess + SPREAD_PRIOR * common * weight) / ((free + SPREAD_PRIOR) * weight)
    return mean, 1.0 / np.clip(uneven, 0.05, 10.0)


def _price_tiers(receipts: Receipts) -> tuple[np.ndarray, float]:
    paid = receipts.dollars > 0.0
    department, household = receipts.department[paid], receipts.household[paid]
    value = np.log(receipts.dollars[paid])
    lines = np.maximum(1, np.bincount(department))
    mean = np.bincount(department, value) / lines
    spread = np.sqrt(np.bincount(department, (value - mean[department]) ** 2) / lines)
    score = (value - mean[department]) / np.maximum(spread[department], 1e-9)
    households = len(receipts.households)
    tiers = credible_means(np.bincount(household, score, households), np.bincount(household, score**2, households),
                           np.bincount(household, minlength=households))
    unit = float(np.sqrt(tiers.between))
    return np.clip((tiers.estimate - tiers.estimate.mean()) / unit, -6.0, 6.0), unit


def _day_weights(shopped: np.ndarray, first_day: int) -> np.ndarray:
    days = np.bincount(weekday(first_day + np.arange(shopped.shape[1])), shopped.sum(axis=0), minlength=7)
    return days / days.sum()
