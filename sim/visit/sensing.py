"""Sensing: the atmosphere of the cell and the people around it become pleasure, arousal and dominance.

Stimulus-organism-response (Mehrabian and Russell 1974), with an optimal level of arousal in place of hand-written
interactions between cues:

    A' = A + k_A (A0 + sum_c a_c x_c + a_d density - A)
    P' = P + k_P (mood + sum_c p_c x_c - q (A - A*)^2 - m mismatch + p_D (D - D0) - P)
    D' = D + k_D (D0 - c_h human density - c_s spatial density - D)

x_c are the cues of the cell (`sim/visit/air.py`), A* rises with the recreational goal, mismatch is the difference
in arousing quality between cues plus cue-product incongruence. Pleasure is the affective dimension of the experience.
Company in the aisles is the social target: pleasant for those who came for fun, unpleasant for those on a task.
Cues never touch sales: they act on pace, mood and dwell, and those act on buying.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule, step
from sim.visit.air import AROUSING, COGNITIVE, COGNITIVE_BY, MISMATCH, PHYSICAL, PHYSICAL_BY, PLEASING, PLEASING_BY
from sim.visit.causes import CAUSES, SURROUNDINGS, Cause
from sim.visit.crowd import others_per_m2
from sim.visit.feeling import live_through

FIELDS = {
    "visit": (
        Field("arousal", "f8", "affect", -2, 2, means="arousal of this moment"),
        Field("dominance", "f8", "affect", -3, 1, means="feeling of being in control, of this moment"),
        Field("sum_arousal", "f8", "affect x s", -1e6, means="arousal summed over time"),
        Field("sum_dominance", "f8", "affect x s", -1e6, means="dominance summed over time"),
        Field("best_arousal", "f8", "affect", -1, 1, means="optimal level of arousal for the goal of this trip"),
    )
}


class Sensing(Parameters):
    """How cues and crowding are felt. What is expected of a store is in `sim/visit/servicescape.py`."""

    adaptation_per_min: float = number(0.35, "1/min", 0.01, 5, "Speed k at which feelings follow the surroundings.",
                                       "assumption, range .2-.5 per minute")
    arousal_rest: float = number(0.0, "affect", -1, 1, "Arousal A0 in the neutral shop.")
    arousal_best_task: float = number(-0.05, "affect", -1, 1, "Optimal arousal on a task trip.",
                                      "shape: Kaltcheva and Weitz 2006")
    arousal_best_recreational: float = number(0.30, "affect", -1, 1, "Optimal arousal on a recreational trip.",
                                              "shape: Kaltcheva and Weitz 2006")
    arousal_penalty: float = number(0.35, "affect", 0, 5, "Pleasure lost per squared distance from optimal arousal (q).")
    arousal_of_tempo: float = number(0.25, "affect", -1, 1, "Arousal for +40 BPM of music.", "shape: Milliman 1982")
    arousal_of_volume: float = number(0.25, "affect", -1, 1, "Arousal for +20 dB of music.",
                                      "calibrated: Roschk et al. 2017, d .1-.6 for music")
    arousal_of_familiarity: float = number(0.08, "affect", -1, 1, "Arousal of favourite (1) against ordinary music.",
                                           "shape: Yalch and Spangenberg 2000")
    arousal_of_light: float = number(0.08, "affect", -1, 1, "Arousal for light e times as bright.")
    arousal_of_warmth: float = number(0.10, "affect", -1, 1, "Arousal of warm (+1) against neutral colour.",
                                      "shape: Roschk et al. 2017")
    arousal_of_scent: float = number(0.15, "affect", -1, 1, "Arousal of a scent of full strength and arousing quality.")
    arousal_of_density: float = number(0.15, "affect m2", 0, 5, "Arousal per person per m2.")
    pleasure_rest: float = number(0.06, "affect", -1, 1, "Pleasure in the neutral shop without music.")
    pleasure_of_music: float = number(0.06, "affect", -1, 1, "Pleasure of ordinary music (fit 0.5) against none.",
                                      "shape: Roschk et al. 2017, d .1-.6")
    pleasure_of_familiarity: float = number(0.04, "affect", -1, 1, "Pleasure of favourite (1) against ordinary music.",
                                            "shape: mere exposure, Zajonc 1968")
    pleasure_of_scent: float = number(0.157, "affect", -1, 1, "Pleasure of a scent of full strength where none is expected.",
                                      "calibrated: Roschk et al. 2017, d .1-.6 for scent")
    pleasure_of_warmth: float = number(-0.05, "affect", -1, 1, "Pleasure of warm (+1) against neutral colour.",
                                       "shape: Roschk et al. 2017")
    pleasure_of_decor: float = number(0.12, "affect", -1, 1, "Pleasure of decor 0.4 beyond what is expected.")
    pleasure_of_design: float = number(0.12, "affect", -1, 1, "Pleasure of interior design 0.4 beyond what is expected.",
                                       "shape: Baker, Parasuraman, Grewal and Voss 2002")
    comfort_of_cleanliness: float = number(1.2, "affect", 0, 3, "Physical comfort lost per unit of cleanliness below what "
                                           "is expected.", "shape: Vilnai-Yavetz and Gilboa 2010")
    comfort_of_temperature: float = number(0.5, "affect", 0, 3, "Physical comfort lost per squared 8 degrees beyond what "
                                           "is borne around 21.")
    comfort_of_floor: float = number(0.12, "affect", 0, 3, "Physical comfort of a carpet (1) against ordinary tiles (0.5).")
    confusion_of_signs: float = number(0.3, "affect", 0, 3, "Cognitive experience lost per unit of signage below what is "
                                       "expected.")
    interest_of_hands_on: float = number(0.1, "affect", -1, 3, "Cognitive experience where all goods can be tried.",
                                         "shape: Peck and Childers 2006")
    comfort_of_volume: float = number(0.25, "affect", 0, 3, "Physical comfort lost per squared 20 dB off 65 dB.")
    comfort_rest: float = number(0.15, "affect", -1, 1, "Physical comfort of the neutral shop.")
    mismatch_penalty: float = number(0.25, "affect", 0, 2, "Pleasure lost per unit of mismatch between cues (m).",
                                     "shape: Mattila and Wirtz 2001")
    control_rest: float = number(0.2, "affect", -1, 1, "Dominance D0 in an empty, open shop.")
    control_of_crowd: float = number(0.5, "affect m2", 0, 5, "Dominance lost per person per m2 (c_h).")
    control_of_fixtures: float = number(0.4, "affect", 0, 5, "Dominance lost where all is fixtures (c_s).")
    pleasure_of_control: float = number(0.3, "-", 0, 2, "Pleasure per unit of dominance above rest (p_D).")
    company_recreational: float = number(0.5, "affect m2", -5, 5, "Social pleasure per person per m2 on a fun trip.",
                                         "shape: density is pleasant for fun seekers")
    company_task: float = number(-0.8, "affect m2", -5, 5, "Social pleasure per person per m2 on a task trip.",
                                 "shape: density is unpleasant on a task")


@rule
def next_arousal(arousal, called, density, gain, p):
    """Arousal one tick later, held within -2..2."""
    return clip(arousal + gain * (p.arousal_rest + called + p.arousal_of_density * density - arousal), -2.0, 2.0)


@rule
def next_dominance(dominance, density, fixtures, gain, p):
    """Dominance one tick later, held within -3..1; people and fixtures both take control away."""
    return clip(dominance + gain * (
        p.control_rest - p.control_of_crowd * density - p.control_of_fixtures * fixtures - dominance), -3.0, 1.0)


@rule
def stimulation(arousal, best_arousal, p):
    """Pleasure lost, 0 or less: the squared distance from the arousal that is best for the goal of the trip."""
    off = arousal - best_arousal
    return -p.arousal_penalty * off * off


@rule
def control(dominance, p):
    """Pleasure of being in control, against an empty and open shop."""
    return p.pleasure_of_control * (dominance - p.control_rest)


@rule
def company(recreational, density, p):
    """Social target of being among people: company for those who came for fun, obstacles for those on a task."""
    per_person = p.company_recreational if recreational > 0.5 else p.company_task
    return clip(per_person * density, -1.0, 1.0)


@rule
def sense_one(visit, here, density, fixtures, gain, seconds, p):
    """One shopper feels one tick in the air `here`: arousal, dominance, the four dimensions, the account of the visit."""
    visit.arousal = next_arousal(visit.arousal, here[AROUSING], density, gain, p)
    visit.dominance = next_dominance(visit.dominance, density, fixtures, gain, p)
    aroused = stimulation(visit.arousal, visit.best_arousal, p)
    clash = -p.mismatch_penalty * here[MISMATCH]
    powerless = control(visit.dominance, p)
    among = company(visit.recreational, density, p)
    affective = visit.affective + gain * (visit.mood + here[PLEASING] + aroused + clash + powerless - visit.affective)
    cut = clip(affective, -1.0, 1.0) - affective
    physical = clip(here[PHYSICAL], -1.0, 1.0)
    cognitive = clip(here[COGNITIVE], -1.0, 1.0)
    visit.affective = affective + cut
    visit.social += gain * (among - visit.social)
    visit.physical += gain * (physical - visit.physical)
    visit.cognitive += gain * (cognitive - visit.cognitive)
    visit.sum_arousal += visit.arousal * seconds
    visit.sum_dominance += visit.dominance * seconds
    if visit.explained == 1:
        drift(visit, here, gain)
        pleased = gain * visit.weight_affective
        visit.why[Cause.MOOD] += pleased * visit.mood
        visit.why[Cause.STIMULATION] += pleased * aroused
        visit.why[Cause.CLASH] += pleased * clash
        visit.why[Cause.CROWD] += pleased * powerless + gain * visit.weight_social * among
        visit.why[Cause.LIMIT] += visit.weight_affective * cut + gain * (
            visit.weight_physical * (physical - here[PHYSICAL]) + visit.weight_cognitive * (cognitive - here[COGNITIVE]))
    live_through(visit, seconds)


@rule
def drift(visit, here, gain):
    """What each cause adds to the valence fades, and grows by what the surroundings call for."""
    for cause in range(len(CAUSES)):
        visit.why[cause] -= gain * visit.why[cause]
    for cause in range(len(SURROUNDINGS)):
        visit.why[cause] += gain * (visit.weight_affective * here[PLEASING_BY + cause]
                                    + visit.weight_physical * here[PHYSICAL_BY + cause]
                                    + visit.weight_cognitive * here[COGNITIVE_BY + cause])


@step
def sense(visits, inside, count, tick_s, place, crowd, air, seconds, pleasure, felt, p):
    """Everybody inside feels the tick.

    The floor's memory grows: presence (s) and pleasure (affect x s) by cell, and felt, float64 [zones, causes], the
    valence owed to each cause (affect x s) by zone.
    """
    block, area, fixtures, zone = place.block, place.block_area_m2, place.spatial_density, place.zone
    gain = 1.0 - exp(-p.adaptation_per_min * tick_s / 60.0)
    for k in range(count):
        visit = visits[inside[k]]
        cell = visit.cell
        density = others_per_m2(crowd[block[cell]], area[block[cell]])
        sense_one(visit, air[cell], density, fixtures[cell], gain, tick_s, p)
        seconds[cell] += tick_s
        pleasure[cell] += visit.affective * tick_s
        if visit.explained == 1:
            for cause in range(len(CAUSES)):
                felt[zone[cell], cause] += visit.why[cause] * tick_s
