"""A scenario written down: as YAML to read and to run again, and as a hash by which its results are found again."""

import hashlib
import json
from typing import TYPE_CHECKING

import yaml

from sim.scenario.folders import config_folder

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

_NO_MATTER = ("kind", "threads")
"""Keys of `engine` that change how fast a result comes and not what it is."""


def scenario_yaml(scenario: "Scenario") -> str:
    """Every parameter of a scenario as plain YAML: no groups to look up, no references; loading it gives the same."""
    return yaml.safe_dump(scenario.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=120)


def scenario_hash(scenario: "Scenario", seed: int, code_version: str) -> str:
    """Sixteen hex digits by which the result of (scenario, seed, code) is known.

    What counts is what a run depends on: of the floor plan the drawing and not its file name; neither the name of the
    scenario nor where it is run. seed: 0..2^64-1 of the replication; code_version: whatever names the state of the
    code. Raises InputError if the floor plan is gone.
    """
    from sim.store.store import plan_text

    tree = scenario.model_dump(mode="json")
    del tree["name"]
    tree["store"]["plan"] = plan_text(scenario.store.plan, config_folder())
    for key in _NO_MATTER:
        del tree["engine"][key]
    text = json.dumps([tree, int(seed), code_version], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
