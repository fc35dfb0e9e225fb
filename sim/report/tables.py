"""Tables: a comparison and a summary as aligned text for the terminal, and as cells for the page.

Text is plain ASCII, so that it survives any terminal and log.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.outcomes.measures import in_order, measure
from sim.report.findings import CLEAR_MEANS, NOTHING_CHANGED, Finding, few_told, findings, moved
from sim.report.words import plain

HEADS = ("measure", "base", "variant", "difference", "95 % CI", "p", "verdict")
"""Columns of a comparison, for one variant."""


def comparison_text(comparison: Any) -> str:
    """The comparison as text: for each variant one aligned line a measure that moved, with verdict; ends with a newline.

    What did not change in any replication, or was not there to compare, is counted only. comparison: with `table`, `base_name`, `variants`, `asked` and `done` replications.
    """
    found = findings(comparison)
    parts = []
    for variant in dict.fromkeys(f.scenario for f in found):
        mine = [f for f in found if f.scenario == variant]
        lines = [cells(f) for f in moved(mine)]
        still = len(mine) - len(lines)
        parts.append(f"{plain(variant)} against {plain(comparison.base_name)}\n"
                     + (_aligned([HEADS, *lines]) if lines else f"{NOTHING_CHANGED}\n")
                     + (f"{still} more did not change, or were not there to compare; comparison.csv has them all.\n" if still else ""))
    parts.append(f"{replications(comparison)}. \"clear\": {CLEAR_MEANS}.{few_told(comparison.done)}\n")
    return "\n".join(parts)


def summary_text(summary: Mapping[str, float]) -> str:
    """The summary of a run as text, one aligned line a measure with its meaning; ends with a newline."""
    return _aligned([(measure(n).label, measure(n).show(float(summary[n])), measure(n).means)
                     for n in in_order(summary.keys())], left=(0, 2))


def cells(found: Finding) -> tuple[str, ...]:
    """One finding as the texts of its columns, in the order of `HEADS`."""
    p = found.p_adjusted if found.p_adjusted == found.p_adjusted else found.p
    verdict = f"{found.verdict}, {found.direction}" if found.direction else found.verdict
    return found.measure.label, *found.levels(), found.change(), found.interval(), probability(p), verdict


def probability(p: float) -> str:
    """A p value as written: `0.031`, `< 0.001`, `n/a` for NaN."""
    return "n/a" if p != p else "< 0.001" if p < 0.0005 else f"{p:.3f}"


def replications(comparison: Any) -> str:
    """How much of the comparison was done: `200 replications`, or `197 of 200 replications` when not whole."""
    done, asked = int(comparison.done), int(comparison.asked)
    return f"{done:,} replication{'s' if done != 1 else ''}" if done == asked else f"{done:,} of {asked:,} replications"


def _aligned(rows: Sequence[Sequence[str]], left: Sequence[int] = (0, 6)) -> str:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))] if rows else []
    lines = ["  ".join(text.ljust(w) if k in left else text.rjust(w)
                       for k, (text, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows]
    return "".join(line + "\n" for line in lines)
