"""Holdout: what the panel's households really did in the weeks that nothing was learned from."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.people.journey import DAYS, Receipts, read_receipts
from sim.people.panel import Panel, by_day, share_at


@dataclass(frozen=True, eq=False)
class Holdout:
    """The weeks after a panel's learning weeks, as they were.

    week: (weeks,) number of each, from last_week + 1 to 53; days_in_week: 7 each, 1 for week 53;
    trips_per_household: (weeks,) mean shopping days of a household; sales_per_household: (weeks,) mean $;
    days: (households,) shopping days of each household of the panel in all `length_days` days;
    sales: (households,) $; main_store_share: (households,) share of its store visits that went to the panel's main
    store, NaN if it made none; length_days: 92 after week 39.
    """

    week: np.ndarray
    days_in_week: np.ndarray
    trips_per_household: np.ndarray
    sales_per_household: np.ndarray
    days: np.ndarray
    sales: np.ndarray
    main_store_share: np.ndarray
    length_days: int


def holdout(panel: Panel) -> Holdout:
    """What the households of `panel` did from the day after its last learning week to 31 December.

    Raises InputError if the data package is not installed.
    """
    return _of_weeks(panel.last_week, panel.main_store.tobytes())


@lru_cache(maxsize=4)
def _of_weeks(last_week: int, main_store: bytes) -> Holdout:
    return withheld(read_receipts(), last_week, np.frombuffer(main_store, dtype=np.int64))


def withheld(receipts: Receipts, last_week: int, main_store: np.ndarray) -> Holdout:
    """The holdout of `receipts` after `last_week`, with main stores (ids, one a household) fixed beforehand."""
    start = last_week * 7
    later = receipts.between(start, DAYS)
    shopped = by_day(later, np.ones(len(later.day)))[:, start:] > 0.0
    dollars = by_day(later, later.dollars)[:, start:]
    week = np.arange(shopped.shape[1]) // 7
    return Holdout(
        week=np.arange(last_week + 1, last_week + 2 + week[-1]),
        days_in_week=np.bincount(week),
        trips_per_household=np.bincount(week, shopped.mean(axis=0)),
        sales_per_household=np.bincount(week, dollars.mean(axis=0)),
        days=shopped.sum(axis=1),
        sales=dollars.sum(axis=1),
        main_store_share=share_at(later, main_store),
        length_days=shopped.shape[1],
    )


def prediction_error(actual_days: np.ndarray, predicted_days: np.ndarray) -> dict[str, float]:
    """How far predictions of shopping days are off, household by household.

    Both arrays (households,), in days. Returns mae and rmse in days and r, the correlation (NaN if either is
    constant).
    """
    actual = np.asarray(actual_days, dtype=np.float64)
    predicted = np.asarray(predicted_days, dtype=np.float64)
    error = predicted - actual
    varies = actual.std() > 0.0 and predicted.std() > 0.0
    r = float(np.corrcoef(actual, predicted)[0, 1]) if varies else float("nan")
    return {"mae": float(np.abs(error).mean()), "rmse": float(np.sqrt((error**2).mean())), "r": r}
