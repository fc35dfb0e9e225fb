"""A measure: what one key number means, which sums it divides, its unit, how it is written, whether more is better."""

import math
from dataclasses import dataclass, replace

NOTHING = "n/a"
"""Shown where a measure has no value, for instance the mean wait of a week without visits."""


@dataclass(frozen=True)
class Measure:
    """One key number: name of its column, label, unit, digits after the point, what it means, and the group it is shown in.

    over, under: numerator and denominator among the sums of a period (`sim.engine.measures.period_sums`), "" where the
    value is found otherwise; unit: `$`, `%`, `min`, `m`, `days`, "" for a count, `a period` for a rate, `logit`, or the range of a score (`0-100`), which is not
    repeated beside each number; better: 1 if more is better, -1 if less is, 0 if neither; means: one sentence; formula:
    how it is computed; source: author and year of the measure; scale: what a value is multiplied by to be shown (a share
    0..1 in percent: 100); factor: what the ratio of the sums is multiplied by (`CSAT`: 100); at_end: it tells where
    people stand, so a run has that of its last period and not the sums of all; squares: of a mean over people or
    visits, the sum of the squares of what is averaged, from which its standard error follows, "" where none is reported;
    group: heading under which it stands in tables.
    """

    name: str
    over: str
    under: str
    label: str
    unit: str
    digits: int
    better: int
    means: str
    formula: str
    source: str = ""
    scale: float = 1.0
    factor: float = 1.0
    at_end: bool = False
    squares: str = ""
    group: str = "Others"

    def __post_init__(self):
        if self.at_end and self.under == "periods":
            raise ValueError(f"measure {self.name}: it tells where people stand at the end, so it cannot be divided by the periods")

    @property
    def axis(self) -> str:
        """Label with unit, as an axis title: `Wait (min)`."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def show(self, value: float, half_width: float = math.nan) -> str:
        """The value with its unit: `75.9`, `37.2 %`, `$29.49`; `n/a` for NaN and infinity.

        half_width: of an interval around it, in the measure's own unit; as many digits are written as show it.
        """
        return _written(value * self.scale, self._digits(half_width), self.unit)

    def show_change(self, value: float, half_width: float = math.nan) -> str:
        """A difference with its sign and unit: `+0.5`, `-1.2 pp` (percentage points), `+$0.31`."""
        return _written(value * self.scale, self._digits(half_width), self.unit_of_change, signed=True)

    @property
    def unit_of_change(self) -> str:
        """Unit of a difference: that of a score is dropped, that of a share is the percentage point."""
        return {"%": "pp", "$": "$", "min": "min", "m": "m", "days": "days"}.get(self.unit, "")

    def _digits(self, half_width: float) -> int:
        size = half_width * self.scale
        seen = -math.floor(math.log10(size)) if math.isfinite(size) and size > 0 else 0
        return max(self.digits, min(seen, self.digits + 2))


def _written(value: float, digits: int, unit: str, signed: bool = False) -> str:
    if not math.isfinite(value):
        return NOTHING
    number = f"{abs(value):,.{digits}f}"
    zero = not any(c in "123456789" for c in number)
    sign = "" if zero else "-" if value < 0 else "+" if signed else ""
    if unit == "$":
        return f"{sign}${number}"
    return f"{sign}{number} {unit}" if unit in ("%", "pp", "min", "m", "days") else f"{sign}{number}"


def group(heading: str, *measures: Measure) -> tuple[Measure, ...]:
    """Measures under one heading."""
    return tuple(replace(one, group=heading) for one in measures)


def percent(name: str, over: str, under: str, label: str, better: int, means: str, formula: str, source: str = "",
            at_end: bool = False) -> Measure:
    """A share of two counts, shown in percent."""
    return Measure(name, over, under, label, "%", 1, better, means, formula, source, scale=100.0, at_end=at_end)


def dollars(name: str, over: str, under: str, label: str, digits: int, better: int, means: str, formula: str,
            source: str = "") -> Measure:
    """An amount of money."""
    return Measure(name, over, under, label, "$", digits, better, means, formula, source)


def of_visits(name: str, over: str, label: str, unit: str, digits: int, better: int, means: str, formula: str,
              source: str = "", squares: str = "") -> Measure:
    """A mean over visits."""
    return Measure(name, over, "visits", label, unit, digits, better, means, f"mean over visits of {formula}", source,
                   squares=squares)


def counted(name: str, label: str, better: int, means: str, formula: str) -> Measure:
    """How often something happens in a period; its sum has its name."""
    return Measure(name, name, "periods", label, "", 0, better, means, f"{formula} / periods")
