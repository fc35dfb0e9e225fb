"""What became of those who turned to customer service: contacts by what they were about, and how they ended."""

from typing import TYPE_CHECKING

from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, PALE, WORSE, drawn, sheet
from sim.report.words import plain

if TYPE_CHECKING:
    import pandas as pd

_ENDS = {"solved": ("solved by the desk", BETTER), "helped": ("helped by page or bot", "#56b4e9"),
         "failed": ("not solved", WORSE), "misled": ("misled by the bot", "#e69f00"), "given_up": ("given up waiting", "#cc79a7"),
         "open": ("still open", PALE)}
"""How a contact ends, in the order of the bars -> what it is called, colour."""


def ticket_counts(tickets: "pd.DataFrame") -> "pd.DataFrame":
    """Contacts by what they are about (rows, most first) and by how they ended (columns)."""
    counts = tickets.groupby([tickets["cause"].astype(str), tickets["outcome"].astype(str)]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[end for end in _ENDS if end in counts])
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


@drawn
def tickets(table: "pd.DataFrame | None") -> Picture:
    """Stacked bars: one a cause, coloured by outcome; table: one row a contact with `cause` and `outcome`."""
    if table is None or not len(table):
        return Picture("tickets", "Contacts with customer service are not drawn: there were none.")
    counts = ticket_counts(table)
    title = _told(counts)
    figure = sheet(9, 1.9 + 0.34 * len(counts), title, f"{len(table):,} contacts of the whole run, failures that were told and "
                   "questions. Failures that nobody told are not among them.")
    axes, left = figure.subplots(), counts.iloc[:, 0] * 0
    for end in counts:
        axes.barh(range(len(counts)), counts[end], left=left, color=_ENDS[end][1], height=0.62, label=_ENDS[end][0])
        left = left + counts[end]
    for y, number in enumerate(left):
        axes.annotate(f"{number:,}", (number, y), (5, 0), textcoords="offset points", va="center", fontsize=8.5, color=GREY)
    axes.set_yticks(range(len(counts)), [plain(name) for name in counts.index])
    axes.invert_yaxis()
    axes.set_xlabel("contacts")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.1)
    axes.legend(loc="lower right", fontsize=9, handlelength=1)
    return Picture("tickets", "What people turn to customer service with, and how it ends.",
                   f"Stacked bar chart of {len(counts)} causes by outcome. {title}.", figure)


def _told(counts: "pd.DataFrame") -> str:
    closed = counts.drop(columns="open", errors="ignore")
    ends, number = closed.sum(), int(closed.to_numpy().sum())
    most = f"they are above all about {plain(counts.index[0])} ({int(counts.iloc[0].sum()):,})"
    if not number:
        return f"No contact is closed yet; {most}"
    well = 100 * (ends.get("solved", 0) + ends.get("helped", 0)) / number
    return f"{well:.0f} % of {number:,} closed contacts end with a solution; {most}"
