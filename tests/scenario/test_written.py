"""A scenario written down gives itself back, and its hash tells what a result depends on."""

import pytest
import yaml

from sim.scenario.reading import scenario
from sim.scenario.scenario import Scenario
from sim.scenario.written import scenario_hash, scenario_yaml


@pytest.mark.parametrize("overrides", [[], ["store=electronics", "staff=default", "staff.cashiers=1"], [
    "atmosphere.zones.bakery.scent.present=true", "visit.waiting.power=0.3000000001", "engine=serial"]])
def test_yaml_gives_the_same_scenario_back(overrides):
    before = scenario(overrides)
    text = scenario_yaml(before)
    assert Scenario(**yaml.safe_load(text)) == before
    assert "${" not in text and "&" not in text


def test_hash_ignores_name_engine_and_file_name_of_the_plan(tmp_path):
    base = scenario_hash(scenario(), 7, "1.0")
    moved = tmp_path / "moved.txt"
    from sim.scenario.folders import config_folder
    moved.write_text((config_folder() / "store" / "plans" / "supermarket.txt").read_text())
    for same in (["name=other"], ["engine=serial"], ["engine.threads=3"], [f"store.plan={moved}"]):
        assert scenario_hash(scenario(same), 7, "1.0") == base, same


def test_hash_tells_scenario_seed_code_and_plan_apart(tmp_path):
    base = scenario()
    drawn = tmp_path / "drawn.txt"
    from sim.scenario.folders import config_folder
    text = (config_folder() / "store" / "plans" / "supermarket.txt").read_text()
    drawn.write_text("# another\n" + text)
    hashes = {scenario_hash(base, 7, "1.0"), scenario_hash(base, 8, "1.0"), scenario_hash(base, 7, "1.1"),
              scenario_hash(scenario(["scenario=slow_music"]), 7, "1.0"),
              scenario_hash(scenario(["engine.touchpoint_sample=0.5"]), 7, "1.0"),
              scenario_hash(scenario([f"store.plan={drawn}"]), 7, "1.0")}
    assert len(hashes) == 6
