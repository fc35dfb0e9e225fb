"""The journey as lived: what each touchpoint does to the experience, in the order in which shoppers meet them.

Every logged touchpoint is appraised on four dimensions (cognitive, affective, social, physical; Verhoef et al. 2009).
"""

from typing import TYPE_CHECKING

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, PALETTE, WORSE, drawn, sheet
from sim.report.words import plain, typeset

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = ("cognitive", "affective", "social", "physical")


def journey_map(touchpoints: "pd.DataFrame") -> "pd.DataFrame":
    """One row a touchpoint in journey order: share of logged visits, minutes into the visit, mean by dimension, total.

    touchpoints: the log, one row a moment, with shopper, period, day, time_s, touchpoint and the four dimensions.
    Columns: `share` (0..1), `minute`, the four dimensions and `total`, their sum.
    """
    visit = ["shopper", "period", "day"]
    log = touchpoints.assign(touchpoint=touchpoints["touchpoint"].astype(str))
    log["minute"] = (log["time_s"] - log.groupby(visit)["time_s"].transform("min")) / 60
    every = log.groupby("touchpoint")
    table = every[["minute", *DIMENSIONS]].mean().astype(float)
    met = log.drop_duplicates([*visit, "touchpoint"]).groupby("touchpoint").size()
    table.insert(0, "share", met / max(len(log.drop_duplicates(visit)), 1))
    table["total"] = table[list(DIMENSIONS)].sum(axis=1)
    return table.sort_values("minute", kind="stable")


@drawn
def journey(touchpoints: "pd.DataFrame") -> Picture:
    """Mean effect of each touchpoint, stacked by dimension, in the order of the visit."""
    if not len(touchpoints):
        return Picture("journey", "The journey is not drawn: no touchpoint was logged.")
    table = journey_map(touchpoints)
    best, worst = table["total"].idxmax(), table["total"].idxmin()
    title = (f"The journey lifts most at \"{_name(best)}\" ({table['total'][best]:+.2f}) and "
             f"{'costs' if table['total'][worst] < 0 else 'lifts least'} at \"{_name(worst)}\" "
             f"({table['total'][worst]:+.2f})")
    figure = sheet(10, 1.6 + 0.34 * len(table), title,
                   f"Mean effect of one such moment on the experience, by dimension; {len(touchpoints):,} logged "
                   "moments. Order: minutes into the visit.")
    axes = figure.subplots()
    above, below = np.zeros(len(table)), np.zeros(len(table))
    for dimension, colour in zip(DIMENSIONS, PALETTE, strict=False):
        values = table[dimension].to_numpy()
        axes.barh(range(len(table)), values, left=np.where(values > 0, above, below), color=colour, height=0.62,
                  label=dimension)
        above, below = above + np.maximum(values, 0), below + np.minimum(values, 0)
    for y, (total, right) in enumerate(zip(table["total"], above, strict=True)):
        axes.annotate(typeset(f"{total:+.2f}"), (right, y), (6, 0), textcoords="offset points", va="center", fontsize=9,
                      fontweight="bold", color=BETTER if total > 0 else WORSE)
    axes.set_yticks(range(len(table)), [f"{_name(n)}  ({s:.0%} of visits)" for n, s in table["share"].items()])
    axes.invert_yaxis()
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_xlabel("effect on the experience (points of affect, -1 to 1 on each dimension)")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.08)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, labelcolor="linecolor", borderaxespad=0.2)
    return Picture("journey", "The journey as shoppers live it: mean effect of each touchpoint on the experience.",
                   f"Bar chart of {len(table)} touchpoints. {title}.", figure)


def _name(touchpoint: str) -> str:
    return plain(touchpoint).lower()
