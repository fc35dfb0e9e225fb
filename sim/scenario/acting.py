"""When a key acts: at the start of a run only, or from whenever it is set.

An event sets keys in the middle of a run. Of what has been drawn, built or given by then it can change nothing, so it is refused;
where it changes who is hired from then on and nobody else, that is told (`newcomers.py`).
"""

from collections.abc import Iterator
from typing import Any

from sim.scenario.declared import keys_of

AT_START = {
    "how the run is set up": ("name", "events", "chain", "horizon", "engine"),
    "who the people are, and whom they know": ("people",),
    "which store it is, and how large its crowd": keys_of("store", "name", "plan", "crowd"),
    "training has a calendar of its own": keys_of("staff.training", "modules", "from_period", "every", "modules_before"),
    "where everybody starts from": (*keys_of("experience", "start", "norm", "prior", "expectation.best_rival", "loyalty.head_start"),
                                   "channels.card.start_share"),
    "the run is judged by it as a whole, at its end": keys_of("outcomes", "stay_year", "stay_weight"),
}
"""Why they hold for the whole run -> keys, or beginnings of keys."""


def at_start(key: str) -> str:
    """Why a key acts at the start of a run only; empty if it acts later, too."""
    return next((why for why, keys in AT_START.items() if any(f"{key}.".startswith(f"{one}.") for one in keys)), "")


def leaves(change: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """What a change sets, key by dotted key: a group is what it holds, and leaves the rest of the group alone."""
    for key, value in change.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
