"""The household panel: what the simulated households did in the weeks kept back against what the real ones did."""

from typing import Any

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import BASE, BETTER, drawn, sheet

_PAIRS = (("visits_per_household", "Shopping days per household and week", "days"),
          ("sales_per_household", "Sales per household and week", "$"))


@drawn
def panel(holdout: Any, error: dict[str, float] | None) -> Picture:
    """Actual and simulated weeks; holdout: DataFrame with `week` and `actual_...`, `simulated_...` columns, or None.

    A column `days_in_week`, where there is one, keeps the broken week at the end of the year out of the drawing.

    error: mae, rmse (shopping days per household over the weeks kept back) and r, and the benchmark's with the prefix
    `benchmark_`; may be None.
    """
    from matplotlib.ticker import MaxNLocator

    if holdout is None or not len(holdout):
        return Picture("panel", "The run has no household panel to be held against.")
    if "days_in_week" in holdout:
        holdout = holdout[holdout["days_in_week"] == 7]
    weeks = holdout["week"].to_numpy(dtype=float)
    figure = sheet(10, 3.9, _told(holdout), f"Weeks {weeks.min():.0f} to {weeks.max():.0f} were kept back when the "
                                            f"households were fitted. {errors_told(error)}".strip())
    for axes, (what, title, unit) in zip(figure.subplots(1, 2), _PAIRS, strict=True):
        for who, colour in (("actual", BASE), ("simulated", BETTER)):
            values = holdout[f"{who}_{what}"].to_numpy(dtype=float)
            axes.plot(weeks, values, color=colour, marker="o", markersize=4, linestyle="-" if who == "actual" else "--",
                      label=who)
        axes.set_title(f"{title} ({unit})")
        axes.set_xlabel("week of the panel")
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.set_ylim(0, 1.2 * axes.dataLim.ymax if axes.dataLim.ymax > 0 else 1)
        axes.grid(axis="x", visible=False)
    figure.axes[0].legend(loc="lower left", labelcolor="linecolor", fontsize=10)
    return Picture("panel", "Households of the panel: shopping days and sales in the weeks that the fit never saw. "
                            f"{errors_told(error)}",
                   f"Two line charts, actual against simulated. {_told(holdout)}.", figure)


def errors_told(error: dict[str, float] | None) -> str:
    """The error of prediction household by household, beside the benchmark, in one sentence."""
    if not error:
        return "The error household by household needs a run over all later weeks (13 periods of a week)."
    told = [f"{label} {error[key]:.{digits}f}" + (f" (benchmark {error['benchmark_' + key]:.{digits}f})"
                                                  if f"benchmark_{key}" in error else "")
            for key, label, digits in (("mae", "MAE", 2), ("rmse", "RMSE", 2), ("r", "r", 3)) if key in error]
    return f"Error of the shopping days predicted for each household: {', '.join(told)}."


def _told(holdout: Any) -> str:
    actual, simulated = (np.nanmean(holdout[f"{w}_visits_per_household"].to_numpy(dtype=float))
                         for w in ("actual", "simulated"))
    return f"Simulated households shop {simulated:.2f} days a week; the real ones did {actual:.2f}"
