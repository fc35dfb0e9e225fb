"""Several stores of one company: each person at home in one, each store with its own place, goods, hours and staff."""

import numpy as np
import pytest
from worlds import bits, corner

import sim
from sim.engine.model import RetailModel
from sim.ground.errors import InputError

FEW = "people.size=900"
THREE = ("chain={{stores: [{{name: big, share: 2}}, {{name: small, copies: 2{0}}}]}}")


def chain(more: str = "", *overrides: str):
    return corner(FEW, THREE.format(more), *overrides)


def lived(scenario) -> RetailModel:
    model = RetailModel(scenario, 7)
    for _ in range(scenario.horizon.periods):
        model.step()
    return model


def test_a_chain_of_one_store_is_that_store():
    assert bits(sim.run(corner(), 7)) == bits(sim.run(corner("chain={stores: [{name: corner}]}"), 7))


def test_people_are_at_home_by_the_shares_of_the_stores_and_stay_so_in_a_larger_population():
    model = RetailModel(chain("", "people.size=20000"), 7)
    counts = np.bincount(model.shoppers["home"], minlength=3)
    assert abs(counts / 20000 - [0.5, 0.25, 0.25]).max() < 0.018        # five standard errors of a share of one half
    fewer = RetailModel(chain("", "people.size=500"), 7)
    assert (fewer.shoppers["home"] == model.shoppers["home"][:500]).all()


def test_everybody_visits_the_home_store_and_the_money_of_the_stores_is_that_of_the_company():
    model = lived(chain())
    result = sim.run(chain(), 7)
    home = dict(zip(model.shoppers["uid"].tolist(), model.shoppers["home"].tolist(), strict=True))
    assert (result.visits["shopper"].map(home) == result.visits["store"]).all()
    assert set(result.visits["store"]) == {0, 1, 2} and model.ledger.balanced()
    weekly = result.stores.groupby("period")[["sales", "wages", "visits", "shoppers"]].sum()
    sums = model.records.sums
    assert weekly["sales"].tolist() == pytest.approx([one["store_sales"] for one in sums])
    assert weekly["wages"].tolist() == pytest.approx([one["wages"] for one in sums])
    assert weekly["visits"].tolist() == [one["visits"] for one in sums] and set(weekly["shoppers"]) == {900}


def test_a_change_of_one_store_touches_nobody_of_the_others():
    # The stores share a customer service and one promise; with the one off and the other aside they share nothing.
    usual, other = (sim.run(chain(change, "service.on=false"), 7).visits.drop(columns="promised")
                    for change in ("", ", change: {atmosphere.cleanliness: 0.1}"))
    assert usual[usual["store"] == 0].reset_index(drop=True).equals(other[other["store"] == 0].reset_index(drop=True))
    means = [visits[visits["store"] > 0]["satisfaction"].mean() for visits in (usual, other)]
    assert means[1] < means[0] - 0.2


def test_an_event_of_one_store_begins_and_ends_there():
    dirt = ", events: [{name: dirt, from_period: 1, to_period: 1, change: {atmosphere.cleanliness: 0.1}}]"
    usual, other = (sim.run(chain(event, "horizon.periods=3"), 7) for event in ("", dirt))
    change = (other.stores.set_index(["period", "store"])["satisfaction"]
              - usual.stores.set_index(["period", "store"])["satisfaction"]).unstack()
    assert (change.loc[0] == 0).all() and (change["big"] == 0).all() and (change.loc[1, ["small 1", "small 2"]] < -3).all()


def test_each_store_has_staff_of_its_own():
    model = RetailModel(chain(", change: {staff.cashiers: 1}"), 7)
    counts = [len(branch.workforce.rows) for branch in model.branches]
    assert counts[1] == counts[2] < counts[0] and len(set(model.staff["uid"].tolist())) == sum(counts)
    one = next(iter(model.agents_by_type[sim.engine.agents.Staff].select(lambda a: a.uid >= 200_000_000)))
    one.morale = 0.1
    assert model.branches[2].workforce.rows["morale"].min() == pytest.approx(0.1)
    one.remove()
    assert len(model.branches[2].workforce.rows) == counts[2] - 1
    courtesy = [branch.workforce.rows["courtesy"].tolist() for branch in model.branches[1:]]
    assert courtesy[0][0] != courtesy[1][0]


def test_stores_of_a_chain_are_the_same_on_any_number_of_threads():
    assert bits(sim.run(chain("", "engine.threads=1"), 7)) == bits(sim.run(chain("", "engine.threads=3"), 7))


def test_stores_may_have_other_hours_and_departments():
    result = sim.run(chain(", change: {store.hours.closes_h: 14}"), 7)
    last = result.visits.groupby("store")["arrive_s"].max()
    assert last[1] < 14 * 3600 and last[0] > last[1]


@pytest.mark.parametrize("stores, told", [
    ("[{name: a}, {name: a}]", "two have the name 'a'"),
    ("[{name: a, copies: 41}]", "a whole number, 1 to 40 stores"),
    ("[{name: a, copies: 30}, {name: b, copies: 30}]", "there must be 0 to 40"),
    ("[{name: a, change: {people.size: 3}}]", "holds for the whole chain"),
    ("[{name: a, change: {staff.advisers: 3}}]", "did you mean staff.advisors"),
    ("[{name: a, change: {staff.cashiers: 90}}]", "tills"),
    ("[{name: a, change: {store.plan: moon.txt}}]", "no such floor plan"),
    ("[{name: a, events: [{change: {people.size: 3}}]}]", "cannot change during a run"),
    ("[{name: a, share: 0}]", "chain.stores.0.share is 0"),
])
def test_a_chain_that_cannot_be_is_refused_before_the_run(stores, told):
    with pytest.raises(InputError, match=told):
        corner(f"chain={{stores: {stores}}}")


def test_a_store_that_is_not_there_is_a_mistake():
    model = RetailModel(chain(), 7)
    with pytest.raises(InputError, match="0 to 2"):
        model.store_day(model.plan(), 0, store=3)
