"""Store: everything that a configuration says about one store, gathered."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, number
from sim.store.crowd import Crowd
from sim.store.department import Department, check_departments
from sim.store.exterior import Exterior, Tier
from sim.store.hours import Hours
from sim.store.place import DISPLAY_EXPOSURE
from sim.store.plan import FloorPlan, read_plan
from sim.store.prices import Promotion, check_promotions

LARGEST_FILE = 1_000_000
"""Most bytes of a plan file."""


class Store(Parameters):
    """A store: its name, floor plan, hours, crowd and departments."""

    name: str = choice("store", "name of the store in tables and figures")
    tier: Tier = choice("ordinary", "price tier of the store, which people expect more of the dearer it is")
    plan: str = choice("supermarket.txt", "floor plan: a file of configs/store/plans, or a path")
    display_exposure: float = number(DISPLAY_EXPOSURE, "-", 1, 20, "how often goods beside a promotional display are "
                                     "noticed, where goods on a shelf count as 1")
    end_cap_exposure: float = number(2.0, "x", 1, 20, "how much more often a display is noticed while it is the end "
                                     "cap of a promotion", "shape: Chevalier 1975")
    hours: Hours = Hours()
    crowd: Crowd = Crowd()
    exterior: Exterior = Exterior()
    departments: Annotated[dict[str, Department], Field(min_length=1)] = choice(
        ..., "departments by name, exactly those with shelves in the floor plan")
    promotions: tuple[Promotion, ...] = choice((), "promotions, each for some items, periods and days of the week")


def store_plan(store: Store, *config_dirs: Path | str) -> FloorPlan:
    """Read the floor plan of a store and check it against the departments. Raises InputError."""
    plan = read_plan(plan_text(store.plan, *config_dirs), Path(store.plan).stem)
    check_departments(store.departments, plan)
    check_promotions(store.promotions, store.departments)
    return plan


def plan_text(name_or_path: str, *config_dirs: Path | str) -> str:
    """The text of a floor plan.

    name_or_path: a file in `store/plans` of one of the configuration folders (with or without `.txt`; the first
    folder that has it wins), or else the path of any file. Raises InputError if there is none or it is no text.
    """
    folders = [Path(folder) / "store" / "plans" for folder in config_dirs]
    named = [folder / (name_or_path + end) for folder in folders for end in ("", ".txt")]
    for path in [*named, Path(name_or_path)]:
        if os.path.isfile(path):
            return _read(path)
    known = sorted({path.name for folder in folders for path in folder.glob("*.txt")})
    raise InputError(f"store.plan is {name_or_path!r}: no such floor plan; there are {', '.join(known) or 'none'}, or "
                     "give the path of a file. Set it in configs/store/*.yaml or on the command line.")


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"floor plan {path}: larger than {LARGEST_FILE} bytes, so it is no floor plan. "
                             "Set store.plan to another file.")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"floor plan {path} cannot be read as text: {fault}. "
                         "Set store.plan to another file.") from None
