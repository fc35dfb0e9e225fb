"""Where a visit stands, what the shopper is walking for, and which touchpoints leave a note.

Every shopper inside is in exactly one state; the state machine is

    EXPECTED -> PASSED_BY
    EXPECTED -> REACHED -> WALKING -> REACHED -> BROWSING -> (ASKING -> HELPED) -> WALKING ...
                                   -> TAKING_PART -> WALKING (on to the same target)
                                   -> IN_LINE -> PAYING -> WALKING (to the exit) -> GONE
                                   -> IN_LINE -> SCANNING (-> STUCK -> SCANNING) -> WALKING -> GONE
                      BROWSING or HELPED -> WALKING -> IN_LINE -> FITTING -> WALKING ...
"""

from enum import IntEnum


class State(IntEnum):
    """State of a visit. Inside is whoever is neither EXPECTED, PASSED_BY nor GONE."""

    EXPECTED = 0
    PASSED_BY = 1
    WALKING = 2
    REACHED = 3
    BROWSING = 4
    ASKING = 5
    HELPED = 6
    IN_LINE = 7
    PAYING = 8
    GONE = 9
    TAKING_PART = 10
    SCANNING = 11
    STUCK = 12
    FITTING = 13


def is_inside(state):
    """Whether a visit in this state (or in these states, an array) is one of somebody who is in the store."""
    return (state >= State.WALKING) & (state != State.GONE)


class Errand(IntEnum):
    """What a shopper walks for: an item of the list, a look around, something noticed on the way, a till, the exit, a
    fitting room."""

    LIST = 0
    WANDER = 1
    NOTICED = 2
    TILL = 3
    EXIT = 4
    FITTING = 5


class Touchpoint(IntEnum):
    """Moments of the visit that are appraised and, for sampled visits, noted in the touchpoint log."""

    ENTER = 0
    FOUND = 1
    NOT_FOUND = 2
    UNPLANNED = 3
    LEFT_ON_SHELF = 4
    WAIT_FOR_HELP = 5
    HELP = 6
    GAVE_UP_HELP = 7
    PHONE_CHECK = 8
    BOUGHT_ONLINE = 9
    WAIT_AT_TILL = 10
    PAY = 11
    GAVE_UP_LINE = 12
    EXIT = 13
    PASS_BY = 14
    RECOGNISED = 15
    SEARCH = 16
    OVERLOOKED = 17
    PRICE = 18
    SUBSTITUTED = 19
    WIDE_CHOICE = 20
    CONDITION = 21
    TOOK_PART = 22
    FAILED_AT = 23
    WATCHED = 24
    JOSTLED = 25
    OVERTAKEN = 26
    WRONG_ESTIMATE = 27
    BALKED = 28
    SCAN = 29
    MACHINE_FAILED = 30
    APPROACHED = 31
    WAIT_FOR_FITTING = 32
    GAVE_UP_FITTING = 33
    TRIED_ON = 34
    MIRROR = 35
    MIRROR_BROKEN = 36


RESPONSE = {Touchpoint.ENTER: 1, Touchpoint.FOUND: 1, Touchpoint.UNPLANNED: 1, Touchpoint.LEFT_ON_SHELF: -1,
            Touchpoint.HELP: 1, Touchpoint.GAVE_UP_HELP: -1, Touchpoint.BOUGHT_ONLINE: -1, Touchpoint.PAY: 1,
            Touchpoint.GAVE_UP_LINE: -1, Touchpoint.PASS_BY: -1, Touchpoint.TOOK_PART: 1, Touchpoint.FAILED_AT: 1,
            Touchpoint.WATCHED: 1, Touchpoint.BALKED: -1, Touchpoint.SCAN: 1, Touchpoint.TRIED_ON: 1,
            Touchpoint.GAVE_UP_FITTING: -1}
"""Behavioural response at a touchpoint: 1 approach (enter, take, be helped, stop at an activity, pay), -1 avoidance; 0 at
all others."""
