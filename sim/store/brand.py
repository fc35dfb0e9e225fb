"""Brand: signs by which a store is recognised - its logo, its signature colour, its signature scent (Kotler 1973).

They say nothing about the goods; whoever sees or smells them remembers later whose store it was
(`sim/visit/recognition.py`, `sim/experience/recall.py`). A zone may show more or less of them than the store.
"""

from functools import partial

import numpy as np

from sim.ground.parameters import Parameters, choice, number
from sim.store.place import Place
from sim.store.plan import FloorPlan, check_zone

_LOGO = partial(number, unit="0..1", low=0, high=1, means="how visible the logo is beyond the ordinary")
_COLOUR = partial(number, unit="0..1", low=0, high=1, means="how much is kept in the signature colour")
_SCENT = partial(number, unit="0..1", low=0, high=1, means="strength of the signature scent: one that is found only here")

CUES = ("logo", "colour", "scent")


class ZoneBrand(Parameters):
    """Signs of recognition in one zone; None: as in the store."""

    logo: float | None = _LOGO(None)
    colour: float | None = _COLOUR(None)
    scent: float | None = _SCENT(None)


class Brand(Parameters):
    """Signs of recognition in the whole store; none beyond the ordinary by default."""

    logo: float = _LOGO(0.0)
    colour: float = _COLOUR(0.0)
    scent: float = _SCENT(0.0)
    zones: dict[str, ZoneBrand] = choice({}, "what zones of the floor plan do differently")


def check_brand(brand: Brand, plan: FloorPlan) -> None:
    """Raise InputError if a zone is not one of the plan."""
    for zone in sorted(brand.zones):
        check_zone(plan, zone, f"brand.zones.{zone}", "in configs/scenario/*.yaml")


def sign_cells(brand: Brand, plan: FloorPlan, place: Place) -> np.ndarray:
    """float64 [cells, 3]: logo, colour and scent of each cell; no rows where there are none in the whole store."""
    signs = np.tile([float(getattr(brand, cue)) for cue in CUES], (place.cells, 1))
    for name, zone in brand.zones.items():
        here = place.zone == plan.zone_names.index(name)
        for k, cue in enumerate(CUES):
            if getattr(zone, cue) is not None:
                signs[here, k] = getattr(zone, cue)
    return signs if signs.any() else signs[:0]
