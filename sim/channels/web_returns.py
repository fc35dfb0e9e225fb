"""Returns of online orders: what could not be touched is sent back more often than what was.

    P(sent back) = r (1 - k knowledge)         the price of the goods is given back to the cent, not the fee; they earn no points

Sound goods are sold again in part, the rest is written off; the way back costs the company a parcel and the shopper an
effort (Petersen and Kumar 2009).
"""

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step


class WebReturns(Parameters):
    """Sending orders back."""

    share: float = number(0.06, "share", 0, 1, "Share of delivered orders that are sent back.")
    of_knowledge: float = number(0.5, "share", 0, 1, "Share of these that full knowledge of the goods saves.",
                                 "shape: Alba and Hutchinson 1987")
    sold_again: float = number(0.8, "share", 0, 1, "Share of these that can be sold again.")
    cost: float = number(4.0, "$", 0, 1000, "What a returned parcel costs the company.")
    effort: float = number(0.1, "affect", 0, 2, "Loss of having to send a parcel back.")


@rule
def sent_back(knowledge, draw, p):
    """Whether an order is sent back."""
    return draw < p.share * (1.0 - p.of_knowledge * knowledge)


@step
def send_back(orders, shoppers, seed, period, p, back, sound):
    """Write for each delivered order whether it is sent back, and whether it can be sold again then (0 or 1)."""
    for k in range(len(orders)):
        returning, selling, _, _ = draws(seed, Purpose.WEB_RETURN, orders[k].shopper, period,
                                         orders[k].day * EVENTS_PER_DAY)
        back[k] = sent_back(shoppers[orders[k].person].knowledge, returning, p)
        sound[k] = back[k] and selling < p.sold_again
