"""Ethics of the brand: how a company behaves is heard of, believed, and held against it by those to whom it matters.

    belief <- belief + f (conduct - belief)      who hears of conduct that is worse than believed (chance h a period)
    belief <- belief + r (conduct - belief)      everybody, where it is better

f is much above r: a scandal is believed at once and forgiven slowly (Slovic 1993), so that after it the belief comes back as
(1 - r)^k. Belief times the weight of the shopper's segment moves the choice of store and web shop (`sim/channels/leaning.py`), and
hearing of it is a moment with a valence. Conduct 0 is that of any ordinary company. Ethics as a part of the brand: Creyer and
Ross 1997; bad conduct weighs more than good: Folkes and Kamins 1999.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import step

FIELDS = {"shopper": (Field("ethics", "f4", "-1..1", -1, 1, means="how ethically the company is believed to behave; 0 as any"),)}


class Conduct(Parameters):
    """Conduct of the company, and how it is heard of and judged."""

    conduct: float = number(0.0, "-1..1", -1, 1, "How ethically the company behaves: -1 a scandal, 0 as any other, 1 a model.")
    heard: float = number(0.5, "share", 0, 1, "Chance a period to hear of conduct that is worse than believed (h).")
    falls: float = number(0.7, "share", 0, 1, "How far who hears of it believes it (f).", "shape: Slovic 1993, lost at once")
    recovers: float = number(0.08, "share", 0, 1, "Part of the distance by which belief comes back in a period (r).",
                             "shape: Slovic 1993, won slowly")
    of_choice: float = number(1.5, "logit", 0, 30, "Slope of store and web shop on belief, times the weight of the segment.",
                              "shape: Creyer and Ross 1997")
    of_experience: float = number(0.3, "affect", 0, 2, "Kick of a belief that falls by 1, times the weight of the segment.")


@step
def hears(shoppers, seed, period, chance, heard):
    """Write 1 for everybody who hears of bad conduct in this period, 0 for the others."""
    for i in range(len(shoppers)):
        draw, _, _, _ = draws(seed, Purpose.HEAR_OF_CONDUCT, shoppers[i].uid, period, 0)
        heard[i] = 1.0 if draw < chance else 0.0


def believe(shoppers: np.ndarray, heard: np.ndarray, p: Conduct) -> np.ndarray:
    """Everybody's belief follows the conduct of the period; returns by how much it changed."""
    before = shoppers["ethics"].astype(np.float64)
    gap = p.conduct - before
    shoppers["ethics"] = np.clip(before + np.where(gap < 0.0, p.falls * heard, p.recovers) * gap, -1.0, 1.0)
    return shoppers["ethics"].astype(np.float64) - before


def lean_of_conduct(shoppers: np.ndarray, weight: np.ndarray, p: Conduct) -> np.ndarray:
    """What believed conduct adds to choosing the company, in logits; weight: of ethics, by shopper."""
    return p.of_choice * weight * shoppers["ethics"].astype(np.float64)
