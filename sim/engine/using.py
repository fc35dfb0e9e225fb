"""What was bought is lived with at home: baskets of the store, and orders that came or were fetched; rules in `sim.experience.use`.

The pieces of an order are those of its list, each as many times as a list becomes a basket in the store; a piece has cost its
part, by price, of what was paid for the goods of the order. Orders that are sent back as a whole are not lived with, nor is
what was bought by phone in the store. The gap of an order moves the satisfaction of the period by one part of the
visits and orders of the period, that of a visit by one part of its visits.
"""

import numpy as np

from sim.channels.choosing import PICK_UP
from sim.channels.listing import item_of
from sim.engine.tables import rows_joined, rows_where
from sim.experience.opinions import hear_opinions
from sim.experience.use import learn_quality, live_with, owe, rated_in_use, refund, use_item
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.rules import rule, step
from sim.people.moments import Moment
from sim.people.parcels import NEVER, packed

OF_ORDER = EVENTS_PER_DAY // 2
"""Number of the first piece of an order among the events of the day on which it was made; those of a basket are below."""


def use_goods(t) -> None:
    """What was bought is lived with in the period `t` (`sim.engine.period.Period`)."""
    p, felt = t.scenario.experience.use.numbers(), np.zeros(len(t.shoppers))
    for day in (one.day for one in t.days):
        live_with(day.visits, day.baskets, day.goods, t.shoppers, t.given, t.lived, felt, t.key, p)
    t.unpacked = unpacked(t)
    browsing, listing = t.scenario.visit.browsing, t.scenario.channels.listing
    for branch in t.model.branches:
        here = np.flatnonzero(t.unpacked["store"] == branch.number)
        orders = t.unpacked.take(here)
        use_orders(orders, branch.floor.goods, t.shoppers, browsing.take_listed / listing.planned_share, felt, t.key,
                   branch.floor.list_rules, p)
        t.unpacked[here] = orders
    used = np.flatnonzero(felt)
    t.journal.note(Moment.USED, used, *t.evening, cognitive=felt[used])
    hear_opinions(t.shoppers, t.visits, t.scenario.experience.opinions)
    t.online |= {"ordered_items": int(t.unpacked["items"].sum()), "ordered_returned": int(t.unpacked["items_returned"].sum()),
                 "defects": int(t.visits["defects"].sum() + t.unpacked["defects"].sum()),
                 "used_items": int(t.visits["items"].sum() + t.unpacked["items"].sum()),
                 "ordered_refunds": int(t.unpacked["refund_cents"].sum()) / 100}


def unpacked(t) -> np.ndarray:
    """The orders that came home in this period, or were fetched in it, and are kept: rows of `PARCEL`."""
    for rows in (t.parcels, t.model.parcels):
        new = rows["period"] == t.number
        rows["given"][new] = t.given[rows["person"][new]]
    came = (t.parcels["comes"] >= t.start) & (t.parcels["comes"] < t.end) & (t.parcels["returned"] == NEVER)
    fetched = (t.orders["way"] // 2 == PICK_UP) & (t.web_value > 0)
    bags = packed(rows_where(t.orders, fetched), t.number, t.start)
    bags["value_cents"], bags["cost_cents"], bags["comes"] = t.web_value[fetched], t.web_cost[fetched], bags["ordered"]
    bags["given"] = t.given[bags["person"]]
    return rows_joined([rows_where(t.parcels, came), bags])


@rule
def part_of(whole_cents, before, price, prices):
    """Cents of `whole_cents` that fall on a piece of this price, after pieces of `before`, of pieces of `prices` in all.

    The parts of all pieces sum to the whole.
    """
    return whole_cents * (before + price) // prices - whole_cents * before // prices


@step
def piece_of(order, k, price_tier, goods, seed, listing):
    """Item of the piece k of an order: its list, over and over (`sim.channels.listing.write_lists`)."""
    where, which, _, _ = draws(seed, Purpose.SHOPPING_LIST, order.shopper, order.period,
                               order.day * EVENTS_PER_DAY + k % order.list_length)
    return item_of(goods.department_first, goods.list_share, price_tier, where, which, listing)


@step
def use_orders(orders, goods, shoppers, bought, felt, seed, listing, p):
    """Everybody uses what came of his orders; writes their columns, what is still owed, and adds to `felt` (by shopper).

    orders: rows of `PARCEL`; bought: pieces for each entry on the list.
    """
    for row in range(len(orders)):
        order = orders[row]
        shopper = shoppers[order.person]
        order.items = max(1, int(order.list_length * bought + 0.5))
        total, prices, before, first = 0.0, 0, 0, order.day * EVENTS_PER_DAY + OF_ORDER
        for k in range(order.items):
            prices += goods.item_price_cents[piece_of(order, k, shopper.price_tier, goods, seed, listing)]
        for k in range(order.items):
            item = piece_of(order, k, shopper.price_tier, goods, seed, listing)
            price = goods.item_price_cents[item]
            quality, defective, back, sound = use_item(order.shopper, order.period, first + k, item, goods, shopper.knowledge, seed, p)
            total += quality
            order.defects += defective
            if back:
                due = refund(part_of(order.value_cents, before, price, prices), order.given)
                order.items_returned += 1
                order.refund_cents += due
                owe(shopper, due, part_of(order.cost_cents, before, price, prices), sound)
            before += price
        order.gap = total / order.items - shopper.expected_quality
        felt[order.person] += p.weight * order.gap
        learn_quality(shopper, order.gap, p)


def rate_goods_of_orders(t) -> None:
    """The goods of orders move the satisfaction of the period, after all else of it was judged."""
    orders = np.bincount(t.unpacked["person"], minlength=len(t.shoppers))
    rate_in_use(t.unpacked, t.shoppers, t.lived["visits"] + orders, t.scenario.experience.use.numbers())


@step
def rate_in_use(orders, shoppers, times, p):
    """Each order moves the satisfaction of its shopper; times: visits and orders of the period, by shopper."""
    for row in range(len(orders)):
        shopper = shoppers[orders[row].person]
        shopper.satisfaction += rated_in_use(shopper.satisfaction, orders[row].gap, p) / times[orders[row].person]
