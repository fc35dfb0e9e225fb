"""What is set while nothing reads it: its mechanism is switched off, or nothing is moderated by it. It can be run, and is told.

It is no mistake that stops a run: who builds a scenario step by step may set the numbers of a mechanism before the switch.
Set is what differs from what is declared. A mechanism that some event or store switches on is on.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sim.scenario.chain import asked_on_the_way
from sim.scenario.declared import EACH, keys_of, shown, values_at
from sim.store.situation import DIMENSIONS

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Switch:
    """A switch and what is read only while it is on.

    key: dotted key of the switch, `*` for any name; off is false, 0, empty or none; reads: groups or keys; at: values of the
    switch at which they are read, empty for any that is on; others: further keys, each of which switches the same on.
    """

    key: str
    reads: tuple[str, ...]
    at: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def is_on(self, scenario: "Scenario") -> bool:
        """Whether what it switches is read in this scenario."""
        return any(value in self.at if self.at else bool(value)
                   for key in (self.key, *self.others) for value in values_at(scenario, key))


SWITCHES = (
    Switch("channels.card.exists", ("channels.card",)),
    Switch("channels.card.offer_depth", ("channels.card.offer_share",)),
    Switch("channels.card.offer_depth", keys_of("channels.card", "seen", "exclusion"), others=("channels.card.special_access",)),
    Switch("channels.card.special_access", ("channels.card.access_joy",)),
    Switch("channels.crm.exists", ("channels.crm", "channels.personalisation")),
    Switch("channels.rival.on", ("channels.rival",)),
    Switch("channels.app.offered", ("channels.app", "channels.choosing.app")),
    Switch("channels.pick_up.offered", ("channels.pick_up", "channels.choosing.pick_up")),
    Switch("channels.ordering.interactive", keys_of("channels.ordering", "shown", "involving", "kept", "held")),
    Switch("channels.choosing.rule", ("channels.choosing.alike",), ("elimination",)),
    Switch("channels.choosing.rule", ("channels.choosing.repeats_last_way",), ("habit",)),
    Switch("atmosphere.scent.present", ("atmosphere.scent",), others=(f"atmosphere.zones.{EACH}.scent.present",)),
    Switch("service.on", ("service.failing", "service.prevention", "service.complaining", "service.bot", "service.desk",
                          "service.recovery")),
    Switch("service.desk.agents", ("service.desk",)),
    Switch("service.desk.history", keys_of("service.desk", "saved", "insight")),
    Switch("service.recovery.paradox", ("service.recovery.outstanding",)),
    Switch("service.bot.met", ("service.bot.knows", "service.bot.wrong", "service.bot.gives_up", "service.bot.pain_wrong",
                               "service.bot.cost_contact")),
    Switch("service.bot.page_read", ("service.bot.page_answers",)),
    Switch("staff.dynamics.on", ("staff.dynamics", "staff.turnover")),
    Switch("staff.training.modules", ("staff.training.from_period", "staff.training.every", "staff.training.hours",
                                      "staff.training.fee")),
    Switch("visit.joining.display", ("visit.joining.display_s_person", "visit.joining.display_scale",
                                     "visit.joining.display_spread")),
    Switch("visit.self_checkout.machines", ("visit.self_checkout",)),
    Switch("visit.mirrors.rooms", ("visit.mirrors",)),
    Switch("centre.tenants", ("centre",), others=("centre.contribution_week",)),
    Switch("experience.ties.parcels", ("experience.ties.parcel_cost",)),
    Switch("experience.ties.deliveries", ("experience.ties.delivery_cost", "experience.ties.senior_age", "experience.ties.warmth_own")),
    Switch("experience.ties.parcels", keys_of("experience.ties", "heard", "warmth", "fades", "pull", "felt"),
           others=("experience.ties.deliveries",)),
    Switch("experience.conduct.conduct", ("experience.conduct",)),
    Switch("experience.word_of_mouth.talk", ("experience.reviews", *keys_of("experience.word_of_mouth", "tells", "passes_on"))),
    Switch("experience.word_of_mouth.talk", keys_of("experience.word_of_mouth", "below", "base", "up", "down"),
           others=("experience.posting.posting",)),
    Switch("experience.word_of_mouth.talk", keys_of("experience.word_of_mouth", "gain", "loss", "worth", "own_experience", "fades"),
           others=("experience.posting.weight",)),
    Switch("experience.posting.posting", ("experience.posting",)),
    Switch("experience.memory.rule", keys_of("experience.memory", "mean_weight", "peak_weight", "end_weight"), ("peak_end",)),
    Switch("experience.memory.rule", ("experience.memory.recency",), ("recency",)),
    Switch("experience.expectation.rule", keys_of("experience.expectation", "gain_new", "gain_old", "gain_periods"), ("adaptive",)),
    Switch("experience.expectation.rule", keys_of("experience.expectation", "should_weight", "should_gain", "best_rival"),
           ("will_should",)),
    Switch("experience.carry_over_rule", keys_of("experience", "carry_over", "carry_over_old", "tenure"), ("smoothing",)),
    Switch("experience.carry_over_rule", ("experience.prior_worth",), ("bayesian",)),
    Switch("experience.satisfaction.rule", keys_of("experience.satisfaction", "of_expectation", "of_gain", "of_loss"),
           ("disconfirmation",)),
    Switch("experience.satisfaction.rule", keys_of("experience.satisfaction", "loss_aversion", "sensitivity"), ("prospect",)),
    Switch("experience.satisfaction.rule", keys_of("experience.satisfaction", "zone", "of_attraction", "of_failing"), ("kano",)),
    Switch("experience.prior.certainty", keys_of("experience.prior", "brand", "brand_spread")),
    Switch("experience.prior.hearsay_share", keys_of("experience.prior", "hearsay", "hearsay_worth")),
    Switch("experience.promise.bias", ("experience.promise",)),
    Switch("experience.forgetting.rate", ("experience.forgetting",)),
    Switch("service.prevention.checks_h", ("service.prevention",)),
    Switch("staff.levers.performance", keys_of("staff.levers", "recognition", "feedback")),
    Switch("staff.levers.communication", ("staff.levers.information",)),
    Switch("staff.levers.framework", keys_of("staff.levers", "conduct", "candour", "practice")),
    Switch("staff.training.openness", keys_of("staff.training", "openness_gain", "openness_h")),
    Switch("visit.initiative.empowered", keys_of("visit.initiative", "open_at", "close_at")),
    Switch("visit.initiative.approaching", keys_of("visit.initiative", "approach_after", "welcome_task", "welcome_recreational")),
    Switch("situation.moderated", ("situation.moderators",)),
)
"""Mechanisms that can be switched off, and the keys that only they read."""

CONDITIONS = {
    "situation.culture": ("culture", *DIMENSIONS), "situation.store_type": ("store_type",), "situation.location": ("location",),
    "situation.competition": ("competition",), "situation.climate": ("confidence",), "situation.first_week": ("season",),
}
"""Keys of the situation that act by moderators alone, and the conditions (`when`) by which they do."""


def switched_off(scenario: "Scenario") -> list[str]:
    """A line for each mechanism of which keys are set while it is off, and for each condition that moderates nothing."""
    ways = asked_on_the_way(scenario)
    return [*_unread(ways), *_unmoderated(ways)]


def _unread(ways: list["Scenario"]) -> Iterator[str]:
    told: set[str] = set()      # a key of which an outer switch is off is told of that one alone
    for switch in SWITCHES:
        if any(switch.is_on(one) for one in ways):
            continue
        off = _at(ways[0], switch.key)
        on = " or ".join(switch.at) or {bool: "be true", tuple: "hold at least one"}.get(type(off), "be above 0")
        for keys in _keys_set(ways, switch.reads, but={switch.key, *told}):
            told |= set(keys)
            yield (f"{_are(keys)} set without effect: {switch.key} is {'empty' if off == () else shown(off)} and must "
                   f"{'be ' if switch.at else ''}{on} for that")


def _unmoderated(ways: list["Scenario"]) -> Iterator[str]:
    for key, conditions in CONDITIONS.items():
        if key == "situation.store_type" and all(one.situation.store_type in ("", one.store.name) for one in ways):
            continue    # that is what the store says of itself
        if not any(_is_read(one, key, conditions) for one in ways):
            name = getattr(ways[0].situation, conditions[0]) if conditions[0] in ("store_type", "location") else ""
            why = (f"none that moves anything has when: {' or '.join(conditions)}{f', named: {name}' if name else ''}"
                   if any(one.situation.moderated for one in ways) else "situation.moderated is false")
            for keys in _keys_set(ways, [key]):
                yield f"{_are(keys)} set without effect: it acts by situation.moderators alone, and {why}"


def _keys_set(ways: list["Scenario"], paths: Sequence[str], but: Collection[str] = ()) -> Iterator[list[str]]:
    """The keys at or below these paths that are set in any of the scenarios, but for some; nothing if none is."""
    keys = list(dict.fromkeys(key for one in ways for path in paths for key in _set(one, path) if key not in but))
    if keys:
        yield keys


def _are(keys: list[str]) -> str:
    """Keys as the beginning of a line."""
    return f"{', '.join(keys)} {'is' if len(keys) == 1 else 'are'}"


def _is_read(scenario: "Scenario", key: str, conditions: tuple[str, ...]) -> bool:
    """Whether some moderator acts by a key of the situation, as it is set."""
    last, situation = key.rpartition(".")[2], scenario.situation
    return situation.moderated and any(
        one.when in conditions and not one.is_neutral and (one.when != last or one.named in ("", getattr(situation, last)))
        for one in situation.moderators.values())


def _set(scenario: "Scenario", path: str) -> Iterator[str]:
    """Keys at or below a path that differ from what is declared."""
    group, _, last = path.rpartition(".")
    node = _at(scenario, group) if group else scenario
    value, usual = getattr(node, last), type(node).model_fields[last].get_default(call_default_factory=True)
    if value == usual:
        return
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _set(scenario, f"{path}.{name}")
    else:
        yield path


def _at(node: Any, path: str) -> Any:
    """The value of a dotted key."""
    return attrgetter(path)(node)
