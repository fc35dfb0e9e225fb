"""A comparison as a forest plot, one small panel a measure in its own unit, and as a table that fits a slide."""

import math
from collections.abc import Sequence
from typing import Any

from sim.outcomes.measures import in_order
from sim.report.figures.picture import Picture
from sim.report.findings import CLEAR_MEANS, Finding, clear_changes, moved
from sim.report.measures import KEY_NUMBERS
from sim.report.style import BASE, BETTER, GREY, INK, PALE, WORSE, drawn, sheet
from sim.report.tables import probability
from sim.report.words import plain, short, typeset

_COLUMNS = 3
_MOST_IN_A_PLOT = 12
_MOST_IN_A_TABLE = 5
"""Variants that a picture shows: more would be too small to read on a page or a slide."""
_WIDTH = 3.45
"""Inches of a variant in the table."""


@drawn
def forest(found: Sequence[Finding], base_name: str) -> Picture:
    """Difference from the base with its 95 % interval, for each variant of `findings(comparison)`.

    Drawn are the key numbers that moved, and the measure beside them in which each variant differs most clearly, up to a row.
    """
    variants, left_out = _first(found, _MOST_IN_A_PLOT)
    found = [f for f in found if math.isfinite(f.difference) and f.scenario in variants]
    if not any(f.measure.name in KEY_NUMBERS for f in found):
        return Picture("forest", "The differences are not drawn: no key number has a value in both scenarios.")
    there = {f.measure.name for f in moved(found)} & set(KEY_NUMBERS)
    names = in_order(dict.fromkeys([n for n in KEY_NUMBERS if n in there] or KEY_NUMBERS[:_COLUMNS]))
    names += [n for n in _most_clear(found, variants) if n not in names]
    found = [f for f in found if f.measure.name in names]
    rows = math.ceil(len(names) / _COLUMNS)
    title = _first_of([f"{short(v)}: {clear_changes([f for f in found if f.scenario == v])}" for v in variants])
    figure = sheet(10, 1.3 + rows * (0.75 + 0.26 * len(variants)), title,
                   f"Difference from {plain(base_name)} in each measure's own unit; dot: mean of the paired "
                   f"replications, line: 95 % interval. Blue: clearly better, orange: clearly worse, dark: clearly "
                   f"different, open grey: not clear.{left_out}")
    panels = figure.subplots(rows, _COLUMNS, squeeze=False, sharey=True).ravel()
    for axes, name in zip(panels, names, strict=False):
        _panel(axes, [f for f in found if f.measure.name == name], variants)
    for axes in panels[len(names):]:
        axes.set_axis_off()
    return Picture("forest", f"What changes against {plain(base_name)}, with 95 % intervals. Clear: "
                             f"{CLEAR_MEANS}.",
                   "Forest plot. " + "; ".join(f.sentence() for f in found if f.verdict == "clear"), figure)


def _first(found: Sequence[Finding], most: int) -> tuple[list[str], str]:
    """The variants that a picture shows, and a sentence on those that it does not."""
    variants = list(dict.fromkeys(f.scenario for f in found))
    told = f" The first {most} of {len(variants)} variants; the tables have all." if len(variants) > most else ""
    return variants[:most], told


def _most_clear(found: Sequence[Finding], variants: list[str]) -> list[str]:
    """Measures beside the key numbers: for each variant that in which it differs most clearly, at most one row of panels."""
    names = []
    for variant in variants:
        mine = [f for f in found if f.scenario == variant and f.verdict == "clear" and f.half_width > 0
                and f.measure.name not in (*KEY_NUMBERS, *names)]
        if mine and len(names) < _COLUMNS:
            names.append(max(mine, key=lambda f: abs(f.difference) / f.half_width).measure.name)
    return names


def _panel(axes: Any, found: Sequence[Finding], variants: list[str]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    what = found[0].measure
    axes.axvline(0, color=BASE, linewidth=1.0, zorder=1)
    for f in found:
        y, colour = variants.index(f.scenario), _colour(f)
        if math.isfinite(f.half_width):
            axes.plot([f.low, f.high], [y, y], color=colour, linewidth=2.4, zorder=2)
        axes.plot([f.difference], [y], "o", markersize=6, color=colour, zorder=3,
                  markerfacecolor=colour if f.verdict == "clear" else "white")
        axes.annotate(typeset(f.change()), (f.difference, y), (0, 5), textcoords="offset points", ha="center",
                      va="bottom", fontsize=8, color=colour if f.verdict == "clear" else GREY,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})
    unit = what.unit_of_change or what.unit
    axes.set_title(f"{what.label} ({unit})" if unit else what.label, fontsize=9.5)
    axes.set_yticks(range(len(variants)), [short(v) for v in variants])
    axes.set_ylim(len(variants) - 0.6, -0.65)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
    axes.margins(x=0.12)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: typeset(f"{x * what.scale:,.10g}")))


def _colour(f: Finding) -> str:
    return {"better": BETTER, "worse": WORSE}.get(f.direction, INK if f.verdict == "clear" else GREY)


@drawn
def table(found: Sequence[Finding], base_name: str) -> Picture:
    """The comparison as a table: measure, base, and for each variant its value, difference, interval and p."""
    if not found:
        return Picture("table", "There is no table: no measure was compared.")
    variants, left_out = _first(found, _MOST_IN_A_TABLE)
    found = [f for f in found if f.scenario in variants]
    cells = {(f.measure.name, f.scenario): f for f in found}
    of_all = dict.fromkeys(f.measure.name for f in found)
    names = in_order(dict.fromkeys(f.measure.name for f in moved(found)))
    still = f" {len(of_all) - len(names)} more measures did not change." if len(names) < len(of_all) else ""
    width = 3.9 + _WIDTH * len(variants)
    figure = sheet(max(width, 7.5), 1.2 + 0.29 * (len(names) + 2), _counted(found, variants),
                   f"Difference with 95 % interval. Blue: clearly better, orange: clearly worse; grey: not clear.{still}{left_out}")
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(len(names) + 0.5, -1.6)
    _head(axes, short(base_name, 18), [short(v) for v in variants], width)
    for y, name in enumerate(names):
        any_row = next(cells[name, v] for v in variants if (name, v) in cells)
        axes.text(0.05, y, any_row.measure.axis, va="center")
        axes.text(3.65, y, typeset(any_row.measure.show(any_row.base)), va="center", ha="right")
        for k, variant in enumerate(variants):
            if (name, variant) in cells:
                _cell(axes, 3.9 + _WIDTH * k, y, cells[name, variant])
        axes.axhline(y + 0.5, color=PALE, linewidth=0.6)
    return Picture("table", "The measures of the comparison that changed, with their differences.",
                   "Table of the comparison; the same numbers stand in the table below.", figure, slides_only=True)


def _head(axes: Any, base_name: str, variants: list[str], width: float) -> None:
    axes.text(3.65, -1.0, base_name, va="center", ha="right", fontweight="bold")
    for k, name in enumerate(variants):
        left = 3.9 + _WIDTH * k
        axes.text(left + 0.05, -1.0, name, va="center", fontweight="bold")
    axes.plot([0, width], [-0.5, -0.5], color=INK, linewidth=1.0)


def _cell(axes: Any, left: float, y: int, f: Finding) -> None:
    clear = f.verdict == "clear"
    axes.text(left + 0.9, y, typeset(f.change()), va="center", ha="right", color=_colour(f),
              fontweight="bold" if clear else "normal")
    interval = f.verdict if f.verdict == "no change" else typeset(f.interval())
    axes.text(left + 1.02, y, interval, va="center", fontsize=9, color=INK if clear else GREY)
    if clear:
        axes.text(left + _WIDTH - 0.1, y, f"p {_short(f)}", va="center", ha="right", fontsize=8, color=GREY)


def _short(f: Finding) -> str:
    p = probability(f.p_adjusted if f.p_adjusted == f.p_adjusted else f.p)
    return p if p.startswith("<") else f"= {p}"


def _counted(found: Sequence[Finding], variants: list[str]) -> str:
    parts = []
    for variant in variants:
        mine = [f for f in found if f.scenario == variant]
        better, worse = (sum(f.direction == d for f in mine) for d in ("better", "worse"))
        parts.append(f"{short(variant)}: {better} clearly better, {worse} clearly worse")
    return f"Of {len({f.measure.name for f in found})} measures with {_first_of(parts)}"


def _first_of(parts: list[str]) -> str:
    """The first three of what is told of each variant, and how many more there are."""
    return "; ".join(parts[:3]) + (f"; and {len(parts) - 3} more" if len(parts) > 3 else "")
