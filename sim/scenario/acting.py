"""When a key acts: at the start of a run only, on people who are hired only, or from whenever it is set.

An event sets keys in the middle of a run. Of what has been drawn, built or given by then it can change nothing, so it is refused;
where it changes who is hired from then on and nobody else, that is told.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.people.staff import SKILLS, places
from sim.scenario.declared import keys_of

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

AT_START = {
    "how the run is set up": ("name", "events", "chain", "horizon", "engine"),
    "who the people are, and whom they know": ("people",),
    "which store it is, and how large its crowd": keys_of("store", "name", "plan", "crowd"),
    "training has a calendar of its own": keys_of("staff.training", "modules", "from_period", "every", "modules_before"),
    "where everybody starts from": (*keys_of("experience", "start", "norm", "prior", "expectation.best_rival", "loyalty.head_start"),
                                   "channels.card.start_share"),
    "the run is judged by it as a whole, at its end": keys_of("outcomes", "stay_year", "stay_weight"),
}
"""Why they hold for the whole run -> keys, or beginnings of keys."""

ON_NEWCOMERS = keys_of("staff", *SKILLS, "skill_sd", "expertise_sd", "morale")
"""Keys that say what people are like who are hired from then on; who is there stays what he is."""


def at_start(key: str) -> str:
    """Why a key acts at the start of a run only; empty if it acts later, too."""
    return next((why for why, keys in AT_START.items() if any(f"{key}.".startswith(f"{one}.") for one in keys)), "")


def leaves(change: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """What a change sets, key by dotted key: a group is what it holds, and leaves the rest of the group alone."""
    for key, value in change.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def newcomers_only(scenario: "Scenario") -> Iterator[str]:
    """A line for each event that sets what newcomers are like."""
    for called, keys in _of_newcomers(scenario):
        yield (f"{called} sets {', '.join(keys)}, which {'acts' if len(keys) == 1 else 'act'} only on people who are hired while it lasts; "
               "who is there stays what he is, and learns by staff.training and staff.levers")


def nobody_comes(scenario: "Scenario", ways: list["Scenario"]) -> Iterator[str]:
    """A line for each event that sets what newcomers are like in a run in which nobody is hired.

    ways: every scenario that some store may have in some period.
    """
    if any(one.staff.dynamics.on and one.staff.turnover.rate_year > 0.0 for one in ways):
        return
    if len({tuple(places(one.staff)) for one in ways}) > 1:
        return
    for called, keys in _of_newcomers(scenario):
        yield (f"{called} sets {', '.join(keys)}, of which people who are there have what they started with, and nobody is hired in this "
               f"run. Set it for the whole run in configs/staff/*.yaml or on the command line ({keys[0]}=...), or let people come "
               "(staff.dynamics.on=true, or more of them in the event).")


def _of_newcomers(scenario: "Scenario") -> Iterator[tuple[str, list[str]]]:
    """Events that set what newcomers are like, as they are called, and the keys by which they do."""
    events = [(f"event {event.name} (events)", event) for event in scenario.events]
    events += [(f"event {event.name} of store {store.name} (chain.stores)", event) for store in scenario.chain.stores
               for event in store.events]
    for called, event in events:
        if keys := [key for key, _ in leaves(event.change) if key in ON_NEWCOMERS]:
            yield called, keys
