"""Exterior: what a passer-by sees of the store before the door: the window, the signs, the display in front of it.

Exterior variables of the retail environment (Turley and Milliman 2000). They reach nobody who is inside: they decide, in
`sim/visit/entering.py`, whether somebody at the door enters or passes by.
"""

from typing import Literal

from sim.ground.parameters import Parameters, number

Tier = Literal["budget", "ordinary", "upscale", "luxury"]
"""Price tier of a store. It tells what to expect inside; what is made of that is in `sim/visit/servicescape.py`."""
TIERS: tuple[str, ...] = Tier.__args__
"""The tiers from the cheapest to the dearest."""


class Exterior(Parameters):
    """The front of the store; 0.5 is ordinary."""

    window: float = number(0.5, "0..1", 0, 1, "Appeal of the shop window: 0 blind, 0.5 ordinary, 1 the best.")
    signs: float = number(0.5, "0..1", 0, 1, "Signs over and beside the door: 0 none, 0.5 ordinary, 1 seen and "
                          "understood from afar.")
    display: float = number(0.5, "0..1", 0, 1, "Display of goods in front of the door: 0 none, 0.5 ordinary, 1 the best.")
