"""The tables of people, gathered from the columns that each mechanism declares."""

import numpy as np

from sim.channels import app, choosing, complaining, crm, delivery, desk, halves, leaning, loyalty_card, ordering, pick_up, rival, spillover, web
from sim.experience import (
    bonds,
    conduct,
    expectation,
    failure,
    forgetting,
    hedonic,
    image,
    knowledge,
    loyalty,
    memory,
    moments,
    persuasion,
    posting,
    prior,
    recall,
    recovery,
    satisfaction,
    state,
    ties,
    trust,
    use,
    word_of_mouth,
)
from sim.ground.columns import Columns
from sim.outcomes import questionnaire, value
from sim.people import homes, levers, morale, shoppers, staff, training
from sim.visit import finding, initiative, price
from sim.visit.table import LIVED_IN_STORE

SHOPPER = Columns("shopper", (shoppers, homes, state, satisfaction, loyalty, trust, finding, price, use, web, app, pick_up, ordering,
                              delivery, choosing, value, knowledge, recall, moments, failure, complaining, recovery,
                              desk, expectation, forgetting, prior, spillover, loyalty_card, crm, halves,
                              ties, bonds, persuasion, word_of_mouth, posting, conduct, image, leaning, rival))
"""Columns of a shopper: who he is, and what he has lived through so far."""

STAFF = Columns("staff", (staff, morale, training, levers, initiative))
"""Columns of a member of staff."""

VISIT = Columns("visit", (*LIVED_IN_STORE, expectation, memory, satisfaction, use, questionnaire, hedonic))
"""Columns of a visit: what is lived in the store, then what is made of it. At the exit a row becomes the visit log."""


def rows_where(table: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The rows of a table for which `mask` holds; several times as fast as `table[mask]`, which copies by fields."""
    return table.take(np.flatnonzero(mask))


def rows_joined(tables: list[np.ndarray]) -> np.ndarray:
    """The rows of one or more tables of one kind, one after another; several times as fast as `np.concatenate`."""
    kind = tables[0].dtype
    whole = np.dtype((np.void, kind.itemsize))
    return np.concatenate([table.view(whole) for table in tables]).view(kind)


def still_here(shoppers: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Rows (tickets, parcels) of those who are still among the shoppers, with their present rows there."""
    order = np.argsort(shoppers["uid"], kind="stable")
    at = np.searchsorted(shoppers["uid"][order], rows["shopper"].astype(np.uint32))
    at = order[np.minimum(at, len(order) - 1)] if len(order) else np.zeros(len(rows), np.int64)
    here = shoppers["uid"][at] == rows["shopper"] if len(order) else np.zeros(len(rows), bool)
    rows = rows[here]
    rows["person"] = at[here]
    return rows
