"""Staff of the reference: advisors who come and help, cashiers who serve."""

import mesa

from sim.engine.reference.rules import arithmetic, paying
from sim.engine.reference.visitor import HELPED, PAYING
from sim.engine.tables import STAFF
from sim.ground.dice import Purpose
from sim.people.staff import ADVISOR
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
        """Set out at `comes_s`, walk to the shopper, and help; the wait ends on arrival."""
        p = self.model.rules.asking
        way_m = self.model.place.distance_m[shopper.target][self.cell]
        starts_s = comes_s + way_m / p.walk_m_s
        length = shopper.draws(Purpose.HELP, 2 * shopper.stops)[1]
        self.free_at_s = starts_s + 60.0 * arithmetic.exponential(p.service_min, length)
        busy_s = self.free_at_s - comes_s
        self.busy_s += busy_s
        self.fatigue = min(1.0, self.fatigue + p.fatigue_per_h * busy_s / 3600.0)
        self.served += 1
        self.serving = shopper.row
        self.cell = shopper.cell
        hurt = shopper.end_wait(starts_s)
        shopper.touch(Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt)
        shopper.state, shopper.advisor = HELPED, self.row
        shopper.now_s, shopper.until_s = starts_s, self.free_at_s

    def serve(self, shopper: mesa.Agent, begins_s: float) -> None:
        """Let the shopper pay from `begins_s` on."""
        length = shopper.draws(Purpose.PAY, 0)[1]
        takes_s = paying.service_s(shopper.items, length, self.model.rules.paying)
        self.free_at_s = begins_s + takes_s
        self.busy_s += takes_s
        self.served += 1
        self.serving = shopper.row
        shopper.wait_till_s = begins_s - shopper.joined_s
        hurt = shopper.end_wait(begins_s)
        shopper.touch(Touchpoint.WAIT_AT_TILL, begins_s, 0.5 * hurt, 0.5 * hurt)
        shopper.state, shopper.cashier, shopper.served_s = PAYING, self.row, begins_s
        shopper.now_s, shopper.until_s = begins_s, self.free_at_s
