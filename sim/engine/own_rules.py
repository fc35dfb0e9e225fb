"""Own rules: a researcher's function in place of a built-in rule, by name."""

from collections.abc import Callable

from numba import njit
from numba.core.dispatcher import Dispatcher

from sim.ground.errors import InputError

REPLACEABLE = {"satisfaction": "(remembered, expectation, style, p) -> rating 1..10"}
"""Rules that can be handed in, and the arguments and result of each."""


def checked_rules(rules: dict[str, Callable] | None) -> dict[str, Callable]:
    """The rules compiled (a plain function is compiled by `numba.njit`); InputError for a name that no rule has."""
    checked = {}
    for name, function in (rules or {}).items():
        if name not in REPLACEABLE:
            known = "; ".join(f"{rule} {arguments}" for rule, arguments in REPLACEABLE.items())
            raise InputError(f"rules: there is no rule {name!r} to replace; there are: {known}")
        if not callable(function):
            raise InputError(f"rules: {name} must be a function {REPLACEABLE[name]}, not {type(function).__name__}")
        checked[name] = function if isinstance(function, Dispatcher) else njit(function)
    return checked
