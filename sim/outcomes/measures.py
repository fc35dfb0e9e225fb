"""The dictionary of measures: every key number is declared once, for the engine, the figures, the page and the docs.

A measure is a sum over another, so that a run's value is exact whatever its periods are: `satisfaction` of a run is the
mean over all visits, not a mean of weekly means; sales, margin and wages are $ a period. To report a new number, add an
entry to its group (`measures_of_business.py`, `measures_of_visits.py`, `measures_around.py`) and its sums to
`sim.engine.measures.period_sums`.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sim.outcomes.measure import Measure
from sim.outcomes.measures_around import AFTER_SALE, CHANNELS, JOURNEY, RELATIONSHIP, RIVALS, SAID
from sim.outcomes.measures_of_business import HEADLINE, LOYALTY, MONEY
from sim.outcomes.measures_of_visits import CHECKOUT, EXPERIENCE, FITTING, PURCHASES, STAFF

Item = TypeVar("Item")

_ALL = (*HEADLINE, *LOYALTY, *MONEY, *PURCHASES, *EXPERIENCE, *CHECKOUT, *STAFF, *FITTING, *JOURNEY, *CHANNELS, *RIVALS,
        *AFTER_SALE, *RELATIONSHIP, *SAID)

MEASURES: dict[str, Measure] = {m.name: m for m in _ALL}
"""The dictionary of key numbers by column name, in the order in which they are shown: group by group."""

SUMMED: dict[str, Measure] = {m.name: m for m in _ALL if m.over}
"""Those that are a sum over another; the others are found from the shoppers at the end of a run."""


def measure(name: str) -> Measure:
    """The measure called `name`; one that is not in the dictionary gets its plain name and no unit."""
    plain = Measure(name, "", "", name.replace("_", " ").capitalize(), "", 2, 0, "not in the dictionary of measures", "")
    return MEASURES.get(name, plain)


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order of the dictionary; those outside it follow in the order given."""
    names = list(names)
    return [n for n in MEASURES if n in names] + [n for n in names if n not in MEASURES]


def by_group(items: Iterable[Item], of: Callable[[Item], Measure]) -> list[tuple[str, list[Item]]]:
    """Items under the headings of the groups of their measures, groups and items in the order in which they come."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(of(item).group, []).append(item)
    return list(groups.items())
