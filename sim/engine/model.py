"""RetailModel: the one entry that every path uses. `step()` is one period t; the body of `step` is the model."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from mesa.datacollection import DataCollector

from sim.channels.choosing import NEST, OWN_WEB, RIVAL
from sim.channels.listing import list_values, write_lists
from sim.channels.planning import TRIP, plan_trips
from sim.channels.web import live_orders
from sim.engine.agents import Shopper, Staff, View, Views
from sim.engine.day import open_day, planned_visits
from sim.engine.floor import build_floor
from sim.engine.measures import measured, period_sums, staff_sums
from sim.engine.mesa_compat import OwnScenario
from sim.engine.own_rules import checked_ratings, checked_rules
from sim.engine.records import Records
from sim.engine.store_day import StoreDay
from sim.engine.tables import SHOPPER, STAFF, VISIT, rows_joined
from sim.experience.account import BESIDE, explain, explain_with
from sim.experience.hedonic import value_visits
from sim.experience.knowledge import keep_knowledge
from sim.experience.loyalty import start_loyalty, update_loyalty
from sim.experience.memory import remember
from sim.experience.recall import keep_recall
from sim.experience.satisfaction import LIVED, rate, rate_with, satisfaction, settle_satisfaction, sum_up
from sim.experience.state import carry, expect, start_state
from sim.experience.trust import bring_home, find_out
from sim.experience.use import bring_back, live_with
from sim.ground.columns import Register
from sim.ground.dice import checked_seed, replication_seed
from sim.ground.errors import InputError
from sim.outcomes.ledger import Ledger, post_period, post_staff
from sim.outcomes.measures import SUMMED
from sim.outcomes.questionnaire import ask_about
from sim.outcomes.value import book_elsewhere, book_orders, book_store, close_period, discount_a_period, lost, silence_limit
from sim.people.population import draw_people, mean_visits_week, size_for_crowd
from sim.people.workforce import Workforce, worked
from sim.scenario.events import scenario_in
from sim.scenario.scenario import Scenario
from sim.store.prices import posted_level
from sim.visit.causes import CAUSES
from sim.visit.company import bring_company
from sim.visit.finding import learn_way, start_familiarity
from sim.visit.mirrors import mirrored
from sim.visit.price import remember_prices
from sim.visit.trip import LONGEST_LIST


class RetailModel(OwnScenario):
    """Shoppers, staff and a store that live through periods.

    scenario: from `sim.scenario(...)`; as it stands in the present period it is the attribute `scenario`, as it was
    given `asked`; seed: 0..2^64-1 of the experiment; replication: 0, 1, 2, ..., which luck of the
    experiment; rules: own rules by name
    (`satisfaction`: compiled with `numba.njit`, arguments as `sim.experience.satisfaction.satisfaction`).
    threads: store-days lived side by side, default `engine.threads` (0 = every core); results do not depend on it.
    Raises InputError for what is wrong with the scenario.
    """

    scenario: Scenario = None   # ours: in Mesa 3.5 the attribute is a property that writes into what it is given

    def __init__(self, scenario: Scenario, seed: int = 7, rules: dict | None = None, threads: int | None = None,
                 replication: int = 0):
        if not isinstance(scenario, Scenario):
            raise InputError(f"RetailModel takes a scenario, as sim.scenario([...]) makes it, not {scenario!r:.60}")
        key = replication_seed(checked_seed(seed), replication)
        super().__init__(rng=key % 2**63)
        self.asked, self.scenario, self.key = scenario, scenario_in(scenario, 0), np.uint64(key)
        scenario = self.scenario
        experience = scenario.experience
        self.own_rules = checked_rules(rules, experience.norm, experience.satisfaction.numbers())
        self.threads = threads or scenario.engine.threads or os.cpu_count() or 1
        self.floor = build_floor(scenario)
        self.period = 0
        self.shoppers = draw_people(scenario.people, population_size(scenario, self.floor), key, SHOPPER)
        self.workforce = Workforce(scenario.staff, self.floor.plan.departments, key, STAFF,
                                   scenario.horizon.days_per_period)
        self.registers = {Shopper: Register("shopper"), Staff: Register("staff")}
        self.registers[Shopper].enrol(self.shoppers["uid"], range(len(self.shoppers)))
        self._enrol_staff()
        self._start()
        self.ledger = Ledger()
        self.records = Records(scenario, self.floor)
        self.datacollector = DataCollector(
            model_reporters={"period": lambda m: m.period - 1, **{name: _reporter(name) for name in SUMMED}})

    def _start(self) -> None:
        experience = self.scenario.experience
        start_state(self.shoppers, experience.numbers())
        rates = self.own_rules.get("satisfaction", satisfaction)
        self.usual = float(rates(experience.norm, experience.norm, 0.0, experience.satisfaction.numbers()))
        start_loyalty(self.shoppers, self.usual)
        start_familiarity(self.shoppers, self.scenario.channels.need.occasions, self.scenario.visit.browsing.numbers())
        for day in range(7):
            self._open(day, VISIT.rows(0))

    def step(self) -> None:
        """One period: trips are planned, days are lived, experience is made of them and carried over."""
        returned = bring_back(self.shoppers)
        trips = self.plan()
        days = self.live(trips)
        visits = rows_joined([day.day.visits for day in days])
        lived = self.digest(visits, days)
        orders = self.order_online(trips)
        staff = self.work(days, visits)
        self.settle(trips, days, visits, lived, orders, returned, staff)
        self.records.staff.append(staff)
        self.period += 1
        self.datacollector.collect(self)
        self._turn_to(self.period)

    def _turn_to(self, period: int) -> None:
        """Events begin and end: from here on the scenario is as it stands in this period."""
        scenario = scenario_in(self.asked, period)
        if scenario != self.scenario:
            self.scenario, self.floor = scenario, build_floor(scenario)
            self.workforce.follow(scenario.staff, period)
            self._enrol_staff()

    def plan(self) -> np.ndarray:
        """The period's trips of all shoppers over all channels (`sim.channels.planning.TRIP`)."""
        posted = self.posted_level()
        channels, days = self.scenario.channels, self.scenario.horizon.days_per_period
        weights = self.floor.day_shares[self.weekday(np.arange(days))]
        usual = float(self.shoppers["trip_rate"].sum()) * channels.need.occasions * days / 7
        trips = np.zeros(64 + int(1.1 * usual), dtype=TRIP)
        while True:
            count = plan_trips(self.shoppers, self.period, weights, self.floor.arrivals, NEST, LONGEST_LIST, self.key,
                               trips, np.empty(6), np.empty(6), posted,
                               channels.choosing.numbers(), channels.need.numbers(), channels.listing.numbers())
            if count <= len(trips):
                return trips[:count]
            trips = np.zeros(count, dtype=TRIP)

    def posted_level(self) -> float:
        """Prices of this period as posted, against the regular ones: the mean over its days."""
        days = range(self.scenario.horizon.days_per_period) if self.floor.promotions else range(1)
        return float(np.mean([posted_level(self.floor.today(self.period, self.weekday(day))[1]) for day in days]))

    def weekday(self, day):
        """Weekday 0 (Monday) .. 6 of a day of the present period; the first period begins on a Monday."""
        return (self.period * self.scenario.horizon.days_per_period + day) % 7

    def store_day(self, trips: np.ndarray, day: int) -> StoreDay:
        """One day of the store before opening, as a Mesa model whose `step()` is one tick.

        trips: from `plan()`; day: 0 .. days_per_period - 1. InputError for others, or if somebody was taken out since.
        """
        self._check_day(trips, day)
        engine, company = self.scenario.engine, self.scenario.visit.company
        visits = planned_visits(trips, self.shoppers, self.period, day, engine.touchpoint_sample,
                                explained=engine.explain)
        if company.exists:
            bring_company(visits, self.key, company.numbers())
        return StoreDay(self.floor, self._open(day, visits), int(self.key), day)

    def _check_day(self, trips: np.ndarray, day: int) -> None:
        last = self.scenario.horizon.days_per_period - 1
        if isinstance(day, bool) or not isinstance(day, int | np.integer) or not 0 <= day <= last:
            raise InputError(f"day is {day!r:.40}; it must be a whole number 0 to {last}")
        if not isinstance(trips, np.ndarray) or trips.dtype != TRIP:
            raise InputError(f"trips is {trips!r:.40}; it must be what plan() gave")
        person = trips["person"]
        if len(trips) and (person.max() >= len(self.shoppers)
                           or not np.array_equal(self.shoppers["uid"][person], trips["shopper"])):
            raise InputError("trips were planned for shoppers who have been taken out since; call plan() again")

    def _open(self, day: int, visits: np.ndarray):
        hours = self.scenario.store.hours
        return open_day(self.floor, visits, self.scenario.staff, self.workforce.at_work(), self.weekday(day), hours.opens_h,
                        hours.closes_h, int(self.key), self.scenario.horizon.tick_s, self.workforce.expertise, self.period)

    def live(self, trips: np.ndarray) -> list[StoreDay]:
        """All store-days of the period, side by side on the threads; they depend on t-1 alone, not on each other."""
        def day(number):
            return self.store_day(trips, number).run()

        numbers = range(self.scenario.horizon.days_per_period)
        if self.threads == 1:
            return [day(number) for number in numbers]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(day, numbers))

    def digest(self, visits: np.ndarray, days: Sequence[StoreDay] = ()) -> np.ndarray:
        """What was lived becomes memory, satisfaction, the state carried to t + 1, loyalty and recommendation.

        visits: the rows of all `days`, one day after another.
        """
        experience = self.scenario.experience
        lived = np.zeros(len(self.shoppers), dtype=LIVED)
        remember(visits, self.key, experience.memory.numbers())
        value_visits(visits, experience.hedonic.numbers())
        self.account = self._rate(visits)
        ask_about(visits, self.shoppers, self.key, experience.satisfaction.level, experience.satisfaction.of_quality,
                  self.scenario.outcomes.questionnaire.numbers())
        sum_up(visits, lived)
        carry(self.shoppers, lived, experience.numbers())
        self.use(visits, days, lived)
        settle_satisfaction(self.shoppers, lived)
        bring_home(visits, self.shoppers)
        find_out(self.shoppers, self.key, self.period, experience.trust.numbers())
        expect(self.shoppers, experience.numbers())
        keep_knowledge(self.shoppers, visits, experience.knowledge.numbers())
        keep_recall(self.shoppers, visits, experience.recall.numbers())
        update_loyalty(self.shoppers, lived, self.usual, self.key, self.period, experience.loyalty.numbers())
        remember_prices(visits, self.shoppers, self.scenario.visit.browsing.numbers())
        learn_way(self.shoppers, lived, self.scenario.visit.browsing.numbers())
        return lived

    def _rate(self, visits: np.ndarray) -> np.ndarray:
        """Rate every visit; returns the account of each rating by cause, empty if it is not kept."""
        experience, own = self.scenario.experience, self.own_rules.get("satisfaction")
        p = experience.satisfaction.numbers()
        account = np.zeros((len(visits) if self.scenario.engine.explain else 0, len(BESIDE) + len(CAUSES)))
        if own:
            rate_with(visits, self.shoppers, own, p)
            checked_ratings(visits["satisfaction"][visits["leave_s"] >= 0.0])
        else:
            rate(visits, self.shoppers, p)
        if len(account):
            how = (p, account)
            explain_with(visits, self.shoppers, experience.norm, own, *how) if own else explain(
                visits, self.shoppers, experience.norm, *how)
        return account

    def use(self, visits: np.ndarray, days: Sequence[StoreDay], lived: np.ndarray) -> None:
        """What was bought is used; see `sim.experience.use`."""
        first = 0
        for day in days:
            last = first + len(day.day.visits)
            live_with(visits[first:last], day.day.baskets, day.day.goods, self.shoppers, lived, self.key,
                      self.scenario.experience.use.numbers())
            first = last

    def order_online(self, trips: np.ndarray) -> np.ndarray:
        """Trips that ended in the own web shop are lived there; returns them."""
        orders = trips[trips["way"] // 2 == OWN_WEB]
        live_orders(orders, self.shoppers, self.key, self.period, self.scenario.experience.carry_over,
                    self.scenario.channels.web.numbers())
        return orders

    def work(self, days: list[StoreDay], visits: np.ndarray) -> dict[str, np.ndarray]:
        """Staff live through their period; returns its table, one row a member. Who resigned is gone afterwards."""
        table = self.workforce.live(worked([day.day.staff for day in days], visits, self.floor.open_s), self.period)
        self._enrol_staff()
        return table

    @property
    def staff(self) -> np.ndarray:
        """The staff of the store as rows of the table `STAFF`."""
        return self.workforce.rows

    def _enrol_staff(self) -> None:
        self.registers[Staff] = Register("staff")
        self.registers[Staff].enrol(self.staff["uid"], range(len(self.staff)))

    def buying_rate(self) -> np.ndarray:
        """Purchases a period that each shopper's own habits let expect of this store."""
        scenario = self.scenario
        return (self.shoppers["trip_rate"].astype(np.float64) * self.shoppers["store_share"]
                * scenario.channels.need.occasions * scenario.horizon.days_per_period / 7.0)

    def list_value(self, trips: np.ndarray, price_level: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
        """Value and cost in cents of trips that are not walked in this store: as large as one here usually is.

        price_level: prices there against the regular ones.
        """
        rows = VISIT.rows(len(trips))
        for name in ("shopper", "day", "list_length"):
            rows[name] = trips[name]
        rows["period"] = self.period
        rows["price_tier"] = self.shoppers["price_tier"][trips["person"]]
        lists = np.full((len(trips), LONGEST_LIST), -1, dtype=np.int32)
        write_lists(rows, lists, self.floor.goods, self.floor.place, self.key, self.floor.list_rules)
        value, cost = np.zeros(len(trips), dtype=np.int64), np.zeros(len(trips), dtype=np.int64)
        listing, browsing = self.scenario.channels.listing, self.scenario.visit.browsing
        list_values(rows, lists, self.floor.goods, browsing.take_listed / listing.planned_share, price_level,
                    value, cost)
        return value, cost

    def settle(self, trips, days, visits, lived, orders, returned, staff) -> None:
        """Money is booked, and the period is recorded; returned: see `sim.experience.use.bring_back`."""
        web_value, web_cost = self.list_value(orders, 1.0 - self.scenario.visit.phone.own_gap)
        rivals = trips[trips["way"] // 2 == RIVAL]
        rival_value, _ = self.list_value(rivals)
        wages = sum(wage_cents(day.day.staff, self.floor.open_s) for day in days)
        equipment = equipment_cents(self.scenario, self.floor.place.fittings)
        store, store_cost = int(visits["spend_cents"].sum()), int(visits["cost_cents"].sum())
        web = int(web_value.sum()) + int(visits["own_web_cents"].sum())
        cost = int(web_cost.sum()) + int(visits["own_web_cost_cents"].sum())
        rival = int(rival_value.sum()) + int(visits["rival_cents"].sum())
        discount = discount_a_period(self.scenario.outcomes.discount_year, self.scenario.horizon.days_per_period)
        book_store(self.shoppers, visits)
        book_orders(self.shoppers, orders["person"], web_value, web_cost)
        book_elsewhere(self.shoppers, rivals["person"], rival_value)
        spent = int(self.shoppers["period_cents"].sum() + self.shoppers["period_elsewhere_cents"].sum())
        discounts = int(visits["discount_cents"].sum())
        post_period(self.ledger, store, store_cost, web, cost, rival, wages, spent, discounts, *returned,
                    equipment_cents=equipment)
        post_staff(self.ledger, self.workforce.costs)
        close_period(self.shoppers, trips["person"], self.period, (1.0 + discount) ** -self.period)
        silence = silence_limit(self.scenario.outcomes.churned_after, self.buying_rate())
        active = ~lost(self.shoppers, self.period, silence) & (self.shoppers["first_period"] >= 0)
        self.sums = period_sums(visits, trips, self.shoppers, lived["visits"] > 0, active,
                                {"store_sales": store, "web_sales": web, "rival_sales": rival,
                                 "cost": store_cost + cost, "wages": wages, "discounts": discounts,
                                 "refunds": returned[0], "sold_again": returned[2],
                                 "staff_costs": sum(self.workforce.costs.values()), "equipment": equipment},
                                int(sum(day.day.staff["openings"].sum() for day in days)))
        self.sums |= staff_sums(staff, visits)
        self.measures = measured(self.sums)
        self.records.keep(self, trips, days, visits, orders, web_value, rival_value)

    # Mesa's view of who is there

    @property
    def agents(self) -> Views:
        """All shoppers and staff, made when looked at."""
        shoppers = np.fromiter(self.registers[Shopper], dtype=np.int64)
        staff = np.fromiter(self.registers[Staff], dtype=np.int64)
        kinds = np.repeat(np.array([0, 1], dtype=np.uint8), [len(shoppers), len(staff)])
        return Views(self, (Shopper, Staff), kinds, np.concatenate([shoppers, staff]))

    @property
    def agents_by_type(self) -> dict[type, Views]:
        """Shoppers and staff apart."""
        return {kind: Views(self, (kind,), np.zeros(len(register), dtype=np.uint8),
                            np.fromiter(register, dtype=np.int64)) for kind, register in self.registers.items()}

    @property
    def agent_types(self) -> list[type]:
        """Kinds of agents in the model."""
        return list(self.registers)

    def row_of(self, kind: type[View], uid: int) -> np.void:
        """The row of an agent; LookupError if it was removed or never was."""
        row = self.registers[kind].row(uid)
        return (self.shoppers if kind is Shopper else self.staff)[row]

    def remove_agent(self, kind: type[View], uid: int) -> None:
        """Take a shopper or a member of staff out of the model; views of it raise from now on."""
        row = self.registers[kind].strike(uid)
        if kind is Staff:
            self.workforce.remove(row)
            self._enrol_staff()
            return
        table = self.shoppers = np.delete(self.shoppers, row)
        self.registers[kind] = Register(self.registers[kind].kind)
        self.registers[kind].enrol(table["uid"], range(len(table)))


def _reporter(name: str):
    return lambda model: model.measures[name]


def population_size(scenario: Scenario, floor) -> int:
    """People asked for, or as many as the crowd of the store needs."""
    if scenario.people.size is not None:
        return scenario.people.size
    return size_for_crowd(scenario.store.crowd.visitors_per_hour, floor.open_s / 3600.0 * 7.0,
                          mean_visits_week(scenario.people) * scenario.channels.need.occasions)


def wage_cents(staff: np.ndarray, open_s: float) -> int:
    """Wages of one day in whole cents, by the hours of the roster within the opening time of `open_s` seconds."""
    hours = np.maximum(0.0, np.minimum(staff["to_s"], open_s) - staff["from_s"]) / 3600.0
    return int(np.rint(hours * staff["wage_cents_h"]).sum())


def equipment_cents(scenario: Scenario, rooms: int) -> int:
    """What machines and smart mirrors cost in a period, in whole cents, used or not; rooms: fitting rooms there are."""
    checkout, mirrors = scenario.visit.self_checkout, scenario.visit.mirrors
    week = checkout.machines * checkout.cost_week + int(mirrored(rooms, mirrors.rooms).sum()) * mirrors.cost_week
    return round(100.0 * week * scenario.horizon.days_per_period / 7.0)
