"""Where compiled code is kept: in folders named by the sources that it was made from.

Numba finds a compiled function again by the file it stands in, and does not see that a function which it calls has
changed in another file. Here each module of rules has a folder of its own, named by a digest of the module and of all that it
imports, directly or not: a rule that somebody edits is always the rule that runs, and whatever does not read it stays compiled.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from numba import config

SOURCES = Path(__file__).resolve().parents[1]
KEPT_S = 24 * 3600.0
"""Compiled code of other states of the sources is thrown away when nobody has used it for this long."""
THE_DAY = "sim.engine.schedule"
"""The module whose compiled code takes longest: the store-day."""


def fingerprint(files: set[Path] | None = None) -> str:
    """Sixteen hex digits that change with any of these sources (default: all of the engine)."""
    digest = hashlib.sha256()
    for file in sorted(SOURCES.glob("**/*.py") if files is None else files):
        digest.update(str(file.relative_to(SOURCES)).encode() + b"\0" + _content(file) + b"\0")
    return digest.hexdigest()[:16]


def sources_of(module: str) -> set[Path]:
    """The file of a module of the engine and those of all that it imports, directly or not."""
    found, open_ = set(), [_file(module)]
    while open_:
        file = open_.pop()
        if file is not None and file not in found:
            found.add(file)
            open_ += [_file(name) for name in _imports(file)]
    return found


@cache
def folder_of(module: str) -> Path:
    """The folder of the compiled code of a module, made if need be; those of its old states go when long unused.

    It lies beside the sources or, if that is read-only, with the user; a folder that the user chose by NUMBA_CACHE_DIR is
    the parent instead.
    """
    home = Path(config.CACHE_DIR) if config.CACHE_DIR else _writable()
    name = f"compiled-{module.removeprefix('sim.')}-"
    # A rule of somebody else's module may read anything of the engine.
    folder = home / f"{name}{fingerprint(sources_of(module) if _file(module) else None)}"
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    for other in home.glob(f"{name}*"):
        if other != folder and time.time() - other.stat().st_mtime > KEPT_S:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def is_cold() -> bool:
    """Whether the present store-day has not been compiled yet, so that the first one takes a minute longer."""
    return next(folder_of(THE_DAY).rglob("*.nbi"), None) is None


def _file(module: str) -> Path | None:
    """The file of a module of the engine; None for others, and for what is a name within a module."""
    parts = module.split(".")
    if parts[0] != "sim":
        return None
    path = SOURCES.joinpath(*parts[1:])
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if len(parts) > 1 and file.is_file():
            return file
    return None


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


# A pattern, since parsing every source would cost half a second at each start; an import within a text is counted, too.
_IMPORT = re.compile(r"^\s*(?:from\s+(sim[\w.]*)\s+import\s+(\([^)]*\)|[^\n#]+)|import\s+(sim[\w.]*))", re.MULTILINE)


@cache
def _imports(file: Path) -> frozenset[str]:
    names = set()
    for package, what, module in _IMPORT.findall(_content(file).decode()):
        names |= {module} if module else {package, *(f"{package}.{name}" for name in re.findall(r"\w+", what))}
    return frozenset(names)


@cache
def _writable() -> Path:
    for place in (SOURCES / "__pycache__", Path.home() / ".cache" / "retail-experience"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            if os.access(place, os.W_OK):
                return place
        except OSError:
            continue
    # Compiled code is loaded as it is found, so it never lies where another user of the machine could have put it.
    return Path(tempfile.mkdtemp(prefix="retail-experience-"))
