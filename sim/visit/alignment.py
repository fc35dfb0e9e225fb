"""Brand values against staff conduct: what the brand stands for should be met in every member of staff.

    score m = 1 - mean_k |brand_k - script_k|          k: sincerity, competence, excitement (Aaker 1997), each 0..1
    kick of help and of paying -= pain (1 - m)
    trust <- trust (1 - loss (1 - m))                  at every visit on which somebody was served

The script is how staff are told to be. A script that does not fit the brand is felt in every encounter, at the till and with an
advisor, and costs trust (Sirianni, Bitner, Brown and Mandel 2013, branded service encounters; de Chernatony 2001, brand
vision, personality and values must match). Where brand and script are alike nothing changes.
"""

from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule


class Alignment(Parameters):
    """What the brand stands for, how staff are told to be, and what a difference does."""

    brand_sincerity: float = number(0.6, "0..1", 0, 1, "How much the brand stands for sincerity.")
    brand_competence: float = number(0.6, "0..1", 0, 1, "How much the brand stands for competence.")
    brand_excitement: float = number(0.4, "0..1", 0, 1, "How much the brand stands for excitement.")
    script_sincerity: float = number(0.6, "0..1", 0, 1, "How sincere staff are told to be.")
    script_competence: float = number(0.6, "0..1", 0, 1, "How competent staff are told to be.")
    script_excitement: float = number(0.4, "0..1", 0, 1, "How exciting staff are told to be.")
    pain: float = number(0.4, "affect", 0, 2, "What an encounter loses where nothing fits.",
                         "shape: Sirianni et al. 2013")
    loss: float = number(0.1, "share", 0, 1, "Part of trust lost on a visit with staff where nothing fits.",
                         "shape: Sirianni et al. 2013")


@rule
def score(p):
    """How far staff conduct fits the brand, 0..1."""
    return 1.0 - (abs(p.brand_sincerity - p.script_sincerity) + abs(p.brand_competence - p.script_competence)
                  + abs(p.brand_excitement - p.script_excitement)) / 3.0


def misfit(scenario) -> float:
    """How far staff conduct is off the brand in a scenario, 0..1."""
    return 1.0 - score(scenario.visit.alignment.numbers())


def fitted(numbers: dict[str, tuple], alignment: Alignment) -> dict[str, tuple]:
    """The numbers of encounters, by mechanism, as they are where the script fits the brand as far as it does."""
    p = alignment.numbers()
    pain = p.pain * (1.0 - score(p))
    if pain == 0.0:
        return {}
    asking, paying = numbers["asking"], numbers["paying"]
    return {"asking": asking._replace(joy_of_help=asking.joy_of_help - pain),
            "paying": paying._replace(joy_of_paying=paying.joy_of_paying - pain)}
