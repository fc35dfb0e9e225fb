"""The experience state of a shopper, carried from t-1 to t (Verhoef et al. 2009).

    CX(t) = V(t) + M(t)                          for each dimension and overall
    V(t)  = (1 - lam) X(t) + lam V(t-1)          in periods with a visit, else V(t-1)

X(t) is the mean remembered experience of the period's visits, M what is left of moments elsewhere, which fade by the same rule
whether there is a visit or not (`moments.py`). Rival rules of the carry-over lam:

    smoothing    lam = carry_over; it may rise with tenure: lam_n = lam + (lam_old - lam) (1 - e^(-n / n0)) after n
                 visited periods (Verhoef et al. 2009; exponential smoothing: Brown 1959)
    bayesian     lam_n = (n0 + n) / (n0 + n + 1): every visited period counts the same, beside a prior that is worth n0
                 (Boulding, Kalra and Staelin 1999; Rust et al. 1999)
    last_visit   lam = 0: what counts is the last time (static expectations, Nerlove 1958)

What is expected of the next visit is made of the state in `expectation.py`: with smoothing it is drawn to the norm by lam,
so with lam = 0 nothing of t-1 reaches t; by the two other rules the state is what is expected. After one bad visit of size
delta the state is off by (1 - lam) lam^k delta k visited periods later. Own rule: any with the arguments of `next_state`; what is
kept in what is expected is then the lam that it shows, or an own rule with the arguments of `kept_in_expectation`.

Web shop, app, pick-up and rival have states of their own, carried by the same rule; there n counts orders begun, or visits.
"""

from typing import Literal

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, exp, rule, step

FIELDS = {
    "shopper": (
        Field("experience", "f4", "affect", -1, 1, means="experience state CX, overall"),
        Field("cx_cognitive", "f4", "affect", -1, 1, means="experience state, cognitive"),
        Field("cx_affective", "f4", "affect", -1, 1, means="experience state, affective"),
        Field("cx_social", "f4", "affect", -1, 1, means="experience state, social"),
        Field("cx_physical", "f4", "affect", -1, 1, means="experience state, physical"),
        Field("elsewhere", "f4", "affect", -1, 1, means="part of the state that is owed to moments outside of the store, overall"),
        Field("elsewhere_cognitive", "f4", "affect", -1, 1, means="part owed to moments outside of the store, cognitive"),
        Field("elsewhere_affective", "f4", "affect", -1, 1, means="part owed to moments outside of the store, affective"),
        Field("elsewhere_social", "f4", "affect", -1, 1, means="part owed to moments outside of the store, social"),
        Field("elsewhere_physical", "f4", "affect", -1, 1, means="part owed to moments outside of the store, physical"),
        Field("norm", "f4", "affect", -1, 1, means="what a store of this kind should be like"),
        Field("tenure", "i4", "periods", means="periods with a visit so far"),
        Field("visits", "i4", means="visits to the store so far"),
    ),
}


class State(Parameters):
    """Carry-over, the norm, and where the state starts."""

    carry_over_rule: Literal["smoothing", "bayesian", "last_visit"] = choice(
        "smoothing", "Theory of the carry-over.", "Brown 1959; Boulding, Kalra and Staelin 1999; Nerlove 1958")
    carry_over: float = number(0.5, "share", 0, 1, "Weight lam of the state of t-1.", "shape: .3 to .7")
    carry_over_old: float = number(0.5, "share", 0, 1, "Carry-over after many visited periods.",
                                   "shape: rises with tenure; equal to carry_over switches it off")
    tenure: float = number(10.0, "periods", 0.1, 1000, "Visited periods n0 in which the rise is made by 63 %.")
    prior_worth: float = number(1.0, "periods", 0, 1000, "Visited periods n0 that the start is worth by the Bayesian rule.")
    start: float = number(0.0, "affect", -1, 1, "Experience state at the start above the norm.")
    norm: float = number(0.0668, "affect", -1, 1, "Experience that a store of this kind should give.",
                         "calibrated: mean remembered experience of the baseline")


SMOOTHING, BAYESIAN, LAST_VISIT = range(3)
"""Rules of the carry-over, in the order of the switch."""


@rule
def carry_over_now(tenure, p):
    """Carry-over of a shopper after `tenure` visited periods."""
    if p.carry_over_rule == BAYESIAN:
        return (p.prior_worth + tenure) / (p.prior_worth + tenure + 1.0)
    if p.carry_over_rule == LAST_VISIT:
        return 0.0
    if p.carry_over_old == p.carry_over or p.carry_over == 0.0:
        return p.carry_over
    return p.carry_over + (p.carry_over_old - p.carry_over) * (1.0 - exp(-tenure / p.tenure))


@rule
def kept_in_expectation(tenure, p):
    """Share of what the state is off the norm that is expected of the next visit."""
    return carry_over_now(tenure, p) if p.carry_over_rule == SMOOTHING else 1.0


@rule
def carried(before, lived, carry_over):
    """State after a period that was lived as `lived`."""
    return (1.0 - carry_over) * lived + carry_over * before


@rule
def next_state(before, lived, tenure, p):
    """State after a period lived as `lived`, of a shopper who had visited in `tenure` periods."""
    return carried(before, lived, carry_over_now(tenure, p))


@step
def fresh_shares_with(carries, p, fresh):
    """Write how far something new enters the state by the rule `carries` after 0, 1, ... visited periods: 1 - lam."""
    for n in range(len(fresh)):
        fresh[n] = carries(0.0, 1.0, n, p) - carries(0.0, 0.0, n, p)


@step
def fresh_shares(p, fresh):
    """`fresh_shares_with` by `next_state`."""
    fresh_shares_with(next_state, p, fresh)


@step
def kept_shares_of(carries, p, kept):
    """Write how much of the state of t-1 the rule `carries` keeps after 0, 1, ... visited periods: lam."""
    for n in range(len(kept)):
        kept[n] = carries(1.0, 0.0, n, p) - carries(0.0, 0.0, n, p)


@step
def kept_shares_with(keeps, p, kept):
    """Write how much is kept in what is expected by the rule `keeps` after 0, 1, ... visited periods."""
    for n in range(len(kept)):
        kept[n] = keeps(n, p)


@step
def kept_shares(p, kept):
    """`kept_shares_with` by `kept_in_expectation`."""
    kept_shares_with(kept_in_expectation, p, kept)


@step
def next_states_with(carries, before, lived, tenure, p, after):
    """Write the states after a period by the rule `carries`; before, lived, tenure, after: one number a person.

    For what people have a state of beside this store: its web shop, app and pick-up, the rival.
    """
    for k in range(len(before)):
        after[k] = carries(before[k], lived[k], tenure[k], p)


@step
def next_states(before, lived, tenure, p, after):
    """Write the states after a period by `next_state`."""
    next_states_with(next_state, before, lived, tenure, p, after)


@step
def start_state(shoppers, p):
    """Everybody starts at the norm, or as far off it as configured."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.norm = p.norm
        shopper.experience = clip(p.norm + p.start, -1.0, 1.0)
        shopper.cx_cognitive = shopper.experience
        shopper.cx_affective = shopper.experience
        shopper.cx_social = shopper.experience
        shopper.cx_physical = shopper.experience


@step
def set_aside(shoppers):
    """Leave in the state what visits made of it; what moments elsewhere did is added again by `sim.experience.moments`."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.experience -= shopper.elsewhere
        shopper.cx_cognitive -= shopper.elsewhere_cognitive
        shopper.cx_affective -= shopper.elsewhere_affective
        shopper.cx_social -= shopper.elsewhere_social
        shopper.cx_physical -= shopper.elsewhere_physical


@step
def carry_with(carries, shoppers, lived, p):
    """Carry the period's remembered experience into the state; lived: per shopper sums (see `sum_up`) over visits."""
    for i in range(len(shoppers)):
        n = lived[i].visits
        if n == 0:
            continue
        shopper = shoppers[i]
        tenure = shopper.tenure
        shopper.experience = carries(shopper.experience, lived[i].remembered / n, tenure, p)
        shopper.cx_cognitive = carries(shopper.cx_cognitive, lived[i].cognitive / n, tenure, p)
        shopper.cx_affective = carries(shopper.cx_affective, lived[i].affective / n, tenure, p)
        shopper.cx_social = carries(shopper.cx_social, lived[i].social / n, tenure, p)
        shopper.cx_physical = carries(shopper.cx_physical, lived[i].physical / n, tenure, p)
        shopper.tenure += 1
        shopper.visits += n


@step
def carry(shoppers, lived, p):
    """Carry the period by `next_state`."""
    carry_with(next_state, shoppers, lived, p)
