"""Third actors: the city, a courier, a tourist office, a fellow user; the journey is made by more than the company.

    valence of a contact = quality + spread noise, times 1 + c involvement where the shopper takes part in making the service

What the network around the company does is felt on the way to it and after, and who co-creates feels it more, for better
and for worse (Vargo and Lusch 2008; Tax, McCutcheon and Wilkinson 2013).
"""

import zlib
from typing import Literal

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, normal, rule, step


class Actor(Parameters):
    """One actor beside the company."""

    stage: Literal["before", "after"] = choice("before", "whether it is met before the visit or after it")
    share: float = number(1.0, "share", 0, 1, "Share of visits that meet it.")
    quality: float = number(0.0, "affect", -1, 1, "Mean valence of a contact.")
    spread: float = number(0.1, "affect", 0, 1, "Sd of that.")
    social: float = number(0.5, "share", 0, 1, "Share of it that is felt socially; the rest is cognitive.")
    co_creation: float = number(0.0, "share", 0, 5, "How much more a fully involved shopper feels it.")
    cost: float = number(0.0, "$", 0, 1000, "What a contact costs the company.")


@rule
def contact(quality, spread, co_creation, involvement, draw, other):
    """Valence of one contact, -1..1."""
    return clip((quality + spread * normal(draw, other)) * (1.0 + co_creation * involvement), -1.0, 1.0)


@step
def meet(visits, involvement, number, seed, p, met, felt):
    """Write who of the visits meets an actor, and how that is felt; number: of the actor, from its name."""
    for row in range(len(visits)):
        visit = visits[row]
        meets, a, b, _ = draws(seed, Purpose.THIRD, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + number)
        met[row] = meets < p.share
        felt[row] = contact(p.quality, p.spread, p.co_creation, involvement[row], a, b)


def number_of(name: str) -> int:
    """The number of an actor's dice, from its name, so that a further actor moves no draw of the others."""
    return zlib.crc32(name.encode()) % EVENTS_PER_DAY
