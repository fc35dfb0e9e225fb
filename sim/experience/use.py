"""Use: what was bought in the store or came of an order is lived with, and what fails is brought back.

    X_use = mean over the basket of the quality of each item; a defective piece, and one chosen by mistake, have their own
    d     = X_use - expected quality                     nothing changes when quality is as expected
    a moment at home of valence weight d, cognitive      enters the experience state (`moments.py`)
    satisfaction of the period + b d;   expected quality + g d

    P(wrong choice) = e0 (1 - b_k knowledge)
    P(returned)     = P(return | defect) or P(return | wrong choice)

A return is made in the period after: what was paid is given back to the cent, less what was given for it in points and
rebates; sound goods go back on the shelf in part, the rest is written off. Post-purchase disconfirmation follows Oliver
(1980); that knowledge lowers decision error is the shape of Alba and Hutchinson (1987).
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step
from sim.store.prices import charged_cents

FIELDS = {
    "shopper": (
        Field("expected_quality", "f4", "affect", -1, 1, means="quality in use that the shopper expects of the store"),
        Field("due_cents", "i8", "cents", means="refund of the last period's purchases that is still to be paid"),
        Field("due_cost_cents", "i8", "cents", means="cost of the goods to be returned"),
        Field("due_sound_cents", "i8", "cents", means="of these, cost of those that can be sold again"),
        Field("refund_cents", "i8", "cents", means="refunds so far"),
    ),
    "visit": (
        Field("use", "f8", "affect", -1, 1, means="quality in use of the basket, mean over its items"),
        Field("defects", "i8", means="items of the basket that turned out defective"),
        Field("items_returned", "i8", means="items of the basket that are brought back in the next period"),
        Field("refund_cents", "i8", "cents", means="what was paid for these, less points and rebates, given back in the next period"),
    ),
}

DUES = ("due_cents", "due_cost_cents", "due_sound_cents")
"""Columns of what a shopper still brings back: refund, cost of the goods, cost of those that are sound."""


class Use(Parameters):
    """Living with what was bought."""

    weight: float = number(0.3, "share", 0, 1, "How far use against expectation is felt, on the cognitive side.")
    of_satisfaction: float = number(1.5, "rating", 0, 30, "Slope b of the period's satisfaction on use against "
                                    "expectation.", "shape: Oliver 1980")
    learning: float = number(0.1, "share", 0, 1, "How far a basket moves the expected quality (g).")
    felt_defect: float = number(-0.8, "affect", -1, 1, "Quality in use of a defective piece.")
    felt_wrong: float = number(-0.3, "affect", -1, 1, "Quality in use of an item chosen by mistake.")
    wrong_choice: float = number(0.02, "share", 0, 1, "Share of items chosen by mistake without any knowledge (e0).")
    wrong_of_knowledge: float = number(0.7, "share", 0, 1, "Share of mistakes that full knowledge saves (b_k).",
                                       "shape: Alba and Hutchinson 1987")
    return_defect: float = number(0.6, "share", 0, 1, "P(brought back) of a defective piece.")
    return_wrong: float = number(0.2, "share", 0, 1, "P(brought back) of an item chosen by mistake.")
    sold_again: float = number(0.5, "share", 0, 1, "Share of sound goods brought back that can be sold again.")


@rule
def mistaken(knowledge, draw, p):
    """Whether an item was chosen by mistake; knowledge of the shopper 0..1."""
    return draw < p.wrong_choice * (1.0 - p.wrong_of_knowledge * knowledge)


@rule
def quality_in_use(quality, defective, wrong, p):
    """Quality in use of one piece, -1..1."""
    if defective:
        return p.felt_defect
    return p.felt_wrong if wrong else quality


@rule
def comes_back(defective, wrong, draw, p):
    """Whether a piece is brought back."""
    if defective:
        return draw < p.return_defect
    return wrong and draw < p.return_wrong


@rule
def refund(paid_cents, given):
    """What is given back for a piece, in whole cents; given: share 0..1 of the price that its buyer got as points and rebates."""
    return paid_cents - int(given * paid_cents + 0.5)


@step
def use_item(uid, period, event, item, goods, knowledge, seed, p):
    """One piece is used: its quality in use, whether it was defective, is brought back, and could be sold again then.

    period, event: of the purchase, with a number of its own for each piece.
    """
    failing, choosing, returning, selling = draws(seed, Purpose.USE, uid, period, event)
    defective = failing < goods.item_defect[item]
    wrong = not defective and mistaken(knowledge, choosing, p)
    back = comes_back(defective, wrong, returning, p)
    sound = back and not defective and selling < p.sold_again
    return quality_in_use(goods.item_quality[item], defective, wrong, p), defective, back, sound


@step
def owe(shopper, back_cents, cost_cents, sound):
    """A piece will be brought back in the next period: its refund, what it had cost, and whether it can be sold again."""
    shopper.due_cents += back_cents
    shopper.due_cost_cents += cost_cents
    if sound:
        shopper.due_sound_cents += cost_cents


@step
def learn_quality(shopper, gap, p):
    """A basket moves what is expected of the next by a part of the gap between its quality in use and what was expected."""
    shopper.expected_quality += p.learning * gap


@rule
def rated_in_use(satisfaction, gap, p):
    """What a gap between quality in use and expected quality moves a satisfaction by, within 1..10."""
    return clip(satisfaction + p.of_satisfaction * gap, 1.0, 10.0) - satisfaction


@step
def live_with(visits, baskets, goods, shoppers, given, lived, felt, seed, p):
    """Everybody uses what he took home; what differs from expectation is felt, and enters the period's satisfaction.

    visits, baskets: one store-day; given: float64 by shopper, share of what was spent that came back as points and rebates;
    lived: per shopper sums (see `sim.experience.satisfaction.sum_up`); felt: float64 by shopper, to which what is felt is added.
    """
    for row in range(len(visits)):
        visit = visits[row]
        if visit.items == 0:
            continue
        shopper = shoppers[visit.person]
        total, first = 0.0, visit.day * EVENTS_PER_DAY
        for k in range(visit.items):
            item = baskets[row, k]
            quality, defective, back, sound = use_item(visit.shopper, visit.period, first + k, item, goods, shopper.knowledge, seed, p)
            total += quality
            visit.defects += defective
            if back:
                met = 1.0
                if goods.conditions == 1:
                    met, _, _, _ = draws(seed, Purpose.CONDITION, visit.shopper, visit.period, first + item)
                due = refund(charged_cents(item, goods, met), given[visit.person])
                visit.items_returned += 1
                visit.refund_cents += due
                owe(shopper, due, goods.item_cost_cents[item], sound)
        visit.use = total / visit.items
        gap = visit.use - shopper.expected_quality
        felt[visit.person] += p.weight * gap
        learn_quality(shopper, gap, p)
        lived[visit.person].satisfaction += rated_in_use(visit.satisfaction, gap, p)


def bring_back(shoppers: np.ndarray) -> tuple[int, int, int]:
    """What failed in the last period is brought back: refunds, cost of the goods, cost of those that are sold again.

    Refunds are taken off the margin of the period that begins.
    """
    refund, cost, sound = (shoppers[name].copy() for name in DUES)
    shoppers["refund_cents"] += refund
    shoppers["period_margin"] += sound - refund
    for name in DUES:
        shoppers[name] = 0
    return int(refund.sum()), int(cost.sum()), int(sound.sum())
