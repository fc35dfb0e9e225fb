"""Crowding: people and fixtures are felt apart, by the goal of the trip, at a speed that does not depend on the tick."""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ground.rules import plain
from sim.visit.crowding import Crowding, company, confined, feel_crowd, lost_to_crowd, lost_to_space
from sim.visit.feeling import Feeling
from sim.visit.neighbours import Neighbours, treated
from sim.visit.sensing import Sensing

C = Crowding()
P = C.numbers()
densities, shares = st.floats(0, 2), st.floats(0, 1)


def settled(density: float, fixtures: float, ticks: int = 400, tick_s: float = 20.0):
    """Somebody who has stood among so many people and so many fixtures for long enough to feel both in full."""
    somebody = SimpleNamespace(human_crowding=0.0, spatial_crowding=0.0, sum_human_crowding=0.0,
                               sum_spatial_crowding=0.0)
    gain = 1.0 - math.exp(-Sensing().adaptation_per_min * tick_s / 60.0)
    for _ in range(ticks):
        plain(feel_crowd)(somebody, density, fixtures, gain, tick_s, P)
    return somebody


def attitude(recreational: float, density: float, fixtures: float) -> float:
    """What people and fixtures around add to the valence of somebody who has settled among them."""
    goal = "recreational" if recreational else "task"
    weight = {d: getattr(Feeling(), f"{goal}_{d}") for d in ("affective", "social", "physical")}
    felt = settled(density, fixtures)
    lost = lost_to_crowd(recreational, felt.human_crowding, P) + lost_to_space(recreational, felt.spatial_crowding, P)
    return (-weight["affective"] * Sensing().pleasure_of_control * lost
            + weight["social"] * company(recreational, density, P)
            - weight["physical"] * confined(recreational, fixtures, P))


@given(densities, shares)
def test_each_kind_of_crowding_settles_at_what_is_around_whatever_the_other(density, fixtures):
    felt = settled(density, fixtures)
    assert felt.human_crowding == pytest.approx(density, abs=1e-9)
    assert felt.spatial_crowding == pytest.approx(fixtures - C.fixtures_usual, abs=1e-9)


@given(densities, shares, st.floats(1, 30))
def test_two_half_ticks_are_one_tick(density, fixtures, tick_s):
    once, twice = settled(density, fixtures, 1, tick_s), settled(density, fixtures, 2, tick_s / 2)
    assert once.human_crowding == pytest.approx(twice.human_crowding, abs=1e-12)
    assert once.spatial_crowding == pytest.approx(twice.spatial_crowding, abs=1e-12)


@pytest.mark.parametrize("recreational", [0.0, 1.0])
@given(density=st.floats(0, 1), fixtures=shares)
def test_effects_of_people_and_of_fixtures_can_be_told_apart(recreational, density, fixtures):
    def effect(d, f):
        return attitude(recreational, d, f) - attitude(recreational, 0.0, C.fixtures_usual)

    assert effect(density, fixtures) == pytest.approx(effect(density, C.fixtures_usual) + effect(0.0, fixtures), abs=1e-9)


def test_density_changes_sign_with_the_goal_and_narrow_space_never_pleases():
    empty = [attitude(goal, 0.0, 0.4) for goal in (0.0, 1.0)]
    full = [attitude(goal, 0.4, 0.4) for goal in (0.0, 1.0)]
    assert full[0] < empty[0] and full[1] > empty[1]
    assert all(attitude(goal, 0.1, 0.5) < attitude(goal, 0.1, 0.1) for goal in (0.0, 1.0))


@pytest.mark.parametrize("recreational", [0.0, 1.0])
@given(more=st.floats(0.01, 0.6))
def test_spatial_crowding_hurts_the_attitude_more_than_human_crowding(recreational, more):
    usual = C.fixtures_usual
    by_people = attitude(recreational, more, usual) - attitude(recreational, 0.0, usual)
    by_space = attitude(recreational, 0.0, usual + more) - attitude(recreational, 0.0, usual)
    assert by_space < by_people and by_space < 0.0


@given(st.integers(-3000, 3000), st.integers(-1000, 1000))
def test_only_others_are_felt_and_their_conduct_adds_up(others, own):
    p = Neighbours().numbers()
    assert treated(own, own, p) == 0.0
    assert treated(others + own, own, p) == pytest.approx(max(-1.0, min(1.0, p.of_conduct * others / 1000)))


@given(st.floats(0.01, 1))
def test_company_pleases_who_came_for_fun_and_annoys_who_came_for_a_task(density):
    assert company(1.0, density, P) > 0.0 > company(0.0, density, P)
    assert company(1.0, 0.0, P) == company(0.0, 0.0, P) == 0.0
