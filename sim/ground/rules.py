"""Rules and steps: how plain Python functions become compiled ones.

A *rule* is a pure scalar function of one shopper: it reads like the formula in the paper, takes its draws as
arguments and can be called from a test or a notebook. A *step* is a small loop over the rows that are present,
calling rules. Both are compiled by Numba with fast-math off, so that a result never depends on how a loop was
vectorised; `plain(rule)` gives back the Python function.
"""

import math
from collections.abc import Callable
from functools import cache, update_wrapper
from types import FunctionType

from numba import config, njit, types
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

from sim.ground.compiled import folder_of

# Without forced inlining every call hands over the parameters of its mechanism number by number, and with Numba's
# run-time memory every call counts references to every array of the place, atomically, on all threads: a tick costs
# several times as much. So rules and steps are inlined and never allocate; room that they need comes in as an argument.
# Nobody calls them from C, and a wrapper for that costs a tenth of the time of compiling.
_OPTIONS = {"nogil": True, "error_model": "numpy", "forceinline": True, "_nrt": False,
            "no_cfunc_wrapper": True}


class Kept(FunctionCache):
    """Compiled code of a rule or a step on disk, but for what is made of a function that is not kept itself.

    A researcher's own rule may be gone from where it was when Numba looks for its name again, and then nothing would be found.
    """

    def load_overload(self, sig, target_context):
        """What was compiled for these arguments, or None."""
        return super().load_overload(sig, target_context) if _is_kept(sig) else None

    def save_overload(self, sig, data):
        """Keep what was compiled for these arguments."""
        if _is_kept(sig):
            super().save_overload(sig, data)


def _is_kept(sig) -> bool:
    return all(isinstance(kind.dispatcher._cache, Kept) for kind in sig if isinstance(kind, types.Dispatcher))


def _compiled(function: FunctionType) -> Dispatcher:
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder_of(function.__module__))
    try:
        compiled = njit(**_OPTIONS)(function)
        compiled._cache = Kept(function)
        return compiled
    finally:
        config.CACHE_DIR = before


def rule(function: FunctionType) -> Dispatcher:
    """Compile a pure scalar function (formula, units and source in its docstring; no dice inside)."""
    return _compiled(function)


def step(function: FunctionType) -> Dispatcher:
    """Compile a loop over rows that calls rules."""
    return _compiled(function)


LN2 = math.log(2.0)


@cache
def plain(compiled: Callable) -> Callable:
    """The Python function behind a rule or a step, for tests, notebooks and the agent-by-agent reference.

    The rules that it calls are plain, too, so that one which takes a visit can be given any object with its attributes.
    """
    function = compiled.py_func
    called = {name: value for name, value in function.__globals__.items() if name in function.__code__.co_names}
    scope = {name: plain(value) if isinstance(value, Dispatcher) else value for name, value in called.items()}
    bound = FunctionType(function.__code__, scope, function.__name__, function.__defaults__, function.__closure__)
    return update_wrapper(bound, function)


@rule
def exp(x):
    """Exponential by range reduction and a short polynomial: same bits compiled and in plain Python.

    x: any float, clipped to -700..700. Relative error below 1e-11 (checked by a test against `math.exp`).
    The C library's exp differs in the last bit between machines; plus, minus and times do not.
    """
    x = min(700.0, max(-700.0, x))
    n = math.floor(x * 1.4426950408889634 + 0.5)
    f = (x - n * LN2) * 0.125
    f2 = f * f
    r = (1.0 + f) + f2 * ((0.5 + f * (1.0 / 6.0)) + f2 * ((1.0 / 24.0 + f * (1.0 / 120.0)) + f2 * (1.0 / 720.0)))
    r = r * r
    r = r * r
    return math.ldexp(r * r, int(n))


@rule
def share(x):
    """Logistic function 1 / (1 + e^-x): the probability of yes in a binary logit."""
    return 1.0 / (1.0 + exp(-x))


@rule
def clip(x, low, high):
    """x held between low and high."""
    return min(high, max(low, x))


@rule
def triangular(low, mode, high, draw):
    """Triangular variate by its inverse distribution function; draw uniform in [0, 1)."""
    cut = (mode - low) / (high - low)
    if draw < cut:
        return low + math.sqrt(draw * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - draw) * (high - low) * (high - mode))


@rule
def exponential(mean, draw):
    """Exponential variate with the given mean; draw uniform in [0, 1)."""
    return -mean * math.log(1.0 - draw)


@rule
def normal(draw, other):
    """Standard normal variate from two uniform draws in [0, 1) (Box and Muller 1958)."""
    return math.sqrt(-2.0 * math.log(1.0 - draw)) * math.cos(6.283185307179586 * other)
