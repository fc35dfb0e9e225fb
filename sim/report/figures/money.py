"""Where the money goes: from sales over the cost of goods and wages to what is left, as a waterfall."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, INK, WORSE, drawn, sheet

if TYPE_CHECKING:
    import pandas as pd


@drawn
def money(periods: "pd.DataFrame") -> Picture:
    """The waterfall of one run; periods: with `sales`, `margin`, `wages` and `equipment` in $ of each period."""
    sales, margin, wages, machines = (float(np.nansum(periods[c].to_numpy(dtype=float))) if c in periods else 0.0
                            for c in ("sales", "margin", "wages", "equipment"))
    if not sales > 0:
        return Picture("money", "The money is not drawn: nothing was sold.")
    left = margin - wages - machines
    steps = (("Sales", 0, sales, GREY), ("Cost of goods", margin, sales, WORSE), ("Margin", 0, margin, GREY),
             ("Wages", margin - wages, margin, WORSE),
             *((("Machines", left, margin - wages, WORSE),) if machines > 0 else ()), ("Left", 0, left, BETTER if left >= 0 else WORSE))
    title = (f"Of $100 of sales ${margin / sales * 100:.0f} remain after the goods and ${left / sales * 100:.0f} "
             f"after wages{' and machines' if machines > 0 else ''}").replace("$-", "-$")
    figure = sheet(8, 3.8, title, f"Sum over {len(periods)} periods. Rent, energy and head office are not in the "
                                  "simulation.")
    axes = figure.subplots()
    for x, (_, low, high, colour) in enumerate(steps):
        axes.bar(x, high - low, bottom=low, color=colour, width=0.62)
        _amount(axes, x, max(low, high, 0), -(high - low) if colour == WORSE and x < len(steps) - 1 else high)
    levels = (sales, margin, margin, *((margin - wages,) if machines > 0 else ()), left)
    for x, level in enumerate(levels):
        axes.plot([x + 0.31, x + 0.69], [level, level], color=GREY, linewidth=1)
    axes.use_sticky_edges = left >= 0
    _axis(axes, [s[0] for s in steps])
    return Picture("money", "From sales to what is left after goods and wages.", f"Waterfall chart. {title}.", figure)


def _amount(axes: Any, x: float, top: float, value: float) -> None:
    written = f"${abs(value):,.0f}"
    axes.annotate(f"\N{MINUS SIGN}{written}" if value < 0 else written, (x, top), (0, 4), textcoords="offset points",
                  ha="center", va="bottom", color=INK, fontweight="bold")


def _axis(axes: Any, names: list[str]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_xticks(range(len(names)), names)
    axes.tick_params(axis="x", length=0, labelsize=10)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"${v:,.0f}"))
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.margins(y=0.12)
    axes.grid(axis="x", visible=False)
