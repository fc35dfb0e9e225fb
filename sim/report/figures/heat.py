"""Heat maps on the floor plan: how many people stand where, and how pleasant they find it there.

Density is the mean number of people per square metre of floor while the store is open; pleasure is the mean of the
affect -1..1 over the seconds that shoppers spent on a spot.
"""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.figures.floor import draw_fixtures, extent
from sim.report.figures.picture import Picture
from sim.report.style import GREY, drawn, sheet
from sim.report.words import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EMPTY = "The map of {} is not drawn: nobody was in the store."


def density_per_m2(heat: Any, open_s: float) -> np.ndarray:
    """People per m2, [width, height], as the mean over `open_s` seconds of opening; NaN where nobody can stand."""
    people = np.asarray(heat.seconds, dtype=float) / (open_s * heat.plan.cell_m**2)
    return np.where(heat.plan.walkable, people, np.nan)


@drawn
def density(heats: Mapping[str, Any], open_s: Mapping[str, float]) -> Picture:
    """Where shoppers are; heats: map of each scenario by name; open_s: seconds of opening behind each of them."""
    heats = {name: heat for name, heat in _lived(heats).items() if open_s[name] > 0}
    if not heats:
        return Picture("density", _EMPTY.format("density"))
    maps = {name: density_per_m2(heat, open_s[name]) for name, heat in heats.items()}
    top = max(float(np.nanquantile(m, 0.99)) for m in maps.values()) or 1.0
    title = _told(heats, maps, lambda zone, value, mean: (
        f"Busiest zone: {zone}, {value:.2g} people per m\N{SUPERSCRIPT TWO}, {value / mean:.1f} times the mean of "
        "the store"))
    figure = _maps(heats, maps, title,
                   "Mean over opening hours; the scale ends where the busiest 1 % of the floor begins.",
                   cmap="YlGnBu", low=0.0, high=top, label="people per m\N{SUPERSCRIPT TWO}", extend="max")
    return Picture("density", "Where shoppers are: people per square metre of floor, mean over opening hours.",
                   f"Floor plan coloured by the density of shoppers. {title}.", figure)


@drawn
def pleasure(heats: Mapping[str, Any]) -> Picture:
    """How shoppers feel where they are; heats: map of each scenario by name."""
    heats = _lived(heats)
    maps = {name: np.where(heat.plan.walkable & (np.asarray(heat.seconds) > 0), heat.pleasure, np.nan)
            for name, heat in heats.items()}
    if not any(np.isfinite(m).any() for m in maps.values()):
        return Picture("pleasure", _EMPTY.format("pleasure"))
    seen = np.concatenate([np.abs(m[np.isfinite(m)]) for m in maps.values()])
    high = min(1.0, max(0.1, math.ceil(float(np.quantile(seen, 0.98)) * 10) / 10))
    title = _told(heats, maps, lambda zone, value, mean: (
        f"Best mood: {zone}, pleasure {value:+.2f} against {mean:+.2f} in the whole store"))
    figure = _maps(heats, maps, title, "Pleasure runs from -1 (unpleasant) to 1 (pleasant); the scale of the colours "
                                       "is narrower. White: nobody was there.",
                   cmap="PuOr", low=-high, high=high, label="pleasure (-1 to 1)", extend="both" if high < 1 else None)
    return Picture("pleasure", "How shoppers feel: mean pleasure on each spot, weighted by the time spent there.",
                   f"Floor plan coloured by mean pleasure. {title}.", figure)


def _lived(heats: Mapping[str, Any]) -> dict[str, Any]:
    return {name: h for name, h in heats.items() if h is not None and np.nansum(h.seconds) > 0}


def _told(heats: Mapping[str, Any], maps: Mapping[str, np.ndarray],
          sentence: Callable[[str, float, float], str]) -> str:
    """`sentence(zone, its mean, mean of the store)` for the zone with the highest mean in the first map."""
    from sim.store.place import build_place

    first = next(iter(heats))
    heat, values = heats[first], maps[first]
    zone = np.where(np.isfinite(values), build_place(heat.plan).zone.reshape(values.shape), -1)
    weight = np.ones(values.shape) if np.nanmin(values) >= 0 else np.asarray(heat.seconds, dtype=float)
    means = {name: _mean(values, weight, zone == k) for k, name in enumerate(heat.plan.zone_names)}
    means = {name: mean for name, mean in means.items() if math.isfinite(mean)}
    best = max(means, key=means.get)
    told = sentence(plain(best), means[best], _mean(values, weight, zone >= 0))
    return told if len(heats) == 1 else f"{plain(first)}: {told[0].lower()}{told[1:]}"


def _mean(values: np.ndarray, weight: np.ndarray, where: np.ndarray) -> float:
    total = float(weight[where].sum())
    return float((values[where] * weight[where]).sum()) / total if total > 0 else math.nan


def _maps(heats: Mapping[str, Any], maps: Mapping[str, np.ndarray], title: str, note: str, *, cmap: str, low: float,
          high: float, label: str, extend: str | None) -> "Figure":
    """One map a scenario on one scale of colours, side by side."""
    plan = next(iter(heats.values())).plan
    columns = min(len(heats), 2)
    rows = math.ceil(len(heats) / columns)
    wide = (9.0 if columns == 1 else 5.4)
    tall = wide * plan.height / plan.width
    figure = sheet(columns * wide + 1.0, rows * (tall + 0.3) + 1.0, title, note)
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes, (name, values) in zip(panels, maps.items(), strict=False):
        its = heats[name].plan
        shown = axes.imshow(values.T, extent=extent(its), cmap=cmap, vmin=low, vmax=high, interpolation="nearest",
                            zorder=1)
        draw_fixtures(axes, its, 72 * (wide - 0.5) / (its.width * its.cell_m))
        if len(heats) > 1:
            axes.set_title(plain(name), fontsize=11, fontweight="bold")
    for axes in panels[len(maps):]:
        axes.set_axis_off()
    bar = figure.colorbar(shown, ax=panels, shrink=0.6, aspect=28, pad=0.03, extend=extend or "neither")
    bar.set_label(label)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0, labelsize=9, labelcolor=GREY)
    return figure
