"""Aisles: how much room there is to pass at each spot of the floor."""

import numpy as np

from sim.store.plan import FloorPlan


def aisle_m(plan: FloorPlan) -> np.ndarray:
    """float64 [cells]: free width at a cell, m: the shorter of the straight runs of floor through it, across and down.

    A cell between two gondolas has the width of the aisle, one in the open that of the hall; 0 where nobody can walk.
    """
    across, down = _runs(plan.walkable), _runs(plan.walkable.T).T
    return np.minimum(across, down).reshape(-1) * plan.cell_m


def _runs(walkable: np.ndarray) -> np.ndarray:
    """Cells in the unbroken run of floor along the first axis that each cell belongs to."""
    floor = walkable.astype(np.int64)
    before, after = floor.copy(), floor.copy()
    for k in range(1, len(floor)):
        before[k] = (before[k - 1] + 1) * floor[k]
        after[-1 - k] = (after[-k] + 1) * floor[-1 - k]
    return np.maximum(0, before + after - floor)
