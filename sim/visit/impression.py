"""The take-away impression: what of all the clues is left as one, at the exit (Carbone and Haeckel 1994).

    impression = sum |c| c / sum |c|          c: kick of each touchpoint, weighed by the dimensions of the trip

Every touchpoint is a clue that says something about the store, or nothing (c = 0). The mean over clues is weighed by
their strength, so a few strong clues make the impression and many faint ones do not. It is made of what the touchpoint
log holds and of nothing else: anybody can rebuild it from there.
"""

from sim.ground.columns import Field
from sim.ground.rules import rule

FIELDS = {
    "visit": (
        Field("clues", "f8", "affect^2", -1e6, means="clues so far, each times its strength"),
        Field("clue_strength", "f8", "affect", means="strength of the clues so far, summed"),
        Field("impression", "f8", "affect", -3, 3, means="impression that is taken away at the exit"),
    )
}


@rule
def notice_clue(visit, cognitive, affective, social, physical):
    """Add the clue of a touchpoint to the impression in the making."""
    clue = (visit.weight_cognitive * cognitive + visit.weight_affective * affective
            + visit.weight_social * social + visit.weight_physical * physical)
    visit.clues += abs(clue) * clue
    visit.clue_strength += abs(clue)


@rule
def take_away(visit):
    """The impression that is taken away: 0 where nothing said anything."""
    visit.impression = visit.clues / visit.clue_strength if visit.clue_strength > 0.0 else 0.0
