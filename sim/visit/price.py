"""The price at the shelf: judged against a price in the head, losses more than gains.

    standard = regular price x (1 + m (r - 1))            r: remembered price level of the store, 1 at the start
    gap      = (standard - price) / standard
    felt     = gap if gap >= 0 else loss aversion x gap   enters the odds of taking, and kicks the experience
    r        = r + g (price paid / regular price - r)     after each visit, mean over what was looked at

The reference price is adaptive (Kalyanaram and Winer 1995), and losses weigh more (Kahneman and Tversky 1979; for
prices Hardie, Johnson and Fader 1993; disputed by Bell and Lattin 2000). So a promotion sells, and afterwards the full
price looks dear. With m = 0 prices are judged against what such goods usually cost.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step

FIELDS = {
    "shopper": (
        Field("reference_price", "f4", "x", 0, 100, 1, means="remembered price level of the store against the regular"),
    ),
    "visit": (
        Field("reference_price", "f8", "x", 0, 100, 1, means="remembered price level of the store, on arrival"),
        Field("spend_cents", "i8", "cents", means="value of the basket at the prices that are charged"),
        Field("discount_cents", "i8", "cents", means="taken off the shelf prices of the basket by promotions"),
        Field("discounted_items", "i8", means="items of the basket at a price below the shelf price"),
        Field("prices_seen", "i8", means="items whose price was looked at"),
        Field("price_levels", "f8", "x", means="prices looked at, as multiples of the regular ones, summed"),
    ),
}


class Pricing(Parameters):
    """How prices are judged, and remembered."""

    price_weight: float = number(2.0, "logit", 0, 20, "Slope of taking on the relative price gap, times sensitivity.")
    price_level: float = number(1.0, "x", 0.1, 10, "Shelf prices as a multiple of the regular prices.")
    loss_aversion: float = number(1.6, "x", 1, 5, "Weight of a price above the standard against one below it.",
                                  "shape: Hardie, Johnson and Fader 1993; disputed: Bell and Lattin 2000")
    own_memory: float = number(0.5, "share", 0, 1, "Weight of the remembered level in the standard (m).",
                               "shape: Kalyanaram and Winer 1995")
    reference_gain: float = number(0.2, "share", 0, 1, "How far a visit moves the remembered level (g).",
                                   "shape: Kalyanaram and Winer 1995")
    sting_of_price: float = number(0.30, "affect", 0, 3, "Cognitive kick of a felt gap of 1, times sensitivity.",
                                   "shape: Campbell 1999")


@rule
def price_gap(regular_cents, price_cents, reference, p):
    """How far the price is below (+) or above (-) the standard, as a share of it; reference: remembered level r."""
    standard = regular_cents * (1.0 + p.own_memory * (reference - 1.0))
    return (standard - price_cents) / standard


@rule
def felt_gap(gap, p):
    """The gap as it is felt: losses weigh more than gains."""
    return gap if gap >= 0.0 else p.loss_aversion * gap


@rule
def moved_reference(reference, seen, p):
    """Remembered price level after a visit that showed the level `seen`."""
    return reference + p.reference_gain * (seen - reference)


@rule
def condition_luck(visit, item, goods, seed):
    """The shopper's own draw for the condition of the offer on an item, the same all day; 1 where there is none."""
    if goods.conditions == 0:
        return 1.0
    draw, _, _, _ = draws(seed, Purpose.CONDITION, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + item)
    return draw


@rule
def sees_price(visit, item, price_cents, goods):
    """A price is looked at and will be remembered."""
    visit.prices_seen += 1
    visit.price_levels += price_cents / goods.item_price_cents[item]


@rule
def pays(visit, item, price_cents, goods):
    """An item comes into the basket at this price."""
    visit.spend_cents += price_cents
    visit.discount_cents += goods.item_shelf_cents[item] - price_cents
    visit.discounted_items += price_cents < goods.item_shelf_cents[item]


@step
def remember_prices(visits, shoppers, p):
    """Every visit that was made moves its shopper's remembered price level."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.prices_seen > 0:
            shopper = shoppers[visit.person]
            shopper.reference_price = moved_reference(shopper.reference_price, visit.price_levels / visit.prices_seen, p)
