"""Joining a line at the checkout: which one, whether at all, in whose place, and what the display says.

People look at the length of a line and not at its speed (shape). Beyond a tolerable length each further person keeps
some away (Haight 1957: balking):

    P(balk) = 1 - e^(-b max(0, length - tolerable x patience))

Whoever balks looks at the other kind of checkout and otherwise leaves the basket behind. Some push in ahead of others.
A display announces (people ahead) x (usual time) / (open tills), right or wrong; who is informed waits more easily.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, count, number
from sim.ground.rules import exp, normal, rule, step
from sim.visit.line import join, push_in
from sim.visit.paying import leave_basket_behind, patience_s, seen_length, shortest_line
from sim.visit.readiness import readiness
from sim.visit.sales_process import touch_at_checkout
from sim.visit.self_checkout import length_at_machines, prefers_machine
from sim.visit.states import Errand, State, Touchpoint

FIELDS = {
    "visit": (
        Field("balked", "i8", "0 or 1", 0, 1, means="whether the sight of the line made the shopper leave the basket"),
        Field("pushed_in", "i8", "0 or 1", 0, 1, means="whether the shopper pushed in ahead of others"),
    )
}


class Joining(Parameters):
    """Balking, pushing in, and the display above the tills."""

    tolerable_length: float = number(9.0, "persons", 0, 1000, "Visible length of a line that keeps nobody away.")
    balk_per_person: float = number(0.05, "1/person", 0, 10, "Growth of balking with each further person (b).",
                                    "shape: Lu, Musalem, Olivares and Schilkrut 2013")
    pain_of_balking: float = number(0.3, "affect", 0, 2, "Cognitive kick of being put off by the line.")
    pushing: float = number(0.0, "share", 0, 1, "Share of those who join a line that push in ahead of others.")
    push_places: int = count(2, "persons", 1, 1000, "How many people they push ahead of.")
    display: bool = choice(False, "A display announces the wait to everybody who joins a line at the checkout.")
    display_s_person: float = number(60.0, "s", 1, 3600, "Time that the display reckons for each person ahead.")
    display_scale: float = number(1.0, "x", 0, 10, "Announced against reckoned wait; below 1 promises too much.")
    display_spread: float = number(0.0, "-", 0, 3, "Sd of the logarithm of the error of the display.")


@rule
def balks(length, patience, draw, p):
    """Whether the sight of so many people keeps somebody of this patience (mean 1) from joining."""
    beyond = length - p.tolerable_length * patience
    return beyond > 0.0 and draw < 1.0 - exp(-p.balk_per_person * beyond)


@rule
def announced_s(ahead, servers, draw, other, p):
    """Wait that the display announces with so many people ahead and so many cashiers or machines at work."""
    reckoned_s = p.display_s_person * ahead / max(1, servers)
    return reckoned_s * p.display_scale * exp(p.display_spread * normal(draw, other))


@step
def length_at_tills(staff, cashier, lines, till, time_s, one_line):
    """Visible length of the line that leads to a till; -1 if the till is closed. In one line who is served is not seen."""
    length = seen_length(staff, cashier, lines, till, time_s)
    return lines[0].length if one_line and length >= 0 else length


@step
def chosen_checkout(visit, till, place, staff, cashier, lines, machines, seed, one_line, ready, p):
    """Where the shopper wants to pay, by what he sees from here: 1 at a machine, 0 at `till`, the best one.

    p: the numbers of `SelfCheckout`.
    """
    at_till = length_at_tills(staff, cashier, lines, till, visit.now_s, one_line)
    if at_till < 0:
        return 1
    luck, _, _, _ = draws(seed, Purpose.CHECKOUT, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
    at_machines = length_at_machines(lines, machines, place.tills, visit.now_s)
    return 1 if prefers_machine(at_till, at_machines, visit.items,
                                readiness(visit.innovativeness, visit.age, ready), luck, p) else 0


@step
def stand_in_line(visits, inside, count, place, staff, cashier, lines, machines, stock, baskets, log, counts, seed,
                  paying, p):
    """Everybody who has reached the checkout joins a line, or is put off by it and tries the other kind, or leaves."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.REACHED or visit.errand != Errand.TILL:
            continue
        _, balk, _, _ = draws(seed, Purpose.QUEUE, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        till = shortest_line(staff, cashier, lines, visit.cell, place, visit.now_s)
        at_tills = length_at_tills(staff, cashier, lines, till, visit.now_s, paying.one_line)
        at_machines = -1
        if len(machines) > 0 and visit.collects == 0:       # an order is handed out at a till
            at_machines = length_at_machines(lines, machines, place.tills, visit.now_s)
        if at_tills < 0 and at_machines >= 0:       # the tills have closed on the way
            visit.checkout = 1
        length = at_machines if visit.checkout == 1 else at_tills
        if balks(length, visit.patience, balk, p):
            other = at_tills if visit.checkout == 1 else at_machines
            if other < 0 or balks(other, visit.patience, balk, p):
                walk_away(visits, row, stock, baskets, log, counts, p)
                continue
            visit.checkout = 1 - visit.checkout
            length = other
        number = place.tills if visit.checkout == 1 else (0 if paying.one_line else till)
        take_place(visits, row, number, length, place, staff, cashier, lines, machines, seed, paying, p)


@step
def take_place(visits, row, number, length, place, staff, cashier, lines, machines, seed, paying, p):
    """Join line `number` at its end or further ahead, and read the display."""
    visit = visits[row]
    draw, _, _, _ = draws(seed, Purpose.PAY, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
    push, _, error, other = draws(seed, Purpose.QUEUE, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
    patient_s = patience_s(draw, visit.patience, paying)
    visit.state = State.IN_LINE
    visit.overtaken = 0
    if p.display:
        servers = len(machines) if number == place.tills else (
            tills_open(staff, cashier, visit.now_s) if paying.one_line else 1)
        visit.told_s = announced_s(max(0, length), servers, error, other, p)
        visit.informed = 1.0
    if push < p.pushing and lines[number].length > 0:
        visit.pushed_in = 1
        push_in(lines, number, visits, row, visit.now_s, patient_s, p.push_places)
    else:
        join(lines, number, visits, row, visit.now_s, patient_s)


@step
def tills_open(staff, cashier, time_s):
    """How many tills have a cashier on duty."""
    tills = 0
    for till in range(len(cashier)):
        who = cashier[till]
        if who >= 0 and staff[who].from_s <= time_s < staff[who].to_s:
            tills += 1
    return tills


@step
def walk_away(visits, row, stock, baskets, log, counts, p):
    """The line looks too long: the basket stays behind, the shopper leaves without."""
    visit = visits[row]
    visit.balked = 1
    leave_basket_behind(visit, row, stock, baskets)
    touch_at_checkout(log, counts, visits, row, Touchpoint.BALKED, visit.now_s, -p.pain_of_balking, 0.0, 0.0, 0.0)
