"""The centre: a mall, a retail park or a town centre, whose tenants share a reputation and may manage it together.

    R   = sum_k w_k q_k / sum_k w_k + lift             reputation of the centre
    r_k = (1 - s) q_k + s R                            reputation of tenant k: its own, and that of the company it keeps
    lift = m (1 - e^(-F / F0)),   F = sum_k contribution_k

q_k is what a tenant is like against the norm, w_k how much it is noticed (an anchor has a large weight); so a bad anchor lowers
every tenant by s w dq / W. Joint management (signs, events, parking, one image) is paid from one fund F and lifts everybody, whoever
paid: who pays nothing has the same lift and keeps the money, and if all do so there is none (Olson 1965; centre image:
Finn and Louviere 1996; town centre management: Warnaby, Bennison and Davies 2005). Own stores have the q that their shoppers lived;
other tenants are data. The table of the centre tells two kinds of retention: `retention` and `retention_alone`, what the reputation
of a tenant lets expect with joint management and without it (`staying`; for an own store from the yearly share that stays), and
`retention_counted`, of own stores: the share of their customers that was not lost before the period and is not lost after it.
"""

import math

import numpy as np

from sim.ground.parameters import Parameters, choice, number

_CHOICE = "choice of the user"


class Tenant(Parameters):
    """Another shop of the centre."""

    name: str = choice("tenant", "name of the tenant", _CHOICE)
    weight: float = number(1.0, "weight", 0, 1000, "how much it is noticed, where an own store has `own_weight`", _CHOICE)
    quality: float = number(0.0, "affect", -1, 1, "what it is like against the norm", _CHOICE)
    contribution_week: float = number(0.0, "$ a week", 0, 1e6, "what it pays into the fund of joint management", _CHOICE)
    stays: float = number(0.98, "share a period", 0.01, 0.9999, "share of its customers who stay for a period at reputation 0",
                          _CHOICE)


class Centre(Parameters):
    """The centre around the own stores; none by default."""

    tenants: tuple[Tenant, ...] = choice((), "the other tenants", _CHOICE)
    stores: tuple[str, ...] = choice((), "names of the own stores of a chain that stand in it; none named: all", _CHOICE)
    own_weight: float = number(1.0, "weight", 0, 1000, "how much an own store is noticed", _CHOICE)
    spill: float = number(0.3, "share", 0, 1, "how far the reputation of a tenant is that of the centre (s)")
    contribution_week: float = number(0.0, "$ a week", 0, 1e6, "what each own store pays into the fund of joint management",
                                      _CHOICE)
    free_riders: tuple[str, ...] = choice((), "names of own stores that pay nothing", _CHOICE)
    most_lift: float = number(0.4, "affect", 0, 1, "most that joint management can lift the reputation (m)")
    fund_week: float = number(2000.0, "$ a week", 1, 1e8, "fund at which 63 % of that is reached (F0)")
    learning: float = number(0.3, "share", 0, 1, "how far a period with a visit moves a shopper's image of the centre to its "
                             "reputation")
    of_choice: float = number(1.5, "logit", 0, 30, "slope of the store on the reputation that it has of the centre",
                              "shape: Finn and Louviere 1996, image of the centre moves the choice of where to shop")
    of_walk: float = number(0.3, "share", 0, 2, "how far the image is felt on the way through the centre to the store")

    @property
    def exists(self) -> bool:
        """Whether there is a centre at all: another tenant, or management."""
        return bool(self.tenants) or self.contribution_week > 0.0

    def lift(self, fund: float) -> float:
        """What joint management with a fund of so many $ a week adds to the reputation."""
        return self.most_lift * (1.0 - math.exp(-fund / self.fund_week))


def reputation_of_centre(quality: np.ndarray, weight: np.ndarray, lift: float) -> float:
    """Reputation R of the centre; quality, weight: by tenant, own stores among them."""
    total = float(weight.sum())
    return (float((quality * weight).sum()) / total if total > 0.0 else 0.0) + lift


def reputations(quality: np.ndarray, of_centre: float, spill: float) -> np.ndarray:
    """Reputation r_k of each tenant."""
    return (1.0 - spill) * quality + spill * of_centre


def staying(stays: np.ndarray, reputation: np.ndarray, slope: float) -> np.ndarray:
    """Share of each tenant's customers who stay for a period, by its reputation; logit with the slope of the choice of store."""
    return 1.0 / (1.0 + (1.0 - stays) / stays * np.exp(-slope * reputation))
