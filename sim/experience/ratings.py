"""Why a shopper rates a period as he does: an additive account of the period's satisfaction that sums exactly to it.

    S = mean of the accounts of his visits (`sim/experience/account.py`) + sum over `Part` of what it added afterwards

A part is what is left of it after the ends of the scale, 1 and 10: at the end of the scale nothing more is added. Moments
outside of the store are judged together, S(X + v, E) with v = sum_k v_k, and told apart by what they are about: kind k gets
v_k times the mean slope of the rating along the way from X to X + v (Aumann and Shapley 1974). Who did not come but lived
through moments elsewhere starts from what he expects, met as expected. The account of a shopper stays until his satisfaction
is made anew, so it always sums to the column `satisfaction`, in single precision. A mechanism that moves that column has its
own part: one line in `Part`, and one `owe` after it in the schedule of the period.
"""

from collections.abc import Callable
from enum import IntEnum

import numpy as np

from sim.experience.account import BESIDE, STEP, add_accounts
from sim.experience.satisfaction import satisfaction
from sim.ground.rules import step
from sim.people.moments import KINDS
from sim.visit.causes import CAUSES


class Part(IntEnum):
    """What moves the rating of a period after the visits were rated."""

    USE = 0         # quality in use of what was bought
    TRUST = 1       # a wrong item was found out


RATING = (*BESIDE, *CAUSES, *(part.name.lower() for part in Part), *KINDS)
"""Columns of the account of a period's rating: those of a visit's rating, then the parts, then the kinds of moments."""

FIRST = len(BESIDE) + len(CAUSES)
"""Column of the first part."""

FIRST_KIND = FIRST + len(Part)
"""Column of the first kind of moments outside of the store (`sim.people.moments.Kind`)."""

NEAR = 1e-4
"""Valence below which kinds of moments as good as cancel out, and get the slope at X; well above rounding."""


class Ratings:
    """The account of everybody's present satisfaction: rows, float64 [people, RATING]; no rows where it is not kept.

    booked: the satisfaction up to which it is explained.
    """

    def __init__(self, shoppers: np.ndarray, is_kept: bool):
        self.is_kept = is_kept
        self.booked = shoppers["satisfaction"].astype(np.float64)
        self.rows = np.zeros((len(shoppers) if is_kept else 0, len(RATING)))
        if is_kept:
            self.rows[:, 0] = self.booked

    def begin(self, visits: np.ndarray, account: np.ndarray, shoppers: np.ndarray) -> None:
        """The period's visits are rated: everybody who came starts from the mean account of his visits."""
        if self.is_kept:
            inside = visits["leave_s"] >= 0.0
            person = np.where(inside, visits["person"].astype(np.int64), -1)
            count = np.bincount(person[inside], minlength=len(shoppers))
            came = count > 0
            self.rows[came] = 0.0
            add_accounts(account, person, self.rows)
            self.rows[came] /= count[came, None]
            self.booked[came] = shoppers["satisfaction"][came]

    def begin_elsewhere(self, by_rule: Callable, shoppers: np.ndarray, lived: np.ndarray, norm: float, p) -> None:
        """Who did not come but has moments to judge starts from what he expects.

        by_rule: does a step by the rule of satisfaction in use (`sim.engine.own_rules.by_rule`).
        """
        if self.is_kept:
            by_rule(start_elsewhere, start_elsewhere_with, shoppers, lived, norm, p, self.rows)
            only = (lived["visits"] == 0) & (lived["moments"] > 0)
            self.booked[only] = self.rows[only].sum(axis=1)

    def owe(self, part: Part, shoppers: np.ndarray) -> None:
        """What has moved satisfaction since the last booking is owed to this part."""
        if self.is_kept:
            self.rows[:, FIRST + part] += shoppers["satisfaction"] - self.booked
            self.booked[:] = shoppers["satisfaction"]

    def owe_moments(self, by_rule: Callable, judged: np.ndarray, weights: np.ndarray, shoppers: np.ndarray, lived: np.ndarray,
                    p) -> None:
        """What moments have moved satisfaction by is owed to their kinds.

        judged: float64 [people, kinds, dimensions], valence of those during and after purchase; weights: of the dimensions
        by shopper; by_rule: see `begin_elsewhere`.
        """
        if self.is_kept:
            by_rule(share_moments, share_moments_with, (judged * weights[:, None, :]).sum(axis=2), shoppers, lived, self.booked, p,
                    self.rows)
            self.booked[:] = shoppers["satisfaction"]

    def strike(self, row: int) -> None:
        """Somebody was taken out."""
        self.booked = np.delete(self.booked, row)
        if self.is_kept:
            self.rows = np.delete(self.rows, row, axis=0)


@step
def start_elsewhere_with(rates, shoppers, lived, norm, p, rows):
    """Account of a period that was as expected, for who did not come and has moments to judge; rule `rates`."""
    for i in range(len(shoppers)):
        if lived[i].visits > 0 or lived[i].moments == 0:
            continue
        e, style, mine = shoppers[i].expectation, shoppers[i].rating_style, rows[i]
        mine[:] = 0.0
        met = rates(e, e, 0.0, p)
        mine[0] = rates(0.0, norm, 0.0, p)
        mine[1] = met - mine[0]
        mine[3] = rates(e, e, style, p) - met


@step
def start_elsewhere(shoppers, lived, norm, p, rows):
    """Account of a period that was as expected, by `satisfaction`."""
    start_elsewhere_with(satisfaction, shoppers, lived, norm, p, rows)


@step
def share_moments_with(rates, judged, shoppers, lived, booked, p, rows):
    """What moments have moved each rating by since `booked`, by kind; judged: v_k [people, kinds]; rule `rates`."""
    for i in range(len(shoppers)):
        if lived[i].moments == 0:
            continue
        whole, most, told = 0.0, 0, 0.0
        for k in range(judged.shape[1]):
            whole += judged[i, k]
            most = k if abs(judged[i, k]) > abs(judged[i, most]) else most
        change, e, style = shoppers[i].satisfaction - booked[i], shoppers[i].expectation, shoppers[i].rating_style
        if abs(whole) < NEAR:
            met = lived[i].remembered / lived[i].visits if lived[i].visits > 0 else e
            slope = (rates(met + STEP, e, style, p) - rates(met - STEP, e, style, p)) / (2.0 * STEP)
        else:
            slope = change / whole
        for k in range(judged.shape[1]):
            rows[i, FIRST_KIND + k] += slope * judged[i, k]
            told += slope * judged[i, k]
        rows[i, FIRST_KIND + most] += change - told     # what rounding leaves over


@step
def share_moments(judged, shoppers, lived, booked, p, rows):
    """`share_moments_with` by the rule `satisfaction`."""
    share_moments_with(satisfaction, judged, shoppers, lived, booked, p, rows)
