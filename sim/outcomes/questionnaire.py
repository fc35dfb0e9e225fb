"""The questionnaire: what people say of a visit's quality and of what they had expected, on 1..10.

    answer = mu + b x + style of the rater + noise of the item             x: what is remembered, or was expected

One person answers all questions in one style (common method variance, Podsakoff et al. 2003), so answers are more alike
than what they are about. mu and b are those of satisfaction, so that the scales agree. Satisfaction itself is rated in
`sim/experience/satisfaction.py`, recommendation in `loyalty.py`.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, normal, rule, step

FIELDS = {
    "visit": (
        Field("quality_answer", "f8", "rating", 1, 10, 1, means="answer on the quality of the visit"),
        Field("expectation_answer", "f8", "rating", 1, 10, 1, means="answer on what had been expected of it"),
    )
}


class Questionnaire(Parameters):
    """How exactly a single question is answered."""

    item_noise: float = number(0.779, "rating", 0, 5, "Sd of the noise of one answer.",
                               "calibrated: ECSI, correlations of quality and expectation with satisfaction")


@rule
def answer(x, level, slope, style, noise, p):
    """Answer 1..10 about an experience x of -1..1; noise: a standard normal draw."""
    return clip(level + slope * x + style + p.item_noise * noise, 1.0, 10.0)


@step
def ask_about(visits, shoppers, seed, level, slope, p):
    """Everybody who made a visit answers; level, slope: of the rating scale (mu, b)."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        style = shoppers[visit.person].rating_style
        a, b, c, d = draws(seed, Purpose.QUESTIONNAIRE, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        visit.quality_answer = answer(visit.remembered, level, slope, style, normal(a, b), p)
        visit.expectation_answer = answer(visit.expectation, level, slope, style, normal(c, d), p)
