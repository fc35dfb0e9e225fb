"""Initiative: staff who see what is needed and may act on it, without being asked.

Advisors whose proactivity is at least 1 - empowerment act by themselves. When the lines at the tills grow, an idle one
opens a closed till, becomes a cashier there, and goes back to the floor when lines are short; those who stood last in the
longest line change to the new till first. An idle advisor also approaches whoever looks at something for long, by the
measure of this store: welcome
to those on a task, an intrusion to those who browse for pleasure (shape: assumption). A person is in one place at a time.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step
from sim.people.staff import ADVISOR, CASHIER
from sim.visit.asking import come_and_help
from sim.visit.browsing import considers, moves_on, usual_look_s
from sim.visit.line import change_line
from sim.visit.self_checkout import tills_taken
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (Field("approached", "i8", means="times staff offered help without being asked"),),
    "staff": (
        Field("opened_s", "f8", "s", low=-1, start=-1, means="since when this advisor sits at a till that he opened "
              "himself; -1 on the floor"),
        Field("openings", "i4", means="closed tills that this person opened today"),
    ),
}


class Initiative(Parameters):
    """What staff may do unasked, and how it is taken."""

    empowered: float = number(0.0, "0..1", 0, 1, "How far advisors may open and close tills: those do whose proactivity "
                              "is at least 1 less this; 0 nobody.")
    open_at: float = number(3.0, "persons", 0, 100, "People in line for each open till at which one more is opened.")
    close_at: float = number(0.5, "persons", 0, 100, "People in line for each till that stays, at which it is closed.")
    walk_m_s: float = number(1.2, "m/s", 0.1, 3, "Walking speed of an advisor on the way to a till.")
    approaching: float = number(0.0, "0..1", 0, 1, "How far advisors approach shoppers: those do whose proactivity is at "
                                "least 1 less this; 0 nobody.")
    approach_after: float = number(1.5, "x", 0, 100, "Time of looking after which a shopper is approached, as a multiple of the "
                                   "usual look in this store (the mean of visit.browsing.look_..._min).")
    welcome_task: float = number(0.06, "affect", -1, 1, "Social kick of being approached on a task trip.")
    welcome_recreational: float = number(-0.06, "affect", -1, 1, "Social kick of being approached on a fun trip.")


@rule
def welcome(recreational, p):
    """Social kick of being approached."""
    return p.welcome_recreational if recreational > 0.5 else p.welcome_task


@rule
def has_looked_long(seconds, p, browsing):
    """Whether somebody has looked at one thing for long enough to be approached."""
    return seconds >= p.approach_after * usual_look_s(browsing)


@rule
def is_idle(person, proactive, time_s):
    """Whether this is an advisor on the floor with nothing to do who is proactive enough (0..1)."""
    return (person.role == ADVISOR and person.proactivity >= proactive and person.from_s <= time_s < person.to_s
            and person.free_at_s <= time_s)


@rule
def lines_are_long(standing, tills, p):
    """Whether so many people in line at so many open tills call for one more."""
    return standing > 0 and standing >= p.open_at * tills


@rule
def lines_are_short(standing, tills, p):
    """Whether so many people in line at the tills that stay (`tills`) let one close."""
    return standing <= p.close_at * tills


@step
def idle_advisor(staff, proactive, time_s):
    """Row of the proactive advisor who has been idle longest; -1 if there is none."""
    best = -1
    for k in range(len(staff)):
        if is_idle(staff[k], proactive, time_s) and (best < 0 or staff[k].free_at_s < staff[best].free_at_s):
            best = k
    return best


@step
def open_and_close(visits, time_s, place, staff, cashier, lines, one_line, machines, p):
    """Advisors who opened a till go back when lines are short; when they are long, one more till is opened."""
    standing = 0
    tills = 0
    for till in range(place.tills):
        who = cashier[till]
        standing += lines[till].length
        tills += who >= 0 and staff[who].from_s <= time_s < staff[who].to_s
    for k in range(len(staff)):
        person = staff[k]
        if (person.opened_s >= 0.0 and person.free_at_s <= time_s and person.serving < 0
                and (one_line or lines[person.till].length == 0) and lines_are_short(standing, tills - 1, p)):
            cashier[person.till] = -1
            person.role = ADVISOR
            person.till = -1
            person.opened_s = -1.0
            tills -= 1
    if lines_are_long(standing, tills, p):
        till = closed_till(cashier, lines, place.tills - tills_taken(machines))
        who = idle_advisor(staff, 1.0 - p.empowered, time_s)
        if till >= 0 and who >= 0:
            open_till(visits, time_s, place, staff, who, cashier, till, lines, one_line, p)


@step
def closed_till(cashier, lines, tills):
    """Of `tills` the one that belongs to nobody today, with the longest line, the first of equals; -1 if there is none."""
    best = -1
    for till in range(tills):
        if cashier[till] < 0 and (best < 0 or lines[till].length > lines[best].length):
            best = till
    return best


@step
def open_till(visits, time_s, place, staff, who, cashier, till, lines, one_line, p):
    """An advisor walks to a closed till and becomes its cashier; the last of the longest line change over to it."""
    person = staff[who]
    person.free_at_s = time_s + place.distance_m[place.first_till + till, person.cell] / p.walk_m_s
    person.role = CASHIER
    person.till = till
    person.cell = place.target_cell[place.first_till + till]
    person.opened_s = person.free_at_s
    person.openings += 1
    cashier[till] = who
    if one_line:
        return
    longest = 0
    for other in range(1, place.tills):
        if lines[other].length > lines[longest].length:
            longest = other
    while lines[longest].length > lines[till].length + 1:
        change_line(lines, till, visits, lines[longest].tail)


@step
def approach(visits, inside, count, time_s, place, goods, stock, baskets, staff, calling, log, counts, seed, asking,
             browsing, p):
    """Idle advisors go to those who have looked for long; who calls for staff comes first (`calling` people)."""
    if calling > 0:
        return
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if (visit.state != State.BROWSING or visit.errand == Errand.NOTICED or visit.item < 0
                or visit.until_s <= time_s or not has_looked_long(time_s - visit.now_s, p, browsing)):
            continue
        who = idle_advisor(staff, 1.0 - p.approaching, time_s)
        if who < 0:
            return
        visit.until_s = time_s
        if not considers(visits, row, time_s, goods, stock, baskets, log, counts, seed, browsing):
            moves_on(visit, time_s)
            continue
        visit.approached += 1
        visit.unasked = 1
        starts_s = come_and_help(visits, row, time_s, place, staff, who, seed, asking)
        touch(log, counts, visits, row, Touchpoint.APPROACHED, starts_s, 0.0, 0.0, welcome(visit.recreational, p), 0.0)
