"""RetailModel: the one entry that every path uses. `step()` is one period t; the body of `step` is the model."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
from mesa.datacollection import DataCollector

from sim.channels.planning import TRIP, plan_trips, plan_trips_with
from sim.engine.agents import Shopper, Staff, View, Views
from sim.engine.branches import Branch, open_branches, staff_of, turn_branches
from sim.engine.day import open_day, planned_visits
from sim.engine.expecting import start_experience
from sim.engine.floor import Floor
from sim.engine.mesa_compat import OwnScenario
from sim.engine.own_rules import by_rule, checked_rules
from sim.engine.period import live_period
from sim.engine.records import Records
from sim.engine.service import Service
from sim.engine.store_day import LivedDay, StoreDay
from sim.engine.tables import SHOPPER, VISIT, rows_joined
from sim.engine.ways import ways_now
from sim.experience.loyalty import start_loyalty
from sim.experience.ratings import Ratings
from sim.experience.reviews import Stars
from sim.experience.satisfaction import satisfaction
from sim.ground.columns import Register
from sim.ground.dice import checked_seed, replication_seed
from sim.ground.errors import InputError
from sim.outcomes.ledger import Ledger
from sim.outcomes.measures import SUMMED
from sim.people.parcels import PARCEL
from sim.people.population import check_size, draw_people, mean_visits_week, size_for_crowd
from sim.people.homes import settle_down
from sim.people.staff import STORE
from sim.people.workforce import Worked, Workforce
from sim.scenario.events import scenario_in
from sim.scenario.scenario import Scenario
from sim.store.prices import posted_level
from sim.visit.company import bring_company
from sim.visit.finding import start_familiarity
from sim.visit.servicescape import weighed_company
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
        self.own_rules = checked_rules(rules, scenario)
        self.delivered: float | None = None
        self.threads = threads or scenario.engine.threads or os.cpu_count() or 1
        self.branches = open_branches(self.asked, key)
        self.zone_names = tuple(dict.fromkeys(name for one in self.branches for name in one.floor.plan.zone_names))
        self.period = 0
        self.network = None     # who knows whom: made when somebody talks
        self.shoppers = draw_people(scenario.people, population_size(self.asked, self.branches), key, SHOPPER)
        settle_down(self.shoppers, self.asked.chain.shares(), key)
        self.registers = {Shopper: Register("shopper"), Staff: Register("staff")}
        self.registers[Shopper].enrol(self.shoppers["uid"], range(len(self.shoppers)))
        self._enrol_staff()
        self._start()
        self.ratings = Ratings(self.shoppers, scenario.engine.explain)
        self.ledger, self.service, self.reviews = Ledger(), Service(), Stars()
        self.parcels = np.zeros(0, dtype=PARCEL)    # on their way from period to period
        self.records = Records(scenario, self.floor)
        self.datacollector = DataCollector(
            model_reporters={"period": lambda m: m.period - 1, **{name: _reporter(name) for name in SUMMED}})

    def _start(self) -> None:
        experience = self.scenario.experience
        start_experience(self)
        rates = self.own_rules.get("satisfaction", satisfaction)
        self.usual = float(rates(experience.norm, experience.norm, 0.0, experience.satisfaction.numbers()))
        start_loyalty(self.shoppers, self.usual, experience.loyalty.numbers())
        start_familiarity(self.shoppers, self.scenario.channels.need.occasions, self.scenario.visit.browsing.numbers())
        for branch in self.branches:
            for day in range(7):
                self._open(branch, day, VISIT.rows(0))

    def step(self) -> None:
        """One period t, in the order of `sim.engine.period.live_period`."""
        live_period(self)
        self.period += 1
        self.datacollector.collect(self)
        self._turn_to(self.period)

    def _turn_to(self, period: int) -> None:
        """Events begin and end: from here on the scenario is as it stands in this period."""
        scenario = scenario_in(self.asked, period)
        if scenario != self.scenario or self.asked.chain.stores:
            self.scenario = scenario
            turn_branches(self.branches, self.asked, period)
            self._enrol_staff()

    def plan(self) -> np.ndarray:
        """The period's trips of all shoppers over all channels (`sim.channels.planning.TRIP`)."""
        planned = [self._plan(branch) for branch in self.branches]
        if len(planned) == 1:
            return planned[0]
        trips = rows_joined(planned)
        return trips.take(np.argsort(trips["person"], kind="stable"))

    def _plan(self, branch: Branch) -> np.ndarray:
        channels, days = self.scenario.channels, self.scenario.horizon.days_per_period
        weights = branch.floor.day_shares[self.weekday(np.arange(days))]
        usual = float(self.shoppers["trip_rate"].sum()) * channels.need.occasions * days / 7
        different, offered, nest = ways_now(self.scenario)
        room, posted = (np.empty(len(nest)), np.empty(len(nest))), self.posted_level(branch)
        trips = np.zeros(64 + int(1.1 * usual), dtype=TRIP)
        while True:
            how = (self.shoppers, branch.number, self.period, weights, branch.floor.arrivals, nest, LONGEST_LIST, self.key,
                   trips, *room, posted, different, offered, channels.choosing.numbers(), channels.attributes.numbers(),
                   channels.need.numbers(), channels.listing.numbers())
            count = by_rule(self.own_rules, "channel_choice", plan_trips, plan_trips_with, *how)
            if count <= len(trips):
                return trips[:count]
            trips = np.zeros(count, dtype=TRIP)

    def posted_level(self, branch: Branch) -> float:
        """Prices of a store in this period as posted, against the regular ones: the mean over its days."""
        floor = branch.floor
        days = range(self.scenario.horizon.days_per_period) if floor.promotions else range(1)
        return float(np.mean([posted_level(floor.today(self.period, self.weekday(day))[1]) for day in days]))

    def weekday(self, day):
        """Weekday 0 (Monday) .. 6 of a day of the present period; the first period begins on a Monday."""
        return (self.period * self.scenario.horizon.days_per_period + day) % 7

    def store_day(self, trips: np.ndarray, day: int, store: int = 0) -> StoreDay:
        """One day of a store before opening, as a Mesa model whose `step()` is one tick.

        trips: from `plan()`; day: 0 .. days_per_period - 1; store: position in the chain. InputError for others, or if
        somebody was taken out since.
        """
        self._check_day(trips, day, store)
        branch = self.branches[store]
        company = self.scenario.visit.company
        visits = planned_visits(trips, self.shoppers, self.period, day, self.scenario.engine, store)
        if company.exists:
            joys = weighed_company(company.numbers(), branch.floor.rules.servicescape)
            bring_company(visits, self.key, joys)
        return StoreDay(branch.floor, self._open(branch, day, visits), int(self.key), day, store)

    def _check_day(self, trips: np.ndarray, day: int, store: int) -> None:
        if store not in range(len(self.branches)):
            raise InputError(f"store is {store!r:.40}; it must be a whole number 0 to {len(self.branches) - 1}")
        last = self.scenario.horizon.days_per_period - 1
        if isinstance(day, bool) or not isinstance(day, int | np.integer) or not 0 <= day <= last:
            raise InputError(f"day is {day!r:.40}; it must be a whole number 0 to {last}")
        if not isinstance(trips, np.ndarray) or trips.dtype != TRIP:
            raise InputError(f"trips is {trips!r:.40}; it must be what plan() gave")
        person = trips["person"]
        if len(trips) and (person.max() >= len(self.shoppers)
                           or not np.array_equal(self.shoppers["uid"][person], trips["shopper"])):
            raise InputError("trips were planned for shoppers who have been taken out since; call plan() again")

    def _open(self, branch: Branch, day: int, visits: np.ndarray):
        hours = branch.scenario.store.hours
        return open_day(branch.floor, visits, branch.scenario.staff, branch.workforce.at_work(), self.weekday(day),
                        hours.opens_h, hours.closes_h, int(self.key), self.scenario.horizon.tick_s,
                        branch.workforce.expertise, self.period)

    def live(self, trips: np.ndarray) -> list[LivedDay]:
        """All store-days of the period, side by side on the threads; they depend on t-1 alone, not on each other.

        They are in the order of store and day.
        """
        def day(which):
            store, number = which
            return self.store_day(trips, number, store).run().hand_over()

        every = list(product(range(len(self.branches)), range(self.scenario.horizon.days_per_period)))
        if self.threads == 1:
            return [day(which) for which in every]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(day, every))

    def let_work(self, done: Sequence[Worked]) -> dict[str, np.ndarray]:
        """Staff live through their period; returns its table, one row a member. Who resigned is gone afterwards.

        done: what the staff of each store did.
        """
        tables = [branch.workforce.live(one, self.period) for branch, one in zip(self.branches, done, strict=True)]
        self._enrol_staff()
        return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}

    @property
    def floor(self) -> Floor:
        """The floor of the store, or of the first of the chain."""
        return self.branches[0].floor

    @property
    def workforce(self) -> Workforce:
        """The workforce of the store, or of the first of the chain."""
        return self.branches[0].workforce

    @property
    def staff(self) -> np.ndarray:
        """The staff as rows of the table `STAFF`; a copy if there are several stores."""
        return self.workforce.rows if len(self.branches) == 1 else staff_of(self.branches)

    def _enrol_staff(self) -> None:
        self.registers[Staff] = Register("staff")
        for branch in self.branches:
            self.registers[Staff].enrol(branch.workforce.rows["uid"], range(len(branch.workforce.rows)))

    def buying_rate(self) -> np.ndarray:
        """Purchases a period that each shopper's own habits let expect of this store."""
        scenario = self.scenario
        return (self.shoppers["trip_rate"].astype(np.float64) * self.shoppers["store_share"]
                * scenario.channels.need.occasions * scenario.horizon.days_per_period / 7.0)

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
        return self.shoppers[row] if kind is Shopper else self.branches[uid // STORE].workforce.rows[row]

    def remove_agent(self, kind: type[View], uid: int) -> None:
        """Take a shopper or a member of staff out of the model; views of it raise from now on."""
        row = self.registers[kind].strike(uid)
        if kind is Staff:
            self.branches[uid // STORE].workforce.remove(row)
            self._enrol_staff()
            return
        table = self.shoppers = np.delete(self.shoppers, row)
        self.ratings.strike(row)
        self.network = self.network and self.network.without(row)
        self.registers[kind] = Register(self.registers[kind].kind)
        self.registers[kind].enrol(table["uid"], range(len(table)))


def _reporter(name: str):
    return lambda model: model.measures[name]


def population_size(scenario: Scenario, branches: Sequence[Branch]) -> int:
    """People asked for, or as many as the crowds of all stores need; times the level of each store's crowd."""
    levels = np.array([one.scenario.store.crowd.level for one in branches])
    if scenario.people.size is not None:
        size = round(scenario.people.size * float(np.dot(levels, scenario.chain.shares())))
        check_size(size)
        return size
    visits = mean_visits_week(scenario.people) * scenario.channels.need.occasions
    return sum(size_for_crowd(one.scenario.store.crowd.level * one.scenario.store.crowd.visitors_per_hour, one.floor.open_s / 3600.0 * 7.0, visits)
               for one in branches)
