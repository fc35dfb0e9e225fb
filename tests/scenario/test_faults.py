"""What a mistake is told like: key, value, what is allowed, unit, and where to set it, whoever changes the key."""

import re

import pytest

import sim
from sim.ground.errors import InputError


@pytest.mark.parametrize("mistake, told", [
    ("store.hours.day_weights=[1,1]", r"day_weights is \[1, 1\] and holds 2 values; there must be at least 7\. Set it in configs/store"),
    ("store.hours.day_weights=[1,1,1,1,1,1,-1]", r"day_weights.6 is -1; it must be a number, 0 to 1000"),
    ("staff.extra_shifts=[{days: [sat]}]", "is 'sat'; it must be a whole number .days of the week, 0 Monday"),
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
