"""Reasons that people name for where they bought.

    D_ia = b_a s_ia (x_store,a - x_online,a)      the part of attribute a in choosing the store against the web (attributes.py)
    P(a is named | bought in the store) = logit(c_a + r D_ia),      P(a is named | bought online) = logit(c_a - r D_ia)

How often a reason is named at all (c_a) says nothing about the choice; how much more often the buyers of one channel name
it than those of the other is the weight b_a of the attribute in it, on the scale r. What is asked acts on nothing.
"""

import numpy as np

from sim.channels.attributes import ATTRIBUTES, Attributes, own_weight
from sim.channels.choosing import RIVAL, STORE
from sim.ground.parameters import Parameters, number

_SOURCE = "calibrated: GfK FutureBuy 2014 (C13)"


class Reasons(Parameters):
    """How readily each reason is named, and how strongly naming it follows its part in the choice."""

    slope: float = number(4.14, "-", 0, 100, "Slope of naming a reason on its part in the choice (r).", _SOURCE)
    touch: float = number(-1.05, "logit", -10, 10, "Naming touch where it speaks neither way (c of touch).", _SOURCE)
    sooner: float = number(-0.769, "logit", -10, 10, "The same of having it sooner.", _SOURCE)
    returns: float = number(-1.41, "logit", -10, 10, "The same of easy returns.", _SOURCE)
    money: float = number(-0.243, "logit", -10, 10, "The same of saving money.", _SOURCE)
    easier: float = number(-0.516, "logit", -10, 10, "The same of ease.", _SOURCE)
    selection: float = number(-0.909, "logit", -10, 10, "The same of selection.", _SOURCE)


def parts(now: np.ndarray, price_sensitivity: np.ndarray, involvement: np.ndarray, p: Attributes) -> np.ndarray:
    """float64 [attributes, people]: the part of each attribute in choosing the store against the web (D), in logits.

    now: what each way to buy offers, see `sim.channels.attributes.offers`.
    """
    numbers = p.numbers()
    gap = now[STORE] - now[RIVAL]
    return np.array([[own_weight(a, float(s), float(v), numbers) * gap[a]
                      for s, v in zip(price_sensitivity, involvement, strict=True)] for a in range(len(ATTRIBUTES))])


def named(level: float, part: np.ndarray, slope: float) -> np.ndarray:
    """float64 [2, people]: chance of naming one reason for buying in the store (0) and online (1); part: its D of each."""
    return np.stack([1.0 / (1.0 + np.exp(-(level + side * slope * part))) for side in (1.0, -1.0)])


def reasons(now: np.ndarray, price_sensitivity: np.ndarray, involvement: np.ndarray, attributes: Attributes,
            p: Reasons) -> np.ndarray:
    """float64 [2, attributes, people]: chance that each person names each reason for the store (0) and for the web (1)."""
    shares = parts(now, price_sensitivity, involvement, attributes)
    return np.stack([named(getattr(p, a), shares[k], p.slope) for k, a in enumerate(ATTRIBUTES)], axis=1)
