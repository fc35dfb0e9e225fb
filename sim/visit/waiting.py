"""Waiting: how long it seems, and what it does to the experience.

    w' = k w^n exp(-b_P P) (1 - f occupied) (1 - i informed) (1 - a absorbed)
    kick = -l max(0, w' - acceptable)^g  below the acceptable wait a small credit for each minute saved

Unoccupied waits seem 1.36 times as long as they are (Hornik 1984; Larson 1987). A credit weighs less than a loss.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule

FIELDS = {
    "visit": (
        Field("wait_actual_s", "f8", "s", means="time waited for help, before fitting rooms and at the checkout"),
        Field("wait_perceived_s", "f8", "s", means="how long these waits seemed"),
        Field("informed", "f8", "0..1", 0, 1, means="how far the shopper has been told how long the present wait takes"),
    )
}


class Waiting(Parameters):
    """Perceived time and its disutility."""

    stretch: float = number(1.36, "x", 0.5, 3, "Perceived over actual wait for one minute unoccupied (k).",
                            "calibrated: Hornik 1984; Larson 1987")
    power: float = number(1.0, "-", 0.3, 1, "Exponent n of the actual wait.", "shape: n <= 1")
    of_pleasure: float = number(0.25, "-", 0, 3, "How much pleasure shortens the wait (b_P).",
                                "shape: Baker and Cameron 1996")
    pleasure_usual: float = number(0.1, "affect", -1, 1, "Pleasure at which the stretch holds.")
    occupied: float = number(0.0, "0..1", 0, 1, "How far waiting people are kept occupied.")
    occupied_effect: float = number(0.25, "share", 0, 0.9, "Share of the wait that full occupation takes away (f).")
    informed: float = number(0.0, "0..1", 0, 1, "How far waiting people know how long it will take.")
    informed_effect: float = number(0.2, "share", 0, 0.9, "Share of the wait that full information takes away (i).")
    absorbed_effect: float = number(0.6, "share", 0, 0.9, "Share of the wait that full absorption takes away (a).",
                                    "shape: Csikszentmihalyi 1990, time is forgotten in flow")
    acceptable_min: float = number(2.5, "min", 0, 60, "Perceived wait that is taken as normal.")
    loss_per_min: float = number(0.09, "affect", 0, 2, "Kick of the first minute beyond the acceptable wait (l).")
    loss_power: float = number(1.15, "-", 1, 1.5, "Growth of the kick with the excess (g).", "shape: 1 to 1.3")
    credit_per_min: float = number(0.02, "affect", 0, 1, "Kick of each minute saved below the acceptable wait.",
                                   "shape: at most half of the loss")


@rule
def perceived_s(actual_s, pleasure, informed, p):
    """Seconds that a wait of `actual_s` seems to last to somebody who is informed (0..1) or in a store that informs."""
    minutes = max(0.0, actual_s) / 60.0
    if minutes == 0.0:
        return 0.0
    seems = minutes if p.power == 1.0 else minutes**p.power
    return (60.0 * p.stretch * seems * exp(-p.of_pleasure * (pleasure - p.pleasure_usual))
            * (1.0 - p.occupied_effect * p.occupied) * (1.0 - p.informed_effect * max(p.informed, informed)))


@rule
def wait_kick(seems_s, patience, p):
    """Kick on the experience of a perceived wait, held within -1..1; the patient accept more."""
    excess = seems_s / 60.0 - p.acceptable_min * patience
    if excess <= 0.0:
        return clip(-p.credit_per_min * excess, 0.0, 1.0)
    return clip(-p.loss_per_min * excess**p.loss_power, -1.0, 0.0)


@rule
def wait_over(visit, from_s, to_s, p):
    """Book a wait that has ended into the visit; returns its kick."""
    seems = perceived_s(to_s - from_s, visit.affective, visit.informed, p) * (1.0 - p.absorbed_effect * visit.absorbed)
    visit.informed = 0.0
    visit.wait_actual_s += to_s - from_s
    visit.wait_perceived_s += seems
    return wait_kick(seems, visit.patience, p)
