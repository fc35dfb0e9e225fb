"""What people post about: praise and complaints by topic, the topic being what the experience was owed to."""

from typing import TYPE_CHECKING

import numpy as np

from sim.report.causes import label
from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, WORSE, drawn, sheet

if TYPE_CHECKING:
    import pandas as pd

_MOST = 12


def topic_counts(posts: "pd.DataFrame") -> "pd.DataFrame":
    """Posts by topic (rows, most complaints first): `complaints`, `praise` and `reach`, how often they were read.

    posts: one row a post, with `topic`, `praise` (bool) and `reach`; posts without a topic are left out.
    """
    known = posts[posts["topic"].notna()].assign(complaints=lambda t: ~t["praise"].astype(bool))
    table = known.groupby(known["topic"].astype(str))[["complaints", "praise", "reach"]].sum().astype(int)
    return table.sort_values(["complaints", "praise"], ascending=False, kind="stable")


@drawn
def topics(posts: "pd.DataFrame") -> Picture:
    """Complaints to the left and praise to the right, topic by topic."""
    counts = topic_counts(posts) if len(posts) else None
    if counts is None or not len(counts):
        return Picture("topics", "Topics of posts are not drawn: nobody posted.")
    shown = counts[:_MOST]
    title = _told(counts)
    figure = sheet(9, 1.7 + 0.32 * len(shown), title, f"{len(posts):,} posts, read {int(posts['reach'].sum()):,} times; the "
                   "topic of a post is what its writer's experience is most owed to.")
    axes, rows = figure.subplots(), np.arange(len(shown))
    axes.barh(rows, -shown["complaints"], color=WORSE, height=0.62, label="complaints")
    axes.barh(rows, shown["praise"], color=BETTER, height=0.62, label="praise")
    for y, (bad, good) in enumerate(zip(shown["complaints"], shown["praise"], strict=True)):
        for x, count, side in ((-bad, bad, -1), (good, good, 1)):
            if count:
                axes.annotate(f"{count:,}", (x, y), (5 * side, 0), textcoords="offset points", va="center",
                              ha="left" if side > 0 else "right", fontsize=8.5, color=GREY)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(rows, [label(name) for name in shown.index])
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(lambda x, _: f"{abs(x):,.0f}")
    axes.set_xlabel("posts")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.14)
    axes.legend(loc="lower right", ncols=2, labelcolor="linecolor", fontsize=9, handlelength=1)
    return Picture("topics", "What shoppers post about: complaints and praise by topic.",
                   f"Bar chart of {len(shown)} topics. {title}.", figure)


def _told(counts: "pd.DataFrame") -> str:
    praised = counts["praise"].idxmax()
    told = f"Most praised: {label(praised)} ({counts['praise'].max():,} posts)" if counts["praise"].any() else "Nobody praises"
    if not counts["complaints"].any():
        return f"{told}; nobody complains"
    return f"Most complained about: {label(counts.index[0])} ({counts['complaints'].iloc[0]:,} posts). {told}"
