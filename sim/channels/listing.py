"""The shopping list: how many items, which ones, in which order they are walked.

The length is lognormal with the mean and the coefficient of variation of the shopper's own baskets (a gamma of shape k
has cv^2 = 1 / k, so sigma^2 = ln(1 + 1 / k)), times the share that is planned (54 % of purchases, Inman, Winer and
Ferraro 2009). Items fall on departments by their share of lists; a shopper with a taste for dear
things draws from the upper end of a department's prices. Lists are walked by the nearest next shelf from the entrance.
"""

import math

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, normal, rule, step
from sim.store.prices import cents_at


class Listing(Parameters):
    """Length and content of lists."""

    planned_share: float = number(0.54, "share", 0.01, 1, "Share of a usual basket that is on the list.",
                                  "Inman, Winer and Ferraro 2009")
    basket_scale: float = number(1.0, "x", 0.01, 10, "Usual basket of this kind of store against the shopper's own.")
    planned_of_search: float = number(0.15, "share", 0, 3, "How much longer lists are that were made on the web before coming.",
                                      "shape: Flavian, Gurrea and Orus 2016, who has looked around knows what to buy")
    taste_tilt: float = number(0.5, "-", 0, 3, "How far one sd of price tier tilts the draw within a department.")


@rule
def list_length(basket_lines, spread, draw, other, longest, p):
    """Entries on the list, 1..longest; `spread` is the gamma shape of the shopper's baskets."""
    mean = basket_lines * p.planned_share * p.basket_scale
    variance = math.log(1.0 + 1.0 / spread)
    size = mean * exp(math.sqrt(variance) * normal(draw, other) - 0.5 * variance)
    return min(longest, max(1, int(size + 0.5)))


@rule
def item_of(department_first, list_share, price_tier, where, which, p):
    """Item number for two draws: the department by its share of lists, the item by a draw tilted by price tier."""
    department = 0
    while department < len(list_share) - 1 and where >= list_share[department]:
        department += 1
    first, last = department_first[department], department_first[department + 1]
    tilted = which ** exp(-p.taste_tilt * price_tier)
    return first + min(last - first - 1, int(tilted * (last - first)))


@step
def write_lists(visits, lists, goods, place, seed, p):
    """Draw the items of every visit's list and put them into walking order."""
    for row in range(len(visits)):
        visit = visits[row]
        for k in range(visit.list_length):
            where, which, _, _ = draws(seed, Purpose.SHOPPING_LIST, visit.shopper, visit.period,
                                       visit.day * EVENTS_PER_DAY + k)
            lists[row, k] = item_of(goods.department_first, goods.list_share, visit.price_tier, where, which, p)
        walking_order(lists[row], visit.list_length, goods, place)


@step
def walking_order(items, length, goods, place):
    """Sort the first `length` items in place: each time the nearest shelf next, starting at the entrance."""
    for k in range(length):
        best = k
        near = 1e30
        for m in range(k, length):
            bay = goods.item_bay[items[m]]
            if k == 0:
                way = place.distance_m[bay, place.entrance_cells[0]]
            else:
                way = place.bay_distance_m[goods.item_bay[items[k - 1]], bay]
            if way < near:
                near = way
                best = m
        items[k], items[best] = items[best], items[k]


@step
def list_values(visits, lists, goods, bought, price_level, value_cents, cost_cents):
    """Value and cost in cents of what is bought with every row's list where it is not walked in this store.

    bought: items bought for each item on the list, planned and unplanned together; price_level: prices there against
    the regular ones.
    """
    for row in range(len(visits)):
        value, cost = 0, 0
        for k in range(visits[row].list_length):
            value += cents_at(goods.item_price_cents[lists[row, k]], price_level)
            cost += goods.item_cost_cents[lists[row, k]]
        value_cents[row] = int(value * bought + 0.5)
        cost_cents[row] = int(cost * bought + 0.5)
