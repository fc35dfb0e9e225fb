"""Paired runs with shared luck: what a lever does to a measure, and that it does nothing at its neutral value."""

from collections.abc import Sequence

import numpy as np
from scipy import stats
from worlds import ALPHA, bits, corner

from sim.engine.runs import Task, live, run

PAIRS = 12


def changes(measure: str, base: Sequence[str], variant: Sequence[str], pairs: int = PAIRS) -> np.ndarray:
    """Change of a measure in each of the pairs: the corner shop with `variant` on top of `base`, against `base`."""
    def lived(overrides):
        scenario = corner(*overrides)
        return np.array([live(Task(scenario, 7, r)).summary[measure] for r in range(pairs)])
    return lived([*base, *variant]) - lived(base)


def is_clear(change: np.ndarray, sign: int) -> bool:
    """Whether the mean change has this sign, by a one-sided paired t-test at 1e-6.

    With 12 pairs t must exceed 9.0, so an effect of 2.6 standard deviations of the paired change is seen.
    """
    error = change.std(ddof=1) / np.sqrt(len(change))
    if error == 0.0:
        return bool(np.sign(change[0]) == sign)
    return sign * change.mean() / error > stats.t.isf(ALPHA, len(change) - 1)


def same(base: Sequence[str], variant: Sequence[str]) -> bool:
    """Whether a lever at its neutral value gives exactly the baseline, every table to the byte."""
    return bits(run(corner(*base), 7)) == bits(run(corner(*base, *variant), 7))
