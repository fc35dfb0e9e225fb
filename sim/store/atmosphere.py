"""Atmosphere: music, scent, light, colour, temperature, cleanliness, decor and design, store-wide and zone by zone.

The cues are those of Bitner (1992) and of the meta-analysis of Roschk, Loureiro and Breitsohl (2017), in the three kinds
of Baker (1986): ambient (music, scent, light, colour, temperature, cleanliness), design (decor, design) and social. A zone
of the floor plan (entrance, a department, checkout, service) may override any ambient or design cue, in part or whole;
what it leaves unset it takes from the store. The cues become Mesa property layers over the cells, read in place by the
kernels.
"""

from functools import partial

import numpy as np

from sim.ground.parameters import Parameters, choice, number
from sim.store.origin import Origin
from sim.store.place import build_place
from sim.store.plan import FloorPlan, check_zone

# Each cue is declared once; the store gives it a value, a zone may (None: as in the store).
_TEMPO = partial(number, unit="BPM", low=40, high=160, means="tempo of the music",
                 source="Milliman 1982 (default: midway between slow, <= 72, and fast, >= 94)")
_VOLUME = partial(number, unit="dB", low=0, high=100, means="loudness of the music; 0: no music")
_MUSIC_FIT = partial(number, unit="-", low=0, high=1, means="how well the music suits the goods; 0.5 is neutral")
_FAMILIARITY = partial(number, unit="-", low=0, high=1, means="how well shoppers know the music: 0 never heard, 0.5 "
                       "ordinary, 1 everybody's favourites", source="Yalch and Spangenberg 2000 (scale)")
_SCENT_PRESENT = partial(choice, means="whether a scent is diffused")
_SCENT_AROUSING = partial(number, unit="-", low=-1, high=1,
                          means="arousing quality of the scent: -1 relaxing (lavender) to 1 stimulating (grapefruit)")
_SCENT_FIT = partial(number, unit="-", low=0, high=1, means="how well the scent suits the goods; below 0.5 it clashes")
_SCENT_STRENGTH = partial(number, unit="-", low=0, high=1, means="strength of the scent: 0 unnoticed, 1 strong")
_LUX = partial(number, unit="lx", low=50, high=3000, means="illuminance at the shelf")
_WARMTH = partial(number, unit="-", low=0, high=1, means="colour scheme: 0 cool (blue) to 1 warm (red)")
_TEMPERATURE = partial(number, unit="C", low=5, high=35, means="air temperature")
_CLEANLINESS = partial(number, unit="-", low=0, high=1, means="cleanliness as a shopper sees it")
_DECOR = partial(number, unit="-", low=0, high=1, means="appeal of fixtures, furnishing and decoration")
_APPEAL = partial(number, unit="-", low=0, high=1, means="appeal of the interior design: architecture, layout of shelves, "
                  "style")
_FLOOR = partial(number, unit="-", low=0, high=1, means="how comfortable the floor is to walk and stand on: 0.5 ordinary "
                 "tiles, 1 carpet")
_SIGNAGE = partial(number, unit="-", low=0, high=1, means="how clearly signs lead to the goods: 0 none, 0.5 ordinary, 1 "
                   "found at a glance")
_HANDS_ON = partial(number, unit="-", low=0, high=1, means="how far goods can be touched, tried and tasted; 0: as they "
                    "stand on ordinary shelves")


class Music(Parameters):
    """Music of the whole store."""

    tempo_bpm: float = _TEMPO(83.0)
    volume_db: float = _VOLUME(65.0)
    fit: float = _MUSIC_FIT(0.5)
    familiarity: float = _FAMILIARITY(0.5)
    origin: Origin = choice("none", "country that the music is from; it primes goods of the same origin",
                            "North, Hargreaves and McKendrick 1997")


class Scent(Parameters):
    """Scent of the whole store."""

    present: bool = _SCENT_PRESENT(False)
    arousing: float = _SCENT_AROUSING(0.0)
    fit: float = _SCENT_FIT(0.5)
    strength: float = _SCENT_STRENGTH(0.5)


class Light(Parameters):
    """Light of the whole store."""

    lux: float = _LUX(700.0)


class Colour(Parameters):
    """Colour of the whole store."""

    warmth: float = _WARMTH(0.5)


class Design(Parameters):
    """Interior design of the whole store."""

    appeal: float = _APPEAL(0.6)
    floor: float = _FLOOR(0.5)
    signage: float = _SIGNAGE(0.5)
    hands_on: float = _HANDS_ON(0.0)


class Social(Parameters):
    """How the store treats people, whoever serves them."""

    recognition: float = number(0.0, "0..1", 0, 1, "how far regular shoppers are recognised and greeted as such: 0 "
                                "nobody, 1 everybody who is loyal")


class ZoneMusic(Parameters):
    """Music of one zone; None: as in the store."""

    tempo_bpm: float | None = _TEMPO(None)
    volume_db: float | None = _VOLUME(None)
    fit: float | None = _MUSIC_FIT(None)
    familiarity: float | None = _FAMILIARITY(None)


class ZoneScent(Parameters):
    """Scent of one zone; None: as in the store."""

    present: bool | None = _SCENT_PRESENT(None)
    arousing: float | None = _SCENT_AROUSING(None)
    fit: float | None = _SCENT_FIT(None)
    strength: float | None = _SCENT_STRENGTH(None)


class ZoneLight(Parameters):
    """Light of one zone; None: as in the store."""

    lux: float | None = _LUX(None)


class ZoneColour(Parameters):
    """Colour of one zone; None: as in the store."""

    warmth: float | None = _WARMTH(None)


class ZoneDesign(Parameters):
    """Interior design of one zone; None: as in the store."""

    appeal: float | None = _APPEAL(None)
    floor: float | None = _FLOOR(None)
    signage: float | None = _SIGNAGE(None)
    hands_on: float | None = _HANDS_ON(None)


class ZoneAtmosphere(Parameters):
    """What one zone does differently; everything unset is as in the store."""

    music: ZoneMusic = ZoneMusic()
    scent: ZoneScent = ZoneScent()
    light: ZoneLight = ZoneLight()
    colour: ZoneColour = ZoneColour()
    design: ZoneDesign = ZoneDesign()
    temperature_c: float | None = _TEMPERATURE(None)
    cleanliness: float | None = _CLEANLINESS(None)
    decor: float | None = _DECOR(None)


class Atmosphere(Parameters):
    """The atmosphere of a store: store-wide values, and `zones` from zone name to what that zone does differently."""

    music: Music = Music()
    scent: Scent = Scent()
    light: Light = Light()
    colour: Colour = Colour()
    design: Design = Design()
    social: Social = Social()
    temperature_c: float = _TEMPERATURE(21.0)
    cleanliness: float = _CLEANLINESS(0.85)
    decor: float = _DECOR(0.6)
    zones: dict[str, ZoneAtmosphere] = choice({}, "overrides by zone of the floor plan: entrance, a department, "
                                                  "checkout or service")


LAYERS = {
    "music_tempo_bpm": ("music", "tempo_bpm"),
    "music_volume_db": ("music", "volume_db"),
    "music_fit": ("music", "fit"),
    "light_lux": ("light", "lux"),
    "colour_warmth": ("colour", "warmth"),
    "scent": ("scent", "strength"),
    "scent_arousing": ("scent", "arousing"),
    "scent_fit": ("scent", "fit"),
    "temperature_c": ("temperature_c",),
    "cleanliness": ("cleanliness",),
    "decor": ("decor",),
    "music_familiarity": ("music", "familiarity"),
    "design_appeal": ("design", "appeal"),
    "floor_comfort": ("design", "floor"),
    "signage": ("design", "signage"),
    "hands_on": ("design", "hands_on"),
}
"""Name of each layer and the cue that it holds; `scent` is the strength where a scent is present, else 0."""


def check_zones(atmosphere: Atmosphere, plan: FloorPlan) -> None:
    """Raise InputError if a zone of the atmosphere is not a zone of the plan."""
    for zone in sorted(atmosphere.zones):
        check_zone(plan, zone, f"atmosphere.zones.{zone}", "in configs/atmosphere/*.yaml")


def layers(atmosphere: Atmosphere, plan: FloorPlan) -> dict:
    """The cues as Mesa PropertyLayers by the names of `LAYERS`: float64 [width, height], a new set at every call.

    Cells that nobody can stand on have the store-wide value. Raises InputError for an unknown zone.
    """
    from sim.store.mesa_layers import property_layer

    check_zones(atmosphere, plan)
    zone = build_place(plan).zone.reshape(plan.signs.shape)
    made = {}
    for name, path in LAYERS.items():
        values = np.full(zone.shape, cue(name, path, atmosphere, None), dtype=np.float64)
        for zone_name, differs in atmosphere.zones.items():
            values[zone == plan.zone_names.index(zone_name)] = cue(name, path, atmosphere, differs)
        made[name] = property_layer(name, values)
    return made


def cue(name: str, path: tuple[str, ...], atmosphere: Atmosphere, zone: ZoneAtmosphere | None) -> float:
    """Value of the cue at `path` in a zone (None: elsewhere); the layer `scent` is 0 where no scent is present."""
    if name == "scent" and not _value(("scent", "present"), atmosphere, zone):
        return 0.0
    return float(_value(path, atmosphere, zone))


def _value(path: tuple[str, ...], atmosphere: Atmosphere, zone: ZoneAtmosphere | None):
    store, override = atmosphere, zone
    for step in path:
        store = getattr(store, step)
        override = getattr(override, step) if override is not None else None
    return store if override is None else override
