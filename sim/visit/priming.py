"""Priming: music from a country turns eyes to goods of the same origin (North, Hargreaves and McKendrick 1997).

Whoever has an item of another origin in view turns to the one of the primed origin that is nearest in price with

    P = 2 logit(w) - 1

so that two equally good origins, each with its music, sell at an odds ratio of e^(2 w). Goods of no particular origin
are let alone, and music of no origin does nothing.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share

FIELDS = {
    "visit": (
        Field("origin_items", "i8", means="items of the basket that have a country of origin"),
        Field("primed_items", "i8", means="of these, those from where the music is"),
    )
}


class Priming(Parameters):
    """Pull of the music's origin."""

    origin_priming: float = number(1.11, "logit", 0, 5, "Pull of music on goods of its origin (w).",
                                   "calibrated: North et al. 1997, odds ratio 9.2 = e^(2 w)")


@rule
def turns_to_primed(draw, p):
    """Whether somebody with an item of another origin in view turns to one from where the music is."""
    return draw < 2.0 * share(p.origin_priming) - 1.0


@rule
def primed_item(item, goods):
    """The item of the department from where the music is that is nearest in price, the cheaper of two; else `item`."""
    department = goods.item_department[item]
    first, last = goods.department_first[department], goods.department_first[department + 1]
    for apart in range(1, last - first):
        if item - apart >= first and goods.item_primed[item - apart] and goods.item_listed[item - apart]:
            return item - apart
        if item + apart < last and goods.item_primed[item + apart] and goods.item_listed[item + apart]:
            return item + apart
    return item


@rule
def under_music(visit, item, goods, seed, p):
    """The item in view once the music has had its say; only goods of some origin compete with those of its own."""
    if goods.item_origin[item] == 0 or goods.item_primed[item]:
        return item
    draw, _, _, _ = draws(seed, Purpose.ORIGIN, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + visit.stops)
    return primed_item(item, goods) if turns_to_primed(draw, p) else item


@rule
def counts_origin(visit, item, number, goods):
    """`number` (1 or -1) pieces of an item come into the basket."""
    if goods.item_origin[item] > 0:
        visit.origin_items += number
        if goods.item_primed[item]:
            visit.primed_items += number
