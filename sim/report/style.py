"""The one look of all figures: matplotlib on the Agg canvas, colours that colour-blind readers can tell apart.

The look starts from matplotlib's own defaults, never from the reader's settings, and files carry neither date nor
version, so the same data give the same bytes. Figures are made without pyplot: no window and no global figure.
"""

import io
from collections.abc import Callable
from functools import wraps
from textwrap import fill
from typing import TYPE_CHECKING, Any

from sim.report.words import typeset

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#22272b"
GREY = "#6b7378"
PALE = "#d9dee1"
BASE = "#3b4247"
BETTER = "#0072b2"
WORSE = "#d55e00"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Colours of variants, from Okabe and Ito 2008; the base of a comparison is dark grey."""

DPI = 150

LOOK = {
    "font.family": "DejaVu Sans", "font.size": 10, "text.color": INK, "text.parse_math": False,
    "axes.edgecolor": GREY, "axes.labelcolor": INK, "axes.linewidth": 0.8, "axes.titlesize": 10.5,
    "axes.titlelocation": "left", "axes.titlecolor": INK, "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": True, "axes.axisbelow": True, "grid.color": PALE, "grid.linewidth": 0.6, "axes.unicode_minus": True,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "xtick.labelsize": 9, "ytick.labelsize": 9, "legend.frameon": False, "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round", "figure.facecolor": "white", "savefig.facecolor": "white",
    "figure.constrained_layout.use": True, "svg.hashsalt": "retail-experience", "svg.fonttype": "path",
}


def look() -> Any:
    """Context in which every figure is drawn and saved; leaves the caller's matplotlib settings as they were."""
    from matplotlib import style

    return style.context(LOOK, after_reset=True)


def drawn(draw: Callable) -> Callable:
    """Decorate a function that draws a figure so that it draws in the one look."""
    @wraps(draw)
    def styled(*args: Any, **kwargs: Any) -> Any:
        with look():
            return draw(*args, **kwargs)
    return styled


def sheet(width: float, height: float, title: str, note: str = "") -> "Figure":
    """An empty figure of width x height inches with its finding as the title and a note on data below, both left."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1, wspace=0.05, hspace=0.06)
    title = title[:1].upper() + title[1:]
    figure.suptitle(fill(typeset(title), round(width * 8.6)), x=0.012, ha="left", fontsize=13, fontweight="bold")
    if note:
        figure.supxlabel(fill(typeset(note), round(width * 15)), x=0.012, ha="left", fontsize=8, color=GREY)
    return figure


def pictured(figure: "Figure") -> tuple[bytes, bytes]:
    """The figure as PNG (150 dots an inch) and as SVG, without date and version; laid out once, for both."""
    with look():
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        png = _saved(figure, format="png", dpi=DPI, metadata={"Software": None})
        return png, _saved(figure, format="svg", metadata={"Date": None, "Creator": None})


def _saved(figure: "Figure", **options: Any) -> bytes:
    into = io.BytesIO()
    figure.savefig(into, **options)
    return into.getvalue()
