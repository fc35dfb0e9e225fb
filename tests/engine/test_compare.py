"""Comparison: paired differences, their intervals and p-values, held against SciPy on pairs made by hand."""

import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from worlds import SEED, corner

import sim
from sim.engine import runs
from sim.engine.compare import adjusted, compare_scenarios, difference_table
from sim.engine.runs import Failure, Outcome, Task, _on_processes, live
from sim.ground.errors import InputError

COLUMNS = ["base", "variant", "difference", "ci_low", "ci_high", "p_value", "replications", "p_adjusted"]
pairs = st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=2, max_size=12)


def outcomes(values: list[float]) -> list[Outcome]:
    """Replications with one measure."""
    return [Outcome(pd.Series({"sales": value}), pd.DataFrame(), None) for value in values]


@given(pairs)
def test_difference_interval_and_p_value_are_those_of_the_paired_t_test(pairs):
    base, variant = np.array(pairs).T
    row = difference_table(outcomes(base), outcomes(variant)).loc["sales"]
    assert row["base"] == pytest.approx(base.mean()) and row["variant"] == pytest.approx(variant.mean())
    assert row["difference"] == pytest.approx((variant - base).mean(), abs=1e-9)
    if (variant - base).std() > 1e-9:
        test = stats.ttest_rel(variant, base)
        interval = test.confidence_interval(0.95)
        assert row["p_value"] == pytest.approx(test.pvalue, abs=1e-12)
        assert [row["ci_low"], row["ci_high"]] == pytest.approx([interval.low, interval.high], abs=1e-7)


def test_own_rules_of_base_and_variant_are_compared_with_shared_luck():
    small, same = corner("people.size=150", "horizon.periods=1"), lambda mean, peak, end, vivid, p: (
        (p.mean_weight * mean + p.peak_weight * (1.0 + vivid) * peak + p.end_weight * end)
        / (p.mean_weight + p.peak_weight * (1.0 + vivid) + p.end_weight))
    table = sim.compare(small, small, replications=2, seed=SEED, variant_rules={"memory": same}).table
    assert (table["difference"].dropna() == 0.0).all()
    last = sim.compare(small, small, replications=3, seed=SEED, rules={"memory": same},
                       variant_rules={"memory": lambda mean, peak, end, vivid, p: end})
    switched = sim.compare(small, corner("people.size=150", "horizon.periods=1", "experience.memory.rule=end"), replications=3, seed=SEED)
    pd.testing.assert_frame_equal(last.table, switched.table)
    assert last.table.loc["satisfaction", "difference"] != 0.0 and last.table.loc["satisfaction", "ci_low"] < last.table.loc["satisfaction", "ci_high"]
    with pytest.raises(InputError, match="no rule 'memroy'"):
        sim.compare(small, small, replications=2, variant_rules={"memroy": same})


@pytest.mark.parametrize("variant, p", [([1.0, 2.0, 3.0], 1.0), ([2.0, 3.0, 4.0], 0.0)])
def test_difference_without_any_spread_is_certain(variant, p):
    row = difference_table(outcomes([1.0, 2.0, 3.0]), outcomes(variant)).loc["sales"]
    assert row["p_value"] == p and row["ci_low"] == row["ci_high"] == row["difference"]


def test_replications_in_which_a_measure_is_not_known_are_left_out():
    base, variant = [1.0, np.nan, 3.0, 5.0], [2.0, 2.0, 5.0, np.nan]
    row = difference_table(outcomes(base), outcomes(variant)).loc["sales"]
    assert row["replications"] == 2 and row["difference"] == 1.5


@settings(max_examples=10)
@given(st.lists(st.floats(0, 0.999), min_size=1, max_size=10))
def test_p_values_are_adjusted_for_the_share_of_false_discoveries(p_values):
    law, running, count = np.empty(len(p_values)), 1.0, len(p_values)
    for rank, k in reversed(list(enumerate(np.argsort(p_values, kind="stable")))):
        running = min(running, count / (rank + 1) * p_values[k])
        law[k] = running
    assert adjusted(pd.Series(p_values)) == pytest.approx(law)


def test_what_did_not_move_is_no_test_and_makes_nothing_else_less_sure():
    assert adjusted(pd.Series([0.01, 1.0, 1.0, 0.04])) == pytest.approx([0.02, 1.0, 1.0, 0.04])


def test_unknown_p_values_stay_unknown_and_do_not_count():
    assert adjusted(pd.Series([0.01, np.nan, 0.04])) == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)


def test_table_has_the_columns_of_the_contract_and_a_row_a_measure():
    base, variant = corner("people.size=150"), corner("people.size=150", "atmosphere.music.tempo_bpm=60")
    pair = sim.compare(base, variant, replications=3, seed=SEED)
    assert list(pair.table.columns) == COLUMNS and pair.table.index.name == "measure"
    assert {"satisfaction", "nps", "sales", "clv"} <= set(pair.table.index)
    known = pair.table.dropna()
    assert np.allclose(known["difference"], known["variant"] - known["base"])
    assert ((known["ci_low"] <= known["difference"]) & (known["difference"] <= known["ci_high"])).all()
    assert (known["p_adjusted"] >= known["p_value"]).all() and (known["replications"] == 3).all()


def test_difference_is_that_of_the_same_replications_run_alone():
    base, variant = corner("people.size=150"), corner("people.size=150", "staff.advisors=3")
    table = sim.compare(base, variant, replications=3, seed=SEED).table
    one, two = (sim.run(scenario, SEED, replications=3).summary for scenario in (base, variant))
    assert table["base"].to_numpy() == pytest.approx(one.reindex(table.index).to_numpy(), nan_ok=True)
    assert table["variant"].to_numpy() == pytest.approx(two.reindex(table.index).to_numpy(), nan_ok=True)


def test_several_variants_share_one_adjustment():
    base = corner("people.size=100")
    variants = {name: corner("people.size=100", f"name={name}", f"atmosphere.music.tempo_bpm={tempo}")
                for name, tempo in (("slow", 60), ("fast", 110))}
    comparison = compare_scenarios(base, variants, replications=3, seed=SEED)
    assert set(comparison.table["scenario"]) == {"slow", "fast"}
    together = adjusted(comparison.table["p_value"])
    assert comparison.table["p_adjusted"].to_numpy() == pytest.approx(together, nan_ok=True)
    assert len(comparison.summaries) == 9 and len(comparison.periods) == 9 * 2


@pytest.mark.parametrize("replications", [0, 1])
def test_one_pair_is_no_comparison(replications):
    with pytest.raises(InputError, match="2 or more"):
        sim.compare(corner("people.size=10"), corner("people.size=10"), replications=replications)


def test_variant_with_the_name_of_the_base_is_refused():
    with pytest.raises(InputError, match="name of the base"):
        compare_scenarios(corner(), {"baseline": corner()}, replications=2)


def failing(monkeypatch, *which: tuple[str, int]) -> None:
    """Let these replications (scenario, number) end with an error."""
    def lives(task, *rest):
        if (task.scenario.name, task.replication) in which:
            raise ZeroDivisionError("a mistake of the engine")
        return live(task, *rest)
    monkeypatch.setattr(runs, "live", lives)


def test_a_run_that_fails_loses_its_own_pair_and_nothing_else(monkeypatch, tmp_path):
    base, small = corner("people.size=40", "horizon.periods=1"), ("people.size=40", "horizon.periods=1")
    variants = {name: corner(*small, f"name={name}", "atmosphere.music.tempo_bpm=60") for name in ("slow", "twin")}
    whole = compare_scenarios(base, variants, replications=4, seed=SEED)
    failing(monkeypatch, ("slow", 0), ("slow", 2))
    part = compare_scenarios(base, variants, replications=4, seed=SEED)
    assert (part.asked, part.done) == (4, 2) and len(part.failed) == 2 and len(part.summaries) == 10
    assert "slow, replication 0: ZeroDivisionError: a mistake of the engine" in part.failed
    rows = part.table.set_index("scenario", append=True)["replications"].loc["loyalty"]
    assert rows["slow"] == 2 and rows["twin"] == 4 and set(part.results) == {"baseline", "twin"}
    columns = ["base", "variant", "difference", "p_value"]
    twin = [table[table["scenario"] == "twin"][columns] for table in (whole.table, part.table)]
    pd.testing.assert_frame_equal(*twin, check_exact=True)
    part.save(tmp_path)
    assert (tmp_path / "scenario_twin.yaml").read_text().startswith(f"# seed={SEED}, replications=4, code ")


def test_when_every_run_of_a_variant_fails_the_error_is_raised(monkeypatch):
    failing(monkeypatch, ("slow", 0), ("slow", 1))
    with pytest.raises(RuntimeError, match="(?s)slow, replication 0.*ZeroDivisionError"):
        compare_scenarios(corner("people.size=9"), {"slow": corner("people.size=9", "name=slow")}, 2, SEED)


def test_a_replication_of_a_run_that_fails_is_left_out_and_told(monkeypatch, capsys):
    failing(monkeypatch, ("baseline", 1))
    result = sim.run(corner("people.size=40", "horizon.periods=1"), SEED, replications=3)
    assert list(result.replications.index) == [0, 2] and "baseline, replication 1" in capsys.readouterr().err
    assert set(result.periods_by_replication["replication"]) == {0, 2}


def test_place_that_cannot_be_written_is_told_before_the_first_run(monkeypatch, tmp_path):
    failing(monkeypatch, ("baseline", 0))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="compare.kept=FOLDER"):
        compare_scenarios(corner(), {"slow": corner("name=slow")}, 2, SEED, folder=tmp_path / "file" / "kept")
    assert [place.name for place in tmp_path.iterdir()] == ["file"]


class Deadly(Task):
    """A replication whose process is killed the first time, as by a system without memory."""

    def __getattribute__(self, name):
        folder = object.__getattribute__(self, "folder")
        if name == "threads" and folder and folder.name == "deadly" and not folder.exists():
            folder.mkdir()
            os._exit(9)
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("lives, kind", [(2, Outcome), (1, Failure)])
def test_a_killed_process_is_told_or_its_runs_are_lived_again(tmp_path, lives, kind):
    scenario = corner("people.size=20", "horizon.periods=1")
    tasks = [Task(scenario, SEED, 0), Deadly(scenario, SEED, 1, folder=tmp_path / "deadly"), Task(scenario, SEED, 2)]
    outcomes = list(_on_processes(tasks, 2, lives))
    assert (tmp_path / "deadly").is_dir() and len(outcomes) == 3 and isinstance(outcomes[-1], kind)
    assert all(isinstance(outcome, Outcome) or "killed" in str(outcome) for outcome in outcomes)
