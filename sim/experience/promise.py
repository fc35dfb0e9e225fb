"""Promises: what is advertised is looked forward to, and missed where it is not delivered.

    promised    P = D(t-1) + bias            D: what the store delivered on average in t-1
    believed    B = believed n0 / (n0 + n) bias            n: periods with a visit so far
    looked forward to    anticipation + B
    delivered   the experience as it was lived, mean over the visit
    perceived   the experience as remembered and coloured by expectation
    rating      S - b (missing(D, B) + missing(E, C))                missing(a, m) = max(a + m - X, 0) - max(a - X, 0)

D is of t-1, as in P; X is the visit as remembered; C is what campaigns made one expect of it beyond one's own expectation E
(`sim/experience/persuasion.py`).

Anticipated experience has a utility of its own: it is what the choice of the store reads (Loewenstein 1987;
MacInnis and Price 1990). A promise raises it, the less the better the store is known, and every visit is held to what was
believed of it; so what is missing hurts beyond what an honest promise would, and who knows the store is neither drawn
nor disappointed for long (Boulding et al. 1993; Kopalle and Lehmann 2006). Promised, delivered and perceived are told visit
by visit: what is promised beyond what is delivered is the delivery gap (Allen et al. 2005: 80 % of firms believe that they
deliver a superior experience, 8 % of their customers agree). An honest promise (bias 0) changes nothing.
"""

import numpy as np

from sim.experience.satisfaction import coloured
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step
from sim.people.moments import DIMENSIONS


class Promise(Parameters):
    """What is promised, and what it does."""

    bias: float = number(0.0, "affect", -1, 1, "What advertising promises above what is delivered; below 0: too little.")
    believed: float = number(0.5, "share", 0, 1, "How far it is believed by who does not know the store.")
    learning: float = number(10.0, "periods", 0.1, 1000, "Visited periods n0 after which half of that is left.")
    of_broken: float = number(3.0, "rating", 0, 30, "Slope b of the rating on what is missing from a promise.",
                              "shape: Kopalle and Lehmann 2006")


@rule
def looked_forward_to(visited, p):
    """What a promise adds to the anticipated experience after so many visited periods."""
    return p.believed * p.learning / (p.learning + visited) * p.bias


@rule
def missing(expected, promised, met):
    """Part of the gap between what was met and expected that is owed to what a promise added to the expectation.

    Negative where too little was promised, and that is better than it was said to be.
    """
    return max(expected + promised - met, 0.0) - max(expected - met, 0.0)


@rule
def broken(honest, believed, remembered, p):
    """Rating points lost because a promise was not kept (negative: won, because too little was promised).

    honest: what was delivered lately, or what one expects oneself; believed: what was believed beyond that.
    """
    return p.of_broken * missing(honest, believed, remembered)


@step
def look_forward(shoppers, p):
    """Promises are added to what everybody looks forward to."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.anticipation = clip(shopper.anticipation + looked_forward_to(shopper.tenure, p), -1.0, 1.0)


@step
def hold_to(visits, shoppers, honest, swayed, missed, promised, p):
    """Everybody holds the store to what he believed of its promises; the change of each rating is written into `missed`.

    swayed: whether campaigns move expectations in this period; promised: what was promised of each visit, to which what they
    add is added.
    """
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0:
            shopper = shoppers[visit.person]
            told = shopper.swayed if swayed else 0.0
            promised[row] += told
            lost = (broken(honest, looked_forward_to(shopper.tenure, p), visit.remembered, p)
                    + broken(visit.expectation - told, told, visit.remembered, p))
            rating = clip(visit.satisfaction - lost, 1.0, 10.0)
            missed[row] = rating - visit.satisfaction
            visit.satisfaction = rating


@step
def perceive(visits, perceived, p):
    """Write the experience of every visit as it is perceived; p: parameters of satisfaction."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0:
            perceived[row] = coloured(visit.remembered, visit.expectation, p)


def delivered(visits: np.ndarray) -> np.ndarray:
    """The experience of every visit as it was lived: the mean over its time, dimensions by their weight."""
    felt = np.maximum(visits["felt_s"], 1e-9)
    return sum(visits[f"weight_{d}"] * visits[f"sum_{d}"] for d in DIMENSIONS) / felt
