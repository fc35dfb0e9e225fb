"""From a tree of plain values to a parameter class: every fault of the tree at once, one line each, with its cure."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters
from sim.scenario.declared import Declared, declared, nested, shown, spelled

_WRONG_KIND = ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float", "int_parsing_size",
               "bool_type", "bool_parsing", "string_type")
_NOT_A_GROUP = ("model_type", "model_attributes_type", "dict_type", "tuple_type", "list_type")

_KIND_BY_ERROR = {"float": "a number", "int": "a whole number", "bool": "true or false", "string": "a text",
                  "finite": "a finite number"}
_WRONG_LENGTH = ("too_short", "too_long")
_SAYS_WHERE = re.compile(r"\b[Ss]et (it|them|both|this|one|from_h)\b")
_OF_THE_RUN = ("name", "horizon")
"""Keys that configs/config.yaml sets; those of groups without a folder of their own are set by a scenario."""


def nearest(word: str, words: list[str]) -> str:
    """"; did you mean X?" for the word closest to a mistyped one, nothing if none is close."""
    close = get_close_matches(word, words, 1, 0.6)
    return f"; did you mean {close[0]}?" if close else ""


def validated(schema: type[Parameters], tree: dict, folder_of: dict[str, str] | None = None) -> Parameters:
    """The tree as an instance of `schema`; InputError with one line for each fault.

    folder_of: for the first name of a path, where it is set ("visit": "configs/visit/*.yaml").
    """
    lines = list(_bools(schema, tree, ()))
    told = {path for path, _ in lines}
    instance = None
    try:
        instance = schema.model_validate(tree)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        inside = {fault["loc"][:-1] for fault in faults}   # a list that lost a faulty value is not too short for that
        lines += [(path, line) for path, line in (_line(schema, fault) for fault in faults
                                                  if fault["type"] not in _WRONG_LENGTH or fault["loc"] not in inside)
                  if path not in told]
    except RecursionError:
        lines.append(((), "the configuration is nested too deeply"))
    if lines:
        raise InputError("\n".join(dict.fromkeys(f"{line}{_cure(path, folder_of or {})}" for path, line in lines)))
    return instance


def _cure(path: tuple, folder_of: dict[str, str]) -> str:
    if not path:
        return ""
    first = str(path[0])
    where = folder_of.get(first, "configs/config.yaml" if first in _OF_THE_RUN else "configs/scenario/*.yaml")
    return f" Set it in {where} or on the command line ({dotted(path)}=...)."


def dotted(path: tuple) -> str:
    """A path as it is written: ("people", "segments", 0) is people.segments.0."""
    return ".".join(str(part) for part in path)


def _line(schema: type[Parameters], fault: dict) -> tuple[tuple, str]:
    """Path (empty where the line already names the cure) and text of one fault that pydantic found."""
    path, known, around = _located(schema, fault["loc"])
    key, kind, value = dotted(path), fault["type"], fault["input"]
    if fault["loc"][-1:] == ("[key]",):
        named = dotted(path[:-2])
        return path[:-2], (f"{named} has the name {shown(value)}; a name must be a text: write it in quotes, as in "
                           f"{{'{value}': ...}}.")
    if kind == "extra_forbidden":
        names = list(around.model_fields) if around else []
        prefix = key.rpartition(".")[0]
        close = nearest(str(path[-1]), names).replace("mean ", f"mean {prefix}." if prefix else "mean ")
        return (), (f"unknown key {key}{close or '; known here: ' + ', '.join(names) + '.'} "
                    "All keys: python experiments/run.py --parameters.")
    if kind in ("value_error", "assertion_error"):
        told = str(fault["ctx"]["error"])
        line = told if not key or told.startswith(key) else f"{key}: {told}"
        return ((), line) if _SAYS_WHERE.search(told) else ((*path, "<key>"), f"{line.rstrip('.')}.")
    if kind == "missing":
        return path, f"{key} is missing; it must be {known.allowed() if known else 'given'}."
    if known is None or (kind in _NOT_A_GROUP and nested(known.annotation)):
        return path, f"{key} is {shown(value)}; it must be {_group(known, around)}."
    if kind in ("greater_than_equal", "less_than_equal", "finite_number", "literal_error") or kind in _WRONG_KIND:
        return path[:-1] if key != known.path else path, _out_of_range(key, fault, known)
    if kind in _WRONG_LENGTH:
        about = fault["ctx"]
        must = f"at least {about['min_length']}" if kind == "too_short" else f"at most {about['max_length']}"
        return path, f"{key} is {shown(value)} and holds {about['actual_length']} values; there must be {must}."
    if kind == "string_pattern_mismatch":
        return path, f"{key} is {shown(value)}; {known.means[0].lower()}{known.means[1:]}"
    return path, f"{key} is {shown(value)}: {fault['msg'][0].lower()}{fault['msg'][1:]}."


def _group(known: Declared | None, around: type[Parameters] | None) -> str:
    inner = nested(known.annotation) if known else None
    keys = f" of the keys {', '.join((inner[0] if inner else around).model_fields)}" if inner or around else ""
    if inner and inner[1]:
        return f"named groups{keys}" if get_origin(known.annotation) is dict else f"a list of groups{keys}"
    return f"a group{keys}"


def _out_of_range(key: str, fault: dict, known: Declared) -> str:
    value = fault["input"]
    unit = spelled(known.unit) if isinstance(value, int | float) else ""
    must = known.allowed() if key == known.path else _allowed_in_list(fault, known)
    if isinstance(value, str) and known.annotation is float:
        must = f"a number, {must}"
    close = nearest(value, list(map(str, known.choices))) if isinstance(value, str) else ""
    return f"{key} is {shown(value)}{unit}; it must be {must}{close or '.'}"


def _allowed_in_list(fault: dict, known: Declared) -> str:
    """What one value of a list may be: its kind and range, and what the list holds."""
    bounds = {name: getattr(m, name) for part in get_args(known.annotation) for about in get_args(part)[1:]
              for m in getattr(about, "metadata", (about,)) for name in ("ge", "le") if hasattr(m, name)}
    whole = int in {inner for part in get_args(known.annotation) for inner in (part, *get_args(part)[:1])}
    kind = _KIND_BY_ERROR.get(fault["type"].split("_")[0], "a whole number" if whole else "a number")
    if fault["type"] == "literal_error":
        return f"one of {fault['ctx']['expected']}"
    low, high = bounds.get("ge"), bounds.get("le")
    within = f", {low} to {high}" if high is not None else f", {low} or more" if low is not None else ""
    return f"{kind}{within} ({known.means})"


def _located(schema: type[Parameters], location: tuple) -> tuple[tuple, Declared | None, type[Parameters] | None]:
    """The path of a fault without pydantic's own marks, the parameter there, and the class that surrounds it."""
    path: tuple = ()
    known, around, many = None, schema, False
    for part in location:
        if many:
            path, many, known = (*path, part), False, None
        elif around is not None and part in around.model_fields:
            path = (*path, part)
            field = around.model_fields[part]
            known = declared(dotted(path), field)
            inner = nested(field.annotation)
            around, many = inner if inner else (None, False)
        elif around is not None or isinstance(part, int):
            path = (*path, part)
            break
    return path, known, around


def _bools(schema: type[Parameters], tree: Any, path: tuple) -> Iterator[tuple[tuple, str]]:
    """Faults where true or false stands for a number: pydantic would read them as 1 and 0."""
    if not isinstance(tree, dict):
        return
    for name, value in tree.items():
        field = schema.model_fields.get(name) if isinstance(name, str) else None
        if field is None:
            continue
        inner = nested(field.annotation)
        here = (*path, name)
        if inner is None:
            known = declared(dotted(here), field)
            if isinstance(value, bool) and known.annotation in (int, float):
                yield here, f"{dotted(here)} is {shown(value)}; it must be {known.allowed()}."
        elif not inner[1]:
            yield from _bools(inner[0], value, here)
        else:
            held = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
            for key, one in held:
                yield from _bools(inner[0], one, (*here, key))
