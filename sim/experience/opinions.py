"""Opinions: what others say of the goods is part of what is expected of them.

    E_q' = E_q + h (O - E_q)            O: mean quality in use of the baskets that were lived with in this period

Use is judged against E_q (`use.py`), so what others praise is harder to be pleased with, and who has never been here expects
what is told. Hearsay as a shaper of expected quality: Parasuraman, Zeithaml and Berry (1985); Boulding et al. (1993).
"""

import numpy as np

from sim.ground.parameters import Parameters, number
from sim.ground.sums import fixed_mean


class Opinions(Parameters):
    """How far what others say of the goods is believed."""

    heard: float = number(0.0, "share", 0, 1, "How far a period of hearsay moves the expected quality (h); 0 switches it off.",
                          "shape: Boulding et al. 1993")


def opinion(visits: np.ndarray) -> float:
    """Mean quality in use of the period's baskets; NaN if there was none."""
    return fixed_mean(visits["use"][visits["items"] > 0])


def hear_opinions(shoppers: np.ndarray, visits: np.ndarray, p: Opinions) -> None:
    """Everybody hears how good the goods are."""
    if p.heard > 0.0 and not np.isnan(said := opinion(visits)):
        expected = shoppers["expected_quality"]
        expected += (p.heard * (said - expected)).astype(np.float32)
