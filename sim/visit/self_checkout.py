"""Self-checkout: machines at which shoppers pay without a cashier, RFID tables included.

    P(machine) = logit(c + c_L (line at the till - line at the machines) - c_n (items - usual) + c_r (readiness - .5))
    time = (fixed + a item x items) (1 + s (1 - readiness))

All machines stand together at the last till of the plan and share one line. With some probability a machine stops in
the middle and staff must come (`rescue.py`). An RFID table reads all items at once (a time per item near 0). Machines cost
money each week, whether they are used or not. Signs: Meuter et al. 2005; Collier and Kimes 2013.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, count, number
from sim.ground.rules import rule, share, step
from sim.visit.paying import give_up_line, turn_to_exit, waited_in_line
from sim.visit.readiness import readiness
from sim.visit.rescue import stop
from sim.visit.sales_process import touch_at_checkout
from sim.visit.states import State, Touchpoint

MACHINES_A_TILL = 4
"""Machines that fit where one till without a cashier stands."""

FOREVER_S = 1e9
"""A machine that waits for staff is free no earlier than this."""

MACHINE = np.dtype([("free_at_s", "f8"), ("busy_s", "f8"), ("served", "i8"), ("failed", "i8")])
"""One machine on one day: when it is free, how long it was used, for how many shoppers, how often it stopped."""

FIELDS = {
    "visit": (
        Field("checkout", "i8", "0 or 1", 0, 1, means="where the shopper wants to pay: 0 at a till, 1 at a machine"),
        Field("machine", "i8", low=-1, start=-1, means="number of the machine used, -1 none"),
    )
}


class SelfCheckout(Parameters):
    """Machines: how many, how fast, how reliable, who uses them, what they cost."""

    machines: int = count(0, "machines", 0, 200, "Machines in the store, at most four for each till without a cashier.")
    fixed_s: float = number(25.0, "s", 0, 600, "Time of a payment at a machine whatever the basket.")
    per_item_s: float = number(5.0, "s", 0, 120, "Time per item of a ready shopper; an RFID table takes nearly none.")
    clumsiness: float = number(0.6, "x", 0, 5, "Time added for somebody of no readiness, as a multiple (s).")
    failure: float = number(0.06, "share", 0, 1, "Share of payments in which the machine stops until staff comes.")
    fix_min: float = number(0.5, "min", 0.01, 60, "Mean time in which staff makes it go on (exponential).")
    walk_m_s: float = number(1.2, "m/s", 0.1, 3, "Walking speed of an advisor who is called.")
    preference: float = number(-0.3, "logit", -15, 15, "Utility of a machine with equal lines (c).")
    of_line: float = number(0.5, "logit/person", 0, 10, "Slope on the difference of the visible lines (c_L).")
    of_items: float = number(0.08, "logit/item", 0, 5, "Taken off for each item beyond the usual basket (c_n).",
                             "shape: Collier and Kimes 2013")
    usual_items: float = number(8.0, "items", 0, 64, "Usual basket at a machine.")
    of_readiness: float = number(3.0, "logit", 0, 20, "Slope on readiness for technology (c_r).",
                                 "shape: Meuter et al. 2005")
    joy: float = number(0.02, "affect", -1, 1, "Cognitive kick of paying at a machine at readiness 0.5.")
    joy_of_readiness: float = number(0.15, "affect", 0, 2, "Cognitive kick of full against no readiness.")
    pain_of_failure: float = number(0.15, "affect", 0, 2, "Cognitive kick when the machine stops.")
    cost_week: float = number(70.0, "$/week", 0, 100000, "Capital and running cost of a machine.")


@rule
def prefers_machine(line_at_till, line_at_machines, items, ready, draw, p):
    """Whether a shopper heads for the machines, given the visible lines and his readiness (0..1)."""
    return draw < share(p.preference + p.of_line * (line_at_till - line_at_machines)
                        - p.of_items * (items - p.usual_items) + p.of_readiness * (ready - 0.5))


@rule
def scan_s(items, ready, p):
    """Seconds that paying at a machine takes somebody of this readiness."""
    return (p.fixed_s + p.per_item_s * items) * (1.0 + p.clumsiness * (1.0 - ready))


@rule
def scan_kick(ready, p):
    """Cognitive kick of paying at a machine."""
    return p.joy + p.joy_of_readiness * (ready - 0.5)


@rule
def tills_taken(machines):
    """Tills of the plan, counted from the last, in whose place the machines stand."""
    return (machines + MACHINES_A_TILL - 1) // MACHINES_A_TILL


@step
def length_at_machines(lines, machines, number, time_s):
    """Visible length of the line at the machines (line `number`), one in use included when all are."""
    for m in range(len(machines)):
        if machines[m].free_at_s <= time_s:
            return lines[number].length
    return lines[number].length + 1


@step
def first_machine(machines):
    """Number of the machine that is free first."""
    best = 0
    for m in range(1, len(machines)):
        if machines[m].free_at_s < machines[best].free_at_s:
            best = m
    return best


@step
def serve_machines(visits, end_s, number, machines, lines, stock, baskets, log, counts, seed, waiting, fairness, ready,
                   paying, p):
    """The next in the line of the machines takes the machine that is free first; who waits too long leaves."""
    row = lines[number].head
    while row >= 0:
        visit = visits[row]
        behind = visit.next_in_line
        m = first_machine(machines)
        begins_s = max(machines[m].free_at_s, visit.joined_s)
        if begins_s <= visit.gives_up_s and begins_s <= end_s:
            begin_scanning(visits, row, begins_s, machines, m, lines, log, counts, seed, waiting, fairness, ready, p)
        elif visit.gives_up_s <= end_s:
            give_up_line(visits, row, visit.gives_up_s, lines, stock, baskets, log, counts, waiting, fairness, paying)
        row = behind


@step
def begin_scanning(visits, row, begins_s, machines, m, lines, log, counts, seed, waiting, fairness, ready, p):
    """A shopper begins at machine `m`; whether and when it will stop is settled with it."""
    visit = visits[row]
    machine = machines[m]
    waited_in_line(visits, row, begins_s, lines, log, counts, waiting, fairness)
    fails, when, _, _ = draws(seed, Purpose.CHECKOUT, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + 1)
    takes_s = scan_s(visit.items, readiness(visit.innovativeness, visit.age, ready), p)
    stops = fails < p.failure
    visit.to_scan_s = takes_s * (1.0 - when) if stops else 0.0
    visit.until_s = begins_s + (takes_s * when if stops else takes_s)
    machine.free_at_s = FOREVER_S if stops else visit.until_s
    machine.busy_s += takes_s
    machine.served += 1
    visit.machine = m
    visit.served_s = begins_s
    visit.state = State.SCANNING
    visit.now_s = begins_s


@step
def finish_scanning(visits, inside, count, end_s, number, staff, machines, lines, log, counts, seed, ready, paying, p):
    """Everybody whose scanning is over goes; if the machine has stopped, staff is called to line `number`."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.SCANNING or visit.until_s > end_s:
            continue
        if visit.to_scan_s > 0.0:
            stop(visits, row, number, machines, lines, log, counts, seed, paying, p)
            continue
        if visit.advisor >= 0:
            if staff[visit.advisor].serving == row:
                staff[visit.advisor].serving = -1
            visit.advisor = -1
        joy = scan_kick(readiness(visit.innovativeness, visit.age, ready), p)
        touch_at_checkout(log, counts, visits, row, Touchpoint.SCAN, visit.until_s, joy, 0.0, 0.0, 0.0)
        turn_to_exit(visit, visit.until_s)
