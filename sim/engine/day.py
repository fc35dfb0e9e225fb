"""A store-day: the planned visits of one day put into rows, lived tick by tick, closed."""

import numpy as np

from sim.channels.choosing import PICK_UP, STORE
from sim.channels.listing import write_lists
from sim.engine.floor import Floor
from sim.engine.schedule import Day
from sim.engine.tables import VISIT, rows_where
from sim.people.shoppers import is_noted
from sim.people.staff import CASHIER, Staffing, check_cashiers, roster
from sim.people.training import train_off_the_floor
from sim.store.realms import activities_of
from sim.visit.air import air_of
from sim.visit.causes import CAUSES
from sim.visit.line import new_lines
from sim.visit.readiness import MIDDLE_AGE
from sim.visit.recognition import salience_of
from sim.visit.self_checkout import MACHINE
from sim.visit.table import BASKET_ROOM
from sim.visit.touchpoints import NOTE, room_for_notes
from sim.visit.trip import LONGEST_LIST
from sim.visit.trying_on import rooms_of
from sim.visit.walking import paces_of

AFTER_HOURS_S = 3600.0
"""How long after closing the last shopper may take to leave."""

BROUGHT = ("reference_price", "familiarity", "price_tier", "price_sensitivity", "innovativeness", "loyalty", "patience",
           "pace_m_s", "mood", "expectation", "knowledge", "trust")
"""Columns that a shopper brings along into the visit."""


def planned_visits(trips: np.ndarray, shoppers: np.ndarray, period: int, day: int, engine, store: int = 0) -> np.ndarray:
    """Visit rows of one day in the order of arrival (of equals the lower uid first).

    trips: the period's trips (`sim.channels.planning.TRIP`); engine: the scenario's, which says what is logged and explained.
    """
    today = rows_where(trips, np.isin(trips["way"] // 2, (STORE, PICK_UP)) & (trips["day"] == day) & (trips["store"] == store))
    today = today.take(np.lexsort((today["shopper"], today["arrive_s"])))
    visits = VISIT.rows(len(today))
    for name in ("person", "shopper", "day", "arrive_s", "recreational", "list_length"):
        visits[name] = today[name]
    visits["collects"] = today["way"] // 2 == PICK_UP
    visits["list_length"][visits["collects"] == 1] = 0
    visits["web_first"] = today["way"] % 2
    visits["period"] = period
    visits["store"] = store
    visits["explained"] = engine.explain
    who = shoppers.take(today["person"])
    for name in BROUGHT:
        visits[name] = who[name]
    visits["fun_seeking"] = who["recreational"]
    visits["conduct"] = np.rint(1000.0 * who["conduct"])
    visits["age"] = np.where(np.isnan(who["age"]), MIDDLE_AGE, who["age"])
    visits["noted"] = is_noted(who["uid"], engine.touchpoint_sample, engine.profiles)
    return visits


def take_tills(staff: np.ndarray, tills: int) -> np.ndarray:
    """Seat today's cashiers, each at a till of his own; returns the staff row at each till, -1 none.

    InputError if there are more cashiers on one day than tills.
    """
    rows = np.flatnonzero((staff["role"] == CASHIER) & (staff["to_s"] > 0.0))
    check_cashiers(len(rows), tills)
    cashier = np.full(tills, -1, dtype=np.int64)
    cashier[:len(rows)] = rows
    staff["till"][rows] = np.arange(len(rows))
    return cashier


def open_day(floor: Floor, visits: np.ndarray, staffing: Staffing, staff: np.ndarray, weekday: int, opens_h: float,
             closes_h: float, seed: int, tick_s: float, expertise: np.ndarray | None = None, period: int = 0) -> Day:
    """Everything one store-day needs before its first tick: lists written, staff on the roster, shelves full.

    expertise: float64 [staff, departments], what each knows of a department beyond the own general knowledge; None: 0.
    """
    place, goods = floor.today(period, weekday)
    lists = np.full((len(visits), LONGEST_LIST), -1, dtype=np.int32)
    write_lists(visits, lists, goods, place, np.uint64(seed), floor.list_rules)
    today = roster(staffing, staff, weekday, opens_h, closes_h)
    train_off_the_floor(today, weekday)
    today["to_s"][today["to_s"] >= floor.open_s] += AFTER_HOURS_S
    today["cell"] = place.target_cell[place.desk if place.desk >= 0 else place.first_till]
    if expertise is None:
        expertise = np.zeros((len(staff), len(floor.plan.departments)))
    return Day(
        place=place, goods=goods, visits=visits, lists=lists, baskets=np.full((len(visits), BASKET_ROOM), -1, dtype=np.int32),
        inside=np.zeros(len(visits), dtype=np.int64), counts=np.zeros(3, dtype=np.int64), staff=today,
        expertise=expertise,
        cashier=take_tills(today, place.tills), lines=new_lines(place.tills + place.fitting_banks + 3),
        machines=np.zeros(floor.rules.self_checkout.machines, dtype=MACHINE),
        rooms=rooms_of(place.fittings, floor.rules.mirrors.rooms), stock=goods.item_stock.copy(),
        crowd=np.zeros(len(place.block_area_m2), dtype=np.int64),
        conduct=np.zeros(len(place.block_area_m2), dtype=np.int64), seconds=np.zeros(place.cells),
        pleasure=np.zeros(place.cells), felt=np.zeros((len(floor.plan.zone_names), len(CAUSES))),
        log=np.zeros(room_for_notes(int(visits["noted"].sum())), dtype=NOTE),
        air=air_of(floor.layers, floor.rules.sensing, floor.rules.servicescape, floor.expected),
        paces=paces_of(floor.layers, floor.rules.walking),
        signage=floor.layers["signage"].data.reshape(-1).copy(),
        activities=activities_of(floor.activities, weekday), realms=floor.realms,
        salient=salience_of(floor.signs, floor.rules.recognition),
        tick_s=tick_s, closes_s=floor.open_s, last_s=floor.open_s + AFTER_HOURS_S,
    )
