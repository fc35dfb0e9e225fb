"""Sales experience: what is lived up to the decision what to buy, as a part of the experience of the whole visit.

    v_sales = sum_d w_d (integral of dimension d up to the decision) / time up to the decision

The decision is made when the shopper is done with shelves and turns to the tills or the exit. Every touchpoint up to then
belongs to it; all of them are touchpoints of the visit, so that the sales experience is a subset of the customer
experience.
"""

from sim.ground.columns import Field
from sim.ground.rules import rule

FIELDS = {
    "visit": (
        Field("decided_s", "f8", "s", low=-1, start=-1, means="time of turning to tills or exit since opening, -1 never"),
        Field("sales_experience", "f8", "affect", -1, 1, means="mean valence up to that decision"),
    )
}


@rule
def keep_sales_experience(visit):
    """The decision is made: what was lived so far is the sales experience."""
    if visit.decided_s < 0.0:
        visit.decided_s = visit.now_s
        if visit.felt_s > 0.0:
            visit.sales_experience = (visit.weight_cognitive * visit.sum_cognitive
                                      + visit.weight_affective * visit.sum_affective
                                      + visit.weight_social * visit.sum_social
                                      + visit.weight_physical * visit.sum_physical) / visit.felt_s
