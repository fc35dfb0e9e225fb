"""What the parameter classes declare, walked from the Scenario down: each parameter by its dotted path.

The table of parameters, the register of assumptions and the error messages all read the same declarations.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic_core import PydanticUndefined

from sim.ground.parameters import ASSUMPTION, Parameters

if TYPE_CHECKING:
    import pandas as pd

EACH = "*"
"""Stands in a path for any name of a dict or any place of a list: store.departments.*.margin."""


@dataclass(frozen=True)
class Declared:
    """One declared parameter: path, default (None if it must be given), unit, range, choices, meaning and source."""

    path: str
    annotation: Any
    default: Any
    unit: str
    low: float | None
    high: float | None
    choices: tuple
    means: str
    source: str

    def allowed(self) -> str:
        """The allowed values in words: "0.5 to 60 min", "one of serial, process", "true or false"."""
        if self.choices:
            return "one of " + ", ".join(map(str, self.choices))
        if self.low is None and self.high is None:
            return _KINDS.get(self.annotation, "a list of values")
        whole = "a whole number, " if self.annotation is int else ""
        return f"{whole}{shown(self.low)} to {shown(self.high)}{spelled(self.unit)}"


_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
_BARE = ("", "-", "0..1", "-1..1", "0..10", "0..100", "0 or 1", "share", "x", "weight", "week", "period", "index")


def shown(value: Any) -> str:
    """A value as a message shows it: numbers as short as they are exact, long texts cut."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "empty (null)"}[value]
    if isinstance(value, float):
        return f"{value:.12g}"
    text = str(value) if isinstance(value, int) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def spelled(unit: str) -> str:
    """A unit as it follows a number, with its space: `1/h` as ` per h`; nothing for plain numbers and shares."""
    return "" if unit in _BARE else f" per {unit[2:]}" if unit.startswith("1/") else f" {unit}"


def keys_of(group: str, *names: str) -> tuple[str, ...]:
    """Dotted paths of several parameters of one group."""
    return tuple(f"{group}.{name}" for name in names)


def values_at(node: Any, path: str) -> Iterator[Any]:
    """The values at a dotted path of a scenario, one for each name or place that `*` stands for; one left out (None) ends it."""
    first, _, rest = path.partition(".")
    if not path:
        yield node
    elif first == EACH:
        for inner in node.values() if isinstance(node, dict) else node:
            yield from values_at(inner, rest)
    elif node is not None:
        yield from values_at(getattr(node, first), rest)


def walk(schema: type[Parameters]) -> Iterator[Declared]:
    """Every parameter of a class and of the classes nested in it, in the order of declaration."""
    yield from _walk(schema, "", None)


def parts(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, None left out: `Store | None` gives `Store`."""
    if get_origin(annotation) in (Union, types.UnionType):
        for inner in get_args(annotation):
            if inner is not type(None):
                yield from parts(inner)
    else:
        yield annotation


def nested(annotation: Any) -> tuple[type[Parameters], bool] | None:
    """The parameter class inside an annotation and whether many are held (dict, tuple, list); None if there is none."""
    for part in parts(annotation):
        if isinstance(part, type) and issubclass(part, Parameters):
            return part, False
        for inner in get_args(part):
            if isinstance(inner, type) and issubclass(inner, Parameters):
                return inner, True
    return None


def _walk(schema: type[Parameters], path: str, default: Any) -> Iterator[Declared]:
    for name, field in schema.model_fields.items():
        here = f"{path}{name}"
        value = getattr(default, name) if default is not None else field.get_default(call_default_factory=True)
        inner = nested(field.annotation)
        if inner is None:
            yield declared(here, field, value)
        elif inner[1]:
            yield from _walk(inner[0], f"{here}.{EACH}.", None)
        else:
            yield from _walk(inner[0], f"{here}.", value if isinstance(value, Parameters) else None)


def declared(path: str, field: Any, default: Any = None) -> Declared:
    """The declaration behind one pydantic field."""
    about = field.json_schema_extra or {}
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    kinds = list(parts(field.annotation))
    choices = tuple(c for kind in kinds if get_origin(kind) is Literal for c in get_args(kind))
    return Declared(path, kinds[0], None if default is PydanticUndefined else default, about.get("unit", "-"),
                    low, high, choices, field.description or "", about.get("source", ""))


def parameter_table(schema: type[Parameters]) -> "pd.DataFrame":
    """One row a parameter, in the order of declaration.

    Columns: path, default, unit, low, high (None where there is no range), choices, means, source, and assumption:
    A1, A2, ... for each number that rests on an assumption and on no publication, empty otherwise.
    """
    import pandas as pd

    rows, assumed = [], 0
    for one in walk(schema):
        row = {k: v for k, v in one.__dict__.items() if k != "annotation"}
        is_assumed = re.match(ASSUMPTION, one.source) is not None
        assumed += is_assumed
        rows.append(row | {"choices": ", ".join(map(str, one.choices)), "assumption": f"A{assumed}" if is_assumed
                           else ""})
    return pd.DataFrame(rows, dtype=object)
