"""Arriving at the door: enter, or pass by.

P(enter) = logit(a + b_w (window - 0.5) + b_s (signs - 0.5) + b_d (display - 0.5) - b_c density at the entrance), with
window, signs and display of the store's exterior. Those who enter stand at the entrance with the feelings that they
brought along and the first errand before them.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.visit.causes import Cause
from sim.visit.crowd import come_in
from sim.visit.feeling import weigh
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import INSIDE, NEXT_ARRIVAL, touch

FIELDS = {
    "visit": (
        Field("state", "i8", high=13, means="where the visit stands (`State`)"),
        Field("now_s", "f8", "s", means="time since opening up to which this visit has been lived"),
        Field("cell", "i8", low=-1, start=-1, means="cell of the floor plan the shopper stands on"),
    )
}


class Entering(Parameters):
    """The decision at the door."""

    intercept: float = number(5.0, "logit", -10, 10, "Utility of entering for somebody who came to this store.")
    window_weight: float = number(2.0, "logit", 0, 20, "Utility of the best window against none.",
                                  "shape: Sen, Block and Chandran 2002")
    signs_weight: float = number(1.0, "logit", 0, 20, "Utility of the clearest signs against none.",
                                 "shape: Turley and Milliman 2000")
    display_weight: float = number(1.0, "logit", 0, 20, "Utility of the best display at the door against none.",
                                   "shape: Turley and Milliman 2000")
    crowd_weight: float = number(1.0, "logit m2", 0, 20, "Utility lost per person per m2 seen at the entrance.")


@rule
def inviting(exterior, p):
    """Utility that the front of the store adds to entering, against an ordinary one."""
    return (p.window_weight * (exterior.window - 0.5) + p.signs_weight * (exterior.signs - 0.5)
            + p.display_weight * (exterior.display - 0.5))


@rule
def enters(density, exterior, draw, p):
    """Whether an arriving shopper enters, given the front and the density seen at the entrance (people per m2)."""
    return draw < share(p.intercept + inviting(exterior, p) - p.crowd_weight * density)


@step
def arrive(visits, inside, counts, end_s, place, crowd, conduct, log, seed, exterior, feeling, sensing, p):
    """Everybody whose time of arrival lies before the end of the tick decides at the door."""
    while counts[NEXT_ARRIVAL] < len(visits) and visits[counts[NEXT_ARRIVAL]].arrive_s < end_s:
        row = counts[NEXT_ARRIVAL]
        counts[NEXT_ARRIVAL] += 1
        visit = visits[row]
        luck, door, _, _ = draws(seed, Purpose.ENTER, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        cell = place.entrance_cells[int(door * len(place.entrance_cells))]
        block = place.block[cell]
        visit.now_s = visit.arrive_s
        visit.cell = cell
        if not enters(crowd[block] / place.block_area_m2[block], exterior, luck, p):
            visit.state = State.PASSED_BY
            touch(log, counts, visits, row, Touchpoint.PASS_BY, visit.now_s, 0.0, 0.0, 0.0, 0.0)
            continue
        visit.state = State.REACHED
        visit.errand = Errand.LIST
        visit.affective = visit.mood
        visit.dominance = sensing.control_rest
        visit.best_arousal = (sensing.arousal_best_recreational if visit.recreational > 0.5
                              else sensing.arousal_best_task)
        weigh(visit, feeling)
        if visit.explained == 1:
            visit.why[Cause.MOOD] = visit.weight_affective * visit.mood
        come_in(visit, block, crowd, conduct)
        inside[counts[INSIDE]] = row
        counts[INSIDE] += 1
        touch(log, counts, visits, row, Touchpoint.ENTER, visit.now_s, 0.0, 0.0, 0.0, 0.0)
