"""Greeting: regular shoppers are recognised when they come in.

    P(recognised) = recognition x loyalty

Being recognised is the social side of the servicescape: to be somebody here and not anybody (Ali, Omar and Amin 2013;
Czepiel 1990). Who is new to the store is greeted like everybody, whatever the store does.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step
from sim.visit.states import Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("greeted", "i8", "0..2", 0, 2, means="0 not yet, 1 like everybody, 2 recognised as a regular"),
    )
}


class Greeting(Parameters):
    """What being recognised does."""

    joy_of_recognition: float = number(0.15, "affect", -1, 1, "Social kick of being recognised.", "shape: Czepiel 1990")


@rule
def recognised(recognition, loyalty, draw):
    """Whether a shopper of this loyalty (0..1) is recognised where regulars are recognised to this degree (0..1)."""
    return draw < recognition * loyalty


@step
def greet(visits, inside, count, log, counts, seed, social, p):
    """Everybody who has just come in is greeted; social: how the store treats people (`atmosphere.social`)."""
    if social.recognition == 0.0 or p.joy_of_recognition == 0.0:
        return
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.greeted != 0:
            continue
        luck, _, _, _ = draws(seed, Purpose.GREET, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        visit.greeted = 1
        if recognised(social.recognition, visit.loyalty, luck):
            visit.greeted = 2
            touch(log, counts, visits, row, Touchpoint.RECOGNISED, visit.now_s, 0.0, 0.0, p.joy_of_recognition, 0.0)
