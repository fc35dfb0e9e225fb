"""Events: other values for some periods, checked before the first, and nothing before they begin."""

import warnings

import numpy as np
import pytest
from worlds import corner

import sim
from sim.ground.errors import InputError
from sim.scenario.chain import store_scenarios_on_the_way
from sim.scenario.events import scenario_in
from sim.scenario.too_late import NeverHappens

LOUD = "events=[{{name: fair, from_period: {0}, to_period: {1}, change: {{{2}}}}}]"


def test_the_scenario_of_a_period_has_what_goes_on_then_and_the_later_event_wins():
    asked = sim.scenario(["events=[{name: a, from_period: 1, to_period: 3, change: {atmosphere.decor: 0.9}},"
                          "{name: b, from_period: 3, to_period: 4, change: {atmosphere.decor: 0.2}}]"])
    assert [scenario_in(asked, t).atmosphere.decor for t in range(6)] == [0.6, 0.9, 0.9, 0.2, 0.2, 0.6]
    assert scenario_in(asked, 0) is asked and len(store_scenarios_on_the_way(asked)) == 4


@pytest.mark.parametrize("change, told", [
    ("atmosphere.decor: 7", "atmosphere.decor is 7; it must be 0 to 1"), ("atmosphere.decr: 1", "did you mean"),
    ("atmospher.decor: 1", "unknown key atmospher; did you mean atmosphere"), ("atmosphere.decor.x: 1", "there is no key atmosphere.decor.x"),
    ("staff.training.modules: 1", "cannot change during a run"), ("people.size: 9", "cannot change during a run"),
    ("atmosphere.zones: {moon: {decor: 1}}", "no such zone"), ("staff.cashiers: 100", "tills")])
def test_an_event_that_cannot_be_is_refused_before_the_run(change, told):
    with pytest.raises(InputError, match=told):
        corner(LOUD.format(1, 1, change))


def test_a_zone_may_be_named_by_a_dotted_key_and_an_event_after_the_end_is_checked_too():
    with pytest.warns(NeverHappens, match="fair .* begins in period 50, but the run has periods 0 to 1"):
        asked = corner(LOUD.format(50, 60, "atmosphere.zones.bakery.cleanliness: 0.2"))
    assert scenario_in(asked, 55).atmosphere.zones["bakery"].cleanliness == 0.2
    with pytest.raises(InputError, match="did you mean"):
        corner(LOUD.format(50, 60, "atmosphere.clenliness: 0.2"))


ONE_OF_EACH = ("events=[{name: fair, from_period: 1, to_period: 9, change: {atmosphere.decor: 1}}]", "store.promotions=[{from_period: 2}]",
               "channels.communication.campaigns=[{name: tv, from_period: 3}]",
               "chain={stores: [{name: north, events: [{name: strike, from_period: 4, to_period: 4, change: {staff.advisors: 0}}]}]}")


@pytest.mark.parametrize("periods, late", [(5, ()), (4, ("strike",)), (2, ("promotion 0", "campaign tv", "strike")),
                                           (1, ("fair", "promotion 0", "campaign tv", "strike")), (0, ())])
def test_what_begins_after_the_last_period_is_told_by_name_and_stops_nobody(periods, late):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        corner(*ONE_OF_EACH, f"horizon.periods={periods}")
    said = [str(one.message) for one in told if issubclass(one.category, NeverHappens)]
    assert len(said) == len(late)
    assert all(any(name in line and f"horizon.periods is {periods}" in line for line in said) for name in late)


def test_an_event_must_not_end_before_it_begins():
    with pytest.raises(InputError, match="before from_period"):
        corner(LOUD.format(2, 1, "atmosphere.decor: 1"))


def test_before_an_event_nothing_is_different_while_it_lasts_it_is_lived_and_memory_carries_it_on():
    usual, fair = (sim.run(corner("horizon.periods=4", *event), 7) for event in ((), (LOUD.format(1, 1, "atmosphere.decor: 1"),)))
    change = fair.periods["pleasure"].to_numpy() - usual.periods["pleasure"].to_numpy()
    assert change[0] == 0.0 < 0.02 < change[1]
    assert (np.abs(change[2:]) < 0.2 * change[1]).all()
    assert usual.visits.query("period == 0").equals(fair.visits.query("period == 0"))
    assert fair.visits.query("period == 2")["expectation"].mean() > usual.visits.query("period == 2")["expectation"].mean()


def test_an_event_that_changes_nothing_changes_nothing():
    usual, same = (sim.run(corner(*event), 7) for event in ((), (LOUD.format(0, 1, "atmosphere.decor: 0.6"),)))
    assert usual.visits.equals(same.visits) and usual.summary.equals(same.summary)
