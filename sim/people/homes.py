"""Homes: which store of the chain is a shopper's own.

Each person has one main store of the company, drawn by the shares of the stores; where and how often it is visited is the
person's `store_share` and `trip_rate`, as with one store. Who moves or drives further is beyond this model.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import Purpose
from sim.people.luck import luck_of

FIELDS = {"shopper": (Field("home", "u1", high=39, means="position of the home store in the chain; 0 with one store"),)}


def settle_down(shoppers: np.ndarray, shares: np.ndarray, seed: int) -> None:
    """Give everybody a home store; shares: float64 of people by store, summing to 1. A person's home depends on nobody else."""
    if len(shares) > 1:
        draw = luck_of(seed, Purpose.HOME, shoppers["uid"])[:, 0]
        shoppers["home"] = np.minimum(np.searchsorted(np.cumsum(shares), draw, side="right"), len(shares) - 1)
