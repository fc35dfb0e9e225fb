"""Own rules: a researcher's function in place of a built-in rule, by name. `docs/own_rules.md` does each in ten lines."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher

from sim.ground.errors import InputError


@dataclass(frozen=True)
class Contract:
    """What a rule is called with and what it must give.

    arguments: in words; low, high: range of the answer, ends included; answer: what it is; tried: the arguments before `p`
    of the calls with which it is tried, from the experience that is the norm; numbers: of the scenario, that it gets as `p`.
    """

    arguments: str
    low: float
    high: float
    answer: str
    tried: Callable[[float], tuple[tuple, ...]]
    numbers: Callable


def _room() -> tuple:
    return np.zeros(6), np.array([0, 0, 1, 1, 2, 2]), np.zeros(6)


REPLACEABLE = {
    "memory": Contract("(mean, peak, end, vivid, p) -> remembered -1..1", -1.0, 1.0, "an experience -1 to 1",
                       lambda norm: ((norm, norm, norm, 0.0),), lambda s: s.experience.memory.numbers()),
    "carry_over": Contract("(before, lived, tenure, p) -> state -1..1", -1.0, 1.0, "an experience -1 to 1",
                           lambda norm: ((norm, norm, 0), (norm, norm, 9)), lambda s: s.experience.numbers()),
    "expectation": Contract("(before, lived, experience, norm, kept, tenure, p) -> expectation -1..1", -1.0, 1.0,
                            "an experience -1 to 1", lambda norm: ((norm, norm, norm, norm, 0.5, 1),),
                            lambda s: s.experience.expectation.numbers()),
    "satisfaction": Contract("(remembered, expectation, style, p) -> rating 1..10", 1.0, 10.0, "a rating 1 to 10",
                             lambda norm: ((norm, norm, 0.0),), lambda s: s.experience.satisfaction.numbers()),
    "channel_choice": Contract("(utilities, nest, room, draw, last, p) -> way, a whole number from 0 to the last of the utilities", 0, 5,
                               "the number of a way, from 0 to the last of the utilities", lambda norm: ((*_room(), 0.3, -1), (*_room(), 0.7, 0)),
                               lambda s: s.channels.choosing.numbers()),
}
"""Rules that can be handed in by name, and the contract of each."""


def checked_rules(rules: dict[str, Callable] | None, scenario) -> dict[str, Callable]:
    """The rules compiled (a plain function is compiled by `numba.njit`) and tried once, on a visit as expected.

    InputError for a name that no rule has, and for a function that cannot be compiled, cannot be called so, or gives what is out
    of range.
    """
    if not isinstance(rules, dict | None):
        raise InputError(f"rules are {rules!r}; give functions by name: " + "{'satisfaction': my_rule}")
    checked = {}
    for name, function in (rules or {}).items():
        if name not in REPLACEABLE:
            known = "; ".join(f"{rule} {contract.arguments}" for rule, contract in REPLACEABLE.items())
            raise InputError(f"rules: there is no rule {name!r} to replace; there are: {known}")
        contract = REPLACEABLE[name]
        if not callable(function):
            raise InputError(f"rules: {name} must be a function {contract.arguments}, not {type(function).__name__}")
        checked[name] = function if isinstance(function, Dispatcher) else njit(function)
        numbers = contract.numbers(scenario)
        for arguments in contract.tried(scenario.experience.norm):
            within(name, np.array([_tried(name, checked[name], (*arguments, numbers))]))
    return checked


def within(name: str, answers: np.ndarray, high: float | None = None) -> None:
    """InputError unless all answers of an own rule are within the range of its contract, and whole if they must be.

    high: end of the range where the contract does not settle it (the number of ways there are).
    """
    contract = REPLACEABLE[name]
    wrong = answers[~((answers >= contract.low) & (answers <= (contract.high if high is None else high)))]
    if name == "channel_choice" and not len(wrong):
        wrong = answers[answers != np.floor(answers)]
    if len(wrong):
        low, high = f"{contract.low:g}", f"{contract.high:g}"
        cure = "" if name == "channel_choice" else f". Hold it within, for instance by min({high}, max({low}, answer))"
        raise InputError(f"rules: {name} gave {wrong[0]:g}; it must give {contract.answer}{cure}")


def _tried(name: str, rule: Callable, arguments: tuple) -> float:
    try:
        return float(rule(*arguments))
    except Exception as fault:  # whatever a stranger's function raises is a mistake in what was given
        said = next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)
        raise InputError(f"rules: {name} cannot be used as {REPLACEABLE[name].arguments} with numbers alone, compiled by "
                         f"Numba: {said[:200]}") from None
