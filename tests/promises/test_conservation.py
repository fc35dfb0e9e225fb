"""Nothing is lost: people, goods and money, in random worlds, at every tick."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import corner

from sim.engine.model import RetailModel
from sim.engine.period import live_period
from sim.engine.tables import SHOPPER, STAFF, VISIT
from sim.outcomes.ledger import Account, Ledger
from sim.people.staff import CASHIER
from sim.visit.states import Errand, State, Touchpoint, is_inside
from sim.visit.touchpoints import INSIDE, NEXT_ARRIVAL, NOTES

SHOPS = {"corner": ("produce", "bakery", "snacks"), "boutique": ("dresses", "basics")}
"""The shops of the worlds, with their departments; the boutique has fitting rooms."""


@st.composite
def worlds(draw) -> tuple:
    """Small worlds of all kinds, a seed with each: crowded or empty, with and without staff, goods and web."""
    def one_of(key: str, *values) -> str:
        return f"{key}={draw(st.sampled_from(values))}"

    stock = draw(st.sampled_from([0, 1, 3, 1000]))
    shop = draw(st.sampled_from(sorted(SHOPS)))
    first, last = SHOPS[shop][0], SHOPS[shop][-1]
    hidden = draw(st.sampled_from(["clear", "hidden"]))
    offers = f"[{{depth: 0.3, condition: {hidden}, refused: 0.4}}, {{department: {last}, depth: 0.5, end_cap: true}}]"
    tried = ([one_of("store.departments.dresses.try_on", 0, 0.5, 1), one_of("visit.mirrors.rooms", 0, 0.5, 1),
              one_of("visit.mirrors.out_of_order", 0, 0.5), one_of("visit.mirrors.accept", 0.2, 0.9),
              one_of("visit.fitting.stay_high_min", 10, 240)] if shop == "boutique" else [])
    return corner(
        f"store={shop}", *tried,
        one_of("people.size", 1, 20, 150), one_of("people.trip_rate_mean", 0.5, 3, 7),
        one_of("staff.advisors", 0, 1, 3), one_of("staff.cashiers", 0, 1), one_of("staff.peak_cashiers", 0, 1),
        one_of("staff.turnover.rate_year", 0, 20), one_of("staff.training.modules", 0, 2), one_of("staff.levers.bonus", 0, 9.99),
        one_of("staff.honesty", 0, 0.8), one_of("visit.advising.temptation", 0, 1),
        one_of("horizon.tick_s", 1, 5, 30),
        one_of("visit.self_checkout.machines", 0, 0, 2, 4), one_of("visit.self_checkout.failure", 0, 0.5, 1),
        one_of("visit.self_checkout.fixed_s", 25, 600), one_of("visit.self_checkout.fix_min", 0.5, 60),
        one_of("store.hours.closes_h", 10.25, 20), "staff.peak_from_h=10.1",
        one_of("visit.initiative.empowered", 0, 1), one_of("visit.initiative.approaching", 0, 1),
        one_of("visit.initiative.approach_after", 0, 0.5), one_of("visit.initiative.open_at", 0, 1),
        one_of("visit.joining.tolerable_length", 0, 9), one_of("visit.joining.balk_per_person", 0.05, 3),
        one_of("visit.joining.pushing", 0, 0.5), one_of("visit.joining.display", "true", "false"),
        one_of("visit.paying.one_line", "true", "false"), one_of("visit.paying.service", "items", "exponential"),
        one_of("visit.paying.fixed_s", 0, 25, 600), one_of("visit.browsing.need_help", 0, 0.3, 1),
        one_of("visit.browsing.price_level", 0.5, 1, 2), one_of("visit.phone.check", -15, -2, 10),
        one_of("visit.phone.rival_gap", -0.1, 0, 0.5), one_of("visit.phone.own_gap", -0.1, 0, 0.5),
        one_of("visit.entering.intercept", -1, 5), one_of("visit.walking.notice_every_m", 2, 26),
        one_of("visit.heading.linger_recreational", 0.001, 0.98), one_of("visit.heading.hazard_per_h", 0, 10),
        one_of("channels.choosing.own_web", -15, 0, 3), one_of("channels.choosing.pick_up", -2, 3),
        one_of("channels.pick_up.offered", "true", "false"), one_of("channels.app.offered", "true", "false"),
        one_of("channels.delivery.free_from", 0, 10, 50), one_of("channels.delivery.fee", 0, 4.95, 30),
        one_of("channels.delivery.failed", 0, 0.5), one_of("channels.web_returns.share", 0, 0.06, 1),
        one_of("channels.ordering.outage", 0, 0.5), one_of("channels.looking_up.score", 1, 4.1),
        one_of("experience.memory.noise", 0, 1),
        one_of("atmosphere.music.tempo_bpm", 40, 160), one_of("store.promotions", "[]", offers),
        one_of("channels.card.exists", "true", "false"), one_of("channels.card.earn", 0, 0.013, 0.5),
        one_of("channels.card.offer_depth", 0, 0.17, 0.9), one_of("channels.card.threshold", 1, 70, 500),
        one_of("channels.card.start_share", 0, 0.5), one_of("channels.crm.exists", "true", "false"),
        one_of("channels.crm.depth", 0, 0.33), one_of("experience.ties.deliveries", 0, 5),
        one_of(f"store.departments.{first}.defect_rate", 0, 0.5), one_of(f"store.departments.{last}.variety", 1, 2),
        one_of("visit.searching.overlook", 0, 0.1), one_of("visit.browsing.substitute", 0, 1),
        "experience.carry_over_old=0.9", "horizon.periods=1",
        *(f"store.departments.{d}.stock_units={stock}" for d in SHOPS[shop])), draw(st.integers(0, 2**64 - 1))


def check_people(day) -> None:
    """Everybody who arrived passed by, is inside or is gone; who is inside is in one state and counted once."""
    visits, counts = day.day.visits, day.day.counts
    state, arrived = visits["state"], visits[:counts[NEXT_ARRIVAL]]["state"]
    inside = is_inside(state)
    assert len(arrived) == (arrived == State.PASSED_BY).sum() + inside.sum() + (arrived == State.GONE).sum()
    assert (state[counts[NEXT_ARRIVAL]:] == State.EXPECTED).all()
    assert day.inside.tolist() == np.flatnonzero(inside).tolist()
    there = day.place.block[visits["cell"][inside]]
    for counted, of_each in ((day.day.crowd, visits["party"][inside]), (day.day.conduct, visits["conduct"][inside])):
        by_block = np.zeros_like(counted)
        np.add.at(by_block, there, of_each)
        assert np.array_equal(counted, by_block)
    assert int(day.day.lines["length"].sum()) == (visits["line"] >= 0).sum()
    standing = np.isin(state, (State.IN_LINE, State.ASKING, State.STUCK))
    assert (visits["line"][~standing] == -1).all()


def check_staff(day) -> None:
    """Everybody on the roster is in one place: at the till that is his, or on the floor; nobody serves two at once."""
    staff, cashier, visits = day.day.staff, day.day.cashier, day.day.visits
    at_tills = cashier[cashier >= 0]
    assert len(set(at_tills.tolist())) == len(at_tills) and set(at_tills) == set(np.flatnonzero(staff["till"] >= 0))
    assert all(staff["till"][who] == till for till, who in enumerate(cashier) if who >= 0)
    assert ((staff["role"] == CASHIER) == (staff["till"] >= 0))[staff["to_s"] > 0].all()
    assert ((staff["opened_s"] >= 0) <= (staff["till"] >= 0)).all()
    served = [visits["advisor"][visits["state"] == State.HELPED], visits["cashier"][visits["state"] == State.PAYING],
              visits["advisor"][visits["state"] == State.SCANNING]]
    busy = np.concatenate(served)
    busy = busy[busy >= 0]
    still = busy[staff["free_at_s"][busy] > day.time_s]
    assert len(np.unique(still)) == len(still)
    scanning = visits["machine"][(visits["state"] == State.SCANNING) | (visits["state"] == State.STUCK)]
    assert len(np.unique(scanning)) == len(scanning)


def check_goods(day, at_opening: np.ndarray) -> None:
    """What is gone from the shelves is in baskets, item by item; and each basket's value is that of its items."""
    visits, goods = day.day.visits, day.day.goods
    taken = np.zeros(len(at_opening), dtype=np.int64)
    for visit, basket in zip(visits, day.day.baskets, strict=True):
        own = basket[:visit["items"]]
        np.add.at(taken, own, 1)
        taken[visit["item"]] += visit["in_hand"]
        assert visit["spend_cents"] + visit["discount_cents"] == goods.item_shelf_cents[own].sum()
        assert goods.item_offer_cents[own].sum() <= visit["spend_cents"] <= goods.item_shelf_cents[own].sum()
        assert visit["cost_cents"] == goods.item_cost_cents[own].sum()
        assert 0 <= visit["unplanned_items"] <= visit["items"]
    assert np.array_equal(at_opening - day.day.stock, taken) and (day.day.stock >= 0).all()


def check_visits(visits: np.ndarray, staff: np.ndarray, not_yet: frozenset = frozenset()) -> None:
    """Every visit adds up, and every column is within the range that it declares; not_yet: columns still to be written.
    """
    made = visits[visits["leave_s"] >= 0]
    assert set(VISIT.out_of_range(made)) <= not_yet and STAFF.out_of_range(staff) == []
    assert not any(np.isnan(visits[name]).any() for name in visits.dtype.names)
    assert (made["leave_s"] >= made["arrive_s"]).all()
    assert (made["wait_till_s"] <= made["wait_actual_s"] + 1e-9).all()
    assert (made["helps"] + made["gave_up_help"] <= made["asked"] + made["approached"]).all()
    assert (made["rival_items"] <= made["online_items"]).all()
    kept = made[(made["items"] > 0)]
    assert (kept["served_s"] >= 0).all() and not (kept["abandoned"]).any() and (kept["errand"] == Errand.EXIT).all()
    assert (made["items"][made["abandoned"] == 1] == 0).all()


@settings(max_examples=12)
@given(worlds())
def test_people_and_goods_are_conserved_at_every_tick(world):
    scenario, seed = world
    model = RetailModel(scenario, seed)
    day = model.store_day(model.plan(), 5)
    at_opening = day.day.stock.copy()
    while not day.is_over():
        day.step()
        if day.day.counts[INSIDE] or day.is_over():
            check_people(day)
            check_staff(day)
        if day.tick % 200 == 0 or day.is_over():
            check_goods(day, at_opening)
    assert set(day.day.visits["state"].tolist()) <= {State.PASSED_BY, State.GONE}
    check_visits(day.day.visits, day.day.staff, not_yet=frozenset({"satisfaction"}))


@settings(max_examples=15)
@given(worlds())
def test_money_is_conserved_and_every_column_keeps_its_range(world):
    scenario, seed = world
    model = RetailModel(scenario, seed)
    sold = spent_online = discounts = returned = sent_back = fulfilled = 0
    for _ in range(3):
        t = live_period(model)
        visits = t.visits
        model.period += 1
        sent_back += round(100 * t.online["web_refunds"])
        fulfilled += t.costs["fulfilment"]
        discounts += int(visits["discount_cents"].sum())
        returned += int(visits["refund_cents"].sum()) + int(t.unpacked["refund_cents"].sum())
        kept = t.unpacked
        assert (kept["refund_cents"] <= kept["value_cents"]).all() and (kept["items_returned"] <= kept["items"]).all()
        check_visits(visits, model.staff)
        sold += int(visits["spend_cents"].sum())
        spent_online += int(visits["own_web_cents"].sum())
    balance = model.ledger.balance
    assert model.ledger.balanced()
    assert -balance[Account.STORE_SALES] == sold + discounts and balance[Account.DISCOUNTS] == discounts
    assert -balance[Account.WEB_SALES] >= spent_online
    due = int(model.shoppers["due_cents"].sum())
    refunds = balance[Account.REFUNDS]
    assert refunds == returned + sent_back - due == int(model.shoppers["refund_cents"].sum())
    sales = -balance[Account.STORE_SALES] - balance[Account.WEB_SALES] - discounts
    staff = sum(balance[a] for a in (Account.WAGES, Account.BONUSES, Account.PROGRAMMES, Account.TRAINING, Account.HIRING,
                                          Account.EQUIPMENT, Account.SERVICE_DESK, Account.COMPENSATION))
    rewards, points = balance[Account.REWARDS], int(model.shoppers["points"].sum())
    assert -balance[Account.POINTS_OWED] == points and rewards == points + int(model.shoppers["rewards_cents"].sum())
    kept_up = balance[Account.RELATIONS] + balance[Account.CAUSES]
    assert balance[Account.CASH] == sales - refunds - staff - (rewards - points) - kept_up - fulfilled
    assert balance[Account.FULFILMENT] == fulfilled
    assert int(model.shoppers["spend_cents"].sum()) == sales
    assert int(model.shoppers["margin_cents"].sum()) == (sales - refunds - balance[Account.COST_OF_GOODS]
                                                         - balance[Account.WRITTEN_OFF] - rewards)
    assert SHOPPER.out_of_range(model.shoppers) == []
    for name in set(model.shoppers.dtype.names) - {"age", "income"}:
        assert not np.isnan(model.shoppers[name]).any(), name


SHORT_DAY = corner("people.size=150", "people.trip_rate_mean=7", "store.hours.closes_h=10.5", "staff.cashiers=1",
                   "staff.peak_cashiers=0", "staff.advisors=1", "visit.self_checkout.machines=4",
                   "visit.self_checkout.preference=1", "visit.self_checkout.failure=0.6", "visit.self_checkout.fixed_s=600",
                   "visit.self_checkout.per_item_s=120", "visit.self_checkout.fix_min=60", "visit.paying.fixed_s=600",
                   "visit.paying.patience_high_min=600", "horizon.periods=1", "engine.touchpoint_sample=1")
"""Half an hour in which people come, and machines that stop more often than not: many are still at it when the doors are
locked."""


def test_nobody_takes_home_what_was_not_paid_when_machines_fail_and_the_day_is_short():
    model = RetailModel(SHORT_DAY, 7)
    t = live_period(model)
    left_unpaid, sold, cost = 0, 0, 0
    for day in t.days:
        log, visits = day.day.log[:day.day.counts[NOTES]], day.day.visits
        assert day.day.counts[NOTES] <= len(day.day.log)
        paid = np.isin(np.arange(len(visits)), log["visit"][np.isin(log["touchpoint"], (Touchpoint.PAY, Touchpoint.SCAN))])
        assert not visits["items"][~paid].any() and not visits["spend_cents"][~paid].any()
        assert ((visits["served_s"] >= 0) == paid).all()
        left_unpaid += int((visits["abandoned"] & (visits["machine"] >= 0) & (visits["leave_s"] >= day.day.last_s)).sum())
        sold, cost = sold + int(visits["spend_cents"][paid].sum()), cost + int(visits["cost_cents"][paid].sum())
        check_goods(day, day.day.goods.item_stock)
    assert left_unpaid > 5 and sold > 0
    balance = model.ledger.balance
    assert -balance[Account.STORE_SALES] == sold + balance[Account.DISCOUNTS]
    assert balance[Account.COST_OF_GOODS] == cost + int(t.visits["own_web_cost_cents"].sum()) + int(t.web_cost.sum())


@given(st.lists(st.tuples(st.sampled_from(Account), st.sampled_from(Account), st.integers(0, 10**9)), max_size=30))
def test_all_accounts_sum_to_nothing_whatever_is_posted(postings):
    ledger = Ledger()
    for debit, credit, cents in postings:
        ledger.post(debit, credit, cents)
        assert ledger.balanced()


def test_a_posting_below_nothing_is_refused():
    with pytest.raises(ValueError, match="must be 0 cents or more"):
        Ledger().post(Account.CASH, Account.STORE_SALES, -1)
