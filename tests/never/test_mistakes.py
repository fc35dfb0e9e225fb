"""A mistake in Python raises one InputError that says what is wrong; never anything else, and never too late."""

import numpy as np
import pytest
from worlds import SEED, corner

import sim
from sim.engine.model import RetailModel

SMALL = ("people.size=30", "horizon.periods=1")


@pytest.mark.parametrize("seed", [-1, 2**64, 1.5, "7", None, True])
def test_seed_that_is_no_whole_number_in_range_is_refused(seed):
    with pytest.raises(sim.InputError, match="seed is .* whole number 0 to 18446744073709551615"):
        sim.run(corner(*SMALL), seed=seed)
    with pytest.raises(sim.InputError, match="seed is"):
        RetailModel(corner(*SMALL), seed=seed)


@pytest.mark.parametrize("replications", [0, -1, 1.5, 2.0, 100_001])
def test_number_of_replications_out_of_range_is_refused(replications):
    with pytest.raises(sim.InputError, match="replications is"):
        sim.run(corner(*SMALL), SEED, replications=replications)


@pytest.mark.parametrize("replications", [1, 0, 2.5])
def test_comparison_of_fewer_than_two_pairs_is_refused(replications):
    with pytest.raises(sim.InputError, match="2 or more pairs"):
        sim.compare(corner(*SMALL), corner(*SMALL), replications=replications)


@pytest.mark.parametrize("rules, said", [
    ({"walking": lambda a: a}, "no rule 'walking'.*satisfaction"),
    ({"satisfaction": 3}, "must be a function .*not int"),
    (["satisfaction"], "give functions by name"),
    ({"satisfaction": lambda remembered: 7.0}, "cannot be used as"),
    ({"satisfaction": lambda remembered, expectation, style, p: open("x").read()}, "cannot be used as"),
    ({"satisfaction": lambda remembered, expectation, style, p: p.no_such_number}, "cannot be used as"),
    ({"satisfaction": lambda remembered, expectation, style, p: 50.0}, "gave 50 at .*; it must give a rating 1 to 10"),
    ({"satisfaction": lambda remembered, expectation, style, p: np.nan}, "gave nan"),
], ids=["unknown", "no function", "no dict", "arguments", "files", "names", "out of range", "not a number"])
def test_own_rule_that_cannot_be_one_is_refused_before_the_run(rules, said):
    with pytest.raises(sim.InputError, match=f"(?s){said}"):
        RetailModel(corner(*SMALL), SEED, rules=rules)


def test_own_rule_that_leaves_its_range_later_is_told():
    def wild(remembered, expectation, style, p):
        return 7.0 + 1000.0 * (remembered - expectation)

    with pytest.raises(sim.InputError, match="must give a rating 1 to 10"):
        sim.run(corner(*SMALL), SEED, rules={"satisfaction": wild})


@pytest.mark.parametrize("overrides", ["people.size=5", 5, [5], [["people.size=5"]]])
def test_overrides_that_are_no_list_of_texts_are_refused(overrides):
    with pytest.raises(sim.InputError, match="give a list of texts|write a text key=value"):
        sim.run(overrides)


def test_model_of_overrides_in_place_of_a_scenario_is_refused():
    with pytest.raises(sim.InputError, match="as sim.scenario"):
        RetailModel(["people.size=5"])


def test_more_cashiers_than_tills_on_any_day_are_refused():
    with pytest.raises(sim.InputError, match="10 cashiers .* 3 tills"):
        corner("staff.cashiers=9")
    sunday = "staff.extra_shifts=[{role: cashier, people: %d, from_h: 9, to_h: 11, days: [6]}]"
    assert corner(sunday % 0) and corner("staff.peak_cashiers=0", sunday % 1)
    with pytest.raises(sim.InputError, match="4 cashiers .* 3 tills"):
        corner(sunday % 1)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(sim.InputError) as told:
        sim.scenario(["people.size=-1", "horizon.tick_s=0", "visit.paying.service=slow", "staff.nobody=1"])
    assert [line.split()[0].rstrip(":") for line in str(told.value).splitlines()] and all(
        key in str(told.value) for key in ("people.size", "horizon.tick_s", "visit.paying.service", "staff.nobody"))


def test_folder_that_cannot_be_written_is_told_before_anything_is_lost(tmp_path):
    (tmp_path / "file").write_text("no folder")
    result = sim.run(corner(*SMALL), SEED)
    with pytest.raises(sim.InputError, match="cannot be written"):
        result.save(tmp_path / "file" / "out")
    assert len(result.save(tmp_path / "out")) > 5


def test_a_pair_that_does_not_live_equally_long_is_refused():
    with pytest.raises(sim.InputError, match="lives 2 periods of 7 days and baseline 1 periods"):
        sim.compare(corner(*SMALL), corner("people.size=30", "horizon.periods=2", "name=longer"), replications=2)
