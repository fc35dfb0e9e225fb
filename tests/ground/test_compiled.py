"""Compiled code lives in folders that are named by the sources it was made from."""

import os
import time

import pytest
from numba import config

from sim.ground import compiled

HOUSE = {"ground/rules.py": "HALF = 0.5\n",
         "visit/walking.py": "from sim.ground.rules import HALF\n",
         "visit/states.py": "GONE = 9\n",
         "engine/schedule.py": "from sim.visit import (\n    walking,  # the pace\n    states)\n",
         "report/page.py": "def page():\n    from sim.engine import schedule\n"}


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A small house of five modules in place of the engine's own sources."""
    for name, text in HOUSE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(compiled, "SOURCES", tmp_path)
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "kept"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """What a new process would not know."""
    for known in (compiled._content, compiled._imports, compiled.folder_of):
        known.cache_clear()


def names(module: str) -> set[str]:
    return {file.stem for file in compiled.sources_of(module)}


def test_a_module_reads_all_that_it_imports_directly_or_not(sources):
    assert names("sim.ground.rules") == {"rules"}
    assert names("sim.visit.walking") == {"walking", "rules"}
    assert names("sim.engine.schedule") == {"schedule", "walking", "states", "rules"}
    assert names("sim.report.page") == names("sim.engine.schedule") | {"page"}


@pytest.mark.parametrize("edited, changed", [
    ("ground/rules.py", {"sim.ground.rules", "sim.visit.walking", "sim.engine.schedule"}),
    ("visit/walking.py", {"sim.visit.walking", "sim.engine.schedule"}),
    ("visit/states.py", {"sim.engine.schedule"}),
    ("report/page.py", set()),
])
def test_an_edit_compiles_anew_what_reads_it_and_nothing_else(sources, edited, changed):
    modules = ("sim.ground.rules", "sim.visit.walking", "sim.engine.schedule")
    before, whole = {module: compiled.folder_of(module) for module in modules}, compiled.fingerprint()
    forget()
    assert {module: compiled.folder_of(module) for module in modules} == before
    (sources / edited).write_text(HOUSE[edited] + "# edited\n")
    forget()
    assert {module for module in modules if compiled.folder_of(module) != before[module]} == changed
    assert compiled.fingerprint() != whole


def test_a_rule_from_elsewhere_is_compiled_anew_after_any_edit(sources):
    before = compiled.folder_of("my_rules")
    (sources / "report/page.py").write_text("")
    forget()
    assert compiled.folder_of("my_rules") != before


def test_code_of_old_sources_is_thrown_away_when_nobody_has_used_it_for_a_day(sources):
    kept = sources / "kept"
    for name, days in (("compiled-visit.states-old", 2.0), ("compiled-visit.states-young", 0.5), ("else", 9.0),
                       ("compiled-ground.rules-old", 2.0)):
        (kept / name).mkdir(parents=True)
        os.utime(kept / name, (time.time() - 86400 * days,) * 2)
    now = compiled.folder_of("sim.visit.states")
    assert {folder.name for folder in kept.iterdir()} == {now.name, "compiled-visit.states-young", "else",
                                                          "compiled-ground.rules-old"}
    assert now.parent == kept
