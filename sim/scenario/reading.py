"""From overrides to a scenario that is sound: composed, checked against the declarations, and against itself."""

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from sim.ground.told import Told
from sim.scenario.checks import check
from sim.scenario.door import compose
from sim.scenario.faults import validated
from sim.scenario.folders import checked_folder, config_folder, options
from sim.scenario.in_vain import in_vain, too_few
from sim.scenario.newcomers import newcomers_only
from sim.scenario.scenario import Scenario
from sim.scenario.switched_off import switched_off
from sim.scenario.too_late import NeverHappens, too_late

Schema = TypeVar("Schema", bound=Scenario)


def scenario(overrides: Iterable[str] = (), config_dir: str | Path | None = None) -> Scenario:
    """The scenario that Hydra-style overrides describe: ["store=electronics", "people.size=2000"].

    config_dir: a folder of your own configurations, searched before those that ship with the engine.
    Raises InputError with every fault at once, one line each: key, value, what is allowed, unit and where to set it.
    """
    return read(Scenario, overrides, checked_folder(config_dir))


def read(schema: type[Schema], overrides: Iterable[str], folder: Path | None = None, primary: str = "config",
         name: str | None = None) -> Schema:
    """Compose from the file `primary` and validate as `schema`, a Scenario or one with the settings of a command.

    folder: the user's folder, already checked; name: replaces the name of the scenario. InputError as in `scenario`; warns of
    what has no effect: it begins after the last period, or its mechanism is switched off.
    """
    tree = compose(overrides, folder, primary)
    if name is not None:
        tree["name"] = name
    _find_plan(tree, folder)
    places = {key: f"configs/{primary}.yaml" for key in schema.model_fields if key not in Scenario.model_fields}
    asked = validated(schema, tree, places | {group: f"configs/{group}/*.yaml" for group in options(folder)})
    check(asked)
    _tell(asked)
    return asked


def _tell(asked: Scenario) -> None:
    """One `NeverHappens` for everything that has no effect, and what else is worth knowing."""
    for line in (*too_late(asked), *newcomers_only(asked), *in_vain(asked), *switched_off(asked)):
        warnings.warn(line, NeverHappens, stacklevel=4)
    for line in too_few(asked):
        warnings.warn(line, Told, stacklevel=4)


def _find_plan(tree: dict, folder: Path | None) -> None:
    """A floor plan of the user becomes an absolute path, so that a scenario runs from any directory and process."""
    store = tree.get("store")
    plan = store.get("plan") if isinstance(store, dict) else None
    if not isinstance(plan, str) or not plan:
        return
    own = [folder / "store" / "plans" / (plan + end) for end in ("", ".txt")] if folder else []
    ours = [config_folder() / "store" / "plans" / (plan + end) for end in ("", ".txt")]
    for place in (*own, *ours, Path(plan)):
        if place.is_file():
            store["plan"] = plan if place in ours else str(place.absolute())
            return
