"""Paying at a till: the line that looks shortest, giving up, being served.

People join the line that looks shortest, not the one that moves fastest (shape; `joining.py`). Each till has a line of
its own, or all share one. Service takes a fixed time and a time per item, or is exponential, for comparison with queueing
theory.
Patience at the till is triangular 5 / 12 / 20 min (Siebers et al. 2007), or exponential, for comparison with the
Erlang-A formula; those who give up leave the basket behind.
"""

from typing import Literal

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import exponential, rule, step, triangular
from sim.visit.basket import put_back
from sim.visit.encounter import hear
from sim.visit.fairness import judge_line
from sim.visit.line import leave
from sim.visit.sales_process import touch_at_checkout
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.waiting import wait_over

FIELDS = {
    "visit": (
        Field("wait_till_s", "f8", "s", means="time waited in the till line"),
        Field("served_s", "f8", "s", low=-1, start=-1, means="time at which paying began, -1 never or broken off"),
        Field("cashier", "i8", low=-1, start=-1, means="row of the cashier who serves"),
        Field("abandoned", "i8", "0 or 1", 0, 1, means="whether the basket was left behind"),
    )
}

class Paying(Parameters):
    """Tills, lines and patience."""

    one_line: bool = choice(False, "All tills share one line; otherwise each till has its own.")
    service: Literal["items", "exponential"] = choice("items", "Service time: by items, or exponential.")
    fixed_s: float = number(25.0, "s", 0, 600, "Time of a payment whatever the basket.")
    per_item_s: float = number(4.0, "s", 0, 120, "Time per item.")
    mean_s: float = number(60.0, "s", 1, 3600, "Mean of the exponential service time.")
    patience_low_min: float = number(5, "min", 0, 240, "Shortest patience at the till.", "Siebers et al. 2007")
    patience_mode_min: float = number(12, "min", 0, 240, "Most frequent patience at the till.", "Siebers et al. 2007")
    patience_high_min: float = number(20, "min", 0.1, 1e6, "Longest patience at the till.", "Siebers et al. 2007")
    patience_law: Literal["triangular", "exponential"] = choice("triangular", "Patience at the till: by the three "
                                                                "values above, or exponential.")
    patience_mean_min: float = number(10.0, "min", 0.01, 1e6, "Mean of the exponential patience.")
    joy_of_paying: float = number(0.03, "affect", -1, 1, "Social kick of an ordinary payment.")
    joy_of_courtesy: float = number(0.3, "affect", 0, 3, "Social kick of full against ordinary courtesy.")
    ordinary: float = number(0.6, "0..1", 0, 1, "Courtesy that is taken as ordinary.")
    pain_of_giving_up: float = number(0.5, "affect", 0, 2, "Cognitive kick of leaving the basket behind.")


@rule
def service_s(items, draw, p):
    """Seconds that serving a basket takes."""
    if p.service == 1:
        return exponential(p.mean_s, draw)
    return p.fixed_s + p.per_item_s * items


@rule
def patience_s(draw, patience, p):
    """Seconds for which somebody stands in line."""
    if p.patience_law == 1:
        return 60.0 * patience * exponential(p.patience_mean_min, draw)
    return 60.0 * patience * triangular(p.patience_low_min, p.patience_mode_min, p.patience_high_min, draw)


@step
def seen_length(staff, cashier, lines, till, time_s):
    """Visible length of the line at a till, who is being served included; -1 if the till is closed."""
    who = cashier[till]
    if who < 0 or not staff[who].from_s <= time_s < staff[who].to_s:
        return -1
    # Within a tick some are ahead of others: only who was there before it can be seen.
    return lines[till].length + (staff[who].serving >= 0 and staff[who].free_at_s > time_s)


@step
def shortest_line(staff, cashier, lines, cell, place, time_s):
    """Number of the open till with the shortest visible line, who is being served included.

    Of equal ones the nearer; the nearest if none is open.
    cashier[till]: row of the staff member who serves that till today, -1 none.
    """
    best = -1
    best_length = 0
    best_open = False
    for till in range(place.tills):
        length = seen_length(staff, cashier, lines, till, time_s)
        is_open = length >= 0
        nearer = best >= 0 and (place.distance_m[place.first_till + till, cell]
                                < place.distance_m[place.first_till + best, cell])
        if (best < 0 or (is_open and not best_open)
                or (is_open == best_open and (length < best_length or (length == best_length and nearer)))):
            best, best_length, best_open = till, length, is_open
    return best


@step
def next_cashier(staff, cashier, number, end_s, one_line):
    """Row of the cashier who can serve line `number` first; -1 if nobody can by `end_s`.

    With a line of its own a till is served to the end of the line, even when the shift is over.
    """
    if not one_line:
        who = cashier[number]
        return who if who >= 0 and max(staff[who].free_at_s, staff[who].from_s) <= end_s else -1
    best = -1
    for till in range(len(cashier)):
        who = cashier[till]
        if who >= 0:
            ready_s = max(staff[who].free_at_s, staff[who].from_s)
            if ready_s <= end_s and ready_s < staff[who].to_s and (
                    best < 0 or ready_s < max(staff[best].free_at_s, staff[best].from_s)):
                best = who
    return best


@step
def serve_lines(visits, end_s, staff, cashier, lines, stock, baskets, log, counts, seed, waiting, fairness,
                p):
    """Cashiers take the next in line at the exact time they are free; who has waited too long leaves the basket."""
    for number in range(1 if p.one_line else len(cashier)):
        row = lines[number].head
        if row < 0:
            continue
        while row >= 0:
            visit = visits[row]
            behind = visit.next_in_line
            who = next_cashier(staff, cashier, number, end_s, p.one_line)
            begins_s = end_s
            if who >= 0:
                begins_s = max(staff[who].free_at_s, staff[who].from_s, visit.joined_s)
            if who >= 0 and begins_s <= visit.gives_up_s and begins_s <= end_s:
                begin_paying(visits, row, begins_s, staff, who, lines, log, counts, seed, waiting, fairness, p)
            elif visit.gives_up_s <= end_s:
                give_up_line(visits, row, visit.gives_up_s, lines, stock, baskets, log, counts, waiting, fairness, p)
            row = behind


@step
def begin_paying(visits, row, begins_s, staff, who, lines, log, counts, seed, waiting, fairness, p):
    """The cashier begins to serve: the wait is over and appraised."""
    visit = visits[row]
    person = staff[who]
    _, length, _, _ = draws(seed, Purpose.PAY, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
    takes_s = service_s(visit.items, length, p)
    person.free_at_s = begins_s + takes_s
    person.busy_s += takes_s
    person.served += 1
    person.serving = row
    waited_in_line(visits, row, begins_s, lines, log, counts, waiting, fairness)
    visit.served_s = begins_s
    visit.cashier = who
    visit.state = State.PAYING
    visit.until_s = person.free_at_s
    visit.now_s = begins_s


@step
def waited_in_line(visits, row, time_s, lines, log, counts, waiting, fairness):
    """It is the shopper's turn: the wait is over and appraised."""
    visit = visits[row]
    visit.wait_till_s = time_s - visit.joined_s
    hurt = wait_over(visit, visit.joined_s, time_s, waiting)
    leave(lines, visits, row)
    touch_at_checkout(log, counts, visits, row, Touchpoint.WAIT_AT_TILL, time_s, 0.5 * hurt, 0.5 * hurt, 0.0, 0.0)
    judge_line(visits, row, time_s, log, counts, fairness)


@step
def give_up_line(visits, row, time_s, lines, stock, baskets, log, counts, waiting, fairness, p):
    """Patience is at its end in line."""
    visit = visits[row]
    visit.wait_till_s = time_s - visit.joined_s
    leave(lines, visits, row)
    waited_in_vain(visits, row, time_s, stock, baskets, log, counts, waiting, p)
    judge_line(visits, row, time_s, log, counts, fairness)


@step
def waited_in_vain(visits, row, time_s, stock, baskets, log, counts, waiting, p):
    """Patience is at its end: the basket stays behind, the shopper leaves without."""
    visit = visits[row]
    hurt = wait_over(visit, visit.joined_s, time_s, waiting)
    leave_basket_behind(visit, row, stock, baskets)
    visit.now_s = time_s
    touch_at_checkout(log, counts, visits, row, Touchpoint.GAVE_UP_LINE, time_s, 0.5 * hurt - p.pain_of_giving_up,
                      0.5 * hurt, 0.0, 0.0)


@rule
def turn_to_exit(visit, time_s):
    """Nothing more to do here."""
    visit.now_s = time_s
    visit.state = State.REACHED
    visit.errand = Errand.EXIT
    visit.target = -1


@rule
def leave_basket_behind(visit, row, stock, baskets):
    """Everything goes back to its shelf, and the shopper turns to the exit."""
    put_back(visit, row, stock, baskets)
    visit.abandoned = 1
    turn_to_exit(visit, visit.now_s)


@step
def finish_paying(visits, inside, count, end_s, staff, log, counts, encounter, p):
    """Everybody who has paid takes the goods and turns to the exit."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state == State.PAYING and visit.until_s <= end_s:
            person = staff[visit.cashier]
            if person.serving == row:
                person.serving = -1
            touch_at_checkout(log, counts, visits, row, Touchpoint.PAY, visit.until_s, 0.0, 0.0,
                              p.joy_of_paying + p.joy_of_courtesy * (person.courtesy - p.ordinary), 0.0)
            hear(person, visit, encounter)
            turn_to_exit(visit, visit.until_s)
