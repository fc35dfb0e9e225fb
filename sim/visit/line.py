"""Lines of waiting people: first come, first served, in the order of the exact joining time.

A line is a linked list through the visit rows (`next_in_line`), so that joining and leaving touch only neighbours and
nothing is allocated. There is one for each till or for all, one for the machines, one for each bank of fitting rooms, and
one each for those whose machine has stopped and for those who want help.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.rules import step

FIELDS = {
    "visit": (
        Field("line", "i8", low=-1, start=-1, means="number of the line the shopper stands in, -1 none"),
        Field("next_in_line", "i8", low=-1, start=-1, means="visit row behind this one in the line, -1 last"),
        Field("joined_s", "f8", "s", means="time at which the shopper joined the line"),
        Field("gives_up_s", "f8", "s", means="time at which the patience of the shopper in line ends"),
    )
}

LINE = np.dtype([("head", "i8"), ("tail", "i8"), ("length", "i8")])
"""One line: first and last visit row (-1 when empty) and how many stand in it."""


def new_lines(count: int) -> np.ndarray:
    """`count` empty lines."""
    lines = np.zeros(count, LINE)
    lines["head"] = lines["tail"] = -1
    return lines


@step
def join(lines, number, visits, row, time_s, patience_s):
    """Put visit `row` into line `number` behind everybody who joined no later than `time_s`."""
    line = lines[number]
    visit = visits[row]
    visit.joined_s = time_s
    visit.gives_up_s = time_s + patience_s
    before = -1
    after = line.head
    if line.tail >= 0 and visits[line.tail].joined_s <= time_s:
        before = line.tail
        after = -1
    while after >= 0 and visits[after].joined_s <= time_s:
        before = after
        after = visits[after].next_in_line
    stand_between(lines, number, visits, row, before, after)


@step
def push_in(lines, number, visits, row, time_s, patience_s, places):
    """Put visit `row` into line `number` ahead of the last `places` who stand there, or of all if they are fewer."""
    line = lines[number]
    visit = visits[row]
    visit.joined_s = time_s
    visit.gives_up_s = time_s + patience_s
    before = -1
    after = line.head
    for _ in range(line.length - places):
        before = after
        after = visits[after].next_in_line
    stand_between(lines, number, visits, row, before, after)


@step
def change_line(lines, number, visits, row):
    """Visit `row` leaves the line it stands in for the end of line `number`; the time waited so far goes on."""
    leave(lines, visits, row)
    stand_between(lines, number, visits, row, lines[number].tail, -1)


@step
def stand_between(lines, number, visits, row, before, after):
    """Link visit `row` into line `number` between two neighbours in it, -1 where there is none."""
    line = lines[number]
    visits[row].line = number
    visits[row].next_in_line = after
    if before < 0:
        line.head = row
    else:
        visits[before].next_in_line = row
    if after < 0:
        line.tail = row
    line.length += 1


@step
def leave(lines, visits, row):
    """Take visit `row` out of the line it stands in, wherever in the line that is."""
    visit = visits[row]
    line = lines[visit.line]
    before = -1
    at = line.head
    while at != row:
        before = at
        at = visits[at].next_in_line
    if before < 0:
        line.head = visit.next_in_line
    else:
        visits[before].next_in_line = visit.next_in_line
    if line.tail == row:
        line.tail = before
    line.length -= 1
    visit.line = -1
    visit.next_in_line = -1
