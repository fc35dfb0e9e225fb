"""Staff: who works in the store, how well they serve, and when they are on duty.

Service quality is courtesy, understanding of the need, knowledge of the goods and honesty, each a column of the person;
what somebody knows of one department beyond the general knowledge stands in an array beside the rows. A person keeps its identity and its talents when the number of the others changes:
uid = role * 100,000 + kind * 1,000 + number, where kind is 0 for the whole day, 1 for the peak hours and 2, 3, ... for
the extra shifts in order. So a scenario that adds one advisor leaves everybody else as they were. Whoever follows on a
place that somebody has left has the uid of the place plus 1,000,000 for each who had it before: a person of its own.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from sim.ground.columns import Field
from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count, number
from sim.ground.weekdays import day_numbers
from sim.people.levers import Levers
from sim.people.morale import Dynamics
from sim.people.training import Training
from sim.people.turnover import Turnover

if TYPE_CHECKING:
    import numpy as np

    from sim.ground.columns import Columns

ADVISOR, CASHIER = 0, 1
ROLES = ("advisor", "cashier")
WHOLE_DAY, PEAK, FIRST_EXTRA = 0, 1, 2
MOST_EXTRA_SHIFTS = 90
SKILLS = ("courtesy", "understanding", "knowledge", "honesty", "proactivity")
STORE = 100_000_000
"""What is added to the uids of a store's people for each store before it in the chain."""
SUCCESSOR = 1_000_000
"""What is added to the uid of a place for each person who had it before."""

FIELDS = {
    "staff": (
        Field("uid", "u4", high=2**32 - 1, means="identity: role * 100,000 + kind of shift * 1,000 + number, + 1,000,000 for each "
              "predecessor"),
        Field("role", "u1", high=1, means="0 advisor on the floor, 1 cashier"),
        Field("courtesy", "f8", "0..1", high=1, means="kindness and willingness"),
        Field("understanding", "f8", "0..1", high=1, means="grasp of what the shopper needs"),
        Field("knowledge", "f8", "0..1", high=1, means="general knowledge of the goods, over all departments"),
        Field("honesty", "f8", "0..1", high=1, means="advice in the shopper's interest"),
        Field("proactivity", "f8", "0..1", high=1, means="readiness to act without being asked"),
        Field("morale", "f8", "0..1", high=1, means="spirits; they move courtesy and proactivity of the next period"),
        Field("fatigue", "f8", "0..1", high=1, means="tiredness from the load of the day"),
        Field("from_s", "f8", "s", means="start of today's shift, since opening"),
        Field("to_s", "f8", "s", means="end of today's shift, since opening; 0 = off duty today"),
        Field("free_at_s", "f8", "s", means="when the present task ends, since opening"),
        Field("cell", "i4", low=-1, start=-1, means="cell of the floor plan; -1 not placed"),
        Field("serving", "i4", low=-1, start=-1, means="row of the visit being served; -1 nobody"),
        Field("served", "i4", means="shoppers served today"),
        Field("busy_s", "f8", "s", means="time spent serving today"),
        Field("thanks", "i4", means="shoppers who thanked today"),
        Field("complaints", "i4", means="shoppers who complained today"),
        Field("wage_cents_h", "i4", "cents/h", means="wage of an hour"),
        Field("till", "i4", low=-1, start=-1, means="number of the till that this person sits at; -1 none"),
    )
}


def _days_or_every_day(value: Any) -> tuple[int, ...]:
    return () if value in ((), []) else day_numbers(value)


class Shift(Parameters):
    """An extra shift: so many people of one role between two hours of some days."""

    role: Literal["advisor", "cashier"] = choice("advisor", "what the people of the shift do")
    people: int = count(1, "persons", 0, 200, "how many people")
    from_h: float = number(16, "h", 0, 24, "clock hour at which the shift starts")
    to_h: float = number(20, "h", 0, 24, "clock hour at which the shift ends; after its start")
    days: Annotated[tuple[int, ...], BeforeValidator(_days_or_every_day)] = choice(
        (), "days of the week: mon, tue, wed, thu, fri, sat, sun (or monday to sunday), or 0 Monday to 6 Sunday; empty = every day")

    @model_validator(mode="after")
    def _is_possible(self):
        _in_order("from_h", self.from_h, "to_h", self.to_h)
        return self


class Staffing(Parameters):
    """How many people work when, how well they serve, and what they cost."""

    advisors: int = count(2, "persons", 0, 200, "people on the floor the whole day")
    cashiers: int = count(5, "persons", 0, 200, "people at the tills the whole day; with 0, people can pay only at machines, "
                          "and while peak cashiers, extra shifts or advisors who open a till are there")
    peak_advisors: int = count(0, "persons", 0, 200, "additional people on the floor in the peak hours")
    peak_cashiers: int = count(3, "persons", 0, 200, "additional people at the tills in the peak hours")
    peak_from_h: float = number(16, "h", 0, 24, "clock hour at which the peak starts")
    peak_to_h: float = number(20, "h", 0, 24, "clock hour at which the peak ends; after its start")
    courtesy: float = number(0.70, "0..1", 0, 1, "mean kindness and willingness")
    understanding: float = number(0.65, "0..1", 0, 1, "mean grasp of what the shopper needs")
    knowledge: float = number(0.65, "0..1", 0, 1, "mean knowledge of the products")
    honesty: float = number(0.80, "0..1", 0, 1, "mean honesty of advice")
    proactivity: float = number(0.50, "0..1", 0, 1, "mean readiness to act without being asked")
    skill_sd: float = number(0.10, "0..1", 0, 0.5, "spread of each skill between people (held within 0..1)")
    expertise_sd: float = number(0.10, "0..1", 0, 0.5, "spread of a person's knowledge between departments")
    morale: float = number(0.70, "0..1", 0, 1, "spirits at the start")
    wage_advisor: float = number(17.0, "$/h", 0, 500, "wage of an advisor")
    wage_cashier: float = number(15.0, "$/h", 0, 500, "wage of a cashier")
    extra_shifts: tuple[Shift, ...] = choice((), f"further shifts, at most {MOST_EXTRA_SHIFTS}")
    dynamics: Dynamics = Dynamics()
    turnover: Turnover = Turnover()
    training: Training = Training()
    levers: Levers = Levers()

    @model_validator(mode="after")
    def _is_possible(self):
        _in_order("peak_from_h", self.peak_from_h, "peak_to_h", self.peak_to_h)
        if len(self.extra_shifts) > MOST_EXTRA_SHIFTS:
            raise ValueError(f"there are {len(self.extra_shifts)} extra_shifts; at most {MOST_EXTRA_SHIFTS} are "
                             "allowed. Set them in configs/staff/*.yaml")
        return self


def hire(staffing: Staffing, seed: int, columns: "Columns", store: int = 0) -> "np.ndarray":
    """All staff of a store as rows of the table `columns` ("staff"), in order of uid; nobody is on duty yet.

    seed: key of the replication; store: position in the chain, which is part of the uids. A skill is its mean plus a normal deviation of the person's own dice, held in 0..1.
    Nobody at all is allowed.
    """
    return people_of(staffing, [store * STORE + place for place in places(staffing)], seed, columns)


def places(staffing: Staffing) -> list[int]:
    """The uids of all places, which are those of the people who have them first, in order."""
    return [role * 100_000 + kind * 1_000 + k
            for role in (ADVISOR, CASHIER)
            for kind, people in enumerate(_people_by_kind(staffing, role))
            for k in range(people)]


def people_of(staffing: Staffing, uids: list[int], seed: int, columns: "Columns") -> "np.ndarray":
    """The people of these uids as rows, with the talents that are theirs; a talent does not depend on who else is there."""
    rows, wages = columns.rows(len(uids)), wages_cents_h(staffing)
    for row, uid in zip(rows, uids, strict=True):
        row["uid"] = uid
        row["role"] = role = uid % SUCCESSOR // 100_000
        for skill, deviation in zip(SKILLS, _talents(seed, uid), strict=True):
            row[skill] = min(1.0, max(0.0, getattr(staffing, skill) + staffing.skill_sd * deviation))
        row["morale"] = staffing.morale
        row["wage_cents_h"] = wages[role]
    return rows


def wages_cents_h(staffing: Staffing) -> "np.ndarray":
    """Wage of an hour in whole cents by role."""
    import numpy as np

    return np.array([round(100 * wage) for wage in (staffing.wage_advisor, staffing.wage_cashier)])


def roster(staffing: Staffing, staff_rows: "np.ndarray", day: int, opens_h: float, closes_h: float) -> "np.ndarray":
    """A copy of `staff_rows` at the opening of `day`: shifts set, and nobody placed, serving or having served.

    day: 0, 1, ..., of which 0, 7, 14, ... are Mondays; opens_h, closes_h: clock hours of the store. Shifts are cut to
    the opening hours; from_s = to_s = 0 for people who are off duty today.
    """
    rows = staff_rows.take(range(len(staff_rows)))     # whole rows: a copy by fields would leave the gaps between them as found
    for row in rows:
        from_h, to_h = _hours(staffing, int(row["uid"]) % 100_000 // 1_000, day % 7, opens_h, closes_h)
        from_h, to_h = max(from_h, opens_h), min(to_h, closes_h)
        on_duty = to_h > from_h
        row["from_s"] = (from_h - opens_h) * 3600.0 if on_duty else 0.0
        row["to_s"] = (to_h - opens_h) * 3600.0 if on_duty else 0.0
    rows["free_at_s"] = rows["from_s"]
    rows["cell"] = rows["serving"] = rows["till"] = -1
    rows["served"] = rows["thanks"] = rows["complaints"] = 0
    rows["busy_s"] = 0.0
    return rows


def most_cashiers(staffing: Staffing, opens_h: float, closes_h: float) -> int:
    """Most cashiers who work on one day of the week, at whatever hour within the opening time (clock hours)."""
    def comes(kind: int, day: int) -> bool:
        from_h, to_h = _hours(staffing, kind, day, opens_h, closes_h)
        return min(to_h, closes_h) > max(from_h, opens_h)

    people = _people_by_kind(staffing, CASHIER)
    return max(sum(number for kind, number in enumerate(people) if comes(kind, day)) for day in range(7))


def check_cashiers(cashiers: int, tills: int) -> None:
    """Raises InputError if there are more cashiers on one day than tills: each has a till of his own."""
    if cashiers > tills:
        raise InputError(f"{cashiers} cashiers work on one day (staff.cashiers, staff.peak_cashiers and "
                         f"staff.extra_shifts), but the floor plan has {tills} tills; it must be 0 to {tills} persons. "
                         "Set it in configs/staff/*.yaml, or draw more tills (T) in the plan.")


def _hours(staffing: Staffing, kind: int, weekday: int, opens_h: float, closes_h: float) -> tuple[float, float]:
    if kind == WHOLE_DAY:
        return opens_h, closes_h
    if kind == PEAK:
        return staffing.peak_from_h, staffing.peak_to_h
    shift = staffing.extra_shifts[kind - FIRST_EXTRA]
    return (shift.from_h, shift.to_h) if not shift.days or weekday in shift.days else (0.0, 0.0)


def _people_by_kind(staffing: Staffing, role: int) -> list[int]:
    whole_day = (staffing.advisors, staffing.cashiers)[role]
    peak = (staffing.peak_advisors, staffing.peak_cashiers)[role]
    extra = [shift.people if ROLES[role] == shift.role else 0 for shift in staffing.extra_shifts]
    return [whole_day, peak, *extra]


def _talents(seed: int, uid: int) -> list[float]:
    # The compiler loads only when somebody is hired; reading a configuration must not wait for it.
    import numpy as np

    from sim.ground.dice import Purpose, draws
    from sim.ground.rules import normal

    key, purpose = np.uint64(seed), int(Purpose.STAFF)
    a, b, c, d = draws(key, purpose, uid, 0, 0)
    e, f, g, h = draws(key, purpose, uid, 0, 1)
    i, j, _, _ = draws(key, purpose, uid, 0, 2)
    return [normal(a, b), normal(c, d), normal(e, f), normal(g, h), normal(i, j)]


def _in_order(start: str, from_h: float, end: str, to_h: float) -> None:
    if not to_h > from_h:
        raise ValueError(f"{end} is {to_h:g} h, not after {start} ({from_h:g} h); set both in configs/staff/*.yaml")
