"""Lines: whoever joined first stands in front, whatever the order in which people are put in and taken out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.tables import VISIT
from sim.visit.line import join, leave, new_lines

moves = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), max_size=40)


def standing(lines: np.ndarray, number: int, visits: np.ndarray) -> list[int]:
    """Rows in the line from its head to its tail, read along the links."""
    rows, row = [], lines[number]["head"]
    while row >= 0:
        rows.append(int(row))
        row = visits["next_in_line"][row]
    return rows


@given(moves)
def test_line_is_ordered_by_the_time_of_joining_and_equals_by_coming_first(moves):
    visits, lines = VISIT.rows(10), new_lines(2)
    expected: list[tuple[int, int]] = []
    for row, time_s in moves:
        if visits["line"][row] < 0:
            join(lines, 1, visits, row, float(time_s), 60.0)
            behind = next((k for k, (_, joined) in enumerate(expected) if joined > time_s), len(expected))
            expected.insert(behind, (row, time_s))
        else:
            leave(lines, visits, row)
            expected = [pair for pair in expected if pair[0] != row]
        rows = [row for row, _ in expected]
        assert standing(lines, 1, visits) == rows
        assert lines[1]["length"] == len(rows) and lines[1]["tail"] == (rows[-1] if rows else -1)
    assert lines[0]["head"] == lines[0]["tail"] == -1 and lines[0]["length"] == 0


@given(st.floats(0, 1e5), st.floats(0, 1e4))
def test_patience_counts_from_the_time_of_joining(time_s, patience_s):
    visits, lines = VISIT.rows(1), new_lines(1)
    join(lines, 0, visits, 0, time_s, patience_s)
    assert visits["joined_s"][0] == time_s and visits["gives_up_s"][0] == time_s + patience_s


def test_who_leaves_stands_in_no_line():
    visits, lines = VISIT.rows(2), new_lines(1)
    for row in (0, 1):
        join(lines, 0, visits, row, 5.0, 60.0)
    leave(lines, visits, 0)
    assert visits["line"].tolist() == [-1, 0] and visits["next_in_line"].tolist() == [-1, -1]
