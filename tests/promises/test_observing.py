"""Looking on does not change what is seen, and an own rule that says the same changes nothing."""

import warnings

import pandas as pd
import pytest
from numba import njit
from worlds import SEED, arrivals, bits, corner, store_day

import sim
from sim.engine.agents import Shopper
from sim.engine.model import RetailModel
from sim.engine.result import result_of
from sim.experience.satisfaction import satisfaction
from sim.visit import touchpoints
from sim.visit.touchpoints import NOTES


@pytest.fixture(scope="module")
def usual():
    """Two weeks of the corner shop without any touchpoint logged."""
    return sim.run(corner("engine.touchpoint_sample=0"), SEED)


def same_world(one, two, but: set[str] = frozenset()) -> bool:
    """Whether two results agree in every table but those named."""
    here, there = bits(one), bits(two)
    return all(here[name] == there[name] for name in here if name not in but)


@pytest.mark.parametrize("sample", [0.3, 1])
def test_logging_touchpoints_changes_nothing_else(usual, sample):
    logged = sim.run(corner(f"engine.touchpoint_sample={sample}"), SEED)
    assert len(usual.touchpoints) == 0 < len(logged.touchpoints)
    assert same_world(usual, logged, but={"touchpoints"})


def test_sampled_shoppers_are_logged_on_every_visit_and_others_on_none():
    some, every = (sim.run(corner(f"engine.touchpoint_sample={sample}"), SEED) for sample in (0.3, 1))
    watched = set(some.touchpoints["shopper"])
    assert 0.2 * 1000 < len(watched) < 0.4 * 1000
    theirs = every.touchpoints[every.touchpoints["shopper"].isin(watched)].reset_index(drop=True)
    pd.testing.assert_frame_equal(some.touchpoints, theirs, check_exact=True)


def test_a_log_without_room_is_cut_and_that_is_told(monkeypatch):
    asked = corner("engine.touchpoint_sample=1", "people.size=100", "horizon.periods=1")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        whole = sim.run(asked, SEED)
    monkeypatch.setattr(touchpoints, "NOTES_A_VISIT", 2)
    monkeypatch.setattr(touchpoints, "NOTES_BESIDE", 0)
    with pytest.warns(UserWarning, match="touchpoints of a period are missing from the log"):
        cut = sim.run(asked, SEED)
    assert 0 < len(cut.touchpoints) < len(whole.touchpoints)
    assert same_world(whole, cut, but={"touchpoints"})


def test_forgetting_the_visits_changes_nothing_else(usual):
    forgetful = sim.run(corner("engine.touchpoint_sample=0", "engine.keep_visits=false"), SEED)
    assert len(forgetful.visits) == 0 and list(forgetful.visits.columns) == list(usual.visits.columns)
    assert same_world(usual, forgetful, but={"visits"})


def test_looking_at_agents_changes_nothing(usual):
    model = RetailModel(corner("engine.touchpoint_sample=0"), SEED)
    for _ in range(2):
        model.agents.shuffle().select(lambda agent: agent.unique_id % 2)
        assert len(model.agents_by_type[Shopper].get("experience")) == 1000
        model.step()
    assert same_world(usual, result_of(model, SEED))


def test_own_rule_that_says_the_same_gives_the_same_bytes(usual):
    @njit
    def own(remembered, expectation, style, p):
        return satisfaction(remembered, expectation, style, p)

    assert same_world(usual, sim.run(corner("engine.touchpoint_sample=0"), SEED, rules={"satisfaction": own}))


def test_own_rule_is_what_rates():
    def contented(remembered, expectation, style, p):
        return 9.0

    result = sim.run(corner(), SEED, rules={"satisfaction": contented})
    assert (result.visits["satisfaction"] == 9.0).all()
    assert result.summary["satisfaction"] == pytest.approx(100 * 8 / 9) and result.summary["csat"] == 100.0


def test_somebody_who_lives_through_a_lot_on_a_quiet_day_loses_no_note():
    world = corner("visit.browsing.need_help=1", "visit.walking.notice_every_m=3", "visit.browsing.price_level=1.2",
                   *(f"store.departments.{name}.variety=2" for name in ("produce", "bakery", "snacks")))
    day = store_day(world, arrivals([0.0], noted=1, list_length=32)).run().day
    assert 128 < day.counts[NOTES] <= len(day.log)
