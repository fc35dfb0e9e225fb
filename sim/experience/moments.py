"""What moments outside of the store make of the experience.

    v_d   = sum over the period's moments of their valence on dimension d     v = sum_d w_d v_d
    CX   += (1 - lam) v                 a moment enters the state, and fades with it, like a part of a visit
    S    += S(X + v, E) - S(X, E)       moments during and after purchase are judged by the rule of satisfaction

X is the mean remembered experience of the period's visits; who did not come judges moments against what is expected, X = E.
The weights w_d are those of a trip of the shopper's usual mix of fun and task (`sim/visit/feeling.py`). The stages before,
during and after purchase are kept apart and sum to the experience of the period (Lemon and Verhoef 2016).
"""

import numpy as np

from sim.experience.satisfaction import satisfaction
from sim.experience.state import fresh_share, next_state
from sim.ground.columns import Field
from sim.ground.rules import clip, step
from sim.people.moments import DIMENSIONS, Stage

FIELDS = {
    "shopper": tuple(
        Field(f"stage_{stage.name.lower()}", "f4", "affect", -100, 100, means=f"experience of the last period {what}")
        for stage, what in zip(Stage, ("before purchase", "of visits and orders", "after purchase"), strict=True))
}

MOMENTS = np.dtype([("cognitive", "f8"), ("affective", "f8"), ("social", "f8"), ("physical", "f8"), ("before", "f8"),
                    ("during", "f8"), ("after", "f8")])
"""What a shopper's moments of one period add up to: valence by dimension, and overall valence by stage."""


def weights_of_moments(recreational: np.ndarray, feeling) -> np.ndarray:
    """Weights w_d of each shopper, float64 [people, dimensions].

    recreational: share of trips for fun, by shopper; feeling: parameters of `sim.visit.feeling`, whose weights are those of a
    visit.
    """
    task, fun = (np.array([getattr(feeling, f"{goal}_{d}") for d in DIMENSIONS]) for goal in ("task", "recreational"))
    fun_trips = recreational.astype(np.float64)[:, None]
    share = fun_trips * feeling.hedonic_recreational + (1.0 - fun_trips) * feeling.hedonic_task
    return share * fun / fun.sum() + (1.0 - share) * task / task.sum()


def moments_felt(felt: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Moments of each shopper as rows of `MOMENTS`.

    felt: float64 [people, stages, dimensions] of the journal; weights: see `weights_of_moments`.
    """
    moments = np.zeros(len(felt), dtype=MOMENTS)
    for d, name in enumerate(DIMENSIONS):
        moments[name] = felt[:, :, d].sum(axis=1)
    for stage in Stage:
        moments[stage.name.lower()] = (felt[:, stage, :] * weights).sum(axis=1)
    return moments


@step
def carry_moments_with(shoppers, moments, carries, p):
    """Moments enter the experience state of everybody who lived through any, as far as what is new does by `carries`."""
    for i in range(len(shoppers)):
        of = moments[i]
        shopper = shoppers[i]
        fresh = fresh_share(carries, shopper.tenure, p)
        shopper.experience = clip(shopper.experience + fresh * (of.before + of.during + of.after), -1.0, 1.0)
        shopper.cx_cognitive = clip(shopper.cx_cognitive + fresh * of.cognitive, -1.0, 1.0)
        shopper.cx_affective = clip(shopper.cx_affective + fresh * of.affective, -1.0, 1.0)
        shopper.cx_social = clip(shopper.cx_social + fresh * of.social, -1.0, 1.0)
        shopper.cx_physical = clip(shopper.cx_physical + fresh * of.physical, -1.0, 1.0)


@step
def carry_moments(shoppers, moments, p):
    """Moments enter the state by `next_state`."""
    carry_moments_with(shoppers, moments, next_state, p)


@step
def judge_moments_with(shoppers, lived, moments, rates, p):
    """Moments during and after purchase move the satisfaction of the period, by the rule `rates`.

    lived: see `sim.experience.satisfaction.LIVED`; its `moments` counts those of each shopper.
    """
    for i in range(len(shoppers)):
        of = moments[i].during + moments[i].after
        if lived[i].moments == 0:
            continue
        shopper = shoppers[i]
        style, expectation = shopper.rating_style, shopper.expectation
        if lived[i].visits > 0:
            met = lived[i].remembered / lived[i].visits
            usual = rates(met, expectation, style, p)
            base = lived[i].satisfaction / lived[i].visits
        else:
            met = expectation
            usual = rates(met, expectation, style, p)
            base = usual
        shopper.satisfaction = clip(base + rates(clip(met + of, -1.0, 1.0), expectation, style, p) - usual, 1.0, 10.0)


@step
def judge_moments(shoppers, lived, moments, p):
    """Moments during and after purchase move the satisfaction of the period, by `satisfaction`."""
    judge_moments_with(shoppers, lived, moments, satisfaction, p)


@step
def keep_stages(shoppers, lived, moments):
    """The stages of the period's experience: moments before, visits and moments during, moments after purchase."""
    for i in range(len(shoppers)):
        shopper, of = shoppers[i], moments[i]
        visited = lived[i].remembered / lived[i].visits if lived[i].visits > 0 else 0.0
        shopper.stage_before = of.before
        shopper.stage_during = visited + of.during
        shopper.stage_after = of.after
