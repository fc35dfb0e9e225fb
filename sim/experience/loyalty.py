"""Loyalty and recommendation.

    L' = L + a (base + s(S) - L)                     attitudinal loyalty, 0..1
    s(S) = (1.12 min(S - 8, 0) + .38 max(S - 8, 0)) / 9      concave in satisfaction
    latent = r0 + r1 min(S - 8, 0) + r2 max(S - 8, 0) + N(0, sd)     answer: rounded and held within 0..10

Slopes from the ECSI data (n = 250). base is each shopper's own: where the main-store share of his past and the starting
satisfaction put him, and a little more, since s is concave and ups and downs about the usual would pull loyalty down.
Promoters answer 9-10, detractors 0-6. Both move in periods in which the shopper came, or lived through moments elsewhere that he
judges (an order, a complaint ...): then he is asked, too.
"""

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, normal, rule, step

FIELDS = {
    "shopper": (
        Field("loyalty", "f4", "0..1", 0, 1, means="attitudinal loyalty L to the store"),
        Field("loyalty_start", "f4", "0..1", 0, 1, means="loyalty at the start: the prior from the past"),
        Field("recommend", "f4", "0..10", -1, 10, -1, means="answer to the recommendation question, -1 not yet asked"),
    )
}


class Loyalty(Parameters):
    """How loyalty and recommendation follow satisfaction."""

    head_start: float = number(0.0, "0..1", -1, 1, "Loyalty at the start above the main-store share of the past.")
    speed: float = number(0.15, "share", 0, 1, "Part of the distance closed in a period with a visit or with moments that are judged (a).")
    below: float = number(1.12, "1/rating", 0, 5, "Slope of loyalty (1..10) on satisfaction below the knee.", "ECSI")
    above: float = number(0.38, "1/rating", 0, 5, "Slope of loyalty (1..10) on satisfaction above the knee.", "ECSI")
    knee: float = number(8.0, "rating", 1, 10, "Satisfaction at which the slopes change.", "ECSI")
    at_rest: float = number(0.0163, "0..1", -1, 1, "What ups and downs of satisfaction about the usual take from s(S); "
                            "added to base, so that loyalty stays where it started.",
                            "calibrated: no drift in the baseline")
    recommend_level: float = number(8.52, "0..10", 0, 12, "Latent recommendation at the knee (r0).", "calibrated: ECSI")
    recommend_below: float = number(1.25, "-", 0, 5, "Its slope below the knee (r1).", "calibrated: ECSI, 1.31")
    recommend_above: float = number(1.07, "-", 0, 5, "Its slope above the knee (r2).",
                                    "calibrated: ECSI, .57 of answers, which end at 10")
    recommend_noise: float = number(1.28, "0..10", 0, 5, "Sd of the latent recommendation.", "calibrated: ECSI")


@rule
def pull(satisfaction, p):
    """s(S): where satisfaction pulls loyalty, relative to the knee, on 0..1."""
    off = satisfaction - p.knee
    return (p.below * min(off, 0.0) + p.above * max(off, 0.0)) / 9.0


@rule
def next_loyalty(loyalty, base, satisfaction, p):
    """Loyalty after a period with this satisfaction."""
    return clip(loyalty + p.speed * (base + pull(satisfaction, p) - loyalty), 0.0, 1.0)


@rule
def recommendation(satisfaction, draw, other, p):
    """Answer 0..10 to "how likely is it that you would recommend us"."""
    off = satisfaction - p.knee
    latent = (p.recommend_level + p.recommend_below * min(off, 0.0) + p.recommend_above * max(off, 0.0)
              + p.recommend_noise * normal(draw, other))
    return clip(float(int(latent + 0.5)) if latent > 0.0 else 0.0, 0.0, 10.0)


@step
def start_loyalty(shoppers, start_satisfaction, p):
    """Loyalty starts at the main-store share of the past, or off it; satisfaction at its usual level plus the rater's style."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.loyalty = clip(shopper.store_share + p.head_start, 0.0, 1.0)
        shopper.loyalty_start = shopper.store_share
        shopper.satisfaction = clip(start_satisfaction + shopper.rating_style, 1.0, 10.0)


@step
def update_loyalty(shoppers, lived, usual, seed, period, p):
    """Loyalty and recommendation of everybody who judged this period; usual: the starting satisfaction without style."""
    for i in range(len(shoppers)):
        if lived[i].visits == 0 and lived[i].moments == 0:
            continue
        shopper = shoppers[i]
        base = shopper.loyalty_start - pull(clip(usual + shopper.rating_style, 1.0, 10.0), p) + p.at_rest
        shopper.loyalty = next_loyalty(shopper.loyalty, base, shopper.satisfaction, p)
        a, b, _, _ = draws(seed, Purpose.RECOMMEND, shopper.uid, period, 0)
        shopper.recommend = recommendation(shopper.satisfaction, a, b, p)
