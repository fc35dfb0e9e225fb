"""Aisles: the free width of a spot is that of the narrowest way across it."""

import numpy as np

from sim.store.aisles import aisle_m
from sim.store.plan import read_plan

DRAWN = """cell_m: {0}
shelf p: produce
plan:
#######
#.....#
#ppp..#
#.....#
#.....#
#..ppp#
#T....#
##E####
"""


def widths(cell_m=1):
    plan = read_plan(DRAWN.format(cell_m), "aisles")
    return plan, aisle_m(plan).reshape(plan.signs.shape)


def test_an_aisle_is_as_wide_as_the_way_between_its_shelves():
    _, wide = widths()
    assert wide[1, 1] == 1                   # between the wall and the shelf
    assert (wide[3, 3:5] == 2).all()         # between two shelves, above and below
    assert wide[5, 1] == 4                   # beside the shelf the floor goes on: four cells down
    assert wide[2, 7] == 1                   # the door


def test_nobody_passes_where_there_is_no_floor_and_cells_have_their_size():
    plan, wide = widths()
    assert ((wide > 0) == plan.walkable).all()
    assert np.array_equal(widths(0.5)[1], 0.5 * wide)
