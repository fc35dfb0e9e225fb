"""What the commands are asked: seed, replications, and variants of a base that win over it."""

from pathlib import Path

import pytest

from sim.ground.errors import InputError
from sim.scenario.experiment import asked_comparison, asked_run
from sim.scenario.reading import scenario


def test_run_is_a_scenario_with_seed_and_replications():
    told, seed, replications = asked_run(["people.size=9", "seed=3", "replications=4"])
    assert (told, seed, replications) == (scenario(["people.size=9"]), 3, 4)


def test_mistakes_in_settings_and_scenario_come_at_once():
    with pytest.raises(InputError) as error:
        asked_run(["seed=-1", "replication=2", "staff.advisors=-1"])
    assert len(str(error.value).splitlines()) == 3
    assert "did you mean replications?" in str(error.value)


def test_variants_are_scenarios_by_name_or_overrides():
    base, variants, _, replications, _ = asked_comparison([
        "compare.variants={slow: [atmosphere.music.tempo_bpm=60], both: [slow_music, 'staff.advisors=3']}",
        "compare.replications=5", "people.size=9"])
    assert replications == 5 and base == scenario(["people.size=9"])
    assert list(variants) == ["slow", "both"] == [variant.name for variant in variants.values()]
    assert variants["slow"] == scenario(["people.size=9", "atmosphere.music.tempo_bpm=60", "name=slow"])
    assert variants["both"] == scenario(["people.size=9", "scenario=slow_music", "staff.advisors=3", "name=both"])


def test_list_of_variants_names_them_by_their_text():
    _, variants, *_ = asked_comparison(["compare.variants=[slow_music, 'staff.advisors=3']"])
    assert list(variants) == ["slow_music", "staff.advisors=3"]


def test_variant_stacks_on_the_scenario_of_the_base():
    base, variants, *_ = asked_comparison(["scenario=no_carry_over", "compare.variants=[slow_music]"])
    assert base.experience.carry_over == 0 == variants["slow_music"].experience.carry_over
    assert variants["slow_music"].atmosphere.music.tempo_bpm == 60


def test_variant_wins_over_what_the_command_line_sets_for_the_base():
    base, variants, *_ = asked_comparison([
        "atmosphere.music.tempo_bpm=90", "atmosphere.music.volume_db=70", "compare.variants=[slow_music]"])
    assert base.atmosphere.music.tempo_bpm == 90
    assert variants["slow_music"].atmosphere.music.tempo_bpm == 60
    assert variants["slow_music"].atmosphere.music.volume_db == 70


def test_variant_that_changes_nothing_is_the_base():
    base, variants, *_ = asked_comparison(["compare.variants={same: [baseline]}", "people.size=9"])
    assert variants["same"].model_copy(update={"name": base.name}) == base


@pytest.mark.parametrize(("override", "told"), [
    ("compare.variants=[slow_musik]", "did you mean slow_music?"),
    ("compare.variants={a: [staff.advisors=-1], b: [people.size=-1]}", "b: people.size is -1"),
    ("compare.variants=[baseline]", "baseline is the name of the base"),
    ("compare.variants=[]", "compare.variants"),
    ("compare.variants=3", "compare.variants is 3"),
    ("compare.variants={a: 3}", "compare.variants"),
    ("compare.replications=1", "compare.replications is 1 pairs; it must be a whole number, 2 to 100000 pairs."),
    ("compare.variant=[scent]", "did you mean compare.variants?"),
    ("compare.variants={a: [seed=99]}", "seed=99 holds for the base and all variants"),
    ("compare.variants={a: [compare.replications=50, scent]}", "compare.replications=50 holds for the base"),
    ("seed=-1", "Set it in configs/compare.yaml or on the command line (seed=...)."),
    ("compare.replications=1", "Set it in configs/compare.yaml or on"),
])
def test_mistake_in_a_comparison_is_told(override, told):
    with pytest.raises(InputError) as error:
        asked_comparison([override])
    assert told in str(error.value)


def test_mistake_in_the_seed_of_a_run_names_the_file_of_the_run():
    with pytest.raises(InputError, match=r"configs/run\.yaml or on the command line \(seed"):
        asked_run(["seed=-1"])


def test_place_of_kept_replications_is_a_key():
    assert asked_comparison([])[-1] == Path("outputs/replications")
    assert asked_comparison(["compare.kept=elsewhere/mine"])[-1] == Path("elsewhere/mine")
    assert asked_comparison(["compare.kept=null"])[-1] is None


def test_a_scenario_of_another_store_asks_for_that_store_in_the_base():
    with pytest.raises(InputError, match="smart_mirrors: it is told for store=department_store, but the base is supermarket"):
        asked_comparison(["compare.variants=[smart_mirrors]"])
    assert asked_comparison(["store=department_store", "compare.variants=[smart_mirrors]"])
    assert asked_comparison(["compare.variants={larger: [store=department_store]}"])


@pytest.mark.parametrize("group, option, scenario_of_group", [
    ("store", "department_store", "crowded"), ("atmosphere", "calm", "scent"), ("people", "complete_journey", "unpleasant_neighbours"),
    ("staff", "electronics", "training_week"), ("visit", "electronics", "one_line")])
def test_a_variant_stays_in_the_world_of_the_base_and_changes_single_keys(group, option, scenario_of_group):
    base, variants, *_ = asked_comparison([f"{group}={option}", f"compare.variants=[{scenario_of_group}]"])
    variant = variants[scenario_of_group]
    assert variant == scenario([f"{group}={option}", f"scenario={scenario_of_group}"])
    assert getattr(variant, group) != getattr(base, group)
    told = getattr(base, group).model_dump(), getattr(variant, group).model_dump()
    assert sum(told[0][name] != told[1][name] for name in told[0]) == 1


def test_what_the_panel_does_not_know_is_refused_in_a_variant_too():
    with pytest.raises(InputError, match="women_and_men: .*the panel does not know"):
        asked_comparison(["people=complete_journey", "compare.variants=[women_and_men]"])
