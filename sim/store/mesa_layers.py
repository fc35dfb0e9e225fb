"""The one door of the store floor to Mesa: property layers over the cells of a plan.

Mesa 3.3 to 3.5 hold a layer's values in `layer.data`, an array [width, height] that is only ever written in place;
Mesa 4 drops the class, and then only this file changes. Mesa is imported when a layer is made, not before.
"""

import numpy as np


def property_layer(name: str, values: np.ndarray):
    """A Mesa PropertyLayer with a copy of `values` (float64 [width, height]).

    `layer.data.reshape(-1)` is a view in cell order, so a kernel reads and writes the layer itself.
    """
    from mesa.discrete_space import PropertyLayer

    layer = PropertyLayer(name, values.shape, default_value=0.0, dtype=float)
    layer.data[:] = values
    return layer
