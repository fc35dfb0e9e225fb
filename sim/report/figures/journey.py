"""The journey as lived: what each touchpoint does to the experience, in the order in which shoppers meet them.

Every logged touchpoint is appraised on four dimensions (cognitive, affective, social, physical; Verhoef et al. 2009).
What one such moment does and what it does to the average visit are two things: a rare disaster, a daily nuisance.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.people.moments import DIMENSIONS
from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, PALETTE, WORSE, drawn, sheet
from sim.report.words import plain, signed, typeset
from sim.visit.states import Touchpoint

if TYPE_CHECKING:
    import pandas as pd



def journey_map(touchpoints: "pd.DataFrame") -> "pd.DataFrame":
    """One row a touchpoint, in the order of the visit.

    touchpoints: the log, one row a moment, with shopper, period, day, time_s, touchpoint and the four dimensions.
    Columns: `share` of logged visits that met it (0..1), `minute` into the visit, mean effect of one moment by
    dimension and in `total`, and `per_visit`: the sum of its effects over the number of logged visits.
    """
    visit = ["shopper", "period", "day"]
    log = touchpoints.assign(touchpoint=touchpoints["touchpoint"].astype(str))
    log["minute"] = (log["time_s"] - log.groupby(visit)["time_s"].transform("min")) / 60
    log["total"] = log[list(DIMENSIONS)].sum(axis=1)
    visits = max(len(log.drop_duplicates(visit)), 1)
    every = log.groupby("touchpoint")
    table = every[["minute", *DIMENSIONS, "total"]].mean().astype(float)
    table["share"] = log.drop_duplicates([*visit, "touchpoint"]).groupby("touchpoint").size() / visits
    table["per_visit"] = every["total"].sum() / visits
    return table.sort_values("minute", kind="stable")


def of_visits(touchpoints: "pd.DataFrame") -> "pd.DataFrame":
    """The rows of the log that belong to visits of the store."""
    return touchpoints[touchpoints["touchpoint"].isin([touchpoint.name.lower() for touchpoint in Touchpoint])]


@drawn
def journey(touchpoints: "pd.DataFrame") -> Picture:
    """Effect of each touchpoint in the order of the visit: of one such moment, and on the average visit."""
    if not len(touchpoints):
        return Picture("journey", "The journey is not drawn: no touchpoint was logged.")
    table = journey_map(touchpoints)
    best, worst = table["per_visit"].idxmax(), table["per_visit"].idxmin()
    title = f"What lifts a visit most: {_name(best)} ({signed(table['per_visit'][best])})"
    if table["per_visit"][worst] < 0:
        title += f"; what costs most: {_name(worst)} ({signed(table['per_visit'][worst])})"
    figure = sheet(10, 1.7 + 0.32 * len(table), title,
                   f"{len(touchpoints):,} logged moments; effect in points of affect, -1 to 1 on each dimension; "
                   "order: minutes into the visit; in brackets: share of visits.")
    one, visit = figure.subplots(1, 2, sharey=True)
    _stacked(one, table)
    visit.barh(range(len(table)), table["per_visit"], height=0.62,
               color=np.where(table["per_visit"] > 0, BETTER, WORSE).tolist())
    for axes, values, name in ((one, table["total"], "Effect of one such moment"),
                               (visit, table["per_visit"], "Effect on the average visit")):
        _dress(axes, values.to_numpy(), name)
    one.set_yticks(range(len(table)), [f"{_name(n)} ({s * 100:.0f} %)" for n, s in table["share"].items()])
    one.invert_yaxis()
    one.legend(loc="lower left", bbox_to_anchor=(0, 1.07), ncols=4, labelcolor="linecolor", borderaxespad=0, fontsize=9,
               handlelength=1, columnspacing=1.2)
    return Picture("journey", "The journey as shoppers live it: the effect of each touchpoint on the experience.",
                   f"Two bar charts of {len(table)} touchpoints. {title}.", figure)


def _stacked(axes: Any, table: "pd.DataFrame") -> None:
    above, below = np.zeros(len(table)), np.zeros(len(table))
    for dimension, colour in zip(DIMENSIONS, PALETTE, strict=False):
        values = table[dimension].to_numpy()
        axes.barh(range(len(table)), values, left=np.where(values > 0, above, below), color=colour, height=0.62,
                  label=dimension)
        above, below = above + np.maximum(values, 0), below + np.minimum(values, 0)


def _dress(axes: Any, values: np.ndarray, title: str) -> None:
    axes.axvline(0, color=GREY, linewidth=1)
    for y, value in enumerate(values):
        written = signed(value)
        colour = BETTER if written[0] == "+" else WORSE if written[0] == "-" else GREY
        axes.annotate(typeset(written), (max(value, 0), y), (5, 0), textcoords="offset points", va="center",
                      fontsize=8.5, color=colour)
    axes.set_title(title)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.use_sticky_edges = False
    axes.margins(x=0.14)


def _name(touchpoint: str) -> str:
    return plain(touchpoint).lower()
