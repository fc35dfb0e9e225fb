"""Emotional ties: what a store does for others is heard of, and felt also by those who get nothing of it.

    P(a shopper hears of it in a period) = 1 - e^(-h acts / people)
    tie <- (1 - f) tie;   on hearing  tie <- tie + w (1 - tie);   who is helped himself  w_own
    V_store += b tie;   loyalty's base += b_L tie (`bonds.py`)

Acts: charity parcels to families in need, deliveries to seniors. They grow with the shoppers of the company, so that what a cause
does to a person is the same in a sample and in a town. The tie is an affect of its own beside the experience of
visits: it needs no visit to rise, and fades for everybody when the acts stop (Lichtenstein, Drumwright and Braig 2004;
Bhattacharya and Sen 2003).
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, step
from sim.people.luck import luck_of

FIELDS = {
    "shopper": (
        Field("tie", "f4", "affect", 0, 1, means="emotional tie to the store by what it does for others; 0 none"),
        Field("helped_home", "u2", "deliveries", means="deliveries to seniors that this shopper got so far"),
    ),
}


class Ties(Parameters):
    """Good causes, and how they are heard of and felt."""

    parcels: float = number(0.0, "parcels per 1,000 shoppers", 0, 1000, "Charity parcels given away in a period.")
    parcel_cost: float = number(15.0, "$", 0, 10_000, "Cost of a parcel.")
    deliveries: float = number(0.0, "deliveries per 1,000 shoppers", 0, 1000, "Free deliveries to seniors in a period, one a person at most.")
    delivery_cost: float = number(6.0, "$", 0, 10_000, "Cost of a delivery.")
    senior_age: float = number(70.0, "years", 0, 120, "Age from which a shopper is a senior.")
    heard: float = number(5.0, "shoppers", 0, 10_000, "Shoppers who hear of each act (h).")
    warmth: float = number(0.1, "share", 0, 1, "Part of the gap to a full tie that hearing closes (w).")
    warmth_own: float = number(0.4, "share", 0, 1, "The same for who is helped himself (w_own).")
    fades: float = number(0.08, "1/period", 0, 1, "Part of the tie that is lost in a period (f).")
    pull: float = number(0.8, "logit", 0, 10, "What a full tie adds to the utility of the store (b).",
                         "shape: Bhattacharya and Sen 2003")
    felt: float = number(0.3, "affect", 0, 1, "Valence of the moment of hearing or of being helped, as logged.")


@rule
def hearing(acts, people, p):
    """Probability that a shopper hears of so many acts."""
    return 1.0 - exp(-p.heard * acts / max(1, people))


@rule
def next_tie(tie, heard, helped, p):
    """The tie after a period."""
    kept = (1.0 - p.fades) * tie
    if helped:
        return kept + p.warmth_own * (1.0 - kept)
    return kept + p.warmth * (1.0 - kept) if heard else kept


def seniors_helped(shoppers: np.ndarray, seed: int, period: int, p: Ties) -> np.ndarray:
    """Rows of the seniors who get a delivery in this period, drawn by lot."""
    rows = np.flatnonzero(shoppers["age"] >= p.senior_age) if p.deliveries else np.empty(0, dtype=np.int64)
    lots = luck_of(seed, Purpose.CAUSE, shoppers["uid"][rows], period, 1)[:, 0]
    return np.sort(rows[np.argsort(lots, kind="stable")[:round(p.deliveries * len(shoppers) / 1000)]])


@step
def keep_ties(shoppers, helped, seed, period, p, heard):
    """A period of good causes; helped: bool by shopper; heard: room for a bool each, of who only heard of it."""
    acts = p.parcels * len(shoppers) / 1000.0
    for i in range(len(helped)):
        acts += helped[i]
    chance = hearing(acts, len(shoppers), p)
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        draw, _, _, _ = draws(seed, Purpose.CAUSE, shopper.uid, period, 0)
        heard[i] = draw < chance and not helped[i]
        shopper.helped_home += helped[i]
        shopper.tie = next_tie(shopper.tie, heard[i], helped[i], p)


def cost_cents(helped: int, people: int, p: Ties) -> int:
    """What the causes of a period cost, in whole cents; people: shoppers of the company."""
    return round(100.0 * (p.parcels * people / 1000.0 * p.parcel_cost + helped * p.delivery_cost))
