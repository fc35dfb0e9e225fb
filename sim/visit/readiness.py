"""Readiness for technology: who takes to machines and mirrors.

    r = clip(innovativeness - a (age - 45) / 10, 0, 1)

Readiness rises with innovativeness and falls with age (Parasuraman 2000; Meuter et al. 2005: signs).
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule

MIDDLE_AGE = 45.0
"""Age at which age does nothing; somebody whose age is not known counts as of this age."""

FIELDS = {"visit": (Field("age", "f8", "years", 0, 120, MIDDLE_AGE, means="age of the shopper; 45 if unknown"),)}


class Readiness(Parameters):
    """What readiness is made of."""

    of_age: float = number(0.06, "1/10 years", 0, 1, "Readiness lost with each ten years of age beyond 45.",
                           "shape: Meuter et al. 2005")


@rule
def readiness(innovativeness, age, p):
    """Readiness for technology, 0..1."""
    return clip(innovativeness - p.of_age * (age - MIDDLE_AGE) / 10.0, 0.0, 1.0)
