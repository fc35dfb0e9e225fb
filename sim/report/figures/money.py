"""Where the money goes: from sales over the cost of goods and all other costs to the profit, as a waterfall."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.figures.picture import Picture
from sim.report.style import BETTER, GREY, INK, WORSE, drawn, sheet

if TYPE_CHECKING:
    import pandas as pd

COSTS = {"wages": "Wages", "staff_costs": "Staff costs", "equipment": "Equipment", "other_costs": "Other costs"}
"""Costs between margin and profit: column of `periods` and name of its bar. What costs nothing is not drawn."""


@drawn
def money(periods: "pd.DataFrame") -> Picture:
    """The waterfall of one run; periods: with `sales`, `margin` and the columns of `COSTS` in $ of each period."""
    sales, margin = _total(periods, "sales"), _total(periods, "margin")
    if not sales > 0:
        return Picture("money", "The money is not drawn: nothing was sold.")
    steps = [("Sales", 0.0, sales, GREY), ("Cost of goods", margin, sales, WORSE), ("Margin", 0.0, margin, GREY)]
    levels, left = [sales, margin, margin], margin
    for column, name in COSTS.items():
        cost = _total(periods, column)
        if cost != 0 or column == "wages":
            steps.append((name, left - cost, left, WORSE))
            left -= cost
            levels.append(left)
    steps.append(("Profit", 0.0, left, BETTER if left >= 0 else WORSE))
    title = (f"Of $100 of sales ${margin / sales * 100:.0f} remain after the goods and ${left / sales * 100:.0f} "
             "after all costs of the store").replace("$-", "-$")
    figure = sheet(8, 3.8, title, f"Sum over {len(periods)} periods. Cost of goods: with refunds. Staff costs: bonuses, "
                                  "programmes, training, hiring. Rent, energy and head office are not in the simulation.")
    axes = figure.subplots()
    for x, (_, low, high, colour) in enumerate(steps):
        axes.bar(x, high - low, bottom=low, color=colour, width=0.62)
        _amount(axes, x, max(low, high, 0), -(high - low) if colour == WORSE and x < len(steps) - 1 else high)
    for x, level in enumerate(levels):
        axes.plot([x + 0.31, x + 0.69], [level, level], color=GREY, linewidth=1)
    axes.use_sticky_edges = left >= 0
    _axis(axes, [s[0] for s in steps])
    return Picture("money", "From sales to the profit after goods and all costs.", f"Waterfall chart. {title}.", figure)


def _total(periods: "pd.DataFrame", column: str) -> float:
    return float(np.nansum(periods[column].to_numpy(dtype=float))) if column in periods else 0.0


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
