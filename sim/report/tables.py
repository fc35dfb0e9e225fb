"""Tables: a comparison and a summary as aligned text for the terminal, and as cells for the page.

Text is plain ASCII, so that it survives any terminal and log, and fits 100 columns.
"""

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from sim.outcomes.measure import NOTHING
from sim.outcomes.measures import HEADLINE, by_group, in_order, measure
from sim.report.findings import CLEAR_MEANS, NOTHING_CHANGED, Finding, few_told, findings, moved
from sim.report.words import plain

HEADS = ("measure", "base", "variant", "difference", "95 % CI", "p", "verdict")
"""Columns of a comparison, for one variant."""

WIDTH = 100
"""Columns of a terminal."""

_FIRST = HEADLINE[0].group
_LEAST = 20
"""Columns for the last cell of a line, which goes on below."""

_UNIT = re.compile(r" (pp|min|m|days)$")


def comparison_text(comparison: Any) -> str:
    """The comparison as text: for each variant the headline, then by group one aligned line a measure that moved, with
    verdict; ends with a newline.

    What did not change in any replication, or was not there to compare, is counted only. comparison: with `table`, `base_name`, `variants`, `asked` and `done` replications.
    """
    found = findings(comparison)
    parts = []
    for variant in dict.fromkeys(f.scenario for f in found):
        mine = [f for f in found if f.scenario == variant]
        told = [f for f in mine if f in moved(mine) or f.measure.group == _FIRST] if moved(mine) else []
        still = len(mine) - len(told)
        parts.append(f"{plain(variant)} against {plain(comparison.base_name)}\n"
                     + (_aligned([("", [HEADS]), *_sections(told, lambda f: f.measure, _line)]) if told else f"{NOTHING_CHANGED}\n")
                     + (f"{still} more did not change, or were not there to compare; comparison.csv has them all.\n" if still else ""))
    parts.append(f"{replications(comparison)}. \"clear\", \"better\", \"worse\": {CLEAR_MEANS}.{few_told(comparison.done)}\n")
    return "\n".join(parts)


def summary_text(summary: Mapping[str, float]) -> str:
    """The summary of a run as text, by group one aligned line a measure with its meaning; ends with a newline.

    What has no value in this run is counted only.
    """
    names = in_order(summary.keys())
    told = [n for n in names if measure(n).show(float(summary[n])) != NOTHING]
    text = _aligned(_sections(told, measure, lambda n: (measure(n).label, measure(n).show(float(summary[n])), measure(n).means)))
    none = len(names) - len(told)
    return text + (f"{none} more without a value here ({NOTHING}): what they tell of did not happen.\n" if none else "")


def _line(found: Finding) -> tuple[str, ...]:
    """A finding as on a terminal: the unit beside the difference alone, and a verdict of one word."""
    label, base, variant, change, interval, p, _ = cells(found)
    return (label, *(_UNIT.sub("", text) for text in (base, variant)), change, _UNIT.sub("", interval).replace("$", ""), p,
            found.direction or found.verdict)


def _sections(items: Sequence[Any], of: Any, line: Any) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(heading, [line(item) for item in mine]) for heading, mine in by_group(items, of)]


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


def _aligned(sections: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> str:
    """Rows under headings, columns aligned over all of them: the first and last to the left; the last goes on below where it is too long."""
    sections = [(heading, [(f"  {row[0]}" if heading else row[0], *row[1:]) for row in mine]) for heading, mine in sections]
    *widths, last = [max(map(len, column)) for column in zip(*(row for _, mine in sections for row in mine), strict=True)] or [0]
    gap = "  " if sum(widths) + 2 * len(widths) + min(_LEAST, last) <= WIDTH else " "
    before, text = sum(widths) + len(gap) * len(widths), ""
    for heading, mine in sections:
        text += f"{heading}\n" if heading else ""
        for *row, end in mine:
            first, *more = wrap(end, max(_LEAST, WIDTH - before)) or [""]
            row = [one.rjust(w) if k else one.ljust(w) for k, (one, w) in enumerate(zip(row, widths, strict=True))]
            text += gap.join([*row, first]).rstrip() + "\n" + "".join(f"{' ' * before}{rest}\n" for rest in more)
    return text
