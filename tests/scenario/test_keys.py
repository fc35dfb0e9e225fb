"""When a key acts: what an event may set in mid-run acts from then on; what cannot is refused, by name and with the cure."""

import re

import numpy as np
import pytest
from worlds import bits, corner

import sim
from sim.ground.errors import InputError
from sim.scenario import acting
from sim.scenario.acting import AT_START, at_start, leaves
from sim.scenario.declared import walk
from sim.scenario.events import Event
from sim.scenario.in_vain import in_vain
from sim.scenario.newcomers import ON_NEWCOMERS
from sim.scenario.scenario import Scenario
from sim.scenario.too_late import NeverHappens

SMALL = ("people.size=250", "horizon.periods=3", "channels.card.exists=true", "staff.dynamics.on=false")
DECLARED = [one.path for one in walk(Scenario)]
CHANGED = {
    "people.mood_sd": 0.3, "people.trip_rate_mean": 3, "people.network.degree": 4, "store.crowd.level": 1.5,
    "experience.start": 0.2, "experience.norm": 0.3, "experience.prior": {"brand": 0.3, "certainty": 3},
    "experience.expectation.best_rival": 0.4, "experience.loyalty.head_start": 0.2, "channels.card.start_share": 0.5,
    "staff.training.modules_before": 2}
"""Keys that act at the start only, and other values than those of the corner shop."""
AT_ONCE = {
    "store": {"store.departments.bakery.price_mean": 6}, "hours": {"store.hours.closes_h": 15}, "front": {"store.exterior.window": 0.9},
    "atmosphere": {"atmosphere.music.tempo_bpm": 60}, "zone": {"atmosphere.zones.bakery.cleanliness": 0.1},
    "realms": {"realms.zones.bakery.entertainment": 1}, "brand": {"brand.logo": 1},
    "situation": {"situation.competition": 1, "situation.moderators.m.shift": 0.1}, "centre": {"centre.contribution_week": 90},
    "staff": {"staff.advisors": 2}, "levers": {"staff.levers.framework": 50}, "advisor's wage": {"staff.wage_advisor": 18},
    "cashier's wage": {"staff.wage_cashier": 16}, "visit": {"visit.waiting.loss_per_min": 0.2}, "need": {"channels.need.occasions": 1.2},
    "choice": {"channels.choosing.store": 1}, "delivery": {"channels.delivery.fee": 9}, "card": {"channels.card.pull": 2},
    "carry-over": {"experience.carry_over": 0.9}, "memory": {"experience.memory.rule": "mean"},
    "expectation": {"experience.expectation.rule": "norm"}, "satisfaction": {"experience.satisfaction.level": 6},
    "loyalty": {"experience.loyalty.speed": 0.5}, "talk": {"experience.word_of_mouth.talk": 5}, "service": {"service.desk.wage_h": 20},
    "questions": {"outcomes.questionnaire.item_noise": 2}, "light": {"outcomes.upkeep.light_week": 5, "atmosphere.light.lux": 1500}}
"""By mechanism: keys that an event sets, and values."""
MODERATOR = "situation.moderators={m: {when: competition, path: visit.waiting.loss_per_min, factor: 1.5}}"


@pytest.fixture(scope="module")
def usual():
    return lived()


def lived(change=None, *overrides: str, period: int = 1):
    """A run of the small corner shop in which an event changes this from a period on."""
    asked = corner(*SMALL, MODERATOR, *overrides)
    if change:
        asked = asked.model_copy(update={"events": (Event(name="change", from_period=period, to_period=9, change=change),)})
    return sim.run(asked, 7)


def test_the_tables_of_keys_name_keys_that_there_are():
    for key in (*ON_NEWCOMERS, *(key for keys in AT_START.values() for key in keys)):
        assert any(f"{path}.".startswith(f"{key}.") for path in DECLARED), key


def test_every_key_that_acts_at_the_start_is_refused_in_an_event_by_name_and_with_the_cure():
    fixed = [path.replace("*", "0") for path in DECLARED if at_start(path)]
    assert len(fixed) > 60 and set(CHANGED) <= {".".join(path.split(".")[:n]) for path in fixed for n in range(1, 5)}
    for key in fixed:
        told = (f"event fair: {key} cannot change during a run ({at_start(key)}). Set it for the whole run, in configs/scenario/*.yaml or "
                f"on the command line ({key}=...).")
        with pytest.raises(ValueError, match=re.escape(told)):
            Event(name="fair", change={key: 1})


def test_it_is_found_in_a_group_too_and_all_are_told_at_once():
    with pytest.raises(InputError, match=r"event fair: experience\.start, people\.size cannot change during a run \(where .*; who the"):
        corner("events=[{name: fair, change: {experience: {start: 0.1, tenure: 3}, people.size: 9}}]")
    with pytest.raises(InputError, match=r"event fair: store\.crowd\.level cannot change during a run"):
        corner("chain={stores: [{events: [{name: fair, change: {store: {crowd: {level: 2}}}}]}]}")


def test_what_is_refused_would_change_nothing_in_mid_run(monkeypatch, usual):
    """But for the norm, with which everybody starts and from which accounts of ratings go on to be counted."""
    monkeypatch.setattr(acting, "AT_START", {})
    assert bits(lived({key: value for key, value in CHANGED.items() if key != "experience.norm"})) == bits(usual)


@pytest.mark.parametrize("key", [key for key in CHANGED if key != "people.network.degree"])
def test_what_is_refused_changes_a_run_for_which_it_is_set_as_a_whole(key, usual):
    whole = [f"{name}={value}" for name, value in leaves({key: CHANGED[key]})]
    assert bits(lived(None, *whole)) != bits(usual)


@pytest.mark.parametrize("what", AT_ONCE)
def test_what_an_event_may_set_acts_from_its_period_on_and_not_before(what, usual):
    changed = lived(AT_ONCE[what])
    differs = False
    for name in ("periods", "visits", "staff"):
        one, other = getattr(usual, name), getattr(changed, name)
        assert one[one["period"] < 1].equals(other[other["period"] < 1]), name
        differs |= not one[one["period"] >= 1].equals(other[other["period"] >= 1])
    assert differs


def test_wages_of_an_event_are_paid_while_it_lasts():
    raised = "events=[{name: raise, from_period: 1, to_period: 1, change: {staff: {wage_advisor: 34, wage_cashier: 30}}}]"
    wages = sim.run(corner(*SMALL, raised), 7).periods["wages"].to_numpy()
    assert wages[1] == pytest.approx(2 * wages[0]) and wages[2] == wages[0] > 0


KIND = "events=[{{name: kind, from_period: 1, to_period: 2, change: {{staff.courtesy: 1, staff.skill_sd: 0{0}}}}}]"


def test_what_newcomers_are_like_is_told_and_changes_only_them():
    told = r"event kind \(events\) sets staff.courtesy, staff.skill_sd, which act only on people who are hired while it lasts"
    with pytest.warns(NeverHappens, match=told) as said:
        asked = corner(*SMALL, KIND.format(", staff.advisors: 2"))
    assert len([one for one in said if one.category is NeverHappens]) == 1
    usual, kind = (run.staff.set_index(["period", "uid"])["courtesy"] for run in (sim.run(corner(*SMALL), 7), sim.run(asked, 7)))
    new = kind.index.difference(usual.index)
    assert kind.drop(new).equals(usual) and len(new) == 2 and np.all(kind[new] == 1.0)


def test_what_newcomers_are_like_is_refused_where_nobody_comes():
    with pytest.raises(InputError, match=r"nobody is hired in this run. Set it for the whole run .* \(staff.courtesy=...\)"):
        corner(*SMALL, KIND.format(""))


def test_a_group_of_an_event_is_laid_over_that_of_the_scenario_and_keeps_what_is_left_out():
    own = ("atmosphere.music.volume_db=66", "atmosphere.zones={bakery: {decor: 0.9}}")
    event = "events=[{{name: fair, from_period: 1, to_period: 2, change: {0}}}]"
    by_group, by_key = (sim.run(corner(*SMALL, *own, event.format(change)), 7) for change in (
        "{atmosphere: {music: {tempo_bpm: 60}, zones: {bakery: {cleanliness: 0.2}}}}",
        "{atmosphere.music.tempo_bpm: 60, atmosphere.zones.bakery.cleanliness: 0.2}"))
    assert bits(by_group) == bits(by_key)


@pytest.mark.parametrize("change, key", [("{}", ""), ("{atmosphere.zones: {}}", r"\.atmosphere\.zones"),
                                         ("{staff: {levers: {}}}", r"\.staff\.levers")])
def test_an_event_of_empty_groups_changes_nothing_and_is_refused(change, key):
    with pytest.raises(InputError, match=rf"events\.0\.change{key} of event fair is empty; it must hold at least one key"):
        corner(f"events=[{{name: fair, change: {change}}}]")


@pytest.mark.parametrize("override, told", [
    ("service.desk.at_front=0", "nobody takes them"), ("service.desk.at_goods=0", "waits in vain"),
    ("service={desk: {at_goods: 0, empowered: 1}}", None), ("service={on: false, desk: {at_front: 0}}", None)])
def test_a_department_that_nobody_works_in_is_told(override, told):
    lines = in_vain(corner(override))
    assert lines == [] if told is None else len(lines) == 1 and told in lines[0]


def test_what_a_store_of_the_chain_or_an_event_breaks_is_named():
    with pytest.raises(InputError, match="change. of event early"):
        corner("events=[{name: early, from_period: 1, to_period: 1, change: {staff.cashiers: 90}}]")


def test_what_every_store_mends_is_no_fault_and_what_one_breaks_is():
    stores = "chain.stores=[{{name: one, change: {{staff.cashiers: 1}}}}, {{name: two, change: {{staff.cashiers: {0}}}}}]"
    assert corner("staff.cashiers=90", stores.format(1)).chain.names("") == ["one", "two"]
    with pytest.raises(InputError, match="change. of store one or store two"):
        corner(stores.format(90))
