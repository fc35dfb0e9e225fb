"""Fit-out: what the signs of the brand cost, whoever notices them.

    cost of a period = (days / 7) sum_cells area (c_l logo + c_c colour + c_s scent)

Logo and signature colour are an investment that is written off over its life, the signature scent is a service; both are
booked period by period, as the machines are, for as long as the signs are up (`sim/store/brand.py`). What they gain is recall
(`sim/experience/recall.py`), so they pay where enough people pass by them.
"""

import numpy as np

from sim.ground.parameters import Parameters, number


class FitOut(Parameters):
    """Cost of the signs of the brand at full strength; those of an ordinary store, at 0, cost nothing more."""

    logo_week: float = number(0.10, "$ a week and m2", 0, 1000, "Cost of the logo where it is most visible (c_l).",
                              "assumption: signs and graphics at $ 25 a m2 of floor, for five years")
    colour_week: float = number(0.12, "$ a week and m2", 0, 1000, "Cost of a fit-out all in the signature colour (c_c).",
                                "assumption: panels, paint and fixtures at $ 30 a m2 of floor, for five years")
    scent_week: float = number(0.15, "$ a week and m2", 0, 1000, "Cost of the signature scent at full strength (c_s).",
                               "assumption: a diffuser and its cartridges at $ 150 a month for 230 m2")


def cost_of_signs(signs: np.ndarray, walkable: np.ndarray, cell_m2: float, weeks: float, p: FitOut) -> float:
    """Dollars for so many weeks.

    signs: strength of logo, colour and scent by cell, no rows where there are none (`sim.store.brand.sign_cells`);
    walkable: bool by cell, which of them are sales floor.
    """
    if not len(signs):
        return 0.0
    return float(weeks * cell_m2 * (signs[walkable] @ np.array([p.logo_week, p.colour_week, p.scent_week])).sum())
