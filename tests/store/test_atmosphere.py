"""The atmosphere becomes Mesa layers that kernels share, store-wide where a zone says nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from shops import SHIPPED, TINY, plans, shipped

from sim.ground.errors import InputError
from sim.store.atmosphere import LAYERS, Atmosphere, check_zones, layers
from sim.store.place import build_place
from sim.store.plan import read_plan

PLAN = read_plan(TINY, "tiny")


def in_zone(layer, zone: str, plan=PLAN) -> np.ndarray:
    return layer.data.reshape(-1)[build_place(plan).zone == plan.zone_names.index(zone)]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(plans, st.floats(40, 160), st.floats(40, 160))
def test_a_zone_overrides_what_it_names_and_nothing_else(plan, everywhere, in_dairy):
    plain = Atmosphere(music={"tempo_bpm": everywhere})
    zoned = Atmosphere(music={"tempo_bpm": everywhere}, zones={"dairy": {"music": {"tempo_bpm": in_dairy}}})
    before, after = layers(plain, plan), layers(zoned, plan)
    dairy = build_place(plan).zone == plan.zone_names.index("dairy")
    tempo = after["music_tempo_bpm"].data.reshape(-1)
    assert (tempo[dairy] == in_dairy).all() and (tempo[~dairy] == everywhere).all()
    for name in LAYERS:
        if name != "music_tempo_bpm":
            assert np.array_equal(before[name].data, after[name].data)


@pytest.mark.parametrize("name", SHIPPED)
def test_layers_are_mesa_layers_over_the_cells_of_the_plan(name):
    from random import Random

    from mesa.discrete_space import OrthogonalMooreGrid, PropertyLayer

    plan = shipped(name)
    grid = OrthogonalMooreGrid((plan.width, plan.height), torus=False, random=Random(1))
    for called, layer in layers(Atmosphere(), plan).items():
        assert isinstance(layer, PropertyLayer) and layer.name == called
        assert layer.data.shape == (plan.width, plan.height) and layer.data.dtype == np.float64
        grid.add_property_layer(layer)
    assert grid[(2, 3)].light_lux == 700.0


def test_a_kernel_writes_the_layer_itself():
    layer = layers(Atmosphere(), PLAN)["temperature_c"]
    flat = layer.data.reshape(-1)
    assert np.shares_memory(flat, layer.data)
    flat[2 * PLAN.height + 3] = 30.0
    assert layer.data[2, 3] == 30.0


def test_two_days_do_not_share_their_layers():
    one, other = layers(Atmosphere(), PLAN), layers(Atmosphere(), PLAN)
    one["decor"].data[:] = 0.0
    assert (other["decor"].data == Atmosphere().decor).all()


def test_a_scent_is_felt_where_it_is_present():
    made = layers(Atmosphere(scent={"strength": 0.8}, zones={"produce": {"scent": {"present": True}}}), PLAN)
    assert (in_zone(made["scent"], "produce") == 0.8).all()
    assert (in_zone(made["scent"], "dairy") == 0.0).all()
    made = layers(Atmosphere(scent={"present": True}, zones={"produce": {"scent": {"present": False}}}), PLAN)
    assert (in_zone(made["scent"], "produce") == 0.0).all()
    assert (in_zone(made["scent"], "dairy") == 0.5).all()


def test_every_cue_can_be_set_in_a_zone():
    zone = {"music": {"tempo_bpm": 60, "volume_db": 50, "fit": 0.9, "familiarity": 0.8}, "light": {"lux": 300}, "colour": {"warmth": 0.9},
            "scent": {"present": True, "strength": 0.7, "arousing": -0.5, "fit": 0.8}, "temperature_c": 18,
            "cleanliness": 0.4, "decor": 0.9, "design": {"appeal": 0.8, "floor": 0.9, "signage": 0.2, "hands_on": 0.7}}
    set_to = {"music_tempo_bpm": 60, "music_volume_db": 50, "music_fit": 0.9, "light_lux": 300, "colour_warmth": 0.9,
              "scent": 0.7, "scent_arousing": -0.5, "scent_fit": 0.8, "temperature_c": 18, "cleanliness": 0.4,
              "decor": 0.9, "music_familiarity": 0.8, "design_appeal": 0.8, "floor_comfort": 0.9, "signage": 0.2,
              "hands_on": 0.7}
    made = layers(Atmosphere(zones={"checkout": zone}), PLAN)
    assert {name: in_zone(layer, "checkout")[0] for name, layer in made.items()} == set_to


def test_a_zone_may_set_the_lowest_value():
    made = layers(Atmosphere(zones={"dairy": {"decor": 0, "music": {"volume_db": 0}}}), PLAN)
    assert in_zone(made["decor"], "dairy").max() == in_zone(made["music_volume_db"], "dairy").max() == 0.0


def test_an_atmosphere_written_out_and_read_again_is_the_same():
    zoned = Atmosphere(music={"tempo_bpm": 100}, zones={"dairy": {"scent": {"present": True}}})
    again = Atmosphere(**zoned.model_dump())
    assert again == zoned
    for name, layer in layers(zoned, PLAN).items():
        assert np.array_equal(layer.data, layers(again, PLAN)[name].data)


def test_an_unknown_zone_is_refused_with_the_zones_that_there_are():
    for check in (check_zones, layers):
        with pytest.raises(InputError) as refused:
            check(Atmosphere(zones={"cinema": {}}), PLAN)
        for part in ("atmosphere.zones.cinema", "tiny", "entrance, produce, dairy, checkout, service", "configs/"):
            assert part in str(refused.value)


@pytest.mark.parametrize("wrong", [
    {"music": {"tempo_bpm": 39}}, {"music": {"tempo_bpm": 161}}, {"music": {"volume_db": 101}}, {"light": {"lux": 49}},
    {"music": {"fit": 1.1}}, {"music": {"familiarity": -0.1}}, {"design": {"signage": 1.1}}, {"design": {"signs": 1}}, {"scent": {"arousing": -1.1}}, {"scent": {"strength": 1.1}},
    {"scent": {"present": "maybe"}},
    {"colour": {"warmth": -0.1}}, {"temperature_c": 4}, {"cleanliness": 1.1}, {"decor": float("nan")}, {"smell": {}},
])
def test_impossible_cues_are_refused_in_store_and_zone(wrong):
    for given_values in (wrong, {"zones": {"dairy": wrong}}):
        with pytest.raises(ValidationError):
            Atmosphere(**given_values)
