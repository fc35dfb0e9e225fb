"""Customer relationship management: what the seller has on record of a person, rightly or wrongly, and the offers made of it.

    recorded    each purchase with probability q (members, orders) or q c (others)      q: quality of the data
    shown       x = taste + s z, somebody else's with (1 - q) m; recorded twice with (1 - q) d       z: N(0, 1) of each purchase
    taste on record = sum of x / (n + s^2)                           n: purchases on record
    habit on record = purchases on record / periods since the first of them; last purchase on record
    fit         = exp(-((aim - taste) / w)^2 / 2)                        aim: of the offer, by the record or the same for all
    V_own      += b fit - creepiness (`personalisation.py`);     P(used by a buyer) = u fit

Offers are good wherever the company sells, and who orders online is known for it: an order is recorded as a member's purchase
is. Taste is what a shopper likes to buy from cheap to dear (`price_tier`), and what he buys on a day scatters about it. The record
is the posterior mean under the spread of all people, N(0, 1): of right records its error is s / sqrt(n + s^2), and what was mixed up
pulls it to the middle for good. Of who did not consent or lives where the switch is off nothing is kept. Who has no record gets what
everybody gets: an offer that is the same for all, at any time, for nobody looks up whether he is due. Kumar and Reinartz 2018: the
worth of a record is the fit of the offers made of it.
"""

import math
from typing import Literal

import numpy as np

from sim.channels.personalisation import aim_of, creepiness, limit_of
from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import exp, normal, rule, step

FIELDS = {
    "shopper": (
        Field("consent", "u1", high=1, start=1, means="1 lets the seller keep and use a record"),
        Field("contacts", "u2", "messages", means="messages of the company in the last period: of its campaigns, those passed on by friends too, and offers"),
        Field("known_purchases", "i4", "purchases", means="purchases on the seller's record"),
        Field("known_since", "i4", "period", low=-1, start=-1, means="first period with a purchase on record, -1 none"),
        Field("known_last", "i4", "period", low=-1, start=-1, means="last period with a purchase on record, -1 none"),
        Field("known_taste", "f4", "sd", low=-100, high=100, means="price tier that the seller reads from the purchases on record"),
    ),
}


class Crm(Parameters):
    """What is recorded, who may be addressed, what is offered."""

    exists: bool = choice(False, "Whether the seller keeps a record and makes offers.")
    quality: float = number(0.7, "0..1", 0, 1, "Quality of the data (q): 1 nothing is missed or wrong.")
    coverage: float = number(0.3, "share", 0, 1, "Share of the purchases of non-members that can be tied to a person (c).")
    scatter: float = number(1.0, "sd", 0, 10, "Sd of how dear one purchase is about the taste of who makes it (s).",
                            "assumption: a line of a basket scatters by some 3 units of taste, and a basket has ten lines")
    mixed: float = number(0.5, "share", 0, 1, "Share of the purchases on record that are somebody else's, at the worst quality (m).")
    doubled: float = number(0.2, "share", 0, 1, "Share of the purchases on record that stand there twice, at the worst quality (d).")
    use_record: bool = choice(True, "Privacy switch: whether purchases may be recorded, and offers made of them, at all.")
    consent: float = number(0.8, "share", 0, 1, "Share of people who let a record be kept; the others opted out.")
    reach: float = number(0.3, "share", 0, 1, "Share of the addressees who get an offer in a period.")
    target: Literal["everybody", "due"] = choice(
        "everybody", "Addressees: everybody, or of those whose record may be used who are silent for longer than their habit on record.")
    depth: float = number(0.1, "share", 0, 0.9, "Discount of an offer on the basket of the one who uses it.")
    message_cost: float = number(0.02, "$", 0, 100, "Cost of a message.")
    width: float = number(0.7, "sd", 0.05, 10, "How far an offer may be from the taste (w).")
    pull: float = number(0.6, "logit", 0, 10, "What an offer of full fit adds to the utility of the company's ways to buy (b).")
    use: float = number(0.5, "share", 0, 1, "P(used) of an offer of full fit by one who buys (u).")
    joy: float = number(0.2, "affect", 0, 1, "Affect of an offer of full fit; below the fit of `junk` it bothers.")
    junk: float = number(0.45, "0..1", 0, 1, "Fit below which an offer bothers.")


@rule
def fit_of(aim, taste, p):
    """Fit 0..1 of an offer."""
    off = (aim - taste) / p.width
    return exp(-0.5 * off * off)


@rule
def is_recorded(member, draw, p):
    """Whether a purchase finds its way into the record of the one who made it."""
    return draw < p.quality * (1.0 if member == 1 else p.coverage)


@rule
def shown_by(taste, score, is_mixed, p):
    """Taste that a purchase on record shows; score: standard normal; is_mixed: it is somebody else's."""
    return math.sqrt(1.0 + p.scatter * p.scatter) * score if is_mixed else taste + p.scatter * score


@rule
def learn(shopper, shown, p):
    """A purchase enters the record: the taste on it is the posterior mean of those so far, among people of spread 1."""
    shopper.known_purchases += 1
    shopper.known_taste += (shown - shopper.known_taste) / (shopper.known_purchases + p.scatter * p.scatter)


@rule
def forget(shopper):
    """A record is deleted."""
    shopper.known_purchases, shopper.known_since, shopper.known_last, shopper.known_taste = 0, -1, -1, 0.0


@rule
def may_be_used(shopper, p):
    """Whether there is a record of a shopper and it may be used."""
    return p.use_record and shopper.consent == 1 and shopper.known_purchases > 0


@rule
def is_due(shopper, period):
    """Whether a shopper with purchases on record has been silent for longer than the habit on record says."""
    interval = (period - shopper.known_since) / shopper.known_purchases
    return period - shopper.known_last > interval


@rule
def is_addressed(shopper, period, draw, p):
    """Whether a shopper gets an offer in this period; whose record may not be used is an addressee like everybody."""
    chosen = p.target == 0 or not may_be_used(shopper, p) or is_due(shopper, period)
    return chosen and draw < p.reach


OFFER = np.dtype([("sent", "u1"), ("personal", "u1"), ("fit", "f8"), ("creepy", "f8"), ("pull", "f8"), ("felt", "f8"),
                  ("used", "u1"), ("rebate", "i8")])
"""The offer that a shopper got in a period, what was felt of it, and what came of it."""


@step
def make_offers(shoppers, seed, period, p, personal, offers):
    """Send the offers of a period; personal: parameters of `personalisation`; offers: room for a row of `OFFER` each."""
    for i in range(len(shoppers)):
        shopper, offer = shoppers[i], offers[i]
        consenting, first, second, _ = draws(seed, Purpose.PRIVACY, shopper.uid, 0, 0)
        shopper.consent = consenting < p.consent
        addressed, _, _, _ = draws(seed, Purpose.OFFER, shopper.uid, period, 0)
        if not is_addressed(shopper, period, addressed, p):
            continue
        offer.sent = 1
        shopper.contacts += 1
        aim, shown = 0.0, 0.0
        if may_be_used(shopper, p):
            shown = personal.intensity
            aim = aim_of(shopper.known_taste, personal)
        offer.personal = shown > 0.0
        offer.fit = fit_of(aim, shopper.price_tier, p)
        offer.creepy = creepiness(shown, limit_of(normal(first, second), personal))
        offer.pull = p.pull * offer.fit - personal.creepy_pull * offer.creepy


@step
def use_offers(shoppers, spent, seed, period, p, offers):
    """Who buys with an offer in hand uses it the more the better it fits; spent: int64 cents by shopper."""
    for i in range(len(shoppers)):
        offer = offers[i]
        if offer.sent == 0 or spent[i] == 0:
            continue
        _, using, _, _ = draws(seed, Purpose.OFFER, shoppers[i].uid, period, 0)
        if using < p.use * offer.fit:
            offer.used = 1
            offer.rebate = int(p.depth * spent[i] + 0.5)
            shoppers[i].rewards_cents += offer.rebate
            shoppers[i].period_margin -= offer.rebate


@step
def keep_records(shoppers, bought, ordered, seed, period, p):
    """The purchases of a period enter the record, as far as they are caught; of who did not consent there is none.

    bought, ordered: int64 by shopper, buying visits and orders online, by which anybody is known.
    """
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        if not p.use_record or shopper.consent == 0:
            forget(shopper)
            continue
        for k in range(bought[i] + ordered[i]):
            caught, fault, first, second = draws(seed, Purpose.RECORD, shopper.uid, period, k)
            if not is_recorded(1 if k >= bought[i] else shopper.member, caught, p):
                continue
            wrong = 1.0 - p.quality
            shown = shown_by(shopper.price_tier, normal(first, second), fault < wrong * p.mixed, p)
            for _ in range(2 if fault >= 1.0 - wrong * p.doubled else 1):
                learn(shopper, shown, p)
            shopper.known_last = period
            if shopper.known_since < 0:
                shopper.known_since = period
