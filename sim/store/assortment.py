"""Assortment: the items of every department, their prices, costs and stock, and the bay where each is found.

Prices of a department follow a lognormal distribution, taken at its n mid-quantiles and scaled so that their mean is
the stated one: price_k = mean * e^(s z_k) / average(e^(s z)), z_k the normal quantile of (k + 1/2) / n. Nothing is
random: the same departments and plan give the same shelves.

A wider range (`variety`) has more items of the same prices on the same length of shelf, so fewer units of each. An item
that was delisted is gone from shelves and displays; those who want it still come for it.
"""

from statistics import NormalDist
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import Field

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count, number
from sim.ground.rules import exp, plain
from sim.store.bays import shelf_bays
from sim.store.origin import ORIGINS, origins_of
from sim.store.place import Place, build_place
from sim.store.plan import FloorPlan
from sim.store.quality import qualities

DISPLAY_ITEMS = 6
"""Different items that a promotional display shows."""
MOST_ITEMS = 20_000
"""Most items of a department."""


class Department(Parameters):
    """What one department sells. Money is US dollars, exact to the cent once the shelves are filled."""

    items: int = count(100, "items", 1, MOST_ITEMS, "different items (stock-keeping units)")
    price_mean: float = number(5.0, "$", 0.01, 100_000, "mean price of an item")
    price_spread: float = number(0.5, "-", 0, 3, "standard deviation of the logarithm of the price")
    margin: float = number(0.3, "-", 0, 1, "gross margin: share of the price that is not the cost of the goods")
    list_weight: float = number(1.0, "-", 0, 1000, "relative share of the entries of shopping lists")
    unplanned_weight: float = number(1.0, "-", 0, 1000, "relative share of unplanned purchases and of displays")
    stock_units: int = count(24, "units", 0, 100_000, "units of each item on the shelf at opening")
    need_help: float | None = number(None, "-", 0, 1, "chance that a shopper needs help here; unset: as the service "
                                     "settings say")
    price_level: float = number(1.0, "x", 0.1, 10, "shelf prices of the department against its regular ones")
    variety: float = number(1.0, "x", 0.1, 10, "different items as a multiple of the usual range, on the same shelves")
    delisted: tuple[Annotated[int, Field(ge=0)], ...] = choice((), "numbers of items that are no longer sold, 0 the "
                                                               "cheapest of the department")
    quality: float = number(0.0, "affect", -1, 1, "mean quality in use, against what the price lets expect")
    quality_spread: float = number(0.1, "affect", 0, 1, "standard deviation of quality between items")
    defect_rate: float = number(0.01, "share", 0, 1, "share of the pieces sold that are defective")
    origins: dict[str, float] = choice({}, "shares of items by country of origin (french, german, italian, spanish); "
                                           "the rest has none")
    try_on: float = number(0.0, "share", 0, 1, "share of decisions here that are made in a fitting room; needs some in the "
                           "floor plan")

    @property
    def kinds(self) -> int:
        """Different items with the present width of the range."""
        return max(1, round(self.items * self.variety))

    @property
    def units(self) -> int:
        """Units of each item at opening: the shelf is as long as with the usual range."""
        return max(min(1, self.stock_units), round(self.stock_units / self.variety))


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


def check_departments(departments: dict[str, Department], plan: FloorPlan) -> None:
    """Raise InputError unless the departments are those of the plan, fill all their bays and have some weight."""
    no_shelf = sorted(set(departments) - set(plan.departments))
    no_goods = sorted(set(plan.departments) - set(departments))
    if no_shelf or no_goods:
        wrong = [f"{', '.join(no_shelf)} without a shelf in the plan"] if no_shelf else []
        wrong += [f"{', '.join(no_goods)} drawn in the plan but not configured"] if no_goods else []
        raise InputError(f"store.departments and floor plan {plan.name} do not agree: {'; '.join(wrong)}. "
                         "Set departments in configs/store/*.yaml, or shelves in the header of the plan file.")
    bays = [bay.department for bay in shelf_bays(plan)]
    for k, name in enumerate(plan.departments):
        _check_range(name, departments[name], bays.count(k))
    for weight in ("list_weight", "unplanned_weight"):
        if not any(getattr(shop, weight) > 0 for shop in departments.values()):
            raise InputError(f"store.departments.*.{weight} are all 0; at least one must be above 0 (to 1000). "
                             "Set it in configs/store/*.yaml.")


def _check_range(name: str, shop: Department, bays: int) -> None:
    """Raise InputError unless the items fill their bays, and what is delisted and where goods come from is known."""
    where, cure = f"store.departments.{name}", "Set it in configs/store/*.yaml."
    if not bays <= shop.kinds <= MOST_ITEMS:
        width = "" if shop.variety == 1.0 else f" with variety {shop.variety:g}, so {shop.kinds}"
        raise InputError(f"{where}.items is {shop.items}{width}; the plan has {bays} bays of it, so it must be "
                         f"{bays} to {MOST_ITEMS} items. {cure}")
    if shop.delisted and max(shop.delisted) >= shop.kinds:
        raise InputError(f"{where}.delisted holds {max(shop.delisted)}; the department has items 0 to "
                         f"{shop.kinds - 1}. {cure}")
    unknown = sorted(set(shop.origins) - set(ORIGINS[1:]))
    if unknown:
        raise InputError(f"{where}.origins.{unknown[0]}: there is no such origin; there are "
                         f"{', '.join(ORIGINS[1:])}. {cure}")
    if any(not 0.0 <= share <= 1.0 for share in shop.origins.values()) or sum(shop.origins.values()) > 1.0 + 1e-9:
        raise InputError(f"{where}.origins: each share must be 0 to 1, and their sum 1 at most. {cure}")


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
