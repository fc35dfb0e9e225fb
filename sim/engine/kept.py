"""Kept replications: what a killed experiment had done is found again, by what it is and never by its name alone.

One small JSON file a replication, named by the hash of scenario, seed, replication and code; written aside and moved.
Numbers are written so that they read back as the same bits.
"""

import json
from pathlib import Path

import pandas as pd

from sim.scenario.files import put
from sim.ground.compiled import fingerprint
from sim.scenario.scenario import Scenario
from sim.scenario.written import scenario_hash


def place_of(folder: Path, scenario: Scenario, seed: int, replication: int) -> Path:
    """The file in which this replication of this scenario by this code is kept."""
    return folder / f"{scenario_hash(scenario, seed, f'{fingerprint()}-{replication}')}.json"


def keep(path: Path, summary: pd.Series, periods: pd.DataFrame) -> None:
    """Keep the measures and periods of a replication."""
    tables = {"summary": {name: float(value) for name, value in summary.items()},
              "periods": {name: [float(v) for v in column] for name, column in periods.items()},
              "period": [int(v) for v in periods.get("period", [])]}
    put(path, lambda to: to.write_text(json.dumps(tables), "utf-8"))


def kept(path: Path, name: str) -> tuple[pd.Series, pd.DataFrame] | None:
    """Measures and periods of a replication that was kept; None if there is none or the file is damaged."""
    try:
        tables = json.loads(path.read_text("utf-8"))
        periods = pd.DataFrame(tables["periods"])
        if len(periods):
            periods["period"] = tables["period"]
        return pd.Series(tables["summary"], dtype=float, name=name), periods
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
