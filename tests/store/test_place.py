"""The place that the kernels see says what the drawing shows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shops import HEADER, SHIPPED, TINY, orientations, plan_texts, plans, shipped, shipped_text

from sim.ground.errors import InputError
from sim.ground.rules import step
from sim.store import place as place_file
from sim.store.bays import BAY_M, even_pieces, shelf_bays
from sim.store.place import build_place
from sim.store.plan import beside, read_plan

some_plans = settings(max_examples=25, deadline=None, derandomize=True)


def xy(cells, plan) -> np.ndarray:
    """Coordinates [n, 2] of cell numbers."""
    return np.stack([np.asarray(cells) // plan.height, np.asarray(cells) % plan.height], axis=-1)


def lengths_from_entrance(text: str) -> list[float]:
    place = build_place(read_plan(text, "turned"))
    return sorted(place.distance_m[:, place.entrance_cells].min(axis=1))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(plan_texts())
def test_the_way_to_each_shelf_till_and_exit_is_as_long_in_a_turned_or_mirrored_shop(text):
    as_drawn = lengths_from_entrance(text)
    for turned in orientations(text)[1:]:
        assert lengths_from_entrance(turned) == as_drawn


def test_the_ways_in_a_real_shop_are_as_long_when_it_is_turned_or_mirrored():
    drawn = [lengths_from_entrance(text) for text in orientations(shipped_text("electronics"))]
    assert all(turned == drawn[0] for turned in drawn)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_step_brings_one_nearer_by_its_length(name):
    plan = shipped(name)
    place = build_place(plan)
    inside = np.flatnonzero(place.walkable)
    for target in range(len(place.target_cell)):
        ahead = place.next_cell[target, inside]
        moved = np.abs(xy(ahead, plan) - xy(inside, plan))
        assert moved.max() <= 1
        length = np.where(moved.sum(axis=1) == 2, 1.414214, moved.sum(axis=1)) * place.cell_m
        gained = place.distance_m[target, inside] - place.distance_m[target, ahead]
        assert np.allclose(gained, length, rtol=0, atol=1e-9)
        assert inside[length == 0] == [place.target_cell[target]]
    assert (place.next_cell[:, ~place.walkable] == -1).all()
    assert np.isinf(place.distance_m[:, ~place.walkable]).all()


@pytest.mark.parametrize("name", SHIPPED)
def test_targets_stand_beside_what_they_are_for(name):
    plan = shipped(name)
    place = build_place(plan)

    def at(first: int, count: int, sign: str) -> None:
        assert count == (plan.signs == sign).sum()
        for target, cell in enumerate(np.argwhere(plan.signs == sign), start=first):
            assert place.target_cell[target] in beside(cell[None], plan.walkable)

    at(place.first_till, place.tills, "T")
    at(place.first_fitting, place.fittings, "F")
    assert place.target_cell[place.desk] in beside(np.argwhere(plan.signs == "S"), plan.walkable)
    door = "X" if "X" in plan.signs else "E"
    assert plan.signs.reshape(-1)[place.target_cell[place.exit]] == door
    assert place.first_till == place.bays and place.exit == len(place.target_cell) - 1
    for bay in range(place.first_display):
        around = plan.department[tuple(np.clip(xy(place.target_cell[bay], plan) + [[0, 1], [1, 0], [0, -1], [-1, 0]],
                                               0, [plan.width - 1, plan.height - 1]).T)]
        assert place.bay_department[bay] in around
    for bay in range(place.first_display, place.bays):
        assert place.target_cell[bay] in beside(np.argwhere(plan.signs == "*"), plan.walkable)


@some_plans
@given(plans)
def test_every_shelf_that_can_be_reached_is_in_a_bay_of_at_most_four_metres(plan):
    bays = shelf_bays(plan)
    for department in range(2):
        reached = np.unique(np.concatenate([bay.standing for bay in bays if bay.department == department]))
        for cell in np.argwhere(plan.department == department):
            stands = beside(cell[None], plan.walkable)
            assert not len(stands) or np.isin(stands, reached).any()
    assert max(len(bay.standing) for bay in bays) * plan.cell_m <= max(BAY_M, plan.cell_m)
    assert [bay.department for bay in bays] == sorted(bay.department for bay in bays)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 400), st.integers(1, 16))
def test_a_shelf_is_cut_into_pieces_that_read_the_same_from_both_ends(length, most):
    pieces = even_pieces(length, most)
    sizes = [end - start for start, end in pieces]
    assert sizes == sizes[::-1]
    assert min(sizes) >= 1 and max(sizes) <= most
    assert [start for start, _ in pieces] == [0, *np.cumsum(sizes)[:-1]] and sum(sizes) == length


def test_the_two_sides_of_a_gondola_are_two_bays_and_its_ends_none():
    plan = read_plan("shelf p: produce\nplan:\n" + "E......T\n..pppp..\n........\n", "gondola")
    assert [len(bay.standing) for bay in shelf_bays(plan)] == [4, 4]


@some_plans
@given(plans)
def test_every_walkable_cell_is_in_a_zone_and_no_other_is(plan):
    place = build_place(plan)
    assert ((place.zone >= 0) == place.walkable).all()
    assert (place.zone < len(plan.zone_names)).all()
    assert (place.zone[place.entrance_cells] == 0).all()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_zone_of_a_shop_has_floor(name):
    plan = shipped(name)
    zones = np.unique(build_place(plan).zone)
    assert [plan.zone_names[k] for k in zones if k >= 0] == list(plan.zone_names)


@some_plans
@given(plans)
def test_crowd_blocks_share_out_the_walkable_floor(plan):
    place = build_place(plan)
    area = np.bincount(place.block[place.walkable], minlength=len(place.block_area_m2)) * plan.cell_m**2
    assert np.allclose(area, place.block_area_m2)
    for block in np.unique(place.block):
        x, y = xy(np.flatnonzero(place.block == block), plan).T
        assert max(np.ptp(x), np.ptp(y)) * plan.cell_m < 3.0


@some_plans
@given(plans)
def test_what_is_beside_a_shelf_or_display_is_exposed_and_nothing_out_of_reach_is(plan):
    place = build_place(plan, 5.0)
    exposed = place.exposure > 0
    assert np.array_equal(exposed, place.near_bay >= 0)
    assert set(np.unique(place.exposure)) <= {0.0, 1.0, 5.0}
    assert exposed[place.target_cell[:place.bays]].all()
    for cell in np.argwhere(plan.signs == "*"):
        assert (place.exposure[beside(cell[None], plan.walkable)] == 5.0).all()
    shelves = [bay.standing for bay in shelf_bays(plan)]
    for cell in np.flatnonzero(place.near_bay >= 0):
        bay = place.near_bay[cell]
        if bay < place.first_display:
            apart = np.hypot(*(xy(shelves[bay], plan) - xy(cell, plan)).T).min()
            assert (apart + 0.5) * plan.cell_m <= 2.0


def test_a_narrow_aisle_is_denser_than_a_hall():
    hall = "plan:\n" + ("." * 9 + "\n") * 4 + "E...p...T\n" + ("." * 9 + "\n") * 4
    density = build_place(read_plan("shelf p: produce\n" + hall, "hall")).spatial_density.reshape(9, 9)
    assert density[4, 2] == pytest.approx(1 / 13)        # 13 cells lie within 2 m, one of them is the shelf
    assert density[2, 2] == 0.0
    assert density[0, 0] == pytest.approx(7 / 13)        # in the corner 7 of the 13 lie outside
    assert density.min() >= 0.0 and density.max() <= 1.0


@some_plans
@given(plans)
def test_distances_between_bays_are_the_same_both_ways(plan):
    place = build_place(plan)
    assert np.array_equal(place.bay_distance_m, place.bay_distance_m.T)
    assert (np.diag(place.bay_distance_m) == 0).all()


def test_a_plan_is_built_once_and_a_new_exposure_changes_nothing_else():
    plan = read_plan(TINY, "tiny")
    once, again = build_place(plan), build_place(plan, 7.0)
    assert once.next_cell is again.next_cell
    assert once.exposure.max() == 3.0 and again.exposure.max() == 7.0
    assert build_place(plan).exposure.max() == 3.0


def test_without_desk_and_fitting_rooms_the_targets_close_up():
    place = build_place(read_plan(TINY, "tiny"))
    assert (place.desk, place.fittings, place.first_fitting) == (-1, 0, place.exit)


def test_a_plan_with_too_many_ways_is_refused(monkeypatch):
    monkeypatch.setattr(place_file, "MOST_STEPS", 10)
    with pytest.raises(InputError, match="wider cells and raise cell_m"):
        build_place(read_plan(HEADER + "E.pq.T\n......\n", "too many ways"))


def test_a_display_belongs_to_the_department_whose_shelf_is_nearest():
    place = build_place(read_plan(TINY, "tiny"))
    assert place.first_display == place.bays - 1
    nearest = place.bay_distance_m[-1, :-1].argmin()
    assert place.bay_department[-1] == place.bay_department[nearest]


@step
def _one_step_of_everything(place):
    return place.next_cell[place.exit, place.entrance_cells[0]] + place.cells * 0


def test_kernels_read_a_place():
    place = build_place(read_plan(TINY, "tiny"))
    assert _one_step_of_everything(place) == place.next_cell[place.exit, place.entrance_cells[0]]
    for array in place:
        if isinstance(array, np.ndarray):
            assert array.flags.c_contiguous
    kinds = {"bay_department": "i2", "next_cell": "i4", "distance_m": "f8", "target_cell": "i4", "zone": "i2",
             "entrance_cells": "i4", "walkable": "?", "block": "i4", "block_area_m2": "f8", "near_bay": "i4",
             "exposure": "f8", "spatial_density": "f8", "bay_distance_m": "f8"}
    assert {name: getattr(place, name).dtype for name in kinds} == {name: np.dtype(k) for name, k in kinds.items()}
