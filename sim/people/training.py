"""Training: a module takes hours off the floor now and leaves knowledge for later.

    K' = K + gain (1 - K)            general knowledge, or what is known of one department beyond it

so each further module adds less. Modules are given to some part of the staff in given periods; whoever learns is missing
from the floor at the beginning of the shift of one day, and is paid. What is learned may be forgotten at a rate.
Openness about bad results (a culture in which needs that were not met are talked over) lets people learn from them,

    K' = K + openness openness_gain (share of needs not met) (1 - K)

at the cost of minutes off the floor each week. Sales of an associate rise by 1.8 % a module at first (Fisher, Gallino and
Netessine 2021); training and speaking openly of failures as management practices: Siebers et al. 2008 (ManPraSim).
"""

from typing import TYPE_CHECKING, Literal

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, count, number
from sim.ground.rules import rule

if TYPE_CHECKING:
    import numpy as np

FIELDS = {
    "staff": (
        Field("training_day", "i2", low=-1, high=6, start=-1, means="weekday of this period's training; -1 none"),
        Field("training_s", "f8", "s", means="time off the floor on that day"),
        Field("modules", "i4", means="training modules taken"),
    )
}


class Training(Parameters):
    """Modules, their time and their fruit."""

    modules: int = count(0, "modules", 0, 520, "Modules given to each trainee in the run, one a training period.")
    from_period: int = count(0, "period", 0, 100_000, "Period of the first module.")
    every: int = count(1, "periods", 1, 520, "Periods from one module to the next.")
    modules_before: int = count(0, "modules", 0, 520, "Modules that everybody of these roles had before the run.")
    who: Literal["advisors", "cashiers", "everybody"] = choice("advisors", "Who is trained.")
    department: str = choice("", "Department that modules are about; empty: goods in general.")
    hours: float = number(4.0, "h", 0, 12, "Time that a module takes off the floor; it is paid.")
    fee: float = number(50.0, "$", 0, 100_000, "Cost of a module per person, beside the paid time.")
    gain: float = number(0.115, "share", 0, 1, "Part of what is missing that a module teaches.",
                         "calibrated: Fisher, Gallino and Netessine 2021, +1.8 % of sales a module")
    forgetting: float = number(0.0, "share", 0, 1, "Part of what was learned in modules that is forgotten in a period.")
    openness: float = number(0.0, "0..1", 0, 1, "How openly bad results are talked over.")
    openness_gain: float = number(0.05, "share", 0, 1, "Part of what is missing that is learned in a period of full "
                                  "openness, if no need was met.", "shape: Siebers et al. 2008")
    openness_h: float = number(1.0, "h", 0, 12, "Time off the floor a period that full openness takes.")


@rule
def after_module(knowledge, gain):
    """Knowledge 0..1 after a module."""
    return knowledge + gain * (1.0 - knowledge)


@rule
def learned_from_failure(knowledge, failed, p):
    """Knowledge after a period in which the share `failed` of needs was not met, by openness about it."""
    return after_module(knowledge, p.openness * p.openness_gain * failed)


def is_due(training: Training, period: int) -> bool:
    """Whether a module is given in this period."""
    since = period - training.from_period
    return since >= 0 and since % training.every == 0 and since // training.every < training.modules


def learners(training: Training, roles: "np.ndarray") -> "np.ndarray":
    """bool by member of staff: who takes part; roles: 0 advisor, 1 cashier."""
    return roles < 2 if training.who == "everybody" else roles == ("advisors", "cashiers").index(training.who)


def plan_training(rows: "np.ndarray", training: Training, period: int) -> None:
    """Set day and length of this period's time off the floor, days spread over the week by number."""
    module_s = 3600.0 * training.hours if is_due(training, period) else 0.0
    talk_s = 3600.0 * training.openness * training.openness_h
    rows["training_s"] = learners(training, rows["role"]) * (module_s + talk_s)
    rows["training_day"] = rows["uid"] % 1_000 % 5
    rows["training_day"][rows["training_s"] == 0.0] = -1


def train_off_the_floor(today: "np.ndarray", weekday: int) -> None:
    """Who learns today comes to the floor later, or not at all; the roster of the day is changed in place."""
    away = (today["training_day"] == weekday) & (today["to_s"] > 0.0)
    if away.any():
        today["from_s"][away] += today["training_s"][away]
        gone = away & (today["from_s"] >= today["to_s"])
        today["from_s"][gone] = today["to_s"][gone] = 0.0
        today["free_at_s"] = today["from_s"]
