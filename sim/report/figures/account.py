"""Why the rating is what it is: the account of satisfaction by cause, of a run, by segment, by zone, and of a difference.

The parts of an account sum exactly to the mean rating on 1 to 10 (`sim/experience/account.py`). Parts as good as zero are
left out of the drawings, never out of the sums.
"""

import math
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

_BESIDE = ("visits", "hours", "shoppers")
_POINTS = "rating points on 1 to 10"


def parts_of(why: "pd.DataFrame | None") -> "pd.Series | None":
    """The account over all visits, by part; None where it was not kept or nobody rated a visit."""
    if why is None or ALL not in why.index:
        return None
    parts = why.loc[ALL].drop(labels=[n for n in _BESIDE if n in why.columns]).astype(float)
    return parts if parts.notna().all() and len(parts) else None


def of_periods(ratings: "pd.DataFrame | None") -> "pd.DataFrame | None":
    """The account of the ratings of periods as one table by segment, like that of visits: means over everybody who rated.

    ratings: one row a period and segment; None where none was kept.
    """
    if ratings is None or not len(ratings):
        return None
    parts = ratings.columns.drop(["period", "segment", "shoppers"])
    sums = ratings[parts].mul(ratings["shoppers"], axis=0).groupby(ratings["segment"], sort=False, observed=True).sum()
    counts = ratings.groupby("segment", sort=False, observed=True)["shoppers"].sum()
    return sums.div(counts.where(counts > 0), axis=0).assign(shoppers=counts)


def noise_told(visits: "pd.DataFrame") -> str:
    """How much of what single ratings differ by is noise of recall; empty where the log of visits does not tell."""
    if not {"why_recall", "satisfaction"} <= set(visits) or len(visits) < 2:
        return ""
    noise, all_of_it = float(visits["why_recall"].std()), float(visits["satisfaction"].std())
    return (f" Single ratings differ by {all_of_it:.2f} points (sd); the noise of recall alone by {noise:.2f}, so read means."
            if all_of_it > 0 else "")


@drawn
def account(why: "pd.DataFrame | None", name: str = "account", told: str = "") -> Picture:
    """What lifts and lowers the rating: bars by cause over all visits, and beside them the same by segment.

    why: by segment (rows, `all` the last) and part, in rating points, of `visits`, or of `shoppers` who rated a period;
    name: of the file; told: more to say in the caption.
    """
    parts = parts_of(why)
    if parts is None:
        return Picture(name, "Why the rating is what it is cannot be drawn: no account of ratings was kept.")
    digits = _digits(parts.drop("level"))
    shown = _large(parts.drop("level"), digits)
    if not len(shown):
        return Picture(name, "Why the rating is what it is cannot be drawn: nothing lifts or lowers it.")
    many, each = ("visits", "visit") if "visits" in why else ("shoppers", "period")
    rating = parts.sum()
    title = _told(shown, f"Rating {rating:.2f} of 10", digits)
    segments = [s for s in why.index if s != ALL and np.isfinite(float(why.at[s, "level"]))]
    figure = sheet(10.5, 2.0 + 0.33 * len(shown), title,
                   f"In {_POINTS}, mean over {why.at[ALL, many]:,.0f} {many}{' a period' * (each == 'period')}. A visit that is neither good nor bad is "
                   f"rated {parts['level']:.2f}; what is drawn adds up to {signed(rating - parts['level'])}. Blue lifts, "
                   "orange lowers." + _left_out(parts.drop("level"), shown))
    grid = figure.add_gridspec(1, 2, width_ratios=(1.35, max(0.27 * len(segments), 0.1)))
    bars = figure.add_subplot(grid[0, 0])
    _bars(bars, shown, "all shoppers", digits)
    if segments:
        _matrix(figure.add_subplot(grid[0, 1], sharey=bars), why.loc[segments, list(shown.index)].astype(float).T,
                [f"{short(s, 16)}\n{why.loc[s, list(parts.index)].astype(float).sum():.2f}" for s in segments], digits)
    return Picture(name, f"What the rating of a {each} is owed to, over all and by segment (below each name: its mean "
                         f"rating). All parts together are the rating.{told}",
                   f"Bar chart and table of {len(shown)} causes. {title}.", figure)


@drawn
def causes_by_zone(why: "pd.DataFrame | None") -> Picture:
    """How people feel in each zone and what they owe it to; why: zone (rows) by cause, mean valence -1..1, and `hours`."""
    if why is None or not len(why) or not (why["hours"] > 0).any():
        return Picture("causes", "Causes by zone are not drawn: nobody was in a zone, or no account was kept.")
    there = why[why["hours"] > 0].sort_values("hours", ascending=False, kind="stable")
    causes = there.drop(columns="hours").astype(float)
    together, digits = causes.sum(axis=1), _digits(causes.stack())
    share = there["hours"] / there["hours"].sum()
    shown = [c for c in causes if signed(causes[c].abs().max(), digits)[0] == "+"]
    if not shown:
        return Picture("causes", "Causes by zone are not drawn: nothing lifts or lowers how people feel.")
    shown = causes[shown].mul(share, axis=0).sum().sort_values(ascending=False, kind="stable").index
    title = _told_of_zones(causes, together, share, digits)
    figure = sheet(max(7.0, 3.1 + 0.74 * len(shown)), 2.3 + 0.36 * len(causes), title,
                   "Valence (-1 unpleasant to 1 pleasant) of the time spent in a zone, and what it is owed to; in brackets: "
                   "share of all the time spent in zones. Empty: as good as zero; causes without effect anywhere are left "
                   "out.")
    grid = figure.add_gridspec(1, 2, width_ratios=(1, len(shown)), wspace=0.02)
    first, rest = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[0, 1])
    _matrix(first, together.to_frame(), ["all together"], digits, turned=True)
    _matrix(rest, causes[shown], [label(c) for c in shown], digits, turned=True)
    first.set_yticks(range(len(causes)), [f"{short(z)} ({100 * s:.0f} %)" for z, s in share.items()])
    rest.set_yticks([])
    return Picture("causes", "How people feel in each zone, and what they owe it to.",
                   f"Table of zones by causes. {title}.", figure)


def _told_of_zones(causes: "pd.DataFrame", together: "pd.Series", share: "pd.Series", digits: int) -> str:
    """Where people feel best and worst, and why, among the zones where they spend 1 % of their time or more."""
    usual = together[share >= 0.01] if (share >= 0.01).any() else together
    best, worst = usual.idxmax(), usual.idxmin()
    told = (f"people feel best in {plain(best)} ({signed(together[best], digits)}), above all for "
            f"{label(causes.loc[best].idxmax())}")
    return told if best == worst else f"{told}; least well in {plain(worst)} ({signed(together[worst], digits)})"


@drawn
def account_of_difference(whys: Mapping[str, "pd.DataFrame | None"], base_name: str,
                          name: str = "account") -> Picture:
    """What a changed rating is owed to: the account of each variant less that of the base, bars by cause.

    whys: account of a run by name of its scenario, the base among them; all lived with the same luck; name: of
    the file.
    """
    base = parts_of(whys.get(base_name))
    parts = {scenario: parts_of(why) for scenario, why in whys.items() if scenario != base_name}
    found = {scenario: mine - base for scenario, mine in parts.items() if base is not None and mine is not None}
    if not found:
        return Picture(name, "Why ratings differ cannot be drawn: no account of ratings was kept.")
    size = base * 0.0
    for difference in found.values():
        size = np.maximum(size, difference.abs())
    if not size.max() > 0:
        return Picture(name, "Why ratings differ is not drawn: the accounts are the same.")
    digits = _digits(size)
    order = sum(found.values())[_large(size, digits).index].sort_values(ascending=False, kind="stable").index
    sums = "; ".join(f"{short(scenario)} {signed(d.sum(), digits)}" for scenario, d in found.items())
    of = "visit" if "visits" in whys[base_name] else "period"
    title = f"rating of a {of}: " + "; ".join(_told(d[order], f"{short(scenario)} {signed(d.sum(), digits)}", digits)
                                              for scenario, d in list(found.items())[:2])
    figure = sheet(max(7.0, 2.4 + 3.7 * len(found)), 2.0 + 0.33 * len(order), title,
                   f"Difference from {plain(base_name)} in {_POINTS}, replication 0 of each scenario, which share their "
                   f"luck; the bars of a scenario add up to the change of its mean rating: {sums}. Blue lifts, orange "
                   "lowers. One replication has no interval: read the largest bars.")
    panels = figure.subplots(1, len(found), sharey=True, sharex=True, squeeze=False)[0]
    for axes, (scenario, difference) in zip(panels, found.items(), strict=True):
        _bars(axes, difference[order], short(scenario), digits)
    return Picture(name, f"What the change of the rating of a {of} against {plain(base_name)} is owed to (first replications, "
                              "shared luck).", f"Bar charts of {len(order)} causes. {title}.", figure)


def _digits(parts: "pd.Series") -> int:
    """Digits after the point, 2 to 4, with which the largest part is written by two figures."""
    size = float(parts.abs().max())
    return min(max(1 - math.floor(math.log10(size)), 2), 4) if size > 0 else 2


def _large(parts: "pd.Series", digits: int) -> "pd.Series":
    """The parts that are not written as zero, the one that lifts most first."""
    return parts[[signed(v, digits)[0] in "+-" for v in parts]].sort_values(ascending=False, kind="stable")


def _left_out(parts: "pd.Series", shown: "pd.Series") -> str:
    hidden = [n for n in parts.index if n not in shown.index]
    return f" Left out, as good as zero: {', '.join(label(n) for n in hidden)}." if hidden else ""


def _told(parts: "pd.Series", lead: str, digits: int) -> str:
    """What lifts most and what lowers most, as a title."""
    top, least = parts.idxmax(), parts.idxmin()
    told = [f"most lifted by {label(top)} ({signed(parts[top], digits)})"] if signed(parts[top], digits)[0] == "+" else []
    told += [f"most lowered by {label(least)} ({signed(parts[least], digits)})"] if signed(parts[least], digits)[
        0] == "-" else []
    return f"{lead}: {', '.join(told)}" if told else lead


def _bars(axes: Any, parts: "pd.Series", title: str, digits: int) -> None:
    values = parts.to_numpy(dtype=float)
    axes.barh(range(len(values)), values, height=0.64, color=[BETTER if v > 0 else WORSE for v in values])
    axes.axvline(0, color=GREY, linewidth=1)
    for y, value in enumerate(values):
        written = signed(value, digits)
        axes.annotate(typeset(written) if written[0] in "+-" else "", (value, y), (4 if value >= 0 else -4, 0), textcoords="offset points", va="center",
                      ha="left" if value >= 0 else "right", fontsize=8.5,
                      color=BETTER if written[0] == "+" else WORSE)
    axes.set_yticks(range(len(values)), [label(n) for n in parts.index])
    axes.set_ylim(len(values) - 0.4, -0.6)
    axes.set_title(title)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.2)
    axes.locator_params(axis="x", nbins=5)


def _matrix(axes: Any, values: "pd.DataFrame", heads: Sequence[str], digits: int, turned: bool = False) -> None:
    """Numbers on colours, blue above and orange below zero, rows as they come from above."""
    from matplotlib.colors import LinearSegmentedColormap

    numbers = values.to_numpy(dtype=float)
    top = max(float(np.nanmax(np.abs(numbers))), 1e-9)
    colours = LinearSegmentedColormap.from_list("account", [WORSE, "#ffffff", BETTER]).with_extremes(bad=PALE)
    axes.imshow(np.ma.masked_invalid(np.sign(numbers) * np.sqrt(np.abs(numbers) / top)), cmap=colours, vmin=-1.35, vmax=1.35,
                aspect="auto", interpolation="nearest")
    for (y, x), value in np.ndenumerate(numbers):
        if np.isfinite(value) and signed(value, digits)[0] in "+-":
            axes.text(x, y, typeset(signed(value, digits)), ha="center", va="center", fontsize=8.5, color=INK)
    axes.set_xticks(range(len(heads)), heads, fontsize=9, rotation=35 if turned else 0, ha="left" if turned else "center",
                    rotation_mode="anchor" if turned else None)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelleft=turned)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
