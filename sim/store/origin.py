"""Where goods come from: countries of origin of a department's items, spread evenly over its prices."""

from typing import Literal

import numpy as np

Origin = Literal["none", "french", "german", "italian", "spanish"]
"""Origins that goods and music can have."""

ORIGINS = ("none", "french", "german", "italian", "spanish")
"""Names of origins by number; 0: of no particular origin."""


def origins_of(shares: dict[str, float], kinds: int) -> np.ndarray:
    """int8 [kinds]: the origin of each item of a department.

    shares: by name of origin, of the items; the rest is of no particular origin. Origins take turns in proportion to
    their share: with each item all gain their share in credit, the richest comes and pays 1.
    """
    share = np.array([1.0 - sum(shares.values()) if name == "none" else shares.get(name, 0.0) for name in ORIGINS])
    credit, found = np.zeros(len(ORIGINS)), np.zeros(kinds, dtype=np.int8)
    if not shares:
        return found
    for k in range(kinds):
        credit += share
        found[k] = int(np.argmax(credit))
        credit[found[k]] -= 1.0
    return found
