"""What is asked for in vain: campaigns that reach nobody, and a handful of people in a store that is staffed for a crowd.

It can be run, and is told; see `too_late.py` and `switched_off.py` for what never happens and what nothing reads.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.people.population import mean_visits_week, size_for_crowd
from sim.scenario.chain import store_scenarios, store_scenarios_on_the_way

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

FAR_BELOW = 0.5
"""Share of the people that a store's crowd needs below which the store is told to be too empty."""


def in_vain(scenario: "Scenario") -> list[str]:
    """A line for each campaign that reaches nobody, or nobody in particular."""
    campaigns = [one for then in store_scenarios_on_the_way(scenario) for one in then.channels.communication.campaigns]
    return list(dict.fromkeys(f"campaign {one.name} (channels.communication.campaigns) {why}" for one in campaigns
                              for why in _why(one, scenario.people.network.kind)))


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
