"""Spill-over: what one channel was like is expected of the others.

    E_store += k sum_c s_c CX_c                 c: web shop, app, pick-up; CX_c: state of each against its norm
    E_c      = CX_c + s_store (will - norm) + s_online sum_d CX_d      d: the other two; will: expected of the store by own past

k is the share of past experience that is kept (`sim/experience/state.py`): who carries nothing over, carries nothing across.
A bad web shop so lowers what is expected of the store, and the reverse (Verhoef et al. 2009, experience in
alternative channels; Kwon and Lennon 2009, reciprocal effects); an app is judged by the web shop and the reverse. A weight of
0 switches the way off, and a channel that is not used spills nothing.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "shopper": tuple(
        Field(f"anticipation_{name}", "f4", "affect", -3, 3, means=f"what is expected of {what} against its norm, which the "
              "choice of the channel reads")
        for name, what in (("web", "the web shop"), ("app", "the own app"), ("pick_up", "pick-up")))
}


class Spillover(Parameters):
    """How far experience crosses from channel to channel."""

    web_to_store: float = number(0.2, "share", 0, 1, "Weight of the web shop in what is expected of the store (s_web).",
                                 "shape: Kwon and Lennon 2009")
    app_to_store: float = number(0.2, "share", 0, 1, "Weight of the own app in what is expected of the store (s_app).",
                                 "shape: as the web shop")
    pick_up_to_store: float = number(0.2, "share", 0, 1, "Weight of pick-up in what is expected of the store (s_pick_up).",
                                     "shape: as the web shop")
    store_to_web: float = number(0.2, "share", 0, 1, "Weight of the store in what is expected of web shop, app and pick-up "
                                 "(s_store).", "shape: Kwon and Lennon 2009")
    online: float = number(0.2, "share", 0, 1, "Weight of web shop, app and pick-up in what is expected of one another (s_online).",
                           "shape: as between web shop and store")


@rule
def spilled(weight, kept, above_norm):
    """What a channel adds to the expectation of another; above_norm: its experience against its norm."""
    return weight * kept * above_norm


@rule
def spilled_online(shopper, kept, p):
    """What web shop, app and pick-up add together to the expectation of the store."""
    return (spilled(p.web_to_store, kept, shopper.experience_web) + spilled(p.app_to_store, kept, shopper.experience_app)
            + spilled(p.pick_up_to_store, kept, shopper.experience_pick_up))


@step
def spill(shoppers, kept, p):
    """Each channel adds to what is expected of the others; kept: share of the past that is kept, by tenure (float64)."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        web, app, fetched = shopper.experience_web, shopper.experience_app, shopper.experience_pick_up
        of_store = spilled(p.store_to_web, 1.0, shopper.will - shopper.norm)
        shopper.anticipation_web = web + of_store + spilled(p.online, 1.0, app + fetched)
        shopper.anticipation_app = app + of_store + spilled(p.online, 1.0, web + fetched)
        shopper.anticipation_pick_up = fetched + of_store + spilled(p.online, 1.0, web + app)
        across = spilled_online(shopper, kept[shopper.tenure], p)
        if across != 0.0:
            shopper.expectation = clip(shopper.expectation + across, -1.0, 1.0)
            shopper.anticipation = clip(shopper.anticipation + across, -1.0, 1.0)
