"""Findings: the rows of a comparison, each with its verdict, as one list that tables, figures and titles read.

A difference is called *clear* when its 95 % interval leaves out zero and its p value, adjusted for all measures and
variants that were tested together, is below 0.05; all else is *not clear*, which is not the same as no effect.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sim.outcomes.measure import NOTHING, Measure
from sim.outcomes.measures import in_order, measure

LEVEL = 0.05
"""Chance of calling any difference clear where there is none."""

CLEAR_MEANS = (f"the 95 % interval leaves out zero and p, adjusted for the number of comparisons, is below {LEVEL:g}")
"""When a verdict is `clear`, as tables and pages tell it."""


@dataclass(frozen=True)
class Finding:
    """One measure of one variant against the base; values in the measure's own unit, NaN where there is none.

    p: p value of the paired difference, 0..1; p_adjusted: the same adjusted for all measures and variants tested, NaN
    where it is not known, and then the interval alone decides;
    replications: pairs of runs behind it.
    """

    measure: Measure
    scenario: str
    base: float
    variant: float
    difference: float
    low: float
    high: float
    p: float
    p_adjusted: float
    replications: int

    @property
    def verdict(self) -> str:
        """`clear`, `not clear`, `no change` (the same in every replication) or `unknown` (nothing to compare)."""
        if not math.isfinite(self.difference):
            return "unknown"
        if self.difference == self.low == self.high == 0:
            return "no change"
        outside = self.low > 0 or self.high < 0
        return "clear" if outside and not self.p_adjusted >= LEVEL else "not clear"

    @property
    def direction(self) -> str:
        """`better` or `worse` for a clear difference of a measure that has a good side, else ``."""
        good = self.difference * self.measure.better
        return "" if self.verdict != "clear" or good == 0 else "better" if good > 0 else "worse"

    @property
    def half_width(self) -> float:
        """Half the width of the interval, in the measure's own unit."""
        return (self.high - self.low) / 2

    def levels(self) -> tuple[str, str]:
        """Base and variant as written, with as many digits as the difference needs."""
        return self.measure.show(self.base, self.half_width), self.measure.show(self.variant, self.half_width)

    def change(self) -> str:
        """The difference as written: `+0.5`."""
        return self.measure.show_change(self.difference, self.half_width)

    def interval(self) -> str:
        """The 95 % interval as written: `+0.2 to +0.8 pp`; `n/a` where one replication gives none."""
        if not math.isfinite(self.half_width):
            return NOTHING
        low, high = (self.measure.show_change(end, self.half_width) for end in (self.low, self.high))
        return f"{low.split(' ')[0]} to {high}"

    def sentence(self) -> str:
        """The finding in one line: `Satisfaction 75.9 -> 76.4 (+0.5; 95 % CI +0.2 to +0.8)`."""
        base, variant = self.levels()
        return (f"{self.measure.label} {base} -> {variant} "
                f"({self.change()}; 95 % CI {self.interval()})")


def findings(comparison: Any) -> list[Finding]:
    """The rows of `comparison.table`, variant by variant and in the order of the dictionary of measures."""
    table = comparison.table
    if "measure" not in table.columns:
        table = table.reset_index().rename(columns={"index": "measure"})
    only = comparison.variants[0] if comparison.variants else "variant"
    rows = {}
    for row in table.to_dict("records"):
        found = Finding(measure(row["measure"]), row.get("scenario", only), *(float(row[c]) for c in _NUMBERS),
                        p_adjusted=float(row.get("p_adjusted", math.nan)), replications=int(row["replications"]))
        rows[found.scenario, found.measure.name] = found
    names = in_order(dict.fromkeys(name for _, name in rows))
    return [rows[v, n] for v in dict.fromkeys(v for v, _ in rows) for n in names if (v, n) in rows]


QUIET = ("no change", "unknown")
"""Verdicts that are not worth a line."""

NOTHING_CHANGED = ("nothing changed: what it sets has no effect in this world (is the mechanism that it belongs to switched on, "
                   "and does anybody meet it?)")
"""What is said of a variant that lives like the base to the last digit."""

FEW = 5
"""Replications below which a small sample can look certain by chance."""


def few_told(done: int) -> str:
    """A warning where there are so few pairs that equal differences by chance look certain; empty otherwise."""
    return (f" With {done} pairs a difference that happens to be the same in each looks certain: decide on {2 * FEW} or more "
            "(compare.replications)." if done < FEW else "")


_NUMBERS = ("base", "variant", "difference", "ci_low", "ci_high", "p_value")


def moved(found: Iterable[Finding]) -> list[Finding]:
    """The findings that are worth a line: what changed in some replication, clearly or not."""
    return [f for f in found if f.verdict not in QUIET]


def clear_changes(found: list[Finding]) -> str:
    """What one variant does: at most three clear findings, those that planners ask for first."""
    if found and not moved(found):
        return "nothing changed"
    clear = sorted((f for f in found if f.direction), key=lambda f: _rank(f.measure.name))
    return ", ".join(f"{_inside(f.measure.label)} {f.change()}" for f in clear[:3]) or "no clear difference"


def _rank(name: str) -> int:
    return _ASKED_FIRST.index(name) if name in _ASKED_FIRST else len(_ASKED_FIRST)


def _inside(label: str) -> str:
    """A label inside a sentence: lower case, unless it is an abbreviation."""
    return label if label.isupper() else label[0].lower() + label[1:]


_ASKED_FIRST = ("satisfaction", "nps", "visits", "margin", "loyalty", "sales", "conversion", "wait_min")
