"""Spill-over: what one channel was like is expected of the other.

    E_store += s_web k CX_web                 CX_web: state of the web shop against its norm (`web.py`)
    E_web    = CX_web + s_store (will - norm)   will: what is expected of the store from the own experience

k is the share of past experience that is kept (`sim/experience/state.py`): who carries nothing over, carries nothing across.
A bad web shop so lowers what is expected of the store, and the reverse (Verhoef et al. 2009, experience in
alternative channels; Kwon and Lennon 2009, reciprocal effects). A weight of 0 switches the way off.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "shopper": (
        Field("anticipation_web", "f4", "affect", -2, 2, means="what is expected of the web shop against its norm, which the "
              "choice of the channel reads"),
    )
}


class Spillover(Parameters):
    """How far experience crosses from channel to channel."""

    web_to_store: float = number(0.2, "share", 0, 1, "Weight of the web shop in what is expected of the store (s_web).",
                                 "shape: Kwon and Lennon 2009")
    store_to_web: float = number(0.2, "share", 0, 1, "Weight of the store in what is expected of the web shop (s_store).",
                                 "shape: Kwon and Lennon 2009")


@rule
def spilled(weight, kept, above_norm):
    """What a channel adds to the expectation of the other; above_norm: its experience against its norm."""
    return weight * kept * above_norm


@step
def spill(shoppers, kept, p):
    """Each channel adds to what is expected of the other; kept: share of the past that is kept, by tenure (float64)."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.anticipation_web = shopper.experience_web + spilled(p.store_to_web, 1.0, shopper.will - shopper.norm)
        across = spilled(p.web_to_store, kept[shopper.tenure], shopper.experience_web)
        if across != 0.0:
            shopper.expectation = clip(shopper.expectation + across, -1.0, 1.0)
            shopper.anticipation = clip(shopper.anticipation + across, -1.0, 1.0)
