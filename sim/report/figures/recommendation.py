"""How likely shoppers are to recommend the store, 0 to 10, and the net promoter score that follows (Reichheld 2003)."""

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes.measures import measure
from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, WORSE, drawn, sheet

if TYPE_CHECKING:
    import pandas as pd

_GROUPS = (("detractors", 0, 6, WORSE), ("passives", 7, 8, GREY), ("promoters", 9, 10, BETTER))


def net_promoter(answers: np.ndarray) -> tuple[float, float, float]:
    """NPS and its 95 % normal interval (low, high), all -100..100, from answers 0..10; NaN where none is possible."""
    if not len(answers):
        return math.nan, math.nan, math.nan
    promoters, detractors = np.mean(answers >= 9), np.mean(answers <= 6)
    score = promoters - detractors
    half = 1.959964 * math.sqrt(max(promoters + detractors - score**2, 0.0) / len(answers))
    return tuple(100 * float(np.clip(v, -1, 1)) for v in (score, score - half, score + half))


@drawn
def recommendation(shoppers: "pd.DataFrame", pooled: float = math.nan) -> Picture:
    """Share of shoppers by answer; shoppers: with the column `recommend`, not within 0..10 if never asked.

    pooled: the key number NPS of the run, which counts the answers of every period, to be told apart from this one.
    """
    answers = shoppers["recommend"].to_numpy(dtype=float)
    answers = np.rint(answers[(answers >= 0) & (answers <= 10)])
    if not len(answers):
        return Picture("recommendation", "The recommendations are not drawn: nobody has been asked.")
    score, low, high = net_promoter(answers)
    share = np.bincount(answers.astype(int), minlength=11)[:11] / len(answers) * 100
    title = f"At the end: {share[9:].sum():.0f} % promoters, {share[:7].sum():.0f} % detractors, NPS {score:.0f}"
    show = measure("nps").show
    beside = f" The key number NPS, {show(pooled)}, pools the visitors of every period." if math.isfinite(pooled) else ""
    figure = sheet(8, 4, title, f"Last answers of all {len(answers):,} shoppers who ever came, at the end of the run: "
                                f"NPS {show(score)}, 95 % interval {show(low)} to {show(high)}.{beside}")
    axes = figure.subplots()
    top = share.max()
    for name, first, last, colour in _GROUPS:
        bars = axes.bar(range(first, last + 1), share[first:last + 1], color=colour, width=0.82)
        axes.bar_label(bars, fmt="%.0f %%", fontsize=9, color=colour, padding=2)
        axes.plot([first - 0.41, last + 0.41], [top * 1.17] * 2, color=colour, linewidth=3, solid_capstyle="butt")
        axes.text((first + last) / 2, top * 1.2, f"{name}\n{share[first:last + 1].sum():.0f} %", ha="center",
                  va="bottom", color=colour, fontweight="bold")
    axes.set_xticks(range(11))
    axes.set_xlabel("How likely are you to recommend this store? (0 not at all, 10 extremely)")
    axes.set_ylabel("shoppers (%)")
    axes.set_ylim(0, top * 1.42)
    axes.grid(axis="x", visible=False)
    return Picture("recommendation", "Last answers at the end of the run to \"how likely are you to recommend this "
                                     "store?\": promoters minus detractors is the net promoter score at the end.",
                   f"Bar chart of answers 0 to 10. {title}.", figure)
