"""Parameters: small frozen classes in which every number carries unit, range, meaning and source.

A mechanism puts its class at its head; the scenario gathers the classes; a kernel gets `parameters.numbers()`, a
NamedTuple, so that a rule reads `p.reneging` compiled or plain. The parameter table of the documentation is made
from the same declarations.
"""

import sys
from collections import namedtuple
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic import Field as _field

ASSUMPTION = "assumption"
"""Source of a number that no publication gives; the register of assumptions numbers and lists all of these."""


def number(default: float, unit: str, low: float, high: float, means: str, source: str = ASSUMPTION) -> Any:
    """Declare a real parameter: default, unit, inclusive range, meaning, and source (author year, or an assumption)."""
    return _field(default, ge=low, le=high, description=means, json_schema_extra={"unit": unit, "source": source})


def count(default: int, unit: str, low: int, high: int, means: str, source: str = ASSUMPTION) -> Any:
    """Declare a whole-number parameter."""
    return _field(default, ge=low, le=high, description=means, json_schema_extra={"unit": unit, "source": source})


def choice(default: Any, means: str, source: str = ASSUMPTION) -> Any:
    """Declare a switch: a bool, or one of the names of a Literal (a kernel sees the position of the name)."""
    return _field(default, description=means, json_schema_extra={"unit": "-", "source": source})


class Parameters(BaseModel):
    """Base of every parameter class: frozen, unknown keys refused, NaN and infinity refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs):
        super().__pydantic_init_subclass__(**kwargs)
        names = [n for n, f in cls.model_fields.items() if _plain_type(f.annotation)]
        # Numba's on-disk cache finds the tuple type by module and name, so it must live in the mechanism's module.
        numbers = namedtuple(f"{cls.__name__}Numbers", names, module=cls.__module__)
        setattr(sys.modules[cls.__module__], numbers.__name__, numbers)
        cls._numbers = numbers

    def numbers(self) -> tuple:
        """The plain numbers of this class as a NamedTuple for kernels (a switch becomes the position of its name)."""
        return _numbers(self)


def _plain_type(annotation: Any) -> bool:
    return annotation in (int, float, bool) or get_origin(annotation) is Literal


def _numbers(parameters: Parameters) -> tuple:
    values = []
    for name in type(parameters)._numbers._fields:
        annotation = type(parameters).model_fields[name].annotation
        value = getattr(parameters, name)
        if get_origin(annotation) is Literal:
            value = get_args(annotation).index(value)
        elif annotation is float:
            value = float(value)
        values.append(value)
    return type(parameters)._numbers(*values)
