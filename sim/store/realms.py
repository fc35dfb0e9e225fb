"""Realms of experience (Pine and Gilmore 1999): what zones offer by themselves, and activities in which people take part.

Four realms, each as strong in a zone as configured (0 none .. 1 full): entertainment (a show, a screen), education
(boards, samples with an explanation), esthetics (a beautiful place to be in) and escapism (a world of its own). An activity
(a demo, a workshop) happens in a zone on some days and hours; who passes may watch or take part
(`sim/visit/taking_part.py`). What a zone offers acts on whoever is in it (`sim/visit/immersion.py`).
"""

from typing import Annotated

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count, number
from sim.store.place import Place
from sim.store.plan import FloorPlan, check_zone
from sim.ground.weekdays import WEEK, Weekday, day_names

MOST_ACTIVITIES = 32
"""Most activities of a store: a visit remembers in one number which of them it has met."""

REALMS = ("entertainment", "education", "esthetics", "escapism")
ENTERTAINMENT, EDUCATION, ESTHETICS, ESCAPISM = range(4)
"""Columns of `realm_cells`."""


class ZoneRealms(Parameters):
    """How strong each realm is in one zone."""

    entertainment: float = number(0.0, "0..1", 0, 1, "how much there is to watch: a screen, a show")
    education: float = number(0.0, "0..1", 0, 1, "how much there is to learn by looking: boards, samples, tastings")
    esthetics: float = number(0.0, "0..1", 0, 1, "how beautiful the zone is to be in")
    escapism: float = number(0.0, "0..1", 0, 1, "how far the zone is a world of its own, in which one forgets the time")


class Activity(Parameters):
    """A demo or workshop: where and when, for how many, and what it gives."""

    zone: str = choice("entrance", "zone of the floor plan in which it happens")
    days: Annotated[tuple[Weekday, ...], BeforeValidator(day_names)] = choice(
        WEEK, "days of the week: mon, tue, wed, thu, fri, sat, sun, or 0 Monday to 6 Sunday")
    from_h: float = number(10.0, "h", 0, 24, "begin, hours after midnight")
    to_h: float = number(18.0, "h", 0, 24, "end, hours after midnight; after the begin")
    capacity: int = count(8, "persons", 0, 1000, "most people who can be there at one time")
    minutes: float = number(8.0, "min", 0.5, 240, "mean time for which somebody stays")
    success: float = number(0.85, "share", 0, 1, "chance that it works out for somebody")
    active: float = number(0.5, "share", 0, 1, "share of those who stay that take part; the others watch")
    teaches: float = number(0.3, "share", 0, 1, "part of what is not yet known that a successful participant learns")
    entertains: float = number(0.5, "0..1", 0, 1, "how entertaining it is")
    absorbs: float = number(0.3, "0..1", 0, 1, "how far it makes people forget the time")

    @model_validator(mode="after")
    def _ends_after_it_begins(self):
        if self.to_h <= self.from_h:
            raise ValueError(f"to_h is {self.to_h:g} h, not after from_h ({self.from_h:g} h); set both under "
                             "realms.activities")
        return self


class Realms(Parameters):
    """What the zones of the store offer as an experience, and its activities. Nothing of it by default."""

    zones: dict[str, ZoneRealms] = choice({}, "realms by zone of the floor plan: entrance, a department, checkout or "
                                              "service")
    activities: Annotated[dict[str, Activity], Field(max_length=MOST_ACTIVITIES)] = choice({}, "activities by name")


ACTIVITY = np.dtype([("number", "i8"), ("zone", "i8"), ("days", "i8"), ("from_s", "f8"), ("to_s", "f8"),
                  ("capacity", "i8"), ("present", "i8"), ("minutes", "f8"), ("success", "f8"), ("active", "f8"),
                  ("teaches", "f8"), ("entertains", "f8"), ("absorbs", "f8")])
"""An activity for kernels: number by configuration, index of its zone, days of the week as bits from Monday on, begin and
end since opening (s), how many are there now, and the rest as in `Activity`."""


def check_realms(realms: Realms, plan: FloorPlan, opens_h: float, closes_h: float) -> None:
    """Raise InputError if a zone is not one of the plan, or an activity says nothing or lies outside of the opening hours."""
    for zone in sorted(realms.zones):
        check_zone(plan, zone, f"realms.zones.{zone}", "in configs/scenario/*.yaml")
    for name, activity in sorted(realms.activities.items()):
        if not activity.model_fields_set:
            raise InputError(f"realms.activities.{name} is empty ({{}}): it would be held every day in the zone "
                             f"{activity.zone}; it must say at least one thing, such as its zone. Set it in configs/scenario/*.yaml "
                             f"or on the command line (realms.activities.{name}.zone=...).")
        check_zone(plan, activity.zone, f"realms.activities.{name}.zone is {activity.zone!r}",
                   "in configs/scenario/*.yaml")
        if activity.from_h >= closes_h or activity.to_h <= opens_h:
            raise InputError(f"realms.activities.{name} lasts from {activity.from_h:g} to {activity.to_h:g} h, but the store is "
                             f"open from {opens_h:g} to {closes_h:g} h; it must be open during some of it. Set from_h "
                             "and to_h in configs/scenario/*.yaml or on the command line.")


def realm_cells(realms: Realms, plan: FloorPlan, place: Place) -> np.ndarray:
    """float64 [cells, 4]: how strong each realm is in each cell; no rows where nothing is offered in the whole store."""
    if not realms.activities and not any(getattr(zone, realm) for zone in realms.zones.values() for realm in REALMS):
        return np.zeros((0, len(REALMS)))
    strength = np.zeros((place.cells, len(REALMS)))
    for name, zone in realms.zones.items():
        strength[place.zone == plan.zone_names.index(name)] = [getattr(zone, realm) for realm in REALMS]
    return strength


def activity_rows(realms: Realms, plan: FloorPlan, opens_h: float, closes_h: float) -> np.ndarray:
    """The activities of the store as rows of `ACTIVITY`, in the order of configuration; they end at closing time at the latest."""
    rows = np.zeros(len(realms.activities), ACTIVITY)
    for number_, (row, activity) in enumerate(zip(rows, realms.activities.values(), strict=True)):
        row["number"], row["zone"] = number_, plan.zone_names.index(activity.zone)
        row["days"] = sum(1 << WEEK.index(day) for day in set(activity.days))
        row["from_s"], row["to_s"] = ((hour - opens_h) * 3600.0 for hour in (activity.from_h, min(activity.to_h, closes_h)))
        for name in ("capacity", "minutes", "success", "active", "teaches", "entertains", "absorbs"):
            row[name] = getattr(activity, name)
    return rows


def activities_of(rows: np.ndarray, weekday: int) -> np.ndarray:
    """A copy of the activities of one weekday (0 Monday .. 6), with nobody there yet."""
    return rows[(rows["days"] >> weekday) & 1 == 1].copy()
