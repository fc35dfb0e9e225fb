"""The basket: what is in it, what it is worth, and that all of it goes back to the shelf when it is not paid.

A piece is in one place at any time: on the shelf, in somebody's hand or in a basket. So stock, hands and baskets sum to what
was there at opening.
"""

from sim.ground.columns import Field
from sim.ground.rules import rule
from sim.visit.price import pays
from sim.visit.priming import counts_origin
from sim.visit.states import Errand

FIELDS = {
    "visit": (
        Field("items", "i8", means="items in the basket"),
        Field("unplanned_items", "i8", means="items in the basket that were on no list"),
        Field("reference_cents", "i8", "cents", means="value of the basket at the reference prices"),
        Field("cost_cents", "i8", "cents", means="cost of the goods in the basket"),
    )
}


@rule
def put_in_basket(visit, row, price_cents, goods, stock, baskets):
    """The item in hand goes from the shelf into the basket; its place there is remembered, should it go back."""
    stock[visit.item] -= 1
    baskets[row, visit.items] = visit.item
    visit.items += 1
    if visit.errand != Errand.LIST:
        visit.unplanned_items += 1
    counts_origin(visit, visit.item, 1, goods)
    pays(visit, visit.item, price_cents, goods)
    visit.reference_cents += goods.item_price_cents[visit.item]
    visit.cost_cents += goods.item_cost_cents[visit.item]


@rule
def put_back(visit, row, stock, baskets):
    """All items of the basket go back to the shelf: the shopper leaves without paying, and takes no wrong item home."""
    for k in range(visit.items):
        stock[baskets[row, k]] += 1
    visit.items = 0
    visit.unplanned_items = 0
    visit.spend_cents = 0
    visit.discount_cents = 0
    visit.discounted_items = 0
    visit.reference_cents = 0
    visit.cost_cents = 0
    visit.origin_items = 0
    visit.primed_items = 0
    visit.missold = 0
