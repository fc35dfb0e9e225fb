"""The stores of the company in a run: each with its scenario, floor and workforce."""

from dataclasses import dataclass

import numpy as np

from sim.engine.floor import Floor, build_floor
from sim.engine.tables import STAFF, rows_joined
from sim.people.workforce import Workforce
from sim.scenario.chain import store_scenarios
from sim.scenario.scenario import Scenario


@dataclass
class Branch:
    """One store: its number and name, its scenario in the present period, its floor, and the people who work there."""

    number: int
    name: str
    scenario: Scenario
    floor: Floor
    workforce: Workforce

    def turn_to(self, scenario: Scenario, period: int) -> None:
        """From this period on the store is as this scenario says."""
        if scenario != self.scenario:
            self.scenario, self.floor = scenario, build_floor(scenario)
            self.workforce.follow(scenario.staff, period)


def open_branches(asked: Scenario, key: int) -> list[Branch]:
    """All stores as they stand in period 0, with the staff who begin there; key: of the replication."""
    names = asked.chain.names(asked.store.name)
    return [Branch(k, name, scenario, floor := build_floor(scenario),
                   Workforce(scenario.staff, floor.plan.departments, key, STAFF, scenario.horizon.days_per_period, store=k))
            for k, (name, scenario) in enumerate(zip(names, store_scenarios(asked, 0), strict=True))]


def turn_branches(branches: list[Branch], asked: Scenario, period: int) -> None:
    """Every store takes on its scenario of a period."""
    for branch, scenario in zip(branches, store_scenarios(asked, period), strict=True):
        branch.turn_to(scenario, period)


def staff_of(branches: list[Branch]) -> np.ndarray:
    """A copy of the rows of everybody who works for the company, store by store."""
    return rows_joined([branch.workforce.rows for branch in branches])
