"""A shopper of the reference at the machines: to choose them, to scan, to be stuck, to be rescued."""

from sim.engine.reference.rules import paying, readiness, self_checkout
from sim.engine.reference.visitor import SCANNING, STUCK
from sim.ground.dice import Purpose
from sim.visit.self_checkout import FOREVER_S
from sim.visit.states import Touchpoint


class AtMachine:
    """Who pays at a machine."""

    def ready(self) -> float:
        """Readiness for technology."""
        return readiness.readiness(self.innovativeness, self.age, self.model.rules.readiness)

    def chosen_checkout(self, till: int) -> int:
        """1 for a machine, 0 for the best till."""
        day = self.model
        at_till = day.length_at_tills(till, self.now_s)
        if at_till < 0:
            return 1
        return int(self_checkout.prefers_machine(at_till, day.length_at_machines(self.now_s), self.items, self.ready(),
                                                 self.draws(Purpose.CHECKOUT, 0)[0], day.rules.self_checkout))

    def begin_scanning(self, machine, begins_s: float) -> None:
        """Begin at a machine; whether and when it will stop is settled with it."""
        p = self.model.rules.self_checkout
        self.have_waited(begins_s)
        fails, when, _, _ = self.draws(Purpose.CHECKOUT, 1)
        takes_s = self_checkout.scan_s(self.items, self.ready(), p)
        stops = fails < p.failure
        self.to_scan_s = takes_s * (1.0 - when) if stops else 0.0
        self.until_s = begins_s + (takes_s * when if stops else takes_s)
        machine.free_at_s = FOREVER_S if stops else self.until_s
        machine.busy_s += takes_s
        machine.served += 1
        self.machine = self.model.machines.index(machine)
        self.state, self.served_s, self.now_s = SCANNING, begins_s, begins_s

    def finish_scanning(self) -> None:
        """Go when all is scanned; call staff when the machine has stopped."""
        day = self.model
        if self.state != SCANNING or self.until_s > day.end_s:
            return
        p = day.rules.self_checkout
        if self.to_scan_s > 0.0:
            day.machines[self.machine].failed += 1
            self.machine_failures += 1
            self.served_s, self.now_s, self.state = -1.0, self.until_s, STUCK
            self.join_line(day.stuck_line, paying.patience_s(self.draws(Purpose.CHECKOUT, 1)[2], self.patience,
                                                             day.rules.paying))
            self.touch_at_checkout(Touchpoint.MACHINE_FAILED, self.until_s, -p.pain_of_failure)
            return
        if self.advisor >= 0:
            if day.staff[self.advisor].serving == self.row:
                day.staff[self.advisor].serving = -1
            self.advisor = -1
        self.touch_at_checkout(Touchpoint.SCAN, self.until_s, self_checkout.scan_kick(self.ready(), p))
        self.turn_to_exit(self.until_s)

    def leave_machine(self) -> None:
        """Nobody came in time: leave basket and machine."""
        self.model.machines[self.machine].free_at_s = self.gives_up_s
        self.step_out_of_line()
        self.wait_in_vain()

    def go_on_scanning(self, advisor, starts_s: float) -> None:
        """The wait for staff is over; the rest is scanned when the machine goes on."""
        hurt = self.end_wait(starts_s)
        self.touch_at_checkout(Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt)
        self.advisor, self.served_s, self.now_s = advisor.row, starts_s, starts_s
        self.until_s = advisor.free_at_s + self.to_scan_s
        self.to_scan_s = 0.0
        self.model.machines[self.machine].free_at_s = self.until_s
        self.state = SCANNING
