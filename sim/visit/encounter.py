"""What staff hear at the end of an encounter: thanks from those in good spirits, complaints from those in bad ones.

A shopper who has waited long, or did not find what was wanted, lets the next member of staff feel it, whoever is to blame
(emotional contagion: Pugh 2001). It is one of the sources of morale (`sim/people/morale.py`).
"""

from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule
from sim.visit.feeling import valence


class Encounter(Parameters):
    """Spirits at which a shopper says something."""

    thanks_above: float = number(0.12, "affect", -1, 1, "Overall valence above which a shopper thanks.")
    complains_below: float = number(-0.05, "affect", -1, 1, "Overall valence below which a shopper complains.")


@rule
def hear(person, visit, p):
    """Count what the shopper says to this member of staff."""
    spirits = valence(visit)
    if spirits > p.thanks_above:
        person.thanks += 1
    elif spirits < p.complains_below:
        person.complaints += 1
