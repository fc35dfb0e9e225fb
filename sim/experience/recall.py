"""Brand recall: how readily the store comes to mind when a trip is due, beyond the ordinary.

    1 - r(t) = (1 - (1 - f) r(t-1)) prod_v e^(-a m_v)        m_v: minutes in sight of signs, by salience

Signs of recognition - logo, signature colour, signature scent - lay a trace on every visit; minutes in which one took
part actively lay a deeper one (Tynan, McKechnie and Hartley 2014). The trace fades, and what comes to mind is considered
first: recall is a term of the utility of the store (`sim/channels/choosing.py`; Nedungadi 1990).
"""

from sim.experience.fading import filled, kept
from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exp, rule, step

FIELDS = {
    "shopper": (
        Field("recall", "f4", "0..1", 0, 1, means="recall of the store's brand beyond the ordinary"),
    )
}


class Recall(Parameters):
    """How recall is laid down and fades."""

    per_min: float = number(0.004, "1/min", 0, 10, "Part of the gap to full recall closed in a minute of full salience (a).",
                            "assumption: an advert that is attended to for half a minute closes .02 "
                            "(experience.persuasion.recalled); of the time in a store a tenth is given to its signs")
    of_taking_part: float = number(10.0, "x", 0, 100, "Minutes of full salience that a minute of taking part is worth.",
                                   "shape: active involvement is better recalled, Tynan et al. 2014; assumption: all attention, "
                                   "not a tenth of it")
    fades: float = number(0.15, "1/period", 0, 1, "Part of the recall that is lost in a period (f).")


@rule
def trace(recognised_s, active_s, p):
    """Part of the gap to full recall that a visit closes."""
    return 1.0 - exp(-p.per_min * (recognised_s + p.of_taking_part * active_s) / 60.0)


@step
def keep_recall(shoppers, visits, p):
    """Recall fades in everybody; every visit in sight of signs, or with a part taken, lays a trace."""
    for i in range(len(shoppers)):
        shoppers[i].recall = kept(shoppers[i].recall, p.fades)
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0 and (visit.recognised_s > 0.0 or visit.active_s > 0.0):
            shopper = shoppers[visit.person]
            shopper.recall = filled(shopper.recall, trace(visit.recognised_s, visit.active_s, p))
