"""Where compiled code is kept: in a folder named by the sources that it was made from.

Numba finds a compiled function again by the file it stands in, and does not see that a function which it calls has
changed in another file. Here any change of any source is a new folder, so a rule that somebody edits is
always the rule that runs.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from numba import config

SOURCES = Path(__file__).resolve().parents[1]
COMPILED = ("ground/*.py", "store/*.py", "people/*.py", "visit/*.py", "channels/*.py", "experience/*.py",
            "outcomes/*.py", "engine/schedule.py")
"""Sources in which rules and steps stand, and the constants that they read."""
KEPT_S = 24 * 3600.0
"""Compiled code of other states of the sources is thrown away when nobody has used it for this long."""


def fingerprint(patterns: tuple[str, ...] = ("**/*.py",)) -> str:
    """Sixteen hex digits that change with any source of the engine that fits one of the patterns (default: all)."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in SOURCES.glob(pattern)}):
        digest.update(str(file.relative_to(SOURCES)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def keep_with_sources() -> Path:
    """Point Numba's cache at the folder of the present sources, beside them or, if that is read-only, with the user.

    A folder that the user chose by NUMBA_CACHE_DIR is the parent instead.
    """
    home = Path(config.CACHE_DIR) if config.CACHE_DIR else _writable()
    folder = home / f"compiled-{fingerprint(COMPILED)}"
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    for other in home.glob("compiled-*"):
        if other != folder and time.time() - other.stat().st_mtime > KEPT_S:
            shutil.rmtree(other, ignore_errors=True)
    config.CACHE_DIR = str(folder)
    return folder


def is_cold() -> bool:
    """Whether nothing of the present sources has been compiled yet, so that the first day takes half a minute longer."""
    return next(Path(config.CACHE_DIR).rglob("*.nbi"), None) is None


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
