"""The rival as a store that people have an experience of: it takes those who are dissatisfied, and raises what they expect.

    X_r   = quality + gain years + noise                         one visit to the rival, against the norm
    CX_r  = (1 - lam) mean X_r + lam CX_r                        experience of the rival, by the rule of the own store
    L_r   = L_r + a (1 - L_0 + c CX_r - L_r)                     loyalty to the rival, in periods with a visit there
    norm  = norm + g max(0, norm_0 + CX_r - norm)                who knows better asks for more
    L     = L - a c_r max(0, CX_r - CX + norm_0)                 loyalty to the own store, of who finds the rival better
    pull  = b_X CX_r + b_L (L_r - 1 + L_0) + b_S max(0, usual - S)      logits for the rival (`leaning.py`)

L_0 is the loyalty to the own store at the start, S the satisfaction with it, usual that of the start. A company that stands still
while the rival gains loses people to it: what is usual elsewhere becomes the norm. Comparison with the best alternative: Thibaut
and Kelley 1959; the best rival as the standard: Woodruff, Cadotte and Jenkins 1983; dissatisfaction as the way out: Hirschman 1970.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, normal, step

FIELDS = {
    "shopper": (
        Field("experience_rival", "f4", "affect", -1, 1, means="experience of the rival, relative to the norm of the start"),
        Field("loyalty_rival", "f4", "0..1", 0, 1, means="attitudinal loyalty to the rival; 0 without a rival that is lived"),
        Field("rival_visits", "i4", means="visits to the rival so far; 0 without a rival that is lived"),
        Field("last_rival", "i4", low=-1, start=-1, means="last period with a visit to the rival, -1 none"),
    )
}


class Rival(Parameters):
    """The rival, and what people make of it."""

    on: bool = choice(False, "whether people have an experience of the rival")
    quality: float = number(0.0, "affect", -1, 1, "Mean experience of a visit to the rival against the norm.")
    gain_year: float = number(0.0, "affect a year", -2, 2, "How much better the rival becomes in a year.")
    spread: float = number(0.2, "affect", 0, 1, "Sd of the experience of a visit to it.")
    of_experience: float = number(1.0, "logit", 0, 30, "Slope of the rival on the experience of it (b_X).",
                                  "assumption: as for the own channels")
    of_loyalty: float = number(3.0, "logit", 0, 30, "Slope of the rival on loyalty to it beyond the start (b_L).",
                               "assumption: as for the own store")
    of_dissatisfaction: float = number(0.2, "logit", 0, 30, "Slope of the rival on each point of satisfaction that is missing "
                                       "here (b_S).", "shape: Hirschman 1970")
    loyalty_of_experience: float = number(0.5, "1/affect", 0, 10, "Loyalty to the rival on the experience of it (c).")
    comparison: float = number(0.5, "1/affect", 0, 10, "Loyalty to the own store lost by each unit by which the rival is better "
                               "(c_r).", "shape: Thibaut and Kelley 1959")
    norm_drift: float = number(0.1, "share", 0, 1, "How far a period with a visit to a better rival moves the norm (g).",
                               "shape: Woodruff, Cadotte and Jenkins 1983")


@step
def live_there(trips, seed, period, mean, spread, felt):
    """Write the experience of each trip to the rival; trips: rows with `shopper` and `day`; mean, spread: of it."""
    for k in range(len(trips)):
        a, b, _, _ = draws(seed, Purpose.RIVAL_VISIT, trips[k].shopper, period, trips[k].day * EVENTS_PER_DAY)
        felt[k] = clip(mean + spread * normal(a, b), -1.0, 1.0)


def await_the_rival(shoppers: np.ndarray) -> None:
    """Who has never been there is as loyal to the rival as the loyalty to the own store at the start leaves room for."""
    new = shoppers["last_rival"] < 0
    shoppers["loyalty_rival"][new] = 1.0 - shoppers["loyalty_start"][new]


def know_the_rival(shoppers: np.ndarray, count: np.ndarray, known: np.ndarray, period: int, p: Rival, speed: float,
                   norm: float) -> None:
    """Everybody who went to the rival draws his conclusions.

    count: int64 by shopper, visits there in the period; known: experience of the rival after it, of each who went; speed: of
    loyalty; norm: of the start.
    """
    there = np.flatnonzero(count)
    rest = 1.0 - shoppers["loyalty_start"][there].astype(np.float64)
    loyalty = shoppers["loyalty_rival"][there].astype(np.float64)
    shoppers["loyalty_rival"][there] = np.clip(loyalty + speed * (rest + p.loyalty_of_experience * known - loyalty), 0.0, 1.0)
    better = np.maximum(0.0, known - shoppers["experience"][there].astype(np.float64) + norm)
    shoppers["loyalty"][there] = np.clip(shoppers["loyalty"][there] - speed * p.comparison * better, 0.0, 1.0)
    own = shoppers["norm"][there].astype(np.float64)
    shoppers["norm"][there] = np.clip(own + p.norm_drift * np.maximum(0.0, norm + known - own), -1.0, 1.0)
    shoppers["rival_visits"] += count.astype(np.int32)
    shoppers["last_rival"][there] = period


def pull_of_rival(shoppers: np.ndarray, usual: float, p: Rival) -> np.ndarray:
    """What speaks for the rival, in logits by shopper; usual: satisfaction at the start, without the rater's style."""
    if not p.on:
        return np.zeros(len(shoppers))
    of = {name: shoppers[name].astype(np.float64) for name in
          ("experience_rival", "loyalty_rival", "loyalty_start", "satisfaction", "rating_style", "tenure")}
    missing = np.maximum(0.0, np.clip(usual + of["rating_style"], 1.0, 10.0) - of["satisfaction"])
    return (p.of_experience * of["experience_rival"] + p.of_loyalty * (of["loyalty_rival"] - 1.0 + of["loyalty_start"])
            + p.of_dissatisfaction * np.where(of["tenure"] > 0, missing, 0.0))


def taken_by_rival(shoppers: np.ndarray, is_lost: np.ndarray) -> np.ndarray:
    """bool by shopper: lost to the store, and seen at the rival since the last purchase in it."""
    return is_lost & (shoppers["first_period"] >= 0) & (shoppers["last_rival"] > shoppers["last_period"])
