"""A picture: what a figure function returns for the page and the slides."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A figure with its file name, one sentence of caption, and a text for those who cannot see it.

    figure is None when there is nothing to draw; the caption then says why. A picture for slides only is saved but
    not shown on the page, which has the same content as text.
    """

    name: str
    caption: str
    alt: str = ""
    figure: "Figure | None" = None
    slides_only: bool = False
