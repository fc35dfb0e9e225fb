"""Recognition: for how long, and how strongly, signs of the store's brand were met on a visit.

    recognised <- recognised + salience dt        salience = 1 - (1 - w_l logo)(1 - w_c colour)(1 - w_s scent)

Each sign adds to what the others leave unnoticed. What is made of it at home is recall (`sim/experience/recall.py`).
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step

FIELDS = {"visit": (Field("recognised_s", "f8", "s", means="time in sight of signs of the brand, by their salience"),)}


class Recognition(Parameters):
    """How salient signs of full strength are."""

    of_logo: float = number(0.5, "0..1", 0, 1, "Salience of the logo.")
    of_colour: float = number(0.3, "0..1", 0, 1, "Salience of the signature colour.")
    of_scent: float = number(0.6, "0..1", 0, 1, "Salience of the signature scent.",
                             "shape: Krishna, Lwin and Morrin 2010, scent enhances memory")


@rule
def salience(logo, colour, scent, p):
    """How much the signs of a cell strike somebody, 0..1."""
    return 1.0 - (1.0 - p.of_logo * logo) * (1.0 - p.of_colour * colour) * (1.0 - p.of_scent * scent)


@step
def recognise(visits, inside, count, tick_s, salient):
    """Everybody inside meets the signs of the place; salient: salience by cell, empty where there are none."""
    if len(salient) == 0:
        return
    for k in range(count):
        visit = visits[inside[k]]
        visit.recognised_s += salient[visit.cell] * tick_s


@step
def _write_salience(signs, p, salient):
    for cell in range(len(salient)):
        salient[cell] = salience(signs[cell, 0], signs[cell, 1], signs[cell, 2], p)


def salience_of(signs: np.ndarray, p) -> np.ndarray:
    """Salience by cell (float64) of signs as `sim.store.brand.sign_cells` gives them, under recognition numbers `p`."""
    salient = np.empty(len(signs))
    _write_salience(signs, p, salient)
    return salient
