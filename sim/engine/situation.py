"""The situation of a run as a table: which moderators were in force, when, where, and what they made of their paths."""

import pandas as pd

from sim.scenario.chain import stores_as_asked
from sim.scenario.moderating import moderated, strengths
from sim.scenario.scenario import Scenario

COLUMNS = {
    "period": "period", "store": "name of the store, empty for the whole company", "week": "week of the year",
    "moderator": "name of the moderator", "condition": "what it depends on", "strength": "how strongly that holds",
    "path": "key of the scenario that is scaled", "given": "its value as given",
    "value": "its value in force, all moderators together",
}
"""Columns of the table."""


def situation_table(asked: Scenario, periods: int) -> pd.DataFrame:
    """One row a period and moderator that acts, for the company and for each store with a situation of its own."""
    rows: list[tuple] = []
    if asked.situation.moderators:
        for period in range(periods):
            for store, given in stores_as_asked(asked, period):
                rows += _in_force(store, given, period)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _in_force(store: str, given: Scenario, period: int) -> list[tuple]:
    situation, days = given.situation, given.horizon.days_per_period
    acting = strengths(situation, period, days)
    made = moderated(given, period) if acting else given
    rows = []
    for name, strength in acting.items():
        one = situation.moderators[name]
        rows.append((period, store, situation.week(period, days), name, f"{one.when} {one.named}".strip(), strength, one.path,
                     float(_value(given, one.path)), float(_value(made, one.path))))
    return rows


def _value(scenario: Scenario, path: str) -> float:
    node = scenario
    for part in path.split("."):
        node = node[part] if isinstance(node, dict) else getattr(node, part)
    return node
