"""Calling staff: which advisor comes to somebody who waits for one, when, and what it costs him in time and strength."""

from sim.ground.rules import rule, step
from sim.people.staff import ADVISOR


@step
def first_free(staff, role, time_s, latest_s):
    """Row of the person of this role, on duty and free earliest (before `latest_s`); -1 if there is none."""
    best = -1
    for k in range(len(staff)):
        person = staff[k]
        if person.role == role and person.from_s <= latest_s and time_s < person.to_s:
            if person.free_at_s <= latest_s and (best < 0 or person.free_at_s < staff[best].free_at_s):
                best = k
    return best


@step
def who_comes(staff, visit, end_s):
    """Row of the advisor who comes to a shopper who waits, and when; -1 if nobody does by `end_s` and within patience."""
    who = first_free(staff, ADVISOR, visit.joined_s, end_s)
    comes_s = end_s
    if who >= 0:
        comes_s = max(staff[who].free_at_s, staff[who].from_s, visit.joined_s)
        if comes_s > visit.gives_up_s:
            who = -1
    return who, comes_s


@rule
def keep_busy(person, row, cell, comes_s, until_s, p):
    """A member of staff sets out for visit `row` at `comes_s`, is with it at `cell` until `until_s`, and tires meanwhile.

    p: the numbers of `Asking`.
    """
    busy_s = until_s - comes_s
    person.free_at_s = until_s
    person.busy_s += busy_s
    person.fatigue = min(1.0, person.fatigue + p.fatigue_per_h * busy_s / 3600.0)
    person.served += 1
    person.serving = row
    person.cell = cell
