"""The money of a period: every cent is booked twice, and the sums of the period are made."""

import numpy as np

from sim.channels.choosing import RIVAL
from sim.channels.listing import list_values, write_lists
from sim.channels.rival import taken_by_rival
from sim.engine.communication import SAID_SUMS
from sim.engine.expecting import quality_sums
from sim.engine.measures import journey_sums, measured, merged, origin_sums, period_sums, staff_sums
from sim.engine.relations import relation_sums
from sim.engine.tables import VISIT
from sim.outcomes.fit_out import cost_of_signs
from sim.outcomes.ledger import post_costs, post_period
from sim.outcomes.upkeep import cost_of_atmosphere
from sim.outcomes.value import book_elsewhere, book_orders, book_store, close_period, discount_a_period, lost, silence_limit
from sim.visit.alignment import misfit
from sim.visit.mirrors import mirrored
from sim.visit.trip import LONGEST_LIST


def settle(t) -> None:
    """Book the period `t` (`sim.engine.period.Period`): purses, ledger, sums and measures."""
    model, shoppers, visits = t.model, t.shoppers, t.visits
    rivals = t.trips[t.trips["way"] // 2 == RIVAL]
    t.rival_value, _ = list_value(model, rivals)
    book_store(shoppers, visits)
    book_orders(shoppers, t.orders["person"], t.web_value, t.web_cost)
    book_elsewhere(shoppers, rivals["person"], t.rival_value)
    money = taken(t, int(t.web_cost.sum()))
    spent = int(shoppers["period_cents"].sum() + shoppers["period_elsewhere_cents"].sum())
    post_period(model.ledger, money["store_sales"], money["store_cost"], money["web_sales"], money["web_cost"],
                money["rival_sales"], money["wages"], spent, money["discounts"], *t.returned,
                equipment_cents=money["equipment"])
    for branch in model.branches:
        post_costs(model.ledger, branch.workforce.costs)
    post_costs(model.ledger, t.costs)
    close_books(t)
    sum_the_period(t, money)


def taken(t, web_cost: int) -> dict[str, int]:
    """What the period took and cost, in whole cents; web_cost: of what was ordered online."""
    visits = t.visits
    return {
        "store_sales": int(visits["spend_cents"].sum()), "store_cost": int(visits["cost_cents"].sum()),
        "web_sales": int(t.web_value.sum()) + int(visits["own_web_cents"].sum()),
        "web_cost": web_cost + int(visits["own_web_cost_cents"].sum()),
        "rival_sales": int(t.rival_value.sum()) + int(visits["rival_cents"].sum()),
        "wages": int(t.wages.sum()), "discounts": int(visits["discount_cents"].sum()),
        "equipment": sum(equipment_cents(one.scenario, one.floor) for one in t.model.branches),
    }


def close_books(t) -> None:
    """The period is added to every shopper's account."""
    money = t.scenario.outcomes
    discount = discount_a_period(money.discount_year, t.scenario.horizon.days_per_period)
    close_period(t.shoppers, t.trips["person"], t.number, (1.0 + discount) ** -t.number)


def sum_the_period(t, money: dict[str, int]) -> None:
    """The sums and measures of the period, kept by the model."""
    model = t.model
    silence = silence_limit(t.scenario.outcomes.churned_after, model.buying_rate())
    active = ~lost(t.shoppers, t.number, silence) & (t.shoppers["first_period"] >= 0)
    sums = period_sums(t.visits, t.trips, t.shoppers, t.met, active,
                             money | {"cost": money["store_cost"] + money["web_cost"], "refunds": t.returned[0],
                                      "sold_again": t.returned[2], "staff_costs": sum(sum(branch.workforce.costs.values()) for branch in model.branches),
                                      "other_costs": sum(t.costs.values())},
                             model.usual, int(sum(day.day.staff["openings"].sum() for day in t.days)))
    others = {"to_rival": int(taken_by_rival(t.shoppers, ~active).sum()), "alignment_sum": 1.0 - misfit(t.scenario),
              "fulfilment": t.costs["fulfilment"] / 100}
    model.sums = merged(sums, others, staff_sums(t.staff, t.visits), t.service, quality_sums(t), t.online,
                        relation_sums(t, sums["margin"]), journey_sums(t.shoppers), origin_sums(t.days),
                        {name: t.said[name] for name in SAID_SUMS})
    model.measures = measured(model.sums)


def list_value(model, trips: np.ndarray, price_level: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Value and cost in cents of trips that are not walked in the home store: as large as one there usually is.

    price_level: prices there against the regular ones.
    """
    value, cost = np.zeros(len(trips), dtype=np.int64), np.zeros(len(trips), dtype=np.int64)
    for branch in model.branches:
        here = np.flatnonzero(trips["store"] == branch.number)
        value[here], cost[here] = value_at(model, branch.floor, trips[here], price_level)
    return value, cost


def value_at(model, floor, trips: np.ndarray, price_level: float) -> tuple[np.ndarray, np.ndarray]:
    """Value and cost in cents of trips by people whose home store has this floor; see `list_value`."""
    rows = VISIT.rows(len(trips))
    for name in ("shopper", "day", "list_length"):
        rows[name] = trips[name]
    rows["period"] = model.period
    rows["price_tier"] = model.shoppers["price_tier"][trips["person"]]
    lists = np.full((len(trips), LONGEST_LIST), -1, dtype=np.int32)
    write_lists(rows, lists, floor.goods, floor.place, model.key, floor.list_rules)
    value, cost = np.zeros(len(trips), dtype=np.int64), np.zeros(len(trips), dtype=np.int64)
    listing, browsing = model.scenario.channels.listing, model.scenario.visit.browsing
    list_values(rows, lists, floor.goods, browsing.take_listed / listing.planned_share, price_level, value, cost)
    return value, cost


def wage_cents(staff: np.ndarray, open_s: float) -> int:
    """Wages of one day in whole cents, by the hours of the roster within the opening time of `open_s` seconds."""
    hours = np.maximum(0.0, np.minimum(staff["to_s"], open_s) - staff["from_s"]) / 3600.0
    return int(np.rint(hours * staff["wage_cents_h"]).sum())


def equipment_cents(scenario, floor) -> int:
    """What machines, smart mirrors, signs of the brand and an atmosphere beyond the ordinary cost in a period, in whole cents."""
    checkout, mirrors, weeks = scenario.visit.self_checkout, scenario.visit.mirrors, scenario.horizon.days_per_period / 7.0
    fitted = int(mirrored(floor.place.fittings, mirrors.rooms).sum())
    week = checkout.machines * checkout.cost_week + fitted * mirrors.cost_week
    where = (floor.place.walkable, floor.plan.cell_m**2, weeks)
    signs = cost_of_signs(floor.signs, *where, scenario.outcomes.fit_out)
    return round(100.0 * (week * weeks + signs + cost_of_atmosphere(floor.layers, *where, scenario.outcomes.upkeep)))
