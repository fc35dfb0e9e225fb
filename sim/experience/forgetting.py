"""Forgetting: what was bland fades, what was vivid stays (Pine and Gilmore 1999: memorable or forgotten).

    m      = clip(|peak| (1 + b (involvement - .5)) / memorable, 0, 1)         vividness of a visit, mean over the period's visits
    v(t)   = (1 - lam) m + lam v(t-1)                                          vividness of the state, in periods with a visit
    CX - norm fades in every period by f (1 - v)

A visit whose best or worst moment was strong is vivid, all the more for people to whom the purchase matters. Forgetting goes on
whether the shopper comes or not, so who stays away long expects the ordinary again. Shape: vividness and rehearsal slow
forgetting (Nisbett and Ross 1980; Kensinger 2009). At f = 0 the state waits for the next visit as it is.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "shopper": (
        Field("vividness", "f4", "0..1", 0, 1, means="how vivid the memory of the store is"),
    )
}

class Forgetting(Parameters):
    """How memories fade."""

    rate: float = number(0.0, "1/period", 0, 1, "Part of a bland memory that fades in a period (f).",
                         "shape: Ebbinghaus 1885; 0 switches it off")
    memorable: float = number(0.6, "affect", 0.01, 2, "Strength of the peak of a visit that is never forgotten.")
    of_involvement: float = number(0.5, "-", 0, 2, "How much more vivid what matters is (b).",
                                   "shape: Celsi and Olson 1988")


@rule
def vivid(peak, involvement, p):
    """Vividness 0..1 of a visit with this strongest moment, for a person to whom purchases matter this much (0..1)."""
    return clip(abs(peak) * (1.0 + p.of_involvement * (involvement - 0.5)) / p.memorable, 0.0, 1.0)


@rule
def left(vividness, p):
    """Share of a memory that is left after a period."""
    return 1.0 - p.rate * (1.0 - vividness)


@step
def peaks(visits, shoppers, total, p):
    """Add the vividness of every visit to its shopper's `total`."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0:
            total[visit.person] += vivid(visit.peak, shoppers[visit.person].involvement, p)


@step
def forget(shoppers, p):
    """A period passes: what is off the norm fades, the bland more than the vivid."""
    if p.rate == 0.0:
        return
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        share, norm = left(shopper.vividness, p), shopper.norm
        shopper.experience = norm + share * (shopper.experience - norm)
        shopper.cx_cognitive = norm + share * (shopper.cx_cognitive - norm)
        shopper.cx_affective = norm + share * (shopper.cx_affective - norm)
        shopper.cx_social = norm + share * (shopper.cx_social - norm)
        shopper.cx_physical = norm + share * (shopper.cx_physical - norm)


def keep_vividness(shoppers: np.ndarray, total: np.ndarray, visits: np.ndarray, fresh: np.ndarray) -> None:
    """The period's visits leave their vividness; total: summed over `visits` of each shopper; fresh: 1 - lam of each."""
    came = visits > 0
    new = total[came] / visits[came]
    old = shoppers["vividness"][came].astype(np.float64)
    shoppers["vividness"][came] = old + fresh[came] * (new - old)
