"""Every item has a place, a price and a cost; shares, prices and displays follow what was configured."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shops import SHIPPED, TINY, plans, shipped, shipped_store

from sim.ground.errors import InputError
from sim.store.assortment import DISPLAY_ITEMS, build_assortment
from sim.store.department import Department
from sim.store.place import build_place
from sim.store.plan import read_plan

departments = st.builds(Department, items=st.integers(60, 90), price_mean=st.floats(0.5, 2000),
                        price_spread=st.floats(0, 1.5), margin=st.floats(0, 1), list_weight=st.floats(0.1, 50),
                        unplanned_weight=st.floats(0.1, 50), stock_units=st.integers(0, 99))
some_shops = settings(max_examples=25, deadline=None, derandomize=True)
TWO = {"produce": Department(items=20), "dairy": Department(items=30)}


def tiny_shop(**changes) -> "object":
    produce = TWO["produce"].model_copy(update=changes)
    return build_assortment({**TWO, "produce": produce}, read_plan(TINY, "tiny"))


@some_shops
@given(plans, departments, departments)
def test_every_item_lies_once_on_a_shelf_of_its_department(plan, produce, dairy):
    shop, place = build_assortment({"dairy": dairy, "produce": produce}, plan), build_place(plan)
    assert shop.items == produce.items + dairy.items == shop.department_first[-1]
    assert np.array_equal(place.bay_department[shop.item_bay], shop.item_department)
    for bay in range(place.first_display):
        held = shop.bay_item[shop.bay_first[bay]:shop.bay_first[bay + 1]]
        assert len(held) and (shop.item_bay[held] == bay).all()
    on_shelves = shop.bay_item[:shop.bay_first[place.first_display]]
    assert sorted(on_shelves) == list(range(shop.items))
    assert shop.bay_first[-1] == len(shop.bay_item) and len(shop.bay_first) == place.bays + 1


@some_shops
@given(plans, departments, departments)
def test_prices_ascend_have_the_stated_mean_and_cover_their_cost(plan, produce, dairy):
    shop = build_assortment({"dairy": dairy, "produce": produce}, plan)
    for k, department in enumerate((produce, dairy)):
        own = slice(*shop.department_first[k:k + 2])
        price, cost = shop.item_price_cents[own], shop.item_cost_cents[own]
        assert (shop.item_department[own] == k).all() and (shop.item_stock[own] == department.stock_units).all()
        assert (np.diff(price) >= 0).all() and price[0] >= 1
        assert ((cost >= 0) & (cost <= price)).all()
        assert price.mean() == pytest.approx(100 * department.price_mean, abs=0.51)
        assert np.abs(cost - price * (1 - department.margin)).max() <= 0.5 + 1e-6


def test_the_spread_of_prices_is_that_of_their_logarithm():
    shop = tiny_shop(items=2000, price_mean=50.0, price_spread=0.8)
    logarithms = np.log(shop.item_price_cents[shop.item_department == 0])
    assert logarithms.std() == pytest.approx(0.8, rel=0.01)


def test_dearer_departments_are_dearer_item_by_item():
    low, high = tiny_shop(price_mean=5.0), tiny_shop(price_mean=5.5)
    own = low.item_department == 0
    assert (high.item_price_cents[own] > low.item_price_cents[own]).all()
    assert np.array_equal(high.item_price_cents[~own], low.item_price_cents[~own])


@some_shops
@given(plans, departments, departments)
def test_shares_are_cumulated_in_the_order_of_the_plan(plan, produce, dairy):
    shop = build_assortment({"dairy": dairy, "produce": produce}, plan)
    for cumulated, weight in ((shop.list_share, "list_weight"), (shop.unplanned_share, "unplanned_weight")):
        one, other = getattr(produce, weight), getattr(dairy, weight)
        assert cumulated == pytest.approx([one / (one + other), 1.0]) and cumulated[-1] == 1.0


@pytest.mark.parametrize("name", SHIPPED)
def test_displays_show_departments_by_their_unplanned_weight(name):
    store, plan = shipped_store(name), shipped(name)
    shop, place = build_assortment(store.departments, plan), build_place(plan)
    shown = np.zeros(len(plan.departments))
    for bay in range(place.first_display, place.bays):
        items = shop.bay_item[shop.bay_first[bay]:shop.bay_first[bay + 1]]
        assert len(set(items)) == len(items) == DISPLAY_ITEMS
        assert len(set(shop.item_department[items])) == 1
        shown[shop.item_department[items[0]]] += 1
    due = np.diff(shop.unplanned_share, prepend=0.0) * (place.bays - place.first_display)
    assert np.abs(shown - due).max() <= 1.0


def test_help_is_unset_unless_stated():
    assert np.array_equal(tiny_shop(need_help=0.4).need_help, [0.4, np.nan], equal_nan=True)


def test_the_same_shop_has_the_same_shelves():
    for one, other in zip(tiny_shop(), tiny_shop(), strict=True):
        assert np.array_equal(one, other, equal_nan=isinstance(one, np.ndarray) and one.dtype == float)


@pytest.mark.parametrize("weight", ["list_weight", "unplanned_weight"])
def test_a_line_of_the_supermarket_basket_costs_what_the_household_panel_paid(weight):
    store, plan = shipped_store("supermarket"), shipped("supermarket")
    shop = build_assortment(store.departments, plan)
    share = np.array([getattr(store.departments[name], weight) for name in plan.departments])
    mean = [shop.item_price_cents[shop.item_department == k].mean() / 100 for k in range(len(share))]
    assert np.dot(share, mean) / share.sum() == pytest.approx(29.49 / 9.43, rel=0.02)


@pytest.mark.parametrize(("configured", "says"), [
    ({"produce": Department()}, ["dairy drawn in the plan but not configured", "tiny"]),
    ({**TWO, "toys": Department()}, ["toys without a shelf in the plan", "tiny"]),
    ({"produce": Department(), "milk": Department()}, ["milk without a shelf", "dairy drawn in the plan"]),
    ({**TWO, "dairy": Department(items=1)}, ["store.departments.dairy.items is 1", "3 bays", "3 to 20000"]),
    ({k: d.model_copy(update={"list_weight": 0.0}) for k, d in TWO.items()}, ["list_weight are all 0"]),
    ({k: d.model_copy(update={"unplanned_weight": 0.0}) for k, d in TWO.items()}, ["unplanned_weight are all 0"]),
])
def test_goods_that_do_not_fit_the_plan_are_refused(configured, says):
    with pytest.raises(InputError) as refused:
        build_assortment(configured, read_plan(TINY.replace("#..*..T", "#qq*..T"), "tiny"))
    for part in [*says, "configs/store"]:
        assert part in str(refused.value)
