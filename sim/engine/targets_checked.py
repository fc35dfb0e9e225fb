"""The check: every target measured in replications of its runs, with an interval, beside its band.

The interval is Student's t over replications; a target is met if the mean over replications lies within its band.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.engine.result import Result
from sim.engine.runs import Task, live
from sim.engine.targets import Targets
from sim.engine.targets_measured import MEASURES, quarters
from sim.people.holdout import holdout
from sim.people.panel import fit_panel
from sim.scenario.reading import scenario

LEVEL = 0.95
"""Level of the intervals."""

STANDS_STILL = ("satisfaction", "nps", "loyalty", "store_share", "unplanned", "sales")
"""Measures of the first run beside whose drift from its first to its last quarter is told."""


@dataclass(frozen=True)
class Checked:
    """What a check found.

    table: one row a target (index: its name) with value, ci_low, ci_high, inside; beside: one row a measure and one
    column a run, means over replications; drift: one row a measure of the first run beside, with first and last
    quarter, change, ci_low, ci_high; later: the weeks of the panel that nothing was learned from, as that run lived them,
    one row a figure with panel, engine, ci_low, ci_high, benchmark (NaN where there is none).
    """

    table: pd.DataFrame
    beside: pd.DataFrame
    drift: pd.DataFrame
    later: pd.DataFrame


def checked(targets: Targets, replications: int = 4, seed: int = 7, shorter: tuple[str, ...] = (),
            progress: bool = False) -> Checked:
    """Measure every target `replications` times (1 or more; with 1 there are no intervals).

    shorter: overrides added to every run, for a quick look. Replications and runs are lived side by side, one process a
    core; the result does not depend on how many.
    """
    from joblib import Parallel, delayed
    from tqdm import tqdm
    groups = list(dict.fromkeys([(run,) for run in targets.beside] + [target.of for target in targets.targets]))
    tasks = [(of, replication) for of in groups for replication in range(replications)]
    lived = Parallel(n_jobs=-1, return_as="generator", batch_size=1)(
        delayed(measured_once)(targets, of, seed, replication, shorter) for of, replication in tasks)
    found = list(tqdm(lived, total=len(tasks), desc="targets", unit="run", disable=not progress))
    values = pd.DataFrame([once.values for once in found])
    rows = {target.name: interval(values[target.name].dropna().to_numpy(float)) for target in targets.targets}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["value", "ci_low", "ci_high"])
    table["inside"] = [target.holds(table.at[target.name, "value"]) for target in targets.targets]
    beside = pd.DataFrame({run: pd.DataFrame([once.summary for once, (of, _) in zip(found, tasks, strict=True)
                                              if of == (run,)]).mean() for run in targets.beside})
    first = [once for once, (of, _) in zip(found, tasks, strict=True) if of == targets.beside[:1]]
    return Checked(table, beside, drift_of([once.periods for once in first]), later_weeks([once.later for once in first]))


@dataclass(frozen=True)
class Once:
    """One replication of the runs of some targets: the targets' values; summary, periods and later weeks of the first run."""

    values: dict[str, float]
    summary: pd.Series
    periods: pd.DataFrame
    later: dict[str, tuple[float, float, float]]


def measured_once(targets: Targets, of: tuple[str, ...], seed: int, replication: int,
                  shorter: tuple[str, ...] = ()) -> Once:
    """Live one replication of the runs `of` and measure all targets that are measured in exactly these."""
    results = [live(Task(scenario([*targets.runs[run], *shorter]), seed, replication, whole=True, threads=1)).result
               for run in of]
    values = {target.name: MEASURES[target.measure](*results, **target.arguments)
              for target in targets.targets if target.of == of}
    return Once(values, results[0].summary, results[0].periods, later_of(results[0]))


def interval(values: np.ndarray) -> tuple[float, float, float]:
    """Mean of the values and its t-interval; NaN for the mean of no value and for the interval of less than two."""
    from scipy import stats
    mean = float(np.mean(values)) if len(values) else float("nan")
    if len(values) < 2:
        return mean, float("nan"), float("nan")
    half = float(stats.t.ppf(0.5 + LEVEL / 2.0, len(values) - 1) * np.std(values, ddof=1) / np.sqrt(len(values)))
    return mean, mean - half, mean + half


def drift_of(periods: list[pd.DataFrame]) -> pd.DataFrame:
    """How far measures move from the first to the last quarter of a run; periods: one table a replication."""
    rows = {}
    for name in STANDS_STILL:
        ends = np.array([quarters(table[name]) for table in periods])
        change, low, high = interval(ends[:, 1] - ends[:, 0])
        rows[name] = [ends[:, 0].mean(), ends[:, 1].mean(), change, low, high]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["first", "last", "change", "ci_low", "ci_high"])


def later_of(run: Result) -> dict[str, tuple[float, float, float]]:
    """Figures of the panel's later weeks by name: panel, engine, benchmark (NaN for none); empty for a run without them."""
    if run.holdout_error is None:
        return {}
    weeks, error, none = run.holdout, run.holdout_error, float("nan")
    panel = fit_panel()
    later = holdout(panel)
    at_main = float(np.nansum(later.main_store_share * later.days) / later.days[~np.isnan(later.main_store_share)].sum())
    means = {f"{what} of a household a week": tuple(float(weeks[f"{who}_{column}_per_household"].mean()) for who in ("actual", "simulated"))
             for what, column in (("shopping days", "visits"), ("$", "sales"))}
    means["share of the main store"] = at_main, float(run.periods["store_share"].iloc[:len(weeks)].mean())
    missed = {f"{what} of the shopping days of each household": (none, error[name], error[f"benchmark_{name}"])
              for what, name in (("mean absolute error", "mae"), ("root mean square error", "rmse"), ("correlation", "r"))}
    return {name: (*values, none) for name, values in means.items()} | missed


def later_weeks(found: list[dict[str, tuple[float, float, float]]]) -> pd.DataFrame:
    """The figures of `later_of` over replications, with the interval of the engine's."""
    rows = {name: [found[0][name][0], *interval(np.array([one[name][1] for one in found])), found[0][name][2]]
            for name in (found[0] if found else ())}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["panel", "engine", "ci_low", "ci_high", "benchmark"])
