"""Satisfaction, recommendation and loyalty over the weeks, with intervals.

One run: the interval of a weekly mean comes from the visits or people of that week (normal, 95 %), or from the
replications if there are several. A comparison: from the replications (Student, 95 %); the lower row draws the paired difference from
the base, replication by replication, which common random numbers make much narrower than the difference of the two
upper bands.
"""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.outcomes.measure import Measure
from sim.outcomes.measures import measure
from sim.report.figures.picture import Picture
from sim.report.style import BASE, GREY, PALETTE, drawn, sheet
from sim.report.words import plain, short, typeset

if TYPE_CHECKING:
    import pandas as pd

TRACKED = {"satisfaction": 4.0, "nps": 10.0, "loyalty": 0.04}
"""Measures that are drawn, and the least height of their axis, so that noise does not look like a trend."""

ENDS = {"satisfaction": (0.0, 100.0), "nps": (-100.0, 100.0), "loyalty": (0.0, 1.0)}
"""Ends of their scales: with few replications an interval would reach beyond."""

_NOT_DRAWN = "The weeks are not drawn: no period has been simulated."


def period_interval(periods: "pd.DataFrame", errors: "pd.DataFrame", name: str) -> tuple[np.ndarray, np.ndarray]:
    """95 % normal interval (low, high) of a measure in each row of `periods`, from its standard errors by period.

    NaN where a period has fewer than two answers behind it.
    """
    middle, half = periods[name].to_numpy(dtype=float), np.full(len(periods), np.nan)
    if name in errors:
        half = 1.959964 * errors.set_index("period")[name].reindex(periods["period"]).to_numpy(dtype=float)
    return middle - half, middle + half


def replication_interval(values: "pd.DataFrame") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean and 95 % Student interval of each row of `values` (weeks x replications): middle, low, high.

    A week with fewer than two values has no interval (NaN); one with none has no mean.
    """
    from scipy.stats import t

    count = values.notna().sum(axis=1).to_numpy()
    middle = values.mean(axis=1).to_numpy(dtype=float)
    spread = values.std(axis=1).to_numpy(dtype=float)
    half = np.full(len(values), np.nan)
    enough = count > 1
    half[enough] = t.ppf(0.975, count[enough] - 1) * spread[enough] / np.sqrt(count[enough])
    return middle, middle - half, middle + half


@drawn
def weeks_of_run(result: Any, unit: str = "week") -> Picture:
    """The tracked measures of one run, one panel each; unit: what a period is called."""
    periods = result.periods
    if not len(periods):
        return Picture("weeks", _NOT_DRAWN)
    weeks = periods["period"].to_numpy()
    bands, source = _bands_of_run(result, unit)
    low, high = bands["satisfaction"]
    title = _told(periods["satisfaction"].to_numpy(dtype=float), high - low, unit)
    figure = sheet(10, 3.7, title, f"Line: value of the {unit}. Band: 95 % interval {source}.")
    for k, (name, axes) in enumerate(zip(TRACKED, figure.subplots(1, len(TRACKED)), strict=True)):
        values = periods[name].to_numpy(dtype=float)
        if name in bands:
            _band(axes, weeks, *bands[name], PALETTE[k])
        _line(axes, weeks, values, PALETTE[k])
        _dress(axes, measure(name), unit)
        _widen(axes, TRACKED[name])
        _last_value(axes, weeks, values, measure(name), PALETTE[k])
    return Picture("weeks", f"Satisfaction, recommendation and loyalty {unit} by {unit}, with 95 % intervals.",
                   f"Three line charts over {len(periods)} {unit}s. {title}.", figure)


def _bands_of_run(result: Any, unit: str) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], str]:
    """(low, high) by measure, and where they come from: replications if there are several, else people and visits."""
    many = getattr(result, "periods_by_replication", None)
    if many is None or not len(many) or many["replication"].nunique() < 2:
        return ({n: period_interval(result.periods, result.errors, n) for n in TRACKED},
                f"of the mean over the visits of that {unit} (satisfaction), its visitors (recommendation) or all "
                "shoppers (loyalty)")
    wide = {n: many.pivot(index="period", columns="replication", values=n).astype(float) for n in TRACKED}
    return ({n: replication_interval(values)[1:] for n, values in wide.items()},
            f"over {many['replication'].nunique()} replications")


@drawn
def weeks_of_comparison(comparison: Any, unit: str = "week") -> Picture:
    """The tracked measures of base and variants (above) and the paired differences from the base (below)."""
    table = comparison.periods
    if not len(table):
        return Picture("weeks", _NOT_DRAWN)
    names = [comparison.base_name, *comparison.variants][: len(PALETTE) + 1]
    colours = dict(zip(names, (BASE, *PALETTE), strict=False))
    many = table["replication"].nunique()
    columns = max(1, 100 // (max(len(short(n)) for n in names) + 9))
    rows = math.ceil(len(names) / columns)
    more = f" The first {len(names) - 1} of {len(comparison.variants)} variants." if len(comparison.variants) > len(PALETTE) else ""
    figure = sheet(10, 6.2 + 0.25 * rows, _told_of_variants(table, names, unit),
                   f"Bands: 95 % intervals over {many} replications, above that of the base alone. Differences are paired: the same "
                   f"shoppers with the same luck in both scenarios.{more}")
    grid = figure.add_gridspec(3, len(TRACKED), height_ratios=(0.1 * rows, 1, 1))
    key = figure.add_subplot(grid[0, :])
    key.set_axis_off()
    panels = np.array([[figure.add_subplot(grid[row, k]) for k in range(len(TRACKED))] for row in (1, 2)])
    for k, name in enumerate(TRACKED):
        wide = {n: _by_replication(table, n, name) for n in names}
        for n in reversed(names):
            _line_with_band(panels[0, k], wide[n], colours[n], short(n), band=n == comparison.base_name, ends=ENDS[name])
        for n in names[1:]:
            _line_with_band(panels[1, k], wide[n] - wide[comparison.base_name], colours[n])
        _dress(panels[0, k], measure(name), "")
        _widen(panels[0, k], TRACKED[name])
        _dress(panels[1, k], measure(name), unit)
        panels[1, k].set_title("Difference from the base", color=GREY, fontsize=9.5)
        panels[1, k].axhline(0, color=BASE, linewidth=1.2)
    legend = key.legend(*(one[::-1] for one in panels[0, 0].get_legend_handles_labels()), loc="center left", ncols=columns, fontsize=10,
                        labelcolor="linecolor", borderaxespad=0)
    legend.set_in_layout(False)
    return Picture("weeks", f"Satisfaction, recommendation and loyalty {unit} by {unit} in each scenario, and the "
                            "paired difference from the base, with 95 % intervals over replications.",
                   f"Line charts over {table['period'].nunique()} {unit}s of {', '.join(map(plain, names))}.", figure)


def _by_replication(table: "pd.DataFrame", scenario: str, name: str) -> "pd.DataFrame":
    return table[table["scenario"] == scenario].pivot(index="period", columns="replication", values=name).astype(float)


def _line_with_band(axes: Any, values: "pd.DataFrame", colour: str, label: str = "", band: bool = True,
                    ends: tuple[float, float] = (-math.inf, math.inf)) -> None:
    middle, low, high = replication_interval(values)
    if band:
        _band(axes, values.index.to_numpy(), np.maximum(low, ends[0]), np.minimum(high, ends[1]), colour)
    _line(axes, values.index.to_numpy(), middle, colour, label)


def _band(axes: Any, weeks: np.ndarray, low: np.ndarray, high: np.ndarray, colour: str) -> None:
    axes.fill_between(weeks, low, high, color=colour, alpha=0.18, linewidth=0)


def _line(axes: Any, weeks: np.ndarray, values: np.ndarray, colour: str, label: str = "") -> None:
    axes.plot(weeks, values, color=colour, marker="o" if len(weeks) < 3 else "", label=label)


def _dress(axes: Any, what: Measure, unit: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_title(what.axis)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.grid(axis="x", visible=False)
    axes.margins(x=0.02, y=0.15)


def _widen(axes: Any, least: float) -> None:
    low, high = axes.get_ylim()
    if high - low < least:
        axes.set_ylim((low + high - least) / 2, (low + high + least) / 2)


def _last_value(axes: Any, weeks: np.ndarray, values: np.ndarray, what: Measure, colour: str) -> None:
    known = np.flatnonzero(np.isfinite(values))
    if len(known):
        axes.annotate(typeset(what.show(values[known[-1]])), (weeks[known[-1]], values[known[-1]]), (5, 0),
                      textcoords="offset points", va="center", color=colour, fontweight="bold", annotation_clip=False)


def _told(values: np.ndarray, widths: np.ndarray, unit: str) -> str:
    """The course of satisfaction in one sentence; a change counts when it leaves the intervals of both ends."""
    show = measure("satisfaction").show
    known = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return "Nobody rated a visit, so there is no satisfaction to show"
    first, last = values[known[0]], values[known[-1]]
    if len(known) == 1:
        return f"Satisfaction is {show(last)} in the only {unit} with ratings"
    if not abs(last - first) > np.hypot(widths[known[0]], widths[known[-1]]) / 2:
        return f"Satisfaction holds around {show(values[known].mean())} over {len(values)} {unit}s"
    return (f"Satisfaction {'rises' if last > first else 'falls'} from {show(first)} to {show(last)} "
            f"in {len(values)} {unit}s")


def _told_of_variants(table: "pd.DataFrame", names: list[str], unit: str) -> str:
    """The largest difference in satisfaction in the last period whose paired interval leaves out zero, if any does."""
    what, last = measure("satisfaction"), table["period"].max()
    base = _by_replication(table, names[0], "satisfaction")
    clear = []
    for n in names[1:]:
        paired = (_by_replication(table, n, "satisfaction") - base).reindex([last])
        middle, low, high = (float(ends[0]) for ends in replication_interval(paired))
        if low > 0 or high < 0:
            clear.append((abs(middle), f"{short(n)} {what.show_change(middle, (high - low) / 2)}"))
    if not clear:
        return f"In the last {unit} satisfaction does not clearly differ from {short(names[0])}"
    return f"Satisfaction in the last {unit} against {short(names[0])}: {max(clear)[1]}"
