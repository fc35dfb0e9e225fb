"""Search and purchase are chosen together: where to look, where to buy.

    U_jk = V_k + W_j + lock-in and synergy_jk + habit_j + Gumbel          nested logit, nests by place of purchase k

search j: straight to the purchase, or the web first; purchase k: this store, its web shop, a rival (Verhoef, Neslin and
Vroomen 2007), and where they are offered the company's app and pick-up in the store, which share the nest of its web
shop. What each way to buy offers (`attributes.py`) moves V_k against what is usual.

    V_store = logit(main-store share) + b_L (loyalty - its start) + b_E (expectation - norm)
              - b_$ sensitivity (price level - 1) + b_r recall of the brand - b_T (1 - trust) + ...       whole in `halves.py`

At the start everybody chooses the store about as often as he did; what he lives through since, and what the store charges,
moves the odds. Expectation is what is left of the experience of t-1.
Webrooming is the outcome web first and then the store. It rises with risk, which makes people look around and touch
before they pay, and with urgency, which forbids to wait for a parcel (Flavian, Gurrea and Orus 2016). Who searched the web
last time does so again (habit); where he buys is in his own odds. Rival rules:

    multinomial   no nests: every way competes with every other alike (McFadden 1974)
    habit         with probability h the last way is taken again, unthinking, if it is still offered, else nested logit
                  (Murray and Haeubl 2007; Verplanken, Aarts and van Knippenberg 1997)
    elimination   no weighing of all against all: what lacks the aspect one thinks of is struck out (Tversky 1972;
                  `eliminating.py`)

Own rule: any with the arguments of `choose_way`.
"""

import math
from typing import Literal

import numpy as np

from sim.channels.eliminating import OFFERED, elimination_shares
from sim.ground.choice import logit_shares, nested_logit_shares, pick
from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, rule, step

STORE, OWN_WEB, RIVAL, PICK_UP, APP = range(5)
"""Places of purchase k; alternative a = 2 k + j with search j (0 straight, 1 web first)."""

NEST = np.array([0, 0, 1, 1, 2, 2, 1, 1, 1, 1])
"""Nest of each alternative: store, own online shop (web, pick-up, app), rivals."""

ALWAYS = 6
"""Alternatives that there always are; the others follow where pick-up or the app are offered."""

NOT_OFFERED = -1000.0
"""Utility of a place of purchase that does not exist."""

FIELDS = {
    "shopper": (
        Field("last_search", "i1", low=-1, high=1, start=-1,
              means="how the last purchase was searched: 0 straight, 1 web first, -1 none yet"),
        Field("last_way", "i1", low=-1, high=9, start=-1, means="way to search and buy of the last trip, 2 k + j; -1 none yet"),
    )
}


class Choosing(Parameters):
    """Utilities of the six ways to search and buy, against going straight to a rival."""

    rule: Literal["nested", "multinomial", "habit", "elimination"] = choice(
        "nested", "Theory of the choice of channel.", "McFadden 1978; McFadden 1974; Murray and Haeubl 2007; Tversky 1972")
    alike: float = number(0.5, "share", 0, 0.99, "What web shop, app and pick-up have in common, of the worth of the least of "
                          "them; rule elimination only.", "shape: Tversky 1972")
    repeats_last_way: float = number(0.5, "share", 0, 1, "Chance h that the last way to search and buy is taken again as a whole, "
                                     "unthinking; rule habit only.", "shape: Wood and Neal 2009, about 45 % of what people do is repeated")
    store: float = number(0.0446, "logit", -10, 10, "Constant of buying in this store, beside the shopper's own odds.",
                          "calibrated: panel, mean share of the main store")
    own_web: float = number(-3.2, "logit", -15, 10, "Constant of buying in the own web shop.")
    web_of_innovativeness: float = number(1.5, "logit", 0, 10, "Slope of the own web shop on readiness for technology.")
    loyalty_weight: float = number(3.0, "logit", 0, 30, "Slope of store and own web shop on loyalty above its start.",
                                   "shape: behavioural loyalty follows attitude")
    experience_weight: float = number(1.0, "logit", 0, 30, "Slope of each own channel on what is expected of it above the norm.")
    trust_weight: float = number(2.0, "logit", 0, 30, "Slope of store and own web shop on trust, which is lost by wrong advice.",
                                 "shape: Sirdeshmukh, Singh and Sabol 2002")
    price_weight: float = number(6.0, "logit", 0, 100, "Slope of the store on its price level, times sensitivity.")
    recall_weight: float = number(0.3, "logit", 0, 30, "Slope of the store on full recall of its brand.",
                                  "shape: Nedungadi 1990, what comes to mind is considered; assumption: a store comes to the minds of "
                                  "three in four of the people of its place unaided, so that full recall adds -ln(.74)")
    search_web: float = number(-2.0, "logit", -15, 10, "Constant of searching the web first.")
    search_of_involvement: float = number(1.5, "logit", 0, 10, "Slope of web search on involvement.")
    search_of_innovativeness: float = number(1.0, "logit", 0, 10, "Slope of web search on readiness for technology.")
    synergy_web_store: float = number(0.3, "logit", -5, 5, "Web search helps buying in the store.",
                                      "shape: Verhoef, Neslin and Vroomen 2007")
    lock_in_web: float = number(1.2, "logit", -5, 5, "Who searches the web stays there to buy.",
                                "shape: Verhoef, Neslin and Vroomen 2007; the store locks in more")
    risk: float = number(0.5, "0..1", 0, 1, "Risk felt in what is bought: 0 none, 0.5 as usual.")
    search_of_risk: float = number(2.0, "logit", 0, 10, "Slope of web search on risk.", "shape: Flavian, Gurrea and Orus 2016")
    web_of_risk: float = number(1.5, "logit", 0, 10, "Taken off buying online, unseen, as risk rises from 0 to 1.",
                                "shape: Verhoef, Neslin and Vroomen 2007")
    urgent: float = number(0.1, "share", 0, 1, "Share of trips whose goods are wanted today.")
    urgency: float = number(1.5, "logit", 0, 20, "Taken off waiting for a parcel where goods are wanted today.")
    search_of_urgency: float = number(0.5, "logit", -10, 10, "Looking up online who has it, where goods are wanted today.")
    search_of_habit: float = number(0.3, "logit", 0, 10, "Added to searching the web first by who did so last time, taken off by "
                                    "who did not; under every rule.", "shape: inertia, Melis et al. 2015")
    rival: bool = choice(True, "Whether there is a rival to go to; without one, who is put off online comes to the store")
    pick_up: float = number(0.0, "logit", -10, 10, "Constant of picking up in the store, beside what it offers.")
    app: float = number(0.0, "logit", -10, 10, "Constant of the company's app against its web shop, beside what it offers.")
    scale: float = number(0.65, "-", 0.05, 1, "Dissimilarity of a nest.", "shape: .5 to .8")


@rule
def own_odds(store_share):
    """Log odds of the store against rivals in the shopper's past, with shares held within 1 % and 99 %."""
    s = clip(store_share, 0.01, 0.99)
    return math.log(s / (1.0 - s))


@rule
def pull_of_loyalty(loyalty, loyalty_start, p):
    """What loyalty since the start adds to store and own web shop."""
    return p.loyalty_weight * (loyalty - loyalty_start)


@rule
def pull_of_experience(expected, norm, p):
    """What an experience expected above the norm adds to a channel."""
    return p.experience_weight * (expected - norm)


@rule
def pull_of_recall(recall, p):
    """What recall of the brand, 0..1, adds to the store."""
    return p.recall_weight * recall


@rule
def push_of_price(price_sensitivity, price_level, p):
    """What prices take off the store; price_level: its shelf prices as a multiple of the reference prices."""
    return p.price_weight * price_sensitivity * (price_level - 1.0)


@rule
def push_of_distrust(trust, p):
    """What missing trust takes off store and own web shop; trust above 1 adds."""
    return p.trust_weight * (1.0 - trust)


@rule
def web_utility(innovativeness, loyalty, loyalty_start, experience_web, p):
    """V of buying in the own web shop, but for trust."""
    return (p.own_web + p.web_of_innovativeness * (innovativeness - 0.5)
            + pull_of_loyalty(loyalty, loyalty_start, p) + p.experience_weight * experience_web
            - p.web_of_risk * (p.risk - 0.5))


@rule
def search_utility(involvement, innovativeness, p):
    """W of searching the web first."""
    return (p.search_web + p.search_of_involvement * (involvement - 0.5)
            + p.search_of_innovativeness * (innovativeness - 0.5) + p.search_of_risk * (p.risk - 0.5))


@rule
def habit_of_search(last_search, p):
    """What is added to searching the web first: as last time, or not; last_search: 0 straight, 1 web first, -1 never."""
    if last_search < 0:
        return 0.0
    return p.search_of_habit * (2.0 * last_search - 1.0)


@rule
def choose_way(utilities, nest, room, draw, last, p):
    """The alternative chosen (2 k + j) from the utilities of all.

    nest: place of purchase of each; room: for as many shares; draw: in [0, 1); last: way of the last trip, -1 none.
    """
    if p.rule == 2 and 0 <= last < len(utilities) and utilities[last] > OFFERED:
        if draw < p.repeats_last_way:
            return last
        draw = (draw - p.repeats_last_way) / (1.0 - p.repeats_last_way)
    if p.rule == 3:
        elimination_shares(utilities, nest, p.alike, room)
    elif p.rule == 1:
        logit_shares(utilities, room)
    else:
        nested_logit_shares(utilities, nest, 3, p.scale, room)
    return pick(room, draw)


@rule
def way_to_buy(store, web, pick_up, app, search, draw, nest, utilities, shares, last, chooses, p):
    """The alternative chosen (2 k + j) by the rule `chooses`; `nest`, `utilities` and `shares` hold six numbers, or ten with
    pick-up and app."""
    utilities[0] = store
    utilities[1] = store + search + p.synergy_web_store
    utilities[2] = web
    utilities[3] = web + search + p.lock_in_web
    utilities[4] = 0.0 if p.rival else NOT_OFFERED
    utilities[5] = utilities[4] + search
    if len(utilities) > ALWAYS:
        utilities[6] = pick_up
        utilities[7] = pick_up + search + p.lock_in_web
        utilities[8] = app
        utilities[9] = app + search + p.lock_in_web
    return chooses(utilities, nest, shares, draw, last, p)


@step
def keep_habits(trips, shoppers):
    """Everybody remembers how the last purchase of the period was searched and made; trips: in the order of person and day."""
    for k in range(len(trips)):
        shoppers[trips[k].person].last_search = trips[k].way % 2
        shoppers[trips[k].person].last_way = trips[k].way
