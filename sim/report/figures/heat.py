"""Heat maps on the floor plan: how many people stand where, and how pleasant they find it there.

Density is the mean number of people per square metre of floor while the store is open; pleasure is the mean of the
affect -1..1 over the seconds that shoppers spent on a spot.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.figures.floor import draw_fixtures, extent
from sim.report.figures.picture import Picture
from sim.report.style import GREY, drawn, sheet
from sim.report.words import plain, short, signed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SEEN_S = 60.0
"""Presence on a cell, in seconds over the whole run, from which on its pleasure is drawn."""

_EMPTY = "The map of {} is not drawn: nobody was in the store."
_AREA = 100.0
_M2 = "100 m\N{SUPERSCRIPT TWO}"
"""Density is drawn on an area that holds a countable number of people."""


def density_per_m2(heat: Any, open_s: float) -> np.ndarray:
    """People per m2, [width, height], as the mean over `open_s` seconds of opening; NaN where nobody can stand."""
    people = np.asarray(heat.seconds, dtype=float) / (open_s * heat.plan.cell_m**2)
    return np.where(heat.plan.walkable, people, np.nan)


@drawn
def density(heats: Mapping[str, Any], open_s: Mapping[str, float]) -> Picture:
    """Where shoppers are; heats: map of each scenario by name; open_s: seconds of opening behind each of them."""
    from matplotlib.colors import PowerNorm

    heats = {name: heat for name, heat in _lived(heats).items() if open_s[name] > 0}
    if not heats:
        return Picture("density", _EMPTY.format("density"))
    maps = {name: _AREA * density_per_m2(heat, open_s[name]) for name, heat in heats.items()}
    first = next(iter(heats))
    zone, most = _zone_means(heats[first].plan, maps[first], np.ones_like(maps[first]))[-1]
    times = most / np.nanmean(maps[first])
    title = _of(first, heats, f"busiest zone: {zone}, {most:.2g} people per {_M2}, {times:.1f} times the store's mean")
    top = max(float(np.nanquantile(m, 0.99)) for m in maps.values()) or 1.0
    figure = _maps(heats, maps, title, "Mean over opening hours. The colours follow the square root, so that ways show "
                                       "beside standing places; they end where the busiest 1 % of the floor begins.",
                   cmap="YlGnBu", norm=PowerNorm(0.5, 0.0, top), extend="max", label=f"people per {_M2}")
    return Picture("density", "Where shoppers are: people per 100 square metres of floor, mean over opening hours.",
                   f"Floor plan coloured by the density of shoppers. {title}.", figure)


@drawn
def pleasure(heats: Mapping[str, Any]) -> Picture:
    """How shoppers feel where they are; heats: map of each scenario by name."""
    from matplotlib.colors import Normalize

    heats = _lived(heats)
    maps = {name: np.where(np.asarray(heat.seconds) >= SEEN_S, heat.pleasure, np.nan) for name, heat in heats.items()}
    maps = {name: m for name, m in maps.items() if np.isfinite(m).any()}
    if not maps:
        return Picture("pleasure", _EMPTY.format("pleasure"))
    first = next(iter(maps))
    zones = _zone_means(heats[first].plan, maps[first], np.asarray(heats[first].seconds, dtype=float))
    title = _of(first, maps, f"mood is best in {zones[-1][0]} ({signed(zones[-1][1])}) and lowest in {zones[0][0]} "
                             f"({signed(zones[0][1])})")
    high = max(_usual_size(m, np.asarray(heats[name].seconds, dtype=float)) for name, m in maps.items())
    figure = _maps(heats, maps, title, "Pleasure runs from -1 (unpleasant) to 1 (pleasant); the colours span its usual "
                                       "range. White: less than a minute of presence in the whole run.",
                   cmap="PuOr", norm=Normalize(-high, high), extend="both", label="pleasure (-1 to 1)")
    return Picture("pleasure", "How shoppers feel: mean pleasure on each spot, weighted by the time spent there.",
                   f"Floor plan coloured by mean pleasure. {title}.", figure)


def _lived(heats: Mapping[str, Any]) -> dict[str, Any]:
    return {name: h for name, h in heats.items() if h is not None and np.nansum(h.seconds) > 0}


def _of(name: str, many: Mapping[str, Any], told: str) -> str:
    """A title about the first of many maps says which one it is about."""
    return f"{short(name)}: {told}" if len(many) > 1 else told


def _zone_means(plan: Any, values: np.ndarray, weight: np.ndarray) -> list[tuple[str, float]]:
    """Weighted mean of `values` [width, height] in each zone of the store where there are any, lowest first."""
    from sim.store.place import build_place

    zone = np.where(np.isfinite(values), build_place(plan).zone.reshape(values.shape), -1)
    means = [(plain(name), float(np.average(values[zone == k], weights=weight[zone == k])))
             for k, name in enumerate(plan.zone_names) if (zone == k).any()]
    return sorted(means, key=lambda named: named[1])


def _usual_size(values: np.ndarray, seconds: np.ndarray) -> float:
    """Size of pleasure, 0.2..1 in steps of 0.1, that is not exceeded in 98 % of the time lived on the floor."""
    there = np.isfinite(values)
    sizes = np.abs(values[there])
    order = np.argsort(sizes, kind="stable")
    lived = np.cumsum(seconds[there][order])
    usual = sizes[order][np.searchsorted(lived, 0.98 * lived[-1])]
    return min(max(math.ceil(usual * 10) / 10, 0.2), 1.0)


def _maps(heats: Mapping[str, Any], maps: Mapping[str, np.ndarray], title: str, note: str, *, cmap: str, norm: Any,
          extend: str, label: str) -> "Figure":
    """One map a scenario on one scale of colours, side by side."""
    plan = heats[next(iter(maps))].plan
    columns = min(len(maps), 2)
    rows = math.ceil(len(maps) / columns)
    wide = 9.0 if columns == 1 else 5.4
    figure = sheet(columns * wide + 1.0, rows * (0.96 * wide * plan.height / plan.width + 0.3) + 0.9, title, note)
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes, (name, values) in zip(panels, maps.items(), strict=False):
        its = heats[name].plan
        shown = axes.imshow(values.T, extent=extent(its), cmap=cmap, norm=norm, interpolation="nearest", zorder=1)
        draw_fixtures(axes, its, 72 * (wide - 0.5) / (its.width * its.cell_m))
        if len(maps) > 1:
            axes.set_title(short(name), fontsize=11, fontweight="bold")
    for axes in panels[len(maps):]:
        axes.set_axis_off()
    bar = figure.colorbar(shown, ax=panels, shrink=0.6, aspect=28, pad=0.03, extend=extend)
    bar.set_label(label)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelsize=9, labelcolor=GREY)
    return figure
