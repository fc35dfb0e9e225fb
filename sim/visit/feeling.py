"""The stream of momentary experience on four dimensions, and its account over the visit.

Experience is a vector: cognitive, affective, social, physical (Verhoef et al. 2009). Each dimension is a slow filter:
it drifts toward what the surroundings call for (`sim/visit/sensing.py`) and every touchpoint kicks it

    m_d <- m_d + valence_d                     held within -1..1

The overall valence is v = sum_d w_d m_d with weights by the goal of the trip: w_d = h w_fun,d + (1 - h) w_task,d with
the hedonic weight h (`sim/experience/hedonic.py`). The visit keeps the time mean of each dimension, the peak (the moment
with the largest |v|) and the end, so that every remembered part sums exactly to the remembered whole, before the noise
of recall. The same is kept cause by cause (`sim/visit/causes.py`).
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule
from sim.people.moments import DIMENSIONS
from sim.visit.causes import CAUSES

_BY_CAUSE = f"({len(CAUSES)},)f8"

FIELDS = {
    "visit": (
        *(Field(d, "f8", "affect", -1, 1, means=f"{d} experience of this moment") for d in DIMENSIONS),
        *(Field(f"sum_{d}", "f8", "affect x s", -1e6, means=f"{d} experience summed over time") for d in DIMENSIONS),
        *(Field(f"peak_{d}", "f8", "affect", -1, 1, means=f"{d} experience at the peak") for d in DIMENSIONS),
        Field("peak", "f8", "affect", -1, 1, means="overall valence with the largest absolute value so far"),
        Field("peak_vivid", "f8", "share", 0, 5, means="extra weight in memory of that moment"),
        Field("felt_s", "f8", "s", means="time over which experience was summed"),
        *(Field(f"weight_{d}", "f8", "share", 0, 1, means=f"weight of the {d} dimension on this trip")
          for d in DIMENSIONS),
        Field("explained", "i8", "0 or 1", 0, 1, 1, means="whether the account of causes is kept"),
        Field("why", _BY_CAUSE, "affect", -4, 4, means="what each cause adds to the valence of this moment; after the "
              "visit, to the remembered experience"),
        Field("why_sum", _BY_CAUSE, "affect x s", -1e6, means="what each cause added, summed over time"),
        Field("why_peak", _BY_CAUSE, "affect", -4, 4, means="what each cause added at the peak"),
        Field("hedonic_weight", "f8", "share", 0, 1, means="how far this trip is judged by fun and not by the task"),
    )
}


class Feeling(Parameters):
    """Weights of the four dimensions in the overall valence, by the goal of the trip; each set is scaled to sum 1."""

    task_cognitive: float = number(0.40, "share", 0, 1, "Weight of the cognitive dimension on a task trip.")
    task_affective: float = number(0.30, "share", 0, 1, "Weight of the affective dimension on a task trip.")
    task_social: float = number(0.15, "share", 0, 1, "Weight of the social dimension on a task trip.")
    task_physical: float = number(0.15, "share", 0, 1, "Weight of the physical dimension on a task trip.")
    recreational_cognitive: float = number(0.20, "share", 0, 1, "Weight of the cognitive dimension on a fun trip.")
    recreational_affective: float = number(0.45, "share", 0, 1, "Weight of the affective dimension on a fun trip.")
    recreational_social: float = number(0.20, "share", 0, 1, "Weight of the social dimension on a fun trip.")
    recreational_physical: float = number(0.15, "share", 0, 1, "Weight of the physical dimension on a fun trip.")
    hedonic_task: float = number(0.0, "share", 0, 1, "Hedonic weight of a task trip: how far it is judged as one for fun.")
    hedonic_recreational: float = number(1.0, "share", 0, 1, "Hedonic weight of a recreational trip; 0: as on a task.",
                                         "shape: Holbrook and Hirschman 1982")
    hedonic_of_person: float = number(0.0, "-", -2, 2, "Slope of the hedonic weight on the share of the person's trips "
                                      "that are made for pleasure, above one half.")


@rule
def hedonic_weight(recreational, fun_seeking, p):
    """Hedonic weight of a trip with this goal, by a person of whose trips this share is made for pleasure."""
    base = p.hedonic_recreational if recreational > 0.5 else p.hedonic_task
    return clip(base + p.hedonic_of_person * (fun_seeking - 0.5), 0.0, 1.0)


@rule
def weigh(visit, p):
    """Set the weights of the dimensions for this trip: those of fun by the hedonic weight, those of a task by the rest."""
    h = hedonic_weight(visit.recreational, visit.fun_seeking, p)
    fun = p.recreational_cognitive + p.recreational_affective + p.recreational_social + p.recreational_physical
    task = p.task_cognitive + p.task_affective + p.task_social + p.task_physical
    visit.hedonic_weight = h
    visit.weight_cognitive = h * (p.recreational_cognitive / fun) + (1.0 - h) * (p.task_cognitive / task)
    visit.weight_affective = h * (p.recreational_affective / fun) + (1.0 - h) * (p.task_affective / task)
    visit.weight_social = h * (p.recreational_social / fun) + (1.0 - h) * (p.task_social / task)
    visit.weight_physical = h * (p.recreational_physical / fun) + (1.0 - h) * (p.task_physical / task)


@rule
def valence(visit):
    """Overall valence of this moment, -1..1: the weighted sum of the four dimensions."""
    return (visit.weight_cognitive * visit.cognitive + visit.weight_affective * visit.affective
            + visit.weight_social * visit.social + visit.weight_physical * visit.physical)


@rule
def kick(visit, cause, cognitive, affective, social, physical):
    """A touchpoint moves the momentary experience, owed to one cause; each dimension stays within -1..1."""
    before = valence(visit)
    visit.cognitive = clip(visit.cognitive + cognitive, -1.0, 1.0)
    visit.affective = clip(visit.affective + affective, -1.0, 1.0)
    visit.social = clip(visit.social + social, -1.0, 1.0)
    visit.physical = clip(visit.physical + physical, -1.0, 1.0)
    if visit.explained == 1:
        visit.why[cause] += valence(visit) - before
    keep_peak(visit)


@rule
def keep_peak(visit):
    """Remember this moment if its overall valence is the largest in absolute value so far."""
    now = valence(visit)
    if abs(now) > abs(visit.peak):
        visit.peak = now
        visit.peak_cognitive = visit.cognitive
        visit.peak_affective = visit.affective
        visit.peak_social = visit.social
        visit.peak_physical = visit.physical
        if visit.explained == 1:
            for cause in range(len(CAUSES)):
                visit.why_peak[cause] = visit.why[cause]
        visit.peak_vivid = 0.0


@rule
def live_through(visit, seconds):
    """Add `seconds` of the present experience to the account of the visit."""
    visit.sum_cognitive += visit.cognitive * seconds
    visit.sum_affective += visit.affective * seconds
    visit.sum_social += visit.social * seconds
    visit.sum_physical += visit.physical * seconds
    visit.felt_s += seconds
    if visit.explained == 1:
        for cause in range(len(CAUSES)):
            visit.why_sum[cause] += visit.why[cause] * seconds
    keep_peak(visit)
