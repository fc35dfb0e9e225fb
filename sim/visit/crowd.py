"""Crowd: how many people there are around and how they behave, counted by blocks of the floor as people move.

A block is a square of 3 m: whoever stands in the same one is within range. Somebody in company takes the room of the
whole party. The conduct of everybody in a block is summed in whole thousandths, so that what somebody brought into a
block is gone to the last bit when he leaves it.
"""

from sim.ground.rules import rule


@rule
def others_per_m2(people, area_m2, party=1):
    """Human density that somebody feels: those in the block who are not of the own party, by its area (people/m2)."""
    return max(0.0, people - party) / area_m2


@rule
def come_in(visit, block, crowd, conduct):
    """Somebody, with the party, is now in this block."""
    crowd[block] += visit.party
    conduct[block] += visit.conduct


@rule
def go_out(visit, block, crowd, conduct):
    """Somebody, with the party, is no longer in this block."""
    crowd[block] -= visit.party
    conduct[block] -= visit.conduct


@rule
def go_over(visit, here, there, crowd, conduct):
    """Somebody, with the party, steps from one block into another, or within one."""
    if here != there:
        go_out(visit, here, crowd, conduct)
        come_in(visit, there, crowd, conduct)
