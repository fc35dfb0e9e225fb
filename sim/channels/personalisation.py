"""Personalisation: how much of what is known an offer shows, and how much a shopper can bear.

    aim = x taste on record                          x: intensity, 0 the same for all, 1 all that is known
    creepiness = max(0, x - limit)                   limit: of the shopper, N(m, sd), held within 0..1

The fit of an offer rises with x and flattens; creepiness begins at the limit and grows. So response, and the image of the
store in the minds of those who got the message, are an inverted U in x (Aguirre et al. 2015; White et al. 2008).
"""

from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule


class Personalisation(Parameters):
    """Intensity, and the limits of people."""

    intensity: float = number(0.4, "0..1", 0, 1, "How far an offer uses, and shows, what is on record (x).")
    limit_mean: float = number(0.55, "0..1", 0, 1, "Mean limit of what people can bear (m).")
    limit_sd: float = number(0.2, "0..1", 0, 1, "Its spread between people.")
    creepy: float = number(0.25, "affect", 0, 10, "Valence, cognitive and affective, lost for each unit above the limit.",
                           "shape: Aguirre et al. 2015")
    creepy_pull: float = number(1.0, "logit", 0, 30, "What a unit above the limit takes from the utility of the store.",
                                "shape: White et al. 2008, reactance")


@rule
def aim_of(known_taste, p):
    """Taste at which a personal offer is aimed."""
    return p.intensity * known_taste


@rule
def limit_of(score, p):
    """A shopper's limit; score: standard normal."""
    return clip(p.limit_mean + p.limit_sd * score, 0.0, 1.0)


@rule
def creepiness(shown, limit):
    """How far what a message shows is beyond the limit, 0..1."""
    return max(0.0, shown - limit)
