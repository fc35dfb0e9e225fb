"""Immersion: what the realms of a zone do to whoever is in it, each by its own path (Pine and Gilmore 1999).

    entertainment   pleasure drifts up on a recreational trip, down on a task trip
    esthetics       pleasure and physical comfort drift up, whatever anybody does there
    education       what is unknown is learned by the minute
    escapism        absorption grows:  A <- A + k_A (openness x escapism - A)

An absorbed shopper finds waits shorter (`waiting.py`) and wants to stay (`heading.py`). Absorption is flow: deep
involvement in which time is forgotten (Csikszentmihalyi 1990).
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, step
from sim.store.realms import EDUCATION, ENTERTAINMENT, ESCAPISM, ESTHETICS
from sim.visit.causes import Cause
from sim.visit.feeling import kick
from sim.visit.states import State
from sim.visit.taking_part import learn

FIELDS = {
    "visit": (
        Field("absorbed", "f8", "0..1", 0, 1, means="absorption of this moment: how far time and place are forgotten"),
        Field("sum_absorbed", "f8", "s", means="absorption summed over time"),
    )
}


class Immersion(Parameters):
    """What a realm of full strength does."""

    fun_of_entertainment: float = number(0.25, "affect", 0, 2, "Pleasure of full entertainment on a recreational trip.",
                                         "shape: d .1-.6 for single cues, Roschk et al. 2017")
    entertainment_on_task: float = number(-0.5, "x", -2, 1, "The same on a task trip, as a multiple.",
                                          "shape: Kaltcheva and Weitz 2006, stimulation repels on a task")
    pleasure_of_esthetics: float = number(0.15, "affect", 0, 2, "Pleasure of full esthetics.", "shape: Bitner 1992")
    comfort_of_esthetics: float = number(0.20, "affect", 0, 2, "Physical comfort of full esthetics.")
    learning_per_min: float = number(0.02, "1/min", 0, 1, "Part of the unknown learned in a minute of full education.")
    absorption_per_min: float = number(0.7, "1/min", 0.01, 10, "Speed k_A at which absorption follows the zone.")
    openness_task: float = number(0.5, "0..1", 0, 1, "How far escapism absorbs somebody on a task trip.")
    openness_recreational: float = number(1.0, "0..1", 0, 1, "The same on a recreational trip.")


@rule
def entertained(entertainment, recreational, p):
    """Pleasure that entertainment calls for: matched to the goal it pleases, else it is in the way."""
    return p.fun_of_entertainment * entertainment * (1.0 if recreational > 0.5 else p.entertainment_on_task)


@rule
def absorbing(escapism, recreational, p):
    """Absorption that a place calls for."""
    return escapism * (p.openness_recreational if recreational > 0.5 else p.openness_task)


@rule
def learned_share(education, seconds, p):
    """Part of the unknown that is learned in this time."""
    return 1.0 - exp(-p.learning_per_min * education * seconds / 60.0)


@rule
def immerse_one(visit, entertainment, education, esthetics, escapism, gain, forgets, seconds, p):
    """One shopper is immersed for one tick; gain, forgets: part of the way that feelings, absorption go in it."""
    pleases = entertained(entertainment, visit.recreational, p) + p.pleasure_of_esthetics * esthetics
    kick(visit, Cause.REALM, 0.0, gain * pleases, 0.0, gain * p.comfort_of_esthetics * esthetics)
    visit.absorbed += forgets * (absorbing(escapism, visit.recreational, p) - visit.absorbed)
    visit.sum_absorbed += visit.absorbed * seconds
    if education > 0.0:
        learn(visit, learned_share(education, seconds, p))


@step
def immerse(visits, inside, count, tick_s, realms, activities, sensing, p):
    """Everybody inside lives in the realms of the place; at an activity, in those of the activity."""
    if len(realms) == 0:
        return
    gain = 1.0 - exp(-sensing.adaptation_per_min * tick_s / 60.0)
    forgets = 1.0 - exp(-p.absorption_per_min * tick_s / 60.0)
    for k in range(count):
        visit = visits[inside[k]]
        cell = visit.cell
        escapism = realms[cell, ESCAPISM]
        if visit.state == State.TAKING_PART:
            escapism = max(escapism, activities[visit.activity].absorbs)
        immerse_one(visit, realms[cell, ENTERTAINMENT], realms[cell, EDUCATION], realms[cell, ESTHETICS], escapism,
                    gain, forgets, tick_s, p)
