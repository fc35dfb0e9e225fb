"""Where shoppers search and where they buy: the table of search by purchase channel.

Webrooming is the cell of a search on the web and a purchase in the store. Showrooming stands in the row of the phone at
the shelf: its purchases in the own web shop and from rivals. A visit counts once for each place where it bought.
"""

from typing import TYPE_CHECKING

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import GREY, INK, drawn, sheet
from sim.report.words import plain

if TYPE_CHECKING:
    import pandas as pd

_SEARCH = {"direct": "went straight there", "web": "searched on the web", "phone": "phone at the shelf"}
_PURCHASE = {"store": "bought in the store", "own web": "own web shop", "rival": "rival", "nothing": "bought nothing"}


@drawn
def channels(counts: "pd.DataFrame") -> Picture:
    """The annotated heat table; counts: journeys by search channel (rows) and purchase channel (columns)."""
    values = counts.to_numpy(dtype=float)
    total = np.nansum(values)
    if not total > 0:
        return Picture("channels", "The channels are not drawn: there was no shopping journey.")
    share = np.nan_to_num(values) / total * 100
    figure = sheet(8, 1.9 + 0.62 * len(counts), _told(counts, total),
                   f"Share of all {total:,.0f} journeys, and their number; rows: where the search was, columns: where "
                   "the purchase was. A visit counts once for each place where it bought, so an order on the phone at "
                   "the shelf stands beside what was bought in the store.")
    axes = figure.subplots()
    axes.pcolormesh(share, cmap="Blues", vmin=0, vmax=max(share.max() * 1.25, 1), edgecolors="white", linewidth=3)
    for (y, x), percent in np.ndenumerate(share):
        colour = "white" if percent > 0.72 * share.max() else INK
        axes.text(x + 0.5, y + 0.42, f"{percent:.1f} %", ha="center", va="center", fontsize=12, color=colour)
        axes.text(x + 0.5, y + 0.75, f"{np.nan_to_num(values)[y, x]:,.0f}", ha="center", va="center", fontsize=8,
                  color=colour if colour == "white" else GREY)
    axes.set_xticks(np.arange(share.shape[1]) + 0.5, [_PURCHASE.get(c, plain(c)) for c in counts.columns])
    axes.set_yticks(np.arange(share.shape[0]) + 0.5, [_SEARCH.get(r, plain(r)) for r in counts.index])
    axes.invert_yaxis()
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=10)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    return Picture("channels", "Where shoppers searched and where they bought.",
                   f"Table of journeys by search and purchase channel. {_told(counts, total)}.", figure)


def _told(counts: "pd.DataFrame", total: float) -> str:
    def share(bought: str, searched: tuple[str, ...]) -> float:
        cells = counts.to_numpy(dtype=float)[np.ix_(counts.index.isin(searched), counts.columns == bought)]
        return float(np.nansum(cells)) / total * 100

    told = (f"{share('store', tuple(counts.index)):.0f} % of journeys end with a purchase in the store, "
            f"{share('store', ('web',)):.1f} % after a search on the web")
    shelf = share("own web", ("phone",)) + share("rival", ("phone",))
    return f"{told}; {shelf:.1f} % are bought online at the shelf" if shelf else told
