"""How fast the engine is, and how much faster than the same store-day in plain Mesa. Takes about a minute.

    python benchmarks/engine_vs_mesa.py              a table
    python benchmarks/engine_vs_mesa.py --json       one JSON object

Both live the same weekday of the supermarket at its full crowd, with the same rules and the same luck, turn by turn on
one core; each counts with the best of its turns, and their tables are compared byte for byte. A shopper-tick is one
shopper inside the store for one tick.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

WEDNESDAY = 2
FIRST_TICK = """
import sim
model = sim.RetailModel(sim.scenario(["people.size=2000"]))
model.store_day(model.plan(), 0).step()
import time
print(time.time())
"""
FIRST_WEEK = FIRST_TICK.replace("import time", "model.step(); import time")

UNITS = {
    "visits": "visits of the store-day",
    "shopper_ticks": "shopper-ticks of the store-day",
    "engine_ticks_per_s": "shopper-ticks/s of the engine, one core",
    "reference_ticks_per_s": "shopper-ticks/s in plain Mesa, one core",
    "ratio": "x, engine over plain Mesa",
    "identical": "whether both gave the same bytes",
    "engine_visits_per_s": "visits/s of whole weeks: trips, days, memory, money, records; one core",
    "two_thread_speedup": "x, the days of a week on two threads over one",
    "bytes_per_shopper": "bytes a person takes while he is not in the store",
    "start_to_first_tick_s": "s from an empty process to the first tick, compiled code at hand",
    "first_compile_s": "s more for the first week ever: compiling",
    "run_10000x52_s": "s for 10,000 people over 52 weeks on two threads",
}
"""What each number of the answer means, in the order of the table."""


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def core_seconds(work: Callable[[], object]) -> float:
    """Time that one call has of one core, so that other work on the machine does not count."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def against_mesa(model, trips, turns: int) -> dict[str, object]:
    """Engine and reference on the same store-day; the engine has five turns for each of the reference."""
    from sim.engine.reference import ReferenceDay

    def engine():
        return model.store_day(trips, WEDNESDAY).run

    def reference():
        return ReferenceDay(model.floor, model.store_day(trips, WEDNESDAY).day, int(model.key), WEDNESDAY).run

    day = model.store_day(trips, WEDNESDAY)
    plain = ReferenceDay(model.floor, day.day, int(model.key), WEDNESDAY)
    reference_s, engine_s = [core_seconds(plain.run)], []
    day.run()
    for turn in range(turns):
        engine_s += [core_seconds(engine()) for _ in range(5)]
        reference_s += [core_seconds(reference())] if turn else []
    ticks = day.shopper_ticks
    return {"visits": int((day.day.visits["leave_s"] >= 0.0).sum()), "shopper_ticks": ticks,
            "engine_ticks_per_s": ticks / min(engine_s), "reference_ticks_per_s": ticks / min(reference_s),
            "ratio": min(reference_s) / min(engine_s),
            "identical": day.day.visits.tobytes() == plain.lived().visits.tobytes()}


def whole_weeks(model, turns: int) -> dict[str, object]:
    """Visits a second of `RetailModel.step`, and the share of its parts in the time."""
    parts = ("plan", "store_day", "live", "let_work")
    spent = dict.fromkeys(parts, 0.0)

    def timed(name, work):
        def measured(*arguments):
            start = time.thread_time()
            answer = work(*arguments)
            spent[name] += time.thread_time() - start
            return answer
        return measured

    for name in parts:
        setattr(model, name, timed(name, getattr(model, name)))
    weeks = [(core_seconds(model.step), model.sums["visits"]) for _ in range(turns)]
    spent["live"] -= spent["store_day"]
    total = sum(week for week, _ in weeks)
    for name in parts:
        delattr(model, name)
    shares = {"open" if name == "store_day" else name: spent[name] / total for name in parts}
    shares["around the store, memory, money, records"] = 1.0 - sum(shares.values())
    return {"engine_visits_per_s": max(visits / week for week, visits in weeks), "where_time_goes": {"week": shares}}


def two_threads(model, trips, turns: int) -> float:
    """How many times as fast the days of a week are lived on two threads; turn by turn, best of each."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(5 * turns):
        for model.threads, times in taken.items():
            times.append(seconds(lambda: model.live(trips)))
    model.threads = 1
    return min(taken[1]) / min(taken[2])


def process_s(code: str, cache: str | None = None) -> float:
    """Wall time from the start of a Python process until its `code` prints the time it is then.

    cache: folder for compiled code, in place of the usual.
    """
    env = {**os.environ, "PYTHONPATH": str(ROOT)} | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    start = time.time()
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, stdout=subprocess.PIPE)
    return float(done.stdout) - start


def starting(turns: int, compiles: bool) -> Iterator[tuple[str, float]]:
    """Start of a process with compiled code at hand and, if asked for, without."""
    process_s(FIRST_WEEK)
    warm = process_s(FIRST_WEEK)
    yield "start_to_first_tick_s", min(process_s(FIRST_TICK) for _ in range(turns))
    if compiles:
        with tempfile.TemporaryDirectory() as empty:
            yield "first_compile_s", process_s(FIRST_WEEK, empty) - warm


def year_of_ten_thousand() -> float:
    """10,000 people over 52 weeks on two threads."""
    import sim
    asked = sim.scenario(["people.size=10000", "horizon.periods=52", "engine.threads=2", "engine.keep_visits=false"])
    return seconds(lambda: sim.run(asked, seed=7))


def measure(options: argparse.Namespace) -> dict[str, object]:
    """Everything that was asked for."""
    import sim
    from sim.engine.tables import SHOPPER
    model = sim.RetailModel(sim.scenario(), seed=7, threads=1)
    trips = model.plan()
    model.live(trips)
    numbers = against_mesa(model, trips, options.turns)
    numbers["two_thread_speedup"] = two_threads(model, trips, options.turns)
    numbers |= whole_weeks(model, 1 + options.turns)
    numbers["bytes_per_shopper"] = SHOPPER.dtype.itemsize
    numbers |= dict(starting(options.turns, not options.no_compile))
    if options.steps:
        from steps import shares_by_step
        numbers["where_time_goes"]["tick"] = shares_by_step([model.store_day(trips, day) for day in range(7)])
    if options.full:
        numbers["run_10000x52_s"] = year_of_ten_thousand()
    return {**numbers, "cores": os.cpu_count(), "python": sys.version.split()[0],
            **{name: version(name) for name in ("mesa", "numba", "numpy")}}


def table(numbers: dict[str, object]) -> str:
    """The numbers for people."""
    lines = [f"{shown(numbers[name]):>14}  {meaning}" for name, meaning in UNITS.items() if name in numbers]
    for clock, shares in numbers["where_time_goes"].items():
        lines += ["", f"Time of a {clock}", *(f"{share:14.1%}  {name}" for name, share in shares.items())]
    lines.append(f"\n{numbers['cores']} cores, " + ", ".join(f"{n} {numbers[n]}" for n in ("python", "mesa", "numba")))
    return "\n".join(lines)


def shown(value: bool | int | float) -> str:
    """A number for people: three digits if it is small, else whole."""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.3g}" if isinstance(value, float) and value < 1000 else f"{value:,.0f}"


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--turns", type=int, default=2, help="turns of the reference (the engine has five times as "
                        "many); the best counts, so more turns are more exact on a busy machine (default: 2)")
    parser.add_argument("--no-compile", action="store_true", help="skip timing the first compile (about half a minute)")
    parser.add_argument("--steps", action="store_true", help="also: share of each step in a tick (about 20 s more)")
    parser.add_argument("--full", action="store_true", help="also: 10,000 people over 52 weeks (about half a minute)")
    options = parser.parse_args()
    numbers = measure(options)
    print(json.dumps(numbers, indent=2) if options.json else table(numbers))


if __name__ == "__main__":
    main()
