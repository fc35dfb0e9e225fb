"""Paired runs with shared luck: what a lever does to a measure, and that it does nothing at its neutral value."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import stats
from worlds import ALPHA, bits, corner

import sim
from sim.engine.runs import Task, live, run

PAIRS = 12


def changes(measure: str, base: Sequence[str], variant: Sequence[str], pairs: int = PAIRS) -> np.ndarray:
    """Change of a measure in each of the pairs: the corner shop with `variant` on top of `base`, against `base`."""
    def lived(overrides):
        return np.array([summary_of(tuple(overrides), r)[measure] for r in range(pairs)])
    return lived([*base, *variant]) - lived(base)


@lru_cache(maxsize=2000)
def summary_of(overrides: tuple[str, ...], replication: int):
    """Measures of one run of the corner shop; a run that several tests ask for is lived once."""
    return live(Task(corner(*overrides), 7, replication)).summary


def changes_of_persons(columns: Sequence[str], base: Sequence[str], variant: Sequence[str]) -> dict[str, np.ndarray]:
    """Change of columns of the table of shoppers, person by person: the corner shop with `variant` on top of `base`, against `base`.

    A few thousand people in one pair of worlds cost less than many pairs of small ones; they meet in the aisles, but that joins
    their fates far less than luck parts them.
    """
    one, other = (shoppers_of(tuple(overrides)) for overrides in (base, [*base, *variant]))
    assert one["uid"].equals(other["uid"])
    return {name: (other[name].astype(float) - one[name].astype(float)).to_numpy() for name in columns}


@lru_cache(maxsize=4)
def shoppers_of(overrides: tuple[str, ...]):
    """Table of shoppers of the corner shop at the end of a run."""
    return sim.run(corner(*overrides), 7).shoppers


def is_clear(change: np.ndarray, sign: int) -> bool:
    """Whether the mean change has this sign, by a one-sided paired t-test at 1e-6.

    With 12 pairs t must exceed 9.0, so an effect of 2.6 standard deviations of the paired change is seen; with the changes of 2,000
    persons (`changes_of_persons`) 4.8, an effect of .11 standard deviations between persons.
    """
    error = change.std(ddof=1) / np.sqrt(len(change))
    if error == 0.0:
        return bool(np.sign(change[0]) == sign)
    return sign * change.mean() / error > stats.t.isf(ALPHA, len(change) - 1)


def same(base: Sequence[str], variant: Sequence[str]) -> bool:
    """Whether a lever at its neutral value gives exactly the baseline, every table to the byte."""
    return bits(run(corner(*base), 7)) == bits(run(corner(*base, *variant), 7))
