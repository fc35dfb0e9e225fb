"""Delivery: a parcel has a fee, a day, a courier, and sometimes does not come.

    value -> free_from with P = logit(l + s (price sensitivity - .5)) where it lacks r fees at most, and delivery would be free
    days  = promised + Exp(late_days) with P(late)                a failed parcel is sent once more, at the company's cost
    X_parcel = joy + social courtesy of the courier - pain (1 - e^(-days late / tau)), or - pain of failure

That a parcel is late is seen on the day after the promised one: what has been lost until then is felt then, the rest when it comes.
A first attempt fails on the promised day. Each is lived in the period in which it happens (`sim/people/parcels.py`).

The courier is a third actor: what he does is felt as the company's doing (Tax, McCutcheon and Wilkinson 2013). Thresholds of
free delivery make baskets larger (Lewis 2006).
"""

import math

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, exponential, rule, share, step
from sim.people.parcels import NEVER

FIELDS = {"shopper": (Field("parcels", "i4", means="parcels delivered so far"),)}

ON_TIME, LATE, FAILED = range(3)
"""How a parcel arrives; one that failed is delivered at the second attempt."""


class Delivery(Parameters):
    """Fee, time and reliability of parcels, and what they cost the company."""

    fee: float = number(4.95, "$", 0, 1000, "Fee of delivery.")
    free_from: float = number(50.0, "$", 0, 1e6, "Value of an order from which delivery is free.", "shape: Lewis 2006")
    reach: float = number(2.526, "fees", 0, 100, "How much people think of adding at most, against the fee that they save (r).",
                          "assumption: $ 12.50 for the usual fee")
    top_up: float = number(-0.5, "logit", -15, 10, "Adding goods to reach it, at middling price sensitivity (l).")
    top_up_of_sensitivity: float = number(2.0, "logit", 0, 20, "Slope of that on price sensitivity (s).", "shape: Lewis 2006")
    days: float = number(2.0, "days", 0, 60, "Days until a parcel comes, as promised.")
    late: float = number(0.08, "share", 0, 1, "Share of parcels that come late.")
    late_days: float = number(2.0, "days", 0.01, 60, "Mean delay of a late parcel.")
    failed: float = number(0.02, "share", 0, 1, "Share of parcels that do not come at the first attempt.")
    cost: float = number(6.0, "$", 0, 1000, "What a parcel costs the company, each attempt.")
    courtesy: float = number(0.6, "0..1", 0, 1, "Courtesy of couriers.")
    ordinary: float = number(0.6, "0..1", 0, 1, "Courtesy of couriers that is taken as ordinary.")
    joy: float = number(0.05, "affect", -1, 1, "Joy of a parcel that comes as promised.")
    joy_of_courtesy: float = number(0.3, "affect", 0, 3, "Social side of full against ordinary courtesy.")
    pain_of_delay: float = number(0.3, "affect", 0, 2, "Loss of a parcel that is very late.", "shape: Rao, Griffis and Goldsby 2011")
    patience_days: float = number(2.0, "days", 0.1, 60, "Delay at which 63 % of that is lost (tau).")
    pain_of_failure: float = number(0.5, "affect", 0, 2, "Loss of a parcel that does not come.",
                                    "shape: Rao, Griffis and Goldsby 2011")
    enters: float = number(0.3, "share", 0, 1, "Share of what a parcel does that enters the experience of the store.")


@rule
def topped_up(value_cents, price_sensitivity, draw, p):
    """Value in cents of an order after goods were added to reach free delivery, or as it was."""
    threshold = int(100.0 * p.free_from + 0.5)
    near = threshold - p.reach * 100.0 * p.fee <= value_cents < threshold
    if near and draw < share(p.top_up + p.top_up_of_sensitivity * (price_sensitivity - 0.5)):
        return threshold
    return value_cents


@rule
def fee_cents(value_cents, p):
    """Fee in whole cents of delivering an order of this value."""
    return 0 if value_cents >= int(100.0 * p.free_from + 0.5) else int(100.0 * p.fee + 0.5)


@rule
def fate(failing, being_late, length, slipping, p):
    """How a parcel arrives (ON_TIME, LATE, FAILED) and how many days late, from three draws.

    slipping: share of late parcels that prevention leaves (`sim.experience.failure`).
    """
    if failing < p.failed * slipping:
        return FAILED, p.days
    if being_late < p.late * slipping:
        return LATE, exponential(p.late_days, length)
    return ON_TIME, 0.0


@rule
def whole_days(days):
    """The day, counted from the order, on which something that takes so many days is there."""
    return int(math.ceil(days))


@rule
def lost_by_delay(days, p):
    """What is lost so many days after the promised time, as long as the parcel has not come."""
    return p.pain_of_delay * (1.0 - exp(-days / p.patience_days))


@rule
def felt_when_missed(how, waited_days, p):
    """Valence on the day on which a parcel is seen not to have come, so many days after the promised time."""
    return -p.pain_of_failure if how == FAILED else -lost_by_delay(waited_days, p)


@rule
def felt_when_it_comes(how, late_days, waited_days, p):
    """Valence of a parcel that comes so late, without the courier; waited_days: of its delay that were felt before."""
    return 0.0 if how == FAILED else p.joy - (lost_by_delay(late_days, p) - lost_by_delay(waited_days, p))


@step
def top_up(orders, value_cents, cost_cents, shoppers, seed, period, p):
    """Orders just below free delivery are filled up by some, goods and their cost in proportion."""
    for k in range(len(orders)):
        draw, _, _, _ = draws(seed, Purpose.DELIVERY, orders[k].shopper, period, orders[k].day * EVENTS_PER_DAY)
        value = topped_up(value_cents[k], shoppers[orders[k].person].price_sensitivity, draw, p)
        if value != value_cents[k]:
            cost_cents[k] = int(cost_cents[k] * (value / value_cents[k]) + 0.5)
            value_cents[k] = value


@step
def deliver(parcels, seed, slipping, p):
    """Write how each parcel arrives and on which days it is promised, missed, and comes; parcels: one order a day and person."""
    for k in range(len(parcels)):
        parcel = parcels[k]
        _, a, b, c = draws(seed, Purpose.DELIVERY, parcel.shopper, parcel.period, parcel.day * EVENTS_PER_DAY)
        parcel.how, parcel.late_days = fate(a, b, c, slipping, p)
        parcel.promised = parcel.ordered + p.days
        due = parcel.ordered + whole_days(p.days)
        parcel.comes = parcel.ordered + whole_days(p.days + parcel.late_days)
        parcel.missed = NEVER
        if parcel.how == FAILED:
            parcel.missed = due
        elif parcel.how == LATE:
            parcel.missed = min(parcel.comes, due + 1)


@step
def feel_parcels(parcels, p, missing, coming):
    """Write what is felt when each parcel is missed, and when it comes; 0 of what was not missed."""
    for k in range(len(parcels)):
        parcel = parcels[k]
        waited = clip(parcel.missed - parcel.promised, 0.0, parcel.late_days)
        missing[k] = felt_when_missed(parcel.how, waited, p) if parcel.missed != NEVER else 0.0
        coming[k] = felt_when_it_comes(parcel.how, parcel.late_days, waited, p)


def fees(value_cents: np.ndarray, p: Delivery) -> np.ndarray:
    """Fee in whole cents of each order; the rule `fee_cents` for many."""
    free = value_cents >= int(100.0 * p.free_from + 0.5)
    return np.where(free, 0, int(100.0 * p.fee + 0.5)).astype(np.int64)
