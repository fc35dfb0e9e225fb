"""Rescue: a machine has stopped in the middle of scanning, and an advisor must come and make it go on.

Who has been stuck longest is helped first, and before whoever asks on the floor. The machine is blocked until the rest is
scanned, or until the shopper's patience is at its end and basket and machine are left.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.rules import exponential, step
from sim.visit.calling import keep_busy, who_comes
from sim.visit.line import join, leave
from sim.visit.paying import patience_s, waited_in_vain
from sim.visit.sales_process import touch_at_checkout
from sim.visit.states import State, Touchpoint
from sim.visit.waiting import wait_over

FIELDS = {
    "visit": (
        Field("machine_failures", "i8", means="times the machine stopped and staff was needed"),
        Field("to_scan_s", "f8", "s", means="scanning that is left when the machine has stopped"),
    )
}


@step
def stop(visits, row, number, machines, lines, log, counts, seed, paying, p):
    """The machine stops: nothing is paid yet, and staff must come within the patience of the shopper."""
    visit = visits[row]
    _, _, patience, _ = draws(seed, Purpose.CHECKOUT, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + 1)
    machines[visit.machine].failed += 1
    visit.machine_failures += 1
    visit.served_s = -1.0
    visit.now_s = visit.until_s
    visit.state = State.STUCK
    join(lines, number, visits, row, visit.until_s, patience_s(patience, visit.patience, paying))
    touch_at_checkout(log, counts, visits, row, Touchpoint.MACHINE_FAILED, visit.until_s, -p.pain_of_failure, 0.0, 0.0,
                      0.0)


@step
def rescue(visits, end_s, number, place, staff, machines, lines, stock, baskets, log, counts, seed, waiting, paying, asking,
           p):
    """Advisors come to the machines that have stopped, the longest first; who is out of patience leaves."""
    row = lines[number].head
    while row >= 0:
        visit = visits[row]
        behind = visit.next_in_line
        who, comes_s = who_comes(staff, visit, end_s)
        if who >= 0:
            fix(visits, row, comes_s, place, staff, who, machines, lines, log, counts, seed, waiting, asking, p)
        elif visit.gives_up_s <= end_s:
            machines[visit.machine].free_at_s = visit.gives_up_s
            leave(lines, visits, row)
            waited_in_vain(visits, row, visit.gives_up_s, stock, baskets, log, counts, waiting, paying)
        row = behind


@step
def fix(visits, row, comes_s, place, staff, who, machines, lines, log, counts, seed, waiting, asking, p):
    """An advisor sets out at `comes_s`, walks to the machine and makes it go on; then the rest is scanned."""
    visit = visits[row]
    person = staff[who]
    _, _, _, length = draws(seed, Purpose.CHECKOUT, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + 1)
    starts_s = comes_s + place.distance_m[visit.target, person.cell] / p.walk_m_s
    keep_busy(person, row, visit.cell, comes_s, starts_s + 60.0 * exponential(p.fix_min, length), asking)
    leave(lines, visits, row)
    hurt = wait_over(visit, visit.joined_s, starts_s, waiting)
    touch_at_checkout(log, counts, visits, row, Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt, 0.0, 0.0)
    visit.advisor = who
    visit.served_s = starts_s
    visit.until_s = person.free_at_s + visit.to_scan_s
    visit.to_scan_s = 0.0
    machines[visit.machine].free_at_s = visit.until_s
    visit.state = State.SCANNING
    visit.now_s = starts_s
