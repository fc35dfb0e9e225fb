"""Own rules: a researcher's function in place of a built-in rule, by name."""

from collections.abc import Callable

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher

from sim.ground.errors import InputError

REPLACEABLE = {"satisfaction": "(remembered, expectation, style, p) -> rating 1..10"}
"""Rules that can be handed in, and the arguments and result of each."""


def checked_rules(rules: dict[str, Callable] | None, norm: float, numbers: tuple) -> dict[str, Callable]:
    """The rules compiled (a plain function is compiled by `numba.njit`) and tried once, on a visit as expected.

    norm: experience as it should be, -1..1; numbers: the parameters that a rule gets as `p`. InputError for a name that no rule has, and for a function that
    cannot be compiled, cannot be called so, or rates outside 1..10.
    """
    if not isinstance(rules, dict | None):
        raise InputError(f"rules are {rules!r}; give functions by name: " + "{'satisfaction': my_rule}")
    checked = {}
    for name, function in (rules or {}).items():
        if name not in REPLACEABLE:
            known = "; ".join(f"{rule} {arguments}" for rule, arguments in REPLACEABLE.items())
            raise InputError(f"rules: there is no rule {name!r} to replace; there are: {known}")
        if not callable(function):
            raise InputError(f"rules: {name} must be a function {REPLACEABLE[name]}, not {type(function).__name__}")
        checked[name] = function if isinstance(function, Dispatcher) else njit(function)
        checked_ratings(np.array([_tried(name, checked[name], norm, numbers)]))
    return checked


def checked_ratings(ratings: np.ndarray) -> None:
    """InputError unless all ratings of an own rule are 1..10."""
    wrong = ratings[~((ratings >= 1.0) & (ratings <= 10.0))]
    if len(wrong):
        raise InputError(f"rules: satisfaction gave {wrong[0]:g}; it must give a rating 1 to 10. Hold it within, for "
                         "instance by min(10.0, max(1.0, rating))")


def _tried(name: str, rule: Callable, norm: float, numbers: tuple) -> float:
    try:
        return float(rule(norm, norm, 0.0, numbers))
    except Exception as fault:  # whatever a stranger's function raises is a mistake in what was given
        said = next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)
        raise InputError(f"rules: {name} cannot be used as {REPLACEABLE[name]} with numbers alone, compiled by Numba: "
                         f"{said[:200]}") from None
