"""Floor plan: a shop drawn as a text grid, read into arrays.

A plan file is a short header and then the drawing, seen from above, one sign a cell:

    cell_m: 1                 width of a cell in metres (optional, 1)
    shelf p: produce          letter of a shelf and the department it belongs to
    plan:
    #########
    #ppp..T.#
    #.......X
    ##E######

Signs: `#` wall, `.` or a space floor, `E` entrance, `X` exit (without one, people leave by the entrance), `T` till,
`S` service desk, `F` fitting room, `*` promotional display, any other letter or digit a shelf. Each `T` is one till
and each `F` one fitting room; touching `S` cells are one desk, touching `*` cells one display. Everything but floor
and doors is an obstacle; people use it from the floor cells beside it (up, down, left, right). Header lines that
begin with `#` are comments. The file is only ever read line by line: nothing in it can be executed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.ground.errors import InputError

WALL, ENTRANCE, EXIT, TILL, DESK, FITTING, DISPLAY = "#", "E", "X", "T", "S", "F", "*"
FLOOR = (".", " ")
FIXED = (WALL, *FLOOR, ENTRANCE, EXIT, TILL, DESK, FITTING, DISPLAY)
CELL_M = (0.25, 2.0)
"""Narrowest and widest cell, in metres."""
LARGEST = 400
"""Most cells in a row and most rows of a plan."""
ZONES_FIRST, ZONES_LAST = ("entrance",), ("checkout", "service")
SIDES = ((0, -1), (-1, 0), (1, 0), (0, 1))
"""The four sides of a cell from which a fixture is used, as (dx, dy); y points down."""


@dataclass(frozen=True, eq=False)
class FloorPlan:
    """A plan that was read and found sound. Arrays are [width, height], indexed [x, y], y downwards, read-only.

    name: for messages; cell_m: width of a cell, m; departments: names in the order of the header;
    signs: `<U1`, the drawing; department: int16, index of the shelf's department or -1;
    walkable: bool, floor and doors that can be reached from the entrance.
    """

    name: str
    cell_m: float
    departments: tuple[str, ...]
    signs: np.ndarray
    department: np.ndarray
    walkable: np.ndarray

    @property
    def width(self) -> int:
        """Cells from left to right."""
        return self.signs.shape[0]

    @property
    def height(self) -> int:
        """Cells from top to bottom."""
        return self.signs.shape[1]

    @property
    def zone_names(self) -> tuple[str, ...]:
        """Names of the zones: entrance, the departments in their order, checkout, service."""
        return ZONES_FIRST + self.departments + ZONES_LAST


@lru_cache(maxsize=32)
def read_plan(text: str, name: str) -> FloorPlan:
    """Read a plan from its text; `name` is what messages call it. The same text gives the same object.

    Raises InputError with line and column: unknown sign or header key, ragged, empty or too large grid, cell_m out
    of 0.25..2 m, no entrance, till or shelf, a shelf letter that is never drawn, or anything that cannot be reached.
    """
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    start = next((n for n, line in enumerate(lines) if line.strip() == "plan:"), None)
    if start is None:
        raise InputError(f"plan {name}: no line 'plan:'. Write it in the plan file, just above the drawing.")
    cell_m, legend = _header(lines[:start], name)
    rows, first_line = _grid(lines, start + 1, name)
    departments = tuple(dict.fromkeys(legend.values()))
    signs = np.array([list(row) for row in rows], dtype="<U1").T.copy()
    department = np.full(signs.shape, -1, np.int16)
    for letter, its in legend.items():
        department[signs == letter] = departments.index(its)
    faults = _Faults(name, first_line)
    faults.check_signs(signs, legend)
    walkable = _reachable(signs)
    faults.check_reach(signs, department, departments, walkable)
    for array in (signs, department, walkable):
        array.flags.writeable = False
    return FloorPlan(name, cell_m, departments, signs, department, walkable)


def check_zone(plan: FloorPlan, zone: str, key: str, where: str) -> None:
    """Raise InputError if the plan has no such zone; key: what names it; where: the place to set it."""
    if zone not in plan.zone_names:
        raise InputError(f"{key}: the floor plan {plan.name} has no such zone; it has {', '.join(plan.zone_names)}. "
                         f"Set it {where} or on the command line.")


def blocks(mask: np.ndarray) -> list[np.ndarray]:
    """The groups of touching cells (side by side) of a bool mask [width, height], each an int array [n, 2] of x, y."""
    from scipy.ndimage import label

    groups, number = label(mask)
    cells, group = np.argwhere(mask), groups[mask]
    order = np.argsort(group, kind="stable")
    return np.split(cells[order], np.searchsorted(group[order], np.arange(2, number + 1))) if number else []


def beside(cells: np.ndarray, walkable: np.ndarray) -> np.ndarray:
    """Numbers (x * height + y, ascending) of the walkable cells beside any of `cells` [n, 2]: where people stand."""
    width, height = walkable.shape
    around = (np.asarray(cells)[:, None, :] + np.array(SIDES)[None, :, :]).reshape(-1, 2)
    x, y = around[(around >= 0).all(axis=1) & (around < (width, height)).all(axis=1)].T
    return np.unique((x * height + y)[walkable[x, y]])


def _header(lines: list[str], name: str) -> tuple[float, dict[str, str]]:
    cell_m, legend, seen = 1.0, {}, set()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"plan {name}, line {number}"
        key, colon, value = (part.strip() for part in line.partition(":"))
        shelf = re.fullmatch(r"shelf\s+(\S+)", key)
        if not colon or not (key == "cell_m" or shelf):
            raise InputError(f"{where}: unknown header line {line.strip()[:60]!r}; allowed are 'cell_m: <metres>' and "
                             "'shelf <letter>: <department>', then 'plan:'. Correct it in the plan file.")
        if key in seen:
            raise InputError(f"{where}: {key!r} is given twice. Remove one of the two from the plan file.")
        seen.add(key)
        if shelf:
            legend[_letter(shelf[1], where)] = _department(value, where)
        else:
            cell_m = _cell_m(value, where)
    return cell_m, legend


def _cell_m(value: str, where: str) -> float:
    low, high = CELL_M
    try:
        metres = float(value)
    except ValueError:
        metres = float("nan")
    if not low <= metres <= high:
        raise InputError(f"{where}: cell_m is {value[:60]!r}; it must be {low} to {high} m. Set it in the plan file.")
    return metres


def _letter(letter: str, where: str) -> str:
    if len(letter) != 1 or not letter.isascii() or not letter.isalnum() or letter in FIXED:
        raise InputError(f"{where}: {letter[:60]!r} cannot stand for a shelf; use one letter or digit other than "
                         "E, X, T, S and F. Choose another in the plan file.")
    return letter


def _department(value: str, where: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value) or value in ZONES_FIRST + ZONES_LAST:
        raise InputError(f"{where}: {value[:60]!r} cannot name a department; use up to 40 of a-z, 0-9 and _, beginning "
                         "with a letter, and not entrance, checkout or service. Rename it in the plan file.")
    return value


def _grid(lines: list[str], start: int, name: str) -> tuple[list[str], int]:
    """The rows of the drawing and the line number (from 1) of the first of them."""
    end = len(lines)
    while end > start and not lines[end - 1]:
        end -= 1
    rows = lines[start:end]
    if not rows or not rows[0]:
        raise InputError(f"plan {name}, line {start + 1}: the drawing is empty. Draw it below 'plan:'.")
    if len(rows) > LARGEST or len(rows[0]) > LARGEST:
        raise InputError(f"plan {name}: {len(rows[0])} x {len(rows)} cells; at most {LARGEST} x {LARGEST}. "
                         "Draw it with wider cells and raise cell_m in the plan file.")
    for number, row in enumerate(rows, start=start + 1):
        if len(row) != len(rows[0]):
            raise InputError(f"plan {name}, line {number}, column {min(len(row), len(rows[0])) + 1}: this row has "
                             f"{len(row)} signs, the first row {len(rows[0])}; all rows must be equally long. "
                             "Mind spaces at the end of lines; a '.' is floor too.")
    return rows, start + 1


def _reachable(signs: np.ndarray) -> np.ndarray:
    """Bool [width, height]: floor and doors connected, side by side, with the first entrance of the drawing."""
    from scipy.ndimage import label

    groups, _ = label(np.isin(signs, (*FLOOR, ENTRANCE, EXIT)))
    return groups == groups[signs == ENTRANCE][0]


@dataclass(frozen=True)
class _Faults:
    """What can be wrong with a drawing, told with line and column; first_line: line number of its first row."""

    name: str
    first_line: int

    def at(self, x: int, y: int) -> str:
        return f"plan {self.name}, line {self.first_line + int(y)}, column {int(x) + 1}"

    def check_signs(self, signs: np.ndarray, legend: dict[str, str]) -> None:
        """Only known signs, and at least one entrance, till and shelf."""
        unknown = np.argwhere(~np.isin(signs, (*FIXED, *legend)).T)
        if len(unknown):
            y, x = unknown[0]
            raise InputError(f"{self.at(x, y)}: unknown sign {str(signs[x, y])!r}; allowed are # . space E X T S F * "
                             f"and the shelf letters of the header ({', '.join(legend) or 'none'}). "
                             "Correct the drawing, or add 'shelf <letter>: <department>' to its header.")
        for sign, what in ((ENTRANCE, "entrance"), (TILL, "till")):
            if not (signs == sign).any():
                raise InputError(f"plan {self.name}: no {what}; a shop needs at least one. Draw {sign!r} in the plan.")
        unused = [letter for letter in legend if not (signs == letter).any()]
        if unused:
            raise InputError(f"plan {self.name}: shelf {unused[0]!r} ({legend[unused[0]]}) is in the header but never "
                             "drawn. Draw it, or remove its line from the header.")
        if not legend:
            raise InputError(f"plan {self.name}: no shelf; a shop needs at least one. Add 'shelf <letter>: "
                             "<department>' to the header and draw the letter.")

    def check_reach(self, signs: np.ndarray, department: np.ndarray, departments: tuple[str, ...],
                    walkable: np.ndarray) -> None:
        """Everything that people use can be reached from the entrance, and the service desk is one block."""
        for sign, what in ((ENTRANCE, "entrance"), (EXIT, "exit")):
            for x, y in np.argwhere((signs == sign) & ~walkable)[:1]:
                self._unreachable(x, y, what)
        for sign, what in ((TILL, "till"), (FITTING, "fitting room")):
            for cell in np.argwhere(signs == sign):
                if not len(beside(cell[None], walkable)):
                    self._unreachable(*cell, what)
        desks = blocks(signs == DESK)
        if len(desks) > 1:
            raise InputError(f"{self.at(*desks[1][0])}: a second service desk; a plan has at most one block of 'S'. "
                             "Remove one of them from the drawing.")
        fixtures = [("service desk", signs == DESK), ("promotional display", signs == DISPLAY)]
        fixtures += [(f"shelf of {its}", department == k) for k, its in enumerate(departments)]
        for what, mask in fixtures:
            for block in blocks(mask):
                if not len(beside(block, walkable)):
                    self._unreachable(*block[0], what)

    def _unreachable(self, x: int, y: int, what: str) -> None:
        raise InputError(f"{self.at(x, y)}: this {what} cannot be reached on foot from the entrance. "
                         "Leave floor beside it that is connected, side by side, with the entrance.")
