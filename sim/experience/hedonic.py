"""Hedonic next to utilitarian value: fantasies, feelings and fun beside the errand (Holbrook and Hirschman 1982).

    hedonic      mean of feelings (pleasure), fun (delights u of the visit, u / (1 + u)) and fantasy (absorption)
    utilitarian  mean of the list done, time not lost in waiting, and money saved, each -1..1
    value        h hedonic + (1 - h) utilitarian

Both are read off what was lived. The hedonic weight h of a trip (`sim/visit/feeling.py`) does not act here: it weighs the
dimensions of the experience, and so the rating, in the stream itself; at h = 0 everybody judges as on a task.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "visit": (
        Field("hedonic", "f8", "-1..1", -1, 1, means="hedonic value of the visit: fun, feelings, fantasy"),
        Field("utilitarian", "f8", "-1..1", -1, 1, means="utilitarian value of the visit: list done, time, money"),
        Field("value", "f8", "-1..1", -1, 1, means="both, by the hedonic weight of the trip"),
    )
}


class Hedonic(Parameters):
    """What the two values are made of; each set of weights is scaled to sum 1."""

    feelings_weight: float = number(0.5, "share", 0, 1, "Weight of feelings in the hedonic value.")
    fun_weight: float = number(0.25, "share", 0, 1, "Weight of fun in the hedonic value.")
    fantasy_weight: float = number(0.25, "share", 0, 1, "Weight of fantasy in the hedonic value.")
    list_weight: float = number(0.5, "share", 0, 1, "Weight of the list done in the utilitarian value.")
    time_weight: float = number(0.25, "share", 0, 1, "Weight of time in the utilitarian value.")
    money_weight: float = number(0.25, "share", 0, 1, "Weight of money in the utilitarian value.")
    full_saving: float = number(0.3, "share", 0.01, 1, "Saving against the reference prices that counts as full value.")


@rule
def hedonic_value(feelings, delights, fantasy, p):
    """Hedonic value -1..1; feelings -1..1, delights 0 or more, fantasy 0..1."""
    fun = delights / (1.0 + delights)
    return (p.feelings_weight * feelings + p.fun_weight * fun + p.fantasy_weight * fantasy) / (
        p.feelings_weight + p.fun_weight + p.fantasy_weight)


@rule
def utilitarian_value(done, lost, saved, p):
    """Utilitarian value -1..1; done, lost: shares of the list and of the time, 0..1; saved: share of the money."""
    money = clip(saved / p.full_saving, -1.0, 1.0)
    return (p.list_weight * (2.0 * done - 1.0) + p.time_weight * (1.0 - 2.0 * lost) + p.money_weight * money) / (
        p.list_weight + p.time_weight + p.money_weight)


@step
def value_visits(visits, p):
    """Work out what every visit that was made was worth."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s < 0.0:
            continue
        felt = max(visit.felt_s, 1e-9)
        wanted = max(1.0, visit.list_length)
        fetched = visit.collects > 0 and visit.list_length == 0 and visit.served_s >= 0.0
        done = 1.0 if fetched else min(1.0, (visit.items - visit.unplanned_items + visit.online_items) / wanted)
        lost = min(1.0, visit.wait_perceived_s / max(1.0, visit.leave_s - visit.arrive_s))
        saved = 1.0 - visit.spend_cents / max(1.0, visit.reference_cents) if visit.reference_cents > 0 else 0.0
        visit.hedonic = hedonic_value(visit.sum_affective / felt, visit.delights, visit.sum_absorbed / felt, p)
        visit.utilitarian = utilitarian_value(done, lost, saved, p)
        visit.value = visit.hedonic_weight * visit.hedonic + (1.0 - visit.hedonic_weight) * visit.utilitarian
