"""Profile: one person over all channels: who he is, where he stands, and everything he lived through, in order of time."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.ground.errors import InputError
from sim.people.shoppers import is_noted
from sim.scenario.files import put


@dataclass(frozen=True, repr=False)
class Profile:
    """A shopper: uid; state as it stands at the end (a row of `shoppers`); visits; touchpoints of all channels.

    visits are empty if the run kept none (`engine.keep_visits`); `id` of the touchpoints counts them from 0 in order of time.
    """

    uid: int
    state: pd.Series
    visits: pd.DataFrame
    touchpoints: pd.DataFrame

    def __repr__(self) -> str:
        channels = ", ".join(f"{many} {name}" for name, many in self.touchpoints["channel"].value_counts().items() if many)
        kept = "" if len(self.visits) or not self.state["visits"] else " (not kept: engine.keep_visits=false)"
        return (f"Profile of shopper {self.uid}: {self.state['visits']} visits{kept}, {len(self.touchpoints)} touchpoints"
                f"{f' ({channels})' if channels else ''}; see state, visits, touchpoints")

    def as_dict(self) -> dict:
        """Everything as plain numbers and texts."""
        return {"uid": self.uid, "state": {name: _plain(value) for name, value in self.state.items()},
                "visits": _rows(self.visits), "touchpoints": _rows(self.touchpoints)}

    def save(self, folder: Path | str) -> Path:
        """Write `profile_<uid>.json` into `folder`; returns its path. InputError if it cannot be written."""
        text = json.dumps(self.as_dict(), indent=1)
        return put(Path(folder) / f"profile_{self.uid}.json", lambda to: to.write_text(text, "utf-8"))


def profile_of(result, uid: int) -> Profile:
    """The profile of a shopper in a result. InputError if there is nobody of this uid, or if his touchpoints were not logged."""
    check_uid(uid, result.shoppers["uid"].to_numpy())
    engine = result.scenario.engine
    if not is_noted(np.array([uid]), engine.touchpoint_sample, engine.profiles).all():
        raise InputError(f"shopper {uid} is not in the sample whose touchpoints are logged (engine.touchpoint_sample is "
                         f"{engine.touchpoint_sample:g}), so there is no history of him. Run again with engine.profiles=[{uid}], "
                         "which adds him, or with engine.touchpoint_sample=1, which adds everybody.")
    state = result.shoppers[result.shoppers["uid"] == uid].iloc[0]
    visits = result.visits[result.visits["shopper"] == uid].sort_values(["period", "day", "arrive_s"])
    touchpoints = result.touchpoints[result.touchpoints["shopper"] == uid].sort_values("id")
    return Profile(int(uid), state, visits.reset_index(drop=True), touchpoints.reset_index(drop=True))


def check_uid(uid: int, known: np.ndarray) -> None:
    """Raise InputError unless `uid` is the uid of one of the shoppers."""
    if isinstance(uid, bool) or not isinstance(uid, int | np.integer) or not (known == uid).any():
        there = f"uids go from {known.min()} to {known.max()}" if len(known) else "there are no shoppers"
        raise InputError(f"there is no shopper {uid!r:.40}; {there}. They stand in the column uid of shoppers.")


def _rows(table: pd.DataFrame) -> list[dict]:
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value):
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value
