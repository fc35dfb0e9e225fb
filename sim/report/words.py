"""Words: names as people read them, and what a scenario changes, told from the declarations of its parameters."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

MOST_DIFFERENCES = 12
"""A header lists this many changed parameters; the rest are counted."""


def plain(name: Any) -> str:
    """A name as text for people: underscores become spaces, control characters go."""
    return "".join(c for c in str(name).replace("_", " ") if c.isprintable())


def short(name: Any, most: int = 30) -> str:
    """A name for a figure: plain, and cut with an ellipsis after `most` characters."""
    text = plain(name)
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def typeset(text: str) -> str:
    """Plain ASCII as it is printed: a minus sign before a number, a real arrow."""
    return re.sub(r"(?<![\w-])-(?=[\d$.])", "\N{MINUS SIGN}", text).replace("->", "\N{RIGHTWARDS ARROW}")


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, `+0.31`; what rounds to zero has none."""
    text = f"{value:+.{digits}f}"
    return text if any(c in "123456789" for c in text) else text[1:]


def setting(value: Any, unit: str = "-") -> str:
    """The value of a parameter with its unit: `60 BPM`, `on`, `nothing`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "on" if value else "off"
    text = f"{value:g}" if isinstance(value, float) else plain(value)
    return text if unit in ("", "-") else f"{text} {unit}"


def changes(base: BaseModel, variant: BaseModel) -> list[str]:
    """What `variant` sets otherwise than `base`, one sentence a parameter with meaning, unit and path.

    Both are scenarios of one class; the name of the scenario itself is left out. At most 12 sentences and a count.
    """
    before, after = dict(_settings(base)), dict(_settings(variant))
    told = []
    for path in list(before) + [p for p in after if p not in before]:
        old, new = before.get(path), after.get(path)
        if old == new or path == "name":
            continue
        means, unit = (new or old)[1:]
        was = setting(old[0], unit) if old else "not set"
        now = setting(new[0], unit) if new else "not set"
        told.append(f"{means.rstrip('.') or plain(path)}: {now} instead of {was} ({path})")
    hidden = len(told) - MOST_DIFFERENCES
    return told if hidden <= 0 else told[:MOST_DIFFERENCES] + [f"and {hidden} more parameters"]


def _settings(value: Any, path: str = "", means: str = "", unit: str = "-") -> Iterator[tuple[str, tuple]]:
    """Every single setting inside a parameter class: (dotted path, (value, meaning, unit))."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            yield from _settings(getattr(value, name), f"{path}.{name}".lstrip("."), field.description or "",
                                 str(extra.get("unit", "-")))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _settings(inner, f"{path}.{name}", means, unit)
    elif isinstance(value, (list, tuple)):
        for k, inner in enumerate(value):
            yield from _settings(inner, f"{path}[{k}]", means, unit)
    else:
        yield path, (value, means, unit)
