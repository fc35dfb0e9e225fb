"""A store-day as a Mesa model: steps are ticks, visitors have a place and something to do, the floor shows its air."""

import numpy as np
import pytest
from worlds import SEED, arrivals, corner, store_day, till_hall

import sim
from sim.engine.agents import Staff, Visitor
from sim.engine.model import RetailModel
from sim.store.atmosphere import LAYERS
from sim.visit.states import State, is_inside
from sim.visit.touchpoints import INSIDE


@pytest.fixture
def day() -> sim.StoreDay:
    """The busiest day of the corner shop, at noon."""
    model = RetailModel(corner("people.size=1500", "staff.advisors=1"), SEED)
    day = model.store_day(model.plan(), 5)
    while day.time_s < 2 * 3600 or len(day.inside) < 3:
        day.step()
    return day


def test_steps_of_a_day_are_the_day_at_once():
    model = RetailModel(corner(), SEED)
    trips = model.plan()
    at_once, stepped = model.store_day(trips, 2).run(), model.store_day(trips, 2)
    ticks = 0
    while stepped.running:
        stepped.step()
        ticks += 1
    assert stepped.is_over() and at_once.is_over() and not at_once.running
    assert ticks == stepped.tick == at_once.tick and stepped.shopper_ticks == at_once.shopper_ticks
    assert stepped.day.visits.tobytes() == at_once.day.visits.tobytes()


def test_time_goes_by_ticks(day):
    before = day.time_s
    day.step()
    assert day.time_s == before + day.day.tick_s


def test_those_inside_have_a_place_and_something_to_do(day):
    visitors = day.agents_by_type[Visitor]
    assert len(visitors) == day.day.counts[INSIDE] >= 3
    for visitor in visitors:
        x, y = visitor.pos
        assert day.floor.plan.walkable[x, y] and visitor.cell == x * day.place.height + y
        assert visitor.doing.split()[0] in State.__members__
        assert is_inside(visitor.state)


def test_staff_on_duty_are_agents_of_the_day_too(day):
    on_duty = day.agents_by_type[Staff]
    assert len(on_duty) == len(day.on_duty) == 3 and len(day.agents) == len(on_duty) + len(day.inside)
    assert all(member.from_s <= day.time_s < member.to_s for member in on_duty)


def test_who_has_left_or_not_yet_come_cannot_be_looked_at(day):
    visits = day.day.visits
    for state in (State.GONE, State.EXPECTED):
        uid = int(visits["shopper"][visits["state"] == state][0])
        with pytest.raises(LookupError, match=f"shopper {uid} is not in the store"):
            _ = Visitor(day, uid).pleasure if hasattr(Visitor, "pleasure") else Visitor(day, uid).affective
    with pytest.raises(TypeError, match="leave a store-day by the exit"):
        day.agents[0].remove()


def test_a_visitor_who_leaves_raises_from_then_on(day):
    visitor = day.agents_by_type[Visitor][0]
    uid = visitor.unique_id
    assert visitor.shopper == uid
    while uid in set(day.day.visits["shopper"][day.inside].tolist()):
        day.step()
    with pytest.raises(LookupError):
        _ = visitor.state


def test_property_layers_share_their_memory_with_what_the_kernels_read(day):
    assert set(day.floor.layers) == set(LAYERS)
    for name, layer in day.floor.layers.items():
        assert layer.data.shape == (day.place.width, day.place.height)
        assert np.shares_memory(getattr(day.grid, name).data, layer.data)
        assert np.shares_memory(layer.data, layer.data.reshape(-1)), "a cell is x * height + y"
    assert day.grid.dimensions == (day.place.width, day.place.height)


def test_a_layer_that_is_written_to_is_felt():
    """Colder air, written into the Mesa layer, is less comfortable on the next day that opens."""
    model = RetailModel(corner("people.size=300"), SEED)
    trips = model.plan()
    usual = model.store_day(trips, 0).run()
    model.floor.layers["temperature_c"].data[:] = 5.0
    cold = model.store_day(trips, 0).run()
    made = usual.day.visits["leave_s"] >= 0
    assert (cold.day.visits["sum_physical"][made] < usual.day.visits["sum_physical"][made]).all()
    assert cold.day.visits["distance_m"].sum() > 0


def test_floor_remembers_every_second_that_was_spent_on_it():
    day = store_day(till_hall(), arrivals(np.arange(50) * 30.0)).run()
    made = day.day.visits[day.day.visits["leave_s"] >= 0]
    assert day.day.seconds.sum() == pytest.approx(made["felt_s"].sum())
    assert day.day.pleasure.sum() == pytest.approx(made["sum_affective"].sum())
    assert not day.day.seconds[~day.place.walkable].any()
    lived = made["leave_s"] - made["arrive_s"]
    assert (np.abs(made["felt_s"] - lived) <= day.day.tick_s).all()


def test_a_layer_that_is_written_to_during_the_day_is_felt_from_then_on():
    model = RetailModel(corner("people.size=600"), SEED)
    trips = model.plan()
    usual, cold = model.store_day(trips, 5), model.store_day(trips, 5)
    usual.run()
    while cold.time_s < 4 * 3600:
        cold.step()
    model.floor.layers["temperature_c"].data[:] = 5.0
    cold.step()
    cold.run()
    one, two = usual.day.visits, cold.day.visits
    before = (one["leave_s"] >= 0) & (one["leave_s"] < 4 * 3600)
    after = (one["leave_s"] >= 0) & (one["arrive_s"] > 4 * 3600 + 60)
    assert before.sum() > 5 and after.sum() > 5
    assert one[before].tobytes() == two[before].tobytes()
    assert (two["sum_physical"][after] < one["sum_physical"][after]).all()


@pytest.mark.parametrize("day", [99, -1, 1.5, "5", True, None])
def test_day_that_the_period_has_not_is_refused(day):
    model = RetailModel(corner("people.size=20"), SEED)
    with pytest.raises(sim.InputError, match="day is .* whole number 0 to 6"):
        model.store_day(model.plan(), day)


def test_what_is_no_plan_no_floor_or_no_day_is_refused():
    model = RetailModel(corner("people.size=20"), SEED)
    with pytest.raises(sim.InputError, match="what plan"):
        model.store_day(None, 0)
    with pytest.raises(sim.InputError, match="RetailModel.store_day"):
        sim.StoreDay(None, None, 1)


def test_plan_of_people_who_were_taken_out_since_is_refused():
    model = RetailModel(corner("people.size=60"), SEED)
    trips = model.plan()
    model.agents[0].remove()
    with pytest.raises(sim.InputError, match="call plan"):
        model.store_day(trips, 0)
    assert model.store_day(model.plan(), 0).run().is_over()
