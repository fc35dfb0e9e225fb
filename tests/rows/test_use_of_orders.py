"""Row P11 and P4 for what is ordered: goods that come home by parcel or are fetched fail, disappoint and come back like any other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows.paired import changes_of_persons, is_clear
from scipy import stats
from worlds import ALPHA, SEED, corner

from sim.engine.model import RetailModel
from sim.engine.period import live_period
from sim.engine.using import part_of
from sim.ground.rules import plain
from sim.people.tickets import Failure

SHELVES = ("produce", "bakery", "snacks")
ORDERING = ("channels.choosing.own_web=3", "channels.web_returns.share=0", "experience.use.wrong_choice=0")
"""Most trips are orders for delivery, and none is sent back unused."""


def shelves(name: str, value: float) -> list[str]:
    return [f"store.departments.{shelf}.{name}={value}" for shelf in SHELVES]


def test_p11_ordered_goods_come_back_as_often_as_they_are_defective_and_brought_back():
    rate, back = 0.2, 0.7
    model = RetailModel(corner(*ORDERING, *shelves("defect_rate", rate), f"experience.use.return_defect={back}"), SEED)
    lived = [live_period(model)]
    came, due = lived[0].unpacked, int(model.shoppers["due_cents"].sum())
    items, returned, law = int(came["items"].sum()), int(came["items_returned"].sum()), rate * back
    assert items > 3000 and stats.binomtest(returned, items, law).pvalue > ALPHA
    assert stats.binomtest(int(came["defects"].sum()), items, rate).pvalue > ALPHA
    assert model.measures["returned_online"] == returned / items
    assert due == int(came["refund_cents"].sum() + lived[0].visits["refund_cents"].sum()) > 0
    model.period += 1
    assert live_period(model).returned[0] == due == int(model.shoppers["refund_cents"].sum())


@given(st.integers(0, 10**7), st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_p11_the_parts_of_an_order_sum_to_it(whole, prices):
    parts = [plain(part_of)(whole, sum(prices[:k]), price, sum(prices)) for k, price in enumerate(prices)]
    assert sum(parts) == whole and min(parts) >= 0


@pytest.mark.parametrize("way", ["own_web", "pick_up"])
def test_p11_an_order_that_is_all_defective_is_given_back_to_the_cent_and_complained_about(way):
    model = RetailModel(corner(f"channels.choosing.{way}=3", "channels.pick_up.offered=true", *ORDERING[1:], *shelves("defect_rate", 1),
                               "experience.use.return_defect=1", "horizon.periods=1"), SEED)
    t = live_period(model)
    came = t.unpacked
    assert len(came) > 300 and (came["refund_cents"] == came["value_cents"]).all() and (came["defects"] == came["items"]).all()
    assert (t.visits["defects"] == t.visits["items"]).all() and model.measures["defective"] == 1.0
    told = t.cases[(t.cases["cause"] == Failure.DEFECT) & (t.cases["order"] > 0)]
    assert len(told) > 10 and np.isin(told["person"], came["person"]).all() and (model.shoppers["failures"][came["person"]] > 0).all()


def test_p4_who_only_orders_is_pleased_by_good_goods_and_learns_from_bad_ones():
    """Nobody comes to the store: quality is met at home alone. Three departments a fifth better, or worse, than expected."""
    base = ["channels.choosing.own_web=10", *ORDERING[1:], *shelves("quality_spread", 0), *shelves("defect_rate", 0), "people.size=2000"]
    for quality, sign in ((0.2, +1), (-0.2, -1)):
        moved = ("satisfaction", "experience", "expected_quality", "loyalty")
        change = changes_of_persons((*moved, "visits"), base, shelves("quality", quality))
        assert not change["visits"].any() and all(is_clear(change[name], sign) for name in moved)


def test_p4_who_only_orders_is_asked_even_if_parcels_leave_him_cold_and_his_ratings_do_not_wander_off():
    only = ("people.size=300", "horizon.periods=20", "channels.choosing.own_web=10", "channels.choosing.store=-10", "channels.delivery.late=0",
            "channels.delivery.failed=0", "channels.delivery.joy=0", "service.on=false", "experience.use.learning=0",
            *ORDERING[1:])
    model, spread, asked = RetailModel(corner(*only), SEED), [], 0
    for _ in range(20):
        asked += live_period(model).met.sum()
        spread.append(float((model.shoppers["satisfaction"] - model.shoppers["rating_style"]).std()))
    assert model.shoppers["tenure"].max() == 0 and asked > 1000
    assert spread[-1] < 1.5 * spread[2]
