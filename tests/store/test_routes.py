"""Shortest ways: the same however the plan is turned, never longer than straight steps, never through a corner."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from shops import SHIPPED, orientations, plan_texts, plans, shipped_text

from sim.store.plan import read_plan
from sim.store.routes import DIAGONAL, STRAIGHT, Routes


def lengths_between_cells(text: str) -> list[float]:
    """All walking lengths between cells of the plan, sorted."""
    plan = read_plan(text, "turned")
    length = Routes(plan.walkable).distances(np.flatnonzero(plan.walkable))
    return sorted(length[np.isfinite(length)])


@settings(max_examples=15, deadline=None, derandomize=True)
@given(plan_texts())
def test_lengths_do_not_depend_on_how_the_plan_is_turned(text):
    as_drawn = lengths_between_cells(text)
    for turned in orientations(text)[1:]:
        assert lengths_between_cells(turned) == as_drawn


@pytest.mark.parametrize("name", SHIPPED)
def test_length_from_the_doors_does_not_depend_on_how_a_shop_is_turned(name):
    def from_doors(text: str) -> list[float]:
        plan = read_plan(text, name)
        return sorted(Routes(plan.walkable).nearest(np.where(plan.signs == "E", 0, -1).reshape(-1))[1])

    drawn = [from_doors(text) for text in orientations(shipped_text(name))]
    assert all(turned == drawn[0] for turned in drawn)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(plans)
def test_lengths_are_a_metric_and_no_shorter_than_the_bird_flies(plan):
    inside = np.flatnonzero(plan.walkable)
    length = Routes(plan.walkable).distances(inside)[:, inside]
    assert np.array_equal(length, length.T)
    assert (length[:, :, None] <= length[:, None, :] + length.T[None, :, :]).all()
    x, y = inside // plan.height, inside % plan.height
    flight = np.hypot(x[:, None] - x, y[:, None] - y)
    assert (length >= flight * STRAIGHT * (1 - 1e-9)).all()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(plans)
def test_following_the_next_cell_takes_exactly_the_stated_length(plan):
    routes = Routes(plan.walkable)
    targets = np.flatnonzero(plan.walkable)[:3]
    length = routes.distances(targets)
    step = routes.next_cells(length)
    for k, target in enumerate(targets):
        for start in np.flatnonzero(plan.walkable):
            cell, walked = int(start), 0
            while cell != target:
                ahead = int(step[k, cell])
                dx, dy = ahead // plan.height - cell // plan.height, ahead % plan.height - cell % plan.height
                assert max(abs(dx), abs(dy)) == 1
                x, y = divmod(cell, plan.height)
                assert plan.walkable[x + dx, y] and plan.walkable[x, y + dy] and plan.walkable[x + dx, y + dy]
                cell, walked = ahead, walked + (DIAGONAL if dx and dy else STRAIGHT)
            assert walked == length[k, start]
        assert (step[k][~plan.walkable.reshape(-1)] == -1).all()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(plans)
def test_the_nearest_place_is_the_nearest_and_the_lower_of_equals(plan):
    routes = Routes(plan.walkable)
    places = np.flatnonzero(plan.walkable)[::5]
    seeds = np.full(plan.signs.size, -1)
    seeds[places] = np.arange(len(places))[::-1]
    label, length = routes.nearest(seeds)
    to_each = routes.distances(places[::-1])
    inside = plan.walkable.reshape(-1)
    assert np.array_equal(length, to_each.min(axis=0))
    assert np.array_equal(label[inside], to_each.argmin(axis=0)[inside])
    assert (label[~inside] == -1).all()


def test_no_way_without_places():
    routes = Routes(np.ones((3, 3), bool))
    label, length = routes.nearest(np.full(9, -1))
    assert (label == -1).all() and np.isinf(length).all()
    assert routes.distances(np.array([], int)).shape == (0, 9)


def test_an_open_floor_has_octile_lengths():
    length = Routes(np.ones((6, 4), bool)).distances(np.array([0]))[0].reshape(6, 4)
    for (x, y), metres in np.ndenumerate(length / STRAIGHT):
        assert metres == pytest.approx(max(x, y) - min(x, y) + min(x, y) * math.sqrt(2), rel=1e-6)
