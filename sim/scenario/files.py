"""Files are written aside and moved: a reader sees the whole file or none, and a failure leaves nothing behind."""

import os
from collections.abc import Callable
from pathlib import Path

from sim.ground.errors import InputError

CURE = "Set another one on the command line, for instance hydra.run.dir=my_results"


def put(path: Path, write: Callable[[Path], object], cure: str = CURE) -> Path:
    """Let `write` fill a file aside, as `_name`, and move it to `path`; returns the path.

    InputError if the folder cannot be made or written; cure: what to do then.
    """
    aside = path.with_name(f"_{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(aside)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as fault:
        raise InputError(f"output folder {path.parent} cannot be written ({fault.strerror or fault}). {cure}") from None
    return path


def check_folder_for_writing(folder: Path, cure: str = CURE) -> None:
    """Make sure, before any work, that files can be written into `folder`; InputError if not. Leaves nothing behind."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        put(folder / f"trial.{os.getpid()}", lambda to: to.write_bytes(b""), cure).unlink()
    finally:
        for place in made:
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
