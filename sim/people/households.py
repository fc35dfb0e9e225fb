"""Households: simulated people who live as households of the panel did.

Who stands for whom: the households are put in order of their trip rate (equals in an order of the dice) and visited
by steps of the golden section, which spreads any first n of them evenly over the order; so uids 0..2468 are each
household once, the next 2,469 uids each once again from another start, and a small population is as busy as the panel.

The panel knows habits, age and income. It does not know attitudes, mood, pace, patience or the goals of trips: these
are drawn from the segments as for synthetic people, independent of the habits, except that price sensitivity follows
coupon use by a Gaussian copula of correlation `people.coupon_signal` (an assumption).
"""

import numpy as np
from scipy.special import ndtr, ndtri

from sim.ground.columns import Columns
from sim.ground.dice import Purpose, draws
from sim.people.natures import CHUNK, give_traits, luck
from sim.people.panel import Panel
from sim.people.population import People

GOLDEN = 0.6180339887498949
ORDER = 1
"""The `period` of the draws that order households; the traits of persons use period 0."""

HABITS = ("trip_rate", "store_share", "coupon_use", "basket_lines", "basket_spread", "price_tier", "age", "income")


def panel_people(panel: Panel, size: int, seed: int, columns: Columns, people: People | None = None) -> np.ndarray:
    """The first `size` persons (uids 0..size-1) as rows of `columns`, each with the habits of one household.

    size: 0..5,000,000; seed: key of the replication; people: segments and spreads of what the panel does not know
    (default: those of `People()`). Gender is unknown (0).
    """
    people = people or People()
    rows = columns.rows(size)
    rows["uid"] = np.arange(size)
    stands_for = households_of(panel, size, seed)
    thrift = _normal_scores(panel.coupon_use)
    for first in range(0, size, CHUNK):
        part, who = rows[first:first + CHUNK], stands_for[first:first + CHUNK]
        own = luck(seed, first, len(part))
        own["price_sensitivity"] = _follow(own["price_sensitivity"], thrift[who], people.coupon_signal)
        give_traits(part, own, people)
        part["household"] = panel.household[who]
        part["gender"] = 0
        for habit in HABITS:
            part[habit] = getattr(panel, habit)[who]
    return rows


def households_of(panel: Panel, size: int, seed: int) -> np.ndarray:
    """Position in the panel of the household that each of uids 0..size-1 stands for."""
    blocks = [_one_round(panel, seed, block) for block in range(-(-size // len(panel)))]
    return np.concatenate([np.empty(0, dtype=np.int64), *blocks])[:size]


def _one_round(panel: Panel, seed: int, block: int) -> np.ndarray:
    purpose = int(Purpose.PERSON)
    ties = np.array([draws(np.uint64(seed), purpose, k, ORDER, block)[0] for k in range(len(panel))])
    start = draws(np.uint64(seed), purpose, len(panel), ORDER, block)[0]
    by_rate = np.lexsort((ties, panel.trip_rate))
    walk = (start + GOLDEN * np.arange(len(panel))) % 1.0
    place = np.empty(len(panel), dtype=np.int64)
    place[np.argsort(walk, kind="stable")] = np.arange(len(panel))
    return by_rate[place]


def _normal_scores(values: np.ndarray) -> np.ndarray:
    order = np.argsort(values, kind="stable")
    rank = np.empty(len(values))
    rank[order] = np.arange(len(values)) + 0.5
    return ndtri(rank / len(values))


def _follow(draw: np.ndarray, signal: np.ndarray, correlation: float) -> np.ndarray:
    mixed = correlation * signal + np.sqrt(1.0 - correlation**2) * ndtri(draw)
    return np.clip(ndtr(mixed), 1e-12, 1.0 - 1e-12)
