"""Kept replications: what a killed experiment had done is found again, by what it is and never by its name alone.

One small JSON file a replication, or a folder of tables where it is kept whole, named by the hash of scenario, seed, replication and code; written aside and moved.
Numbers are written so that they read back as the same bits.
"""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine.files import TABLES, read_table, write_table
from sim.engine.result import Heat, Result
from sim.ground.compiled import fingerprint
from sim.ground.errors import InputError
from sim.scenario.checks import floor_plan
from sim.scenario.files import put
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


def keep_whole(folder: Path, result: Result) -> None:
    """Keep all tables of a replication in a folder of their own, whole or not at all, until the experiment is done."""
    aside = folder.with_name(f"_{folder.name}.{os.getpid()}")
    told = {"summary": {name: float(value) for name, value in result.summary.items()}, "open_s": result.heat.open_s,
            "error": result.holdout_error, "ticks": result.shopper_ticks, "categories": {}}
    try:
        for name in TABLES:
            table = getattr(result, name)
            if table is not None:
                told["categories"][name] = {column: list(values.cat.categories) for column, values in table.items()
                                            if values.dtype == "category"}
                coded = {column: table[column].cat.codes for column in told["categories"][name]}
                write_table(table.assign(**coded), aside / f"{name}.parquet")
        heat = {"seconds": result.heat.seconds.ravel(), "pleasure": result.heat.pleasure.ravel()}
        write_table(pd.DataFrame(heat), aside / "heat.parquet")
        put(aside / "told.json", lambda to: to.write_text(json.dumps(told, default=float), "utf-8"))
        if not folder.exists():
            aside.rename(folder)
    except OSError:
        raise InputError(f"{folder} cannot be written") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def kept_whole(folder: Path, scenario: Scenario, seed: int) -> Result | None:
    """The result of a replication that was kept whole; None if there is none or a file of it is damaged."""
    try:
        told = json.loads((folder / "told.json").read_text("utf-8"))
        tables = {name: _decoded(read_table(folder / f"{name}.parquet"), categories)
                  for name, categories in told["categories"].items()}
        heat = read_table(folder / "heat.parquet")
        plan = floor_plan(scenario)
        seconds, pleasure = (np.array(heat[name]).reshape(plan.width, plan.height) for name in ("seconds", "pleasure"))
        return Result(scenario=scenario, seed=seed, summary=pd.Series(told["summary"], dtype=float, name=scenario.name),
                      heat=Heat(plan, seconds, pleasure, told["open_s"]), holdout_error=told["error"],
                      shopper_ticks=told["ticks"], **tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _decoded(table: pd.DataFrame, categories: dict[str, list[str]]) -> pd.DataFrame:
    for column, names in categories.items():
        table[column] = pd.Categorical.from_codes(table[column], names)
    return table
