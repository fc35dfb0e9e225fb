"""Why the rating is what it is: the account of satisfaction by cause, of a run, by segment, by zone, and of a difference.

The parts of an account sum exactly to the mean rating on 1 to 10 (`sim/experience/account.py`). Parts as good as zero are
left out of the drawings, never out of the sums.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.causes import label
from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, INK, PALE, WORSE, drawn, sheet
from sim.report.words import plain, short, signed, typeset

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"
"""Row of the account that is over all visits."""

SMALL = 0.01
"""Parts smaller than this share of the largest one are not drawn."""

_BESIDE = ("visits", "hours")
_POINTS = "rating points on 1 to 10"


def parts_of(why: "pd.DataFrame | None") -> "pd.Series | None":
    """The account over all visits, by part; None where it was not kept or nobody rated a visit."""
    if why is None or ALL not in why.index:
        return None
    parts = why.loc[ALL].drop(labels=[n for n in _BESIDE if n in why.columns]).astype(float)
    return parts if parts.notna().all() and len(parts) else None


@drawn
def account(why: "pd.DataFrame | None") -> Picture:
    """What lifts and lowers the rating: bars by cause over all visits, and beside them the same by segment.

    why: by segment (rows, `all` the last) and part, in rating points.
    """
    parts = parts_of(why)
    if parts is None:
        return Picture("account", "Why the rating is what it is cannot be drawn: no account of ratings was kept.")
    shown = _large(parts.drop("level"))
    if not len(shown):
        return Picture("account", "Why the rating is what it is cannot be drawn: nothing lifts or lowers it.")
    rating = parts.sum()
    title = _told(shown, f"Rating {rating:.2f} of 10")
    segments = [s for s in why.index if s != ALL and np.isfinite(float(why.at[s, "level"]))]
    figure = sheet(10.5, 2.0 + 0.33 * len(shown), title,
                   f"In {_POINTS}, mean over {why.at[ALL, 'visits']:,.0f} visits. A visit that is neither good nor bad is "
                   f"rated {parts['level']:.2f}; what is drawn adds up to {signed(rating - parts['level'])}. Blue lifts, "
                   "orange lowers." + _left_out(parts.drop("level"), shown))
    grid = figure.add_gridspec(1, 2, width_ratios=(1.35, max(0.27 * len(segments), 0.1)))
    bars = figure.add_subplot(grid[0, 0])
    _bars(bars, shown, "all shoppers")
    if segments:
        _matrix(figure.add_subplot(grid[0, 1], sharey=bars), why.loc[segments, list(shown.index)].astype(float).T,
                [f"{short(s, 16)}\n{why.loc[s, list(parts.index)].astype(float).sum():.2f}" for s in segments], 2)
    return Picture("account", "What the rating of a visit is owed to, over all visits and by segment (below each name: its "
                              "mean rating). All parts together are the rating.",
                   f"Bar chart and table of {len(shown)} causes. {title}.", figure)


@drawn
def causes_by_zone(why: "pd.DataFrame | None") -> Picture:
    """How people feel in each zone and what they owe it to; why: zone (rows) by cause, mean valence -1..1, and `hours`."""
    if why is None or not len(why) or not (why["hours"] > 0).any():
        return Picture("causes", "Causes by zone are not drawn: nobody was in a zone, or no account was kept.")
    there = why[why["hours"] > 0].sort_values("hours", ascending=False, kind="stable")
    values = there.drop(columns="hours").astype(float)
    weighted = values.mul(there["hours"], axis=0).sum() / there["hours"].sum()
    largest = values.abs().max()
    values = values[weighted[largest > SMALL * max(largest.max(), 1e-9)].sort_values(ascending=False).index]
    if not values.shape[1]:
        return Picture("causes", "Causes by zone are not drawn: nothing lifts or lowers how people feel.")
    low = values.stack().idxmin()
    high = values.stack().idxmax()
    title = (f"Best: {label(high[1])} in {plain(high[0])} ({signed(values.at[high])}); "
             f"worst: {label(low[1])} in {plain(low[0])} ({signed(values.at[low])})")
    figure = sheet(max(7.0, 2.6 + 0.74 * values.shape[1]), 2.3 + 0.36 * len(values), title,
                   "Valence (-1 unpleasant to 1 pleasant) of the time spent in a zone, by what it is owed to; in brackets: "
                   "share of all the time spent in zones. Causes without effect anywhere are left out.")
    share = there["hours"] / there["hours"].sum() * 100
    axes = figure.subplots()
    _matrix(axes, values, [label(c) for c in values.columns], 2, turned=True)
    axes.set_yticks(range(len(values)), [f"{short(z)} ({s:.0f} %)" for z, s in share.items()])
    axes.invert_yaxis()
    return Picture("causes", "How people feel in each zone, and what they owe it to.",
                   f"Table of zones by causes. {title}.", figure)


@drawn
def account_of_difference(whys: Mapping[str, "pd.DataFrame | None"], base_name: str) -> Picture:
    """What a changed rating is owed to: the account of each variant less that of the base, bars by cause.

    whys: account of a run by name of its scenario, the base among them; all lived with the same luck.
    """
    base = parts_of(whys.get(base_name))
    parts = {name: parts_of(why) for name, why in whys.items() if name != base_name}
    found = {name: mine - base for name, mine in parts.items() if base is not None and mine is not None}
    if not found:
        return Picture("account", "Why ratings differ cannot be drawn: no account of ratings was kept.")
    size = max(abs(d).max() for d in found.values())
    sums = "; ".join(f"{short(name)} {signed(d.sum(), 3)}" for name, d in found.items())
    if not size > 0:
        return Picture("account", "Why ratings differ is not drawn: the accounts are the same.")
    kept = [n for n in base.index if max(abs(d[n]) for d in found.values()) > SMALL * size]
    order = sorted(kept, key=lambda n: sum(d[n] for d in found.values()), reverse=True)
    first = next(iter(found))
    lead = f"{short(first)}: rating {signed(found[first].sum(), 3)}"
    title = _told(found[first][order], lead, 3)
    figure = sheet(max(7.0, 2.4 + 3.7 * len(found)), 2.0 + 0.33 * len(order), title,
                   f"Difference from {plain(base_name)} in {_POINTS}, replication 0 of each scenario, which share their "
                   f"luck; the bars of a scenario add up to the change of its mean rating: {sums}. Blue lifts, orange "
                   "lowers. One replication has no interval: read the largest bars.")
    panels = figure.subplots(1, len(found), sharey=True, sharex=True, squeeze=False)[0]
    for axes, (name, difference) in zip(panels, found.items(), strict=True):
        _bars(axes, difference[order], short(name), 3)
    return Picture("account", f"What the change of the rating against {plain(base_name)} is owed to (first replications, "
                              "shared luck).", f"Bar charts of {len(order)} causes. {title}.", figure)


def _large(parts: "pd.Series") -> "pd.Series":
    """The parts that are worth drawing, the one that lifts most first."""
    return parts[parts.abs() > SMALL * max(parts.abs().max(), 1e-12)].sort_values(ascending=False, kind="stable")


def _left_out(parts: "pd.Series", shown: "pd.Series") -> str:
    hidden = [n for n in parts.index if n not in shown.index]
    return f" Left out, as good as zero: {', '.join(label(n) for n in hidden)}." if hidden else ""


def _told(parts: "pd.Series", lead: str, digits: int = 2) -> str:
    """What lifts most and what costs most, as a title."""
    top, least = parts.idxmax(), parts.idxmin()
    told = [f"{label(top)} lifts it most ({signed(parts[top], digits)})"] if parts[top] > 0 else []
    told += [f"{label(least)} costs most ({signed(parts[least], digits)})"] if parts[least] < 0 else []
    return f"{lead}: {', '.join(told)}"


def _bars(axes: Any, parts: "pd.Series", title: str, digits: int = 2) -> None:
    values = parts.to_numpy(dtype=float)
    axes.barh(range(len(values)), values, height=0.64, color=[BETTER if v > 0 else WORSE for v in values])
    axes.axvline(0, color=GREY, linewidth=1)
    for y, value in enumerate(values):
        written = signed(value, digits)
        axes.annotate(typeset(written), (value, y), (4 if value >= 0 else -4, 0), textcoords="offset points", va="center",
                      ha="left" if value >= 0 else "right", fontsize=8.5,
                      color=BETTER if written[0] == "+" else WORSE if written[0] == "-" else GREY)
    axes.set_yticks(range(len(values)), [label(n) for n in parts.index])
    axes.set_ylim(len(values) - 0.4, -0.6)
    axes.set_title(title)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.2)


def _matrix(axes: Any, values: "pd.DataFrame", heads: Sequence[str], digits: int, turned: bool = False) -> None:
    """Numbers on colours, blue above and orange below zero, rows as they come from above."""
    from matplotlib.colors import LinearSegmentedColormap

    numbers = values.to_numpy(dtype=float)
    top = max(float(np.nanmax(np.abs(numbers))), 1e-9)
    colours = LinearSegmentedColormap.from_list("account", [WORSE, "#ffffff", BETTER]).with_extremes(bad=PALE)
    axes.imshow(np.ma.masked_invalid(np.sign(numbers) * np.sqrt(np.abs(numbers) / top)), cmap=colours, vmin=-1.35, vmax=1.35,
                aspect="auto", interpolation="nearest")
    for (y, x), value in np.ndenumerate(numbers):
        if np.isfinite(value):
            axes.text(x, y, typeset(signed(value, digits)), ha="center", va="center", fontsize=8.5, color=INK)
    axes.set_xticks(range(len(heads)), heads, fontsize=9, rotation=35 if turned else 0, ha="left" if turned else "center",
                    rotation_mode="anchor" if turned else None)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelleft=turned)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
