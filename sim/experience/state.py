"""The experience state of a shopper, carried from t-1 to t (Verhoef et al. 2009).

    CX(t) = (1 - lam) X(t) + lam CX(t-1)         in periods with a visit, for each dimension and overall
    E(t)  = norm + lam (CX(t-1) - norm)          expectation with which a visit of t is met

X(t) is the mean remembered experience of the period's visits, lam the carry-over. The norm is what a store of this kind
should be like (should-expectation); what is left of the last experience moves it (will-expectation). Satisfaction and
the choice of channel read the expectation, so with lam = 0 nothing of the experience of t-1 reaches t; loyalty has a
speed of its own (`loyalty.py`). After one bad visit of size delta the state is off by (1 - lam) lam^k delta k visited periods
later. lam may rise with tenure: lam_n = lam + (lam_old - lam) (1 - e^(-n / n0)) after n visited periods.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, step

FIELDS = {
    "shopper": (
        Field("experience", "f4", "affect", -1, 1, means="experience state CX, overall"),
        Field("cx_cognitive", "f4", "affect", -1, 1, means="experience state, cognitive"),
        Field("cx_affective", "f4", "affect", -1, 1, means="experience state, affective"),
        Field("cx_social", "f4", "affect", -1, 1, means="experience state, social"),
        Field("cx_physical", "f4", "affect", -1, 1, means="experience state, physical"),
        Field("norm", "f4", "affect", -1, 1, means="what a store of this kind should be like"),
        Field("expectation", "f4", "affect", -1, 1, means="expectation E with which the next visit is met"),
        Field("tenure", "i4", "periods", means="periods with a visit so far"),
        Field("visits", "i4", means="visits to the store so far"),
    ),
    "visit": (
        Field("expectation", "f8", "affect", -1, 1, means="expectation on arrival"),
    ),
}


class State(Parameters):
    """Carry-over and the norm."""

    carry_over: float = number(0.5, "share", 0, 1, "Weight lam of the state of t-1.", "shape: .3 to .7")
    carry_over_old: float = number(0.5, "share", 0, 1, "Carry-over after many visited periods.",
                                   "shape: rises with tenure; equal to carry_over switches it off")
    tenure: float = number(10.0, "periods", 0.1, 1000, "Visited periods n0 in which the rise is made by 63 %.")
    norm: float = number(0.065, "affect", -1, 1, "Experience that a store of this kind should give.",
                         "calibrated: mean remembered experience of the baseline")


@rule
def carry_over_now(tenure, p):
    """Carry-over of a shopper after `tenure` visited periods."""
    if p.carry_over_old == p.carry_over or p.carry_over == 0.0:
        return p.carry_over
    return p.carry_over + (p.carry_over_old - p.carry_over) * (1.0 - exp(-tenure / p.tenure))


@rule
def carried(before, lived, carry_over):
    """State after a period that was lived as `lived`."""
    return (1.0 - carry_over) * lived + carry_over * before


@rule
def expected(norm, experience, carry_over):
    """Expectation with which the next visit is met."""
    return norm + carry_over * (experience - norm)


@step
def start_state(shoppers, p):
    """Everybody starts at the norm."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.norm = p.norm
        shopper.experience = p.norm
        shopper.cx_cognitive = p.norm
        shopper.cx_affective = p.norm
        shopper.cx_social = p.norm
        shopper.cx_physical = p.norm
        shopper.expectation = p.norm


@step
def carry(shoppers, lived, p):
    """Carry the period's remembered experience into the state; lived: per shopper sums (see `sum_up`) over visits."""
    for i in range(len(shoppers)):
        n = lived[i].visits
        if n == 0:
            continue
        shopper = shoppers[i]
        lam = carry_over_now(shopper.tenure, p)
        shopper.experience = carried(shopper.experience, lived[i].remembered / n, lam)
        shopper.cx_cognitive = carried(shopper.cx_cognitive, lived[i].cognitive / n, lam)
        shopper.cx_affective = carried(shopper.cx_affective, lived[i].affective / n, lam)
        shopper.cx_social = carried(shopper.cx_social, lived[i].social / n, lam)
        shopper.cx_physical = carried(shopper.cx_physical, lived[i].physical / n, lam)
        shopper.tenure += 1
        shopper.visits += n


@step
def expect(shoppers, p):
    """Everybody, whether he came or not, forms the expectation with which the next period is met."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.expectation = expected(shopper.norm, shopper.experience, carry_over_now(shopper.tenure, p))
