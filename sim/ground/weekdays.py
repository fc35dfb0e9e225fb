"""Days of the week, by name (mon .. sun) or by number (0 Monday .. 6 Sunday): both are understood wherever days are set."""

from typing import Any, Literal

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: tuple[str, ...] = Weekday.__args__


def day_numbers(value: Any) -> tuple[int, ...]:
    """The days as numbers 0 .. 6; ValueError if there is none, or one that does not exist."""
    days = value if isinstance(value, list | tuple) else [value]
    if not days:
        raise ValueError("no day is given; it must hold at least one of mon to sun, or of 0 (Monday) to 6 (Sunday). "
                         "Set it in configs/scenario/*.yaml or on the command line.")
    return tuple(_number(day) for day in days)


def day_names(value: Any) -> tuple[str, ...]:
    """The days as names mon .. sun; ValueError as `day_numbers`."""
    return tuple(WEEK[day] for day in day_numbers(value))


def _number(day: Any) -> int:
    if isinstance(day, str) and day.lower()[:3] in WEEK and (len(day) == 3 or day.lower().endswith("day")):
        return WEEK.index(day.lower()[:3])
    if isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= 6:
        return day
    raise ValueError(f"{str(day)[:40]!r} is no day; each must be one of {', '.join(WEEK)}, or 0 (Monday) to 6 (Sunday). "
                     "Set it in configs/scenario/*.yaml or on the command line.")
