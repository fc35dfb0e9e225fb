"""Small worlds for the tests: two shops of their own, and people who are sent into them by hand."""

import hashlib
from pathlib import Path

import numpy as np

import sim
from sim.engine.day import open_day
from sim.engine.floor import build_floor
from sim.engine.store_day import StoreDay
from sim.engine.tables import STAFF, VISIT
from sim.people.staff import hire
from sim.scenario.scenario import Scenario

CONFIGS = Path(__file__).parent / "configs"
SEED = 7
ALPHA = 1e-6
"""Chance that a sound engine fails a statistical test."""

NO_DETOURS = ("visit.walking.notice_every_m=10000", "visit.heading.wander_task=0",
              "visit.heading.wander_recreational=0", "visit.heading.linger_task=0.001",
              "visit.heading.linger_recreational=0.001", "visit.heading.linger_pleasure=0",
              "visit.heading.hazard_per_h=0")
"""The list and nothing else: nobody looks around, notices or gives up."""

CERTAIN = ("visit.entering.intercept=10", "visit.entering.window_weight=0", "visit.browsing.need_help=0",
           "visit.browsing.take_listed=0.999", "visit.browsing.pleasure_weight=0", "visit.browsing.price_weight=0",
           "visit.phone.check=-15", "visit.searching.find_s=0", "visit.searching.overlook=0")
"""As good as everybody enters, and takes what is on the list without search, without help and without the phone."""

NO_CROWD = ("visit.entering.crowd_weight=0", "visit.walking.slowest=1", "visit.sensing.arousal_of_density=0",
            "visit.crowding.control_of_crowd_task=0", "visit.crowding.control_of_crowd_recreational=0",
            "visit.crowding.company_task=0", "visit.crowding.company_recreational=0",
            "visit.neighbours.of_conduct=0", "visit.jostling.brushes_per_min=0")
"""Nobody feels the others."""

ROOMY = ("visit.crowding.control_of_fixtures_task=0", "visit.crowding.control_of_fixtures_recreational=0",
         "visit.crowding.confinement_task=0", "visit.crowding.confinement_recreational=0")
"""Nobody feels how narrow it is."""


PATIENT = "visit.joining.balk_per_person=0"
"""No line looks too long to be joined."""


def corner(*overrides: str) -> Scenario:
    """The corner shop with a thousand people for two weeks, or as the overrides say."""
    given = {text.split("=")[0] for text in overrides}
    usual = ("store=corner", "people.size=1000", "horizon.periods=2", "engine.kind=serial", "engine.threads=1")
    return sim.scenario([*(text for text in usual if text.split("=")[0] not in given), *overrides], CONFIGS)


def till_hall(*overrides: str) -> Scenario:
    """The hall of tills, where people do nothing but fetch what is on the list and pay."""
    return sim.scenario(["store=till_hall", *NO_DETOURS, *CERTAIN, *NO_CROWD, PATIENT, *overrides], CONFIGS)


def arrivals(arrive_s, **columns) -> np.ndarray:
    """Visit rows of people 0, 1, ... who arrive at these seconds since opening with one entry on the list each.

    columns: values of further columns, one for all or one a visit.
    """
    visits = VISIT.rows(len(arrive_s))
    visits["arrive_s"] = np.sort(arrive_s)
    visits["shopper"] = visits["person"] = np.arange(len(visits))
    visits["list_length"] = 1
    for name, values in columns.items():
        visits[name] = values
    return visits


def store_day(scenario: Scenario, visits: np.ndarray, floor=None, weekday: int = 0, seed: int = SEED) -> StoreDay:
    """A day of the scenario's store, before opening, to which exactly these visits come."""
    floor = floor or build_floor(scenario)
    hours = scenario.store.hours
    day = open_day(floor, visits, scenario.staff, hire(scenario.staff, seed, STAFF), weekday, hours.opens_h,
                   hours.closes_h, seed, scenario.horizon.tick_s)
    return StoreDay(floor, day, seed, weekday)


def bits(result) -> dict[str, str]:
    """A digest of every table of a result, column by column: equal exactly if all bytes are."""
    tables = ("periods", "shoppers", "visits", "touchpoints", "summary", "channels", "why", "why_by_zone", "ratings", "replications",
              "posts")
    digests = {}
    for name in tables:
        digest = hashlib.sha256()
        table = getattr(result, name)
        for column, values in (table.to_frame() if table.ndim == 1 else table).items():
            codes = values.cat.codes if values.dtype == "category" else values
            digest.update(f"{column} {len(values)} {codes.dtype} ".encode() + np.ascontiguousarray(codes).tobytes())
        digests[name] = digest.hexdigest()
    digests["heat"] = hashlib.sha256(result.heat.seconds.tobytes() + result.heat.pleasure.tobytes()).hexdigest()
    return digests
