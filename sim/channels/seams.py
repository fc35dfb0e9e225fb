"""Seams between channels: the price differs from the one seen online, the basket put together there is lost.

    valence = -sting 2 s max(0, shelf level - online level)        s: price sensitivity
    a basket is lost with P = carries x lost, and felt as -pain

Both happen to those who searched the company's web before they came. With one price and one basket nothing is lost
(Verhoef, Kannan and Inman 2015: customers experience the company, not the channel).
"""

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step


class Seams(Parameters):
    """What gets lost between web and store."""

    sting: float = number(0.6, "affect", 0, 10, "Loss of a shelf price twice the one seen online, at middling sensitivity.")
    carries: float = number(0.3, "share", 0, 1, "Share of those who searched the web who have put a basket together there.")
    lost: float = number(0.5, "share", 0, 1, "Share of these baskets that the store knows nothing of.")
    pain: float = number(0.1, "affect", 0, 2, "Loss of a basket that is lost.")


@rule
def price_seam(shelf_level, online_level, price_sensitivity, p):
    """Valence of finding the shelf dearer than the web: 0 or less."""
    return -p.sting * 2.0 * price_sensitivity * max(0.0, shelf_level - online_level)


@rule
def basket_is_lost(carrying, losing, p):
    """Whether a basket was put together online and is lost."""
    return carrying < p.carries and losing < p.lost


@step
def cross_seams(visits, shelf_level, online_level, seed, p, price, basket):
    """Write the valence of both seams for each visit; visits: of those who searched the web; shelf_level: of each."""
    for row in range(len(visits)):
        visit = visits[row]
        carrying, losing, _, _ = draws(seed, Purpose.SEAM, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        price[row] = price_seam(shelf_level[row], online_level, visit.price_sensitivity, p)
        basket[row] = -p.pain if basket_is_lost(carrying, losing, p) else 0.0
