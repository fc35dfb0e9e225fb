"""Four levers of management, each of them money spent a period on every member of staff, none of them free.

    effect = strength (1 - e^(-dollars / scale))                                        diminishing

reward: a bonus is pay, and pay against the market moves morale (`morale.py`). Performance management: reviews recognise
good work (morale) and teach a little. Internal communication: who is informed is in better spirits. Behaviour framework:
standards of conduct, practised over some periods, raise courtesy and honesty

    B(t+1) = B(t) + practice (effect - B(t)),   courtesy + B courtesy_gain,   honesty + B (1 - honesty)

Reward and recognition: Stajkovic and Luthans 2003; communication: Schneider, White and Paul 1998; frameworks of behaviour
in the design of service: Zomerdijk and Voss 2010. Signs are theirs, sizes are assumptions.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule

FIELDS = {
    "staff": (
        Field("conduct", "f8", "0..1", 0, 1, means="how far the behaviour framework has become practice"),
    )
}


class Levers(Parameters):
    """Money a period and person on each lever, and what it can do at most."""

    bonus: float = number(0.0, "$", 0, 10_000, "Reward: bonus of each person in a period.")
    performance: float = number(0.0, "$", 0, 10_000, "Performance management: reviews and feedback, a person and period.")
    communication: float = number(0.0, "$", 0, 10_000, "Internal communication, a person and period.")
    framework: float = number(0.0, "$", 0, 10_000, "Behaviour framework: coaching in conduct, a person and period.")
    scale: float = number(20.0, "$", 0.01, 10_000, "Money at which 63 % of the most is reached, each lever but the bonus.")
    recognition: float = number(0.12, "0..1", 0, 1, "Most morale that recognition adds.",
                                "shape: Stajkovic and Luthans 2003")
    feedback: float = number(0.01, "share", 0, 1, "Most of the missing knowledge that feedback teaches in a period.")
    information: float = number(0.10, "0..1", 0, 1, "Most morale that internal communication adds.",
                                "shape: Schneider, White and Paul 1998")
    conduct: float = number(0.15, "0..1", 0, 1, "Most courtesy that the framework adds.", "shape: Zomerdijk and Voss 2010")
    candour: float = number(0.5, "share", 0, 1, "Most of the missing honesty that the framework adds.")
    practice: float = number(0.25, "share", 0, 1, "Part of the way to full practice of the framework in a period.")


@rule
def effect(dollars, p):
    """How much of a lever's most this money reaches, 0..1; exactly 0 without money."""
    return 1.0 - exp(-dollars / p.scale) if dollars > 0.0 else 0.0


@rule
def next_conduct(conduct, p):
    """Practice of the behaviour framework in the next period."""
    return clip(conduct + p.practice * (effect(p.framework, p) - conduct), 0.0, 1.0)


@rule
def candid(honesty, conduct, p):
    """Honesty under the framework, 0..1."""
    return honesty + p.candour * conduct * (1.0 - honesty)


def cents_a_head(levers: Levers) -> dict[str, int]:
    """Whole cents of a period for each person: `bonuses`, `programmes`."""
    programmes = levers.performance + levers.communication + levers.framework
    return {"bonuses": round(100 * levers.bonus), "programmes": round(100 * programmes)}
