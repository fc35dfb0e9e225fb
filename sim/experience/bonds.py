"""What binds beside satisfaction: interaction, needs met, and ties.

    L' = L + a (base + s(S) + c_I (I - I0) + c_N (N - N0) + c_t tie - L)

I is the social side of the period's visits, N the share of what was wanted that was got; I0 and N0 are what an ordinary
shop gives, so that loyalty there stays where satisfaction alone would have it. Loyalty driven by interaction and needs met:
Bhattacharya and Sen 2003; the partial effects are shapes, the values ours.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "shopper": (
        Field("interaction", "f4", "affect", -1, 1, means="social side of the visits of the last visited period"),
        Field("needs_met", "f4", "share", 0, 1, 1, means="share of the wanted items that were got in that period"),
    ),
}


class Bonds(Parameters):
    """How interaction, needs met and ties pull loyalty."""

    of_interaction: float = number(0.2, "1/affect", 0, 5, "Pull of interaction on loyalty (c_I).",
                                   "shape: positive; assumption")
    of_needs: float = number(0.05, "0..1", 0, 5, "Pull of needs met on loyalty (c_N).", "shape: positive; assumption")
    of_tie: float = number(0.1, "1/affect", 0, 5, "Pull of a full tie on loyalty (c_t).", "shape: positive; assumption")
    usual_interaction: float = number(-0.0135, "affect", -1, 1, "Interaction of an ordinary shop (I0).",
                                      "calibrated: mean of the baseline")
    usual_needs: float = number(0.908, "share", 0, 1, "Needs met in an ordinary shop (N0).",
                                "calibrated: mean of the baseline")


@rule
def bond(interaction, needs_met, tie, p):
    """What interaction, needs met and ties add to where loyalty is pulled, on 0..1."""
    return (p.of_interaction * (interaction - p.usual_interaction) + p.of_needs * (needs_met - p.usual_needs)
            + p.of_tie * tie)


def wants_and_gets(visits: np.ndarray, people: int) -> np.ndarray:
    """float64 [people, 2]: items wanted and items got here, on the list or instead of it, over the visits of a period.

    What was bought from a rival by phone at the shelf is no need that this company met.
    """
    made = visits["leave_s"] >= 0.0
    wanted = np.where(made, visits["list_length"], 0)
    got = np.where(made, visits["items"] - visits["unplanned_items"] + visits["online_items"] - visits["rival_items"], 0)
    return np.stack([np.bincount(visits["person"], np.clip(of, 0, wanted), minlength=people) for of in (wanted, got)], axis=1)


@step
def bind(shoppers, lived, wants, speed, p):
    """Interaction and needs met of everybody who came enter loyalty, with its speed a; wants: see `wants_and_gets`."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        if lived[i].visits > 0:
            shopper.interaction = clip(lived[i].social / lived[i].visits, -1.0, 1.0)
            if wants[i, 0] > 0.0:
                shopper.needs_met = wants[i, 1] / wants[i, 0]
            pull = bond(shopper.interaction, shopper.needs_met, shopper.tie, p)
            shopper.loyalty = clip(shopper.loyalty + speed * pull, 0.0, 1.0)
