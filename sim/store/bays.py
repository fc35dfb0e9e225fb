"""Bays: shelves cut into pieces of at most about 4 m that a shopper stands in front of.

A bay is a straight run of shelf cells of one department that are open to the same side; a long run is cut into
pieces that are the same read from either end, so that a mirrored plan has mirrored bays. The two sides of a gondola
are two bays. The narrow end of a gondola is no bay of its own: its cells already belong to a longer run.
A promotional display is a bay too, used from all sides.
"""

from typing import NamedTuple

import numpy as np

from sim.store.plan import DISPLAY, SIDES, FloorPlan, beside, blocks

BAY_M = 4.0
"""Longest bay, in metres."""


class Bay(NamedTuple):
    """department: index in the plan, -1 for a display; standing: ascending cell numbers in front of it."""

    department: int
    standing: np.ndarray


def shelf_bays(plan: FloorPlan) -> list[Bay]:
    """The bays of all shelves, department by department, from left to right within one."""
    runs = [(run, side) for side in SIDES for run in _runs(plan, side)]
    longest: dict[tuple[int, int], int] = {}
    for run, _ in runs:
        for cell in run:
            longest[cell] = max(longest.get(cell, 0), len(run))
    most = max(1, int(BAY_M / plan.cell_m + 1e-9))
    pieces = [(run[a:b], side) for run, side in runs if any(longest[cell] == len(run) for cell in run)
              for a, b in even_pieces(len(run), most)]
    pieces.sort(key=lambda piece: (plan.department[piece[0][0]], piece[0][0], piece[1]))
    return [Bay(int(plan.department[cells[0]]),
                np.array(sorted((x + dx) * plan.height + y + dy for x, y in cells), np.int32))
            for cells, (dx, dy) in pieces]


def display_bays(plan: FloorPlan) -> list[Bay]:
    """The promotional displays, from left to right: touching display cells are one."""
    groups = blocks(plan.signs == DISPLAY)
    return [Bay(-1, beside(group, plan.walkable).astype(np.int32))
            for group in sorted(groups, key=lambda group: tuple(group[0]))]


def even_pieces(length: int, most: int) -> list[tuple[int, int]]:
    """Cut 0..length into (start, end) pieces of 1..most cells that read the same from both ends."""
    pieces = -(-length // most)
    if length % 2 and not pieces % 2:
        pieces += 1                                   # an odd length has a middle cell, so it needs a middle piece
    left = [-(-k * length // pieces) for k in range((pieces + 1) // 2)]
    right = [length - cut for cut in reversed(left)]
    cuts = left + ([length // 2] if pieces % 2 == 0 else []) + right
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def _runs(plan: FloorPlan, side: tuple[int, int]) -> list[list[tuple[int, int]]]:
    """Straight runs of shelf cells of one department whose neighbour on `side` is walkable."""
    dx, dy = side
    padded = np.pad(plan.walkable, 1)
    ahead = padded[1 + dx:1 + dx + plan.width, 1 + dy:1 + dy + plan.height]
    open_cells = {(int(x), int(y)): int(plan.department[x, y]) for x, y in np.argwhere((plan.department >= 0) & ahead)}
    along_x, along_y = abs(dy), abs(dx)
    runs = []
    for (x, y), department in open_cells.items():
        if open_cells.get((x - along_x, y - along_y)) == department:
            continue
        run = [(x, y)]
        while open_cells.get((x + along_x, y + along_y)) == department:
            x, y = x + along_x, y + along_y
            run.append((x, y))
        runs.append(run)
    return runs
