"""Opening hours, and when in the day and the week people arrive.

Arrivals follow hour weights (24 of them, only those within the opening hours count) and day weights (Monday to
Sunday). The time of an arrival is the inverse of the cumulated share at a uniform draw, linear within a minute.
"""

from typing import Annotated

import numpy as np
from pydantic import Field, model_validator

from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import rule

Weight = Annotated[float, Field(ge=0, le=1000)]
MINUTE_S = 60.0


class Hours(Parameters):
    """When the store is open and how arrivals spread over hours and days. Times count to the full minute."""

    opens_h: float = number(8.0, "h", 0, 23, "opening time, hours after midnight")
    closes_h: float = number(22.0, "h", 1, 24, "closing time, hours after midnight; after opening")
    hour_weights: Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)] = choice(
        (0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 7, 9, 10, 9, 7, 4, 2, 1, 0),
        "relative arrivals in each of the 24 hours after midnight; default: a peak in the late afternoon")
    day_weights: Annotated[tuple[Weight, ...], Field(min_length=7, max_length=7)] = choice(
        (0.9, 0.9, 0.9, 1.0, 1.1, 1.2, 1.0), "relative arrivals from Monday to Sunday")

    @model_validator(mode="after")
    def _open_for_somebody(self):
        if self.closes_h - self.opens_h < 0.25:
            raise ValueError(f"closes_h is {self.closes_h} h and opens_h {self.opens_h} h; closing must be at least "
                             "0.25 h after opening")
        if not _minute_weights(self).sum() > 0:
            raise ValueError(f"hour_weights are all 0 between {self.opens_h} h and {self.closes_h} h; at least one "
                             "hour of the opening time needs a weight above 0")
        if not sum(self.day_weights) > 0:
            raise ValueError("day_weights are all 0; at least one of the 7 needs a weight above 0")
        return self


def open_s(hours: Hours) -> float:
    """Seconds from opening to closing."""
    return (round(hours.closes_h * 60) - round(hours.opens_h * 60)) * MINUTE_S


def arrival_cdf_s(hours: Hours) -> np.ndarray:
    """float64 [minutes open + 1]: share (0..1) of a day's arrivals up to each minute since opening; for `arrival_s`."""
    cumulated = np.concatenate([[0.0], np.cumsum(_minute_weights(hours))])
    return cumulated / cumulated[-1]


def day_shares(hours: Hours) -> np.ndarray:
    """float64 [7]: share of a week's arrivals on each day from Monday to Sunday; sums to 1."""
    weights = np.array(hours.day_weights)
    return weights / weights.sum()


@rule
def arrival_s(draw, cumulated):
    """Second since opening at which a uniform draw in [0, 1) arrives; `cumulated` as `arrival_cdf_s` gives it.

    Always at or after opening and before closing.
    """
    low, high = 0, len(cumulated) - 1
    while high - low > 1:                                # the minute with cumulated[low] <= draw < cumulated[high]
        middle = (low + high) // 2
        if cumulated[middle] <= draw:
            low = middle
        else:
            high = middle
    return (low + (draw - cumulated[low]) / (cumulated[high] - cumulated[low])) * 60.0


def _minute_weights(hours: Hours) -> np.ndarray:
    """float64 [minutes open]: the weight of the hour that each minute belongs to."""
    minutes = np.arange(round(hours.opens_h * 60), round(hours.closes_h * 60))
    return np.array(hours.hour_weights)[minutes // 60]
