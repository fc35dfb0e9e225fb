"""Prices and promotions: what an item costs today, by item, day and period.

    shelf price = regular price x level of the store x level of the department          whole cents
    offer       = shelf price x (1 - depth)                                             while a promotion runs

A promotion may hang on a condition (a minimum quantity, a coupon, a card) that a share of shoppers does not meet. A
clear condition is read at the shelf: who does not meet it knows that he pays the full price. A hidden one is found out
at the till. A promotion with an end cap is shown on the displays of its department, which catch the eye more often
(Chevalier 1975; Inman, Winer and Ferraro 2009).
"""

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from sim.ground.errors import InputError
from sim.ground.parameters import choice, number
from sim.ground.rules import rule
from sim.ground.span import Span
from sim.store.assortment import DISPLAY_ITEMS, Assortment
from sim.store.department import twice
from sim.store.place import Place
from sim.ground.weekdays import day_numbers

class Promotion(Span):
    """One promotion. Of several that hold for an item at once, the last one in the list counts."""

    department: str = choice("", "department on offer; empty: the whole store")
    share: float = number(1.0, "share", 0, 1, "share of its items on offer, evenly over their prices")
    items: tuple[Annotated[int, Field(ge=0)], ...] = choice((), "numbers of the items on offer within the department, "
                                                            "0 the cheapest; empty: as the share says")
    depth: float = number(0.2, "share", 0, 0.95, "discount as a share of the shelf price")
    weekdays: Annotated[tuple[int, ...], BeforeValidator(day_numbers)] = choice(
        (0, 1, 2, 3, 4, 5, 6), "days of the week on which it holds: mon to sun, or 0 Monday to 6 Sunday")
    end_cap: bool = choice(False, "whether displays of the department show the items on offer")
    condition: Literal["clear", "hidden"] = choice("clear", "where a condition is found: at the shelf, or at the till")
    refused: float = number(0.0, "share", 0, 1, "share of shoppers, item by item, who do not meet the condition")

    @model_validator(mode="before")
    @classmethod
    def _is_for_everybody(cls, given: Any):
        if isinstance(given, dict) and "members_only" in given:
            raise ValueError("members_only: a promotion is for everybody. What is on offer to holders of the loyalty card alone is a term "
                             "of the card. Set it by channels.card.offer_share and channels.card.offer_depth, with channels.card.exists=true")
        return given


@rule
def cents_at(regular_cents, level):
    """Whole cents of a price at `level` times the regular one."""
    return int(math.floor(regular_cents * level + 0.5))


@rule
def meets_condition(item, goods, luck):
    """Whether the shopper meets the condition of the offer on this item; luck: his own uniform draw for it."""
    return luck >= goods.item_refused[item]


@rule
def counted_on_cents(item, goods, luck):
    """Price that the shopper counts on at the shelf: the offer, unless a clear condition shuts him out."""
    if goods.item_hidden[item] or meets_condition(item, goods, luck):
        return goods.item_offer_cents[item]
    return goods.item_shelf_cents[item]


@rule
def charged_cents(item, goods, luck):
    """Price at the till: the offer, if its condition is met."""
    return goods.item_offer_cents[item] if meets_condition(item, goods, luck) else goods.item_shelf_cents[item]


def check_promotions(promotions: Sequence[Promotion], departments: dict, periods: int = 0) -> None:
    """Raise InputError, one line a fault: nothing said, unknown departments and items, items named twice, a beginning
    after the end of the run of so many periods.
    """
    lines = []
    for k, promotion in enumerate(promotions):
        where = f"store.promotions.{k}"
        name, cure = promotion.department, "Set it in configs/scenario/*.yaml or on the command line."
        if not promotion.model_fields_set:
            lines.append(f"{where} is empty ({{}}): it would take {promotion.depth:.0%} off the whole store for good; it must say at "
                         f"least one thing, such as its department or depth. {cure}")
        if len(set(promotion.items)) < len(promotion.items):
            lines.append(f"{where}.items holds {twice(promotion.items)} more than once; it must name each item once. {cure}")
        if name and name not in departments:
            lines.append(f"{where}.department is {name!r}: the store has no such department; it has "
                         f"{', '.join(departments)}, or leave it empty for the whole store. {cure}")
        elif promotion.items and not name:
            lines.append(f"{where}.items: items are numbered within a department, and none is named. {cure}")
        elif promotion.items and max(promotion.items) >= departments[name].kinds:
            lines.append(f"{where}.items holds {max(promotion.items)}; {name} has items 0 to "
                         f"{departments[name].kinds - 1}. {cure}")
        if promotion.from_period >= periods > 0:
            lines.append(f"{where}.from_period is {promotion.from_period}; the run has periods 0 to {periods - 1} "
                         f"(horizon.periods), so the promotion would never begin. {cure}")
    if lines:
        raise InputError("\n".join(lines))


def running(promotions: Sequence[Promotion], period: int, weekday: int) -> list[Promotion]:
    """The promotions that hold on this day."""
    return [one for one in promotions if one.lasts_in(period) and weekday in one.weekdays]


def items_of(promotion: Promotion, goods: Assortment, departments: Sequence[str]) -> np.ndarray:
    """Numbers of the items on offer, ascending; departments: names in the order of the plan."""
    on_offer = []
    for k, name in enumerate(departments):
        if promotion.department not in ("", name):
            continue
        first, kinds = int(goods.department_first[k]), int(goods.department_first[k + 1] - goods.department_first[k])
        some = int(math.floor(promotion.share * kinds + 0.5))
        own = np.array(sorted(promotion.items)) if promotion.items else np.arange(some) * kinds // max(1, some)
        on_offer.append(first + own)
    return np.concatenate(on_offer).astype(np.int64)


def goods_today(goods: Assortment, promotions: Sequence[Promotion], departments: Sequence[str], place: Place,
                period: int, weekday: int) -> Assortment:
    """The goods at the prices of this day; `goods` itself where nothing is on offer."""
    today = running(promotions, period, weekday)
    if not today:
        return goods
    offer, refused, hidden = goods.item_offer_cents.copy(), goods.item_refused.copy(), goods.item_hidden.copy()
    for promotion in today:
        own = items_of(promotion, goods, departments)
        offer[own] = np.floor(goods.item_shelf_cents[own] * (1.0 - promotion.depth) + 0.5).astype(np.int64)
        refused[own] = promotion.refused
        hidden[own] = promotion.condition == "hidden"
    offer = np.maximum(1, offer)
    refused[offer >= goods.item_shelf_cents] = 0.0      # a discount of nothing cannot be refused
    first, shown = _on_displays(goods, today, departments, place)
    return goods._replace(item_offer_cents=offer, item_refused=refused, item_hidden=hidden,
                          conditions=int((refused > 0.0).any()), surprises=int((hidden & (refused > 0.0)).any()),
                          bay_first=first, bay_item=shown)


def place_today(place: Place, goods: Assortment, promotions: Sequence[Promotion], departments: Sequence[str],
                period: int, weekday: int, end_cap_exposure: float) -> Place:
    """The place with its end caps of this day, each noticed `end_cap_exposure` times as often as a display."""
    caps = [one for one in running(promotions, period, weekday) if one.end_cap]
    if not caps:
        return place
    bays = {bay for promotion in caps for bay in end_caps(promotion, goods, departments, place)}
    exposure = place.exposure.copy()
    exposure[np.isin(place.near_bay, sorted(bays))] *= end_cap_exposure
    return place._replace(exposure=exposure)


def end_caps(promotion: Promotion, goods: Assortment, departments: Sequence[str], place: Place) -> list[int]:
    """Displays of a promotion: those that show its department, else the displays nearest to its shelves."""
    displays = range(place.first_display, place.bays)
    if not promotion.department:
        return list(displays)
    own = list(departments).index(promotion.department)
    shows = [bay for bay in displays if goods.bay_first[bay] < goods.bay_first[bay + 1]
             and goods.item_department[goods.bay_item[goods.bay_first[bay]]] == own]
    return shows or [bay for bay in displays if place.bay_department[bay] == own]


def posted_level(goods: Assortment) -> float:
    """Prices as posted today, as a multiple of the regular ones: departments by their share of lists; 1 in the baseline."""
    off = goods.item_offer_cents / goods.item_price_cents - 1.0
    of_lists = np.diff(goods.list_share, prepend=0.0)
    return 1.0 + float(sum(share * off[a:b].mean() for share, a, b in
                           zip(of_lists, goods.department_first[:-1], goods.department_first[1:], strict=True)))


def _on_displays(goods: Assortment, today: list[Promotion], departments: Sequence[str],
                 place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Items by bay with those on offer on the end caps."""
    bays = [goods.bay_item[a:b] for a, b in zip(goods.bay_first[:-1], goods.bay_first[1:], strict=True)]
    for promotion in today:
        if promotion.end_cap:
            own = items_of(promotion, goods, departments)
            own = own[goods.item_listed[own]]
            kinds = min(DISPLAY_ITEMS, len(own))
            for bay in end_caps(promotion, goods, departments, place) if kinds else ():
                bays[bay] = own[np.arange(kinds) * len(own) // kinds].astype(np.int32)
    return (np.cumsum([0] + [len(items) for items in bays]).astype(np.int32),
            np.concatenate(bays).astype(np.int32))
