"""Satisfaction: the remembered experience against what was expected (Oliver 1980).

    d = X - E
    S = mu + b_Q X' + b_E E + b_pos max(d, 0) - b_neg max(-d, 0) + style of the rater,  1..10

X' = X + h (E - X) is coloured by expectation unless the gap is too large (assimilation, then contrast). Rival rules:

    performance   S = mu + b_Q X                            (Churchill and Surprenant 1982)
    prospect      S = mu + b_Q (E + v(d))                   v = d^a for gains, -l (-d)^a for losses (Tversky and Kahneman 1992)
    kano          S = mu + b_Q X + b_att max(d - z, 0) - b_must max(-d - z, 0)      what is within a zone z of what is
                  expected counts in proportion, beyond it attracts or fails (Kano et al. 1984; Brandt 1987)

Own rule: any rule with the arguments of `satisfaction`.
"""

from typing import Literal

import numpy as np

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "visit": (
        Field("disconfirmation", "f8", "affect", -2, 2, means="remembered minus expected experience d"),
        Field("satisfaction", "f8", "rating", 1, 10, means="satisfaction with the visit"),
    ),
    "shopper": (Field("satisfaction", "f4", "rating", 1, 10, 7.5, means="satisfaction with the last visited period"),),
}


class Satisfaction(Parameters):
    """Rule and weights of satisfaction."""

    rule: Literal["disconfirmation", "performance", "prospect", "kano"] = choice(
        "disconfirmation", "Theory of satisfaction.", "Oliver 1980; Churchill and Surprenant 1982; Tversky and Kahneman "
        "1992; Kano et al. 1984")
    level: float = number(7.54, "rating", 1, 10, "Satisfaction mu at experience and expectation 0.",
                          "calibrated: ACSI 2013-2024, 74-79")
    of_quality: float = number(5.0, "rating", 0, 30, "Slope b_Q on the remembered experience.")
    of_expectation: float = number(0.3, "rating", -10, 10, "Slope b_E on expectation.", "shape: near 0")
    of_gain: float = number(0.5, "rating", 0, 30, "Slope b_pos on positive disconfirmation.")
    of_loss: float = number(0.75, "rating", 0, 30, "Slope b_neg on negative disconfirmation.",
                            "shape: 1 to 2 times the gain, disputed")
    colouring: float = number(0.15, "share", 0, 1, "How far expectation colours perception (h).", "shape: .1 to .25")
    colouring_gap: float = number(0.8, "affect", 0, 2, "Gap beyond which expectation no longer colours.")
    loss_aversion: float = number(2.25, "x", 1, 10, "Weight l of a loss against a gain, rule prospect.",
                                  "Tversky and Kahneman 1992")
    sensitivity: float = number(0.88, "-", 0.1, 1, "Exponent a of gains and losses, rule prospect.",
                                "Tversky and Kahneman 1992")
    zone: float = number(0.1, "affect", 0, 1, "Half width z of the zone around what is expected, rule kano.",
                         "shape: zone of tolerance, Parasuraman, Berry and Zeithaml 1991")
    of_attraction: float = number(5.0, "rating", 0, 30, "Slope b_att beyond the zone upwards, rule kano.")
    of_failing: float = number(10.0, "rating", 0, 30, "Slope b_must beyond the zone downwards, rule kano.",
                               "shape: Mittal, Ross and Baldasare 1998, failing weighs more")


@rule
def coloured(remembered, expectation, p):
    """Experience as perceived: drawn toward what was expected, unless the gap is too large."""
    gap = remembered - expectation
    return remembered - p.colouring * gap if abs(gap) <= p.colouring_gap else remembered


@rule
def felt_gap(gap, p):
    """v(d) of prospect theory: a gain or a loss as it is felt."""
    return gap**p.sensitivity if gap > 0.0 else -p.loss_aversion * (-gap) ** p.sensitivity


@rule
def beyond_zone(gap, p):
    """Rating points for what lies beyond the zone around what is expected."""
    return p.of_attraction * max(gap - p.zone, 0.0) - p.of_failing * max(-gap - p.zone, 0.0)


@rule
def satisfaction(remembered, expectation, style, p):
    """Satisfaction rating 1..10 of one visit."""
    gap = remembered - expectation
    if p.rule == 1:
        return clip(p.level + p.of_quality * remembered + style, 1.0, 10.0)
    if p.rule == 2:
        return clip(p.level + p.of_quality * (expectation + felt_gap(gap, p)) + style, 1.0, 10.0)
    if p.rule == 3:
        return clip(p.level + p.of_quality * remembered + beyond_zone(gap, p) + style, 1.0, 10.0)
    answer = p.of_gain * gap if gap > 0.0 else p.of_loss * gap
    return clip(p.level + p.of_quality * coloured(remembered, expectation, p) + p.of_expectation * expectation + answer + style, 1.0, 10.0)


@step
def rate_with(rates, visits, shoppers, p):
    """Rate every visit by the rule `rates`; a researcher's own rule is compiled into this loop once."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        visit.disconfirmation = visit.remembered - visit.expectation
        visit.satisfaction = rates(visit.remembered, visit.expectation, shoppers[visit.person].rating_style, p)


@step
def rate(visits, shoppers, p):
    """Rate every visit by `satisfaction`."""
    rate_with(satisfaction, visits, shoppers, p)


@step
def rate_orders_with(rates, persons, lived, expected, shoppers, usual, p, ratings):
    """Write the rating of every order into `ratings` by the rule `rates`.

    persons: row of the shopper by order; lived, expected: experience of the order and what was expected of it, both against an
    ordinary web shop; usual: what such a shop is like.
    """
    for k in range(len(persons)):
        style = shoppers[persons[k]].rating_style
        ratings[k] = rates(clip(usual + lived[k], -1.0, 1.0), clip(usual + expected[k], -1.0, 1.0), style, p)


@step
def rate_orders(persons, lived, expected, shoppers, usual, p, ratings):
    """Rate every order by `satisfaction`."""
    rate_orders_with(satisfaction, persons, lived, expected, shoppers, usual, p, ratings)


LIVED = np.dtype([("visits", "i8"), ("moments", "i8"), ("remembered", "f8"), ("cognitive", "f8"), ("affective", "f8"), ("social", "f8"),
                  ("physical", "f8"), ("satisfaction", "f8"), ("spend_cents", "i8"), ("orders", "f8")])
"""What a shopper's visits of one period add up to; moments: those outside of the store that are judged; orders: overall valence of
what was lived at orders of web shop and app."""


@step
def sum_up(visits, lived):
    """Add every visit that was made to its shopper's sums of the period."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        mine = lived[visit.person]
        mine.visits += 1
        mine.remembered += visit.remembered
        mine.cognitive += visit.remembered_cognitive
        mine.affective += visit.remembered_affective
        mine.social += visit.remembered_social
        mine.physical += visit.remembered_physical
        mine.satisfaction += visit.satisfaction
        mine.spend_cents += visit.spend_cents


@step
def settle_satisfaction(shoppers, lived):
    """The period's satisfaction of each shopper who came: the mean over visits."""
    for i in range(len(shoppers)):
        if lived[i].visits > 0:
            shoppers[i].satisfaction = lived[i].satisfaction / lived[i].visits
