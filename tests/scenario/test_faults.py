"""What a mistake is told like: key, value, what is allowed, unit, and where to set it, whoever changes the key."""

import re
import warnings

import pytest

import sim
from sim.engine import runs
from sim.ground.errors import InputError
from sim.ground.told import Told
from sim.scenario.switched_off import CONDITIONS, SWITCHES
from sim.scenario.too_late import NeverHappens


@pytest.mark.parametrize("mistake, told", [
    ("store.hours.day_weights=[1,1]", r"day_weights is \[1, 1\] and holds 2 values; there must be at least 7\. Set it in configs/store"),
    ("store.hours.day_weights=[1,1,1,1,1,1,-1]", r"day_weights.6 is -1; it must be a number, 0 to 1000"),
    ("staff.extra_shifts=[{days: [sut]}]", "extra_shifts.0.days: 'sut' is no day; each must be one of mon, tue, .* or 0 .Monday. to 6"),
    ("staff.extra_shifts=[{days: [7]}]", "'7' is no day"), ("staff.extra_shifts=[{days: [true]}]", "'True' is no day"),
    ("staff.extra_shifts=[{from_h: 22, to_h: 24}]", r"extra_shifts.0 \(1 advisor\) should work from 22 to 24 h, but .* open from 7 to 22 h"),
    ("store.hours={opens_h: 7, closes_h: 14}", r"staff.peak_cashiers \(3\) should work from 16 to 20 h, but .* open from 7 to 14 h only. Set staff.peak_from_h and"),
    ("centre.tenants=[{name: bank}, {name: bank}]", "centre.tenants: 2 have the name 'bank'; each needs a name of its own"),
    ("channels.communication.campaigns=[{}, {}, {}]", "communication.campaigns: 3 have the name 'campaign'"),
    ("events=[{name: nothing}]", "events.0.change of event nothing is empty; it must hold at least one key"),
    ("situation.competition=2", "competition is 2; it must be -1 to 1. Set it in configs/scenario"),
    ("visit.sensing.adaptation_per_min=0", "is 0 per min; it must be 0.01 to 5 per min"),
    ("brand.scent=5", "configs/scenario/.*yaml or on the command line .brand.scent"),
    ("horizon.tick_s=99", "is 99 s; it must be 0.5 to 30 s. Set it in configs/config.yaml"),
    ("chain.stores=[{name: a, copies: 41}]", "copies"), ("chain.stores=[{name: a}, {name: a}]", "configs/scenario"),
])
def test_a_mistake_is_told_with_what_is_allowed_and_where_to_set_it(mistake, told):
    with pytest.raises(InputError) as error:
        sim.scenario([mistake])
    assert re.search(told, str(error.value)), error.value
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("mistake", ["store.hours={opens_h: 20, closes_h: 9}", "situation.climate.series=[-5]",
                                     "situation.moderators={m: {when: culture, path: visit.waiting.occupied}}"])
def test_a_contradiction_is_told_with_where_to_set_it(mistake):
    with pytest.raises(InputError, match=r"\. Set it in configs/\w+/\*\.yaml or on the command line \(\S+\.<key>=\.\.\.\)\."):
        sim.scenario([mistake])


@pytest.mark.parametrize("mistake, who", [
    ("events=[{name: strike, change: {staff.advisors: -1}}, {name: fair, change: {atmosphere.decor: 1}}]", "strike"),
    ("chain.stores=[{name: station, change: {staff.advisors: -1}}]", "station"),
    ("events=[{name: strike, change: {staff.nobody: 1}}]", "strike")])
def test_who_changes_a_key_to_what_cannot_be_is_named(mistake, who):
    with pytest.raises(InputError, match=f"It is set under change of {who}\\.$") as error:
        sim.scenario([mistake])
    assert "on the command line" not in str(error.value)


def told_of(*overrides):
    """What is told of a scenario that has no effect, line by line."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        sim.scenario(overrides)
    return [str(one.message) for one in told if issubclass(one.category, NeverHappens)]


@pytest.mark.parametrize("overrides, told", [
    (["channels.card.earn=0.05"], "channels.card.earn is set without effect: channels.card.exists is false and must be true"),
    (["channels.crm.depth=0.2", "channels.personalisation.intensity=1"],
     "channels.crm.depth, channels.personalisation.intensity are set without effect: channels.crm.exists is false"),
    (["channels.card.exclusion=0.3"], "channels.card.exclusion is set without effect: channels.card.exists is false"),
    (["channels.card.exclusion=0.3", "channels.card.exists=true"], "channels.card.offer_depth is 0 and must be above 0"),
    (["channels.rival.quality=0.2"], "channels.rival.on is false"), (["atmosphere.scent.fit=0.9"], "scent.present is false"),
    (["visit.self_checkout.failure=0.2"], "visit.self_checkout.machines is 0 and must be above 0"),
    (["service.desk.solve=0.4", "service.on=false"], "service.desk.solve is set without effect: service.on is false"),
    (["experience.memory.recency=0.7"], "experience.memory.rule is 'peak_end' and must be recency"),
    (["centre.spill=0.2"], "centre.tenants is empty and must hold at least one"),
    (["situation.culture=china"], "situation.culture is set without effect: .* none that moves anything has when: culture or power_distance"),
    (["situation.store_type=outlet"], "none that moves anything has when: store_type, named: outlet$"), (["situation.climate.confidence=80"], "climate.confidence is"),
    (["situation.competition=1", "situation.moderators={m: {when: competition, path: visit.waiting.occupied, factor: 1}}"],
     "situation.competition is set without effect"),
    (["situation.store_type=outlet", "situation.moderators={m: {when: store_type, named: boutique, path: visit.waiting.occupied, "
      "shift: 0.1}}"], "situation.store_type is set without effect: .* has when: store_type, named: outlet$"),
])
def test_what_is_set_while_nothing_reads_it_is_told_once_with_the_cure(overrides, told):
    said = told_of(*overrides)
    assert len(said) == 1 and re.search(told, said[0]), said


CAMPAIGN = "channels.communication.campaigns=[{{name: tv, {0}}}]"


@pytest.mark.parametrize("overrides, told", [
    ([CAMPAIGN.format("through: leaders, seeds: 0")], r"campaign tv .* reaches nobody: its seeds is 0 and must be above 0"),
    ([CAMPAIGN.format("coverage: 0")], "its coverage is 0"), ([CAMPAIGN.format("contacts: 0")], "its contacts is 0"),
    ([CAMPAIGN.format("through: leaders"), "people.network.kind=none"], "nobody knows anybody: people.network.kind is none")])
def test_a_campaign_that_goes_astray_is_told_by_name(overrides, told):
    assert len(said := told_of(*overrides)) == 1 and re.search(told, said[0]), said


@pytest.mark.parametrize("overrides", [[CAMPAIGN.format("through: leaders")], [CAMPAIGN.format("seeds: 0")],
                                       [CAMPAIGN.format("through: random"), "people.network.kind=none"]])
def test_a_campaign_that_reaches_somebody_is_not_told(overrides):
    assert not told_of(*overrides)


def test_far_fewer_people_than_the_crowd_of_the_store_are_told_and_as_many_are_not():
    def told(*overrides):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            sim.scenario(overrides)
        return [str(one.message) for one in said]
    needed = round(145 * 105 / (1.69 * 0.75))
    assert len(told("people.size=2000")) == 1 and f"that of {needed:,} people" in told("people.size=2000")[0]
    assert not told(f"people.size={needed // 2 + 1}") and not told() and told(f"people.size={needed // 2 - 1}")
    assert told(f"people.size={needed // 2 + 1}", "chain={stores: [{name: a, copies: 2}]}")


def test_what_is_told_in_a_process_of_its_own_looks_like_what_the_command_tells(monkeypatch, capsys):
    def live(task):
        warnings.warn("so many are missing", Told, stacklevel=1)
        warnings.warn("a number is odd", RuntimeWarning, stacklevel=1)
    usual = []
    monkeypatch.setattr("sim.ground.told._USUAL", lambda message, *where: usual.append(str(message)))
    monkeypatch.setattr(runs, "live_or_find", live)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        runs.attempt_elsewhere(None)
    assert capsys.readouterr().err == "so many are missing\n" and usual == ["a number is odd"]


@pytest.mark.parametrize("overrides", [
    ["channels.card.earn=0.05", "channels.card.exists=true"], ["channels.card.exists=false"],
    ["channels.card.earn=0.05", "events=[{from_period: 3, to_period: 9, change: {channels.card.exists: true}}]"],
    ["atmosphere.scent.fit=0.9", "atmosphere.zones={bakery: {scent: {present: true}}}"],
    ["situation.competition=1", "situation.moderators={m: {when: competition, path: visit.waiting.occupied, shift: 0.1}}"],
    ["situation.moderators={m: {when: store_type, named: boutique, path: visit.waiting.occupied, shift: 0.1}}"],
    ["situation.store_type=outlet", "situation.moderators={m: {when: store_type, named: outlet, path: visit.waiting.occupied, shift: 0.1}}"],
    ["situation.culture=china", "situation.moderators={m: {when: individualism, path: visit.feeling.task_social, factor: 0.5}}"],
    ["staff.extra_shifts=[{from_h: 6, to_h: 9}]"],
    ["events=[{from_period: 2, to_period: 2, change: {store.hours.closes_h: 14}}]"]])
def test_what_some_period_or_zone_reads_is_not_told(overrides):
    assert not told_of(*overrides)


def test_every_switch_and_all_that_it_switches_are_keys_of_the_scenario():
    tree = sim.scenario().model_dump()
    for key in [key for one in SWITCHES for key in (one.key, *one.reads)] + list(CONDITIONS):
        node = tree
        for part in key.split("."):
            node = node[part]


@pytest.mark.parametrize("days", ["[saturday, Sun]", "[sat, 6]", "[5, sunday]"])
def test_days_of_extra_shifts_may_be_named_as_planners_do(days):
    shift = "staff.extra_shifts=[{{role: cashier, people: 1, from_h: 9, to_h: 13, days: {0}}}]"
    assert sim.scenario([shift.format(days)]) == sim.scenario([shift.format("[5, 6]")])
    assert sim.scenario([shift.format("saturday")]).staff.extra_shifts[0].days == (5,)
    assert sim.scenario([shift.format("[]")]).staff.extra_shifts[0].days == ()
