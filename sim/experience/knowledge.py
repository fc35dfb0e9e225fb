"""Knowledge: what a shopper has learned about the goods at activities and in zones that teach, carried from t-1 to t.

    1 - k(t) = (1 - (1 - f) k(t-1)) prod_v (1 - learned_v)        v: visits of the period

Learning closes part of what is still unknown; what is not used fades by f a period. Knowledge is brought along into the
next visit, where it lowers the chance of a wrong choice.
"""

from sim.experience.fading import filled, kept
from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import step

FIELDS = {
    "shopper": (
        Field("knowledge", "f4", "0..1", 0, 1, means="what the shopper knows about the goods beyond the ordinary"),
    )
}


class Knowledge(Parameters):
    """How knowledge lasts."""

    fades: float = number(0.02, "1/period", 0, 1, "Part of the knowledge that is forgotten in a period (f).",
                          "shape: a slow exponential, Ebbinghaus 1885")


@step
def keep_knowledge(shoppers, visits, p):
    """Everybody forgets a little; whoever learned on a visit of the period knows more."""
    for i in range(len(shoppers)):
        shoppers[i].knowledge = kept(shoppers[i].knowledge, p.fades)
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0 and visit.learned > 0.0:
            shopper = shoppers[visit.person]
            shopper.knowledge = filled(shopper.knowledge, visit.learned)
