"""Rows of the atmosphere: cues along the path, the front and the interior of the store, what is expected of its tier."""

import numpy as np
import pytest
from rows.paired import changes, is_clear, same
from worlds import NO_CROWD, NO_DETOURS, corner

import sim
from sim.scenario.levers import LEVERS, kind_of, levers
from sim.scenario.scenario import Scenario

GOAL = "people.segments=[{{name: all, share: 1, recreational: {0}}}]"
TASK, FUN = GOAL.format(0), GOAL.format(1)
DIMENSIONS = ("cognitive", "affective", "social", "physical")
MOOD_IS_PRIVATE = ("visit.browsing.pleasure_weight=0", "visit.heading.linger_pleasure=0",
                   "visit.heading.hazard_pleasure=0", "visit.walking.notice_of_pleasure=0",
                   "visit.waiting.of_pleasure=0")
"""How people feel changes nothing that they do."""


def felt(*overrides: str) -> dict[str, float]:
    """Mean remembered experience by dimension, and the mean behavioural response, of one week in the corner shop."""
    visits = sim.run(corner("horizon.periods=1", *overrides), 7).visits
    return {d: float(visits[f"remembered_{d}"].mean()) for d in DIMENSIONS} | {
        "behavioural": float(visits["behavioural"].mean())}


def moves(base: tuple[str, ...], variant: tuple[str, ...]) -> dict[str, float]:
    """Change of each part of the experience vector and of the response by a lever."""
    before, after = felt(*base), felt(*base, *variant)
    return {part: after[part] - before[part] for part in before}


def test_v3_scent_pleases_and_moved_off_the_path_it_is_gone():
    quiet = ("visit.sensing.arousal_of_scent=0",)
    assert is_clear(changes("pleasure", quiet, ["atmosphere.scent.present=true"]), +1)
    only_bread = ("store.departments.produce.list_weight=0", "store.departments.snacks.list_weight=0", *NO_DETOURS)
    in_bakery = changes("pleasure", [*quiet, *only_bread], ["atmosphere.zones.bakery.scent.present=true"], 3)
    in_snacks = changes("pleasure", [*quiet, *only_bread], ["atmosphere.zones.snacks.scent.present=true"], 3)
    assert (in_bakery > 5 * np.abs(in_snacks)).all()


def test_v3_a_scent_of_no_strength_is_no_scent():
    assert same([], ["atmosphere.scent.present=true", "atmosphere.scent.strength=0"])


def test_r5_slow_music_sells_by_the_time_it_gives_and_not_where_nobody_notices_anything():
    slow = ["atmosphere.music.tempo_bpm=60"]
    assert is_clear(changes("dwell_min", [], slow), +1)
    assert is_clear(changes("unplanned", [], slow), +1)
    blocked = ["visit.walking.tempo_effect=0", "visit.sensing.arousal_of_tempo=0"]
    assert same(blocked, slow)


def test_r5_bright_light_keeps_fun_seekers_longer_and_sells_by_that():
    bright = ["atmosphere.light.lux=1700"]
    seen = [FUN, "visit.sensing.arousal_of_light=0.3", "visit.sensing.arousal_penalty=1.5"]
    assert is_clear(changes("dwell_min", seen, bright), +1)
    assert is_clear(changes("unplanned", seen, bright), +1)
    assert same([FUN, "visit.sensing.arousal_of_light=0"], bright)


@pytest.mark.parametrize("lever", ["window", "signs", "display"])
def test_r6_the_front_of_the_store_decides_who_enters(lever):
    at_the_door = ["visit.entering.intercept=1"]
    assert is_clear(changes("passed_by", at_the_door, [f"store.exterior.{lever}=0.9"]), -1)
    assert same([*at_the_door, f"visit.entering.{lever}_weight=0"], [f"store.exterior.{lever}=0.9"])


def test_r7_clear_signs_shorten_the_search_and_fewer_items_are_overlooked():
    lost = ["visit.searching.overlook=0.1"]
    clear, none = (sim.run(corner(*lost, f"atmosphere.design.signage={s}"), 7).visits for s in (0.9, 0.1))
    # Some 10,000 entries of lists, .02 against .18 overlooked: more than thirty standard errors.
    assert clear["overlooked"].sum() < 0.3 * none["overlooked"].sum()
    assert clear["search_s"].mean() < 0.3 * none["search_s"].mean()
    assert clear["remembered_cognitive"].mean() > none["remembered_cognitive"].mean()
    assert same(["visit.searching.find_s=0", "visit.searching.overlook=0", "visit.searching.effort_task=0",
                 "visit.searching.effort_recreational=0"], ["atmosphere.design.signage=0.7"])


def test_v12_the_goal_reverses_which_of_two_atmospheres_pleases_more():
    lively = ["atmosphere.music.tempo_bpm=120", "atmosphere.music.volume_db=75", "atmosphere.colour.warmth=1",
              "visit.sensing.comfort_of_volume=0", "visit.sensing.pleasure_of_warmth=0"]
    assert is_clear(changes("pleasure", [FUN], lively), +1)
    assert is_clear(changes("pleasure", [TASK], lively), -1)


def test_v12_the_goal_reverses_which_of_two_layouts_satisfies_more():
    def advantage(goal: str) -> np.ndarray:
        """What the winding layout gives more than the compact one, by luck; nobody feels the others."""
        weights = ("visit.searching.effort_task=0.002", "visit.searching.effort_recreational=-0.002",
                   "visit.sensing.control_of_fixtures=0", *NO_CROWD)
        return np.array([np.subtract(*(sim.run(corner(f"store={layout}", "staff=corner", goal, "horizon.periods=1",
                                                      *weights), seed).summary["satisfaction"]
                                       for layout in ("winding", "compact"))) for seed in range(5)])
    task, fun = advantage(TASK), advantage(FUN)
    assert (task < 0).all() and (fun > 0).all()
    assert fun.min() - task.max() > 3 * max(task.std(), fun.std())


def test_d14_every_lever_can_be_set_and_has_a_range_and_a_unit():
    listed = list(levers(Scenario))
    assert {kind for kind, _ in listed} == set(LEVERS)
    assert len({one.path for _, one in listed}) == len(listed)
    for kind, one in listed:
        assert kind_of(one.path) == kind_of(one.path.replace("*", "bakery")) == kind
        assert one.means and one.unit, one.path
        if one.annotation in (int, float):
            assert one.low < one.high, one.path


@pytest.mark.parametrize("path", [one.path for kind, one in levers(Scenario) if one.annotation is float
                                  and kind in ("exterior", "ambience", "layout and design")])
def test_d14_every_lever_of_the_place_takes_both_ends_of_its_range_and_nothing_beyond(path):
    one = next(one for _, one in levers(Scenario) if one.path == path)
    where = path.replace("*", "bakery")
    for value in (one.low, one.high):
        told = sim.scenario([f"{where}={value}"])
        for step in where.split("."):
            told = told[step] if isinstance(told, dict) else getattr(told, step)
        assert told == value
    with pytest.raises(sim.InputError, match="it must be"):
        sim.scenario([f"{where}={one.high + 1}"])


def test_d14_how_people_respond_is_no_lever():
    assert kind_of("visit.sensing.pleasure_of_scent") == kind_of("people.size") == ""
    assert kind_of("atmosphere.zones.bakery.scent.present") == "ambience"
