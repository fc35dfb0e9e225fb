"""Sensing: the atmosphere of the cell and the people around it become pleasure, arousal and dominance.

Stimulus-organism-response (Mehrabian and Russell 1974), with an optimal level of arousal in place of hand-written
interactions between cues:

    A' = A + k_A (A0 + sum_c a_c x_c + a_d density - A)
    P' = P + k_P (mood + sum_c p_c x_c - q (A - A*)^2 - m mismatch + p_D (D - D0) + j - P)
    D  = D0 - c_h human crowding - c_s spatial crowding
    social target = a density + b sum_j conduct_j + j        physical, cognitive target: the cues' parts, less confinement

density is that of this moment, in arousal as in the social target; crowding is what is felt of it, which follows (H, S of
`crowding.py`). j is the joy of the company that came along: it is both a pleasure and a social experience, so it stands in
both targets, and each of them enters the valence, and the account of company, by the weight of its dimension. x_c are the
cues of the cell (`sim/visit/air.py`), A* rises with the recreational goal, mismatch is the difference in arousing quality
between cues plus cue-product incongruence. Pleasure is the affective dimension of the experience.
How many people and how little room there is stands in `crowding.py`, how people behave in `neighbours.py`, who came
along in `company.py`.
Cues never touch sales: they act on pace, mood and dwell, and those act on buying.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule, step
from sim.visit.air import AROUSING, COGNITIVE, COGNITIVE_BY, MISMATCH, PHYSICAL, PHYSICAL_BY, PLEASING, PLEASING_BY
from sim.visit.causes import CAUSES, SURROUNDINGS, Cause
from sim.visit.crowd import others_per_m2
from sim.visit.crowding import company, confined, feel_crowd, lost_to_crowd, lost_to_space
from sim.visit.feeling import live_through
from sim.visit.neighbours import treated

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
    arousal_of_volume: float = number(0.237, "affect", -1, 1, "Arousal for +20 dB of music.",
                                      "calibrated: Roschk et al. 2017, d .1-.6 for music")
    arousal_of_familiarity: float = number(0.08, "affect", -1, 1, "Arousal of favourite (1) against ordinary music.",
                                           "shape: Yalch and Spangenberg 2000")
    arousal_of_light: float = number(0.15, "affect", -1, 1, "Arousal for light e times as bright.",
                                    "shape: Mehrabian 1976, bright light arouses")
    arousal_of_warmth: float = number(0.10, "affect", -1, 1, "Arousal of warm (+1) against neutral colour.",
                                      "shape: Roschk et al. 2017")
    arousal_of_scent: float = number(0.15, "affect", -1, 1, "Arousal of a scent of full strength and arousing quality.")
    arousal_of_density: float = number(0.15, "affect m2", 0, 5, "Arousal per person per m2.")
    pleasure_rest: float = number(0.06, "affect", -1, 1, "Pleasure in the neutral shop without music.")
    pleasure_of_music: float = number(0.06, "affect", -1, 1, "Pleasure of ordinary music (fit 0.5) against none.",
                                      "shape: Roschk et al. 2017, d .1-.6")
    pleasure_of_familiarity: float = number(0.04, "affect", -1, 1, "Pleasure of favourite (1) against ordinary music.",
                                            "shape: mere exposure, Zajonc 1968")
    pleasure_of_scent: float = number(0.134, "affect", -1, 1, "Pleasure of a scent of full strength where none is expected.",
                                      "calibrated: Roschk et al. 2017, d .1-.6 for scent")
    pleasure_of_warmth: float = number(-0.05, "affect", -1, 1, "Pleasure of warm (+1) against neutral colour.",
                                       "shape: Roschk et al. 2017")
    pleasure_of_light: float = number(0.10, "affect", -1, 1, "Pleasure of light e times as dim as 700 lx, with the sign turned; "
                                      "above, the gain bends down to light_best_lux.",
                                      "shape: Summers and Hebert 2001; Roschk et al. 2017, d .1-.6")
    light_best_lux: float = number(1800.0, "lx", 800, 10_000, "Light that pleases most; more is glare.",
                                   "shape: inverted U, Boyce 2014")
    scent_best: float = number(0.6, "0..1", 0.5, 1, "Strength of a scent that pleases most.",
                               "shape: inverted U, Spangenberg, Crowley and Henderson 1996")
    scent_of_fit: float = number(0.3, "share", 0, 2, "More pleasure of a scent that suits the goods entirely (fit 1).",
                                 "shape: Mitchell, Kahn and Knasko 1995")
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
    comfort_of_volume: float = number(0.25, "affect", 0, 3, "Physical comfort lost per squared 20 dB above 65 dB.")
    comfort_rest: float = number(0.15, "affect", -1, 1, "Physical comfort of the neutral shop.")
    mismatch_penalty: float = number(0.25, "affect", 0, 2, "Pleasure lost per unit of mismatch between cues (m).",
                                     "shape: Mattila and Wirtz 2001")
    control_rest: float = number(0.2, "affect", -1, 1, "Dominance D0 in an empty shop with the usual room.")
    pleasure_of_control: float = number(0.3, "-", 0, 2, "Pleasure per unit of dominance above rest (p_D).")


@rule
def next_arousal(arousal, called, density, gain, p):
    """Arousal one tick later, held within -2..2."""
    return clip(arousal + gain * (p.arousal_rest + called + p.arousal_of_density * density - arousal), -2.0, 2.0)


@rule
def stimulation(arousal, best_arousal, p):
    """Pleasure lost, 0 or less: the squared distance from the arousal that is best for the goal of the trip."""
    off = arousal - best_arousal
    return -p.arousal_penalty * off * off


@rule
def sense_one(visit, here, density, manners, fixtures, gain, seconds, crowding, p):
    """One shopper feels one tick in the air `here`: arousal, dominance, the four dimensions, the account of the visit.

    density: others per m2; manners: social target of how they behave; fixtures: share of fixtures around.
    """
    visit.arousal = next_arousal(visit.arousal, here[AROUSING], density, gain, p)
    feel_crowd(visit, density, fixtures, gain, seconds, crowding)
    by_crowd = lost_to_crowd(visit.recreational, visit.human_crowding, crowding)
    by_space = lost_to_space(visit.recreational, visit.spatial_crowding, crowding)
    visit.dominance = clip(p.control_rest - by_crowd - by_space, -3.0, 1.0)
    aroused = stimulation(visit.arousal, visit.best_arousal, p)
    clash = -p.mismatch_penalty * here[MISMATCH]
    powerless, cramped = -p.pleasure_of_control * by_crowd, -p.pleasure_of_control * by_space
    among = company(visit.recreational, density, crowding)
    tight = -confined(visit.recreational, fixtures, crowding)
    affective = visit.affective + gain * (visit.mood + here[PLEASING] + aroused + clash + powerless + cramped
                                          + visit.company_joy - visit.affective)
    cut = clip(affective, -1.0, 1.0) - affective
    social = clip(among + manners + visit.company_joy, -1.0, 1.0)
    physical = clip(here[PHYSICAL] + tight, -1.0, 1.0)
    cognitive = clip(here[COGNITIVE], -1.0, 1.0)
    visit.affective = affective + cut
    visit.social += gain * (social - visit.social)
    visit.physical += gain * (physical - visit.physical)
    visit.cognitive += gain * (cognitive - visit.cognitive)
    visit.sum_arousal += visit.arousal * seconds
    visit.sum_dominance += visit.dominance * seconds
    if visit.explained == 1:
        drift(visit, here, gain)
        pleased, befriended, eased = (gain * visit.weight_affective, gain * visit.weight_social,
                                      gain * visit.weight_physical)
        visit.why[Cause.MOOD] += pleased * visit.mood
        visit.why[Cause.STIMULATION] += pleased * aroused
        visit.why[Cause.CLASH] += pleased * clash
        visit.why[Cause.CROWD] += pleased * powerless + befriended * among
        visit.why[Cause.SPACE] += pleased * cramped + eased * tight
        visit.why[Cause.COMPANY] += pleased * visit.company_joy + befriended * (manners + visit.company_joy)
        visit.why[Cause.LIMIT] += (visit.weight_affective * cut
                                   + befriended * (social - (among + manners + visit.company_joy))
                                   + eased * (physical - (here[PHYSICAL] + tight))
                                   + gain * visit.weight_cognitive * (cognitive - here[COGNITIVE]))
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
def sense(visits, inside, count, tick_s, place, crowd, conduct, air, seconds, pleasure, felt, neighbours, crowding, p):
    """Everybody inside feels the tick.

    The floor's memory grows: presence (s) and pleasure (affect x s) by cell, and felt, float64 [zones, causes], the
    valence owed to each cause (affect x s) by zone.
    """
    block, area, fixtures, zone = place.block, place.block_area_m2, place.spatial_density, place.zone
    gain = 1.0 - exp(-p.adaptation_per_min * tick_s / 60.0)
    for k in range(count):
        visit = visits[inside[k]]
        cell = visit.cell
        around = block[cell]
        density = others_per_m2(crowd[around], area[around], visit.party)
        manners = treated(conduct[around], visit.conduct, neighbours)
        sense_one(visit, air[cell], density, manners, fixtures[cell], gain, tick_s, crowding, p)
        seconds[cell] += tick_s
        pleasure[cell] += visit.affective * tick_s
        if visit.explained == 1:
            for cause in range(len(CAUSES)):
                felt[zone[cell], cause] += visit.why[cause] * tick_s
