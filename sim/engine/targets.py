"""Targets: the published figures that the engine is held against, each a band that was written down before the run.

They are data (`configs/calibration/targets.yaml`); how each is measured stands in `targets_measured.py`.
"""

from inspect import signature
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.engine.targets_measured import MEASURES
from sim.ground.errors import InputError
from sim.scenario.folders import config_folder
from sim.scenario.plain import check_text

CLOSE = 1e-12
"""Rounding that a value on the edge of its band is forgiven."""


class Target(BaseModel):
    """One figure: what it was, the band from low to high, where and how it is measured, and what is fitted to it.

    id: of the target; part: which of its figures; of: names of the runs; measure: function of `targets_measured`,
    called with the results of these runs and the arguments `with`; published: the figure, if it is not the middle of
    the band; fitted: parameters that are moved to meet it; remark: for the reader.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    part: str = ""
    finding: str
    of: tuple[str, ...] = Field(min_length=1, max_length=2)
    measure: str
    arguments: dict[str, Any] = Field({}, alias="with")
    low: float
    high: float
    published: float | None = None
    unit: str
    source: str
    status: Literal["data", "abstract", "second-hand", "memory", "panel", "rest"]
    fitted: tuple[str, ...] = ()
    remark: str = ""

    @model_validator(mode="after")
    def _in_order(self):
        if not self.low <= self.aim <= self.high:
            raise ValueError(f"low {self.low:g}, published {self.aim:g} and high {self.high:g} must ascend")
        return self

    @property
    def name(self) -> str:
        """Id and part."""
        return f"{self.id} {self.part}".strip()

    @property
    def aim(self) -> float:
        """The figure itself: as published, else the middle of the band."""
        return (self.low + self.high) / 2.0 if self.published is None else self.published

    def holds(self, value: float) -> bool:
        """Whether the value lies within the band."""
        return self.low - CLOSE <= value <= self.high + CLOSE

    def off(self, value: float) -> float:
        """How far the value is from the figure, in half widths of the band; 0 for a band without width."""
        half = (self.high - self.low) / 2.0
        return (value - self.aim) / half if half else 0.0


class NotMeasured(BaseModel):
    """A figure of the list that the engine cannot be held against, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    reason: str


class Targets(BaseModel):
    """All targets; runs: overrides by name of run; beside: runs whose measures are shown beside the targets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    runs: dict[str, tuple[str, ...]]
    beside: tuple[str, ...] = ()
    targets: tuple[Target, ...]
    not_measured: tuple[NotMeasured, ...] = ()

    @model_validator(mode="after")
    def _hang_together(self):
        named = {"beside": self.beside} | {target.name: target.of for target in self.targets}
        if len(named) <= len(self.targets):
            raise ValueError("two targets have the same id and part")
        for name, runs in named.items():
            if unknown := [run for run in runs if run not in self.runs]:
                raise ValueError(f"{name}: there is no run {unknown[0]!r}; there are {', '.join(self.runs)}")
        for target in self.targets:
            _check_measure(target)
        return self

    def named(self, name: str) -> Target:
        """The target of this name; LookupError if there is none."""
        for target in self.targets:
            if target.name == name:
                return target
        raise LookupError(f"there is no target {name!r}")


def _check_measure(target: Target) -> None:
    """ValueError unless the measure exists and takes these runs and arguments."""
    if target.measure not in MEASURES:
        raise ValueError(f"{target.name}: there is no measure {target.measure!r}; there are {', '.join(MEASURES)}")
    try:
        signature(MEASURES[target.measure]).bind(*target.of, **target.arguments)
    except TypeError as error:
        raise ValueError(f"{target.name}: {target.measure} does not fit its runs and arguments: {error}") from None


def targets_file() -> Path:
    """The file of targets that ships with the engine."""
    return config_folder() / "calibration" / "targets.yaml"


def read_targets(path: Path | None = None) -> Targets:
    """The targets of a YAML file (default: the one that ships), validated.

    Raises InputError naming the file and every fault: unknown keys, bands out of order, runs or measures that do not
    exist, anything that is not plain data.
    """
    path = path or targets_file()
    try:
        text = path.read_text("utf-8")
        check_text(text, str(path))
        return Targets.model_validate(yaml.safe_load(text))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise InputError("\n".join(lines)) from None
    except InputError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(f"{path}: this is no file of targets ({' '.join(str(error).split())})") from None
