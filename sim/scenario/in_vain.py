"""What is asked for in vain: campaigns that reach nobody, departments without agents, and a handful of people in a store that is staffed for a crowd.

It can be run, and is told; see `too_late.py` and `switched_off.py` for what never happens and what nothing reads.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.channels.desk import AGENTS_AT
from sim.people.population import mean_visits_week, size_for_crowd
from sim.scenario.chain import store_scenarios, store_scenarios_on_the_way

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

FAR_BELOW = 0.5
"""Share of the people that a store's crowd needs below which the store is told to be too empty."""


def in_vain(scenario: "Scenario") -> list[str]:
    """A line for each campaign that reaches nobody, or nobody in particular, and for each department that nobody works in."""
    ways = store_scenarios_on_the_way(scenario)
    campaigns = [one for then in ways for one in then.channels.communication.campaigns]
    return list(dict.fromkeys([*(f"campaign {one.name} (channels.communication.campaigns) {why}" for one in campaigns
                                 for why in _why(one, scenario.people.network.kind)),
                               *(line for then in ways for line in _nobody_there(then.service))]))


def _nobody_there(service) -> Iterator[str]:
    """A line for each department of customer service that is asked and has no agents."""
    desk = service.desk
    if not service.on or not desk.agents:
        return
    empty = [key for key in AGENTS_AT if getattr(desk, key) == 0.0]
    if AGENTS_AT[0] in empty:
        yield "service.desk.at_front is 0: all tickets come there first, and nobody takes them. Give it a weight above 0"
    elif empty and desk.empowered < 1.0:
        yield (f"service.desk.{empty[0]} is 0: what is passed on to that department waits in vain. Give it a weight above 0, or let "
               "the front solve everything (service.desk.empowered=1)")


def _why(campaign, network: str) -> Iterator[str]:
    """Why a campaign goes astray, as the rest of a sentence."""
    few = ("coverage", "contacts") if campaign.through == "everybody" else ("seeds", "coverage", "contacts")
    for key in (key for key in few if getattr(campaign, key) == 0.0):
        yield f"reaches nobody: its {key} is 0 and must be above 0 for that"
    if campaign.through == "leaders" and network == "none":
        yield ("is addressed to those whom most people know, but nobody knows anybody: people.network.kind is none and must be another "
               "for that; it goes to people at random, who pass nothing on")


def too_few(scenario: "Scenario") -> Iterator[str]:
    """A line if there are far fewer people than the crowd of the store needs, for which staff and costs are made."""
    people = scenario.people
    if not people.size or people.source != "synthetic":
        return
    visits, stores = mean_visits_week(people) * scenario.channels.need.occasions, [one.store for one in store_scenarios(scenario, 0)]
    if visits == 0.0:
        return
    needed = sum(size_for_crowd(one.crowd.visitors_per_hour, 7.0 * (one.hours.closes_h - one.hours.opens_h), visits) for one in stores)
    if people.size < FAR_BELOW * needed:
        yield (f"people.size is {people.size:,}, but the crowd of the store (store.crowd.visitors_per_hour) is that of {needed:,} people: "
               "visits, sales and lines are as few, while staff, wages and other fixed costs are those of the whole store. Leave "
               "people.size empty (null) for sales and margin of a whole store")
