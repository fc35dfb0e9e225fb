"""Assortment: the items of every department, their prices, costs and stock, and the bay where each is found.

Prices of a department follow a lognormal distribution, taken at its n mid-quantiles and scaled so that their mean is
the stated one: price_k = mean * e^(s z_k) / average(e^(s z)), z_k the normal quantile of (k + 1/2) / n. Nothing is
random: the same departments and plan give the same shelves.
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, count, number
from sim.ground.rules import exp, plain
from sim.store.bays import shelf_bays
from sim.store.place import Place, build_place
from sim.store.plan import FloorPlan

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


class Assortment(NamedTuple):
    """The shelves for kernels; items of a department are contiguous and ascend in price. Read only.

    Departments are in the order of the plan, items numbered 0..items-1. Prices and costs are whole cents.
    """

    items: int
    item_department: np.ndarray     # int16 [items]
    item_bay: np.ndarray            # int32 [items]: the shelf where it belongs; a display may hold a copy
    item_price_cents: np.ndarray    # int64 [items]: at least 1
    item_cost_cents: np.ndarray     # int64 [items]: 0..price
    item_stock: np.ndarray          # int32 [items]: units at opening
    department_first: np.ndarray    # int32 [departments + 1]: first item of each department, then items
    list_share: np.ndarray          # float64 [departments]: cumulated share of shopping-list entries, last 1
    unplanned_share: np.ndarray     # float64 [departments]: cumulated share of unplanned purchases, last 1
    need_help: np.ndarray           # float64 [departments]: 0..1, NaN where unset
    bay_first: np.ndarray           # int32 [bays + 1]: items of bay b are bay_item[bay_first[b]:bay_first[b + 1]]
    bay_item: np.ndarray            # int32


def build_assortment(departments: dict[str, Department], plan: FloorPlan) -> Assortment:
    """Fill the shelves of a plan: items go round-robin over the bays of their department, copies on the displays.

    Raises InputError as `check_departments` does.
    """
    check_departments(departments, plan)
    place = build_place(plan)
    shops = [departments[name] for name in plan.departments]
    first = np.cumsum([0] + [shop.items for shop in shops]).astype(np.int32)
    price = np.concatenate([_prices_cents(shop) for shop in shops])
    margin = np.repeat([shop.margin for shop in shops], np.diff(first))
    item_bay = np.concatenate([_bays_of_items(k, shop.items, place) for k, shop in enumerate(shops)])
    bay_first, bay_item = _bay_items(item_bay, _display_items(shops, first, place), place)
    return Assortment(
        items=int(first[-1]),
        item_department=np.repeat(np.arange(len(shops)), np.diff(first)).astype(np.int16),
        item_bay=item_bay, item_price_cents=price,
        item_cost_cents=np.rint(price * (1.0 - margin)).astype(np.int64),
        item_stock=np.repeat([shop.stock_units for shop in shops], np.diff(first)).astype(np.int32),
        department_first=first,
        list_share=_cumulated([shop.list_weight for shop in shops]),
        unplanned_share=_cumulated([shop.unplanned_weight for shop in shops]),
        need_help=np.array([np.nan if shop.need_help is None else shop.need_help for shop in shops], np.float64),
        bay_first=bay_first, bay_item=bay_item,
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
        if departments[name].items < bays.count(k):
            raise InputError(f"store.departments.{name}.items is {departments[name].items}; the plan has "
                             f"{bays.count(k)} bays of it, so it must be {bays.count(k)} to {MOST_ITEMS} items. "
                             "Set it in configs/store/*.yaml.")
    for weight in ("list_weight", "unplanned_weight"):
        if not any(getattr(shop, weight) > 0 for shop in departments.values()):
            raise InputError(f"store.departments.*.{weight} are all 0; at least one must be above 0 (to 1000). "
                             "Set it in configs/store/*.yaml.")


def _prices_cents(shop: Department) -> np.ndarray:
    """int64 [items]: ascending prices of a department."""
    normal = NormalDist()
    ladder = np.array([plain(exp)(shop.price_spread * normal.inv_cdf((k + 0.5) / shop.items))
                       for k in range(shop.items)])
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
        items = shops[department].items
        kinds = min(DISPLAY_ITEMS, items)
        shown.append(first[department] + np.sort((np.arange(kinds) * items // kinds + display) % items))
    return shown


def _bay_items(item_bay: np.ndarray, displayed: list[np.ndarray], place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Items by bay: bay_first int32 [bays + 1] and bay_item int32."""
    by_bay = np.argsort(item_bay, kind="stable")
    counts = np.bincount(item_bay, minlength=place.first_display).tolist() + [len(items) for items in displayed]
    return np.cumsum([0] + counts).astype(np.int32), np.concatenate([by_bay, *displayed]).astype(np.int32)
