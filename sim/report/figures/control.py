"""How much of what ratings differ by is in the firm's hands: the variance between visits, by who its causes are owed to."""

from typing import TYPE_CHECKING

from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, INK, drawn, sheet

if TYPE_CHECKING:
    import pandas as pd

_NAMES = {"firm": "the firm: place, goods, prices, staff, lines", "others": "other people and rivals",
          "shopper": "the shopper: mood, expectation, style", "noise": "noise of memory"}


@drawn
def control(shares: "pd.DataFrame | None") -> Picture:
    """Bars of the shares; shares: by `firm`, `others`, `shopper`, `noise` (rows), column `share`, summing to 1."""
    if shares is None or not len(shares) or shares["share"].isna().any():
        return Picture("control", "Who the differences between ratings are owed to is not drawn: no account of ratings was kept.")
    percent = 100 * shares["share"].astype(float)
    title = f"{percent['firm']:.0f} % of what ratings differ by is in the hands of the firm"
    figure = sheet(8, 2.9, title, "Covariance of each part of a rating with the rating, over the variance of ratings between the visits "
                   "of a period; the shares sum to 100 %. Below 0: it evens out what the others do. It tells how visits differ, not how "
                   "high ratings are.")
    axes = figure.subplots()
    axes.barh(range(len(percent)), percent, color=[BETTER if name == "firm" else GREY for name in percent.index], height=0.62)
    for y, value in enumerate(percent):
        axes.annotate(f"{value:.1f} %".replace("-", "\N{MINUS SIGN}"), (max(value, 0.0), y), (5, 0), textcoords="offset points",
                      va="center", color=INK, fontsize=9)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(range(len(percent)), [_NAMES.get(name, name) for name in percent.index])
    axes.invert_yaxis()
    axes.set_xlabel("share of the variance of ratings, %")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.14)
    return Picture("control", "Who the differences between the ratings of visits are owed to.",
                   f"Bar chart of {len(percent)} shares. {title}.", figure)
