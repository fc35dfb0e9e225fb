"""Extra shifts as a planner writes them: days of the week by name, as everywhere else in a scenario, or by number."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from sim.ground.parameters import choice
from sim.people.staff import MOST_EXTRA_SHIFTS, Shift, Staffing
from sim.store.weekdays import day_numbers


def _days_or_every_day(value: Any) -> tuple[int, ...]:
    return () if value in ((), []) else day_numbers(value)


class ShiftByDays(Shift):
    """An extra shift: so many people of one role between two hours of some days."""

    days: Annotated[tuple[int, ...], BeforeValidator(_days_or_every_day)] = choice(
        (), "days of the week: mon, tue, wed, thu, fri, sat, sun (or monday to sunday), or 0 Monday to 6 Sunday; empty = every day")


class Staff(Staffing):
    """How many people work when, how well they serve, and what they cost."""

    extra_shifts: tuple[ShiftByDays, ...] = choice((), f"further shifts, at most {MOST_EXTRA_SHIFTS}")
