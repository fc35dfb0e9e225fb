"""The air of a cell: what its cues call for, worked out once a day from the property layers, cause by cause.

Arousal and mismatch add up over cues; pleasure, physical comfort and the state of mind are kept apart by the cause that
they are owed to (`sim/visit/causes.py`). Each cue's part is a function of that cue alone. How far cues count, and which of
them only dissatisfy or only delight in a store of this tier, stands in `sim/visit/servicescape.py`.
"""

import math

import numpy as np

from sim.ground.rules import rule, step
from sim.store.atmosphere import LAYERS
from sim.visit.causes import SURROUNDINGS, Cause
from sim.visit.servicescape import delights, lacks

AROUSING, PLEASING, PHYSICAL, COGNITIVE, MISMATCH, PLEASING_BY = range(6)
"""Columns of the air: what a cell's cues add up to. From PLEASING_BY on follows the pleasure owed to each of
`SURROUNDINGS`, from PHYSICAL_BY on the physical comfort, from COGNITIVE_BY on the state of mind; each sums to its total."""
PHYSICAL_BY = PLEASING_BY + len(SURROUNDINGS)
COGNITIVE_BY = PHYSICAL_BY + len(SURROUNDINGS)
AIR_COLUMNS = COGNITIVE_BY + len(SURROUNDINGS)


@rule
def heard(volume_db):
    """Whether the music is heard: 1 above 30 dB, else 0."""
    return 1.0 if volume_db > 30.0 else 0.0


@rule
def arousing(tempo_bpm, volume_db, familiarity, lux, warmth, scent, scent_arousing, p):
    """Arousal that the cues of a cell call for: sum_c a_c x_c, with x_c the deviation from the neutral shop.

    Music that is not heard neither calms nor excites by its tempo or by being known, and is as quiet as 45 dB.
    """
    return (p.arousal_of_tempo * heard(volume_db) * (tempo_bpm - 83.0) / 40.0
            + p.arousal_of_volume * (max(45.0, volume_db) - 65.0) / 20.0
            + p.arousal_of_familiarity * heard(volume_db) * (2.0 * familiarity - 1.0)
            + p.arousal_of_light * math.log(lux / 700.0) + p.arousal_of_warmth * (2.0 * warmth - 1.0)
            + p.arousal_of_scent * scent * scent_arousing)


@rule
def mismatch(tempo_bpm, volume_db, music_fit, scent, scent_arousing, scent_fit):
    """Mismatch of cues, 0 or more: scent against music in arousing quality, and cues that do not fit the products."""
    quality = heard(volume_db) * abs((tempo_bpm - 83.0) / 40.0 - scent_arousing) * 0.5
    return scent * (quality + max(0.0, 0.5 - scent_fit)) + heard(volume_db) * max(0.0, 0.5 - music_fit)


@rule
def pleasing_music(volume_db, music_fit, familiarity, p):
    """Pleasure of music: what is heard pleases, the more the better it fits and the better it is known."""
    return heard(volume_db) * (p.pleasure_of_music * 2.0 * music_fit
                               + p.pleasure_of_familiarity * (2.0 * familiarity - 1.0))


@rule
def pleasing_scent(strength, fit, expected, missed, p):
    """Pleasure of a scent beyond what is expected: most at its best strength, more where it suits the goods.

    What suits the goods is liked more; a scent that is not there suits nothing, and is missed where one is expected.
    """
    liked = noticed(strength, p) * (1.0 + p.scent_of_fit * max(0.0, 2.0 * fit - 1.0))
    return p.pleasure_of_scent * delights(liked, expected.scent, missed)


@rule
def noticed(strength, p):
    """How much a scent of this strength is liked, an inverted U with its top at scent_best; 0.5 at 0.5, 0 without one."""
    return strength * (2.0 * p.scent_best - strength) / (2.0 * p.scent_best - 0.5)


@rule
def pleasing_light(lux, warmth, p):
    """Pleasure of light and of the colour scheme against 700 lx and a neutral one: dim is worse, glare is no better."""
    bright = math.log(lux / 700.0)
    if bright > 0.0:
        bright = bright * (1.0 - 0.5 * bright / math.log(p.light_best_lux / 700.0))
    return p.pleasure_of_light * bright + p.pleasure_of_warmth * (2.0 * warmth - 1.0)


@rule
def pleasing_interior(decor, appeal, expected, missed, p):
    """Pleasure of decor and interior design beyond what is expected of a store of its tier (extras)."""
    return (p.pleasure_of_decor * delights(decor, expected.decor, missed) / 0.4
            + p.pleasure_of_design * delights(appeal, expected.decor, missed) / 0.4)


@rule
def comfort_music(volume_db, p):
    """Physical comfort lost to loud music."""
    loud = max(0.0, volume_db - 65.0) / 20.0
    return -p.comfort_of_volume * loud * loud


@rule
def comfort_air(temperature_c, cleanliness, expected, p):
    """Physical comfort lost where it is dirty, hot or cold (basics): clean and mild enough is taken for granted."""
    off = max(0.0, abs(temperature_c - 21.0) - expected.tolerance_c) / 8.0
    return -p.comfort_of_cleanliness * lacks(cleanliness, expected.clean) - p.comfort_of_temperature * off * off


@rule
def comfort_floor(floor, p):
    """Physical comfort of the floor against ordinary tiles."""
    return p.comfort_of_floor * (2.0 * floor - 1.0)


@rule
def thought(signage, hands_on, expected, p):
    """What the interior does for the mind: lost where signs are poor (a basic), interested where goods can be tried."""
    return p.interest_of_hands_on * hands_on - p.confusion_of_signs * lacks(signage, expected.signs)


@step
def breathe(layers, p, weights, expected, air):
    """Work out the air of every cell from the property layers (rows of `layers`, in the order of `LAYERS`).

    p: numbers of sensing; weights: of the servicescape; expected: what the tier of the store lets people expect.
    """
    ambient, design = weights.ambient, weights.design
    for cell in range(air.shape[0]):
        here = air[cell]
        tempo, volume, fit, known = layers[0, cell], layers[1, cell], layers[2, cell], layers[11, cell]
        lux, warmth = layers[3, cell], layers[4, cell]
        scent, scent_arousing, scent_fit = layers[5, cell], layers[6, cell], layers[7, cell]
        here[AROUSING] = ambient * arousing(tempo, volume, known, lux, warmth, scent, scent_arousing, p)
        here[MISMATCH] = ambient * mismatch(tempo, volume, fit, scent, scent_arousing, scent_fit)
        pleases = weights.hedonism * ambient
        here[PLEASING_BY + Cause.STORE] = p.pleasure_rest
        here[PLEASING_BY + Cause.MUSIC] = pleases * pleasing_music(volume, fit, known, p)
        here[PLEASING_BY + Cause.SCENT] = pleases * pleasing_scent(scent, scent_fit, expected, weights.missed, p)
        here[PLEASING_BY + Cause.LIGHT] = pleases * pleasing_light(lux, warmth, p)
        here[PLEASING_BY + Cause.INTERIOR] = weights.hedonism * design * pleasing_interior(
            layers[10, cell], layers[12, cell], expected, weights.missed, p)
        here[PHYSICAL_BY + Cause.STORE] = weights.comfort * p.comfort_rest
        here[PHYSICAL_BY + Cause.MUSIC] = weights.comfort * ambient * comfort_music(volume, p)
        here[PHYSICAL_BY + Cause.INTERIOR] = weights.comfort * (
            ambient * comfort_air(layers[8, cell], layers[9, cell], expected, p)
            + design * comfort_floor(layers[13, cell], p))
        here[COGNITIVE_BY + Cause.INTERIOR] = weights.involvement * design * thought(
            layers[14, cell], layers[15, cell], expected, p)
        add_up(here)


@rule
def add_up(here):
    """Sum the parts of the air of one cell into its totals."""
    here[PLEASING] = 0.0
    here[PHYSICAL] = 0.0
    here[COGNITIVE] = 0.0
    for cause in range(len(SURROUNDINGS)):
        here[PLEASING] += here[PLEASING_BY + cause]
        here[PHYSICAL] += here[PHYSICAL_BY + cause]
        here[COGNITIVE] += here[COGNITIVE_BY + cause]


def air_of(layers: dict, p, weights, expected) -> np.ndarray:
    """The air, float64 [cells, AIR_COLUMNS], of the property layers (name -> Mesa PropertyLayer); see `breathe`."""
    stack = np.stack([layers[name].data.reshape(-1) for name in LAYERS])
    air = np.zeros((stack.shape[1], AIR_COLUMNS))
    breathe(stack, p, weights, expected, air)
    return air
