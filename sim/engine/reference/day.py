"""ReferenceDay: one day of one store as a plain Mesa model; `step()` is one tick, stage by stage, agent by agent."""

from collections import deque
from itertools import pairwise
from types import SimpleNamespace

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.engine.floor import Floor
from sim.engine.reference.rules import arithmetic, initiative, self_checkout
from sim.engine.reference.shopper import ReferenceShopper
from sim.engine.reference.staff import Machine, ReferenceStaff, Room
from sim.engine.reference.visitor import PAYING, SCANNING
from sim.engine.schedule import Day
from sim.visit.self_checkout import MACHINE
from sim.visit.states import Touchpoint
from sim.visit.trying_on import ROOM


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
        self.help_line, self.stuck_line, self.machine_line = len(self.lines) - 1, len(self.lines) - 2, floor.place.tills
        self.machines = [Machine() for _ in day.machines]
        self.rooms = [Room(bank, *room) for bank, room in zip(floor.place.fitting_bank.tolist(), day.rooms.tolist(), strict=True)]
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
        self.approach()
        self.inside.do("ask")
        self.rescue()
        self.serve_askers()
        self.inside.do("finish_help")
        self.inside.do("queue_for_room")
        self.serve_rooms()
        self.inside.do("finish_trying")
        self.inside.do("stand_in_line")
        self.open_and_close()
        self.serve_lines()
        self.serve_machines()
        self.see_who_overtakes()
        if self.goods.surprises:
            self.inside.do("check_conditions")
        self.inside.do("finish_paying")
        self.inside.do("finish_scanning")
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

    def rescue(self) -> None:
        """Advisors come to the machines that have stopped, the longest first; who is out of patience leaves."""
        for shopper in self.lines[self.stuck_line].copy():
            advisor, comes_s = self.advisor_for(shopper)
            if advisor is not None:
                advisor.mend(shopper, comes_s)
            elif shopper.gives_up_s <= self.end_s:
                shopper.leave_machine()

    def serve_askers(self) -> None:
        """Advisors come to those who wait, in the order of asking; who waits too long gives up."""
        for shopper in self.lines[self.help_line].copy():
            advisor, comes_s = self.advisor_for(shopper)
            if advisor is not None:
                advisor.help(shopper, comes_s)
            elif shopper.gives_up_s <= self.end_s:
                shopper.give_up_help()

    def advisor_for(self, shopper: ReferenceShopper) -> tuple[ReferenceStaff | None, float]:
        """Who comes to a shopper who waits, and when; nobody if it would be too late."""
        free = [one for one in self.staff if one.can_help(shopper.joined_s, self.end_s)]
        advisor = min(free, key=lambda one: one.free_at_s, default=None)
        comes_s = self.end_s if advisor is None else max(advisor.ready_s(), shopper.joined_s)
        return (advisor if comes_s <= shopper.gives_up_s else None), comes_s

    def serve_lines(self) -> None:
        """Cashiers take the next in line when they are free; who waits too long leaves the basket."""
        for number, line in enumerate(self.lines[:1] if self.rules.paying.one_line else self.lines[:self.place.tills]):
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
            length = self.seen_length(till, time_s)
            return length < 0, length, self.place.distance_m[self.place.first_till + till][cell]
        return min(range(self.place.tills), key=looks)

    def seen_length(self, till: int, time_s: float) -> int:
        """Visible length of the line at a till, who is being served included; -1 if the till is closed."""
        cashier = self.cashiers[till]
        if cashier is None or not cashier.from_s <= time_s < cashier.to_s:
            return -1
        return len(self.lines[till]) + (cashier.serving >= 0 and cashier.free_at_s > time_s)

    def length_at_tills(self, till: int, time_s: float) -> int:
        """Visible length of the line that leads to a till; -1 if the till is closed."""
        length = self.seen_length(till, time_s)
        return len(self.lines[0]) if self.rules.paying.one_line and length >= 0 else length

    def length_at_machines(self, time_s: float) -> int:
        """Visible length of the line at the machines; -1 if there are none."""
        if not self.machines:
            return -1
        return len(self.lines[self.machine_line]) + all(machine.free_at_s > time_s for machine in self.machines)

    def serve_machines(self) -> None:
        """The next in line takes the machine that is free first."""
        for shopper in self.lines[self.machine_line].copy():
            machine = min(self.machines, key=lambda one: one.free_at_s)
            begins_s = max(machine.free_at_s, shopper.joined_s)
            if begins_s <= shopper.gives_up_s and begins_s <= self.end_s:
                shopper.begin_scanning(machine, begins_s)
            elif shopper.gives_up_s <= self.end_s:
                shopper.give_up_line()

    def serve_rooms(self) -> None:
        """The next in each queue takes the room of its bank that is free first; who waits too long decides without."""
        for bank in range(self.place.fitting_banks):
            for shopper in self.lines[self.machine_line + 1 + bank].copy():
                room = min((room for room in self.rooms if room.bank == bank), key=lambda one: one.free_at_s)
                begins_s = max(room.free_at_s, shopper.joined_s)
                if begins_s <= shopper.gives_up_s and begins_s <= self.end_s:
                    shopper.enter_room(room, begins_s)
                elif shopper.gives_up_s <= self.end_s:
                    shopper.decide_untried(shopper.gives_up_s, shopper.end_wait(shopper.gives_up_s))

    def see_who_overtakes(self) -> None:
        """Those who joined earlier and still stand see whose turn has come."""
        for shopper in self.inside:
            if shopper.overtook < 0 and shopper.state in (PAYING, SCANNING):
                own = self.lines[:self.place.tills] if shopper.state == PAYING else [self.lines[self.machine_line]]
                passed = [one for line in own for one in line if one.joined_s < shopper.joined_s]
                shopper.overtook = len(passed)
                for one in passed:
                    one.overtaken += 1

    # Initiative

    def idle_advisor(self, proactive: float) -> ReferenceStaff | None:
        """The proactive advisor who has been idle longest."""
        idle = [one for one in self.staff if initiative.is_idle(one, proactive, self.end_s)]
        return min(idle, key=lambda one: one.free_at_s, default=None)

    def approach(self) -> None:
        """Idle advisors go to those who have looked for long."""
        p = self.rules.initiative
        if p.approaching <= 0.0 or self.lines[self.help_line] or self.lines[self.stuck_line]:
            return
        for shopper in self.inside:
            if not shopper.looks_for_long():
                continue
            advisor = self.idle_advisor(1.0 - p.approaching)
            if advisor is None:
                return
            shopper.until_s = self.end_s
            if not shopper.considers():
                shopper.move_on()
                continue
            shopper.approached += 1
            shopper.unasked = 1
            starts_s = advisor.come_and_help(shopper, self.end_s)
            shopper.touch(Touchpoint.APPROACHED, starts_s, 0.0, 0.0, initiative.welcome(shopper.recreational, p))

    def open_and_close(self) -> None:
        """Advisors who opened a till go back when lines are short; when they are long, one more till is opened."""
        p = self.rules.initiative
        if p.empowered <= 0.0:
            return
        tills = sum(one is not None and one.from_s <= self.end_s < one.to_s for one in self.cashiers)
        standing = sum(map(len, self.lines[:self.place.tills]))
        for one in self.staff:
            if (one.opened_s >= 0.0 and one.free_at_s <= self.end_s and one.serving < 0
                    and (self.rules.paying.one_line or not self.lines[one.till])
                    and initiative.lines_are_short(standing, tills - 1, p)):
                one.go_back()
                tills -= 1
        if initiative.lines_are_long(standing, tills, p):
            free = self.place.tills - self_checkout.tills_taken(len(self.machines))
            closed = [till for till in range(free) if self.cashiers[till] is None]
            till = max(closed, key=lambda till: len(self.lines[till]), default=-1)
            advisor = self.idle_advisor(1.0 - p.empowered)
            if till >= 0 and advisor is not None:
                advisor.open_till(till)

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
        machines = np.array([(one.free_at_s, one.busy_s, one.served, one.failed) for one in self.machines], MACHINE)
        rooms = np.array([(one.free_at_s, one.mirror, one.used) for one in self.rooms], ROOM)
        log = np.zeros_like(opened.log)
        log[:len(self.notes)] = self.notes[:len(log)]
        return opened._replace(
            visits=visits, baskets=baskets, inside=inside, staff=in_rows(self.staff, opened.staff), lines=lines,
            machines=machines, rooms=rooms,
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
