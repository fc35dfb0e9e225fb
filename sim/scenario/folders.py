"""Where configurations live: the folder that ships with the engine, and a user's own folder, searched first."""

from pathlib import Path

from sim.ground.errors import InputError
from sim.scenario.plain import check_folder

_PACKAGE = Path(__file__).resolve().parents[1]
_NO_GROUPS = ("calibration",)
"""Folders whose files are data of their own and no options of a scenario."""


def config_folder() -> Path:
    """The configurations that ship with the engine: `sim/_configs` when installed, `configs/` in a checkout."""
    installed = _PACKAGE / "_configs"
    return installed if installed.is_dir() else _PACKAGE.parent / "configs"


def checked_folder(config_dir: str | Path | None) -> Path | None:
    """The user's own folder as an absolute path, once every file in it is found to be plain data; None for None.

    Raises InputError if it is no folder, or names file, line and column of what is not plain.
    """
    if config_dir is None:
        return None
    folder = Path(config_dir).expanduser().absolute()
    if not folder.is_dir():
        raise InputError(f"--config-dir is {str(config_dir)!r}, which is not a folder; give the folder that holds "
                         "your own configurations")
    check_folder(folder)
    return folder


def options(config_dir: Path | None = None) -> dict[str, list[str]]:
    """The options of every config group, both sorted by name: {"store": ["electronics", ...], ...}."""
    found: dict[str, set[str]] = {}
    for folder in filter(None, (config_dir, config_folder())):
        for file in folder.glob("*/*.yaml"):
            if file.parent.name in _NO_GROUPS:
                continue
            found.setdefault(file.parent.name, set()).add(file.stem)
    return {group: sorted(found[group]) for group in sorted(found)}
