"""Only plain data comes in from a user's folder: bombs, code, and what reads the machine are refused at once."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.ground.errors import InputError
from sim.scenario.plain import LARGEST_FILE, MOST_INTERPOLATIONS, check_folder, check_text, plain_tree
from sim.scenario.reading import scenario

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))

REFUSED = [
    (BOMB, "line 1, column 4: an anchor (&name) is not allowed"),
    ("a: *b\n", "line 1, column 4: an alias (*name) is not allowed"),
    ("a: !!python/object/apply:os.system [echo]\n", "line 1, column 4: a tag (!name) is not allowed"),
    ("%YAML 1.1\n---\na: 1\n", "a directive (%name) is not allowed"),
    ("staff:\n  _target_: os.system\n", "line 2, column 3: the key _target_ is not allowed"),
    ("{_partial_: true}\n", "the key _partial_ is not allowed"),
    ("name: ${oc.env:HOME}\n", "line 1, column 7"),
    ("name: ${hydra:runtime.cwd}\n", "only ${key.of.a.value}"),
    ("defaults:\n  - store: ${oc.env:HOME}\n", "only ${key.of.a.value}"),
    ("hydra:\n  searchpath: [file:///]\n", "set hydra.* on the command line"),
    ("defaults:\n  - override /hydra/launcher: x\n", "set hydra.* on the command line"),
    ("# @package hydra.job\nchdir: true\n", "set hydra.* on the command line"),
    ("[" * 100_000, "nested deeper than"),
    ("a: " + "{b: " * 50 + "1" + "}" * 50, "nested deeper than"),
    ("a: [1, 2\n", "line 2, column 1"),
    ("a: \x01\n", "this is not YAML"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=[told[:40] for _, told in REFUSED])
def test_what_is_not_plain_is_refused_within_a_second(text, told, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "mine.yaml").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    with pytest.raises(InputError) as error:
        scenario(["store=mine"], tmp_path)
    assert time.perf_counter() - start < 1
    assert told in str(error.value) and "mine.yaml" in str(error.value)


def test_file_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "big.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(InputError, match="big.yaml is 1000001 bytes; .* at most 1000000 bytes"):
        check_folder(tmp_path)


def test_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "noise.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="noise.yaml: not UTF-8 text"):
        check_folder(tmp_path)


def test_folder_of_hydra_setup_is_refused(tmp_path):
    (tmp_path / "hydra").mkdir()
    (tmp_path / "hydra" / "output.yaml").write_text("a: 1")
    with pytest.raises(InputError, match="cannot set Hydra up"):
        check_folder(tmp_path)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab: -[]{}&*!#%'\"\n$,?|>@", max_size=60))
def test_any_text_is_plain_yaml_or_an_input_error(text):
    try:
        check_text(text, "file")
    except InputError as error:
        assert str(error).startswith("file")
        return
    try:
        yaml.safe_load(text)
    except yaml.YAMLError:
        pass  # the tokens were plain; that they do not fit together is found when Hydra reads the file


def test_references_are_filled_in_and_may_not_pile_up():
    assert plain_tree({"a": 1, "b": {"c": "${a}", "d": "x${a}y${a}"}}) == {"a": 1, "b": {"c": 1, "d": "x1y1"}}
    for tree in ({"a": "${b}", "b": "${a}"}, {"a": "${b}${b}", "b": "${c}${c}", "c": "x"}, {"a": "${b}", "b": [1]}):
        with pytest.raises(InputError, match="must name one plain value"):
            plain_tree(tree)
    with pytest.raises(InputError, match="interpolations"):
        plain_tree({"a": 1, "b": ["${a}"] * (MOST_INTERPOLATIONS + 1)})


@pytest.mark.parametrize("text", ["service:\n  on: false\n", "events:\n- {name: a, change: {service: {on: false}}}\n",
                                  "channels:\n  rival:\n    yes: true\n"])
def test_a_key_that_yaml_takes_for_a_switch_is_to_be_quoted(text, tmp_path):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "mine.yaml").write_text(f"# @package _global_\n{text}", encoding="utf-8")
    with pytest.raises(InputError, match="has a key that YAML reads as true, as it does with on and yes.* quotes, as in 'on'"):
        scenario(["scenario=mine"], tmp_path)
    (tmp_path / "scenario" / "mine.yaml").write_text("# @package _global_\nservice:\n  'on': false\n", encoding="utf-8")
    assert scenario(["scenario=mine"], tmp_path).service.on is False
