"""Failures: what went wrong on a visit, and how much it weighs.

    loss = weight of the kind x extent x (1/2 + involvement)                  0..1

Kinds: out of stock (extent: share of the list), defect, a wrong price at the till (put right there, so that it costs time and
not money), a discount refused for a hidden condition (extent: share of the basket), a late parcel, rude contact
(P = rudeness (1 - courtesy of who served)), a line that was given up. A visit makes one case: that of its gravest failure; a late
parcel makes one on the day on which it is missed, and an order with a defective piece one on the day on which it comes. That losses
weigh by involvement follows Hess, Ganesan and Klein (2003); kinds as in Kelley, Hoffman and Davis (1993).

Prevention: h hours of checks a week leave e^(-h / scale) of defects, wrong prices and late parcels, and keep shelves fuller.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule, step
from sim.people.tickets import Failure

FIELDS = {
    "shopper": (
        Field("failures", "i4", means="visits and orders so far on which something failed"),
    )
}


class Failing(Parameters):
    """How often what fails, and how much it weighs."""

    mispriced: float = number(0.01, "share", 0, 1, "Share of baskets with a wrong price at the till.")
    rudeness: float = number(0.02, "share", 0, 1, "P(rude contact) at the till without any courtesy.")
    stock_out: float = number(0.35, "0..1", 0, 1, "Weight of a list of which nothing is in stock.")
    defect: float = number(0.3, "0..1", 0, 1, "Weight of a defective piece.")
    wrong_price: float = number(0.25, "0..1", 0, 1, "Weight of a wrong price.")
    condition: float = number(0.5, "0..1", 0, 1, "Weight of a basket of which all discounts are refused.")
    late_parcel: float = number(0.4, "0..1", 0, 1, "Weight of a late parcel.")
    rude: float = number(0.5, "0..1", 0, 1, "Weight of rude contact.")
    gave_up: float = number(0.5, "0..1", 0, 1, "Weight of a line that was given up.")


class Prevention(Parameters):
    """Checks that find what would fail before a shopper does."""

    checks_h: float = number(0.0, "h/week", 0, 10_000, "Hours of checks of goods, labels and parcels.")
    scale_h: float = number(20.0, "h/week", 0.1, 10_000, "Hours that prevent 63 % of what can be prevented.")
    refilling: float = number(1.0, "x", 0, 10, "Stock on the shelf gained where everything is prevented, of the usual one.")
    wage_h: float = number(18.0, "$/h", 0, 1000, "Pay of who checks.")


@rule
def slips_through(p):
    """Share of the failures that checks can prevent and do not."""
    return exp(-p.checks_h / p.scale_h)


@rule
def weighed(weight, extent, involvement):
    """Loss of one failure, 0..1."""
    return clip(weight * extent * (0.5 + involvement), 0.0, 1.0)


@rule
def is_rude(courtesy, draw, p):
    """Whether contact with somebody of this courtesy (0..1; -1 nobody) is rude."""
    return courtesy >= 0.0 and draw < p.rudeness * (1.0 - courtesy)


@rule
def graver(cause, loss, other, other_loss):
    """The graver of two failures, with its loss."""
    return (np.int64(other), other_loss) if other_loss > loss else (np.int64(cause), loss)


@rule
def gravest(visit, courtesy, priced, met, slipping, p):
    """The gravest failure of a visit and its weight times extent, 0 if nothing failed; priced, met: draws."""
    cause, loss = graver(-1, 0.0, Failure.STOCK_OUT, p.stock_out * min(1.0, visit.stockouts / max(1, visit.list_length)))
    cause, loss = graver(cause, loss, Failure.DEFECT, p.defect * (visit.defects > 0))
    wrong = visit.items > 0 and priced < p.mispriced * slipping
    cause, loss = graver(cause, loss, Failure.WRONG_PRICE, p.wrong_price * wrong)
    rung_up = max(1, visit.items + visit.left_at_till)
    cause, loss = graver(cause, loss, Failure.CONDITION, p.condition * min(1.0, visit.refused_discounts / rung_up))
    cause, loss = graver(cause, loss, Failure.RUDE, p.rude * is_rude(courtesy, met, p))
    return graver(cause, loss, Failure.GAVE_UP, p.gave_up * (visit.abandoned == 1))


@rule
def stake(visit, cause, usual_cents):
    """Cents of the purchase that failed: of the defective pieces, else of the basket, or of a usual one if there is none."""
    if visit.spend_cents == 0:
        return usual_cents
    return visit.spend_cents * visit.defects // visit.items if cause == Failure.DEFECT else visit.spend_cents


@step
def visits_that_failed(visits, shoppers, courtesy, usual_cents, seed, slipping, p, cases):
    """Write a case for each visit on which something failed; returns their number.

    courtesy: of who served at the till, by visit, -1 nobody; usual_cents: what a visit usually spends; cases: room for all visits.
    """
    count = 0
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        priced, met, _, _ = draws(seed, Purpose.FAILURE, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        cause, loss = gravest(visit, courtesy[row], priced, met, slipping, p)
        if cause < 0:
            continue
        shopper = shoppers[visit.person]
        shopper.failures += 1
        case = cases[count]
        case.person, case.shopper, case.period, case.day = visit.person, visit.shopper, visit.period, visit.day
        case.cause = cause
        case.loss = weighed(loss, 1.0, shopper.involvement)
        case.stake_cents = stake(visit, cause, usual_cents)
        case.said = visit.complained > 0
        count += 1
    return count


@rule
def event_of(day, ordered):
    """Number of what fails of an order on this day among the events of the day, odd: people have one order a day.

    A defective piece of it has the number after.
    """
    return 1 + 2 * (day - ordered)


@step
def case_of_order(case, order, shopper, day, cause, weight):
    """Write the case of an order, a row of `sim.people.parcels.PARCEL`, of which something failed on this day of the period."""
    shopper.failures += 1
    case.person, case.shopper, case.day, case.cause = order.person, order.shopper, day, cause
    case.loss = weighed(weight, 1.0, shopper.involvement)


@step
def parcels_that_failed(parcels, shoppers, period, start, p, cases, count):
    """Write a case for each parcel that is missed in this period behind the first `count`; returns how many cases there are.

    It begins on the day on which the parcel is missed, and is about the value of the order. start: first day of the period.
    """
    for k in range(len(parcels)):
        parcel = parcels[k]
        if p.late_parcel == 0.0:
            continue
        case = cases[count]
        case_of_order(case, parcel, shoppers[parcel.person], parcel.missed - start, Failure.LATE_PARCEL, p.late_parcel)
        case.period, case.order, case.stake_cents = period, event_of(parcel.missed, parcel.ordered), parcel.value_cents
        count += 1
    return count


@step
def orders_that_failed(orders, shoppers, period, start, p, cases, count):
    """The same for each order that came home in this period with a defective piece: on that day, about the value of such pieces."""
    for k in range(len(orders)):
        order = orders[k]
        if order.defects == 0 or p.defect == 0.0:
            continue
        case = cases[count]
        case_of_order(case, order, shoppers[order.person], order.comes - start, Failure.DEFECT, p.defect)
        case.period, case.order = period, event_of(order.comes, order.ordered) + 1
        case.stake_cents = order.value_cents * order.defects // order.items
        count += 1
    return count
