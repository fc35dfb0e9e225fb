"""Brand and hearsay as a prior: what a store is thought to be like before it is known, and how visits correct it.

    prior        O = sum_k worth_k opinion_k / W,   W = sum_k worth_k              brand, and what was heard
    expectation  E + W / (W + n) (O - E)            n: periods with a visit so far

Each opinion counts like so many visits (Bayesian updating with known precision: Boulding, Kalra and Staelin 1999;
Erdem and Keane 1996, brands as signals under uncertainty). A strong brand is an opinion worth many visits: it moves the
first expectation most, and less with every visit. The own experience stands in E already (`expectation.py`). Whoever
spreads opinions (word of mouth, reviews, reputation) calls `hear`. Without opinions (W = 0) nothing changes.
"""

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, normal, rule, step

FIELDS = {
    "shopper": (
        Field("opinion", "f4", "affect", -1, 1, means="what brand and hearsay let expect of the store"),
        Field("opinion_worth", "f4", "visits", means="how many visits that opinion is worth (W); 0 none"),
        Field("heard", "f4", "affect", -1, 1, means="mean opinion heard from others so far, on the scale of experience"),
        Field("heard_worth", "f4", "visits", means="how many visits all that was heard is worth; 0 nothing heard"),
    )
}


class Prior(Parameters):
    """What is thought of the store before it is known."""

    brand: float = number(0.0, "affect", -1, 1, "What the brand lets expect above the norm of the store.")
    brand_spread: float = number(0.1, "affect", 0, 1, "Sd of that between people.")
    certainty: float = number(0.0, "visits", 0, 1000, "How many visits belief in the brand is worth; 0: no brand.",
                              "shape: Erdem and Keane 1996")
    hearsay: float = number(0.0, "affect", -1, 1, "What those who have heard of the store heard, above its norm.")
    hearsay_share: float = number(0.0, "share", 0, 1, "Share of people who have heard of it before the first visit.")
    hearsay_worth: float = number(2.0, "visits", 0, 1000, "How many visits one opinion heard is worth.",
                                  "shape: Boulding et al. 1993, word of mouth moves expectations")


@rule
def pull(worth, visited):
    """Weight of opinions beside the own visits."""
    return worth / (worth + visited) if worth > 0.0 else 0.0


@rule
def corrected(expectation, opinion, worth, visited):
    """Expectation after opinions had their say."""
    return expectation + pull(worth, visited) * (opinion - expectation)


@step
def start_prior(shoppers, seed, p):
    """What everybody thinks of the brand, and what some have heard."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        a, b, heard, _ = draws(seed, Purpose.PRIOR, shopper.uid, 0, 0)
        if p.certainty > 0.0:
            shopper.opinion = clip(shopper.norm + p.brand + p.brand_spread * normal(a, b), -1.0, 1.0)
            shopper.opinion_worth = p.certainty
        if heard < p.hearsay_share:
            listen(shopper, shopper.norm + p.hearsay, p.hearsay_worth)


@rule
def listen(shopper, opinion, worth):
    """An opinion is heard: it joins what was heard before, and what is thought of the store."""
    if worth > 0.0:
        opinion = clip(opinion, -1.0, 1.0)
        shopper.heard += worth / (shopper.heard_worth + worth) * (opinion - shopper.heard)
        shopper.heard_worth += worth
        shopper.opinion += worth / (shopper.opinion_worth + worth) * (opinion - shopper.opinion)
        shopper.opinion_worth += worth


@step
def hear(shoppers, rows, opinions, worth):
    """Shoppers hear opinions of the store.

    rows: int64, one entry for each opinion heard; opinions: what each says the store is like, on the scale of experience, -1..1; worth:
    how many visits each is worth, 0 or more.
    """
    for k in range(len(rows)):
        listen(shoppers[rows[k]], opinions[k], worth[k])


@step
def correct(shoppers):
    """Opinions correct what everybody expects and looks forward to."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        if shopper.opinion_worth > 0.0:
            worth, visited = shopper.opinion_worth, shopper.tenure
            shopper.expectation = corrected(shopper.expectation, shopper.opinion, worth, visited)
            shopper.anticipation = corrected(shopper.anticipation, shopper.opinion, worth, visited)
