"""Runs: one scenario, one or many replications, in this process or on a pool of processes."""

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

import pandas as pd

from sim.engine.kept import keep, keep_whole, kept, kept_whole, place_of
from sim.engine.model import RetailModel
from sim.engine.own_rules import checked_rules
from sim.engine.result import Result, pooled, result_of
from sim.ground.compiled import is_cold
from sim.ground.dice import checked_seed
from sim.ground.errors import InputError
from sim.ground.told import show_plainly
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Outcome:
    """What one replication hands back: its measures, its periods, and the whole result if it was asked for."""

    summary: pd.Series
    periods: pd.DataFrame
    result: Result | None


@dataclass(frozen=True)
class Failure:
    """A replication that ended with an error: who it was, what was said, and where in the code."""

    scenario: str
    replication: int
    said: str
    trace: str = ""

    def __str__(self):
        return f"{self.scenario}, replication {self.replication}: {self.said}"


@dataclass(frozen=True)
class Task:
    """One replication of one scenario.

    whole: hand the result back with all tables; threads: for its store-days; folder: where finished replications are
    kept and found again, None to keep nothing; rules: own rules by name (see `RetailModel`), of which nothing is kept.
    """

    scenario: Scenario
    seed: int
    replication: int
    whole: bool = False
    threads: int | None = None
    folder: Path | None = None
    rules: dict[str, Callable] | None = None


def live_or_find(task: Task) -> Outcome:
    """Live one replication, unless an earlier experiment that was cut short has kept it."""
    if task.folder is None or task.rules:
        return live(task)
    path = place_of(task.folder, task.scenario, task.seed, task.replication)
    if task.whole:
        result = kept_whole(path.with_suffix(""), task.scenario, task.seed)
        if result:
            return Outcome(result.summary, result.periods, result)
    elif found := kept(path, task.scenario.name):
        return Outcome(*found, None)
    outcome = live(task)
    try:
        if task.whole:
            keep_whole(path.with_suffix(""), outcome.result)
        else:
            keep(path, outcome.summary, outcome.periods)
    except InputError:
        pass  # The place was sound before the first run; what cannot be kept now is only lived again next time.
    return outcome


def forget_whole(tasks: Sequence[Task]) -> None:
    """Forget the tables of an experiment that is done; they are large, and what is small stays kept."""
    for task in tasks:
        if task.folder is not None and task.whole:
            rmtree(place_of(task.folder, task.scenario, task.seed, task.replication).with_suffix(""), ignore_errors=True)


def attempt(task: Task) -> Outcome | Failure:
    """Live or find one replication; one that fails loses itself and no other."""
    try:
        return live_or_find(task)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other replications are sound
        said = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
        return Failure(task.scenario.name, task.replication, said,
                       "" if isinstance(error, InputError) else traceback.format_exc())


def attempt_elsewhere(task: Task) -> Outcome | Failure:
    """`attempt` in a process of its own, whose warnings look like those of the command."""
    warnings.showwarning = show_plainly
    return attempt(task)


def live(task: Task, progress: Callable[[], object] | None = None) -> Outcome:
    """Live one replication from the first period to the last; `progress` is called after each period."""
    scenario = task.scenario
    if not task.whole and scenario.engine.keep_visits:
        engine = scenario.engine.model_copy(update={"keep_visits": False, "touchpoint_sample": 0.0, "explain": False})
        scenario = scenario.model_copy(update={"engine": engine})
    model = RetailModel(scenario, task.seed, task.rules, task.threads, task.replication)
    for _ in range(scenario.horizon.periods):
        model.step()
        if progress:
            progress()
    result = result_of(model, task.seed)
    return Outcome(result.summary, result.periods, result if task.whole else None)


def live_all(tasks: Sequence[Task], engine, progress: bool = False, label: str = "replications") -> Iterator[Outcome | Failure]:
    """Live every task and yield the outcomes in the order of the tasks, whatever the order in which they end.

    A task that fails yields its `Failure`; so do those that were under way in a process that was killed three times.

    engine: the scenario's `engine` parameters. `process` uses one process a core, each replication on one thread;
    `serial` lives one after another in this process, and so do tasks with own rules, which are compiled once and here.
    Results do not depend on which.
    """
    from tqdm import tqdm
    tell_if_cold(progress)
    workers = min(engine.threads or os.cpu_count() or 1, len(tasks))
    if engine.kind == "serial" or workers <= 1 or any(task.rules for task in tasks):
        outcomes = (attempt(task) for task in tasks)
    else:
        outcomes = _on_processes([replace(task, threads=1) for task in tasks], workers)
    return iter(tqdm(outcomes, total=len(tasks), desc=label, unit="run", disable=not progress))


def _on_processes(tasks: list[Task], workers: int, lives: int = 3) -> Iterator[Outcome | Failure]:
    """Outcomes of tasks lived on a pool; a pool of which a process is killed is set up again for the rest."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError
    done = 0
    for _ in range(lives):
        try:
            for outcome in Parallel(n_jobs=workers, return_as="generator", batch_size=1)(
                    delayed(attempt_elsewhere)(task) for task in tasks[done:]):
                done += 1
                yield outcome
            return
        except TerminatedWorkerError:
            said = "the process was killed (too little memory? engine.threads=1 needs the least)"
    for task in tasks[done:]:
        yield Failure(task.scenario.name, task.replication, said)


def raise_first(failures: Sequence[Failure]) -> None:
    """Raise what the first failure said: InputError for a mistake of the user, else RuntimeError with where it was."""
    first = failures[0]
    if first.trace:
        raise RuntimeError(f"{first}\n{first.trace}")
    raise InputError(first.said)


def tell_if_cold(progress: bool) -> None:
    """Say why the first bar stands still for a while."""
    if progress and is_cold():
        from tqdm import tqdm
        tqdm.write("Compiling the rules (once for each state of the sources, about a minute) ...", file=sys.stderr)


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
    rules = checked_rules(rules, scenario)
    tasks = [Task(scenario, seed, r, whole=r == 0, rules=rules) for r in range(replications)]
    outcomes = list(live_all(tasks, scenario.engine, progress))
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    if isinstance(outcomes[0], Failure):
        raise_first(failures)
    for failure in failures:
        print(f"left out: {failure}", file=sys.stderr)
    done = {r: outcome for r, outcome in enumerate(outcomes) if isinstance(outcome, Outcome)}
    return pooled(outcomes[0].result, {r: o.summary for r, o in done.items()}, {r: o.periods for r, o in done.items()})


def _run_once(scenario: Scenario, seed: int, progress: bool, rules: dict | None) -> Result:
    from tqdm import tqdm
    tell_if_cold(progress)
    with tqdm(total=scenario.horizon.periods, desc=scenario.name, unit="period", disable=not progress) as bar:
        return live(Task(scenario, seed, 0, whole=True, rules=rules), bar.update).result
