"""The own web shop: an order is an experience too, carried from t-1 to t in a state of its own.

    X_web = quality + noise                                  objective experience of one order, -1..1
    CX_web(t) = (1 - lam) mean X_web(t) + lam CX_web(t-1)    by the rule of carry-over, `sim/experience/state.py`
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, normal, rule, step

FIELDS = {
    "shopper": (
        Field("experience_web", "f4", "affect", -1, 1, means="experience of the own web shop, relative to its norm"),
        Field("web_orders", "i4", means="orders for delivery begun in the own web shop so far"),
    )
}


class Web(Parameters):
    """Quality of the own web shop relative to what is usual."""

    quality: float = number(0.0, "affect", -1, 1, "Mean experience of an order against the usual web shop.")
    above_store: float = number(0.079, "affect", -1, 1, "What an ordinary web shop is like against an ordinary store: orders are rated by it.",
                                "calibrated: ACSI 2013-2024, internet retail 3 to 5 points above stores")
    spread: float = number(0.2, "affect", 0, 1, "Sd of the experience of an order.")


@rule
def order_experience(draw, other, p):
    """Experience of one order, relative to the norm of web shops."""
    return clip(p.quality + p.spread * normal(draw, other), -1.0, 1.0)


@step
def order_experiences(orders, seed, period, p, felt):
    """Write the experience of each order into `felt`; orders: trip rows with `shopper` and `day`, one order a day."""
    for k in range(len(orders)):
        a, b, _, _ = draws(seed, Purpose.WEB_ORDER, orders[k].shopper, period, orders[k].day * EVENTS_PER_DAY)
        felt[k] = order_experience(a, b, p)
