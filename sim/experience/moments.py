"""What moments outside of the store make of the experience.

    v_d   = sum over the period's moments of their valence on dimension d     v = sum_d w_d v_d
    M(t)  = f(M(t-1), v) - f(0, 0)      what is left of moments in the state CX = V + M (`state.py`)
    S    += S(X + v, E) - S(X, E)       moments during and after purchase are judged by the rule of satisfaction

f is the rule of the carry-over, so with smoothing M(t) = (1 - lam) v + lam M(t-1): in a period with a visit a moment enters and fades
like a part of the visit, and who does not come forgets it as fast. The same moment in every period leads to M = v, never further.
How goods proved in use, and a wrong item that shows, enter the state, too; they are judged where they are lived (`use.py`, `trust.py`).

X is the mean remembered experience of the period's visits; who did not come judges moments against what is expected, X = E.
The weights w_d are those of a trip of the shopper's usual mix of fun and task (`sim/visit/feeling.py`).

The stages before, during and after purchase are kept apart and sum to the experience of the period (Lemon and Verhoef 2016):

    before = v of moments before purchase                 after = v of moments after purchase
    during = mean experience of the visits + v of moments during purchase + v of orders

What is lived at an order of the web shop or the app enters the state of that channel (`sim/engine/online.py`), not that of the store.
"""

import numpy as np

from sim.experience.satisfaction import satisfaction
from sim.experience.state import next_state
from sim.ground.columns import Field
from sim.ground.rules import clip, rule, step
from sim.people.moments import DIMENSIONS, Stage

FIELDS = {
    "shopper": tuple(
        Field(f"stage_{name}", "f4", "affect", -100, 100, means=means) for name, means in (
            ("before", "experience of the last period before purchase"), ("during", "experience of the last period of visits and orders"),
            ("after", "experience of the last period after purchase"),
            ("orders", "of stage_during, what was lived at orders of web shop and app: it enters their states, not that of the store")))
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


@rule
def next_elsewhere(before, felt, tenure, carries, p):
    """What is left of moments in the state after a period in which they added up to `felt`, -1..1; `carries`: rule of carry-over."""
    return clip(carries(before, felt, tenure, p) - carries(0.0, 0.0, tenure, p), -1.0, 1.0)


@step
def carry_moments_with(carries, shoppers, lived, moments, p):
    """Moments enter the state, in which `set_aside` has left what visits made of it, by the rule `carries`.

    lived: see `sim.experience.satisfaction.LIVED`; who came has his visit counted in his tenure already, the moments have not.
    """
    for i in range(len(shoppers)):
        of, shopper = moments[i], shoppers[i]
        tenure = shopper.tenure - (lived[i].visits > 0)
        whole = of.before + of.during + of.after
        shopper.elsewhere = next_elsewhere(shopper.elsewhere, whole, tenure, carries, p)
        shopper.elsewhere_cognitive = next_elsewhere(shopper.elsewhere_cognitive, of.cognitive, tenure, carries, p)
        shopper.elsewhere_affective = next_elsewhere(shopper.elsewhere_affective, of.affective, tenure, carries, p)
        shopper.elsewhere_social = next_elsewhere(shopper.elsewhere_social, of.social, tenure, carries, p)
        shopper.elsewhere_physical = next_elsewhere(shopper.elsewhere_physical, of.physical, tenure, carries, p)
        shopper.experience = clip(shopper.experience + shopper.elsewhere, -1.0, 1.0)
        shopper.cx_cognitive = clip(shopper.cx_cognitive + shopper.elsewhere_cognitive, -1.0, 1.0)
        shopper.cx_affective = clip(shopper.cx_affective + shopper.elsewhere_affective, -1.0, 1.0)
        shopper.cx_social = clip(shopper.cx_social + shopper.elsewhere_social, -1.0, 1.0)
        shopper.cx_physical = clip(shopper.cx_physical + shopper.elsewhere_physical, -1.0, 1.0)


@step
def carry_moments(shoppers, lived, moments, p):
    """Moments enter the state by `next_state`."""
    carry_moments_with(next_state, shoppers, lived, moments, p)


@step
def judge_moments_with(rates, shoppers, lived, moments, p):
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
    judge_moments_with(satisfaction, shoppers, lived, moments, p)


@step
def keep_stages(shoppers, lived, moments):
    """The stages of the period's experience: moments before, visits, moments and orders during, moments after purchase."""
    for i in range(len(shoppers)):
        shopper, of = shoppers[i], moments[i]
        visited = lived[i].remembered / lived[i].visits if lived[i].visits > 0 else 0.0
        shopper.stage_before = of.before
        shopper.stage_orders = lived[i].orders
        shopper.stage_during = visited + of.during + lived[i].orders
        shopper.stage_after = of.after
