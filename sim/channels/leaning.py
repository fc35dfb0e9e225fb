"""Leaning: how far what a shopper thinks of the centre, of the brand's conduct and of the rival moves his choice of a shop.

    lean_store = centre + conduct - rival,      lean_web = conduct - rival           in logits, against the rival's shop

Only differences of utilities matter, so what speaks for the rival is taken from both of the company's ways (`choosing.py`).
Both are 0 where nobody thinks anything of the three.
"""

import numpy as np

from sim.ground.columns import Field

FIELDS = {
    "shopper": (
        Field("lean_store", "f4", "logit", -1000, 1000, means="what centre, conduct of the brand and rival add to choosing the "
              "store"),
        Field("lean_web", "f4", "logit", -1000, 1000, means="what conduct of the brand and rival add to choosing the web shop"),
    )
}


def lean(shoppers: np.ndarray, centre: np.ndarray, conduct: np.ndarray, rival: np.ndarray) -> None:
    """Write how everybody leans; each of the three in logits by shopper."""
    shoppers["lean_store"] = centre + conduct - rival
    shoppers["lean_web"] = conduct - rival
