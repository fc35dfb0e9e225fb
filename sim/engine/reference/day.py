"""ReferenceDay: one day of one store as a plain Mesa model; `step()` is one tick, stage by stage, agent by agent."""

from collections import deque
from itertools import pairwise
from types import SimpleNamespace

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.engine.floor import Floor
from sim.engine.reference.rules import arithmetic
from sim.engine.reference.shopper import ReferenceShopper
from sim.engine.reference.staff import ReferenceStaff
from sim.engine.schedule import Day
from sim.engine.tables import STAFF, VISIT


class ReferenceDay(mesa.Model):
    """A store from opening until the last shopper has left, in plain Mesa.

    floor: the store; day: a `sim.engine.schedule.Day` before its first tick, read and not written; seed: key of the
    replication; number: day within the period. Attributes: `tick` (ticks so far), `shopper_ticks`; `inside`: shoppers
    in the store in the order of arrival; `lived()`: the day so far in the tables of the engine.
    """

    def __init__(self, floor: Floor, day: Day, seed: int, number: int = 0):
        super().__init__(rng=int(seed) % 2**63)
        self.number, self.key, self.rules = number, np.uint64(seed), floor.rules
        self.opened = day
        self.tick_s, self.closes_s, self.last_s = day.tick_s, day.closes_s, day.last_s
        self.place, self.goods = in_lists(day.place), in_lists(day.goods)
        self.air, self.paces = day.air.tolist(), day.paces.tolist()
        self.gain = 1.0 - arithmetic.exp(-self.rules.sensing.adaptation_per_min * self.tick_s / 60.0)
        self.signage = day.signage.tolist()
        self.people, self.conduct, self.stock = day.crowd.tolist(), day.conduct.tolist(), day.stock.tolist()
        self.seconds, self.pleasure, self.felt = day.seconds.tolist(), day.pleasure.tolist(), day.felt.tolist()
        self.forgets = 1.0 - arithmetic.exp(-self.rules.immersion.absorption_per_min * self.tick_s / 60.0)
        self.realms, self.salient = day.realms.tolist(), day.salient.tolist()
        self.activities = [SimpleNamespace(**dict(zip(day.activities.dtype.names, activity, strict=True)))
                       for activity in day.activities.tolist()]
        self.notes: list[tuple] = []
        self.staff = [ReferenceStaff(self, row, person) for row, person in enumerate(day.staff.tolist())]
        self.expertise = day.expertise.tolist()
        self.cashiers = [self.staff[row] if row >= 0 else None for row in day.cashier]
        self.lines: list[list[ReferenceShopper]] = [[] for _ in day.lines]
        self.help_line = len(self.lines) - 1
        self.shoppers = [ReferenceShopper(self, row, visit, items[items >= 0].tolist())
                         for row, (visit, items) in enumerate(zip(day.visits.tolist(), day.lists, strict=True))]
        self.expected = deque(self.shoppers)
        self.inside = AgentSet([], random=self.random)
        self.tick = self.shopper_ticks = 0
        self.end_s = 0.0
        # Mesa before 3.4 counts the agents of every model in a table of the class, which would keep this one alive.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def is_over(self) -> bool:
        """Whether nobody is inside and nobody will come."""
        return not self.inside and not self.expected

    def step(self) -> None:
        """One tick."""
        self.end_s = (self.tick + 1) * self.tick_s
        self.welcome()
        self.inside.do("greet")
        self.inside.do("head")
        self.inside.do("walk")
        self.inside.do("search")
        self.inside.do("take_part")
        self.inside.do("start_looking")
        self.inside.do("decide")
        self.inside.do("ask")
        self.serve_askers()
        self.inside.do("finish_help")
        self.inside.do("stand_in_line")
        self.serve_lines()
        if self.goods.surprises:
            self.inside.do("check_conditions")
        self.inside.do("finish_paying")
        self.inside.do("feel_urge")
        self.inside.do("risk_a_brush")
        self.inside.do("immerse")
        self.inside.do("recognise")
        self.inside.do("sense")
        self.inside.do("leave")
        self.shopper_ticks += len(self.inside)
        self.tick += 1
        self.running = not self.is_over()

    def run(self) -> "ReferenceDay":
        """Live the whole day tick by tick."""
        while self.running:
            self.step()
        return self

    def welcome(self) -> None:
        """Let in whoever arrives in this tick."""
        while self.expected and self.expected[0].arrive_s < self.end_s:
            shopper = self.expected.popleft()
            if shopper.arrive():
                self.inside.add(shopper)

    def serve_askers(self) -> None:
        """Advisors come to those who wait, in the order of asking; who waits too long gives up."""
        for shopper in self.lines[self.help_line].copy():
            free = [one for one in self.staff if one.can_help(shopper.joined_s, self.end_s)]
            if free:
                advisor = min(free, key=lambda one: one.free_at_s)
                comes_s = max(advisor.ready_s(), shopper.joined_s)
                if comes_s <= shopper.gives_up_s:
                    advisor.help(shopper, comes_s)
                    continue
            if shopper.gives_up_s <= self.end_s:
                shopper.give_up_help()

    def serve_lines(self) -> None:
        """Cashiers take the next in line when they are free; who waits too long leaves the basket."""
        for number, line in enumerate(self.lines[:1] if self.rules.paying.one_line else self.lines[:self.help_line]):
            for shopper in line.copy():
                cashier = self.next_cashier(number)
                if cashier is not None:
                    begins_s = max(cashier.ready_s(), shopper.joined_s)
                    if begins_s <= shopper.gives_up_s and begins_s <= self.end_s:
                        cashier.serve(shopper, begins_s)
                        continue
                if shopper.gives_up_s <= self.end_s:
                    shopper.give_up_line()

    def next_cashier(self, number: int) -> ReferenceStaff | None:
        """Who can serve line `number` first within this tick; a line of its own is served until it is empty."""
        if not self.rules.paying.one_line:
            cashier = self.cashiers[number]
            return cashier if cashier is not None and cashier.ready_s() <= self.end_s else None
        ready = [one for one in self.cashiers if one is not None and one.ready_s() <= self.end_s
                 and one.ready_s() < one.to_s]
        return min(ready, key=ReferenceStaff.ready_s, default=None)

    def shortest_line(self, cell: int, time_s: float) -> int:
        """The till that looks best from `cell`: open, then with the shortest line (served included), then the nearest."""
        def looks(till: int) -> tuple[bool, int, float]:
            cashier = self.cashiers[till]
            is_open = cashier is not None and cashier.from_s <= time_s < cashier.to_s
            served = is_open and cashier.serving >= 0 and cashier.free_at_s > time_s
            return (not is_open, len(self.lines[till]) + served if is_open else 0,
                    self.place.distance_m[self.place.first_till + till][cell])
        return min(range(self.place.tills), key=looks)

    def lived(self) -> Day:
        """The day so far in the tables of the engine, to be held against them."""
        opened = self.opened
        baskets = np.full_like(opened.baskets, -1)
        for shopper in self.shoppers:
            baskets[shopper.row, :shopper.items] = shopper.basket
        visits = in_rows(self.shoppers, opened.visits)
        lines = np.zeros_like(opened.lines)
        for number, line in enumerate(self.lines):
            rows = [shopper.row for shopper in line]
            lines[number] = (rows[0], rows[-1], len(rows)) if rows else (-1, -1, 0)
            for ahead, behind in pairwise(rows):
                visits["next_in_line"][ahead] = behind
        inside = np.zeros_like(opened.inside)
        inside[:len(self.inside)] = [shopper.row for shopper in self.inside]
        log = np.zeros_like(opened.log)
        log[:len(self.notes)] = self.notes[:len(log)]
        return opened._replace(
            visits=visits, baskets=baskets, inside=inside, staff=in_rows(self.staff, opened.staff), lines=lines,
            counts=np.array([len(self.inside), len(self.shoppers) - len(self.expected), len(self.notes)]),
            stock=np.array(self.stock, opened.stock.dtype), crowd=np.array(self.people),
            conduct=np.array(self.conduct), seconds=np.array(self.seconds), pleasure=np.array(self.pleasure),
            felt=np.array(self.felt), activities=in_rows(self.activities, opened.activities), log=log)


def in_lists(arrays: tuple) -> tuple:
    """A NamedTuple of arrays with lists in their place: single numbers are read several times as fast from a list."""
    return type(arrays)(*(a.tolist() if isinstance(a, np.ndarray) else a for a in arrays))


def in_rows(agents: list, table: np.ndarray) -> np.ndarray:
    """A table like `table` whose columns are the attributes of the agents."""
    rows = np.zeros_like(table)
    for name in table.dtype.names:
        if agents:
            rows[name] = [getattr(agent, name) for agent in agents]
    return rows
