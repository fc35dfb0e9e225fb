"""Homes: which store of the chain is a shopper's own.

Each person has one main store of the company, drawn by the shares of the stores; where and how often it is visited is the
person's `store_share` and `trip_rate`, as with one store. Who moves or drives further is beyond this model.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.rules import step

FIELDS = {"shopper": (Field("home", "u1", high=39, means="position of the home store in the chain; 0 with one store"),)}


def settle_down(shoppers: np.ndarray, shares: np.ndarray, seed: int) -> None:
    """Give everybody a home store; shares: float64 of people by store, summing to 1. A person's home depends on nobody else."""
    if len(shares) > 1:
        choose_homes(shoppers, np.cumsum(shares), np.uint64(seed))


@step
def choose_homes(shoppers, cumulated, seed):
    """Write each shopper's home; cumulated: shares of the stores so far, ending at 1."""
    for i in range(len(shoppers)):
        draw, _, _, _ = draws(seed, Purpose.HOME, shoppers[i].uid, 0, 0)
        home = 0
        while home < len(cumulated) - 1 and draw >= cumulated[home]:
            home += 1
        shoppers[i].home = home
