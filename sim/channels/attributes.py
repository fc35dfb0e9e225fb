"""What each way to buy offers: to touch, to have it sooner, to return it, to save money, ease, selection.

    V_k += sum_a b_a s_ia (x_ka - usual_a)           x of place k against what is usual there; 0 where nothing is different

s_ia is the shopper's own weight: price sensitivity for money, twice his involvement for touch, 1 for the others. The
weight of money is that of the store's price level (`channels.choosing.price_weight`); the others stand to it as the reasons
that people name for store and web do (`reasons.py`; GfK FutureBuy 2014: touch 58 % in the store, 9 % online; sooner 53/16;
returns 35/10; save money 28/61; easier 24/53; selection 16/46).
"""

import math

import numpy as np

from sim.channels.choosing import APP, OWN_WEB, PICK_UP, RIVAL, STORE
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule

ATTRIBUTES = ("touch", "sooner", "returns", "money", "easier", "selection")
"""Attributes of a way to buy, in the order of their columns."""

TOUCH, SOONER, RETURNS, MONEY, EASIER, SELECTION = range(6)


class Attributes(Parameters):
    """Weights of what ways to buy offer, and where the store and the web stand."""

    touch: float = number(0.337, "logit", 0, 20, "Weight of seeing and touching before paying.", "calibrated: GfK 2014")
    sooner: float = number(0.34, "logit", 0, 20, "Weight of having it at once.", "calibrated: GfK 2014")
    returns: float = number(0.272, "logit", 0, 20, "Weight of easy returns.", "calibrated: GfK 2014")
    money: float = number(6.0, "logit", 0, 100, "Weight of the price level, times sensitivity.",
                          "that of the store's price level")
    easier: float = number(0.768, "logit", 0, 20, "Weight of ease.", "calibrated: GfK 2014")
    selection: float = number(0.165, "logit", 0, 20, "Weight of selection, on the logarithm of its size.",
                              "calibrated: GfK 2014")
    patience_days: float = number(2.0, "days", 0.1, 60, "Days of waiting at which having it soon has lost 63 % of its worth.")
    ease_store: float = number(0.2, "0..1", 0, 1, "Ease of a trip to the store.")
    effort_step: float = number(0.1, "share", 0, 1, "Ease lost with each step of an order.")
    ease_of_web_returns: float = number(0.3, "0..1", 0, 1, "Ease of sending a parcel back; 1 as easy as in the store.")
    range_online: float = number(3.0, "x", 0.1, 1000, "Selection online against that of a store.")
    usual_basket: float = number(30.0, "$", 0.01, 1e6, "Basket against which people hold a delivery fee.")


def offers(p: Attributes, own_gap: float, rival_gap: float, days: float, fee: float, steps: float, app_steps: float,
           pick_up_days: float, shown: float) -> np.ndarray:
    """float64 [places, attributes] of what each place of purchase offers; the row RIVAL is the web at large.

    own_gap, rival_gap: how much cheaper web shops are than the reference price; days: until a parcel comes; fee: $ of
    delivery; steps, app_steps: of an order; pick_up_days: until an order can be picked up; shown: share of touch that
    pages replace, 0..1.
    """
    def soon(wait: float) -> float:
        return math.exp(-wait / p.patience_days)

    def ease(of_steps: float) -> float:
        return 1.0 - p.effort_step * of_steps

    rows = np.zeros((5, len(ATTRIBUTES)))
    wide, price = math.log(p.range_online), own_gap - 1.0
    rows[STORE] = 1.0, 1.0, 1.0, -1.0, p.ease_store, 0.0
    rows[OWN_WEB] = shown, soon(days), p.ease_of_web_returns, price - fee / p.usual_basket, ease(steps), wide
    rows[RIVAL] = 0.0, soon(days), p.ease_of_web_returns, rival_gap - 1.0, ease(steps), wide
    rows[PICK_UP] = 0.5, soon(pick_up_days), 1.0, price, 0.5 * (ease(steps) + p.ease_store), wide
    rows[APP] = shown, soon(days), p.ease_of_web_returns, price - fee / p.usual_basket, ease(app_steps), wide
    return rows


def differences(now: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """float64 [places, attributes]: how far each way to buy is from the usual; those of the own company from its web shop."""
    against = usual[[STORE, OWN_WEB, RIVAL, OWN_WEB, OWN_WEB]]
    return now - against


@rule
def own_weight(attribute, price_sensitivity, involvement, p):
    """Weight b_a s_ia of an attribute for one shopper."""
    if attribute == TOUCH:
        return p.touch * 2.0 * involvement
    if attribute == SOONER:
        return p.sooner
    if attribute == RETURNS:
        return p.returns
    if attribute == MONEY:
        return p.money * price_sensitivity
    return p.easier if attribute == EASIER else p.selection


@rule
def added_utility(place, different, price_sensitivity, involvement, p):
    """What a place of purchase gains against the usual, in logits; different: see `differences`."""
    total = 0.0
    for a in range(different.shape[1]):
        total += own_weight(a, price_sensitivity, involvement, p) * different[place, a]
    return total
