"""Touchpoints: each appraised moment kicks the experience and, for sampled visits, leaves a note in the log."""

import numpy as np

from sim.ground.columns import Field
from sim.ground.rules import step
from sim.visit.causes import CAUSE_OF
from sim.visit.feeling import kick
from sim.visit.impression import notice_clue

FIELDS = {
    "visit": (
        Field("noted", "i8", "0 or 1", 0, 1, means="whether this visit's touchpoints are logged"),
        Field("delights", "f8", "affect", means="affective kicks upward so far, summed"),
    )
}

NOTE = np.dtype([("visit", "i8"), ("time_s", "f8"), ("touchpoint", "i8"), ("cell", "i8"),
                 ("cognitive", "f8"), ("affective", "f8"), ("social", "f8"), ("physical", "f8")])
"""One note: visit row, time since opening, `Touchpoint`, cell, and the kick on the four dimensions."""

NOTES_A_VISIT, NOTES_BESIDE = 128, 1024
"""Room for notes: so many for each sampled visit of a day (25 in the mean; 35 where much is dear, wide and asked about), and
as many beside for the few who have hundreds."""


INSIDE, NEXT_ARRIVAL, NOTES = range(3)
"""Places of the day's counters: shoppers inside, first visit row that has not arrived yet, notes written."""


def room_for_notes(visits: int) -> int:
    """How many notes there is room for on a day with so many sampled visits."""
    return visits * NOTES_A_VISIT + NOTES_BESIDE if visits else 0


@step
def touch(log, counts, visits, row, touchpoint, time_s, cognitive, affective, social, physical):
    """Visit `row` lives through a touchpoint: its experience is kicked and, if the visit is sampled, noted.

    counts[NOTES] is the number of notes and goes on counting when the log is full, so that a loss is seen.
    """
    visit = visits[row]
    kick(visit, CAUSE_OF[touchpoint], cognitive, affective, social, physical)
    notice_clue(visit, cognitive, affective, social, physical)
    visit.delights += max(0.0, affective)
    if visit.noted == 1:
        at = counts[NOTES]
        if at < len(log):
            entry = log[at]
            entry.visit = row
            entry.time_s = time_s
            entry.touchpoint = touchpoint
            entry.cell = visit.cell
            entry.cognitive = cognitive
            entry.affective = affective
            entry.social = social
            entry.physical = physical
        counts[NOTES] += 1
