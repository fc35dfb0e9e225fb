"""Fitting rooms: carrying an item there, and what trying it on does to the decision.

In departments whose goods want to be tried on (`store.departments.*.try_on`) that share of decisions is put off: the item
is carried to the nearest fitting rooms, and

    P(buy after trying on) = logit(logit(base) + l)

base being what the decision would have been, with or without help. Contact with staff and a fitting room double conversion
(Underhill 1999). The queue, the room and the decision are in `trying_on.py`, mirrors in `mirrors.py`.
"""

import math

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.visit.states import Errand, State

FIELDS = {
    "visit": (
        Field("in_hand", "i8", "0 or 1", 0, 1, means="whether the item in view is carried to be tried on"),
        Field("in_hand_pays", "i8", "0 or 1", 0, 1, means="whether an advisor sold the item in hand because it pays"),
        Field("base_share", "f8", "share", 0, 1, means="P(buy) of the item in hand, had it not been tried on"),
        Field("errand_before", "i8", high=2, means="what the shopper was walking for when he took the item in hand"),
        Field("room", "i8", low=-1, start=-1, means="number of the fitting room last used, -1 none"),
        Field("tried", "i8", means="items tried on"),
        Field("bought_tried", "i8", means="of these, taken"),
        Field("gave_up_fitting", "i8", means="items that were not tried on because of the queue"),
        Field("helped_tried", "i8", means="times staff helped and the item was then carried to a fitting room"),
    )
}


class Fitting(Parameters):
    """The queue before fitting rooms, the time inside, and what it does."""

    tolerable_length: float = number(4.0, "persons", 0, 1000, "Waiting people before the rooms that keep nobody away.")
    patience_low_min: float = number(2.0, "min", 0, 240, "Shortest patience before a fitting room.")
    patience_mode_min: float = number(5.0, "min", 0, 240, "Most frequent patience before a fitting room.")
    patience_high_min: float = number(12.0, "min", 0.1, 480, "Longest patience before a fitting room.")
    stay_low_min: float = number(1.5, "min", 0, 120, "Shortest time in the room.")
    stay_mode_min: float = number(4.0, "min", 0, 120, "Most frequent time in the room.")
    stay_high_min: float = number(10.0, "min", 0.1, 240, "Longest time in the room.")
    lift: float = number(1.4, "logit", -10, 10, "Growth of the odds of buying by trying on (l).",
                         "shape: Underhill 1999")
    buy_without: float = number(0.6, "x", 0.01, 1, "P(buy) of those who gave up the queue, against not trying on.")
    joy: float = number(0.05, "affect", -1, 1, "Affective kick of trying something on.")
    pain_of_giving_up: float = number(0.15, "affect", 0, 2, "Cognitive kick of not getting into a fitting room.")


@rule
def share_after_trying(base, p):
    """P(buy) of an item that has been tried on, where it would have been `base` (0..1) without."""
    base = min(0.999, max(0.001, base))
    return share(math.log(base / (1.0 - base)) + p.lift)


@step
def nearest_room(place, cell):
    """Number of the fitting room that is nearest to a cell."""
    best = 0
    for room in range(1, place.fittings):
        if place.distance_m[place.first_fitting + room, cell] < place.distance_m[place.first_fitting + best, cell]:
            best = room
    return best


@rule
def wants_to_try(item, goods, draw):
    """Whether a shopper wants to try this item on before deciding."""
    return draw < goods.try_on[goods.item_department[item]]


@step
def carries_to_room(visit, base, time_s, place, goods, stock, seed):
    """The item in view is taken in hand and carried to the nearest fitting room, if the shopper wants to try it on."""
    if place.fittings == 0 or goods.try_on[goods.item_department[visit.item]] == 0.0 or stock[visit.item] <= 0:
        return False
    draw, _, _, _ = draws(seed, Purpose.FITTING, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + visit.stops)
    if not wants_to_try(visit.item, goods, draw):
        return False
    stock[visit.item] -= 1
    visit.in_hand = 1
    visit.base_share = base
    visit.errand_before = visit.errand
    visit.errand = Errand.FITTING
    visit.target = place.first_fitting + nearest_room(place, visit.cell)
    visit.state = State.WALKING
    visit.now_s = time_s
    return True
