"""What is asked for after the end of a run: it can be run, but part of it never happens, and that is told.

It is no mistake that stops a run: who lives only a few periods of a long scenario is still to see them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.ground.told import Told
from sim.scenario.chain import events_of, store_scenarios_on_the_way

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


class NeverHappens(Told):
    """Part of what was asked for has no effect."""


def too_late(scenario: "Scenario") -> list[str]:
    """A line for each event, campaign and promotion that begins after the last period of a run."""
    periods = scenario.horizon.periods
    return [f"{what} begins in period {begins}, but the run has periods 0 to {periods - 1} (horizon.periods is {periods}), "
            "so it never happens" for what, begins in dict.fromkeys(_beginnings(scenario)) if begins >= periods > 0]


def _beginnings(scenario: "Scenario") -> Iterator[tuple[str, int]]:
    """Everything that goes on for some periods, as it is called, and the period in which it begins."""
    for called, event in events_of(scenario):
        yield called, event.from_period
    for one in store_scenarios_on_the_way(scenario):
        for campaign in one.channels.communication.campaigns:
            yield f"campaign {campaign.name} (channels.communication.campaigns)", campaign.from_period
        for k, promotion in enumerate(one.store.promotions):
            yield f"promotion {k} (store.promotions)", promotion.from_period
