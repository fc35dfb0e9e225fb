"""Crowd: how many people there are around, counted by blocks of the floor as people move."""

from sim.ground.rules import rule


@rule
def others_per_m2(people, area_m2):
    """Human density that somebody feels: the others in the block by its walkable area (people per m2)."""
    return max(0.0, people - 1.0) / area_m2
