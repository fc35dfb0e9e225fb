"""Luck of many people at once: the draws that belong to each person for one purpose and moment."""

import numpy as np

from sim.ground.dice import draws
from sim.ground.rules import step


@step
def _throw(seed, purpose, uids, period, moments, table):
    for i in range(len(uids)):
        table[i, 0], table[i, 1], table[i, 2], table[i, 3] = draws(seed, purpose, uids[i], period, moments[i])


def luck_of(seed: int, purpose: int, uids: np.ndarray, period: int = 0, moment: int | np.ndarray = 0) -> np.ndarray:
    """float64 [people, 4]: four uniforms in [0, 1) a person; moment: one for all or one each; see `sim.ground.dice.draws`."""
    table = np.empty((len(uids), 4))
    moments = np.full(len(uids), moment, dtype=np.int64)
    _throw(np.uint64(seed), int(purpose), np.ascontiguousarray(uids), period, moments, table)
    return table
