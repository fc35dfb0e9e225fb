"""Mesa's view of the model: agents are views that read and write the columns, and sets of them work as Mesa's do."""

import mesa
import numpy as np
import pandas as pd
import pytest
from worlds import SEED, corner

import sim
from sim.engine.agents import Shopper, Staff, Views
from sim.engine.mesa_compat import AgentSet
from sim.engine.model import RetailModel
from sim.engine.result import result_of
from sim.engine.tables import SHOPPER, STAFF

SIZE = 60


@pytest.fixture
def model() -> RetailModel:
    """Sixty shoppers and three members of staff after one week."""
    model = RetailModel(corner(f"people.size={SIZE}", "staff.advisors=1"), SEED)
    model.step()
    return model


def test_model_and_agents_are_mesas(model):
    assert isinstance(model, mesa.Model) and isinstance(model.agents, AgentSet)
    assert isinstance(model.agents[0], mesa.Agent) and model.agents[0].model is model


def test_everybody_is_an_agent_once(model):
    assert len(model.agents) == SIZE + len(model.staff) == len(list(model.agents))
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    assert model.agent_types == [Shopper, Staff]
    assert {kind: len(agents) for kind, agents in model.agents_by_type.items()} == {
        Shopper: SIZE, Staff: len(model.staff)}


@pytest.mark.parametrize("kind, columns", [(Shopper, SHOPPER), (Staff, STAFF)])
def test_every_column_can_be_read_as_an_attribute(model, kind, columns):
    table = model.shoppers if kind is Shopper else model.staff
    for k, agent in enumerate(model.agents_by_type[kind]):
        for name in columns.fields:
            value = getattr(agent, name)
            assert value == table[name][k] or (value != value and np.isnan(table[name][k]))
        if k == 3:
            break


def test_attribute_writes_the_column(model):
    agent = model.agents_by_type[Shopper][7]
    agent.experience = -0.5
    assert model.shoppers["experience"][7] == np.float32(-0.5) == agent.experience
    model.shoppers["loyalty"][7] = 0.25
    assert agent.loyalty == 0.25


def test_what_is_written_to_an_agent_is_lived_on(model):
    """A shopper made content by hand expects more of the next visit: carry-over of what was written."""
    model.agents_by_type[Shopper].set("trip_rate", 0.0)
    agent = model.agents_by_type[Shopper][3]
    agent.trip_rate, agent.store_share, agent.experience = 7.0, 1.0, 0.9
    before = agent.visits
    model.step()
    came = model.shoppers["visits"] > 0
    assert agent.visits > before
    assert model.sums["visits"] == agent.visits - before
    lam = model.scenario.experience.carry_over
    assert agent.experience > lam * 0.9 - (1 - lam) and came[3]


def test_setting_getting_and_reckoning_through_the_set_is_through_the_columns(model):
    shoppers = model.agents_by_type[Shopper]
    shoppers.set("mood", 0.25)
    assert (model.shoppers["mood"] == 0.25).all()
    assert shoppers.get("uid") == model.shoppers["uid"].tolist()
    assert shoppers.agg("trip_rate", max) == model.shoppers["trip_rate"].max()
    assert shoppers.map(lambda agent: agent.visits) == model.shoppers["visits"].tolist()


def test_do_calls_everybody_in_order_by_name_or_function(model):
    met = []
    model.agents_by_type[Shopper].do(lambda agent: met.append(agent.unique_id))
    assert met == model.shoppers["uid"].tolist()
    model.agents_by_type[Shopper].select(lambda agent: agent.unique_id < 5).do("remove")
    assert len(model.shoppers) == SIZE - 5


def test_shuffle_do_calls_everybody_once(model):
    met = []
    model.agents.shuffle_do(lambda agent: met.append(agent.unique_id))
    assert sorted(met) == sorted(agent.unique_id for agent in model.agents)
    assert met != [agent.unique_id for agent in model.agents]


def test_select_takes_by_condition_kind_and_number(model):
    old = model.agents.select(lambda agent: agent.age >= 50, agent_type=Shopper)
    assert len(old) == (model.shoppers["age"] >= 50).sum() and all(agent.age >= 50 for agent in old)
    assert len(model.agents.select(at_most=5)) == 5 and len(model.agents.select(at_most=0.5)) == len(model.agents) // 2
    assert len(model.agents.select(agent_type=Staff)) == len(model.staff)
    everybody = model.agents
    everybody.select(agent_type=Staff, inplace=True)
    assert len(everybody) == len(model.staff)


def test_sort_orders_by_a_column(model):
    rates = model.agents_by_type[Shopper].sort("trip_rate", ascending=True).get("trip_rate")
    assert rates == sorted(rates)
    assert model.agents_by_type[Shopper].sort(lambda agent: agent.unique_id)[0].unique_id == SIZE - 1


def test_groups_by_a_column_are_a_partition(model):
    groups = model.agents_by_type[Shopper].groupby("segment")
    names, counts = np.unique(model.shoppers["segment"], return_counts=True)
    assert groups.count() == dict(zip(names.tolist(), counts.tolist(), strict=True))
    means = groups.agg("experience", np.mean)
    for segment, mean in means.items():
        own = model.shoppers["experience"][model.shoppers["segment"] == segment]
        assert mean == pytest.approx(own.astype(float).mean())
    lists = model.agents.groupby(type, result_type="list")
    assert {kind: len(agents) for kind, agents in lists} == {Shopper: SIZE, Staff: len(model.staff)}


def test_sets_know_who_is_in_them(model):
    first, last = model.agents[0], model.agents[-1]
    assert first in model.agents and first in model.agents_by_type[Shopper]
    assert first not in model.agents_by_type[Staff] and last in model.agents_by_type[Staff]
    assert [agent.unique_id for agent in model.agents[2:4]] == [2, 3]
    some = model.agents
    some.discard(first)
    assert first not in some and len(some) == len(model.agents) - 1
    with pytest.raises(KeyError):
        some.remove(first)
    with pytest.raises(TypeError, match="add them to the model"):
        some.add(first)


def test_views_of_one_agent_are_equal_and_hash_alike(model):
    one, two = model.agents[4], model.agents[4]
    assert one == two and hash(one) == hash(two) and one != model.agents[5]
    assert len({one, two, model.agents[5]}) == 2


def test_view_of_a_removed_agent_raises_and_reads_nobody_else(model):
    gone, neighbour = model.agents_by_type[Shopper][10], model.agents_by_type[Shopper][11]
    age = neighbour.age
    gone.remove()
    with pytest.raises(LookupError, match="shopper 10 is not in the model"):
        _ = gone.experience
    with pytest.raises(LookupError):
        gone.experience = 0.0
    with pytest.raises(LookupError):
        gone.remove()
    assert neighbour.age == age and len(model.agents_by_type[Shopper]) == SIZE - 1


def test_removed_shoppers_and_staff_are_gone_from_the_life_of_the_model(model):
    for agent in model.agents_by_type[Shopper].select(lambda agent: agent.unique_id % 2 == 0):
        agent.remove()
    for agent in model.agents_by_type[Staff]:
        agent.remove()
    model.step()
    assert model.sums["shoppers"] == SIZE // 2 and model.sums["wages"] == 0.0
    assert set(model.records.visits[-1]["shopper"] % 2) == {1}
    assert model.sums["abandoned"] == (model.records.visits[-1]["abandoned"]).sum() > 0


def test_data_collector_holds_the_measures_of_every_period(model):
    model.step()
    table = model.datacollector.get_model_vars_dataframe()
    assert table["period"].tolist() == [0, 1] and table["sales"].iloc[-1] == model.measures["sales"]


def test_agents_exist_only_while_they_are_looked_at():
    """A set holds numbers in place of objects: 9 bytes an agent."""
    model = RetailModel(corner("people.size=20000", "horizon.periods=0"), SEED)
    assert isinstance(model.agents, Views)
    assert model.agents.uids.nbytes + model.agents.kinds.nbytes < 10 * len(model.agents)


@pytest.mark.parametrize("name, value, told", [
    ("loyalty", 5, "shopper.loyalty is 5; it must be a number, 0 to 1"), ("loyalty", float("nan"), "is nan"),
    ("loyalty", "much", "is 'much'"), ("loyalty", None, "is None"), ("visits", 1.5, "must be a whole number, 0 or more")])
def test_value_that_a_column_may_not_hold_is_refused(model, name, value, told):
    agent, before = model.agents[3], model.shoppers.tobytes()
    with pytest.raises(sim.InputError, match=told):
        setattr(agent, name, value)
    assert model.shoppers.tobytes() == before
    agent.age = float("nan")
    assert np.isnan(model.shoppers["age"][3]), "unknown, as its column declares"


def test_attribute_that_is_not_declared_is_refused(model):
    with pytest.raises(AttributeError, match="Shopper has no attribute 'loyalti'; did you mean loyalty"):
        model.agents[3].loyalti = 0.5


def test_people_can_be_taken_out_of_a_run_with_the_panel():
    model = RetailModel(corner("people=complete_journey", "people.size=80", "horizon.periods=13"), SEED)
    for period in range(13):
        model.step()
        if period in (2, 7):
            model.agents_by_type[Shopper][5].remove()
    result = result_of(model, SEED)
    assert result.holdout_error["persons_each"] * result.holdout_error["households"] == pytest.approx(78)
    days = pd.Series(0, index=model.shoppers["uid"])
    for uids in model.records.trip_shoppers:
        days = days.add(pd.Series(uids).value_counts().reindex(days.index, fill_value=0))
    assert days.to_numpy().tolist() == model.shoppers["shopping_days"].tolist()
