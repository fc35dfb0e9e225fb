"""The table of tickets of a run: everybody who turned to customer service, and what became of it."""

import numpy as np
import pandas as pd

from sim.people.tickets import CAUSES, DEPARTMENTS, OUTCOMES, By, Outcome

TICKETS_OF_A_RUN = {
    "id": "number of the contact, from 0 in the order in which they came", "shopper": "uid of the shopper",
    "period": "period in which it was opened", "closed_period": "period in which it was closed; -1 still open",
    "cause": "what it is about", "loss": "what that weighs, 0..1", "path": "who has had it, one after the other",
    "handovers": "times it went from one department to another", "first_contact": "solved by the desk without any hand-over",
    "repeat": "the shopper had the same issue before", "wrong_answer": "the bot answered wrongly",
    "minutes": "work of the desk on it", "days": "days from opening to closing; so far if it is still open",
    "compensation": "$ paid", "justice": "how fair the end was, 0..1", "outcome": "how it ended",
}
"""Columns of the table of tickets (`tickets.parquet`), one row a contact -> meaning."""


def ticket_columns(cases: np.ndarray, closed_period: int) -> dict[str, np.ndarray]:
    """Columns of these cases, closed in this period (-1: still open)."""
    return {
        "id": cases["id"].copy(), "shopper": cases["shopper"].copy(), "period": cases["period"].astype(np.int32),
        "closed_period": np.full(len(cases), closed_period, dtype=np.int32), "cause": cases["cause"].astype(np.int8),
        "loss": cases["loss"].astype(np.float32), "path": path_codes(cases), "handovers": cases["handovers"].astype(np.int8),
        "first_contact": (cases["outcome"] == Outcome.SOLVED) & (cases["handovers"] == 0), "repeat": cases["repeat"] == 1,
        "wrong_answer": cases["wrong"] == 1, "minutes": cases["worked_min"].astype(np.float32),
        "days": (cases["closed"] - cases["opened"]).astype(np.float32), "compensation": cases["compensation_cents"] / 100.0,
        "justice": cases["justice"].astype(np.float32), "outcome": cases["outcome"].astype(np.int8),
    }


def path_codes(cases: np.ndarray) -> np.ndarray:
    """Who had each case, as a number: the departments that it has come to, then page, bot, desk."""
    lived = cases["route"] & ((1 << 3 * cases["handovers"]) - 1)
    return ((lived * 2 + cases["page"]) * 2 + cases["bot"]) * 2 + (cases["by"] == By.DESK)


def path_of(code: int) -> str:
    """The path in words: `page > bot > front > prices`."""
    code, desk = divmod(code, 2)
    code, bot = divmod(code, 2)
    lived, page = divmod(code, 2)
    passed = [DEPARTMENTS[0]]
    while lived:
        lived, at = divmod(lived, 8)
        passed.append(DEPARTMENTS[at])
    return " > ".join(["page"] * page + ["bot"] * bot + passed * desk)


def ticket_table(model) -> pd.DataFrame:
    """One row a contact with customer service, in the order in which they came; empty if visits are not kept."""
    waiting = model.service.queue.copy()
    waiting["closed"] = model.period * model.scenario.horizon.days_per_period
    parts = [*model.records.tickets, ticket_columns(waiting if model.records.keep_visits else waiting[:0], -1)]
    table = pd.concat([pd.DataFrame(part) for part in parts if len(part["id"])] or [pd.DataFrame(parts[-1])])
    table = table.sort_values("id", ignore_index=True)
    codes, place = np.unique(table["path"].astype(np.int64), return_inverse=True)
    paths = [path_of(int(code)) for code in codes]
    names = list(dict.fromkeys(paths))
    table["path"] = pd.Categorical.from_codes(np.array([names.index(p) for p in paths], dtype=np.int64)[place], names)
    table["cause"] = pd.Categorical.from_codes(table["cause"].astype(np.int8), CAUSES)
    table["outcome"] = pd.Categorical.from_codes(table["outcome"].astype(np.int8), OUTCOMES)
    return table
