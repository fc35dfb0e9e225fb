"""Crowd: how many people there are around, counted by blocks of the floor as people move."""

from sim.ground.rules import rule


@rule
def others_per_m2(place, crowd, cell):
    """Human density that somebody on `cell` feels: others in the block by its walkable area (people per m2)."""
    block = place.block[cell]
    return max(0.0, crowd[block] - 1.0) / place.block_area_m2[block]
