"""Events: what is different from one period to another: an outage, a campaign, a scandal, a strike.

An event changes keys of the scenario while it lasts; what it says is checked like any other setting, before the first
run. A group that it names is laid over that of the scenario, key by key. What acts at the start of a run only cannot change
on the way (`acting.py`).
"""

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from sim.ground.errors import InputError
from sim.ground.parameters import choice, count
from sim.ground.span import LAST, Span
from sim.scenario.acting import at_start, leaves
from sim.scenario.moderating import moderated

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

_WHERE = re.compile(r" Set it in configs/\S+ or on the command line \(\S+=\.\.\.\)\.")


class Event(Span):
    """Other values for some keys, from one period to another."""

    name: str = choice("event", "name of the event")
    to_period: int = count(0, "period", 0, LAST, "last period in which the values hold", "choice of the user")
    change: dict[str, Any] = Field({}, description="dotted keys of the scenario and their values while it lasts, for "
                                   "instance {channels.web.quality: -0.8}; a group keeps what is left out of it",
                                   json_schema_extra={"unit": "-", "source": "choice of the user"})

    @model_validator(mode="after")
    def _is_possible(self):
        if fixed := {key: why for key, _ in leaves(self.change) if (why := at_start(key))}:
            reasons = "; ".join(dict.fromkeys(fixed.values()))
            raise ValueError(f"event {self.name}: {', '.join(fixed)} cannot change during a run ({reasons}). Set it for "
                             f"the whole run, in configs/scenario/*.yaml or on the command line ({next(iter(fixed))}=...).")
        return self


def scenario_in(scenario: "Scenario", period: int) -> "Scenario":
    """The scenario as it stands in a period, without events and moderated; itself where nothing is different."""
    return moderated(changed_with(scenario, changes_in(scenario.events, period)), period)


def changes_in(events: tuple[Event, ...], period: int) -> list[tuple[str, dict[str, Any]]]:
    """What the events that go on in a period change, by their names, in order: of two that set one key the later wins."""
    return [(event.name, event.change) for event in events if event.lasts_in(period)]


def changed_with(scenario: "Scenario", changes: list[tuple[str, dict[str, Any]]]) -> "Scenario":
    """The scenario with changes by their names, the later over the earlier, and without events; itself where none changes it."""
    if not changes:
        return scenario
    return _changed(scenario.model_dump_json(), json.dumps(changes), type(scenario))


@lru_cache(maxsize=128)
def _changed(text: str, changes: str, schema: type["Scenario"]) -> "Scenario":
    from sim.scenario.faults import validated

    tree = schema.model_validate_json(text).model_dump()
    for name, change in json.loads(changes):
        for key, value in leaves(change):
            _put(tree, key, value, name)
    tree["events"] = ()
    try:
        return validated(schema, tree)
    except InputError as error:
        raise InputError("\n".join(_told(line, json.loads(changes)) for line in str(error).splitlines())) from None


def _told(line: str, changes: list) -> str:
    """A fault of a changed scenario, with the event or store that changes the key in place of where a key is set usually."""
    names = [name for name, change in changes if any(key in line for key in change)] or [name for name, _ in changes]
    return f"{_WHERE.sub('', line)} It is set under change of {', '.join(dict.fromkeys(names))}."


def _put(tree: dict, key: str, value: Any, event: str) -> None:
    *path, last = key.split(".")
    node: Any = tree
    for part in path:   # a zone or a department that is not named yet gets its group; unknown keys are found below
        node = node.setdefault(part, {}) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise InputError(f"{event}: there is no key {key}. All keys: python experiments/run.py --parameters")
    node[last] = value
