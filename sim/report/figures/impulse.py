"""How one bad visit fades: what it does to the experience state, to rating, loyalty and visits."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import BASE, GREY, PALETTE, drawn, sheet
from sim.report.words import short

_PANELS = (("experience", "Change of the experience state", "-1 to 1"),
           ("satisfaction", "Change of the rating", "rating points, 1 to 10"),
           ("loyalty", "Change of loyalty", "0 to 1"), ("visits", "Change of visits", "visits a period"))


@drawn
def impulse_response(responses: Mapping[str, Any]) -> Picture:
    """The response to one bad visit (`sim.engine.impulse.Impulse`) by scenario, the base first."""
    there = {name: one for name, one in responses.items() if one is not None}
    if not there:
        return Picture("impulse", "How one bad visit fades is not drawn: nobody came in the small world in which it is lived.")
    half = {name: half_life(one.of("state")["mean"]) for name, one in there.items()}
    title = "; ".join(f"{_in_words(periods)} ({short(name)})" for name, periods in half.items())
    figure = sheet(10, 6.2, f"One bad visit is half forgotten {title}",
                   "Mean over the struck shoppers of a small world lived twice with the same luck, with and without a bad moment of .6 "
                   "of the scale in the last minute of one visit; bars: 95 % intervals. Dotted: the first change, carried over as configured.")
    for axes, (measure, label, unit) in zip(figure.subplots(2, 2).flat, _PANELS, strict=True):
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        for k, (name, one) in enumerate(there.items()):
            rows = one.of(measure)
            colour = BASE if k == 0 else PALETTE[(k - 1) % len(PALETTE)]
            off = [np.maximum(rows["mean"] - rows["ci_low"], 0), np.maximum(rows["ci_high"] - rows["mean"], 0)]
            axes.errorbar(rows.index, rows["mean"], np.nan_to_num(off), color=colour, marker="o", markersize=4,
                          capsize=2, label=short(name))
            if measure == "experience" and one.law.notna().all():
                axes.plot(one.law.index, rows["mean"].iloc[0] * one.law, color=colour, linestyle=":", linewidth=1.4)
        by = "periods since then" if measure in ("loyalty", "visits") else "periods with a visit since then"
        axes.set(title=label, xlabel=by, ylabel=unit)
    if len(there) > 1:
        figure.axes[0].legend(fontsize=8)
    return Picture("impulse", "How one bad visit fades. How deep its bad end cuts is a matter of memory; the experience state keeps the "
                              "carry-over of that with every further period in which the shopper comes; the rating, loyalty and "
                              "visits answer to it.",
                   f"Four panels by periods since one bad visit. Half of it is forgotten after: {title}.", figure)


def half_life(left: Any) -> float:
    """Visited periods after which less than half is left, between whole periods by geometric fading; NaN if never."""
    values = left.to_numpy(dtype=float)
    for k in range(1, len(values)):
        if values[k] <= 0.5:
            if values[k] <= 0.0 or values[k - 1] <= 0.0:
                return float(k)
            return k - 1 + math.log(values[k - 1] / 0.5) / math.log(values[k - 1] / values[k])
    return math.nan


def _in_words(periods: float) -> str:
    return "not within the run" if math.isnan(periods) else f"after {periods:.1f} visited periods"
