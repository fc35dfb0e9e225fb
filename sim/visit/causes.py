"""Causes: what a shopper's experience, and so the rating, is owed to.

The momentary valence v is kept a second time as a sum over causes, v = sum_c v_c. What drifts follows the same slow
filter cause by cause (the filter is linear), and what kicks belongs to the one cause of its touchpoint, so the parts sum
to the whole at every moment, at the peak, at the end and in the mean; and so in memory (`sim/experience/memory.py`) and
in the rating (`sim/experience/account.py`).
"""

from enum import IntEnum

import numpy as np

from sim.visit.states import Touchpoint


class Cause(IntEnum):
    """What an experience is owed to. The first ones are the surroundings, whose share is worked out cell by cell."""

    STORE = 0           # the shop as it is, without music, scent, crowd
    MUSIC = 1
    SCENT = 2
    LIGHT = 3           # light and colour
    INTERIOR = 4        # decor, design, floor, signs, goods to try; cleanliness, temperature
    REALM = 5           # entertainment, education, esthetics, escape on offer in a zone
    MOOD = 6            # what the shopper brings along
    STIMULATION = 7     # too much or too little arousal for the goal of the trip
    CLASH = 8           # cues that do not fit each other or the goods
    CROWD = 9           # how many people there are
    SPACE = 10          # how narrow the place is, brushes against others included
    COMPANY = 11        # who they are: companions, neighbours
    GOODS = 12          # found, discovered, left on the shelf
    MISSING = 13        # not found
    PRICE = 14
    STAFF = 15
    WAIT = 16
    CHECKOUT = 17
    ONLINE = 18         # the phone at the shelf
    ACTIVITY = 19       # events taken part in
    TECHNOLOGY = 20     # mirrors, self-checkout
    LIMIT = 21          # what was cut off at -1 or 1


CAUSES = tuple(cause.name.lower() for cause in Cause)
"""Names of the causes by number."""

SURROUNDINGS = (Cause.STORE, Cause.MUSIC, Cause.SCENT, Cause.LIGHT, Cause.INTERIOR, Cause.REALM)
"""Causes that lie in the air of a cell; they are numbered from 0."""

_OF_TOUCHPOINT = {
    Touchpoint.ENTER: Cause.STORE,
    Touchpoint.FOUND: Cause.GOODS,
    Touchpoint.NOT_FOUND: Cause.MISSING,
    Touchpoint.UNPLANNED: Cause.GOODS,
    Touchpoint.LEFT_ON_SHELF: Cause.GOODS,
    Touchpoint.WAIT_FOR_HELP: Cause.WAIT,
    Touchpoint.HELP: Cause.STAFF,
    Touchpoint.GAVE_UP_HELP: Cause.WAIT,
    Touchpoint.PHONE_CHECK: Cause.ONLINE,
    Touchpoint.BOUGHT_ONLINE: Cause.ONLINE,
    Touchpoint.WAIT_AT_TILL: Cause.WAIT,
    Touchpoint.PAY: Cause.CHECKOUT,
    Touchpoint.GAVE_UP_LINE: Cause.WAIT,
    Touchpoint.EXIT: Cause.STORE,
    Touchpoint.PASS_BY: Cause.STORE,
    Touchpoint.RECOGNISED: Cause.STAFF,
    Touchpoint.SEARCH: Cause.MISSING,
    Touchpoint.OVERLOOKED: Cause.MISSING,
    Touchpoint.PRICE: Cause.PRICE,
    Touchpoint.SUBSTITUTED: Cause.MISSING,
    Touchpoint.WIDE_CHOICE: Cause.GOODS,
    Touchpoint.CONDITION: Cause.PRICE,
    Touchpoint.TOOK_PART: Cause.ACTIVITY,
    Touchpoint.FAILED_AT: Cause.ACTIVITY,
    Touchpoint.WATCHED: Cause.ACTIVITY,
    Touchpoint.JOSTLED: Cause.SPACE,
    Touchpoint.OVERTAKEN: Cause.WAIT,
    Touchpoint.WRONG_ESTIMATE: Cause.WAIT,
    Touchpoint.BALKED: Cause.WAIT,
    Touchpoint.SCAN: Cause.TECHNOLOGY,
    Touchpoint.MACHINE_FAILED: Cause.TECHNOLOGY,
    Touchpoint.APPROACHED: Cause.STAFF,
    Touchpoint.WAIT_FOR_FITTING: Cause.WAIT,
    Touchpoint.GAVE_UP_FITTING: Cause.WAIT,
    Touchpoint.TRIED_ON: Cause.GOODS,
    Touchpoint.MIRROR: Cause.TECHNOLOGY,
    Touchpoint.MIRROR_BROKEN: Cause.TECHNOLOGY,
}

CAUSE_OF = np.array([_OF_TOUCHPOINT[touchpoint] for touchpoint in Touchpoint], dtype=np.int64)
"""The one cause of each touchpoint, by number of the touchpoint."""
