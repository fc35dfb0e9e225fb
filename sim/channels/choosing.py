"""Search and purchase are chosen together: where to look, where to buy.

    U_jk = V_k + W_j + lock-in and synergy_jk + Gumbel          nested logit, nests by place of purchase k

search j: straight to the purchase, or the web first; purchase k: this store, its web shop, a rival (Verhoef, Neslin and
Vroomen 2007). V_store = logit(main-store share) + b_L (loyalty - its start) + b_E (expectation - norm) - b_$ sensitivity
(price level - 1) + b_r recall of the brand - b_T (1 - trust): at the start everybody chooses the store about as often as he
did; what he lives through since, and
what the store charges, moves the odds. Expectation is what is left of the experience of t-1.
Webrooming is the outcome web first and then the store.
"""

import math

import numpy as np

from sim.ground.choice import nested_logit_shares, pick
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule

STORE, OWN_WEB, RIVAL = range(3)
"""Places of purchase k; alternative a = 2 k + j with search j (0 straight, 1 web first)."""

NEST = np.array([0, 0, 1, 1, 2, 2])
"""Nest (place of purchase) of each of the six alternatives."""


class Choosing(Parameters):
    """Utilities of the six ways to search and buy, against going straight to a rival."""

    store: float = number(0.045, "logit", -10, 10, "Constant of buying in this store, beside the shopper's own odds.",
                          "calibrated: panel, mean share of the main store")
    own_web: float = number(-3.2, "logit", -15, 10, "Constant of buying in the own web shop.")
    web_of_innovativeness: float = number(1.5, "logit", 0, 10, "Slope of the own web shop on readiness for technology.")
    loyalty_weight: float = number(3.0, "logit", 0, 30, "Slope of store and own web shop on loyalty above its start.",
                                   "shape: behavioural loyalty follows attitude")
    experience_weight: float = number(1.0, "logit", 0, 30, "Slope of each own channel on what is expected of it above the norm.")
    trust_weight: float = number(2.0, "logit", 0, 30, "Slope of store and own web shop on trust, which is lost by wrong advice.",
                                 "shape: Sirdeshmukh, Singh and Sabol 2002")
    price_weight: float = number(6.0, "logit", 0, 100, "Slope of the store on its price level, times sensitivity.")
    recall_weight: float = number(1.5, "logit", 0, 30, "Slope of the store on full recall of its brand.",
                                  "shape: Nedungadi 1990, what comes to mind is considered")
    search_web: float = number(-2.0, "logit", -15, 10, "Constant of searching the web first.")
    search_of_involvement: float = number(1.5, "logit", 0, 10, "Slope of web search on involvement.")
    search_of_innovativeness: float = number(1.0, "logit", 0, 10, "Slope of web search on readiness for technology.")
    synergy_web_store: float = number(0.3, "logit", -5, 5, "Web search helps buying in the store.",
                                      "shape: Verhoef, Neslin and Vroomen 2007")
    lock_in_web: float = number(1.2, "logit", -5, 5, "Who searches the web stays there to buy.",
                                "shape: Verhoef, Neslin and Vroomen 2007; the store locks in more")
    scale: float = number(0.65, "-", 0.05, 1, "Dissimilarity of a nest.", "shape: .5 to .8")


@rule
def own_odds(store_share):
    """Log odds of the store against rivals in the shopper's past, with shares held within 1 % and 99 %."""
    s = clip(store_share, 0.01, 0.99)
    return math.log(s / (1.0 - s))


@rule
def store_utility(store_share, loyalty, loyalty_start, expectation, norm, price_sensitivity, price_level,
                  recall, p):
    """V of buying in this store; price_level: its shelf prices as a multiple of the reference prices; recall: of its brand,
    0..1."""
    return (p.store + own_odds(store_share) + p.loyalty_weight * (loyalty - loyalty_start)
            + p.experience_weight * (expectation - norm) - p.price_weight * price_sensitivity * (price_level - 1.0)
            + p.recall_weight * recall)


@rule
def web_utility(innovativeness, loyalty, loyalty_start, experience_web, p):
    """V of buying in the own web shop."""
    return (p.own_web + p.web_of_innovativeness * (innovativeness - 0.5)
            + p.loyalty_weight * (loyalty - loyalty_start) + p.experience_weight * experience_web)


@rule
def search_utility(involvement, innovativeness, p):
    """W of searching the web first."""
    return (p.search_web + p.search_of_involvement * (involvement - 0.5)
            + p.search_of_innovativeness * (innovativeness - 0.5))


@rule
def way_to_buy(store, web, search, draw, nest, utilities, shares, p):
    """The alternative chosen (2 k + j); `utilities` and `shares` are room for six numbers each."""
    utilities[0] = store
    utilities[1] = store + search + p.synergy_web_store
    utilities[2] = web
    utilities[3] = web + search + p.lock_in_web
    utilities[4] = 0.0
    utilities[5] = search
    nested_logit_shares(utilities, nest, 3, p.scale, shares)
    return pick(shares, draw)
