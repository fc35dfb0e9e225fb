"""When and where something happened of which the model knows no more than the period, so that every life is told in order.

Such moments get a day of the period and a time of its opening hours by luck, from events of their purpose that decide nothing else:
what happens to people does not depend on it.
"""

import numpy as np

from sim.engine.tables import rows_where
from sim.ground.dice import EVENTS_PER_DAY, Purpose
from sim.people.luck import luck_of
from sim.people.moments import Moment

TIMES = 1 << 18
"""Event from which on the dice of a purpose say when something happened."""


def some_time(t, purpose: Purpose, rows: np.ndarray, event: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Day and time_s, in the period `t` (`sim.engine.period.Period`), for rows of shoppers; of one person each later than the one before.

    Only of those whose moments are logged, for nobody else reads it; 0 of all others.
    event: one for each kind of moment that shares the purpose.
    """
    seen = np.flatnonzero(t.journal.noted[rows])
    when, rows = (np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows))), rows[seen]
    by_person = np.argsort(rows, kind="stable")
    first = np.searchsorted(rows[by_person], rows[by_person])
    nth = np.arange(len(rows)) - first
    luck = luck_of(t.key, purpose, t.shoppers["uid"][rows[by_person]], t.number, event + TIMES + nth)
    last, closes_s = t.evening
    day, time_s = np.floor(luck[:, 0] * (last + 1)).astype(np.int64), luck[:, 1] * closes_s
    in_time = np.lexsort((time_s, day, rows[by_person]))
    for column, drawn in zip(when, (day, time_s), strict=True):
        column[seen[by_person]] = drawn[in_time]
    return when


def shortly_before(t, purpose: Purpose, trips: np.ndarray, time_s: np.ndarray) -> np.ndarray:
    """A time within the hour before `time_s`, of each trip."""
    return time_s - 3600.0 * luck_of(t.key, purpose, trips["shopper"], t.number, trips["day"] * EVENTS_PER_DAY + TIMES)[:, 0]


def note_brought_back(t, rows: np.ndarray) -> None:
    """Shoppers bring goods back to the desk, or to a till without one: on their first visit of the period, or on a way for that alone."""
    day, time_s = some_time(t, Purpose.USE, rows)
    store = t.shoppers["home"][rows].astype(np.int64)
    made = rows_where(t.visits, (t.visits["leave_s"] >= 0.0) & np.isin(t.visits["person"], rows))
    made = made.take(np.lexsort((made["arrive_s"], made["day"], made["person"])))
    at = np.searchsorted(made["person"], rows)
    came = np.append(made["person"], -1)[at] == rows
    for column, name in ((day, "day"), (time_s, "arrive_s"), (store, "store")):
        column[came] = made[name][at[came]]
    has_desk = np.array([branch.floor.place.desk >= 0 for branch in t.model.branches])
    t.journal.note(Moment.BROUGHT_BACK, rows, day, time_s, zone=np.where(has_desk[store], "service", "checkout"))
