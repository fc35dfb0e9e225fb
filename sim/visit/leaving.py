"""Leaving: at the exit the visit is over, and what the last moment felt like is the end of the experience."""

from sim.ground.columns import Field
from sim.ground.rules import step
from sim.visit.basket import put_back
from sim.visit.crowd import go_out
from sim.visit.feeling import valence
from sim.visit.impression import take_away
from sim.visit.line import leave
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import INSIDE, touch

FIELDS = {
    "visit": (
        Field("leave_s", "f8", "s", low=-1, start=-1, means="time of leaving since opening, -1 never inside"),
        Field("end", "f8", "affect", -1, 1, means="overall valence of the last moment"),
    )
}


@step
def leave_store(visits, inside, counts, end_s, last_s, place, crowd, conduct, lines, stock, baskets, log):
    """Everybody at the exit is gone, and the list of those inside closes ranks in the same order.

    last_s: when the doors are locked for good; whoever is still inside then is led out, without what is not paid. Who
    walks to the exit has paid or has nothing; a payment that is not over by then is broken off.
    """
    kept = 0
    for k in range(counts[INSIDE]):
        row = inside[k]
        visit = visits[row]
        at_exit = visit.state == State.REACHED and visit.errand == Errand.EXIT and visit.target >= 0
        if at_exit or end_s >= last_s:
            if visit.line >= 0:
                leave(lines, visits, row)
            if visit.in_hand == 1:
                stock[visit.item] += 1
                visit.in_hand = 0
            if visit.errand != Errand.EXIT:
                visit.served_s = -1.0
                if visit.items > 0:
                    put_back(visit, row, stock, baskets)
                    visit.abandoned = 1
            visit.state = State.GONE
            visit.leave_s = visit.now_s if at_exit else end_s
            visit.end = valence(visit)
            take_away(visit)
            go_out(visit, place.block[visit.cell], crowd, conduct)
            touch(log, counts, visits, row, Touchpoint.EXIT, visit.leave_s, 0.0, 0.0, 0.0, 0.0)
        else:
            inside[kept] = row
            kept += 1
    counts[INSIDE] = kept
