"""What says what people are like who are hired from then on: an event that sets it changes nobody who is there, and that is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.people.staff import SKILLS, places
from sim.scenario.acting import leaves
from sim.scenario.chain import events_of
from sim.scenario.declared import keys_of

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

ON_NEWCOMERS = keys_of("staff", *SKILLS, "skill_sd", "expertise_sd", "morale")
"""Keys that say what people are like who are hired from then on; who is there stays what he is."""


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
    for called, event in events_of(scenario):
        if keys := [key for key, _ in leaves(event.change) if key in ON_NEWCOMERS]:
            yield called, keys
