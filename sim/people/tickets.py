"""Cases: what went wrong for whom, and what became of it. One row from the failure to the end of its ticket.

A case is born by a failure of a visit or an order, or as a question; it is aired or swallowed, answered by a page, a bot or
the customer service desk, and ends as one of `Outcome`. The mechanisms of `sim.experience` and `sim.channels` write its columns.
"""

from enum import IntEnum

import numpy as np


class Failure(IntEnum):
    """What a case is about. Numbers are appended, never reused."""

    STOCK_OUT = 0
    DEFECT = 1
    WRONG_PRICE = 2
    CONDITION = 3
    LATE_PARCEL = 4
    RUDE = 5
    GAVE_UP = 6
    QUESTION = 7    # nothing failed; somebody only wants to know something


class By(IntEnum):
    """Who answered last."""

    NOBODY = 0
    PAGE = 1
    BOT = 2
    DESK = 3


class Outcome(IntEnum):
    """How a case stands."""

    OPEN = 0
    SOLVED = 1      # by the desk
    FAILED = 2      # the desk could not help
    GIVEN_UP = 3    # the shopper waited too long
    HELPED = 4      # by page or bot, so that the desk never saw it
    MISLED = 5      # by the bot, and gave up


DEPARTMENTS = ("front", "goods", "prices", "parcels", "people")
"""Departments of the desk; the front takes everything in."""

DEPARTMENT_OF = np.array([1, 1, 2, 2, 3, 4, 4, 1], dtype=np.int64)
"""Department that knows most about each `Failure`, by number."""

MOST_HANDOVERS = 3
"""Times that a ticket is handed over at most: who is third knows whose it is."""

CAUSES, OUTCOMES = (tuple(one.name.lower() for one in kind) for kind in (Failure, Outcome))
"""Names by number."""

CASE = np.dtype([
    ("id", "i8"), ("person", "i8"), ("shopper", "i8"), ("period", "i8"), ("day", "i8"), ("order", "i8"), ("cause", "i8"), ("loss", "f8"),
    ("stake_cents", "i8"), ("said", "i8"), ("aired", "i8"), ("silent", "i8"), ("by", "i8"), ("page", "i8"), ("bot", "i8"),
    ("wrong", "i8"), ("effort", "f8"), ("repeat", "i8"), ("route", "i8"), ("handovers", "i8"), ("opened", "f8"), ("ready", "f8"),
    ("minutes", "f8"), ("left_min", "f8"), ("worked_min", "f8"), ("patience", "f8"), ("luck", "f8"), ("closed", "f8"),
    ("outcome", "i8"), ("compensation_cents", "i8"), ("justice", "f8"), ("felt", "f8")])
"""Columns of a case. person, shopper: row and uid; period, day: on which the failure is seen; order: number of an order's failure
among those of the day, 0 of a visit; loss: what it weighs, 0..1; stake_cents: value of the purchase; said: complained on the
spot; aired: contacted the company; silent: left without a word; page, bot: whether it was read or met; wrong: the bot answered wrongly; effort: what the case cost the shopper, 0..1; repeat: had the same issue
before; route: departments that it would go to after the front, an octal digit each, the first one last, 0 where it ends; handovers:
from department to department so far, so many of them have had it; opened, ready, closed: days since the start of the run, ready for
the department that has it; minutes: work of who settles it; left_min: of the department that has it; worked_min: of all so far;
patience: days; luck: draw for its solution; justice: 0..1; felt: valence of how it ended."""

EVENTS_OF_ORDER = 16
"""Room between the numbers of events of two failures of orders on one day (`order`), for a number by cause."""
