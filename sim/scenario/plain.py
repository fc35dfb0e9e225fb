"""Only plain data comes in: a configuration can neither call code, read the machine, nor grow without bound.

Files of a user's own folder are read token by token before anything is built from them, so that a few hundred bytes of
YAML aliases cannot unfold into gigabytes. The composed tree is checked again, whatever it came from, and its
interpolations (`${atmosphere.music.tempo_bpm}`) are filled in here: each names one plain value of the same tree.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from sim.ground.errors import InputError

LARGEST_FILE = 1_000_000
"""Bytes that one configuration file may hold."""

MOST_FILES = 1_000
"""Configuration files that one folder may hold, subfolders included."""

DEEPEST = 32
"""Levels to which keys and lists may be nested."""

MOST_INTERPOLATIONS = 100
"""Interpolations that one composed configuration may hold."""

_SPECIAL_KEY = re.compile(r"_\w+_")
_PLAIN_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*(?:\.\w+)*)\}")
_HYDRA = re.compile(r"(?:.*[\s/@])?hydra(?:[/.@:].*)?")
_PACKAGE_OF_HYDRA = re.compile(r"#\s*@package\s+hydra\b")
_REFUSED = {
    yaml.AnchorToken: "an anchor (&name)",
    yaml.AliasToken: "an alias (*name)",
    yaml.TagToken: "a tag (!name)",
    yaml.DirectiveToken: "a directive (%name)",
}
_OPENING = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.FlowMappingStartToken,
            yaml.FlowSequenceStartToken)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def check_folder(folder: Path) -> None:
    """Check every YAML file of a user's folder; InputError names file, line and column of the first offence."""
    files = []
    for file in folder.rglob("*.y*ml"):
        files.append(file)
        if len(files) > MOST_FILES:
            raise InputError(f"{folder} holds more than {MOST_FILES} configuration files; give --config-dir a folder "
                             "with configurations only")
    for file in sorted(files):
        if file.relative_to(folder).parts[0] == "hydra":
            raise InputError(f"{file}: a folder of configurations cannot set Hydra up; set hydra.* on the command line")
        check_text(_text(file), str(file))


def check_text(text: str, name: str) -> None:
    """Check the text of one YAML file, called `name` in messages; InputError gives line and column."""
    if _PACKAGE_OF_HYDRA.search(text):
        raise InputError(f"{name}: a configuration cannot set Hydra up; set hydra.* on the command line")
    depth, key_next = 0, False
    try:
        for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            fault = _fault(token, key_next, depth)
            if fault:
                raise InputError(f"{name}, line {token.start_mark.line + 1}, column {token.start_mark.column + 1}: "
                                 f"{fault}")
            key_next = isinstance(token, yaml.KeyToken)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        place = f", line {at.line + 1}, column {at.column + 1}" if at else ""
        # PyYAML from 6.0.4 on has a limit of its own.
        deep = "nesting depth" in str(error.problem)
        fault = f"nested deeper than {DEEPEST} levels" if deep else f"this is not YAML ({error.problem})"
        raise InputError(f"{name}{place}: {fault}") from None
    except yaml.YAMLError as error:
        raise InputError(f"{name}: this is not YAML ({' '.join(str(error).split())})") from None


def is_special(key: str) -> bool:
    """Whether a key is one of those by which Hydra calls code or that it keeps for itself (`_target_`, `_args_`)."""
    return _SPECIAL_KEY.fullmatch(key) is not None


def plain_tree(tree: Any) -> Any:
    """The tree with its interpolations filled in; InputError for special keys and for what is not plain reference."""
    found: list[str] = []
    return _filled(tree, "", tree, found)


def _text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(f"{file} is {size} bytes; a configuration file may be at most {LARGEST_FILE} bytes")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from None


def _fault(token: yaml.Token, is_key: bool, depth: int) -> str:
    for kind, called in _REFUSED.items():
        if isinstance(token, kind):
            return f"{called} is not allowed in a configuration; write the value out"
    if depth > DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if not isinstance(token, yaml.ScalarToken):
        return ""
    if is_key and is_special(token.value):
        return f"the key {token.value} is not allowed: a configuration holds values and cannot call code"
    if _HYDRA.fullmatch(token.value):
        return f"{token.value!r}: a configuration cannot set Hydra up; set hydra.* on the command line"
    return _bad_reference(token.value)


def _bad_reference(text: str) -> str:
    if text.count("${") == len(_PLAIN_REFERENCE.findall(text)):
        return ""
    return f"{text[:60]!r} is not allowed: only ${{key.of.a.value}} may stand for another value"


def _filled(node: Any, path: str, tree: Any, found: list[str]) -> Any:
    if path.count(".") > DEEPEST:
        raise InputError(f"{path[:60]}... is nested deeper than {DEEPEST} levels")
    if isinstance(node, dict):
        for key in node:
            if isinstance(key, bool):
                raise InputError(_read_as(key, path))
            if is_special(str(key)):
                raise InputError(f"{path}{'.' if path else ''}{key}: the key {key} is not allowed: a configuration "
                                 "holds values and cannot call code")
        return {key: _filled(value, f"{path}.{key}" if path else str(key), tree, found)
                for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, f"{path}.{i}", tree, found) for i, value in enumerate(node)]
    if isinstance(node, str) and "${" in node:
        return _reference(node, path, tree, found)
    return node


def _read_as(key: bool, path: str) -> str:
    """What is wrong with a key that YAML 1.1 takes for a switch: the key was a text before YAML read it."""
    words = ("on", "yes") if key else ("off", "no")
    return (f"{path or 'the configuration'} has a key that YAML reads as {str(key).lower()}, as it does with {words[0]} and "
            f"{words[1]}; a key must be a text. Write it in quotes, as in '{words[0]}': ..., or as one dotted key on the "
            f"command line ({path}{'.' if path else ''}{words[0]}=...).")


def _reference(text: str, path: str, tree: Any, found: list[str]) -> Any:
    if _bad_reference(text):
        raise InputError(f"{path}: {_bad_reference(text)}")
    found.append(path)
    if len(found) > MOST_INTERPOLATIONS:
        raise InputError(f"{path}: more than {MOST_INTERPOLATIONS} interpolations (${{...}}); write the values out")
    whole = _PLAIN_REFERENCE.fullmatch(text)
    if whole:
        return _value(whole[1], path, tree)
    return _PLAIN_REFERENCE.sub(lambda match: str(_value(match[1], path, tree)), text)


def _value(key: str, path: str, tree: Any) -> Any:
    node = tree
    for part in key.split("."):
        if not isinstance(node, dict) or part not in node:
            raise InputError(f"{path}: ${{{key}}} names no key that a file or an override sets")
        node = node[part]
    if isinstance(node, dict | list) or (isinstance(node, str) and "${" in node):
        raise InputError(f"{path}: ${{{key}}} must name one plain value, not a group, a list or another ${{...}}")
    return node
