"""A loyalty card: points, a reward, offers and doors that are open to members alone.

    points     earned e x spend (a point is a cent); whole blocks of T points are redeemed at the next purchase
    member price   d of the share s of a basket that is on offer to members, given back when it is paid
    V_own     += a + b_$ sensitivity (e + s d) + g (points / T)          members; the pull grows towards the reward
    P(joins)   = logit(c0 + c_s (sensitivity - .5) + c_w worth of the card in $ a period)       non-members who bought

The card counts wherever the company is paid: in the store, in its web shop and app, at pick-up (`everywhere`); not on fees.
A programme acts on visits more than on attitude: the pull is in the choice, and all that a member feels is the reward
and the special access. Who is no member sees the member price, and feels left out (Steinhoff and Palmatier 2016).
The pull towards the reward: Kivetz, Urminsky and Zheng 2006. Points are booked when they are earned, to the cent: what
has not been redeemed is owed. What is sent back earns nothing, and what was given for goods brought back is taken off
their refund.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, choice, count, number
from sim.ground.rules import rule, share, step

FIELDS = {
    "shopper": (
        Field("member", "u1", high=1, means="1 holds the loyalty card of the store"),
        Field("points", "i4", "points", means="points on the card; each is worth a cent"),
        Field("rewards_cents", "i8", "cents", means="points redeemed and rebates given so far"),
    ),
}


class LoyaltyCard(Parameters):
    """Terms of the card, and how people respond to it."""

    exists: bool = choice(False, "Whether the store has a loyalty card.")
    earn: float = number(0.01, "share", 0, 0.5, "Points earned for what is spent, in cents a cent (e).")
    everywhere: bool = choice(True, "Whether the card counts in web shop and app and at pick-up too, or in the store alone.")
    threshold: int = count(500, "points", 1, 1_000_000, "Points that are redeemed at once (T).")
    offer_share: float = number(0.2, "share", 0, 1, "Share of a member's basket that is on offer to members alone (s).")
    offer_depth: float = number(0.0, "share", 0, 0.9, "Discount of these offers (d); 0: there are none.")
    special_access: bool = choice(False, "Whether members have access that others have not: early hours, previews.")
    start_share: float = number(0.0, "share", 0, 1, "Share of people who hold the card in the first period.")
    running_cost: float = number(0.02, "$", 0, 100, "Cost of keeping a member for a period, beside rewards.")
    pull: float = number(0.15, "logit", 0, 10, "What membership adds to the utility of the company's ways to buy (a).",
                         "shape: programmes raise visits, Liu 2007")
    gradient: float = number(0.2, "logit", 0, 10, "Further pull when the reward is as good as reached (g).",
                             "shape: Kivetz, Urminsky and Zheng 2006")
    join: float = number(-3.0, "logit", -20, 20, "Constant of joining in a period with a purchase (c0).")
    join_of_sensitivity: float = number(2.0, "logit", 0, 20, "Its slope on price sensitivity (c_s).")
    join_of_worth: float = number(0.5, "logit/$", 0, 20, "Its slope on what the card would be worth in a period (c_w).")
    reward_joy: float = number(0.08, "affect", 0, 1, "Affect of redeeming points.")
    access_joy: float = number(0.05, "affect", 0, 1, "Affect of special access, in a period with a visit.",
                               "shape: Drèze and Nunes 2009")
    seen: float = number(0.3, "share", 0, 1, "P(sees that others have it cheaper or better) of a non-member who came or ordered.")
    exclusion: float = number(0.12, "affect", 0, 1, "Affect and fairness lost by seeing it, at full price sensitivity.",
                              "shape: Steinhoff and Palmatier 2016")


@rule
def saving(p):
    """Share of what is spent that a member gets back, at once or as points."""
    return p.earn + p.offer_share * p.offer_depth


@rule
def card_pull(points, price_sensitivity, price_weight, p):
    """What the card adds to the utility of a way to buy; price_weight: slope of the choice of store on its prices."""
    near = min(1.0, points / p.threshold)
    return p.pull + price_weight * price_sensitivity * saving(p) + p.gradient * near


@rule
def points_for(spend_cents, p):
    """Points earned by a purchase, in whole cents."""
    return int(p.earn * spend_cents + 0.5)


@rule
def rebate_cents(spend_cents, p):
    """What member-only offers give back at the till, in whole cents."""
    return int(p.offer_share * p.offer_depth * spend_cents + 0.5)


@rule
def points_due(points, spend_cents, p):
    """Points redeemed at a purchase: whole blocks, never more than it costs."""
    return min(points, spend_cents) // p.threshold * p.threshold


@rule
def joins(price_sensitivity, spend_cents, draw, p):
    """Whether somebody who bought for so much in this period takes the card."""
    worth = saving(p) * spend_cents / 100.0
    return draw < share(p.join + p.join_of_sensitivity * (price_sensitivity - 0.5) + p.join_of_worth * worth)


@rule
def is_exclusive(p):
    """Whether members have what others can see and do not have."""
    return p.offer_depth > 0.0 and p.offer_share > 0.0 or p.special_access


CARD_USE = np.dtype([("earned", "i8"), ("redeemed", "i8"), ("rebate", "i8"), ("joined", "u1"), ("excluded", "u1"),
                     ("access", "u1")])
"""What a shopper did with the card in a period: points earned and redeemed, rebates in cents; what he lived through."""


@step
def hand_out(shoppers, seed, p):
    """Cards that people hold when the first period begins."""
    for i in range(len(shoppers)):
        draw, _, _, _ = draws(seed, Purpose.CARD, shoppers[i].uid, 0, 1)
        if draw < p.start_share:
            shoppers[i].member = 1


@step
def use_cards(shoppers, spent, came, seed, period, p, used):
    """The card in a period that was lived: redeem, get offers, earn; join or feel left out.

    spent: int64 cents paid for goods by shopper, wherever the card counts; came: visits and orders there by shopper; used: room for a row of `CARD_USE` each.
    """
    exclusive = is_exclusive(p)
    for i in range(len(shoppers)):
        if came[i] == 0:
            continue
        shopper, of = shoppers[i], used[i]
        joining, seeing, _, _ = draws(seed, Purpose.CARD, shopper.uid, period, 0)
        if shopper.member == 0:
            of.excluded = exclusive and seeing < p.seen
            if spent[i] > 0 and joins(shopper.price_sensitivity, spent[i], joining, p):
                shopper.member = 1
                of.joined = 1
            continue
        of.access = p.special_access
        of.redeemed = points_due(shopper.points, spent[i], p)
        of.rebate = rebate_cents(spent[i], p)
        of.earned = points_for(spent[i], p)
        shopper.points += of.earned - of.redeemed
        shopper.rewards_cents += of.redeemed + of.rebate
        shopper.period_margin -= of.earned + of.rebate
