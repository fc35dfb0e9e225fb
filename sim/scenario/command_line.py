"""The command line of the experiments: what is asked is checked as a whole, then Hydra runs it, once or as a sweep.

A mistake ends with one message on stderr and status 2, before any folder is made. Hydra comes in only once everything
is sound; it makes the output folder and calls the job for each combination of a sweep.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.ground.errors import InputError
from sim.ground.told import told_plainly
from sim.scenario.folders import checked_folder, config_folder, options

USUAL_KEYS = {
    "horizon.periods": "periods (weeks) to live through, 0 to 2600",
    "people.size": "shoppers, 0 to 5000000; null fits the crowd of the store",
    "atmosphere.music.tempo_bpm": "tempo of the music, 40 to 160 BPM",
    "atmosphere.scent.present": "a scent in the air, true or false",
    "atmosphere.zones.bakery.scent.present": "the same in one zone of the floor plan",
    "staff.advisors": "advisors on the floor all day, 0 to 200 people",
    "staff.peak_advisors": "further advisors in the busy hours, 0 to 200 people",
    "engine.threads": "cores to work with, 0 to 256; 0 takes all",
}
"""Keys that the help shows, with their units and ranges; a test holds them against the declarations."""


@dataclass(frozen=True)
class Command:
    """One command: its name, which is also that of its file in `configs/`, what its help says, and its two halves.

    read(overrides, config_dir): checks what is asked and returns it, or raises InputError;
    work(asked, folder): does it and writes into `folder`, which Hydra has made.
    """

    name: str
    about: str
    keys: dict[str, str]
    examples: tuple[str, ...]
    read: Callable[[list[str], Path | None], tuple]
    work: Callable[[tuple, Path], None]


def main(command: Command, arguments: list[str] | None = None) -> int:
    """Run a command with its arguments (by default those of the process); returns the status: 0, or 2 for a mistake."""
    try:
        with told_plainly():
            return _obey(command, sys.argv[1:] if arguments is None else arguments)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def help_text(command: Command, config_dir: Path | None = None) -> str:
    """The help of a command, with the groups and options that there are, the usual keys and examples."""
    keys = USUAL_KEYS | command.keys
    width = max(map(len, keys)) + 2
    lines = [command.about, "", f"usage: python experiments/{command.name}.py [option ...] [key=value ...]", "",
             "Groups and their options (group=option):"]
    lines += [f"  {group:<12}{', '.join(names)}" for group, names in options(config_dir).items()]
    lines += ["  scenario=[a,b] puts one scenario on top of the other.", "", "Keys (key=value):"]
    lines += [f"  {key:<{width}}{means}" for key, means in keys.items()]
    lines += ["", "Options:",
              "  -m, --multirun       run once for each combination of key=a,b,c",
              "  --config-dir FOLDER  your own configurations, searched first (FOLDER/store/mine.yaml: store=mine)",
              "  --cfg job            print the whole scenario as YAML and stop",
              "  --parameters         print every key with default, allowed values, meaning and source, and stop",
              "  hydra.run.dir=FOLDER where to write", "", "Examples:"]
    return "\n".join([*lines, *(f"  python experiments/{command.name}.py {text}" for text in command.examples)])


def _parameters() -> str:
    from sim.scenario.declared import shown, walk
    from sim.scenario.scenario import Scenario

    rows = [f"{one.path} = {shown(one.default)}\n    {one.allowed()}. {one.means} [{one.source}]" for one in
            walk(Scenario)]
    return "\n".join(rows)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise InputError(f"{message}; see --help")


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("overrides", nargs="*")
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("-m", "--multirun", action="store_true")
    parser.add_argument("-cd", "--config-dir")
    parser.add_argument("-c", "--cfg", choices=["job"])
    parser.add_argument("--parameters", action="store_true")
    return parser.parse_intermixed_args(arguments)


def _obey(command: Command, arguments: list[str]) -> int:
    given = _arguments(arguments)
    if given.help:
        print(help_text(command, checked_folder(given.config_dir)))
        return 0
    if given.parameters:
        print(_parameters())
        return 0
    from sim.scenario.door import forced_all, jobs

    folder = checked_folder(given.config_dir)
    asked = _checked(command, jobs(given.overrides, given.multirun, folder), folder)
    if given.cfg:
        from sim.scenario.written import scenario_yaml

        print("---\n".join(scenario_yaml(one[0]) for one in asked), end="")
        return 0
    _launch(command, forced_all(given.overrides, folder), given.multirun, folder)
    return 0


def _checked(command: Command, all_overrides: list[list[str]], folder: Path | None) -> list[tuple]:
    """What every job of the command asks for; InputError with the faults of all of them."""
    asked, faults = [], []
    for overrides in all_overrides:
        try:
            asked.append(command.read(overrides, folder))
        except InputError as error:
            faults += str(error).splitlines()
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults)))
    return asked


def _launch(command: Command, overrides: list[str], multirun: bool, folder: Path | None) -> None:
    """Hand over to Hydra, which calls the job once, or once for each combination."""
    import hydra
    from hydra.core.hydra_config import HydraConfig
    from hydra.errors import HydraException

    from sim.scenario.door import HYDRA_VERSION, told_by_hydra
    from sim.scenario.own_folder_first import search_first

    begun = []

    def job(_) -> None:
        begun.append(True)
        here = HydraConfig.get()
        try:
            command.work(command.read(list(here.overrides.task), folder), Path(here.runtime.output_dir))
        except InputError as error:  # Hydra would print lines of its own around it.
            print(error, file=sys.stderr)
            raise SystemExit(2) from None

    os.environ["HYDRA_FULL_ERROR"] = "1"  # Hydra then raises instead of printing and ending the process.
    sys.argv[1:] = (["--multirun"] if multirun else []) + overrides
    search_first(folder)
    try:
        hydra.main(version_base=HYDRA_VERSION, config_path=str(config_folder()), config_name=command.name)(job)()
    except HydraException as error:
        raise InputError(told_by_hydra(error)) from None
    except OSError as error:
        if begun and not isinstance(error, PermissionError):
            raise
        raise InputError(f"cannot write to {error.filename}: {error.strerror}. Set hydra.run.dir=... (or "
                         "hydra.sweep.dir=... with -m) to a folder that can be written") from error
