"""Moderating: the scenario of a period with its numbers as the situation scales them.

The moderators of `situation` name paths: dotted keys of numbers of the scenario. Like events, they make the scenario of a period,
and what they make is checked against the declared ranges before the first run. Off, or where no condition holds, the
scenario is the one that was given.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sim.ground.errors import InputError
from sim.scenario.faults import nearest, validated
from sim.store.situation import Situation

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

FIXED = ("name", "events", "chain", "people", "horizon", "engine", "situation", "staff.training")
"""Beginnings of keys that cannot be moderated."""

IN_A_STORE = ("store", "atmosphere", "realms", "brand", "staff", "visit")
"""Beginnings of keys that the situation of one store of a chain can moderate for that store alone."""


def strengths(situation: Situation, period: int, days: int) -> dict[str, float]:
    """How strongly each moderator acts in a period, by name in alphabetical order; those that do not act are left out."""
    all_of_them = {name: situation.strength(one, period, days) for name, one in sorted(situation.moderators.items())}
    return {name: m for name, m in all_of_them.items() if m != 0.0}


def moderated(scenario: "Scenario", period: int) -> "Scenario":
    """The scenario with its numbers as the situation of a period scales them; itself where nothing is scaled."""
    acting = strengths(scenario.situation, period, scenario.horizon.days_per_period)
    return _moderated(scenario.model_dump_json(), json.dumps(acting), type(scenario)) if acting else scenario


@lru_cache(maxsize=128)
def _moderated(text: str, acting: str, schema: type["Scenario"]) -> "Scenario":
    given = schema.model_validate_json(text)
    tree, moderators = given.model_dump(), given.situation.moderators
    for name, strength in json.loads(acting).items():
        node, key = _place(tree, name, moderators[name].path)
        value = moderators[name].acts(node[key], strength)
        node[key] = round(value) if isinstance(node[key], int) else value
    tree["situation"]["moderators"] = {}
    try:
        return validated(schema, tree)
    except InputError as error:
        moved = ", ".join(f"{name} ({moderators[name].path})" for name in json.loads(acting))
        raise InputError("\n".join(f"{line} It is moved there by situation.moderators: {moved}."
                                   for line in str(error).splitlines())) from None


def _place(tree: dict, name: str, path: str) -> tuple[dict, str]:
    """The group and the key of a path; InputError if there is no number to scale."""
    said = f"situation.moderators.{name}.path is {path!r}"
    if any(path == fixed or path.startswith(f"{fixed}.") for fixed in FIXED):
        raise InputError(f"{said}, which holds for the whole run; it must be a number that may change from one period to another.")
    *groups, last = path.split(".")
    node: Any = tree
    for part in groups:
        node = node.get(part) if isinstance(node, dict) else None
    if not isinstance(node, dict) or last not in node:
        known = list(node) if isinstance(node, dict) else list(tree)
        raise InputError(f"{said}: there is no such key{nearest(last if isinstance(node, dict) else groups[0], known) or '.'} "
                         "All keys: python experiments/run.py --parameters")
    if isinstance(node[last], bool) or not isinstance(node[last], int | float):
        raise InputError(f"{said}, which is {node[last]!r:.40}; only a number can be scaled. Name another path.")
    return node, last


def moderator_faults(scenario: "Scenario") -> Iterator[str]:
    """A line for each moderator whose path is no number that can be scaled, whether its condition ever holds or not."""
    tree = scenario.model_dump()
    for name, one in scenario.situation.moderators.items():
        try:
            _place(tree, name, one.path)
        except InputError as error:
            yield str(error)


def check_own_situation(store: str, own: "Scenario", whole: "Scenario", period: int) -> None:
    """InputError if the situation of one store moderates, for that store alone, what holds for the whole chain."""
    if own.situation == whole.situation:
        return
    days = own.horizon.days_per_period
    here, everywhere = (strengths(one.situation, period, days) for one in (own, whole))
    for name, one in own.situation.moderators.items():
        if here.get(name) != everywhere.get(name) and one.path.partition(".")[0] not in IN_A_STORE:
            raise InputError(f"store {store}: its situation moderates {one.path} (situation.moderators.{name}), which holds for "
                             f"the whole chain; the situation of one store can moderate {', '.join(IN_A_STORE)} only.")


def turns(situation: Situation, periods: int, days: int) -> set[int]:
    """Periods of a run in which each moderator acts most and least, so that a check of these is a check of all."""
    found: set[int] = set()
    for one in situation.moderators.values():
        acting = [situation.strength(one, period, days) for period in range(periods)]
        if acting:
            found |= {acting.index(max(acting)), acting.index(min(acting))}
    return found
