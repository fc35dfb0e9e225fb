"""Upkeep: what an atmosphere beyond the ordinary costs: brighter light, more cleaning, a scent, finer decor, design and floor.

    cost of a period = (days / 7) sum_cells area sum_k c_k max(0, x_k - ordinary_k) / span_k

x_k is the cue of the cell (`sim/store/atmosphere.py`), ordinary_k what an ordinary store has, span_k 1,000 lx for light and the way from
ordinary to 1 for all others. An ordinary store costs nothing more. What is saved below it is not counted, nor are music, colour,
temperature and signs to the goods.
"""

import numpy as np

from sim.ground.parameters import Parameters, number
from sim.store.atmosphere import LAYERS, Atmosphere, cue


class Upkeep(Parameters):
    """Cost of each cue at full strength, beyond that of an ordinary store (c_k)."""

    light_week: float = number(0.20, "$ a week and m2", 0, 1000, "Cost of 1,000 lx more.",
                               "assumption: 100 lm/W, of which half reaches the shelf, 84 h a week at $ 0.12 a kWh")
    cleaning_week: float = number(0.30, "$ a week and m2", 0, 1000, "Cost of a store that is always spotless.",
                                  "assumption: ordinary cleaning at $ 15 a m2 and year, done twice")
    scent_week: float = number(0.15, "$ a week and m2", 0, 1000, "Cost of a scent at full strength.",
                               "assumption: as the signature scent")
    decor_week: float = number(0.60, "$ a week and m2", 0, 1000, "Cost of the finest fixtures, furnishing and decoration.",
                               "assumption: $ 150 a m2 of floor, for five years")
    design_week: float = number(0.60, "$ a week and m2", 0, 1000, "Cost of the finest interior design.", "assumption: as decor")
    floor_week: float = number(0.15, "$ a week and m2", 0, 1000, "Cost of the softest floor.",
                               "assumption: carpet at $ 40 a m2, for five years")


_LAYER_OF = {"light_week": "light_lux", "cleaning_week": "cleanliness", "scent_week": "scent", "decor_week": "decor",
             "design_week": "design_appeal", "floor_week": "floor_comfort"}
_ORDINARY = {layer: cue(layer, LAYERS[layer], Atmosphere(), None) for layer in _LAYER_OF.values()}
_SPAN = {layer: 1.0 - ordinary for layer, ordinary in _ORDINARY.items()} | {"light_lux": 1000.0}


def cost_of_atmosphere(layers: dict, walkable: np.ndarray, cell_m2: float, weeks: float, p: Upkeep) -> float:
    """Dollars for so many weeks.

    layers: of the atmosphere, by name (`sim.store.atmosphere.layers`); walkable: bool by cell, which of them are sales floor.
    """
    week = 0.0
    for name, layer in _LAYER_OF.items():
        beyond = np.maximum(0.0, layers[layer].data.reshape(-1)[walkable] - _ORDINARY[layer]).sum()
        week += getattr(p, name) * float(beyond) / _SPAN[layer]
    return weeks * cell_m2 * week
