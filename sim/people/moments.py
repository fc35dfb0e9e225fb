"""Moments outside of the store: what a shopper lives through before, during and after a purchase, and on which channel.

A moment is to the journey what a touchpoint is to the visit (`sim/visit/states.py`): it has a time, a stage, a channel and
a valence on the four dimensions. Stages: before, during and after purchase (Lemon and Verhoef 2016).
"""

from enum import IntEnum

import numpy as np


class Stage(IntEnum):
    """Stage of the journey."""

    BEFORE = 0
    DURING = 1
    AFTER = 2


class Channel(IntEnum):
    """Where something happens."""

    STORE = 0
    WEB = 1
    APP = 2
    PHONE = 3       # a shopper's own, at the shelf or on the way
    MEDIA = 4       # advertising
    SOCIAL = 5      # other people: talk, posts, reviews
    MESSAGE = 6     # what the company sends to one person
    HOME = 7        # where goods are used
    DESK = 8        # customer service
    THIRD = 9       # others: couriers, the city, the centre
    RIVAL = 10


class Kind(IntEnum):
    """What moments are about: what they make of a rating is told apart by it (`sim/experience/ratings.py`)."""

    COMMUNICATION = 0   # campaigns, and their prizes
    WEB = 1             # reviews, web shop, app, and the seams between them and the store
    DELIVERY = 2        # parcels, pick-up, what is sent or brought back
    SERVICE = 3         # complaints and recovery
    HEARSAY = 4         # what others say, of the store and of the company
    RELATIONSHIP = 5    # offers, card, good causes
    AROUND = 6          # the centre, actors beside the company, the rival


class Moment(IntEnum):
    """Kinds of moments. Numbers are places in the arrays below: none is missing."""

    WEB_ORDER = 0
    BROUGHT_BACK = 1
    COMPLAINED = 2
    TICKET_SOLVED = 3
    TICKET_FAILED = 4
    BOT_HELPED = 5
    BOT_WRONG = 6
    FAQ_READ = 7
    HANDED_OVER = 8
    COMPENSATED = 9
    LEFT_SILENTLY = 10
    OFFER_RECEIVED = 11
    CREEPY_MESSAGE = 12
    CARD_TAKEN = 13
    POINTS_REDEEMED = 14
    SPECIAL_ACCESS = 15
    MEMBER_ONLY_SEEN = 16
    GOOD_CAUSE_HEARD = 17
    SENIOR_DELIVERY = 18
    ADVERT = 19          # of no valence: what it says enters the expectation (`sim/experience/persuasion.py`)
    PASSED_ON = 20       # a message that came by a friend; of no valence either
    PESTERED = 21       # one contact too many
    WON = 22
    LEFT_OUT = 23       # not among the winners
    WRONG_ITEM_SHOWED = 24
    HEARD = 25
    POSTED = 26
    LOOKED_UP = 27
    TURNED_AWAY = 28
    APP_ORDER = 29
    GAVE_UP_ORDER = 30
    WEB_DOWN = 31
    DELIVERED = 32
    LATE = 33
    FAILED_DELIVERY = 34
    PICKED_UP = 35
    NOT_HANDED_OUT = 36
    SEAM_PRICE = 37
    BASKET_LOST = 38
    WEB_RETURN = 39
    MET_BEFORE = 40
    MET_AFTER = 41
    VISITED_RIVAL = 42
    HEARD_OF_CONDUCT = 43
    WALKED_CENTRE = 44
    USED = 45


_OF = {
    Moment.WEB_ORDER: (Stage.DURING, Channel.WEB),
    Moment.BROUGHT_BACK: (Stage.AFTER, Channel.STORE),
    Moment.COMPLAINED: (Stage.AFTER, Channel.DESK),
    Moment.TICKET_SOLVED: (Stage.AFTER, Channel.DESK),
    Moment.TICKET_FAILED: (Stage.AFTER, Channel.DESK),
    Moment.BOT_HELPED: (Stage.AFTER, Channel.WEB),
    Moment.BOT_WRONG: (Stage.AFTER, Channel.WEB),
    Moment.FAQ_READ: (Stage.AFTER, Channel.WEB),
    Moment.HANDED_OVER: (Stage.AFTER, Channel.DESK),
    Moment.COMPENSATED: (Stage.AFTER, Channel.DESK),
    Moment.LEFT_SILENTLY: (Stage.AFTER, Channel.HOME),
    Moment.OFFER_RECEIVED: (Stage.BEFORE, Channel.MESSAGE),
    Moment.CREEPY_MESSAGE: (Stage.BEFORE, Channel.MESSAGE),
    Moment.CARD_TAKEN: (Stage.DURING, Channel.STORE),
    Moment.POINTS_REDEEMED: (Stage.DURING, Channel.STORE),
    Moment.SPECIAL_ACCESS: (Stage.DURING, Channel.STORE),
    Moment.MEMBER_ONLY_SEEN: (Stage.DURING, Channel.STORE),
    Moment.GOOD_CAUSE_HEARD: (Stage.BEFORE, Channel.SOCIAL),
    Moment.SENIOR_DELIVERY: (Stage.BEFORE, Channel.HOME),
    Moment.ADVERT: (Stage.BEFORE, Channel.MEDIA),
    Moment.PASSED_ON: (Stage.BEFORE, Channel.SOCIAL),
    Moment.PESTERED: (Stage.AFTER, Channel.MESSAGE),
    Moment.WON: (Stage.AFTER, Channel.MESSAGE),
    Moment.LEFT_OUT: (Stage.AFTER, Channel.MESSAGE),
    Moment.HEARD: (Stage.BEFORE, Channel.SOCIAL),
    Moment.POSTED: (Stage.AFTER, Channel.SOCIAL),
    Moment.LOOKED_UP: (Stage.BEFORE, Channel.WEB),
    Moment.TURNED_AWAY: (Stage.BEFORE, Channel.WEB),
    Moment.APP_ORDER: (Stage.DURING, Channel.APP),
    Moment.GAVE_UP_ORDER: (Stage.DURING, Channel.WEB),
    Moment.WEB_DOWN: (Stage.DURING, Channel.WEB),
    Moment.DELIVERED: (Stage.AFTER, Channel.THIRD),
    Moment.LATE: (Stage.AFTER, Channel.THIRD),
    Moment.FAILED_DELIVERY: (Stage.AFTER, Channel.THIRD),
    Moment.PICKED_UP: (Stage.DURING, Channel.STORE),
    Moment.NOT_HANDED_OUT: (Stage.DURING, Channel.STORE),
    Moment.SEAM_PRICE: (Stage.DURING, Channel.STORE),
    Moment.BASKET_LOST: (Stage.DURING, Channel.STORE),
    Moment.WEB_RETURN: (Stage.AFTER, Channel.WEB),
    Moment.MET_BEFORE: (Stage.BEFORE, Channel.THIRD),
    Moment.MET_AFTER: (Stage.AFTER, Channel.THIRD),
    Moment.VISITED_RIVAL: (Stage.DURING, Channel.RIVAL),
    Moment.HEARD_OF_CONDUCT: (Stage.BEFORE, Channel.MEDIA),
    Moment.WALKED_CENTRE: (Stage.BEFORE, Channel.THIRD),
    Moment.USED: (Stage.AFTER, Channel.HOME),
    Moment.WRONG_ITEM_SHOWED: (Stage.AFTER, Channel.HOME),
}

_ABOUT = {
    Kind.COMMUNICATION: (Moment.ADVERT, Moment.PASSED_ON, Moment.PESTERED, Moment.WON, Moment.LEFT_OUT),
    Kind.WEB: (Moment.WEB_ORDER, Moment.APP_ORDER, Moment.GAVE_UP_ORDER, Moment.WEB_DOWN, Moment.LOOKED_UP,
               Moment.TURNED_AWAY, Moment.SEAM_PRICE, Moment.BASKET_LOST),
    Kind.DELIVERY: (Moment.DELIVERED, Moment.LATE, Moment.FAILED_DELIVERY, Moment.PICKED_UP, Moment.NOT_HANDED_OUT,
                    Moment.WEB_RETURN, Moment.BROUGHT_BACK),
    Kind.SERVICE: (Moment.COMPLAINED, Moment.TICKET_SOLVED, Moment.TICKET_FAILED, Moment.BOT_HELPED, Moment.BOT_WRONG,
                   Moment.FAQ_READ, Moment.HANDED_OVER, Moment.COMPENSATED, Moment.LEFT_SILENTLY),
    Kind.HEARSAY: (Moment.HEARD, Moment.POSTED, Moment.HEARD_OF_CONDUCT),
    Kind.RELATIONSHIP: (Moment.OFFER_RECEIVED, Moment.CREEPY_MESSAGE, Moment.CARD_TAKEN, Moment.POINTS_REDEEMED,
                        Moment.SPECIAL_ACCESS, Moment.MEMBER_ONLY_SEEN, Moment.GOOD_CAUSE_HEARD, Moment.SENIOR_DELIVERY),
    Kind.AROUND: (Moment.MET_BEFORE, Moment.MET_AFTER, Moment.VISITED_RIVAL, Moment.WALKED_CENTRE),
}
_KIND = {moment: kind for kind, moments in _ABOUT.items() for moment in moments}

STAGE_OF = np.array([_OF[moment][0] for moment in Moment], dtype=np.int8)
"""Stage of each moment, by its number."""
CHANNEL_OF = np.array([_OF[moment][1] for moment in Moment], dtype=np.int8)
"""Usual channel of each moment, by its number."""
KIND_OF = np.array([_KIND.get(moment, -1) for moment in Moment], dtype=np.int8)
"""What each moment is about, by its number; -1 those of `JUDGED_ELSEWHERE`."""

STAGES, CHANNELS, MOMENTS, KINDS = (tuple(one.name.lower() for one in kind) for kind in (Stage, Channel, Moment, Kind))
"""Names by number."""
JUDGED_ELSEWHERE = (Moment.USED, Moment.WRONG_ITEM_SHOWED)
"""Moments whose part in the rating is made where they are lived (`sim/experience/use.py`, `trust.py`): they enter the state only."""
ORDERS = (Moment.WEB_ORDER, Moment.APP_ORDER, Moment.GAVE_UP_ORDER, Moment.WEB_DOWN)
"""Moments that are to web shop and app what a visit is to the store: they enter the state of that channel, and none of the store, and
count in full in the stage of purchase."""
NOT_OURS = (Moment.VISITED_RIVAL,)
"""Moments that nobody blames on the company or praises it for."""
DIMENSIONS = ("cognitive", "affective", "social", "physical")
"""Dimensions of an experience (Verhoef et al. 2009)."""
