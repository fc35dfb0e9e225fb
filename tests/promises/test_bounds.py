"""Compiled code does not look where it reads and writes: here it does, in a process of its own, and finds nothing amiss."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
LIVED = """
from promises.test_reference import WORLDS, model
for name, overrides in WORLDS.items():
    retail = model(overrides)
    retail.step()
    retail.step()
print("lived")
"""


@pytest.mark.slow
def test_no_step_reads_or_writes_outside_of_its_arrays(tmp_path):
    watched = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path),
               "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    ran = subprocess.run([sys.executable, "-c", LIVED], env=watched, capture_output=True, text=True, timeout=1800)
    assert ran.returncode == 0 and ran.stdout.strip() == "lived", ran.stderr[-2000:]
