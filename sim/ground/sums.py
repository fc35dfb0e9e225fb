"""Sums in a fixed order, so that a float total never depends on threads or chunks."""

import numpy as np

from sim.ground.rules import step

BLOCK = 4096


@step
def fixed_sum(values):
    """Sum of a float array over fixed blocks of 4,096 in order; the same bits however the caller is threaded."""
    total = 0.0
    for start in range(0, len(values), BLOCK):
        block = 0.0
        for i in range(start, min(start + BLOCK, len(values))):
            block += values[i]
        total += block
    return total


def fixed_mean(values: np.ndarray) -> float:
    """Mean by `fixed_sum` over the values that are not NaN; NaN where there is none."""
    values = np.asarray(values, dtype=np.float64)
    values = values[~np.isnan(values)]
    return float(fixed_sum(values) / len(values)) if len(values) else float("nan")
