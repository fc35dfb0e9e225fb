"""Assortment: the items of every department, their prices, costs and stock, and the bay where each is found.

Prices of a department follow a lognormal distribution, taken at its n mid-quantiles and scaled so that their mean is
the stated one: price_k = mean * e^(s z_k) / average(e^(s z)), z_k the normal quantile of (k + 1/2) / n. Nothing is
random: the same departments and plan give the same shelves.

A wider range (`variety`) has more items of the same prices on the same length of shelf, so fewer units of each. An item
that was delisted is gone from shelves and displays; those who want it still come for it.
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from sim.ground.rules import exp, plain
from sim.store.department import Department, check_departments
from sim.store.origin import ORIGINS, origins_of
from sim.store.place import Place, build_place
from sim.store.plan import FloorPlan
from sim.store.quality import qualities

DISPLAY_ITEMS = 6
"""Different items that a promotional display shows."""


class Assortment(NamedTuple):
    """The shelves for kernels; items of a department are contiguous and ascend in price. Read only.

    Departments are in the order of the plan, items numbered 0..items-1. Prices and costs are whole cents.
    """

    items: int
    item_department: np.ndarray     # int16 [items]
    item_bay: np.ndarray            # int32 [items]: the shelf where it belongs; a display may hold a copy
    item_price_cents: np.ndarray    # int64 [items]: regular price, at least 1
    item_shelf_cents: np.ndarray    # int64 [items]: price on the shelf without a promotion, at least 1
    item_offer_cents: np.ndarray    # int64 [items]: price in the promotion of the day, else the shelf price
    item_refused: np.ndarray        # float64 [items]: share of shoppers who do not meet the condition of the offer
    item_hidden: np.ndarray         # bool [items]: whether that is found out at the till only
    item_listed: np.ndarray         # bool [items]: whether it is sold
    item_cost_cents: np.ndarray     # int64 [items]: 0..price
    item_stock: np.ndarray          # int32 [items]: units at opening
    item_quality: np.ndarray        # float64 [items]: -1..1, 0 as the price lets expect
    item_defect: np.ndarray         # float64 [items]: share of pieces that are defective
    item_origin: np.ndarray         # int8 [items]: place in `sim.store.origin.ORIGINS`
    item_primed: np.ndarray         # bool [items]: whether the music is from where the item comes from
    music_origin: int               # place in ORIGINS of the music; 0 none
    conditions: int                 # 1 if some offer of the day has a condition that somebody does not meet
    surprises: int                  # 1 if one of these is hidden
    wide: int                       # 1 if some range is not the usual one
    range_width: np.ndarray         # float64 [departments]: logarithm of the width of the range, 0 usual
    department_first: np.ndarray    # int32 [departments + 1]: first item of each department, then items
    list_share: np.ndarray          # float64 [departments]: cumulated share of shopping-list entries, last 1
    unplanned_share: np.ndarray     # float64 [departments]: cumulated share of unplanned purchases, last 1
    need_help: np.ndarray           # float64 [departments]: 0..1, NaN where unset
    try_on: np.ndarray              # float64 [departments]: 0..1
    bay_first: np.ndarray           # int32 [bays + 1]: items of bay b are bay_item[bay_first[b]:bay_first[b + 1]]
    bay_item: np.ndarray            # int32


def build_assortment(departments: dict[str, Department], plan: FloorPlan, price_level: float = 1.0,
                     music_origin: str = "none") -> Assortment:
    """Fill the shelves of a plan: items go round-robin over the bays of their department, copies on the displays.

    price_level: shelf prices of the whole store against the regular ones; music_origin: a name of `ORIGINS`.
    Raises InputError as `check_departments` does.
    """
    check_departments(departments, plan)
    place = build_place(plan)
    shops = [departments[name] for name in plan.departments]
    kinds = np.array([shop.kinds for shop in shops])
    first = np.cumsum([0, *kinds]).astype(np.int32)
    price = np.concatenate([_prices_cents(shop) for shop in shops])
    level = np.repeat([price_level * shop.price_level for shop in shops], kinds)
    shelf = np.maximum(1, np.floor(price * level + 0.5)).astype(np.int64)
    margin = np.repeat([shop.margin for shop in shops], kinds)
    listed = np.concatenate([~np.isin(np.arange(shop.kinds), shop.delisted) for shop in shops])
    item_bay = np.concatenate([_bays_of_items(k, shop.kinds, place) for k, shop in enumerate(shops)])
    bay_first, bay_item = _bay_items(item_bay, _display_items(shops, first, place), listed, place)
    origin = np.concatenate([origins_of(shop.origins, shop.kinds) for shop in shops])
    music = ORIGINS.index(music_origin)
    return Assortment(
        items=int(first[-1]),
        item_department=np.repeat(np.arange(len(shops)), kinds).astype(np.int16),
        item_bay=item_bay, item_price_cents=price, item_shelf_cents=shelf, item_offer_cents=shelf.copy(),
        item_refused=np.zeros(len(price)), item_hidden=np.zeros(len(price), dtype=np.bool_), item_listed=listed,
        item_cost_cents=np.rint(price * (1.0 - margin)).astype(np.int64),
        item_stock=np.where(listed, np.repeat([shop.units for shop in shops], kinds), 0).astype(np.int32),
        item_quality=np.concatenate([qualities(shop.quality, shop.quality_spread, shop.kinds) for shop in shops]),
        item_defect=np.repeat([float(shop.defect_rate) for shop in shops], kinds),
        item_origin=origin, item_primed=(origin == music) & (music > 0), music_origin=music,
        conditions=0, surprises=0, wide=int(any(shop.variety != 1.0 for shop in shops)),
        range_width=np.log([float(shop.variety) for shop in shops]),
        department_first=first,
        list_share=_cumulated([shop.list_weight for shop in shops]),
        unplanned_share=_cumulated([shop.unplanned_weight for shop in shops]),
        need_help=np.array([np.nan if shop.need_help is None else shop.need_help for shop in shops], np.float64),
        try_on=np.array([shop.try_on for shop in shops], np.float64), bay_first=bay_first, bay_item=bay_item,
    )


def _prices_cents(shop: Department) -> np.ndarray:
    """int64 [items]: ascending prices of a department."""
    normal = NormalDist()
    ladder = np.array([plain(exp)(shop.price_spread * normal.inv_cdf((k + 0.5) / shop.kinds))
                       for k in range(shop.kinds)])
    return np.maximum(1, np.rint(100.0 * shop.price_mean * ladder / ladder.mean())).astype(np.int64)


def _bays_of_items(department: int, items: int, place: Place) -> np.ndarray:
    """int32 [items of the department]: one after another over its bays, so that each has cheap and dear items."""
    bays = np.flatnonzero(place.bay_department[:place.first_display] == department)
    return bays[np.arange(items) % len(bays)].astype(np.int32)


def _cumulated(weights: list[float]) -> np.ndarray:
    cumulated = np.cumsum(weights) / np.sum(weights)
    cumulated[np.flatnonzero(weights)[-1]:] = 1.0
    return cumulated


def _display_items(shops: list[Department], first: np.ndarray, place: Place) -> list[np.ndarray]:
    """The items on each display: one department a display, spread over its prices.

    Departments take turns in proportion to their unplanned weight: each round all gain their weight in credit, the
    richest is shown and pays the sum of all weights.
    """
    weights = np.array([shop.unplanned_weight for shop in shops])
    credit = np.zeros(len(shops))
    shown = []
    for display in range(place.bays - place.first_display):
        credit += weights
        department = int(np.argmax(credit))
        credit[department] -= weights.sum()
        items = shops[department].kinds
        kinds = min(DISPLAY_ITEMS, items)
        shown.append(first[department] + np.sort((np.arange(kinds) * items // kinds + display) % items))
    return shown


def _bay_items(item_bay: np.ndarray, displayed: list[np.ndarray], listed: np.ndarray,
               place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Items by bay, without those delisted: bay_first int32 [bays + 1] and bay_item int32."""
    by_bay = np.argsort(item_bay, kind="stable")
    by_bay = by_bay[listed[by_bay]]
    displayed = [items[listed[items]] for items in displayed]
    counts = np.bincount(item_bay[by_bay], minlength=place.first_display).tolist() + [len(items) for items in displayed]
    return np.cumsum([0] + counts).astype(np.int32), np.concatenate([by_bay, *displayed]).astype(np.int32)
