"""Departments: what each of them sells, at what prices, and whether that fits the shelves of the plan."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count, number
from sim.store.bays import shelf_bays
from sim.store.origin import ORIGINS
from sim.store.plan import FloorPlan

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


def twice(items: Sequence[int]) -> int:
    """The first number that a list holds more than once."""
    return next(item for k, item in enumerate(items) if item in items[:k])


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
    if len(set(shop.delisted)) < len(shop.delisted):
        raise InputError(f"{where}.delisted holds {twice(shop.delisted)} more than once; it must name each item once. {cure}")
    if shop.delisted and max(shop.delisted) >= shop.kinds:
        raise InputError(f"{where}.delisted holds {max(shop.delisted)}; the department has items 0 to "
                         f"{shop.kinds - 1}. {cure}")
    unknown = sorted(set(shop.origins) - set(ORIGINS[1:]))
    if unknown:
        raise InputError(f"{where}.origins.{unknown[0]}: there is no such origin; there are "
                         f"{', '.join(ORIGINS[1:])}. {cure}")
    if any(not 0.0 <= share <= 1.0 for share in shop.origins.values()) or sum(shop.origins.values()) > 1.0 + 1e-9:
        raise InputError(f"{where}.origins: each share must be 0 to 1, and their sum 1 at most. {cure}")
