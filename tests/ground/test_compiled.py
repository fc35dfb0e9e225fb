"""Compiled code lives in a folder that is named by the sources it was made from."""

import os
import time

import pytest
from numba import config

from sim.ground import compiled


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A small house of two rooms in place of the engine's own sources."""
    for room in ("ground", "visit", "report"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "rules.py").write_text(f"ROOM = '{room}'\n")
    monkeypatch.setattr(compiled, "SOURCES", tmp_path)
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path


def rooms() -> str:
    """Fingerprint of the sources in which rules stand."""
    return compiled.fingerprint(compiled.COMPILED)


def test_same_sources_have_the_same_fingerprint(sources):
    assert rooms() == rooms() and len(rooms()) == 16


@pytest.mark.parametrize("change", [
    lambda home: (home / "visit" / "rules.py").write_text("ROOM = 'visitor'\n"),
    lambda home: (home / "visit" / "rules.py").rename(home / "visit" / "laws.py"),
    lambda home: (home / "ground" / "more.py").write_text(""),
    lambda home: (home / "ground" / "rules.py").unlink(),
], ids=["edited", "renamed", "added", "removed"])
def test_any_change_of_a_room_with_rules_is_another_fingerprint(sources, change):
    before = rooms(), compiled.fingerprint()
    change(sources)
    assert rooms() != before[0] and compiled.fingerprint() != before[1]


def test_a_room_without_rules_counts_for_the_whole_alone(sources):
    before = rooms(), compiled.fingerprint()
    (sources / "report" / "rules.py").write_text("ROOM = 'other'\n")
    assert rooms() == before[0] and compiled.fingerprint() != before[1]


def test_code_of_old_sources_is_thrown_away_when_nobody_has_used_it_for_a_day(sources):
    kept = sources / "kept"
    for name, days in (("compiled-old", 2.0), ("compiled-young", 0.5), ("else", 9.0)):
        (kept / name).mkdir(parents=True)
        os.utime(kept / name, (time.time() - 86400 * days,) * 2)
    now = compiled.keep_with_sources()
    assert {folder.name for folder in kept.iterdir()} == {now.name, "compiled-young", "else"}
    assert config.CACHE_DIR == str(now)
