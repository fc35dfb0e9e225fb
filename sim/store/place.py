"""Place: the store as the kernels see it, arrays over cells, bays and targets.

A cell of the grid is one number, x * height + y. A *target* is something to walk to: first the bays (shelves, then
promotional displays), then tills, service desk, fitting rooms, and last the exit. Every target has one standing
cell, in its middle; all ways to it end there.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.ground.errors import InputError
from sim.store.aisles import aisle_m
from sim.store.bays import Bay, display_bays, shelf_bays
from sim.store.plan import DESK, ENTRANCE, EXIT, FITTING, TILL, FloorPlan, beside, blocks
from sim.store.routes import STRAIGHT, Routes

BLOCK_M = 3.0
"""Side of the squares in which crowding is counted, in metres."""
SHELF_REACH_M, DISPLAY_REACH_M = 2.0, 1.0
"""How far from its front a shelf, and a display, is in reach, in metres."""
SURROUNDINGS_M = 2.0
"""Radius within which fixtures make a spot feel narrow, in metres."""
DISPLAY_EXPOSURE = 3.0
"""How much more a display catches the eye than a shelf; the parameter of the store overrides it."""
MOST_STEPS = 30_000_000
"""Most entries (targets x cells) of the table of next cells: about 400 MB."""


class Place(NamedTuple):
    """The store for kernels. One place is shared by all days of a process: read it, never write it.

    Distances are metres of walking; "cells", "bays", "targets", "blocks" name the length of an axis.
    """

    cells: int
    width: int
    height: int
    cell_m: float
    bays: int                       # shelves, then displays
    first_display: int              # first bay that is a display; == bays when there is none
    bay_department: np.ndarray      # int16 [bays]: department; of a display the one whose shelf is nearest
    next_cell: np.ndarray           # int32 [targets, cells]: next step, own cell at the target, -1 if no way leads
    distance_m: np.ndarray          # float64 [targets, cells]: inf where not walkable
    first_till: int
    tills: int
    desk: int                       # target of the service desk, -1 without one
    first_fitting: int
    fittings: int
    fitting_bank: np.ndarray        # int32 [fittings]: rooms that touch are a bank, with one queue
    fitting_banks: int
    exit: int
    target_cell: np.ndarray         # int32 [targets]: the standing cell
    entrance_cells: np.ndarray      # int32 [entrances]
    walkable: np.ndarray            # bool [cells]
    zone: np.ndarray                # int16 [cells]: index in FloorPlan.zone_names; -1 where not walkable
    block: np.ndarray               # int32 [cells]: the crowd block
    block_area_m2: np.ndarray       # float64 [blocks]: its walkable area, 0 if none
    near_bay: np.ndarray            # int32 [cells]: nearest bay in reach, -1 if none
    exposure: np.ndarray            # float64 [cells]: 0 nothing in reach, 1 beside shelves, more beside a display
    spatial_density: np.ndarray     # float64 [cells]: share (0..1) of the spot's surroundings that is obstacle
    bay_distance_m: np.ndarray      # float64 [bays, bays]
    aisle_m: np.ndarray             # float64 [cells]: free width of the aisle at the spot, 0 where not walkable


def build_place(plan: FloorPlan, display_exposure: float = DISPLAY_EXPOSURE) -> Place:
    """The place of a plan; the same plan is worked out once a process.

    display_exposure: exposure beside a promotional display, where a shelf has 1.
    Raises InputError if the plan has too many cells and shelves for the table of ways.
    """
    place = _built(plan)
    return place._replace(exposure=np.where(place.exposure > 1.0, float(display_exposure), place.exposure))


@lru_cache(maxsize=8)
def _built(plan: FloorPlan) -> Place:
    shelves, displays = shelf_bays(plan), display_bays(plan)
    bays = shelves + displays
    routes = Routes(plan.walkable)
    groups = _targets(plan, bays)
    standing = [cells for kind in groups for cells in kind]
    if len(standing) * plan.signs.size > MOST_STEPS:
        raise InputError(f"plan {plan.name}: {len(standing)} shelves, tills and doors x {plan.signs.size} cells; at "
                         f"most {MOST_STEPS} together. Draw it with wider cells and raise cell_m in the plan file.")
    target_cell = _standing_cells(plan, routes, standing, groups[-1][0])
    length = routes.distances(target_cell)
    next_cell = routes.next_cells(length)
    distance_m = length * (plan.cell_m / STRAIGHT)
    near_bay, exposure = _reach(plan, routes, bays, len(shelves))
    block, block_area_m2 = _crowd_blocks(plan)
    first = np.cumsum([0] + [len(kind) for kind in groups])
    return Place(
        cells=plan.signs.size, width=plan.width, height=plan.height, cell_m=plan.cell_m,
        bays=len(bays), first_display=len(shelves),
        bay_department=_bay_departments(plan, routes, shelves, target_cell[len(shelves):len(bays)]),
        next_cell=next_cell, distance_m=distance_m,
        first_till=int(first[1]), tills=len(groups[1]), desk=int(first[2]) if groups[2] else -1,
        first_fitting=int(first[3]), fittings=len(groups[3]),
        fitting_bank=(bank := _fitting_banks(plan)), fitting_banks=int(bank.max(initial=-1)) + 1, exit=int(first[4]),
        target_cell=target_cell, entrance_cells=_numbers(plan.signs == ENTRANCE),
        walkable=plan.walkable.reshape(-1).copy(), zone=_zones(plan, routes, shelves),
        block=block, block_area_m2=block_area_m2, near_bay=near_bay, exposure=exposure,
        spatial_density=_spatial_density(plan),
        bay_distance_m=np.ascontiguousarray(distance_m[:len(bays), target_cell[:len(bays)]]),
        aisle_m=aisle_m(plan),
    )


def _numbers(mask: np.ndarray) -> np.ndarray:
    return np.flatnonzero(mask).astype(np.int32)


def _fitting_banks(plan: FloorPlan) -> np.ndarray:
    """int32 [fittings]: number of the bank of each fitting room, in the order of the rooms."""
    cells = [tuple(cell) for cell in np.argwhere(plan.signs == FITTING)]
    number = {tuple(cell): k for k, bank in enumerate(blocks(plan.signs == FITTING)) for cell in bank}
    return np.array([number[cell] for cell in cells], dtype=np.int32)


def _exit_cells(plan: FloorPlan) -> np.ndarray:
    return _numbers(plan.signs == (EXIT if (plan.signs == EXIT).any() else ENTRANCE))


def _targets(plan: FloorPlan, bays: list[Bay]) -> list[list[np.ndarray]]:
    """The standing cells of every target, grouped: bays, tills, desk, fitting rooms, exit."""
    def one_by_one(sign: str) -> list[np.ndarray]:
        return [beside(cell[None], plan.walkable) for cell in np.argwhere(plan.signs == sign)]

    desk = np.argwhere(plan.signs == DESK)
    return [[bay.standing for bay in bays], one_by_one(TILL), [beside(desk, plan.walkable)] if len(desk) else [],
            one_by_one(FITTING), [_exit_cells(plan)]]


def _standing_cells(plan: FloorPlan, routes: Routes, standing: list[np.ndarray], exits: np.ndarray) -> np.ndarray:
    """int32 [targets]: of the cells around a target the middle one; of equals the one deepest in the shop."""
    def seeds(cells: np.ndarray) -> np.ndarray:
        labels = np.full(plan.signs.size, -1)
        labels[cells] = 0
        return labels

    _, from_exit = routes.nearest(seeds(exits))
    _, from_entrance = routes.nearest(seeds(_numbers(plan.signs == ENTRANCE)))

    def middle(cells: np.ndarray) -> int:
        x, y = cells // plan.height, cells % plan.height
        spread = len(cells) * (x * x + y * y) - 2 * (x * x.sum() + y * y.sum())   # squared distances to all, + const
        return cells[np.lexsort((cells, -from_entrance[cells], -from_exit[cells], spread))[0]]

    return np.array([middle(cells.astype(np.int64)) for cells in standing], np.int32)


def _seeds(plan: FloorPlan, labelled: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """int [cells] for `Routes.nearest`: the label of each given cell, the lowest where several claim it."""
    labels = np.full(plan.signs.size, -1)
    for cells, label in sorted(labelled, key=lambda pair: -pair[1]):
        labels[cells] = label
    return labels


def _bay_departments(plan: FloorPlan, routes: Routes, shelves: list[Bay], displays: np.ndarray) -> np.ndarray:
    nearest, _ = routes.nearest(_seeds(plan, [(bay.standing, bay.department) for bay in shelves]))
    return np.array([bay.department for bay in shelves] + list(nearest[displays]), np.int16)


def _zones(plan: FloorPlan, routes: Routes, shelves: list[Bay]) -> np.ndarray:
    """int16 [cells]: zone of the nearest door, shelf, till, desk or fitting room by walking."""
    name = {zone: k for k, zone in enumerate(plan.zone_names)}
    signs, around = plan.signs, lambda sign: beside(np.argwhere(plan.signs == sign), plan.walkable)
    labelled = [(_numbers(signs == ENTRANCE), name["entrance"])]
    labelled += [(bay.standing, name[plan.departments[bay.department]]) for bay in shelves]
    labelled += [(_numbers(signs == EXIT), name["checkout"]), (around(TILL), name["checkout"])]
    labelled += [(around(sign), name["service"]) for sign in (DESK, FITTING) if (signs == sign).any()]
    return routes.nearest(_seeds(plan, labelled))[0].astype(np.int16)


def _reach(plan: FloorPlan, routes: Routes, bays: list[Bay], shelves: int) -> tuple[np.ndarray, np.ndarray]:
    """near_bay (int32 [cells]) and exposure (float64 [cells]: 0, 1, or DISPLAY_EXPOSURE)."""
    def within(labelled: list[tuple[np.ndarray, int]], reach_m: float) -> tuple[np.ndarray, np.ndarray]:
        label, length = routes.nearest(_seeds(plan, labelled))
        return label, (length / STRAIGHT + 0.5) * plan.cell_m <= reach_m

    label, reached = within([(bay.standing, k) for k, bay in enumerate(bays)], SHELF_REACH_M)
    _, displayed = within([(bay.standing, 0) for bay in bays[shelves:]], DISPLAY_REACH_M)
    near_bay = np.where(reached, label, -1).astype(np.int32)
    return near_bay, np.where(displayed, DISPLAY_EXPOSURE, np.where(reached, 1.0, 0.0))


def _crowd_blocks(plan: FloorPlan) -> tuple[np.ndarray, np.ndarray]:
    """int32 [cells]: the 3 m x 3 m square of a cell; float64 [blocks]: its walkable area in m2."""
    across, down = (np.floor((np.arange(n) + 0.5) * plan.cell_m / BLOCK_M + 1e-9).astype(np.int32)
                    for n in (plan.width, plan.height))
    block = (across[:, None] * (down[-1] + 1) + down[None, :]).reshape(-1).astype(np.int32)
    walkable = np.bincount(block, weights=plan.walkable.reshape(-1), minlength=int(block[-1]) + 1)
    return block, walkable * plan.cell_m**2


def _spatial_density(plan: FloorPlan) -> np.ndarray:
    """float64 [cells]: share of the cells within 2 m that is fixture, wall or outside."""
    from scipy.ndimage import convolve

    reach = int(SURROUNDINGS_M / plan.cell_m + 1e-9)
    offset = np.arange(-reach, reach + 1)
    disc = (offset[:, None]**2 + offset[None, :]**2) * plan.cell_m**2 <= SURROUNDINGS_M**2 + 1e-9
    obstacles = convolve((~plan.walkable).astype(np.int32), disc.astype(np.int32), mode="constant", cval=1)
    return obstacles.reshape(-1) / disc.sum()
