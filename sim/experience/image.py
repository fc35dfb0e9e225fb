"""Image of the centre: what shoppers think of the place that the store stands in, learned by walking through it.

    image <- image + l (R - image)         in periods with a visit to the store; R: reputation (`sim/store/centre.py`)

The image is felt on the way to the store (a moment before purchase, `sim/people/moments.py`) and moves its choice by
b s image, s the spill: that part of the store's reputation which is the centre's.
"""

import numpy as np

from sim.ground.columns import Field

FIELDS = {"shopper": (Field("centre_image", "f4", "affect", -2, 2, means="image of the centre around the home store; 0 as any"),)}


def learn_image(shoppers: np.ndarray, came: np.ndarray, reputation: float, learning: float) -> None:
    """Who came (rows of the shoppers) knows the centre better."""
    before = shoppers["centre_image"][came].astype(np.float64)
    shoppers["centre_image"][came] = before + learning * (reputation - before)
