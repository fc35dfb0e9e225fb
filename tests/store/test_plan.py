"""A plan file is read into arrays, or refused with a message that says where and how to mend it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shops import HEADER, SHIPPED, TINY, plan_texts, shipped_text

from sim.ground.errors import InputError
from sim.store.plan import FloorPlan, read_plan

GOOD = "#####\n#p.T#\n#...#\n##E##\n"
SIGNS = "#. EXTSF*pq"


def read_or_refuse(text: str) -> None:
    try:
        plan = read_plan(text, "any")
    except InputError as refused:
        assert str(refused).startswith("plan any")
    else:
        assert isinstance(plan, FloorPlan)
        assert plan.walkable[plan.signs == "E"].all()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    read_or_refuse(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.text(st.sampled_from(SIGNS + "z\t"), min_size=5, max_size=5), min_size=1, max_size=8),
       st.sampled_from(["", HEADER, "shelf p: produce\nplan:\n", "cell_m: 3\n" + HEADER]))
def test_any_drawing_is_read_or_refused(rows, header):
    read_or_refuse(header + "\n".join(rows))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(SHIPPED), st.integers(0, 10_000), st.characters(exclude_categories=["Cs"]))
def test_a_slip_of_the_pen_is_read_or_refused(name, where, sign):
    text = shipped_text(name)
    where %= len(text)
    read_or_refuse(text[:where] + sign + text[where + 1:])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(plan_texts())
def test_the_arrays_are_the_drawing(text):
    plan = read_plan(text, "random")
    rows = text.split("plan:\n")[1].rstrip("\n").split("\n")
    assert ["".join(row) for row in plan.signs.T] == rows
    for letter, department in (("p", 0), ("q", 1)):
        assert np.array_equal(plan.signs == letter, plan.department == department)
    assert not plan.walkable[np.isin(plan.signs, list("#TF*pq"))].any()


@pytest.mark.parametrize(("text", "says"), [
    ("", ["no line 'plan:'"]),
    ("shelf p: produce\nplan:\n", ["line 3", "empty"]),
    ("shelf p: produce\nplan:\n\n###\n", ["line 3", "empty"]),
    ("colour: red\n" + HEADER + GOOD, ["line 1", "colour: red", "cell_m", "shelf <letter>"]),
    ("cell_m\n" + HEADER + GOOD, ["line 1", "unknown header line"]),
    ("cell_m: wide\n" + HEADER + GOOD, ["line 1", "cell_m is 'wide'", "0.25 to 2.0 m"]),
    ("cell_m: nan\n" + HEADER + GOOD, ["cell_m is 'nan'", "0.25 to 2.0 m"]),
    ("cell_m: 0.1\n" + HEADER + GOOD, ["cell_m is '0.1'", "0.25 to 2.0 m"]),
    ("cell_m: 2.5\n" + HEADER + GOOD, ["cell_m is '2.5'", "0.25 to 2.0 m"]),
    ("cell_m: 1\ncell_m: 1\n" + HEADER + GOOD, ["line 2", "'cell_m' is given twice"]),
    ("shelf p: produce\n" + HEADER + GOOD, ["line 2", "'shelf p' is given twice"]),
    ("shelf T: tea\n" + HEADER + GOOD, ["line 1", "'T' cannot stand for a shelf"]),
    ("shelf pq: tea\n" + HEADER + GOOD, ["line 1", "'pq' cannot stand for a shelf"]),
    ("shelf a: Fine Teas\n" + HEADER + GOOD, ["line 1", "'Fine Teas' cannot name a department"]),
    ("shelf a: checkout\n" + HEADER + GOOD, ["line 1", "'checkout' cannot name a department"]),
    ("shelf p: produce\nplan:\n" + GOOD.replace("...", ".?."), ["line 5, column 3", "'?'", "shelf letters", "(p)"]),
    ("shelf p: produce\nplan:\n" + GOOD.replace("...#", "..."), ["line 5, column 5", "4 signs", "5"]),
    ("shelf p: produce\nplan:\n" + GOOD.replace("E", "#"), ["no entrance", "'E'"]),
    ("shelf p: produce\nplan:\n" + GOOD.replace("T", "."), ["no till", "'T'"]),
    ("plan:\n" + GOOD.replace("p", "."), ["no shelf"]),
    (HEADER + GOOD, ["shelf 'q' (dairy)", "never"]),
    ("shelf p: produce\nplan:\n" + "#######\n#p#p.T#\n#.#...#\n###.E##\n",
     ["line 4, column 2", "shelf of produce", "cannot be reached"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n#####\n##T##\n", ["line 7, column 3", "till", "reached"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n#####\n##X##\n", ["line 7, column 3", "exit", "reached"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n#####\n##E##\n", ["line 7, column 3", "entrance", "reached"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n###F#\n", ["line 6, column 4", "fitting room", "reached"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n###*#\n", ["line 6, column 4", "promotional display"]),
    ("shelf p: produce\nplan:\n" + "#####\n#p.T#\n##E##\n###S#\n", ["line 6, column 4", "service desk"]),
    ("shelf p: produce\nplan:\n" + "#####\nSp.T#\nS.E.S\n", ["second service desk"]),
    ("shelf p: produce\nplan:\n" + "." * 401 + "\n", ["401 x 1 cells", "400 x 400", "cell_m"]),
    ("shelf p: produce\nplan:\n" + ".\n" * 401, ["1 x 401 cells", "400 x 400", "cell_m"]),
    ("x: &a [1, 2]\n" + HEADER + GOOD, ["line 1", "unknown header line"]),
    ("cell_m: !!python/object/apply:os.getcwd []\n" + HEADER + GOOD, ["cell_m is '!!python", "0.25 to 2.0 m"]),
])
def test_a_faulty_plan_is_refused_with_place_and_cure(text, says):
    with pytest.raises(InputError) as refused:
        read_plan(text, "corner_shop")
    for part in ["plan corner_shop", *says]:
        assert part in str(refused.value)


def test_windows_line_ends_a_byte_order_mark_and_comments_change_nothing():
    plain, dressed = read_plan(TINY, "a"), read_plan("\ufeff# corner shop\r\n" + TINY.replace("\n", "\r\n"), "a")
    assert np.array_equal(plain.signs, dressed.signs)
    assert plain.departments == dressed.departments == ("produce", "dairy")


def test_a_plan_is_read_once_and_cannot_be_written():
    plan = read_plan(TINY, "a")
    assert read_plan(TINY, "a") is plan
    with pytest.raises(ValueError, match="read-only"):
        plan.signs[0, 0] = "."


def test_floor_behind_a_wall_is_not_walkable():
    plan = read_plan("shelf p: produce\nplan:\n#######\n#pT.#.#\n#..E#.#\n", "a")
    assert plan.walkable.sum() == 4
