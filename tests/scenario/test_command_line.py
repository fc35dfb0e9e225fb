"""The commands: help at once, mistakes with one message and status 2 before anything is written, sweeps checked."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.ground.errors import InputError
from sim.scenario.command_line import USUAL_KEYS, Command, help_text, main
from sim.scenario.declared import walk
from sim.scenario.experiment import asked_run
from sim.scenario.scenario import Scenario

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def command(tmp_path, monkeypatch) -> Command:
    """A run that only notes what it was asked; `command.done` holds the notes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    monkeypatch.setenv("HYDRA_FULL_ERROR", "0")
    done = []

    def work(asked: tuple, folder: Path) -> None:
        if asked[0].staff.advisors == 13:
            raise InputError("a late mistake")
        done.append((asked, folder))

    made = Command("run", "About.", {}, ("",), asked_run, work)
    object.__setattr__(made, "done", done)
    return made


def test_command_runs_once_in_a_folder_of_hydra(command, tmp_path):
    assert main(command, ["people.size=9", "seed=3", f"hydra.run.dir={tmp_path / 'out'}"]) == 0
    [(asked, folder)] = command.done
    assert (asked[0].people.size, asked[1], folder) == (9, 3, tmp_path / "out")
    assert (folder / ".hydra" / "config.yaml").is_file()


def test_folder_is_named_after_the_scenario(command, tmp_path):
    main(command, ["scenario=slow_music"])
    assert command.done[0][1].parent == tmp_path / "outputs" / "slow_music"


def test_sweep_runs_every_combination_of_keys_and_groups(command):
    assert main(command, ["-m", "scenario=slow_music,scent", "staff.wage_advisor=1,2"]) == 0
    assert [(asked[0].name, asked[0].staff.wage_advisor) for asked, _ in command.done] == [
        ("slow_music", 1), ("slow_music", 2), ("scent", 1), ("scent", 2)]
    assert len({folder for _, folder in command.done}) == 4


def test_sweep_over_a_pattern_of_options(command):
    assert main(command, ["-m", "scenario=glob(*_music)"]) == 0
    assert [asked[0].name for asked, _ in command.done] == ["fast_music", "slow_music"]


def test_every_job_of_a_sweep_is_checked_before_the_first_runs(command, tmp_path, capsys):
    assert main(command, ["-m", "staff.advisors=1,2,999", "people.size=9000,-5"]) == 2
    assert not command.done and not list(tmp_path.iterdir())
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 and "staff.advisors is 999" in told[0] + told[1] and "people.size is -5" in told[0] + told[1]


@pytest.mark.parametrize("arguments", [
    ["staff.advisors=-1"], ["seed=-1"], ["nonsense"], ["--nonsense"], ["--config-dir", "nowhere"], ["--config-dir"],
    ["hydra.run.dri=x"], ["hydra/launcher=nowhere"], ["-m", "people.size=interval(1,2)"], ["people.size=1,2"],
    ["staff.advisors=13"], ["hydra.run.dir=/dev/null"], ["hydra.searchpath=[file:///]"]])
def test_mistake_ends_with_one_message_and_status_2(command, arguments, capsys):
    try:
        status = main(command, arguments)
    except SystemExit as ended:
        status = ended.code
    told = capsys.readouterr()
    assert status == 2 and not command.done
    assert len(told.err.splitlines()) == 1 and not told.out


def test_mistake_in_the_engine_is_not_hidden(command):
    def fails(asked, folder):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        main(replace(command, work=fails), [])


def test_own_folder_reaches_the_run(command, tmp_path):
    own = tmp_path / "own" / "scenario"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("# @package _global_\nname: mine\nstaff: {advisors: 11}\n")
    assert main(command, ["--config-dir", str(own.parent), "scenario=mine"]) == 0
    assert command.done[0][0][0].staff.advisors == 11


def test_whole_scenario_is_printed_on_request(command, capsys):
    assert main(command, ["--cfg", "job", "staff.advisors=11"]) == 0
    assert "  advisors: 11\n" in capsys.readouterr().out
    assert not command.done


def test_every_parameter_is_printed_on_request(command, capsys):
    assert main(command, ["--parameters"]) == 0
    told = capsys.readouterr().out
    assert all(f"{one.path} = " in told for one in walk(Scenario))


def test_usual_keys_of_the_help_are_declared_so():
    known = {one.path.replace("zones.*", "zones.bakery"): one for one in walk(Scenario)}
    for key, told in USUAL_KEYS.items():
        one = known[key]
        if one.low is not None:
            assert f"{one.low} to {one.high}" in told, key


def test_help_lists_groups_and_options():
    told = help_text(Command("run", "About.", {"seed": "luck"}, ("seed=1",), None, None))
    for word in ("electronics, supermarket", "slow_music", "seed=1", "luck", "BPM"):
        assert word in told


@pytest.mark.parametrize("script", ["run", "compare"])
def test_help_needs_none_of_the_heavy_libraries(script):
    code = ("import runpy, sys; sys.argv[1:] = ['--help']\n"
            f"try: runpy.run_path('experiments/{script}.py', run_name='__main__')\n"
            "except SystemExit as ended: assert ended.code == 0\n"
            "heavy = {'hydra', 'omegaconf', 'pydantic', 'numba', 'pandas', 'mesa', 'matplotlib', 'scipy'}\n"
            "print(sorted(heavy & set(sys.modules)))")
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True,
                         env={"PYTHONPATH": str(REPOSITORY)})
    assert run.stdout.splitlines()[-1] == "[]"


def test_help_lists_the_options_of_the_own_folder(command, tmp_path, capsys):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "kiosk.yaml").write_text("name: kiosk\n")
    assert main(command, ["--config-dir", str(tmp_path), "--help"]) == 0
    assert "kiosk" in capsys.readouterr().out
