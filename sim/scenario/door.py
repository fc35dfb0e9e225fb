"""The only door for Hydra and OmegaConf: overrides go in, a plain tree of values comes out.

Hydra composes the groups of `configs/` (and of a user's own folder, searched first) and applies `key=value`
overrides. Nothing is ever instantiated from a configuration. Whatever Hydra complains about comes out as an
`InputError` in the words of this engine.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ground.errors import InputError
from sim.scenario.declared import shown
from sim.scenario.faults import nearest
from sim.scenario.folders import config_folder, options
from sim.scenario.plain import is_special, plain_tree

if TYPE_CHECKING:
    from hydra.core.override_parser.types import Override

HYDRA_VERSION = "1.3"
"""The behaviour of Hydra that configurations are written for."""

_ONE_AT_A_TIME = threading.RLock()
"""Hydra keeps what it composes in one global place."""

_INNER = re.compile(r"(?<=[\[,:{\s])([\w.+~@/]+=[^,\[\]{}'\"]+)")
"""An override inside a list or dict of overrides, not quoted: [staff.advisors=3]."""

_SETUP = ("hydra.searchpath", "hydra/callbacks", "hydra.callbacks", "hydra.job.env_set", "hydra.job.env_copy")
"""Parts of Hydra that decide what is read or run; not to be set by an override."""


def compose(overrides: Iterable[str] = (), config_dir: Path | None = None, primary: str = "config") -> dict:
    """The composed configuration as a plain tree of dicts, lists, texts, numbers and switches.

    overrides: "people.size=2000", "store=electronics", "scenario=[slow_music,scent]", in Hydra's grammar;
    config_dir: a user's checked folder (absolute), searched before the configurations that ship with the engine;
    primary: the file in `configs/` to start from. Thread-safe.
    Raises InputError if an option or the grammar is wrong, or if anything is not plain data.
    """
    groups = options(config_dir)
    parsed = parse(overrides)
    for override in parsed:
        _check_single(override)
        _check_option(override, groups)
    with _initialized(config_dir), _in_our_words():
        from hydra import compose as hydra_compose
        from omegaconf import OmegaConf

        config = hydra_compose(primary, [forced(override, groups) for override in parsed])
        return plain_tree(OmegaConf.to_container(config, resolve=False))


def parse(overrides: Iterable[str]) -> list["Override"]:
    """Hydra's `Override` for each text "key=value"; InputError for bad grammar and for keys that could call code."""
    from hydra.core.override_parser.overrides_parser import OverridesParser

    if isinstance(overrides, str) or not isinstance(overrides, Iterable):
        raise InputError(f"overrides are {shown(overrides)}; give a list of texts, as in ['people.size=2000']")
    parser = OverridesParser.create()
    return [_parsed(parser, text) for text in overrides]


def forced(override: "Override", groups: dict[str, list[str]]) -> str:
    """The override as Hydra takes it whether or not its key is written in a file; the schema refuses unknown keys."""
    line = override.input_line
    if override.is_hydra_override() or override.is_delete() or override.package or override.key_or_group in groups:
        return line
    return "++" + line.lstrip("+")


def forced_all(overrides: Iterable[str], config_dir: Path | None = None) -> list[str]:
    """`forced` for each text of a command line, sweeps and hydra.* included."""
    groups = options(config_dir)
    return [forced(override, groups) for override in parse(overrides)]


def jobs(overrides: Iterable[str], multirun: bool, config_dir: Path | None = None) -> list[list[str]]:
    """The overrides of each job of a command line, hydra.* left out: of a sweep every combination, the last varying
    fastest."""
    groups = options(config_dir)
    parsed = [override for override in parse(overrides) if not override.is_hydra_override()]
    if not multirun:
        return [[override.input_line for override in parsed]]
    lines = {override.get_key_element(): _swept(override, groups) for override in parsed}
    return [list(job) for job in product(*lines.values())]


def _swept(override: "Override", groups: dict[str, list[str]]) -> list[str]:
    from hydra.core.override_parser.types import Glob

    key, value = override.get_key_element(), override.value()
    if isinstance(value, Glob):
        return [f"{key}={name}" for name in value.filter(groups.get(override.key_or_group, []))]
    if not override.is_sweep_override():
        return [override.input_line]
    if not override.is_discrete_sweep():
        raise InputError(f"{override.input_line}: a sweep needs a list of values: a,b,c or range(start,stop,step)")
    return [f"{key}={value}" for value in override.sweep_string_iterator()]


def _parsed(parser, text: str) -> "Override":
    from hydra.errors import HydraException

    if not isinstance(text, str):
        raise InputError(f"{shown(text)} is no override; write a text key=value")
    try:
        override = parser.parse_overrides([_inner_quoted(text)])[0]
    except (HydraException, ValueError, RecursionError) as error:
        told = "nested too deeply" if isinstance(error, RecursionError) else told_by_hydra(error)
        raise InputError(f"{shown(text)} is no override ({told[:160]}); write key=value, and quote the whole where the "
                         "shell would take it apart") from None
    key = override.key_or_group
    if any(is_special(part) for part in re.split(r"[./@]", key)) or key.startswith(_SETUP):
        raise InputError(f"{shown(text)}: {key} cannot be set: a configuration holds values and cannot call code")
    return override


def _inner_quoted(text: str) -> str:
    """Hydra wants quotes around an override that is itself a value ({slow: ['key=60']}); people leave them out."""
    key, equals, value = text.partition("=")
    return key + equals + _INNER.sub(r"'\1'", value) if value[:1] in ("[", "{") else text


def _check_single(override: "Override") -> None:
    if override.is_sweep_override():
        raise InputError(f"{override.input_line}: one run takes one value; write [a,b] for a list, quote a text with "
                         "commas, or add -m to run once for each value")
    if override.is_hydra_override():
        raise InputError(f"{override.input_line}: hydra.* belongs to the command line and is no part of a scenario")


def _check_option(override: "Override", groups: dict[str, list[str]]) -> None:
    group, value = override.key_or_group, override.value()
    if group not in groups or override.is_delete():
        return
    if isinstance(value, dict):
        raise InputError(f"{override.input_line}: {group} takes the name of an option; set its keys one by one "
                         f"({group}.<key>=...). {_listed(groups[group])}")
    for name in value if isinstance(value, list) else [value]:
        if name not in groups[group]:
            raise InputError(f"{group}={name if isinstance(name, str) else shown(name)} is no option of {group}"
                             f"{nearest(str(name), groups[group]) or '.'} {_listed(groups[group])}")


def _listed(names: list[str]) -> str:
    """The options of a group, or where to see them if they are too many for a message."""
    text = ", ".join(names)
    return f"Options: {text}." if len(text) < 600 else f"All {len(names)} options: python experiments/run.py --help"


@contextmanager
def _initialized(config_dir: Path | None) -> Iterator[None]:
    """Hydra set up on our folders for one composition; whatever it held before (a running job's) is put back."""
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra

    from sim.scenario.own_folder_first import OwnFolderFirst, search_first

    with _ONE_AT_A_TIME:
        before, folder_before = GlobalHydra.instance().hydra, OwnFolderFirst.folder
        GlobalHydra.instance().clear()
        search_first(config_dir)
        try:
            with initialize_config_dir(str(config_folder()), version_base=HYDRA_VERSION):
                yield
        finally:
            search_first(folder_before)
            GlobalHydra.instance().hydra = before


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what Hydra and OmegaConf raise into one `InputError` without search paths and links."""
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException
    from yaml import YAMLError

    try:
        yield
    except InputError:
        raise
    except (HydraException, OmegaConfBaseException, YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"The configuration cannot be composed: {told_by_hydra(error)}") from None


def told_by_hydra(error: BaseException) -> str:
    """What an exception of Hydra and those behind it say, on one line, without search paths and links."""
    causes = [error]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)
    said = [re.split(r"\nConfig search path|\nTo append|\n\s*full_key|\nSee ", str(cause))[0] for cause in causes]
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in said if text)) or type(error).__name__
