"""Staff of the reference: advisors who come and help, cashiers who serve; machines and fitting rooms."""

from dataclasses import dataclass

import mesa

from sim.engine.reference.rules import arithmetic, calling, paying
from sim.engine.reference.visitor import HELPED, PAYING
from sim.engine.tables import STAFF
from sim.ground.dice import Purpose
from sim.people.staff import ADVISOR, CASHIER
from sim.visit.states import Touchpoint


class ReferenceStaff(mesa.Agent):
    """A member of staff today; every column of the staff table is an ordinary attribute.

    model: a `ReferenceDay`; row: number in the staff table; person: its values in the order of the columns.
    """

    def __init__(self, model: mesa.Model, row: int, person: tuple):
        super().__init__(model)
        self.row = row
        for name, value in zip(STAFF.fields, person, strict=True):
            setattr(self, name, value)

    def ready_s(self) -> float:
        """When this person can next take somebody."""
        return max(self.free_at_s, self.from_s)

    def can_help(self, asked_s: float, end_s: float) -> bool:
        """Whether this is an advisor, on duty when asked, who is free before the end of the tick."""
        return self.role == ADVISOR and asked_s < self.to_s and self.ready_s() <= end_s

    def help(self, shopper: mesa.Agent, comes_s: float) -> None:
        """Come to somebody who waits; the wait ends on arrival."""
        starts_s = self.come_and_help(shopper, comes_s)
        hurt = shopper.end_wait(starts_s)
        shopper.touch(Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt)

    def come_and_help(self, shopper: mesa.Agent, comes_s: float) -> float:
        """Set out at `comes_s`, walk to the shopper, and be busy with him; returns the time of arrival."""
        p = self.model.rules.asking
        way_m = self.model.place.distance_m[shopper.target][self.cell]
        starts_s = comes_s + way_m / p.walk_m_s
        length = shopper.draws(Purpose.HELP, 2 * shopper.stops)[1]
        calling.keep_busy(self, shopper.row, shopper.cell, comes_s,
                          starts_s + 60.0 * arithmetic.exponential(p.service_min, length), p)
        shopper.state, shopper.advisor = HELPED, self.row
        shopper.now_s, shopper.until_s = starts_s, self.free_at_s
        return starts_s

    def serve(self, shopper: mesa.Agent, begins_s: float) -> None:
        """Let the shopper pay from `begins_s` on."""
        length = shopper.draws(Purpose.PAY, 0)[1]
        takes_s = paying.service_s(shopper.items, length, self.model.rules.paying)
        self.free_at_s = begins_s + takes_s
        self.busy_s += takes_s
        self.served += 1
        self.serving = shopper.row
        shopper.have_waited(begins_s)
        shopper.state, shopper.cashier, shopper.served_s = PAYING, self.row, begins_s
        shopper.now_s, shopper.until_s = begins_s, self.free_at_s

    def mend(self, shopper: mesa.Agent, comes_s: float) -> None:
        """Walk to a machine that has stopped and make it go on."""
        p = self.model.rules.self_checkout
        length = shopper.draws(Purpose.CHECKOUT, 1)[3]
        starts_s = comes_s + self.model.place.distance_m[shopper.target][self.cell] / p.walk_m_s
        calling.keep_busy(self, shopper.row, shopper.cell, comes_s,
                          starts_s + 60.0 * arithmetic.exponential(p.fix_min, length), self.model.rules.asking)
        shopper.go_on_scanning(self, starts_s)

    def open_till(self, till: int) -> None:
        """Walk to a closed till and become its cashier; the last of the longest line change over."""
        day = self.model
        target, p = day.place.first_till + till, day.rules.initiative
        self.free_at_s = self.opened_s = day.end_s + day.place.distance_m[target][self.cell] / p.walk_m_s
        self.role, self.till, self.cell = CASHIER, till, day.place.target_cell[target]
        self.openings += 1
        day.cashiers[till] = self
        if day.rules.paying.one_line:
            return
        longest, here = max(day.lines[:day.place.tills], key=len), day.lines[till]
        while len(longest) > len(here) + 1:
            here.append(longest.pop())
            here[-1].line = till

    def go_back(self) -> None:
        """Leave the till that was opened, for the floor."""
        self.model.cashiers[self.till] = None
        self.role, self.till, self.opened_s = ADVISOR, -1, -1.0


@dataclass(eq=False)
class Machine:
    """A self-checkout machine on one day."""

    free_at_s: float = 0.0
    busy_s: float = 0.0
    served: int = 0
    failed: int = 0


@dataclass(eq=False)
class Room:
    """A fitting room on one day."""

    bank: int
    free_at_s: float
    mirror: int
    used: int
