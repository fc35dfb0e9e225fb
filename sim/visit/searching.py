"""Searching: the way to an item of the list, and finding it at its shelf, eased by clear signs.

    unclear = 2 (1 - signage)                      2 without signs, 1 with ordinary ones, 0 where all is seen at a glance
    time to find        find_s x unclear
    P(overlooked)       overlook x unclear x (1 + n (1 - familiarity))         though it is there
    cognitive kick      -effort x metres walked since the last item x unclear

Wayfinding costs those effort who came for a task and is a stroll for those who came for fun (Titus and Everett 1995), so
the same long way through the store hurts the one and pleases the other. What is there and not seen is missed like what is
not there.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step
from sim.visit.browsing import moves_on
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("search_from_m", "f8", "m", means="way walked when the last item of the list was reached"),
        Field("search_s", "f8", "s", means="time spent at shelves to find what is on the list"),
        Field("overlooked", "i8", means="items of the list that were there and not seen"),
    )
}


class Searching(Parameters):
    """Finding one's way and the goods, under ordinary signs."""

    find_s: float = number(3.0, "s", 0, 300, "Time at the shelf until an item of the list is seen.")
    overlook: float = number(0.01, "share", 0, 0.5, "Share of the items of the list that are there and not seen.")
    overlook_of_newness: float = number(2.0, "x", 0, 50, "More of that for somebody who does not know the store at all (n).",
                                        "shape: Titus and Everett 1995")
    effort_task: float = number(0.0004, "affect/m", -0.1, 0.1, "Cognitive kick lost for each metre walked to an item of "
                                "the list, task trip.", "shape: Titus and Everett 1995")
    effort_recreational: float = number(-0.0002, "affect/m", -0.1, 0.1, "The same on a recreational trip; below 0 the "
                                        "way is a stroll.", "shape: Titus and Everett 1995")
    pain_of_overlooking: float = number(0.2, "affect", 0, 2, "Cognitive kick lost when an item is not seen.")


@rule
def unclear(signage):
    """How unclear the signs are: 0 all at a glance, 1 ordinary, 2 no signs."""
    return 2.0 * (1.0 - signage)


@rule
def effort(recreational, way_m, signage, p):
    """Cognitive effort of this many metres to an item of the list."""
    return (p.effort_recreational if recreational > 0.5 else p.effort_task) * way_m * unclear(signage)


@rule
def overlooks(signage, familiarity, draw, p):
    """Whether an item that is there is not seen; familiarity: how well the shopper knows the store, 0..1."""
    return draw < p.overlook * unclear(signage) * (1.0 + p.overlook_of_newness * (1.0 - familiarity))


@rule
def look_for(visit, signage, p):
    """Spend the time that finding the item takes; returns the metres walked to it."""
    takes_s = p.find_s * unclear(signage)
    way_m = visit.distance_m - visit.search_from_m
    visit.search_from_m = visit.distance_m
    visit.search_s += takes_s
    visit.now_s += takes_s
    return way_m


@step
def search(visits, inside, count, signage, log, counts, seed, p):
    """Everybody who has just reached the shelf of an item of the list finds it, or overlooks it and moves on.

    signage: clarity of signs by cell, 0..1.
    """
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.REACHED or visit.errand != Errand.LIST or visit.target < 0:
            continue
        here = signage[visit.cell]
        way_m = look_for(visit, here, p)
        touch(log, counts, visits, row, Touchpoint.SEARCH, visit.now_s, -effort(visit.recreational, way_m, here, p),
              0.0, 0.0, 0.0)
        luck, _, _, _ = draws(seed, Purpose.SEARCH, visit.shopper, visit.period,
                              visit.day * EVENTS_PER_DAY + visit.stops)
        if overlooks(here, visit.familiarity, luck, p):
            visit.overlooked += 1
            visit.stops += 1
            visit.until_s = visit.now_s
            touch(log, counts, visits, row, Touchpoint.OVERLOOKED, visit.now_s, -p.pain_of_overlooking, 0.0, 0.0, 0.0)
            moves_on(visit, visit.now_s)
