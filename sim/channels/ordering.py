"""Ordering online is a task of some steps: pages that load, forms to fill, each step a chance to give up.

    P(completed) = (1 - outage) (1 - a (1 - h v))^steps         a: lost a step; v: involvement that interactive pages gave
    X_web = quality - effort (steps - usual) - slow log2(load / usual) + noise, times 1 + v
    v(t+1) = v + g interactive (1 - v) after an order, f v otherwise

Fewer steps let more orders through, and what has to be done on interactive pages involves: the same order is felt more, in
both directions (Tynan and McKechnie 2009). Who gives up, or finds the shop down, buys from a rival.
"""

import math

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, count, number
from sim.ground.rules import rule, step

FIELDS = {"shopper": (Field("web_involvement", "f4", "0..1", 0, 1, means="involvement that interactive pages of the own "
                            "online shop have given"),)}

DONE, GAVE_UP, DOWN = range(3)
"""How an attempt to order ends."""


class Ordering(Parameters):
    """Steps, pages and outages of the own online shop."""

    steps: int = count(6, "steps", 1, 50, "Steps of an order in the web shop, from the basket to the confirmation.")
    app_steps: int = count(3, "steps", 1, 50, "Steps of an order in the app.")
    lost_a_step: float = number(0.02, "share", 0, 1, "Share of those who give up at each step.", "shape: Baymard Institute")
    effort_step: float = number(0.01, "affect", 0, 1, "Experience lost with each step beyond the usual six.")
    load_s: float = number(2.0, "s", 0.05, 600, "Time in which a page loads.")
    slow: float = number(0.05, "affect", 0, 1, "Experience lost when pages load twice as long as the usual two seconds.",
                         "shape: Galletta, Henry, McCoy and Polak 2004")
    outage: float = number(0.0, "share", 0, 1, "Share of attempts in which the shop cannot be reached.")
    pain_of_outage: float = number(0.5, "affect", 0, 2, "Experience of an attempt that finds the shop down, as a loss.")
    pain_of_giving_up: float = number(0.2, "affect", 0, 2, "Experience of an order given up half way, as a loss.")
    interactive: float = number(0.0, "share", 0, 1, "Share of the pages on which goods are turned, tried and put together.")
    shown: float = number(0.4, "share", 0, 1, "Share of touch that fully interactive pages replace.")
    involving: float = number(0.5, "share", 0, 1, "Involvement that an order on fully interactive pages adds (g).")
    kept: float = number(0.9, "share", 0, 1, "Share of that involvement kept from one period to the next (f).")
    held: float = number(0.5, "share", 0, 1, "How far full involvement keeps people from giving up (h).")


USUAL_STEPS = 6
"""Steps of an ordinary order."""

USUAL_LOAD_S = 2.0
"""Time in which an ordinary page loads."""


@rule
def attempt(steps, involved, reach, draw, p):
    """How an attempt to order ends: DONE, GAVE_UP or DOWN; reach, draw: uniform draws."""
    if reach < p.outage:
        return DOWN
    stays = 1.0 - p.lost_a_step * (1.0 - p.held * involved)
    return DONE if draw < stays**steps else GAVE_UP


@rule
def ease_of_order(steps, p):
    """What steps and pages add to the experience of an order, against the usual."""
    return -p.effort_step * (steps - USUAL_STEPS) - p.slow * math.log(p.load_s / USUAL_LOAD_S) / math.log(2.0)


@rule
def more_involved(involved, p):
    """Involvement after one more order."""
    return involved + p.involving * p.interactive * (1.0 - involved)


@step
def attempts(tries, shoppers, seed, period, steps, p, ended):
    """Write how each attempt ends into `ended`; tries: trip rows; steps: of each."""
    for k in range(len(tries)):
        reach, draw, _, _ = draws(seed, Purpose.ORDERING, tries[k].shopper, period, tries[k].day * EVENTS_PER_DAY)
        ended[k] = attempt(steps[k], shoppers[tries[k].person].web_involvement, reach, draw, p)


def involve(shoppers: np.ndarray, persons: np.ndarray, p: Ordering) -> None:
    """Interactive pages involve those who ordered; the involvement of everybody fades."""
    if p.interactive == 0.0 and not shoppers["web_involvement"].any():
        return
    shoppers["web_involvement"] *= np.float32(p.kept)
    who = np.unique(persons)
    shoppers["web_involvement"][who] = more_involved.py_func(shoppers["web_involvement"][who], p)
