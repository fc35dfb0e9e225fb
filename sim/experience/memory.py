"""The remembered experience: peak and end and mean, not duration.

    X_d = w_m mean_d + w_p (1 + v) peak_d + w_e end_d        for each dimension d, weights scaled to sum 1
    X   = sum_d weight_d X_d + noise

Rival rules: the mean alone (the lived sum by its duration), the end alone, or the recent parts, X_d = (1 - r) mean + r end
(recency: Hogarth and Einhorn 1992). Own rule: any with the arguments of `remembered_part`.
peak_d is dimension d at the moment with the largest overall valence in absolute value (Kahneman et al. 1993); duration
does not enter. A peak that was lived by taking part is vivid and counts more (v, `sim/visit/taking_part.py`; Tynan,
McKechnie and Hartley 2014). The same holds cause by cause (`visit.why`), so the parts sum to X before the noise. The noise
of recall is such that (peak + end) / 2 and the rating correlate .58 (Alaybek et al. 2022).
"""

from typing import Literal

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, normal, rule, step
from sim.people.moments import DIMENSIONS

FIELDS = {
    "visit": (
        Field("remembered", "f8", "affect", -1, 1, means="remembered experience X of the visit"),
        *(Field(f"remembered_{d}", "f8", "affect", -1, 1, means=f"remembered {d} experience")
          for d in DIMENSIONS),
    )
}


class Memory(Parameters):
    """Rule and weights of memory; the weights are scaled to sum 1."""

    rule: Literal["peak_end", "mean", "end", "recency"] = choice(
        "peak_end", "Peak, end and mean by weight; mean only; end only; mean and end by recency.",
        "Kahneman et al. 1993; Alaybek et al. 2022; Edgeworth 1881 (mean); Hogarth and Einhorn 1992 (recency)")
    mean_weight: float = number(0.34, "share", 0, 1, "Weight of the mean.", "Alaybek et al. 2022, start")
    peak_weight: float = number(0.33, "share", 0, 1, "Weight of the peak.", "Alaybek et al. 2022, start")
    end_weight: float = number(0.33, "share", 0, 1, "Weight of the end.", "Alaybek et al. 2022, start")
    recency: float = number(0.5, "share", 0, 1, "Weight r of the end by the rule of recency.")
    noise: float = number(0.112, "affect", 0, 1, "Sd of the noise of recall.", "calibrated: Alaybek et al. 2022, r .58")


@rule
def remembered_part(mean, peak, end, vivid, p):
    """Remembered experience of one dimension from its mean, its value at the peak, and its end; a vivid peak counts more."""
    if p.rule == 1:
        return mean
    if p.rule == 2:
        return end
    if p.rule == 3:
        return (1.0 - p.recency) * mean + p.recency * end
    of_peak = p.peak_weight * (1.0 + vivid)
    return (p.mean_weight * mean + of_peak * peak + p.end_weight * end) / (p.mean_weight + of_peak + p.end_weight)


@step
def remember_with(remembers, visits, seed, p):
    """Every visit that was made becomes a memory, by the rule `remembers`."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        felt = max(visit.felt_s, 1e-9)
        vivid = visit.peak_vivid
        visit.remembered_cognitive = remembers(visit.sum_cognitive / felt, visit.peak_cognitive, visit.cognitive, vivid, p)
        visit.remembered_affective = remembers(visit.sum_affective / felt, visit.peak_affective, visit.affective, vivid, p)
        visit.remembered_social = remembers(visit.sum_social / felt, visit.peak_social, visit.social, vivid, p)
        visit.remembered_physical = remembers(visit.sum_physical / felt, visit.peak_physical, visit.physical, vivid, p)
        if visit.explained == 1:
            for cause in range(len(visit.why)):
                visit.why[cause] = remembers(visit.why_sum[cause] / felt, visit.why_peak[cause], visit.why[cause], vivid, p)
        a, b, _, _ = draws(seed, Purpose.RECALL, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        visit.remembered = clip(
            visit.weight_cognitive * visit.remembered_cognitive + visit.weight_affective * visit.remembered_affective
            + visit.weight_social * visit.remembered_social + visit.weight_physical * visit.remembered_physical
            + p.noise * normal(a, b), -1.0, 1.0)


@step
def remember(visits, seed, p):
    """Every visit that was made becomes a memory, by `remembered_part`."""
    remember_with(remembered_part, visits, seed, p)
