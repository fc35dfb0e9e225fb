"""Compare: variants against a base, pair by pair with shared luck.

Replication r of base and variant has the same key, so a shopper's draws are the same in both and the difference is the
effect of the lever. Intervals are Student's t on the paired differences; p-values of all variants and measures are
adjusted together for the share of false discoveries (Benjamini and Hochberg 1995); what did not move at all is no test.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine.own_rules import checked_rules
from sim.engine.result import Result
from sim.engine.runs import Failure, Outcome, Task, forget_whole, live_all, raise_first
from sim.ground.dice import checked_seed
from sim.ground.errors import InputError
from sim.scenario.experiment import check_place
from sim.scenario.scenario import Scenario

LEVEL = 0.95
"""Level of the confidence intervals."""


@dataclass
class Comparison:
    """What a comparison leaves.

    table: one row a measure (index) with base, variant, difference, ci_low, ci_high, p_value, p_adjusted,
    replications; with several variants also the column `scenario`, and one row a variant and measure. periods: every
    replication's periods of every scenario; summaries: one row a scenario and replication; results: the first
    replication of each scenario; asked, done: replications, of which done those in which no run failed; failed: what
    the failed runs said. A pair of which one run failed is left out, and nothing else is.
    """

    table: pd.DataFrame
    periods: pd.DataFrame
    summaries: pd.DataFrame
    results: dict[str, Result]
    base_name: str
    variants: list[str]
    seed: int
    asked: int
    done: int
    failed: list[str] = field(default_factory=list)

    def save(self, folder: Path | str) -> list[Path]:
        """Write `comparison.csv`, `periods.parquet`, `summaries.parquet`, and a scenario file each into `folder`."""
        from sim.engine.files import put, scenario_text, write_table
        folder = Path(folder)
        written = [put(folder / "comparison.csv", lambda to: self.table.to_csv(to, lineterminator="\n")),
                   write_table(self.periods, folder / "periods.parquet"),
                   write_table(self.summaries, folder / "summaries.parquet")]
        for name, result in self.results.items():
            written.append(put(folder / f"scenario_{name}.yaml",
                               lambda to, s=result.scenario: to.write_text(scenario_text(s, self.seed, self.asked), "utf-8")))
        return written


def compare_scenarios(base: Scenario, variants: dict[str, Scenario], replications: int = 30, seed: int = 7,
                      progress: bool = False, folder: Path | None = None,
                      rules: dict[str, dict] | None = None) -> Comparison:
    """Live `replications` pairs (2 or more) of every variant and the base, and compare every measure.

    folder: where the measures of each replication are kept, so that an experiment that is cut short goes on from there
    when it is asked for again; None keeps nothing. rules: own rules (see `RetailModel`) of the base and of variants, by name of
    the scenario; they are lived in this process, and not kept. A run that fails loses its own pairs alone; what it said stands in
    `failed`. InputError if the folder cannot be written, before the first run.
    """
    checked_seed(seed)
    if isinstance(replications, float) or replications not in range(2, 100_001):
        raise InputError(f"replications is {replications}; a comparison needs a whole number of 2 or more pairs of runs")
    names = {base.name: base, **variants}
    if len(names) <= len(variants):
        raise InputError(f"a variant has the name of the base, {base.name!r}; give it another name")
    for name, one in variants.items():
        if (one.horizon.periods, one.horizon.days_per_period) != (base.horizon.periods, base.horizon.days_per_period):
            raise InputError(f"{name} lives {_told(one)} and {base.name} {_told(base)}; a pair must live equally long. Set "
                             "horizon for the base, which the variants share")
    if folder is not None:
        check_place(folder)
    own = {name: checked_rules((rules or {}).get(name), scenario) for name, scenario in names.items()}
    tasks = [Task(scenario, seed, r, whole=r == 0, folder=folder, rules=own[name])
             for r in range(replications) for name, scenario in names.items()]
    outcomes = list(live_all(tasks, base.engine, progress=progress))
    forget_whole(tasks)
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    by_name = {name: dict(enumerate(outcomes[k::len(names)])) for k, name in enumerate(names)}
    by_name = {name: {r: o for r, o in lived.items() if isinstance(o, Outcome)} for name, lived in by_name.items()}
    table = pd.concat([_paired(by_name[base.name], by_name[name], failures).assign(scenario=name) for name in variants])
    table["p_adjusted"] = adjusted(table["p_value"])
    if len(variants) == 1:
        table = table.drop(columns="scenario")
    return Comparison(
        table=table, periods=_stacked(by_name, lambda outcome: outcome.periods),
        summaries=_stacked(by_name, lambda outcome: outcome.summary.to_frame().T),
        results={name: lived[0].result for name, lived in by_name.items() if 0 in lived}, base_name=base.name,
        variants=list(variants), seed=seed, asked=replications,
        done=len(set.intersection(*(set(lived) for lived in by_name.values()))), failed=[str(f) for f in failures])


def _told(scenario: Scenario) -> str:
    return f"{scenario.horizon.periods} periods of {scenario.horizon.days_per_period} days"


def _paired(base: dict[int, Outcome], variant: dict[int, Outcome], failures: list[Failure]) -> pd.DataFrame:
    """The difference table over the replications that both have; raises what went wrong if they share none."""
    both = sorted(base.keys() & variant.keys())
    if not both:
        raise_first(failures)
    return difference_table([base[r] for r in both], [variant[r] for r in both])


def difference_table(base: list[Outcome], variant: list[Outcome]) -> pd.DataFrame:
    """One row a measure: means, mean difference, its interval and two-sided p-value by the paired t-test."""
    from scipy import stats
    first = pd.DataFrame([outcome.summary.to_numpy() for outcome in base], columns=base[0].summary.index)
    second = pd.DataFrame([outcome.summary.to_numpy() for outcome in variant], columns=base[0].summary.index)
    difference = second - first
    count = difference.notna().sum()
    error = difference.std(ddof=1) / np.sqrt(count)
    mean = difference.mean()
    half = stats.t.ppf(0.5 + LEVEL / 2, np.maximum(count - 1, 1)) * error
    t = np.divide(mean.abs(), error, out=np.full(len(mean), np.inf), where=(error > 0).to_numpy())
    p = pd.Series(2.0 * stats.t.sf(t, np.maximum(count - 1, 1)), index=mean.index)
    p[(error == 0) & (mean == 0)] = 1.0
    p[count < 2] = np.nan
    return pd.DataFrame({"base": first.mean(), "variant": second.mean(), "difference": mean, "ci_low": mean - half,
                         "ci_high": mean + half, "p_value": p, "replications": count}).rename_axis("measure")


def adjusted(p_values: pd.Series) -> np.ndarray:
    """p-values adjusted for how many there are, by Benjamini and Hochberg; NaN stays NaN, and 1 (nothing moved) stays 1."""
    from statsmodels.stats.multitest import multipletests
    result = np.full(len(p_values), np.nan)
    result[(p_values == 1.0).to_numpy()] = 1.0
    known = (p_values < 1.0).to_numpy()
    if known.any():
        result[known] = multipletests(p_values[known], method="fdr_bh")[1]
    return result


def _stacked(by_name: dict[str, dict[int, Outcome]], part) -> pd.DataFrame:
    return pd.concat([part(outcome).assign(scenario=name, replication=r)
                      for name, lived in by_name.items() for r, outcome in lived.items()], ignore_index=True)
