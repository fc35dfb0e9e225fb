"""The retail experience simulation engine.

    import sim
    result = sim.run(["people.size=2000", "horizon.periods=26"], seed=7)
    pair = sim.compare(["scenario=baseline"], ["atmosphere.music.tempo_bpm=60"], replications=30, seed=7)
    model = sim.RetailModel(sim.scenario(["store=electronics"]), seed=7); model.step()

Importing the package only defines names; what is heavy is loaded when it is used.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.ground.errors import InputError

if TYPE_CHECKING:
    from sim.engine.compare import Comparison
    from sim.engine.model import RetailModel
    from sim.engine.result import Result
    from sim.scenario.scenario import Scenario

__all__ = ["InputError", "RetailModel", "StoreDay", "compare", "run", "scenario"]


def scenario(overrides: Iterable[str] = (), config_dir: str | Path | None = None) -> "Scenario":
    """The scenario that Hydra-style overrides describe, for instance ["store=electronics", "people.size=2000"].

    config_dir: a folder of own configurations, searched first. Raises InputError with every fault at once.
    """
    from sim.scenario.reading import scenario as read
    return read(overrides, config_dir)


def run(overrides: "Iterable[str] | Scenario" = (), seed: int = 7, replications: int = 1,
        rules: dict[str, Callable] | None = None, progress: bool = False,
        config_dir: str | Path | None = None) -> "Result":
    """Run a scenario (overrides, or one made by `sim.scenario`) and return its `Result`.

    seed: 0..2^64-1; replications: 1 or more, means over them in `summary` and `periods`; rules: own rules by name;
    progress: show a bar. Raises InputError for a mistake in the scenario.
    """
    from sim.engine.runs import run as live
    return live(_scenario(overrides, config_dir), seed, replications, progress, rules)


def compare(base: "Sequence[str] | Scenario", variant: "Sequence[str] | Scenario", replications: int = 30,
            seed: int = 7, progress: bool = False, config_dir: str | Path | None = None,
            rules: dict[str, Callable] | None = None, variant_rules: dict[str, Callable] | None = None) -> "Comparison":
    """Compare a variant with a base by paired replications with common random numbers.

    variant: a scenario, or overrides on their own (they are not added to those of the base). rules, variant_rules: own
    rules of the base and of the variant, by name, each on its own, too. The `table` of the answer
    has one row a measure: base, variant, difference, ci_low, ci_high, p_value, p_adjusted, replications.
    """
    from sim.engine.compare import compare_scenarios
    first, second = _scenario(base, config_dir), _scenario(variant, config_dir)
    name = second.name if second.name != first.name else "variant"
    return compare_scenarios(first, {name: second}, replications, seed, progress,
                             rules={first.name: rules or {}, name: variant_rules or {}})


def _scenario(overrides: Any, config_dir: str | Path | None) -> "Scenario":
    from sim.scenario.scenario import Scenario
    return overrides if isinstance(overrides, Scenario) else scenario(overrides, config_dir)


def __getattr__(name: str) -> Any:
    if name == "RetailModel":
        from sim.engine.model import RetailModel
        return RetailModel
    if name == "StoreDay":
        from sim.engine.store_day import StoreDay
        return StoreDay
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
