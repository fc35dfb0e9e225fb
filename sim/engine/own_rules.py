"""Own rules: a researcher's function in place of a built-in rule, by name. `docs/own_rules.md` does each in ten lines."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher

from sim.channels.eliminating import OFFERED
from sim.ground.errors import InputError
from sim.ground.rules import plain


ROUNDING = 1e-9
"""How far beyond its range an answer may be: what sums of shares that are 1 in all are off by rounding."""


class OutOfRange(Exception):
    """An own rule answered what its contract does not allow."""


@dataclass(frozen=True)
class Contract:
    """What a rule is called with and what it must give.

    arguments, answer, cure: in words; fits: whether an answer is allowed, given the arguments; tried: the arguments before `p`
    of the calls with which it is tried, from the experience that is the norm; numbers: of the scenario, that it gets as `p`.
    """

    arguments: str
    answer: str
    fits: Callable[[float, tuple], bool]
    tried: Callable[[float], tuple[tuple, ...]]
    numbers: Callable
    cure: str = "hold it within, for instance by min(1, max(-1, answer))"


def _room() -> tuple:
    return np.zeros(6), np.array([0, 0, 1, 1, 2, 2]), np.zeros(6)


REPLACEABLE = {
    "memory": Contract("(mean, peak, end, vivid, p) -> remembered -1..1", "an experience -1 to 1",
                       lambda answer, given: abs(answer) <= 1 + ROUNDING, lambda norm: ((norm, norm, norm, 0.0),),
                       lambda s: s.experience.memory.numbers()),
    "carry_over": Contract("(before, lived, tenure, p) -> state -1..1", "an experience -1 to 1, or up to what was lived where "
                           "moments add up to more", lambda answer, given: abs(answer) <= max(1.0, abs(given[0]), abs(given[1])) + ROUNDING,
                           lambda norm: ((norm, norm, 0), (norm, norm, 9)), lambda s: s.experience.numbers()),
    "kept": Contract("(tenure, p) -> share 0..1", "a share 0 to 1", lambda answer, given: -ROUNDING <= answer <= 1 + ROUNDING,
                     lambda norm: ((0,), (9,)), lambda s: s.experience.numbers(),
                     "hold it within, for instance by min(1, max(0, answer))"),
    "expectation": Contract("(before, lived, experience, norm, kept, tenure, p) -> expectation -1..1", "an experience -1 to 1",
                            lambda answer, given: abs(answer) <= 1 + ROUNDING, lambda norm: ((norm, norm, norm, norm, 0.5, 1),),
                            lambda s: s.experience.expectation.numbers()),
    "standard": Contract("(will, should, p) -> expectation -1..1", "an experience -1 to 1",
                         lambda answer, given: abs(answer) <= 1 + ROUNDING, lambda norm: ((norm, norm),),
                         lambda s: s.experience.expectation.numbers()),
    "satisfaction": Contract("(remembered, expectation, style, p) -> rating 1..10", "a rating 1 to 10",
                             lambda answer, given: 1 - ROUNDING <= answer <= 10 + ROUNDING, lambda norm: ((norm, norm, 0.0),),
                             lambda s: s.experience.satisfaction.numbers(),
                             "hold it within, for instance by min(10, max(1, answer))"),
    "channel_choice": Contract("(utilities, nest, room, draw, last, p) -> way, a whole number from 0 to the last of the "
                               "utilities", "the number of a way that is offered, from 0 to the last of the utilities",
                               lambda answer, given: (0 <= answer < len(given[0]) and answer == np.floor(answer)
                                                      and given[0][int(answer)] > OFFERED),
                               lambda norm: ((*_room(), 0.3, -1), (*_room(), 0.7, 0)), lambda s: s.channels.choosing.numbers(),
                               f"leave out ways whose utility is below {OFFERED:g}"),
}
"""Rules that can be handed in by name, and the contract of each."""


def checked_rules(rules: dict[str, Callable] | None, scenario) -> dict[str, Callable]:
    """The rules compiled (a plain function is compiled by `numba.njit`), `held`, and tried once, on a visit as expected.

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
        checked[name] = held(name, function)
        for arguments in contract.tried(scenario.experience.norm):
            _try(name, checked[name], (*arguments, contract.numbers(scenario)))
    return checked


def held(name: str, function: Callable) -> Dispatcher:
    """The own rule compiled, which fails with OutOfRange wherever it gives what its contract does not allow."""
    if hasattr(function, "unheld"):
        return function
    # A step calculates as NumPy does and hands that on to what it calls: a rule of one's own says that it divided by 0.
    own = function if isinstance(function, Dispatcher) else njit(error_model="python")(function)
    fits = njit(REPLACEABLE[name].fits)

    @njit(error_model="python")
    def rule(*given):
        answer = own(*given)
        if not fits(answer, given):
            raise OutOfRange
        return answer

    rule.unheld = own
    return rule


def by_rule(rules: dict[str, Callable], name: str, usual: Callable, with_own: Callable, *arguments):
    """What the step `usual` gives with these arguments; where there is an own rule `name`, `with_own` with it before them."""
    return by_own(name, with_own, rules[name], *arguments) if name in rules else usual(*arguments)


def by_own(name: str, works: Callable, own: Dispatcher, *arguments):
    """What the step `works` gives with the own rule `name` and these arguments.

    InputError if the rule fails or answers out of range, with what it was called with and what it raised or gave.
    """
    try:
        return works(own, *arguments)
    except Exception as fault:  # noqa: BLE001 - whatever a stranger's function raises is a mistake in what was given
        raise InputError(_told(name, own, fault, _asked(works, own, arguments))) from None


def check_shares(shares: np.ndarray, what: str, cure: str) -> None:
    """InputError unless an own rule of carry-over moves the state by shares 0 to 1, when `what` moves by 1.

    shares: by number of visited periods.
    """
    wrong = np.flatnonzero(abs(shares - 0.5) > 0.5 + ROUNDING)
    if len(wrong):
        raise InputError(f"rules: carry_over gave a state that moves by {shares[wrong[0]]:g} when {what} moves from 0 to 1, after "
                         f"{wrong[0]} visited periods; it must move by a share 0 to 1: {cure}")


def _told(name: str, own: Dispatcher, fault: Exception, asked: tuple) -> str:
    contract = REPLACEABLE[name]
    names = contract.arguments.split(" ->")[0].strip("()").split(", ")[:-1]
    at = " at " + ", ".join(f"{what}={_short(value)}" for what, value in zip(names, asked, strict=False)) if asked else ""
    if isinstance(fault, OutOfRange):
        gave = f"{own.unheld(*asked):g}" if asked else "what is out of range"
        return f"rules: {name} gave {gave}{at}; it must give {contract.answer}: {contract.cure}"
    return f"rules: {name} failed{at} ({type(fault).__name__}: {_first_line(fault)}); it must give {contract.answer}"


def _asked(works: Dispatcher, own: Dispatcher, arguments: tuple) -> tuple:
    """What the rule was called with when it failed, found by doing once more in plain Python what failed; () if it cannot be."""
    last: tuple = ()

    def noted(*given):
        nonlocal last
        last = given
        return own(*given)

    again = [one.copy().view(np.recarray) if isinstance(one, np.ndarray) and one.dtype.names else one for one in arguments]
    try:
        plain(works)(noted, *again)
    except Exception:  # noqa: BLE001 - it is known that it fails; what counts is where
        return last
    return ()


def _short(value) -> str:
    return f"{value:.6g}" if np.isscalar(value) else np.array2string(np.asarray(value), 10_000, 3, separator=",")


def _try(name: str, rule: Dispatcher, arguments: tuple) -> None:
    try:
        rule.unheld(*arguments)
        rule(*arguments)
    except OutOfRange as fault:
        raise InputError(_told(name, rule, fault, arguments)) from None
    except Exception as fault:  # whatever a stranger's function raises is a mistake in what was given
        raise InputError(f"rules: {name} cannot be used as {REPLACEABLE[name].arguments} with numbers alone, compiled by "
                         f"Numba: {_first_line(fault)}") from None


def _first_line(fault: Exception) -> str:
    return next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)[:200]
