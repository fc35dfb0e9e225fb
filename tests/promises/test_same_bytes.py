"""The same scenario and seed give the same bytes: for any number of threads and processes, in any order, in any run."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from worlds import SEED, bits, corner

import sim
import sim.engine.runs as runs
from sim.engine.model import RetailModel
from sim.engine.result import result_of
from sim.engine.runs import Task, live, live_all

TESTS = Path(__file__).parents[1]
OWN_PROCESS = """
import sys
sys.path.insert(0, {tests!r})
import sim, worlds
print(sorted(worlds.bits(sim.run(worlds.corner("engine.touchpoint_sample=1"), worlds.SEED)).items()))
"""


@pytest.fixture(scope="module")
def usual():
    """Two weeks of the corner shop with every touchpoint logged."""
    return sim.run(corner("engine.touchpoint_sample=1"), SEED)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_results_do_not_depend_on_threads(usual, threads):
    assert bits(sim.run(corner("engine.touchpoint_sample=1", f"engine.threads={threads}"), SEED)) == bits(usual)


def test_another_seed_is_another_world(usual):
    other = bits(sim.run(corner("engine.touchpoint_sample=1"), SEED + 1))
    assert all(other[name] != digest for name, digest in bits(usual).items())


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_results_depend_neither_on_the_process_nor_on_its_hash_seed(usual, hash_seed):
    run = subprocess.run([sys.executable, "-c", OWN_PROCESS.format(tests=str(TESTS))], capture_output=True, text=True,
                         env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(TESTS.parent)}, check=True)
    assert run.stdout.strip() == str(sorted(bits(usual).items()))


def test_replications_are_the_same_one_after_the_other_and_side_by_side():
    serial = sim.run(corner("engine.kind=serial"), SEED, replications=3)
    process = sim.run(corner("engine.kind=process", "engine.threads=2"), SEED, replications=3)
    assert bits(serial) == bits(process)
    pd.testing.assert_frame_equal(serial.periods_by_replication, process.periods_by_replication, check_exact=True)


def test_a_replication_does_not_depend_on_its_place_in_the_order():
    scenario = corner()
    ahead = [live(Task(scenario, SEED, r)).summary for r in (0, 1, 2)]
    back = [live(Task(scenario, SEED, r)).summary for r in (2, 1, 0)]
    for one, two in zip(ahead, reversed(back), strict=True):
        pd.testing.assert_series_equal(one, two, check_exact=True)
    assert len({float(summary["sales"]) for summary in ahead}) == 3


def test_saved_twice_every_file_has_the_same_bytes(usual, tmp_path):
    again = sim.run(corner("engine.touchpoint_sample=1"), SEED)
    usual.save(tmp_path / "one")
    again.save(tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) > 6 and names == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_run_that_is_continued_is_the_run_at_once():
    at_once = sim.run(corner("horizon.periods=3"), SEED)
    model = RetailModel(corner("horizon.periods=3"), SEED)
    model.step()
    half_way = result_of(model, SEED)
    model.step()
    model.step()
    assert bits(result_of(model, SEED)) == bits(at_once)
    first = at_once.periods[at_once.periods["period"] == 0]
    pd.testing.assert_frame_equal(half_way.periods, first, check_exact=True)


def test_periods_to_come_do_not_change_those_that_were():
    short, long = (sim.run(corner(f"horizon.periods={n}"), SEED) for n in (1, 3))
    pd.testing.assert_frame_equal(short.visits, long.visits[long.visits["period"] == 0], check_exact=True)


@pytest.mark.parametrize("ticks", [1, 700, 2500])
def test_a_day_that_was_stepped_into_and_then_run_is_the_day_at_once(ticks):
    model = RetailModel(corner(), SEED)
    trips = model.plan()
    at_once, continued = (model.store_day(trips, 3) for _ in range(2))
    at_once.run()
    for _ in range(ticks):
        continued.step()
    assert not continued.is_over()
    continued.run()
    assert (continued.tick, continued.shopper_ticks) == (at_once.tick, at_once.shopper_ticks)
    for table in ("visits", "baskets", "staff", "stock", "seconds", "pleasure", "felt", "log"):
        assert getattr(continued.day, table).tobytes() == getattr(at_once.day, table).tobytes(), table


def test_an_experiment_that_was_cut_short_goes_on_where_it_stopped(tmp_path, monkeypatch):
    scenario = corner()
    tasks = [Task(scenario, SEED, r, folder=tmp_path) for r in range(4)]
    whole = [outcome.summary for outcome in live_all([Task(scenario, SEED, r) for r in range(4)], scenario.engine)]
    list(live_all(tasks[:2], scenario.engine))
    lived = []
    monkeypatch.setattr(runs, "live", lambda task, *rest: lived.append(task.replication) or live(task, *rest))
    continued = list(live_all(tasks, scenario.engine))
    assert lived == [2, 3]
    for one, two in zip(whole, continued, strict=True):
        pd.testing.assert_series_equal(one, two.summary, check_exact=True)
        assert list(two.periods["period"]) == [0, 1]


def test_a_damaged_file_of_a_replication_is_lived_again(tmp_path):
    task = Task(corner(), SEED, 0, folder=tmp_path)
    first = next(live_all([task], task.scenario.engine))
    [file] = tmp_path.glob("*.json")
    file.write_text(file.read_text()[:-40])
    again = next(live_all([task], task.scenario.engine))
    pd.testing.assert_series_equal(first.summary, again.summary, check_exact=True)


def test_a_replication_that_is_asked_for_whole_is_found_again_to_the_byte(tmp_path, monkeypatch):
    task = Task(corner("people.size=200", "engine.touchpoint_sample=1"), SEED, 0, whole=True, folder=tmp_path)
    first = next(live_all([task], task.scenario.engine)).result
    monkeypatch.setattr(runs, "live", None)
    again = next(live_all([task], task.scenario.engine)).result
    assert bits(again) == bits(first) and again.shopper_ticks == first.shopper_ticks
    for name in ("errors", "staff", "shoppers", "visits", "channels", "why"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first, name), check_exact=True)
    runs.forget_whole([task])
    assert not list(tmp_path.iterdir())
