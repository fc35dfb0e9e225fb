"""Shops for the tests of the store floor: the plans that travel with the project, and small random ones."""

from pathlib import Path

import yaml
from hypothesis import strategies as st

from sim.store.plan import FloorPlan, read_plan
from sim.store.store import Store

CONFIGS = Path(__file__).parents[2] / "configs"
SHIPPED = ("supermarket", "department_store", "electronics")
HEADER = "shelf p: produce\nshelf q: dairy\nplan:\n"
TINY = HEADER + "#######\n#pp.qq#\n#.....#\n#..*..T\n#E...X#\n"


def shipped_text(name: str) -> str:
    """Text of a plan that travels with the project."""
    return (CONFIGS / "store" / "plans" / f"{name}.txt").read_text(encoding="utf-8")


def shipped(name: str) -> FloorPlan:
    """A plan that travels with the project."""
    return read_plan(shipped_text(name), name)


def shipped_store(name: str) -> Store:
    """A store configuration that travels with the project."""
    return Store(**yaml.safe_load((CONFIGS / "store" / f"{name}.yaml").read_text(encoding="utf-8"))["store"])


def orientations(text: str) -> list[str]:
    """The plan as drawn, turned by 90, 180 and 270 degrees, and the mirror images of these four."""
    header, drawing = text.split("plan:\n")
    rows = drawing.rstrip("\n").split("\n")
    turned = []
    for _ in range(4):
        turned += [rows, [row[::-1] for row in rows]]
        rows = ["".join(column) for column in zip(*rows[::-1], strict=True)]
    return [f"{header}plan:\n" + "\n".join(rows) + "\n" for rows in turned]


@st.composite
def plan_texts(draw) -> str:
    """Texts of small plans that are sound: a till, shelves, fixtures and walls strewn over the floor."""
    width, height = draw(st.integers(6, 11)), draw(st.integers(1, 8))
    signs = st.sampled_from("......" * 3 + "##ppqq*FT")
    rows = ["E.pqT.".ljust(width, "."), "." * width]
    rows += [draw(st.text(signs, min_size=width, max_size=width)) for _ in range(height)]
    cell_m = draw(st.sampled_from([0.5, 0.7, 1.0, 2.0]))
    return f"cell_m: {cell_m}\n{HEADER}" + "\n".join(walled_in(rows)) + "\n"


def walled_in(rows: list[str]) -> list[str]:
    """The drawing with a wall in place of every fixture that cannot be reached from the top left cell."""
    inside = {(0, 0): None}
    for x, y in (todo := [(0, 0)]):
        for cell in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= cell[0] < len(rows[0]) and 0 <= cell[1] < len(rows) and cell not in inside:
                inside[cell] = (x, y)
                if rows[cell[1]][cell[0]] in ".E":
                    todo.append(cell)
    return ["".join(sign if (x, y) in inside or sign == "." else "#" for x, sign in enumerate(row))
            for y, row in enumerate(rows)]


plans = plan_texts().map(lambda text: read_plan(text, "random"))
