"""The ladder of error messages: each names key, value, what is allowed, unit and cure, and all come at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.ground.errors import InputError
from sim.scenario.declared import walk
from sim.scenario.door import compose, parse
from sim.scenario.faults import validated
from sim.scenario.reading import scenario
from sim.scenario.scenario import Scenario

LADDER = [
    ("staff.advisors=-3", "staff.advisors is -3 persons; it must be a whole number, 0 to 200 persons. "
     "Set it in configs/staff/*.yaml or on the command line (staff.advisors=...)."),
    ("atmosphere.music.tempo_bpm=500", "atmosphere.music.tempo_bpm is 500 BPM; it must be 40 to 160 BPM."),
    ("atmosphere.music.tempo_bpm=nan", "atmosphere.music.tempo_bpm is nan BPM; it must be 40 to 160 BPM."),
    ("atmosphere.music.tempo_bpm=-inf", "it must be 40 to 160 BPM."),
    ("atmosphere.music.tempo_bpm=fast", "is 'fast'; it must be a number, 40 to 160 BPM."),
    ("atmosphere.music.tempo_bpm=true", "is true; it must be 40 to 160 BPM."),
    ("atmosphere.music.tempo_bpm=null", "is empty (null); it must be 40 to 160 BPM."),
    ("horizon.periods=2.5", "it must be a whole number, 0 to 2600 periods."),
    ("atmosphere.scent.present=perhaps", "it must be true or false."),
    ("engine.kind=seriel", "it must be one of serial, process; did you mean serial?"),
    ("atmosphere.music.tempo=60", "unknown key atmosphere.music.tempo; did you mean atmosphere.music.tempo_bpm?"),
    ("stroe=supermarket", "unknown key stroe; did you mean store?"),
    ("atmosphere.music=loud", "it must be a group of the keys tempo_bpm, volume_db, fit, familiarity, origin."),
    ("atmosphere.zones=[bakery]", "it must be named groups"),
    ("people.segments={}", "Error merging override"),
    ("people.segments=3", "it must be a list of groups"),
    ("people.segments=[{name: all, share: 1}]", "one has the name 'all', which in every table stands for all segments"),
    ("people.segments.1.share=-1", "people.segments.1.share is -1"),
    ("store.departments.bakery.margin=2", "store.departments.bakery.margin is 2"),
    ("store.hours.closes_h=3", "closing must be at least 0.25 h after opening"),
    ("store.hours.day_weights=[1,2]", "store.hours.day_weights is [1, 2]"),
    ("name=../elsewhere", "name is '../elsewhere'"),
    ("store.plan=nowhere", "no such floor plan"),
    ("atmosphere.zones.bakry.scent.present=true", "atmosphere.zones.bakry"),
    ("store.departments.toys.margin=.2", "toys without a shelf in the plan"),
    ("visit.paying.patience_low_min=200", "they must ascend"),
    ("experience.memory={mean_weight: 0, peak_weight: 0, end_weight: 0}", "at least one must be above 0"),
    ("store=supermarkt", "store=supermarkt is no option of store; did you mean supermarket? Options: "),
    ("store=null", "is no option of store."),
    ("scenario=[slow_music,loud_music]", "scenario=loud_music is no option of scenario"),
    ("store={plan: x}", "set its keys one by one"),
    ("people.size=100,200", "add -m to run once for each value"),
    ("people.size", "write key=value"),
    ("people.size=[1,", "write key=value"),
    ("people.size=" + "9" * 5000, "write key=value"),
    ("x=" + "[" * 2000, "is no override"),
    ("hydra.run.dir=/elsewhere", "belongs to the command line"),
    ("hydra.searchpath=[/elsewhere]", "cannot call code"),
    ("store._target_=os.system", "cannot call code"),
    ("store={_target_: os.system}", "set its keys one by one"),
    ("+atmosphere.zones.bakery={_target_: os.system}", "cannot call code"),
    ("name='${oc.env:HOME}'", "only ${key.of.a.value} may stand for another value"),
    ("name='${now:%Y}'", "only ${key.of.a.value} may stand for another value"),
    ("name='${store}'", "must name one plain value"),
    ("name='${name}'", "must name one plain value"),
    ("name='${no.such.key}'", "names no key"),
    ("horizon.periods.weeks=3", "horizon.periods is {'weeks': 3}"),
]


@pytest.mark.parametrize(("override", "told"), LADDER, ids=[override[:50] for override, _ in LADDER])
def test_mistake_is_told_with_its_cure(override, told):
    with pytest.raises(InputError) as error:
        scenario([override])
    assert told in str(error.value)
    assert len(str(error.value)) < 1000


def test_all_faults_come_at_once_one_line_each():
    with pytest.raises(InputError) as error:
        scenario(["staff.advisors=-1", "people.size=-1", "horizon.tick_s=99", "atmosphere.tempo=3"])
    lines = str(error.value).splitlines()
    assert len(lines) == 4
    for key in ("staff.advisors", "people.size", "horizon.tick_s", "atmosphere.tempo"):
        assert sum(key in line for line in lines) == 1


def test_faults_of_departments_zones_and_spreads_come_at_once():
    with pytest.raises(InputError) as error:
        scenario(["atmosphere.zones.moon.decor=1", "visit.asking.patience_low_min=200",
                  "store.departments.bakery.items=1"])
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize("override", ["staff.wage_advisor=20", "+staff.wage_advisor=20", "++staff.wage_advisor=20"])
def test_key_that_no_file_writes_can_be_set_with_or_without_plus(override):
    assert scenario([override]).staff.wage_advisor == 20


def test_zone_is_set_to_any_depth():
    zones = scenario(["atmosphere.zones.bakery.scent.present=true"]).atmosphere.zones
    assert list(zones) == ["bakery"] and zones["bakery"].scent.present is True
    assert zones["bakery"].scent.strength is None


def test_reference_to_another_value_is_filled_in():
    told = scenario(["name='tempo ${atmosphere.music.tempo_bpm}'", "atmosphere.music.tempo_bpm=60"])
    assert told.name == "tempo 60"


KEYS = sorted({part for one in walk(Scenario) for part in one.path.split(".") if part != "*"})
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(
    ["serial", "bakery", "true", "1e999", "???"])
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(KEYS) | st.text(max_size=5) | st.integers(0, 3), inner, max_size=5), max_leaves=12)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(list(Scenario.model_fields)) | st.text(max_size=5), TREES, max_size=4))
def test_any_tree_is_a_scenario_or_an_input_error(tree):
    try:
        assert isinstance(validated(Scenario, BASE | tree), Scenario)
    except InputError as error:
        assert str(error)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30) | st.builds("{}={}".format, st.sampled_from(KEYS), st.text(max_size=20)))
def test_any_text_is_an_override_or_an_input_error(text):
    try:
        assert parse([text])
    except InputError as error:
        assert "\n" not in str(error)


BASE = compose()
