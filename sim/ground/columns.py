"""Columns: the state of an agent kind as one table of typed fields, each declared once.

A mechanism declares the fields that it writes (`FIELDS` at its head); a table gathers the fields of its mechanisms
into one NumPy structured dtype, so that a row is contiguous and `rows["pleasure"]` is the column. Rows are reused,
so identity is a uid, never a row number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Field:
    """One column: name, NumPy dtype, unit, allowed range, starting value and meaning; `writer` is its only author."""

    name: str
    dtype: str
    unit: str = "-"
    low: float = 0.0
    high: float = float("inf")
    start: float = 0.0
    means: str = ""
    writer: str = ""


class Columns:
    """The declared columns of one table.

    name: of the table; modules: mechanisms whose `FIELDS` (a dict from table name to fields) are gathered, in order.
    Raises ValueError if two mechanisms claim the same column: only its writer declares it.
    """

    def __init__(self, name: str, modules: Iterable):
        self.name = name
        self.fields: dict[str, Field] = {}
        for module in modules:
            for field in module.FIELDS.get(name, ()):
                if field.name in self.fields:
                    raise ValueError(f"{name}.{field.name} is declared by {self.fields[field.name].writer} "
                                     f"and again by {module.__name__}")
                self.fields[field.name] = Field(**{**field.__dict__, "writer": module.__name__})
        self.dtype = np.dtype([(f.name, f.dtype) for f in self.fields.values()], align=True)

    def rows(self, count: int) -> np.ndarray:
        """A new structured array of `count` rows, every column at its starting value."""
        table = np.zeros(count, self.dtype)
        for field in self.fields.values():
            if field.start:
                table[field.name] = field.start
        return table

    def described(self) -> "pd.DataFrame":
        """The documentation of the table: one row a column with dtype, unit, range, start, meaning and writer."""
        import pandas as pd
        return pd.DataFrame([f.__dict__ for f in self.fields.values()])

    def out_of_range(self, table: np.ndarray) -> list[str]:
        """Names of columns that hold a value outside their declared range (NaN counts as outside for none)."""
        bad = []
        for field in self.fields.values():
            values = table[field.name]
            if ((values < field.low) | (values > field.high)).any():
                bad.append(field.name)
        return bad


class Register:
    """Who lives in which row of a table: finds the row of a uid and raises for one that has left."""

    def __init__(self, kind: str):
        self.kind = kind
        self._row: dict[int, int] = {}

    def enrol(self, uids: Iterable[int], rows: Iterable[int]) -> None:
        """Give each uid its row."""
        self._row.update(zip(map(int, uids), map(int, rows), strict=True))

    def strike(self, uid: int) -> int:
        """Take a uid off the register and return the row that is free again."""
        row = self.row(uid)
        del self._row[uid]
        return row

    def row(self, uid: int) -> int:
        """The row of `uid`; LookupError if it was removed or never lived here."""
        try:
            return self._row[uid]
        except KeyError:
            raise LookupError(f"{self.kind} {uid} is not in the model (removed, or never added)") from None

    def __contains__(self, uid: int) -> bool:
        return uid in self._row

    def __len__(self) -> int:
        return len(self._row)

    def __iter__(self):
        return iter(self._row)
