"""The floor plan as a drawing: walls, shelves with the names of their departments, doors, tills, desk, displays."""

from typing import Any

import numpy as np

from sim.report.style import BASE, INK
from sim.report.words import plain
from sim.store.plan import DESK, DISPLAY, ENTRANCE, EXIT, FITTING, TILL, WALL, FloorPlan, blocks

SHELVES = ("#e9e4d8", "#dfe6dc", "#e6dfe6", "#dde4ea", "#ece0da", "#e2e2d2")
"""Tints of departments in turn: pale, so that the map on the floor keeps the word."""

_FIXTURES = {WALL: "#aeb6bb", TILL: "#8a6f3c", DESK: "#6d7a3c", FITTING: "#7b6a8a", DISPLAY: "#e0b64a"}
_NAMES = ((ENTRANCE, "entrance"), (EXIT, "exit"), (TILL, "tills"), (DESK, "service"), (FITTING, "fitting rooms"))
_FONT = (6.5, 9.0)


def extent(plan: FloorPlan) -> tuple[float, float, float, float]:
    """Edges of the plan in metres as matplotlib wants them: left, right, bottom, top, with y downwards."""
    return 0.0, plan.width * plan.cell_m, plan.height * plan.cell_m, 0.0


def draw_fixtures(axes: Any, plan: FloorPlan, points_a_metre: float) -> None:
    """Draw everything that is not floor and write names on it; points_a_metre: printed size of a metre."""
    from matplotlib.colors import to_rgba

    image = np.zeros((plan.width, plan.height, 4))
    for k in range(len(plan.departments)):
        image[plan.department == k] = to_rgba(SHELVES[k % len(SHELVES)])
    for sign, colour in _FIXTURES.items():
        image[plan.signs == sign] = to_rgba(colour)
    axes.imshow(image.transpose(1, 0, 2), extent=extent(plan), interpolation="nearest", zorder=2)
    for k, name in enumerate(plan.departments):
        _name_shelf(axes, blocks(plan.department == k), plain(name), plan.cell_m, points_a_metre)
    for sign, name in _NAMES:
        for cells in _groups(plan.signs == sign):
            _name_spot(axes, cells.mean(axis=0), name, plan)
    _scale_bar(axes, plan.width * plan.cell_m)
    axes.set_xlim(*extent(plan)[:2])
    axes.set_ylim(*extent(plan)[2:])
    axes.set_aspect("equal")
    axes.set_axis_off()


def _groups(mask: np.ndarray) -> list[np.ndarray]:
    """Cells of a kind that stand near each other (at most four cells apart), as one group: a row of tills."""
    from scipy.ndimage import binary_dilation

    wide = blocks(binary_dilation(mask, iterations=2))
    return [cells[mask[cells[:, 0], cells[:, 1]]] for cells in wide]


def _name_shelf(axes: Any, shelves: list[np.ndarray], name: str, cell_m: float, points_a_metre: float) -> None:
    """Write the department's name along the shelf on which it can be written largest."""
    sizes = []
    for cells in shelves:
        across, down = (cells.max(axis=0) - cells.min(axis=0) + 1) * cell_m * points_a_metre
        length, thick = max(across, down), min(across, down)
        sizes.append((min(0.8 * thick, length / (0.62 * len(name))), across < down))
    best = max(range(len(shelves)), key=lambda k: sizes[k][0])
    size, upright = sizes[best]
    x, y = (shelves[best].mean(axis=0) + 0.5) * cell_m
    text = axes.text(x, y, name, ha="center", va="center", fontsize=min(max(size, _FONT[0]), _FONT[1]), color=INK,
                     rotation=90 if upright else 0, zorder=5)
    _halo(text, "#f4f2ec" if size >= _FONT[0] else "white")


def _name_spot(axes: Any, cell: np.ndarray, name: str, plan: FloorPlan) -> None:
    """Name a door outside the wall next to it, and anything else on the spot."""
    x, y = (cell + 0.5) * plan.cell_m
    if name in ("entrance", "exit"):
        right, bottom = plan.width * plan.cell_m, plan.height * plan.cell_m
        gaps = {"left": x, "right": right - x, "top": y, "bottom": bottom - y}
        side = min(gaps, key=gaps.get)
        spots = {"left": (0, y, "right", "center", 90), "right": (right, y, "left", "center", 90),
                 "top": (x, 0, "center", "bottom", 0), "bottom": (x, bottom, "center", "top", 0)}
        x, y, across, down, turn = spots[side]
        axes.text(x, y, f" {name} ", ha=across, va=down, rotation=turn, fontsize=8.5, color=BASE, fontweight="bold",
                  zorder=5)
    else:
        _halo(axes.text(x, y, name, ha="center", va="center", fontsize=7.5, color=INK,
                        zorder=5), "white")


def _scale_bar(axes: Any, width_m: float) -> None:
    """A length to read the plan by, above its upper right corner: a round number, at most a sixth of the width."""
    length = next(m for m in (50, 20, 10, 5, 2, 1) if m <= max(width_m / 6, 1))
    y = -0.012 * width_m
    axes.plot([width_m - length, width_m], [y, y], color=BASE, linewidth=2, solid_capstyle="butt", clip_on=False)
    axes.text(width_m - length - 0.008 * width_m, y, f"{length} m", va="center", ha="right", fontsize=8, color=BASE)


def _halo(text: Any, colour: str) -> None:
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=2.2, foreground=colour)])
