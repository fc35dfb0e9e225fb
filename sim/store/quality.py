"""Quality of goods: how good an item is in use, against what its price lets expect.

Quality is affect, -1..1, and 0 is as the price lets expect. The items of a department have a mean and a spread; good and
bad ones lie at all prices, in a fixed order (the golden section), so nothing is random. How often a piece is defective
is the defect rate of its department.
"""

from statistics import NormalDist

import numpy as np

GOLDEN = 0.6180339887498949
"""The golden section: its multiples fall evenly and in no order of price."""


def qualities(mean: float, spread: float, kinds: int) -> np.ndarray:
    """float64 [kinds] in -1..1: quality of each item, the mid-quantiles of a normal distribution in shuffled order."""
    if spread == 0.0:
        return np.full(kinds, mean)
    rank = np.argsort(np.argsort(np.arange(1, kinds + 1) * GOLDEN % 1.0, kind="stable"), kind="stable")
    ladder = np.array([NormalDist().inv_cdf((k + 0.5) / kinds) for k in range(kinds)])
    return np.clip(mean + spread * ladder[rank], -1.0, 1.0)
