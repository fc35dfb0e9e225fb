"""Shoppers: who a person is. What a person lives through (expectation, memory, loyalty) is declared elsewhere.

A shopper is a household that shops as one. Everything here is settled when the person is made and stays; the columns
are filled by `sim.people.natures` (synthetic people) or `sim.people.households` (households of a panel).
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.rules import clip, rule

NAN = float("nan")

FIELDS = {
    "shopper": (
        Field("uid", "u4", high=2**32 - 1, means="identity; the same person at every size of the population"),
        Field("household", "i4", low=-1, start=-1, means="household of the panel this person is taken from; -1 none"),
        Field("segment", "u1", high=255, means="position in people.segments"),
        Field("age", "f4", "years", high=120, start=NAN, means="age of the person; NaN unknown"),
        Field("gender", "u1", high=2, means="0 unknown, 1 woman, 2 man"),
        Field("income", "f4", "thousand $ a year", start=NAN, means="income of the household; NaN unknown"),
        Field("recreational", "f4", "share", high=1, means="share of trips made for pleasure, not for a task"),
        Field("price_sensitivity", "f4", "0..1", high=1, means="weight of price in choices"),
        Field("involvement", "f4", "0..1", high=1, means="how much the purchase matters"),
        Field("innovativeness", "f4", "0..1", high=1, means="readiness to try new channels and devices"),
        Field("mood", "f4", "pleasure", low=-1, high=1, means="personal offset of pleasure"),
        Field("conduct", "f4", "-1..1", low=-1, high=1,
              means="how the shopper treats others nearby: -1 unpleasant, 0 unnoticed, 1 pleasant"),
        Field("rating_style", "f4", "rating points", low=-9, high=9, means="personal offset of ratings on 1..10"),
        Field("pace_m_s", "f4", "m/s", low=0.4, high=1.6, start=0.85, means="desired walking speed"),
        Field("patience", "f4", "multiplier", start=1, means="multiplies every patience of a visit; mean 1"),
        Field("trip_rate", "f4", "days a week", high=7,
              means="expected shopping days a week over all shops of the category"),
        Field("store_share", "f4", "share", high=1, means="share of those trips that go to the main store"),
        Field("coupon_use", "f4", "share", high=1, means="share of baskets with a coupon"),
        Field("basket_lines", "f4", "items", low=1, start=1, means="mean number of different items of a basket"),
        Field("basket_spread", "f4", "-", start=1,
              means="gamma shape k of baskets: different items = 1 + Poisson(g), g gamma with mean "
                    "basket_lines - 1 and shape k; small k = uneven baskets"),
        Field("price_tier", "f4", "sd", low=-6, high=6,
              means="tilt toward dearer items within a department, in standard deviations between people"),
    )
}


def is_noted(uids: np.ndarray, share: float, always: tuple[int, ...] = ()) -> np.ndarray:
    """Whose touchpoints are logged: a fixed share of uids, so that a sampled shopper is sampled on all his ways, and those of `always`.

    They are spread by a multiplicative hash (Knuth).
    """
    return ((uids.astype(np.uint64) * np.uint64(2654435761)) % np.uint64(2**32) < share * 2**32) | np.isin(uids, always)


@rule
def daily_probability(rate, day_weight):
    """Probability that a day is a shopping day: min(1, rate * day_weight).

    rate: expected shopping days a week (0..7); day_weight: the day's share of the week's shopping days; over the days
    of a week the weights sum to 1. A day is a shopping day once at most, and `trip_rate` counts such days, so the
    expected days of a week are exactly `rate` (as long as no day reaches 1). The Poisson form 1 - exp(-rate * weight)
    would lose a fifth of the days of a person who shops three days a week.
    """
    return clip(rate * day_weight, 0.0, 1.0)
