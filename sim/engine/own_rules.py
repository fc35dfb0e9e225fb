"""Own rules: a researcher's function in place of a built-in rule, by name. `docs/own_rules.md` does each in ten lines."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher

from sim.channels.choosing import ALWAYS, APP, NEST, PICK_UP
from sim.channels.eliminating import OFFERED
from sim.ground.errors import InputError
from sim.ground.rules import plain


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
    "channel_choice": Contract("(utilities, nest, room, draw, last, p) -> way, a whole number from 0 to the last of the "
                               "utilities", 0, 5, "the number of a way, from 0 to the last of the utilities",
                               lambda norm: ((*_room(), 0.3, -1), (*_room(), 0.7, 0)), lambda s: s.channels.choosing.numbers()),
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
        # A step calculates as NumPy does and hands that on to what it calls: a rule of one's own says that it divided by 0.
        checked[name] = function if isinstance(function, Dispatcher) else njit(error_model="python")(function)
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


def check_ways(ways: np.ndarray, offered: np.ndarray) -> None:
    """InputError unless all ways chosen by an own rule are ways that are offered; offered: whether pick-up and app are."""
    within("channel_choice", ways, (len(NEST) if any(offered) else ALWAYS) - 1)
    for place, called, there in ((PICK_UP, "pick-up", offered[0]), (APP, "the app", offered[1])):
        wrong = ways[ways // 2 == place]
        if len(wrong) and not there:
            raise InputError(f"rules: channel_choice gave way {wrong[0]}, {called}, which is not offered; leave out ways whose "
                             f"utility is below {OFFERED:g}")


def by_own(name: str, works: Callable, *arguments):
    """What `works` gives with these arguments, the own rule `name` among them.

    InputError if the rule fails, with what it was called with and what it raised.
    """
    try:
        return works(*arguments)
    except InputError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a stranger's function raises is a mistake in what was given
        raise InputError(f"rules: {name} failed{_asked(name, works, arguments)} ({type(fault).__name__}: {_first_line(fault)}); "
                         f"it must give {REPLACEABLE[name].answer}") from None


def _asked(name: str, works: Callable, arguments: tuple) -> str:
    """What the rule was called with last, found by doing once more in plain Python what failed; empty if that cannot be told."""
    last: list[tuple] = []
    own = next(one for one in arguments if isinstance(one, Dispatcher))

    def noted(*given):
        last[:] = [tuple(one.item() if isinstance(one, np.generic) else one for one in given)]
        return own.py_func(*last[0])

    again = [noted if one is own else one.copy().view(np.recarray) if isinstance(one, np.ndarray) and one.dtype.names else one
             for one in arguments]
    try:
        (plain(works) if isinstance(works, Dispatcher) else works)(*again)
    except Exception:  # noqa: BLE001 - it is known that it fails; what counts is where
        pass
    if not last:
        return ""
    names = REPLACEABLE[name].arguments.split(" ->")[0].strip("()").split(", ")[:-1]
    return " at " + ", ".join(f"{what}={_short(value)}" for what, value in zip(names, last[0], strict=False))


def _short(value) -> str:
    return f"{value:.6g}" if isinstance(value, int | float) else np.array2string(np.asarray(value), precision=3, separator=",")


def _tried(name: str, rule: Callable, arguments: tuple) -> float:
    try:
        return float(rule(*arguments))
    except Exception as fault:  # whatever a stranger's function raises is a mistake in what was given
        raise InputError(f"rules: {name} cannot be used as {REPLACEABLE[name].arguments} with numbers alone, compiled by "
                         f"Numba: {_first_line(fault)}") from None


def _first_line(fault: Exception) -> str:
    return next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)[:200]
