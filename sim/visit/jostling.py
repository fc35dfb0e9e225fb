"""Jostling: where the aisle is narrow and others are close, somebody is brushed against.

    brushes a second = h max(0, 1 - aisle / roomy) pi reach^2 others per m2

lived through as an accumulated hazard against one exponential draw a brush, so that it does not depend on the length of
a tick. A brush is an affront to body and dignity, and whoever is brushed while only browsing turns away from the shelf:
the butt-brush effect (Underhill 1999).
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exponential, rule, step
from sim.visit.browsing import moves_on
from sim.visit.crowd import others_per_m2
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("brushes", "i8", means="times the shopper was brushed against"),
        Field("brush_risk", "f8", means="accumulated hazard of the next brush"),
        Field("brush_at", "f8", low=-1, start=-1, means="accumulated hazard at which the next brush comes"),
    )
}


class Jostling(Parameters):
    """Brushing against others in narrow aisles; brushes_per_min 0 switches it off."""

    brushes_per_min: float = number(0.3, "1/min", 0, 60, "Brushes a minute with one other within reach, in an aisle of "
                                    "no width (h).", "shape: Underhill 1999")
    reach_m: float = number(1.0, "m", 0.1, 1.5, "Within this distance others can brush against somebody.")
    roomy_m: float = number(2.5, "m", 0.1, 10, "Width of an aisle from which on people pass without touching.")
    discomfort: float = number(0.12, "affect", 0, 2, "Physical kick of a brush, taken off.")
    affront: float = number(0.08, "affect", 0, 2, "Social kick of a brush, taken off.")
    drives_off: float = number(0.5, "share", 0, 1, "P(turning away) when brushed while looking at what is on no list.",
                               "shape: Underhill 1999")


@rule
def narrowness(aisle_m, p):
    """How narrow an aisle is: 0 from the roomy width on, 1 where nothing is left."""
    return max(0.0, 1.0 - aisle_m / p.roomy_m)


@rule
def brushes_per_s(narrow, density, p):
    """Hazard of being brushed, per second, at this narrowness and density of others (people per m2)."""
    return p.brushes_per_min / 60.0 * narrow * 3.141592653589793 * p.reach_m * p.reach_m * density


@rule
def is_driven_off(state, errand, draw, p):
    """Whether a brush ends the look: only of somebody who looks at what is on no list."""
    return state == State.BROWSING and errand != Errand.LIST and draw < p.drives_off


@step
def brushed(visits, row, end_s, log, counts, seed, p):
    """One brush: felt by body and pride, and perhaps the end of the look."""
    visit = visits[row]
    _, stays, _, _ = draws(seed, Purpose.JOSTLE, visit.shopper, visit.period,
                           visit.day * EVENTS_PER_DAY + visit.brushes)
    visit.brush_risk -= visit.brush_at
    visit.brush_at = -1.0
    visit.brushes += 1
    touch(log, counts, visits, row, Touchpoint.JOSTLED, end_s, 0.0, 0.0, -p.affront, -p.discomfort)
    if is_driven_off(visit.state, visit.errand, stays, p):
        visit.until_s = end_s
        moves_on(visit, end_s)


@step
def jostle(visits, inside, count, tick_s, end_s, place, crowd, log, counts, seed, p):
    """Everybody among others in a narrow aisle runs the risk of a brush for the time of the tick."""
    if p.brushes_per_min == 0.0:
        return
    block, area, aisle_m = place.block, place.block_area_m2, place.aisle_m
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        here = block[visit.cell]
        if crowd[here] <= visit.party or visit.state > State.HELPED:
            continue
        narrow = narrowness(aisle_m[visit.cell], p)
        if narrow == 0.0:
            continue
        visit.brush_risk += tick_s * brushes_per_s(narrow, others_per_m2(crowd[here], area[here], visit.party), p)
        while True:
            if visit.brush_at < 0.0:
                draw, _, _, _ = draws(seed, Purpose.JOSTLE, visit.shopper, visit.period,
                                      visit.day * EVENTS_PER_DAY + visit.brushes)
                visit.brush_at = exponential(1.0, draw)
            if visit.brush_risk < visit.brush_at:
                break
            brushed(visits, row, end_s, log, counts, seed, p)
