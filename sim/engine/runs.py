"""Runs: one scenario, one or many replications, in this process or on a pool of processes."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from sim.engine.kept import keep, kept, place_of
from sim.engine.model import RetailModel
from sim.engine.result import Result, pooled, result_of
from sim.ground.compiled import is_cold
from sim.ground.dice import checked_seed
from sim.ground.errors import InputError
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Outcome:
    """What one replication hands back: its measures, its periods, and the whole result if it was asked for."""

    summary: pd.Series
    periods: pd.DataFrame
    result: Result | None


@dataclass(frozen=True)
class Task:
    """One replication of one scenario.

    whole: hand the result back with all tables; threads: for its store-days; folder: where measures of replications
    that are not asked for whole are kept and found again, None to keep nothing.
    """

    scenario: Scenario
    seed: int
    replication: int
    whole: bool = False
    threads: int | None = None
    folder: Path | None = None


def live_or_find(task: Task) -> Outcome:
    """Live one replication, unless an earlier experiment that was cut short has kept its measures."""
    if task.folder is None or task.whole:
        return live(task)
    path = place_of(task.folder, task.scenario, task.seed, task.replication)
    found = kept(path, task.scenario.name)
    if found:
        return Outcome(*found, None)
    outcome = live(task)
    keep(path, outcome.summary, outcome.periods)
    return outcome


def live(task: Task, rules: dict | None = None, progress: Callable[[], object] | None = None) -> Outcome:
    """Live one replication from the first period to the last; `progress` is called after each period."""
    scenario = task.scenario
    if not task.whole and scenario.engine.keep_visits:
        engine = scenario.engine.model_copy(update={"keep_visits": False, "touchpoint_sample": 0.0, "explain": False})
        scenario = scenario.model_copy(update={"engine": engine})
    model = RetailModel(scenario, task.seed, rules, task.threads, task.replication)
    for _ in range(scenario.horizon.periods):
        model.step()
        if progress:
            progress()
    result = result_of(model, task.seed)
    return Outcome(result.summary, result.periods, result if task.whole else None)


def live_all(tasks: Sequence[Task], engine, rules: dict | None = None, progress: bool = False,
             label: str = "replications") -> Iterator[Outcome]:
    """Live every task and yield the outcomes in the order of the tasks, whatever the order in which they end.

    engine: the scenario's `engine` parameters. `process` uses one process a core, each replication on one thread;
    `serial` lives one after another in this process. Results do not depend on which.
    """
    from tqdm import tqdm
    tell_if_cold(progress)
    workers = min(engine.threads or os.cpu_count() or 1, len(tasks))
    if engine.kind == "serial" or workers <= 1 or rules:
        outcomes = (live(task, rules) if rules else live_or_find(task) for task in tasks)
    else:
        from joblib import Parallel, delayed
        alone = [replace(task, threads=1) for task in tasks]
        outcomes = Parallel(n_jobs=workers, return_as="generator", batch_size=1)(delayed(live_or_find)(t) for t in alone)
    return iter(tqdm(outcomes, total=len(tasks), desc=label, unit="run", disable=not progress))


def tell_if_cold(progress: bool) -> None:
    """Say why the first bar stands still for a while."""
    if progress and is_cold():
        from tqdm import tqdm
        tqdm.write("Compiling the rules (once for each state of the sources, about half a minute) ...", file=sys.stderr)


def run(scenario: Scenario, seed: int = 7, replications: int = 1, progress: bool = False,
        rules: dict | None = None) -> Result:
    """Run a scenario; with several replications the summary and the periods are means over them.

    seed: 0..2^64-1; replications: 1 or more; progress: show a bar; rules: own rules (see `RetailModel`).
    Same scenario and seed give the same result for any number of threads, processes and replications in any order.
    """
    checked_seed(seed)
    if isinstance(replications, float) or replications not in range(1, 100_001):
        raise InputError(f"replications is {replications}; it must be a whole number 1 to 100000 runs")
    if replications == 1:
        return _run_once(scenario, seed, progress, rules)
    tasks = [Task(scenario, seed, r, whole=r == 0) for r in range(replications)]
    outcomes = list(live_all(tasks, scenario.engine, rules, progress))
    return pooled([outcomes[0].result], [o.summary for o in outcomes], [o.periods for o in outcomes])


def _run_once(scenario: Scenario, seed: int, progress: bool, rules: dict | None) -> Result:
    from tqdm import tqdm
    tell_if_cold(progress)
    with tqdm(total=scenario.horizon.periods, desc=scenario.name, unit="period", disable=not progress) as bar:
        return live(Task(scenario, seed, 0, whole=True), rules, bar.update).result
