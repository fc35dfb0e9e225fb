"""How much of the rating a firm controls: the variance between visits, split by who its causes are owed to.

    share_g = Cov(S_g, S) / Var(S),     S = sum_g S_g

S_g is the part of a rating that the account (`account.py`) owes to group g: the firm, others (people around, rivals), the
shopper, and noise. The shares sum to 1 exactly; a share below 0 is a group that evens out what the others do. Other
people cannot be controlled, nor what a shopper brings along; this says how much that matters. Covariances are taken within
each period and added over a run.
"""

import numpy as np

from sim.experience.account import BESIDE
from sim.visit.causes import CAUSES

GROUPS = ("firm", "others", "shopper", "noise")
"""Who a part of the rating is owed to."""

_NOT_THE_FIRM = {
    "crowd": "others", "company": "others", "online": "others",
    "mood": "shopper", "stimulation": "shopper", "expectation": "shopper", "style": "shopper",
    "recall": "noise", "limit": "noise",
}
"""Parts of the account that are not owed to the firm; the rest is its place, goods, prices, staff, lines, events."""

GROUP_OF = np.array([GROUPS.index(_NOT_THE_FIRM.get(part, "firm")) for part in (*BESIDE, *CAUSES)])
"""Group of each column of the account."""


def variance_sums(account: np.ndarray) -> np.ndarray:
    """Products of the rating with the part of each group, both about their means, summed over the visits of a period.

    They sum to the squares of the rating about its mean: float64 [groups].

    account: float64 [visits, 5 + causes] of `sim.experience.account.explain`, visits that were made only.
    """
    products = np.zeros(len(GROUPS))
    if len(account):
        off = account - account.mean(axis=0)
        whole = off.sum(axis=1)
        by_part = (off * whole[:, None]).sum(axis=0)
        products = np.array([by_part[g == GROUP_OF].sum() for g in range(len(GROUPS))])
    return products


def shares_of_variance(products: np.ndarray) -> dict[str, float]:
    """Share of the variance of ratings by group, summing to 1, from the sums of all periods; NaN where ratings do not differ."""
    whole = float(products.sum())
    return {name: float(value) / whole if whole > 0.0 else float("nan") for name, value in zip(GROUPS, products, strict=True)}
