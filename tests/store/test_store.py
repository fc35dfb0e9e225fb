"""The stores that travel with the project are sound, and a plan is found by name or path."""

import subprocess
import sys

import pytest
from pydantic import ValidationError
from shops import CONFIGS, SHIPPED, TINY, shipped_store, shipped_text

from sim.ground.errors import InputError
from sim.store.store import Store, plan_text, store_plan


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_store_fits_its_plan(name):
    store = shipped_store(name)
    assert store_plan(store, CONFIGS).departments == tuple(store.departments)


def test_the_shops_have_the_tills_and_rooms_of_their_kind():
    tills = {name: shipped_text(name).split("plan:\n")[1].count("T") for name in SHIPPED}
    assert 12 <= tills["supermarket"] <= 14 and 4 <= tills["department_store"] <= 6 and tills["electronics"] == 4
    assert shipped_text("department_store").split("plan:\n")[1].count("F") >= 4
    assert all(shipped_text(name).split("plan:\n")[1].count("*") >= 4 for name in SHIPPED)


def test_a_plan_is_found_by_name_with_or_without_ending_or_by_path(tmp_path):
    own = tmp_path / "own.txt"
    own.write_text(TINY, encoding="utf-8")
    assert plan_text("supermarket", CONFIGS) == plan_text("supermarket.txt", CONFIGS) == shipped_text("supermarket")
    assert plan_text(str(own), CONFIGS) == plan_text(str(own)) == TINY


def test_an_own_configuration_folder_comes_first(tmp_path):
    (tmp_path / "store" / "plans").mkdir(parents=True)
    (tmp_path / "store" / "plans" / "supermarket.txt").write_text(TINY, encoding="utf-8")
    assert plan_text("supermarket", tmp_path, CONFIGS) == TINY
    assert plan_text("electronics", tmp_path, CONFIGS) == shipped_text("electronics")


@pytest.mark.parametrize("missing", ["no_such_plan", "", ".", "..", "/", "x" * 5000, "nul\0byte"])
def test_a_plan_that_does_not_exist_is_refused_with_those_that_do(missing):
    with pytest.raises(InputError) as refused:
        plan_text(missing, CONFIGS)
    for part in ("store.plan", "supermarket.txt", "electronics.txt", "configs/store"):
        assert part in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(InputError, match="cannot be read as text"):
        plan_text(str(tmp_path / "picture.png"))
    (tmp_path / "huge.txt").write_text("#" * 1_000_001)
    with pytest.raises(InputError, match="larger than"):
        plan_text(str(tmp_path / "huge.txt"))


def test_a_store_that_does_not_fit_its_plan_is_refused():
    store = shipped_store("electronics").model_copy(update={"plan": "supermarket.txt"})
    with pytest.raises(InputError, match="do not agree"):
        store_plan(store, CONFIGS)


@pytest.mark.parametrize("wrong", [
    {"departments": {}}, {"display_exposure": 0.5}, {"crowd": {"visitors_per_hour": -1}}, {"roof": "flat"},
    {"departments": {"produce": {"items": 0}}}, {"departments": {"produce": {"margin": 1.1}}},
    {"departments": {"produce": {"price_mean": 0}}}, {"departments": {"produce": {"need_help": 2}}},
])
def test_impossible_stores_are_refused(wrong):
    with pytest.raises(ValidationError):
        Store(**{"departments": {"produce": {}}, **wrong})


def test_reading_a_store_waits_with_what_is_heavy():
    code = ("import sys; import sim.store.store, sim.store.atmosphere; "
            "print([m for m in ('mesa', 'pandas', 'matplotlib', 'scipy.ndimage') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=CONFIGS.parent)
    assert done.stdout.strip() == "[]"
