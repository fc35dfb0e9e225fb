"""Every parameter of the scenario is declared in full, accepts its default, and refuses what lies outside."""

import math
import re
from functools import cache
from pathlib import Path

import pytest

import sim
from sim.ground.errors import InputError
from sim.ground.parameters import Parameters
from sim.scenario.declared import declared, nested, parameter_table, walk
from sim.scenario.faults import validated
from sim.scenario.reading import scenario
from sim.scenario.scenario import Scenario


def classes(schema: type[Parameters]) -> list[type[Parameters]]:
    """The class and every class nested in it, each once."""
    found = {schema: None}
    for field in schema.model_fields.values():
        inner = nested(field.annotation)
        if inner:
            found |= dict.fromkeys(classes(inner[0]))
    return list(found)


def fields() -> list:
    return [pytest.param(owner, name, id=f"{owner.__name__}.{name}") for owner in classes(Scenario)
            for name, field in owner.model_fields.items() if nested(field.annotation) is None]


@cache
def must_be_given(owner: type[Parameters]) -> dict:
    """What a class cannot do without, from the baseline."""
    base = scenario()
    whole = base if owner is Scenario else next((v for _, v in base if type(v) is owner), None)
    return {name: getattr(whole, name) for name, field in owner.model_fields.items() if field.is_required()}


@pytest.mark.parametrize(("owner", "name"), fields())
def test_parameter_is_declared_in_full(owner, name):
    one = declared(name, owner.model_fields[name])
    assert one.means, f"{owner.__name__}.{name} has no meaning"
    assert one.source, f"{owner.__name__}.{name} has no source"
    if one.annotation in (int, float):
        assert one.unit
        assert one.low is not None and one.high is not None
        assert math.isfinite(one.low) and math.isfinite(one.high) and one.low < one.high


@pytest.mark.parametrize(("owner", "name"), fields())
def test_parameter_accepts_its_default(owner, name):
    field = owner.model_fields[name]
    if not field.is_required():
        assert validated(owner, must_be_given(owner) | {name: field.get_default(call_default_factory=True)})


@pytest.mark.parametrize(("owner", "name"), fields())
def test_parameter_refuses_what_it_must_not_be(owner, name):
    one = declared(name, owner.model_fields[name])
    wrong = [[]] if one.annotation in (int, float, bool, str) else []
    if one.annotation in (int, float):
        step = 1 if one.annotation is int else max(1e-6, 1e-6 * (one.high - one.low))
        wrong += [one.low - step, one.high + step, math.nan, math.inf, "fast", True]
    if one.choices:
        wrong += ["no such choice", 3.5]
    for value in wrong:
        with pytest.raises(InputError, match=name):
            validated(owner, must_be_given(owner) | {name: value})


def test_table_lists_every_parameter_once_and_numbers_the_assumptions():
    table = parameter_table(Scenario)
    assert list(table.columns[:2]) == ["path", "default"]
    assert table["path"].is_unique
    assert len(table) == len(list(walk(Scenario)))
    numbered = [text for text in table["assumption"] if text]
    assert numbered == [f"A{k + 1}" for k in range(len(numbered))]
    assert all(bool(row.assumption) == row.source.startswith("assumption") for row in table.itertuples())
    assert {"horizon.periods", "store.departments.*.margin", "people.segments.*.share"} <= set(table["path"])


def test_defaults_of_the_table_are_those_of_a_scenario_that_sets_nothing():
    base = Scenario(store=scenario().store)
    for one in walk(Scenario):
        if not one.path.startswith("store.") and "*" not in one.path:
            value = base
            for part in one.path.split("."):
                value = getattr(value, part)
            assert value == one.default, one.path


def test_every_parameter_is_read_somewhere():
    """By its name, as an attribute or in quotes: what nobody reads could be set and would change nothing."""
    read = "\n".join(file.read_text("utf-8") for file in Path(sim.__file__).parent.rglob("*.py"))
    names = {part for one in walk(Scenario) for part in one.path.split(".")[-1:]} - {"*"}
    known = set(re.findall(r"\.(\w+)|[\"'](\w+)[\"']", read))
    assert names - {word for pair in known for word in pair} == set()
