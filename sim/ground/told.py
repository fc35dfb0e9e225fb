"""What is told of a run without stopping it, and how commands show it: on stderr, one line each, without a place in the code."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_USUAL = warnings.showwarning


class Told(UserWarning):
    """What is worth knowing of a scenario or a run; commands print its text as one line."""


def show_plainly(message, category, *where) -> None:
    """Show a warning as `warnings.showwarning` does, but what is told as its text alone."""
    if issubclass(category, Told):
        print(message, file=sys.stderr)
    else:
        _USUAL(message, category, *where)


@contextmanager
def told_plainly() -> Iterator[None]:
    """What is told within is shown plainly, once for each place and text."""
    with warnings.catch_warnings():
        warnings.showwarning = show_plainly
        yield
