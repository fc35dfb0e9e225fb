"""What can only be a mistake: shifts while the store is closed, events that change nothing, and two things of one name."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.scenario.acting import leaves

if TYPE_CHECKING:
    from sim.people.staff import Staffing
    from sim.scenario.scenario import Scenario


def shifts_while_closed(ways: list["Scenario"]) -> Iterator[str]:
    """A line for the peak hours and each extra shift that never overlap the opening hours.

    ways: every scenario that some store may have in some period. A shift that falls into the opening hours of one of them is
    sound: on a day on which the store closes early its people stay at home.
    """
    works: dict[tuple, bool] = {}
    hours: dict[tuple, str] = {}
    for one in ways:
        opens, closes = one.store.hours.opens_h, one.store.hours.closes_h
        for shift in _shifts(one.staff):
            *_, from_h, to_h = shift
            works[shift] = works.get(shift, False) or min(to_h, closes) > max(from_h, opens)
            hours[shift] = f"{opens:g} to {closes:g} h"
    for shift in (shift for shift, does in works.items() if not does):
        called, cure, from_h, to_h = shift
        yield (f"{called} should work from {from_h:g} to {to_h:g} h, but the store is open from {hours[shift]} only. {cure}, in "
               "configs/staff/*.yaml or on the command line, or change store.hours.")


def _shifts(staff: "Staffing") -> Iterator[tuple[str, str, float, float]]:
    """Who works a part of the day only: what they are called, what to set, and their clock hours."""
    peak = [f"staff.peak_{role} ({people})" for role, people in
            (("advisors", staff.peak_advisors), ("cashiers", staff.peak_cashiers)) if people]
    if peak:
        yield (" and ".join(peak), "Set staff.peak_from_h and staff.peak_to_h within these hours, or 0 persons",
               staff.peak_from_h, staff.peak_to_h)
    for k, shift in enumerate(staff.extra_shifts):
        if shift.people:
            yield (f"staff.extra_shifts.{k} ({shift.people} {shift.role}{'s' if shift.people > 1 else ''})", "Set from_h and to_h within these hours",
                   shift.from_h, shift.to_h)


def events_of_nothing(scenario: "Scenario") -> Iterator[str]:
    """A line for each event that changes no key, and for each empty group in one: laid over the scenario's own, it changes nothing."""
    where = [("events", scenario.events), *((f"chain.stores.{k}.events", store.events)
                                            for k, store in enumerate(scenario.chain.stores))]
    for key, events in where:
        for k, event in enumerate(events):
            empty = [f".{group}" for group, value in leaves(event.change) if value == {}] if event.change else [""]
            for group in empty:
                yield (f"{key}.{k}.change{group} of event {event.name} is empty; it must hold at least one key of the scenario and its "
                       f"value, for instance {{channels.web.quality: -0.8}}. Set it in configs/scenario/*.yaml under {key}.")


def doubled_names(scenario: "Scenario") -> Iterator[str]:
    """A line for each list of which two have one name, so that nobody could tell them apart in the tables."""
    for key, listed in (("centre.tenants", scenario.centre.tenants),
                        ("channels.communication.campaigns", scenario.channels.communication.campaigns)):
        for name, many in Counter(one.name for one in listed).items():
            if many > 1:
                yield (f"{key}: {many} have the name {name!r}; each needs a name of its own. Set it in configs/scenario/*.yaml "
                       f"under {key}, or on the command line.")
