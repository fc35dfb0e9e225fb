"""Where next: the next item of the list, a look around, the tills, the exit.

Before each item a shopper may wander; when the list is done he may linger, more so in a good mood and on a recreational
trip; otherwise he heads out. Heading out before the list is done has the hazard

    h = h0 exp(-b_P P)            per minute inside

where P is pleasure and what absorption adds to it. It is lived through as an accumulated urge against one exponential
draw, so that it does not depend on the length of a tick. At closing time everybody heads out.
"""

import math

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, exponential, rule, share, step
from sim.visit.joining import chosen_checkout
from sim.visit.paying import shortest_line
from sim.visit.sales_experience import keep_sales_experience
from sim.visit.states import Errand, State

FIELDS = {
    "visit": (
        Field("urge", "f8", means="accumulated hazard of heading out"),
        Field("urge_at", "f8", low=-1, start=-1, means="accumulated hazard at which the shopper heads out"),
        Field("heads_out", "i8", "0 or 1", 0, 1, means="whether the shopper is done with shelves"),
    )
}


class Heading(Parameters):
    """Wandering, lingering and heading out."""

    wander_task: float = number(0.04, "share", 0, 1, "P(look around) before an item of the list, task trip.")
    wander_recreational: float = number(0.25, "share", 0, 1, "P(look around) before an item, recreational trip.")
    linger_task: float = number(0.10, "share", 0, 0.98, "P(one more look around) when the list is done, task trip; 0 never.")
    linger_recreational: float = number(0.60, "share", 0, 0.98, "P(one more look around), recreational trip; 0 never.")
    linger_pleasure: float = number(1.5, "logit", 0, 20, "Slope of lingering on pleasure.",
                                    "shape: Donovan and Rossiter 1982")
    pleasure_usual: float = number(0.1, "affect", -1, 1, "Pleasure at which the shares above hold.")
    hazard_per_h: float = number(0.08, "1/h", 0, 60, "Hazard of heading out with the list not done (h0).")
    stay_of_absorption: float = number(0.5, "affect", 0, 5, "How much pleasure full absorption counts for in the wish to "
                                       "stay.", "shape: escapism, Pine and Gilmore 1999")
    hazard_pleasure: float = number(2.0, "-", 0, 20, "Fall of that hazard with pleasure (b_P).",
                                    "shape: Donovan and Rossiter 1982")


@rule
def urge_per_s(pleasure, p):
    """Hazard of heading out per second at this pleasure."""
    return p.hazard_per_h / 3600.0 * exp(-p.hazard_pleasure * (pleasure - p.pleasure_usual))


@rule
def wish_to_stay(pleasure, absorbed, p):
    """What keeps somebody here: pleasure, and being absorbed, on the scale of pleasure."""
    return pleasure + p.stay_of_absorption * absorbed


@rule
def lingers(recreational, pleasure, draw, p):
    """Whether somebody whose list is done looks around once more."""
    base = p.linger_recreational if recreational > 0.5 else p.linger_task
    return base > 0.0 and draw < share(math.log(base / (1.0 - base)) + p.linger_pleasure * (pleasure - p.pleasure_usual))


@rule
def wanders(recreational, draw, p):
    """Whether somebody looks around before the next item of the list."""
    return draw < (p.wander_recreational if recreational > 0.5 else p.wander_task)


@step
def feel_urge(visits, inside, count, tick_s, end_s, closes_s, seed, p):
    """The urge to head out grows; when it is ripe, or the store closes, shelves are over."""
    for k in range(count):
        visit = visits[inside[k]]
        if visit.heads_out == 1 or visit.state > State.BROWSING:
            continue
        if visit.urge_at < 0.0:
            draw, _, _, _ = draws(seed, Purpose.LEAVE, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
            visit.urge_at = exponential(1.0, draw)
        visit.urge += tick_s * urge_per_s(wish_to_stay(visit.affective, visit.absorbed, p), p)
        if visit.urge >= visit.urge_at or end_s > closes_s:
            visit.heads_out = 1
            if visit.state == State.WALKING and visit.errand < Errand.TILL:
                visit.state = State.REACHED
                visit.target = -1


@step
def head(visits, inside, count, lists, place, goods, staff, cashier, lines, machines, seed, baskets, one_line, ready,
         self_checkout, p):
    """Everybody who is done with the last errand chooses the next and sets out."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.REACHED or visit.target >= 0:
            continue
        luck, where, _, _ = draws(seed, Purpose.WANDER, visit.shopper, visit.period,
                                  visit.day * EVENTS_PER_DAY + visit.stops)
        more = visit.next_item < visit.list_length
        wish = wish_to_stay(visit.affective, visit.absorbed, p)
        around = wanders(visit.recreational, luck, p) if more else lingers(visit.recreational, wish, luck, p)
        if visit.errand != Errand.EXIT:
            if visit.heads_out == 1 or visit.items >= baskets.shape[1] or not (more or around):
                visit.heads_out = 1
                keep_sales_experience(visit)
                visit.errand = Errand.TILL if visit.items > 0 or visit.collects == 1 else Errand.EXIT
            else:
                visit.errand = Errand.WANDER if around else Errand.LIST
        if visit.errand == Errand.EXIT:
            visit.target = place.exit
        elif visit.errand == Errand.TILL:
            till = shortest_line(staff, cashier, lines, visit.cell, place, visit.now_s)
            if len(machines) > 0 and visit.collects == 0:
                visit.checkout = chosen_checkout(visit, till, place, staff, cashier, lines, machines, seed, one_line,
                                                 ready, self_checkout)
            # The machines stand together at the last till of the plan.
            visit.target = place.first_till + (place.tills - 1 if visit.checkout == 1 else till)
        elif visit.errand == Errand.WANDER:
            visit.target = int(where * place.bays)
        else:
            visit.target = goods.item_bay[lists[row, visit.next_item]]
        visit.state = State.WALKING
