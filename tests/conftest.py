"""What all tests share: rules are compiled once, and random examples are the same in every run."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same_examples", derandomize=True, deadline=None, database=None)
settings.load_profile("same_examples")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Compile before the workers start, so that they find the compiled code and do not all make it.

    A failure is not told here: the tests tell it.
    """
    live_once = "import sim; sim.run(['people.size=1', 'horizon.periods=1', 'engine.threads=1'])"
    subprocess.run([sys.executable, "-c", live_once], cwd=REPOSITORY, capture_output=True, check=False)
