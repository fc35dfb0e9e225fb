"""Neighbours: other shoppers within range are pleasant or not, and it is felt on the social side.

    social target += b sum_j conduct_j          over the others j in the same block (3 m), held within -1..1

Other shoppers are part of the social environment (Verhoef et al. 2009) that the shop does not control; how somebody
treats others is a lasting trait of that person. Company of few conducts adds up: one loud quarrel is not thinned out by
ten people who mind their own business.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule

FIELDS = {
    "visit": (
        Field("conduct", "i8", "1/1000", -1000, 1000, means="how this shopper treats others: -1000 unpleasant, 0 "
              "unnoticed, 1000 pleasant; whole thousandths, so that sums by block are exact"),
    )
}


class Neighbours(Parameters):
    """Other shoppers within range."""

    of_conduct: float = number(0.2, "affect", 0, 2, "Social experience called for by one other within range who is as "
                               "pleasant as can be (and taken away by the most unpleasant).",
                               "shape: Verhoef et al. 2009, social environment")


@rule
def treated(conduct, own, p):
    """Social target of how those within range behave; conduct: of everybody in the block, own: of the shopper."""
    return clip(p.of_conduct * (conduct - own) / 1000.0, -1.0, 1.0)
