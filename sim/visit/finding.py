"""Finding at the shelf: the way that is known, what is sold out and replaced, what a wide range costs and gives.

    familiarity   = 1 - (1 - familiarity) e^(-visits / v0)                            the way is learned by coming
    overload      = max(0, ln(range width / optimum))
    odds of taking + b_v ln(range width) - b_c overload;  look x (1 + t overload);  cognitive kick - e overload

A range of the usual width is 1. More kinds raise the chance of a match and cost search; whether too much choice keeps
people from buying is disputed (Iyengar and Lepper 2000; Scheibehenne, Greifeneder and Todd 2010: no effect on average),
so b_c is a parameter. An item that is sold out is replaced by a similar one of its department by some (Corsten and Gruen
2003: 45 %) and missed by the others. Who does not know the store overlooks more (`searching.py`).
"""

import math

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, share, step
from sim.visit.states import Errand, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "shopper": (
        Field("familiarity", "f4", "0..1", 0, 1, means="how well the shopper knows his way in the store"),
    ),
    "visit": (
        Field("familiarity", "f8", "0..1", 0, 1, 1, means="how well the shopper knows his way, on arrival"),
        Field("not_found", "i8", means="items of the list that were out of stock and not replaced"),
        Field("stockouts", "i8", means="items of the list that were out of stock"),
        Field("substituted", "i8", means="of these, those for which a similar item was considered"),
    ),
}

SUREST = 1.0 - 1e-6
"""Largest share of those who take an item; 1 less this is the smallest."""

WEEKS_REMEMBERED = 13.0
"""Weeks before the start whose trips count as known to the shopper."""


class Finding(Parameters):
    """What is found, and what searching costs."""

    visits_to_know: float = number(5.0, "visits", 0.1, 1000, "Visits v0 after which 63 % of the way is known.")
    substitute: float = number(0.45, "share", 0, 1, "Share who turn to a similar item when theirs is sold out.",
                               "Corsten and Gruen 2003")
    pain_of_missing: float = number(0.30, "affect", 0, 2, "Cognitive kick of an item not found.",
                                    "shape: Fitzsimons 2000")
    pain_of_substitute: float = number(0.10, "affect", 0, 2, "Cognitive kick of having to take a similar item.",
                                       "shape: Fitzsimons 2000")
    range_optimum: float = number(1.5, "x", 0.1, 10, "Width of the range beyond which choice is a burden.",
                                  "shape: Iyengar and Lepper 2000; disputed")
    search_of_range: float = number(0.5, "-", 0, 10, "Growth of the look per unit of overload (t).")
    effort_of_range: float = number(0.05, "affect", 0, 2, "Cognitive kick per unit of overload (e).",
                                    "shape: Iyengar and Lepper 2000; disputed")
    match_of_range: float = number(0.3, "logit", 0, 5, "Slope of taking on the logarithm of the range width (b_v).",
                                   "shape: Chernev, Boeckenholt and Goodman 2015")
    loss_of_overload: float = number(0.4, "logit", 0, 5, "Slope of taking on overload, taken off (b_c).",
                                     "disputed: Scheibehenne et al. 2010, 0 on average")


@rule
def learned_way(familiarity, visits, p):
    """Familiarity after this many more visits."""
    return 1.0 - (1.0 - familiarity) * exp(-visits / p.visits_to_know)


@rule
def overload(range_width, p):
    """How far a range is beyond its optimum; range_width: logarithm of its width against the usual."""
    return max(0.0, range_width - math.log(p.range_optimum))


@rule
def longer_look(range_width, p):
    """Factor on the time of a look in a range of this width."""
    return 1.0 + p.search_of_range * overload(range_width, p)


@rule
def share_of_range(base, range_width, p):
    """P(take) in a range of this width, from that in the usual range."""
    base = min(SUREST, max(1.0 - SUREST, base))
    odds = math.log(base / (1.0 - base))
    return share(odds + p.match_of_range * range_width - p.loss_of_overload * overload(range_width, p))


@rule
def similar_item(item, goods, stock):
    """The item of the same department that is nearest in price and there, the cheaper of two; -1 none."""
    department = goods.item_department[item]
    first, last = goods.department_first[department], goods.department_first[department + 1]
    for apart in range(1, last - first):
        if item - apart >= first and stock[item - apart] > 0:
            return item - apart
        if item + apart < last and stock[item + apart] > 0:
            return item + apart
    return -1


@step
def finds(visits, row, time_s, goods, stock, log, counts, seed, p):
    """Whether something is there to decide on; who came for an item that is missing may turn to a similar one."""
    visit = visits[row]
    if visit.errand != Errand.LIST:
        return stock[visit.item] > 0
    if stock[visit.item] > 0:
        return True
    replacing, _, _, _ = draws(seed, Purpose.FIND, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + visit.stops)
    visit.stockouts += 1
    similar = similar_item(visit.item, goods, stock) if replacing < p.substitute else -1
    if similar >= 0:
        visit.item = similar
        visit.substituted += 1
        touch(log, counts, visits, row, Touchpoint.SUBSTITUTED, time_s, -p.pain_of_substitute, 0.0, 0.0, 0.0)
        return True
    visit.not_found += 1
    touch(log, counts, visits, row, Touchpoint.NOT_FOUND, time_s, -p.pain_of_missing, 0.0, 0.0, 0.0)
    return False


@step
def find_it_gone(visits, row, time_s, log, counts, p):
    """Somebody else has taken the last piece in the meantime: who came for it misses it."""
    visit = visits[row]
    if visit.errand == Errand.LIST:
        visit.stockouts += 1
        visit.not_found += 1
        touch(log, counts, visits, row, Touchpoint.NOT_FOUND, time_s, -p.pain_of_missing, 0.0, 0.0, 0.0)


@step
def feel_range(visits, row, time_s, goods, log, counts, p):
    """Choosing from a range beyond its optimum is an effort."""
    burden = overload(goods.range_width[goods.item_department[visits[row].item]], p)
    if burden > 0.0:
        touch(log, counts, visits, row, Touchpoint.WIDE_CHOICE, time_s, -p.effort_of_range * burden, 0.0, 0.0, 0.0)


@step
def start_familiarity(shoppers, occasions, p):
    """What shoppers know of the store at the start: the visits of a quarter of a year, by their own habits."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        visits = WEEKS_REMEMBERED * shopper.trip_rate * occasions * shopper.store_share
        shopper.familiarity = learned_way(0.0, visits, p)


@step
def learn_way(shoppers, lived, p):
    """Whoever came knows the store better; lived: see `sim.experience.satisfaction.sum_up`."""
    for i in range(len(shoppers)):
        if lived[i].visits > 0:
            shoppers[i].familiarity = learned_way(shoppers[i].familiarity, lived[i].visits, p)
