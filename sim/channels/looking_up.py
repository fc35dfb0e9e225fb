"""The zero moment of truth: before the visit some look the store up, and a bad online score ends the journey there.

    P(turned away) = max(0, 2 logit(w (usual - score)) - 1)        of those who look it up; nobody at the usual score

Who searched the web first has seen the score, and a share of the others looks it up on the phone (Lecinski 2011; Wolny and
Charoensuksai 2014). Who is turned away buys from a rival. The score is the stated one and what posts make of it (`sim/experience/reviews.py`).
"""

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step

NOT, LOOKED, TURNED_AWAY = range(3)
"""What came of looking the store up."""


class LookingUp(Parameters):
    """Reviews read before the visit."""

    score: float = number(4.1, "stars", 1, 5, "Online score of the store, as stated; posts move it where people talk.")
    usual: float = number(4.1, "stars", 1, 5, "Online score of an ordinary store.")
    check: float = number(0.2, "share", 0, 1, "Share of trips before which somebody looks it up who did not search the web.",
                          "shape: Lecinski 2011")
    weight: float = number(0.6, "logit/star", 0, 20, "Slope of being turned away on stars missing (w).",
                           "shape: Chevalier and Mayzlin 2006")
    feeling: float = number(0.02, "affect/star", 0, 1, "What a star more or less does to the mood before the visit.")


@rule
def turns_away(score, usual, draw, p):
    """Whether somebody who reads this score goes elsewhere."""
    return draw < max(0.0, 2.0 * share(p.weight * (usual - score)) - 1.0)


@step
def look_up(trips, seed, period, p, came_of):
    """Write what came of it for each trip to the store into `came_of` (NOT, LOOKED, TURNED_AWAY)."""
    for k in range(len(trips)):
        looks, turns, _, _ = draws(seed, Purpose.LOOK_UP, trips[k].shopper, period, trips[k].day * EVENTS_PER_DAY)
        came_of[k] = NOT
        if trips[k].way % 2 == 1 or looks < p.check:
            came_of[k] = TURNED_AWAY if turns_away(p.score, p.usual, turns, p) else LOOKED
