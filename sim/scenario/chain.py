"""The chain: several stores of one company, alike but for what each one changes.

Every shopper has a home store, the one that `store_share` and loyalty are about, drawn by the shares of the stores. The
company's web shop, the prices of a rival and how people feel and choose are the same in all stores; place, goods, hours,
atmosphere, realms, signs of the brand and staff are each store's own.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field as _field
from pydantic import model_validator

from sim.ground.parameters import Parameters, choice, count, number
from sim.scenario.events import Event, changed_with, changes_in
from sim.scenario.moderating import check_own_situation, moderated, turns

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

OWN = ("store", "atmosphere", "realms", "brand", "staff", "situation")
"""Groups of keys that a store of a chain can have for itself."""
MOST_STORES = 40


class Branch(Parameters):
    """One store of the chain, or several alike."""

    name: str = choice("store", "name of the store in tables; copies are numbered", "choice of the user")
    share: float = number(1.0, "weight", 0.001, 1000, "people whose home store this is (each copy), against other stores",
                          "choice of the user")
    copies: int = count(1, "stores", 1, MOST_STORES, "how many stores are like this", "choice of the user")
    change: dict[str, Any] = _field({}, description="dotted keys of store, atmosphere, realms, brand, staff or situation and "
                                    "their values in this store, for instance {staff.advisors: 1}; a group keeps what is left out of it",
                                    json_schema_extra={"unit": "-", "source": "choice of the user"})
    events: tuple[Event, ...] = choice((), "what is different in this store from one period to another",
                                       "choice of the user")

    @model_validator(mode="after")
    def _changes_what_is_its_own(self):
        for key in (*self.change, *(key for event in self.events for key in event.change)):
            if key.partition(".")[0] not in OWN:
                raise ValueError(f"store {self.name}: {key} holds for the whole chain. A store can change keys of "
                                 f"{', '.join(OWN)}; set this one beside chain, not in it.")
        return self


class Chain(Parameters):
    """The stores of the company; none listed is the one store of the scenario."""

    stores: tuple[Branch, ...] = choice((), "stores of the chain", "choice of the user")

    @model_validator(mode="after")
    def _is_possible(self):
        if len(self.each()) > MOST_STORES:
            raise ValueError(f"chain.stores are {len(self.each())} with their copies; there must be 0 to {MOST_STORES} "
                             "stores. Set them in configs/scenario/*.yaml under chain.stores")
        names = self.names("store")
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"chain.stores: two have the name {twice[0]!r}; each needs a name of its own. Set it in "
                             "configs/scenario/*.yaml under chain.stores")
        return self

    def each(self) -> list[Branch]:
        """Every store by itself: a branch as often as it has copies."""
        return [branch for branch in self.stores for _ in range(branch.copies)]

    def names(self, only: str) -> list[str]:
        """Names of the stores in order; `only`: that of the store where no chain is listed."""
        named = [f"{b.name} {k + 1}" if b.copies > 1 else b.name for b in self.stores for k in range(b.copies)]
        return named or [only]

    def shares(self) -> np.ndarray:
        """Share of people whose home is each store, float64, summing to 1."""
        weights = np.array([branch.share for branch in self.each()] or [1.0])
        return weights / weights.sum()


def store_scenarios(scenario: "Scenario", period: int) -> list["Scenario"]:
    """The scenario of every store of the chain as it stands in a period: that of the chain, then what the store changes."""
    every = changes_in(scenario.events, period)
    whole = changed_with(scenario, every)
    return [_of_store(scenario, branch, every, whole, period) for branch in scenario.chain.each()] or [
        moderated(whole, period)]


def _of_store(scenario: "Scenario", branch: Branch, every: list, whole: "Scenario", period: int) -> "Scenario":
    own = changed_with(scenario, every + _own(branch, period))
    check_own_situation(branch.name, own, whole, period)
    return moderated(own, period)


def stores_as_asked(scenario: "Scenario", period: int) -> list[tuple[str, "Scenario"]]:
    """The company (with an empty name) and each store with a situation of its own, in a period, before anything is moderated."""
    every = changes_in(scenario.events, period)
    whole = changed_with(scenario, every)
    own = [(name, changed_with(scenario, every + _own(branch, period)))
           for name, branch in zip(scenario.chain.names(""), scenario.chain.each(), strict=False)]
    return [("", whole), *((name, one) for name, one in own if one.situation != whole.situation)]


def events_of(scenario: "Scenario") -> list[tuple[str, Event]]:
    """Every event of a run, of the company and of single stores, with what it is called in a message."""
    return [(f"event {event.name} (events)", event) for event in scenario.events] + [
        (f"event {event.name} of store {store.name} (chain.stores)", event) for store in scenario.chain.stores for event in store.events]


def store_scenarios_on_the_way(scenario: "Scenario") -> list["Scenario"]:
    """Every scenario that some store may have in some period of a run, each once."""
    change_at = {*_change_at(scenario), *turns(scenario.situation, scenario.horizon.periods, scenario.horizon.days_per_period)}
    return list({id(one): one for period in sorted(change_at) for one in store_scenarios(scenario, period)}.values())


def asked_on_the_way(scenario: "Scenario") -> list["Scenario"]:
    """Every scenario that some store may be asked to have in some period, each once, before anything is moderated."""
    branches = scenario.chain.each()
    asked = []
    for period in sorted(_change_at(scenario)):
        every = changes_in(scenario.events, period)
        asked += [changed_with(scenario, every + own) for own in [_own(branch, period) for branch in branches] or [[]]]
    return list({id(one): one for one in asked}.values())


def _change_at(scenario: "Scenario") -> set[int]:
    """Periods in which something begins or ends."""
    events = [event for _, event in events_of(scenario)]
    return {0, *(e.from_period for e in events), *(e.to_period + 1 for e in events)}


def _own(branch: Branch, period: int) -> list[tuple[str, dict[str, Any]]]:
    """What a store has for itself in a period."""
    return [(branch.name, branch.change), *changes_in(branch.events, period)]
