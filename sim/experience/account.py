"""Why this rating: an additive account of a visit's satisfaction by cause that sums exactly to it.

The rating is f(X, E, style) of the remembered experience X = sum_c X_c + recall, of expectation E and of the rater's
style. On the way from a visit that was neither good nor bad, met with the norm E0, to the visit as it was,

    level        f(0, E0, 0)
    expectation  f(0, E, 0) - f(0, E0, 0)
    cause c      X_c [f(X, E, 0) - f(0, E, 0)] / X
    style        f(X, E, style) - f(X, E, 0)
    promise      what a promise that was not kept takes from the rating (`promise.py`)

A cause gets its share of the way from 0 to X at the mean slope along it (Aumann and Shapley 1974), which is exact for any
rule of satisfaction, kinks, bounds and own rules included.

What the ends of the scale, -1 and 1, cut off while it was lived is taken from the causes that pushed against that end, in
proportion to their shares; `limit` keeps only what no cause can bear.
"""

import numpy as np

from sim.experience.satisfaction import satisfaction
from sim.ground.rules import rule, step
from sim.visit.causes import CAUSES, Cause

BESIDE = ("level", "expectation", "recall", "style", "promise")
"""Parts of the account that are no cause of the visit: columns before those of the causes."""

STEP = 1e-7
"""Half width in X within which the mean slope is taken where X is as good as 0."""


@rule
def mean_slope(at_x, at_0, around, remembered):
    """Slope of the rating along the way from 0 to X; `around`: its rise from -STEP to STEP, for X near 0."""
    return around / (2.0 * STEP) if abs(remembered) < STEP else (at_x - at_0) / remembered


@rule
def share_out(parts, first):
    """Take what was cut off from the causes that pushed against the end of the scale; parts: from `first` on by cause."""
    cut, pushed = parts[first + Cause.LIMIT], 0.0
    for cause in range(len(CAUSES)):
        if cause != Cause.LIMIT and parts[first + cause] * cut < 0.0:
            pushed += abs(parts[first + cause])
    if pushed == 0.0:
        return
    borne = min(1.0, abs(cut) / pushed)
    for cause in range(len(CAUSES)):
        if cause != Cause.LIMIT and parts[first + cause] * cut < 0.0:
            parts[first + cause] *= 1.0 - borne
    parts[first + Cause.LIMIT] = cut + borne * (pushed if cut < 0.0 else -pushed)


@step
def share_out_all(rows):
    """`share_out` for every row, float64 [rows, causes]."""
    for row in range(len(rows)):
        share_out(rows[row], 0)


@step
def explain_with(rates, visits, shoppers, norm, p, account):
    """Write every visit's account, float64 [visits, 5 + causes], by the rule of satisfaction `rates`; 0 if not made."""
    for row in range(len(visits)):
        visit = visits[row]
        mine = account[row]
        if visit.leave_s < 0.0 or visit.explained == 0:
            continue
        style = shoppers[visit.person].rating_style
        x, e = visit.remembered, visit.expectation
        at_norm, at_0, at_x = rates(0.0, norm, 0.0, p), rates(0.0, e, 0.0, p), rates(x, e, 0.0, p)
        slope = mean_slope(at_x, at_0, rates(STEP, e, 0.0, p) - rates(-STEP, e, 0.0, p), x)
        caused = 0.0
        for cause in range(len(visit.why)):
            caused += visit.why[cause]
            mine[len(BESIDE) + cause] = slope * visit.why[cause]
        share_out(mine, len(BESIDE))
        mine[0] = at_norm
        mine[1] = at_0 - at_norm
        mine[2] = at_x - at_0 - slope * caused
        mine[3] = rates(x, e, style, p) - at_x


@step
def explain(visits, shoppers, norm, p, account):
    """Write every visit's account by the rule `satisfaction`."""
    explain_with(satisfaction, visits, shoppers, norm, p, account)


@step
def add_accounts(account, group, sums):
    """Add the accounts of visits to those of their groups; group: int64 by visit, -1 none; sums: [groups, columns]."""
    for row in range(len(account)):
        if group[row] >= 0:
            for column in range(account.shape[1]):
                sums[group[row], column] += account[row, column]


def mean_accounts(sums: np.ndarray, visits: np.ndarray) -> np.ndarray:
    """Mean account by group, NaN where there was no visit; sums: [groups, columns], visits: int64 by group."""
    return np.divide(sums, visits[:, None], out=np.full(sums.shape, np.nan), where=visits[:, None] > 0)
