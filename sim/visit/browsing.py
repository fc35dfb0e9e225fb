"""At the shelf: looking, finding or not finding, wanting help, checking the phone, taking or leaving.

A planned item is looked at for a time (triangular), then

    P(take) = logit(logit(p0) + b_P (P - P0) + b_$ sensitivity x felt price gap)

p0 by errand: an item of the list, a look around, something noticed on the way. What is found stands in `finding.py`, how
the price is judged in `price.py`, what music does in `priming.py`; their numbers belong to this decision. Some want help before they
decide (Siebers et al. 2007); some check the phone (`phone.py`). A missing item disappoints. What is bought without
having been on the list is unplanned (46 % of purchases, Inman, Winer and Ferraro 2009).
"""

import math

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import number
from sim.ground.rules import rule, share, step, triangular
from sim.store.prices import counted_on_cents
from sim.visit.basket import put_in_basket
from sim.visit.finding import SUREST, Finding, feel_range, find_it_gone, finds, longer_look, share_of_range
from sim.visit.fitting import carries_to_room
from sim.visit.phone import moves_online
from sim.visit.price import Pricing, condition_luck, felt_gap, price_gap, sees_price
from sim.visit.priming import Priming, under_music
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("stops", "i8", means="stops at shelves so far"),
        Field("next_item", "i8", high=32, means="entries of the list already dealt with"),
        Field("until_s", "f8", "s", low=-1, means="time at which the present activity ends"),
        Field("item", "i8", low=-1, start=-1, means="item in hand or in view"),
        Field("considered", "i8", means="items looked at on purpose: of the list, or on a look around"),
        Field("looked", "i8", means="of these, decided on without help"),
        Field("bought_unaided", "i8", means="of these, taken"),
    )
}


class Browsing(Finding, Pricing, Priming):
    """Time at the shelf, what is found there, how its price is judged, and the decision to take."""

    look_low_min: float = number(0.1, "min", 0, 60, "Shortest look at an item of the list.")
    look_mode_min: float = number(0.3, "min", 0, 60, "Most frequent look at an item of the list.")
    look_high_min: float = number(1.2, "min", 0.01, 120, "Longest look at an item of the list.")
    glance_share: float = number(0.5, "share", 0, 1, "Length of a look at something noticed, against one of the list.")
    take_listed: float = number(0.97, "share", 0.001, 0.999, "P(take) of an item on the list that is there.")
    take_wandering: float = number(0.35, "share", 0.001, 0.999, "P(take) after looking around.")
    take_noticed: float = number(0.55, "share", 0.001, 0.999, "P(take) of something noticed on the way.")
    need_help: float = number(0.03, "share", 0, 1, "Share of stops at which the shopper wants help.")
    pleasure_weight: float = number(1.5, "logit", 0, 20, "Slope of taking on pleasure.",
                                    "shape: Donovan and Rossiter 1982")
    pleasure_usual: float = number(0.1, "affect", -1, 1, "Pleasure P0 at which the shares above hold.")
    joy_of_finding: float = number(0.05, "affect", 0, 2, "Cognitive kick of an item found.")
    joy_of_discovery: float = number(0.06, "affect", 0, 2, "Affective kick of an unplanned purchase.")


@rule
def look_s(errand, draw, p):
    """Time spent looking, in seconds."""
    time = triangular(p.look_low_min, p.look_mode_min, p.look_high_min, draw)
    return 60.0 * (time * p.glance_share if errand == Errand.NOTICED else time)


@rule
def usual_look_s(p):
    """Mean time spent looking at an item of the list, in seconds."""
    return 20.0 * (p.look_low_min + p.look_mode_min + p.look_high_min)


@rule
def takes(base, pleasure, price_sensitivity, price_gap, draw, p):
    """Whether the item goes into the basket; price_gap: relative distance from the standard as it is felt."""
    base = min(SUREST, max(1.0 - SUREST, base))
    odds = math.log(base / (1.0 - base))
    return draw < share(odds + p.pleasure_weight * (pleasure - p.pleasure_usual)
                        + p.price_weight * price_sensitivity * price_gap)


@rule
def usual_share(errand, p):
    """P(take) in the usual mood at the usual price, by errand."""
    if errand == Errand.LIST:
        return p.take_listed
    return p.take_wandering if errand == Errand.WANDER else p.take_noticed


@rule
def help_wanted(item, goods, p):
    """Share of those looking at this item who want help: that of its department, where it has one of its own."""
    need = goods.need_help[goods.item_department[item]]
    return p.need_help if math.isnan(need) else need


@rule
def item_in_view(visit, row, lists, goods, place, draw):
    """The item looked at: the next of the list, or one of the bay that the shopper stands at; -1 if it is empty."""
    if visit.errand == Errand.LIST:
        return lists[row, visit.next_item]
    bay = place.near_bay[visit.cell] if visit.errand == Errand.NOTICED else visit.target
    first, last = goods.bay_first[bay], goods.bay_first[bay + 1]
    if last <= first:
        return -1
    return goods.bay_item[first + int(draw * (last - first))]


@rule
def moves_on(visit, time_s):
    """Done at this shelf; the next errand is chosen in `heading.py`."""
    if visit.errand == Errand.LIST:
        visit.next_item += 1
    visit.item = -1
    visit.now_s = time_s
    visit.state = State.REACHED
    visit.errand = Errand.LIST
    visit.target = -1


@step
def settle(visits, row, base, luck, time_s, goods, stock, baskets, log, counts, seed, phone, p):
    """The decision on the item in view: taken with share `base` or left; the phone may move what is taken online."""
    visit = visits[row]
    item = visit.item
    if stock[item] <= 0:
        find_it_gone(visits, row, time_s, log, counts, p)
        moves_on(visit, time_s)
        return
    price_cents = counted_on_cents(item, goods, condition_luck(visit, item, goods, seed))
    gap = felt_gap(price_gap(goods.item_price_cents[item], price_cents, visit.reference_price, p), p)
    sees_price(visit, item, price_cents, goods)
    if goods.wide == 1:
        base = share_of_range(base, goods.range_width[goods.item_department[item]], p)
    if not takes(base, visit.affective, visit.price_sensitivity, gap, luck, p):
        touch(log, counts, visits, row, Touchpoint.LEFT_ON_SHELF, time_s, 0.0, 0.0, 0.0, 0.0)
    elif not moves_online(visits, row, goods.item_price_cents[item], price_cents, goods.item_cost_cents[item], time_s,
                          log, counts, seed, phone):
        found = Touchpoint.FOUND if visit.errand == Errand.LIST else Touchpoint.UNPLANNED
        fun = 0.0 if visit.errand == Errand.LIST else p.joy_of_discovery
        put_in_basket(visit, row, price_cents, goods, stock, baskets)
        touch(log, counts, visits, row, found, time_s, p.joy_of_finding, fun, 0.0, 0.0)
        if gap != 0.0:
            touch(log, counts, visits, row, Touchpoint.PRICE, time_s,
                  p.sting_of_price * visit.price_sensitivity * gap, 0.0, 0.0, 0.0)
    moves_on(visit, time_s)


@step
def start_looking(visits, inside, count, lists, place, goods, seed, p):
    """Everybody who has reached a shelf begins to look."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state == State.REACHED and visit.errand < Errand.TILL and visit.target >= 0:
            length, which, _, _ = draws(seed, Purpose.BROWSE, visit.shopper, visit.period,
                                        visit.day * EVENTS_PER_DAY + 2 * visit.stops)
            visit.item = item_in_view(visit, row, lists, goods, place, which)
            if goods.music_origin > 0 and visit.item >= 0:
                visit.item = under_music(visit, visit.item, goods, seed, p)
            look = visit.look_stretch * look_s(visit.errand, length, p)
            if goods.wide == 1 and visit.item >= 0:
                look *= longer_look(goods.range_width[goods.item_department[visit.item]], p)
            visit.until_s = visit.now_s + look
            visit.state = State.BROWSING
            visit.stops += 1


@step
def considers(visits, row, time_s, goods, stock, baskets, log, counts, seed, p):
    """Whether there is something to decide on when the look ends; what is sold out may be replaced before help begins."""
    visit = visits[row]
    if (visit.item < 0 or visit.items >= baskets.shape[1]
            or not finds(visits, row, time_s, goods, stock, log, counts, seed, p)):
        return False
    if visit.errand != Errand.NOTICED:
        visit.considered += 1
        if goods.wide == 1:
            feel_range(visits, row, time_s, goods, log, counts, p)
    return True


@step
def decide(visits, inside, count, end_s, place, goods, stock, baskets, log, counts, seed, phone, p):
    """Everybody whose look is over finds the item or not, wants help, buys it elsewhere, takes it or leaves it."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.BROWSING or visit.until_s > end_s:
            continue
        time_s = visit.until_s
        if not considers(visits, row, time_s, goods, stock, baskets, log, counts, seed, p):
            moves_on(visit, time_s)
            continue
        luck, wants, _, _ = draws(seed, Purpose.BROWSE, visit.shopper, visit.period,
                                  visit.day * EVENTS_PER_DAY + 2 * visit.stops - 1)
        on_purpose = visit.errand != Errand.NOTICED
        if on_purpose and wants < help_wanted(visit.item, goods, p):
            visit.now_s = time_s
            visit.state = State.ASKING
            continue
        base = usual_share(visit.errand, p)
        if on_purpose and carries_to_room(visit, base, time_s, place, goods, stock, seed):
            continue
        before = visit.items
        settle(visits, row, base, luck, time_s, goods, stock, baskets, log, counts, seed, phone, p)
        visit.looked += on_purpose
        visit.bought_unaided += on_purpose * (visit.items - before)
