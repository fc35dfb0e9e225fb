"""Smart mirrors in fitting rooms: they show the item in other ways and suggest what goes with it.

    P(use) = logit(u + u_r (readiness - .5))

A suggestion is any item, the department by what is bought unplanned; it is taken as any other item, at the share `accept`
in the usual mood at the usual price. A mirror that is out of order disappoints those who would have used it.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.store.prices import counted_on_cents
from sim.visit.basket import put_in_basket
from sim.visit.browsing import takes
from sim.visit.price import condition_luck, felt_gap, price_gap, sees_price
from sim.visit.readiness import readiness
from sim.visit.states import Touchpoint
from sim.visit.touchpoints import touch

NO_MIRROR, MIRROR, OUT_OF_ORDER = range(3)
"""What a shopper in a fitting room has of a mirror: nothing to do with it, using it, or wishing it worked."""

FIELDS = {
    "visit": (
        Field("mirror", "i8", high=2, means="0 no smart mirror, 1 one in use, 2 one out of order that would be used"),
        Field("mirrors_met", "i8", means="times the fitting room had a smart mirror"),
        Field("mirror_uses", "i8", means="of these, used"),
        Field("mirrors_broken", "i8", means="of these, out of order for somebody who would have used it"),
        Field("cross_sold", "i8", means="items taken on the suggestion of a smart mirror"),
    )
}


class Mirrors(Parameters):
    """How many smart mirrors there are, who uses them, what they sell, what they cost."""

    rooms: float = number(0.0, "share", 0, 1, "Share of the fitting rooms that have a smart mirror.")
    use: float = number(-0.4, "logit", -15, 15, "Utility of using it at readiness 0.5 (u).")
    use_of_readiness: float = number(4.0, "logit", 0, 20, "Slope of using it on readiness for technology (u_r).")
    accept: float = number(0.2, "share", 0.001, 0.999, "P(take) of a suggestion in the usual mood at the usual price.")
    extra_min: float = number(1.0, "min", 0, 60, "Time that a user of the mirror stays longer.")
    out_of_order: float = number(0.03, "share", 0, 1, "Share of uses in which the mirror is out of order.")
    joy: float = number(0.08, "affect", -1, 1, "Affective kick of using it.")
    pain_of_breakdown: float = number(0.2, "affect", 0, 2, "Cognitive kick when it is out of order.")
    cost_week: float = number(45.0, "$/week", 0, 100000, "Capital and running cost of a mirror.")


def mirrored(rooms: int, share_of_rooms: float) -> np.ndarray:
    """int64 [rooms]: 1 where a room has a smart mirror, spread evenly over the rooms in their order."""
    return np.diff(np.floor(np.arange(rooms + 1) * share_of_rooms + 1e-9)).astype(np.int64)


@rule
def uses_mirror(ready, draw, p):
    """Whether somebody of this readiness (0..1) wants to use the mirror."""
    return draw < share(p.use + p.use_of_readiness * (ready - 0.5))


@step
def meets_mirror(visit, has_mirror, seed, ready, p):
    """What becomes of the mirror of the room that the shopper has entered; one of NO_MIRROR, MIRROR, OUT_OF_ORDER."""
    if has_mirror == 0:
        return NO_MIRROR
    visit.mirrors_met += 1
    use, works, _, _ = draws(seed, Purpose.MIRROR, visit.shopper, visit.period,
                             visit.day * EVENTS_PER_DAY + 2 * visit.stops)
    if not uses_mirror(readiness(visit.innovativeness, visit.age, ready), use, p):
        return NO_MIRROR
    return OUT_OF_ORDER if works < p.out_of_order else MIRROR


@rule
def suggested(goods, where, which):
    """Item that the mirror suggests: the department by its share of unplanned purchases, any item of it."""
    department = 0
    while department < len(goods.unplanned_share) - 1 and where >= goods.unplanned_share[department]:
        department += 1
    first, last = goods.department_first[department], goods.department_first[department + 1]
    return first + int(which * (last - first))


@step
def live_mirror(visits, row, time_s, goods, stock, baskets, log, counts, seed, browsing, p):
    """The mirror is used or misses; what it suggests is taken or not."""
    visit = visits[row]
    if visit.mirror == OUT_OF_ORDER:
        visit.mirrors_broken += 1
        touch(log, counts, visits, row, Touchpoint.MIRROR_BROKEN, time_s, -p.pain_of_breakdown, 0.0, 0.0, 0.0)
    elif visit.mirror == MIRROR:
        visit.mirror_uses += 1
        touch(log, counts, visits, row, Touchpoint.MIRROR, time_s, 0.0, p.joy, 0.0, 0.0)
        suggest(visits, row, time_s, goods, stock, baskets, log, counts, seed, browsing, p)


@step
def suggest(visits, row, time_s, goods, stock, baskets, log, counts, seed, browsing, p):
    """One suggestion, brought to the room if it is wanted and there; the place of the item in hand stays free."""
    visit = visits[row]
    where, which, luck, _ = draws(seed, Purpose.MIRROR, visit.shopper, visit.period,
                                  visit.day * EVENTS_PER_DAY + 2 * visit.stops + 1)
    other = suggested(goods, where, which)
    if stock[other] <= 0 or visit.items + 1 >= baskets.shape[1]:
        return
    price_cents = counted_on_cents(other, goods, condition_luck(visit, other, goods, seed))
    gap = felt_gap(price_gap(goods.item_price_cents[other], price_cents, visit.reference_price, browsing), browsing)
    sees_price(visit, other, price_cents, goods)
    if not takes(p.accept, visit.affective, visit.price_sensitivity, gap, luck, browsing):
        return
    in_hand = visit.item
    visit.item = other
    put_in_basket(visit, row, price_cents, goods, stock, baskets)
    visit.item = in_hand
    visit.cross_sold += 1
    touch(log, counts, visits, row, Touchpoint.UNPLANNED, time_s, browsing.joy_of_finding, browsing.joy_of_discovery,
          0.0, 0.0)
    if gap != 0.0:
        touch(log, counts, visits, row, Touchpoint.PRICE, time_s, browsing.sting_of_price * visit.price_sensitivity * gap,
              0.0, 0.0, 0.0)
