"""Conditions found at the till: an offer that the shopper counted on is refused, and that is a bad surprise.

When the basket is rung up, each item whose offer hangs on a hidden condition that the shopper does not meet costs its
full price. He leaves it there or pays,

    P(leave)    = logit(logit(p0) + b s loss)             loss: discount refused as a share of the full price
    P(complain) = 1 - (1 - c) e^(-k loss)

and the surprise kicks the cognitive side by its loss. A clear condition costs the store the sale at the shelf and
nothing at the till (fairness of hidden conditions: Xia, Monroe and Cox 2004; complaints: Singh 1988).
"""

import math

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, share, step
from sim.store.prices import meets_condition
from sim.visit.priming import counts_origin
from sim.visit.sales_process import touch_at_checkout
from sim.visit.states import State, Touchpoint

FIELDS = {
    "visit": (
        Field("refused_discounts", "i8", means="items whose discount was refused at the till"),
        Field("left_at_till", "i8", means="of these, those left there"),
        Field("complained", "i8", means="complaints about a refused discount"),
    )
}


class Conditions(Parameters):
    """What a refused discount does."""

    leave: float = number(0.15, "share", 0.001, 0.999, "P(item left at the till) for a loss that is next to nothing.")
    leave_of_loss: float = number(4.0, "logit", 0, 40, "Slope of leaving it on the loss, times price sensitivity.")
    complain: float = number(0.05, "share", 0, 1, "P(complaint) for a loss that is next to nothing (c).",
                             "shape: complaining rises with the loss")
    complain_of_loss: float = number(1.0, "-", 0, 20, "Growth of complaining with the loss (k).",
                                     "shape: complaining rises with the loss")
    pain_of_surprise: float = number(1.0, "affect", 0, 5, "Cognitive kick of a refused discount of the whole price.",
                                     "shape: Xia, Monroe and Cox 2004")


@rule
def loss_of(item, goods):
    """The discount on an item as a share of its full price."""
    return (goods.item_shelf_cents[item] - goods.item_offer_cents[item]) / goods.item_shelf_cents[item]


@rule
def leaves_item(loss, price_sensitivity, draw, p):
    """Whether the item is left at the till."""
    return draw < share(math.log(p.leave / (1.0 - p.leave)) + p.leave_of_loss * price_sensitivity * loss)


@rule
def complains(loss, draw, p):
    """Whether the shopper complains."""
    return draw < 1.0 - (1.0 - p.complain) * exp(-p.complain_of_loss * loss)


@rule
def pays_in_full(visit, item, goods):
    """The discount on an item of the basket is refused."""
    refused = goods.item_shelf_cents[item] - goods.item_offer_cents[item]
    visit.refused_discounts += 1
    visit.spend_cents += refused
    visit.discount_cents -= refused
    visit.discounted_items -= refused > 0
    visit.price_levels += refused / goods.item_price_cents[item]


@rule
def gives_back(visit, item, on_list, goods):
    """An item at its full price leaves the basket; on_list: whether it was on the shopper's list."""
    visit.left_at_till += 1
    visit.items -= 1
    visit.unplanned_items = max(0, min(visit.unplanned_items - (not on_list), visit.items))
    visit.spend_cents -= goods.item_shelf_cents[item]
    visit.reference_cents -= goods.item_price_cents[item]
    visit.cost_cents -= goods.item_cost_cents[item]
    counts_origin(visit, item, -1, goods)


@rule
def is_on(items, length, item):
    """Whether the item is among the first `length` of the list."""
    for k in range(length):
        if items[k] == item:
            return True
    return False


@step
def ring_up(visits, row, lists, goods, stock, baskets, log, counts, seed, p):
    """The basket of a visit is rung up, the last item first; offers whose condition is not met are refused."""
    visit = visits[row]
    for k in range(visit.items - 1, -1, -1):
        item = baskets[row, k]
        if not goods.item_hidden[item]:
            continue
        luck, leaving, complaining, _ = draws(seed, Purpose.CONDITION, visit.shopper, visit.period,
                                              visit.day * EVENTS_PER_DAY + item)
        if meets_condition(item, goods, luck):
            continue
        loss = loss_of(item, goods)
        pays_in_full(visit, item, goods)
        visit.complained += complains(loss, complaining, p)
        touch_at_checkout(log, counts, visits, row, Touchpoint.CONDITION, visit.until_s, -p.pain_of_surprise * loss, 0.0,
                          0.0, 0.0)
        if leaves_item(loss, visit.price_sensitivity, leaving, p):
            gives_back(visit, item, is_on(lists[row], visit.list_length, item), goods)
            stock[item] += 1
            baskets[row, k] = baskets[row, visit.items]


@step
def check_conditions(visits, inside, count, end_s, lists, goods, stock, baskets, log, counts, seed, p):
    """Everybody whose payment ends in this tick learns at the till or machine which discounts are refused."""
    if goods.surprises == 0:
        return
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        ends = visit.state == State.PAYING or (visit.state == State.SCANNING and visit.to_scan_s == 0.0)
        if ends and visit.until_s <= end_s:
            ring_up(visits, row, lists, goods, stock, baskets, log, counts, seed, p)
