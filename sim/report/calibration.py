"""What is calibrated: sentences for the reports, from the targets and the table of what was last measured."""

import re
from pathlib import Path

import yaml

from sim.scenario.folders import config_folder

_ROW = re.compile(r"^\| (?P<id>\S[^|]*) \| [^|]* \| (?P<published>[^|]*) \| (?P<engine>[^|]*) \| (?P<inside>yes|\*\*no\*\*) \|")

LEVELS = ("What no target stands for is an assumption, listed with its range in docs/parameters.md. Read differences between "
          "scenarios rather than levels wherever no target is met.")


def calibration_sentences(configs: Path | None = None, table: Path | None = None) -> list[str]:
    """What the baseline was held against and what it misses; an empty list if there are no targets.

    configs: folder of the configurations; table: docs/calibration.md, of which an installed package has none.
    """
    configs = configs or config_folder()
    table = table or configs.parent / "docs" / "calibration.md"
    file = configs / "calibration" / "targets.yaml"
    if not file.is_file():
        return []
    targets = (yaml.safe_load(file.read_text("utf-8")) or {}).get("targets", [])
    names = list(dict.fromkeys(str(target["id"]) for target in targets))
    held = (f"The baseline is held against {len(targets)} figures ({', '.join(names)}), published ones and some of the "
            "household panel, each with a band that was written down before the runs.")
    rows = [found.groupdict() for found in map(_ROW.match, _lines(table)) if found]
    if not rows:
        return [held, "What was measured stands in docs/calibration.md.", LEVELS]
    missed = [row for row in rows if row["inside"] != "yes"]
    told = (f"When last measured, {len(rows) - len(missed)} of {len(rows)} lay inside their bands "
            "(docs/calibration.md).")
    outside = [f"{row['id'].strip()} is {row['engine'].strip()}, to be {row['published'].strip()}" for row in missed]
    return [held, told, *([f"Outside: {'; '.join(outside)}."] if outside else []), LEVELS]


def _lines(table: Path) -> list[str]:
    return table.read_text("utf-8").splitlines() if table.is_file() else []
