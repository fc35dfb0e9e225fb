"""What the commands are asked to do: scenarios, seed and replications, all found sound before the first run starts."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator, Field

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count
from sim.scenario.door import parse
from sim.scenario.faults import nearest
from sim.scenario.files import check_folder_for_writing
from sim.scenario.folders import checked_folder, config_folder, options
from sim.scenario.reading import read
from sim.scenario.scenario import Scenario

_CHOSEN = "choice of the user"
_OF_ALL = ("seed", "compare", "hydra")
"""Keys of a comparison as a whole, which a variant cannot have for itself."""

_NOT_IN_A_NAME = re.compile(r"[^\w .=+-]+")


class Run(Scenario):
    """A scenario, and how often it is run: what `experiments/run.py` is asked."""

    seed: int = count(7, "-", 0, 2**64 - 1, "Seed of the experiment; the same seed gives the same result.", _CHOSEN)
    replications: int = count(1, "runs", 1, 100_000, "Replications, each with luck of its own.", _CHOSEN)


def _by_name(variants: Any) -> Any:
    """Variants by name, each a list of texts: accepts a list of texts too, whose names are then the texts."""
    if isinstance(variants, str):
        variants = [variants]
    if isinstance(variants, list) and all(isinstance(text, str) for text in variants):
        variants = {_NOT_IN_A_NAME.sub("_", text).strip("_ "): text for text in variants}
    if isinstance(variants, dict):
        variants = {name: [text] if isinstance(text, str) else text for name, text in variants.items()}
    return variants


class Comparing(Parameters):
    """The variants that are held against the base, and how often."""

    variants: Annotated[dict[str, list[str]], BeforeValidator(_by_name)] = Field(
        ["slow_music", "peak_advisor"], min_length=1, json_schema_extra={"source": _CHOSEN},
        description="Variants: a list of scenarios and overrides, or by name the list of each.")
    replications: int = count(20, "pairs", 2, 100_000, "Pairs of runs with common random numbers.", _CHOSEN)
    kept: str | None = choice("outputs/replications", "Folder in which finished replications are kept, so that the same "
                              "command, cut short and asked again, goes on from there; null keeps none.", _CHOSEN)


class Compare(Scenario):
    """A base scenario and its variants: what `experiments/compare.py` is asked."""

    seed: int = count(7, "-", 0, 2**64 - 1, "Seed of the experiment; base and variants share their luck.", _CHOSEN)
    compare: Comparing = Comparing()


def asked_run(overrides: Iterable[str], config_dir: str | Path | None = None) -> tuple[Scenario, int, int]:
    """Scenario, seed and replications of a run. InputError with every fault at once."""
    asked = read(Run, overrides, checked_folder(config_dir), "run")
    return _scenario(asked), asked.seed, asked.replications


def asked_comparison(
    overrides: Iterable[str], config_dir: str | Path | None = None
) -> tuple[Scenario, dict[str, Scenario], int, int, Path | None]:
    """Base, variants by name, seed, replications and where these are kept. InputError with every fault of all."""
    overrides, folder = list(overrides), checked_folder(config_dir)
    base = read(Compare, overrides, folder, "compare")
    variants, faults = {}, []
    for name, texts in base.compare.variants.items():
        if name == base.name:
            faults.append(f"compare.variants: {name} is the name of the base; give the variant another name, as in "
                          f"compare.variants={{other: {texts}}}".replace("'", ""))
            continue
        theirs = [text for text in texts if text.lstrip("+~ ").partition("=")[0].partition(".")[0] in _OF_ALL]
        if theirs:
            faults.append(f"compare.variants, {name}: {', '.join(theirs)} holds for the base and all variants, which share "
                          "their luck. Set it beside compare.variants on the command line, or in configs/compare.yaml.")
            continue
        try:
            changed = varied(overrides, texts, folder)
            variants[name] = _scenario(read(Compare, changed, folder, "compare", name))
            _check_same_store(base, variants[name], texts)
        except InputError as error:
            faults += [f"compare.variants, {name}: {line}" for line in str(error).splitlines()]
    if faults:
        raise InputError("\n".join(faults))
    kept = Path(base.compare.kept) if base.compare.kept else None
    if kept:
        check_place(kept)
    return _scenario(base), variants, base.seed, base.compare.replications, kept


def _check_same_store(base: Scenario, variant: Scenario, texts: list[str]) -> None:
    """Raise InputError if a scenario brings a store of its own, so that the pair would differ by more than the scenario."""
    if variant.store.name != base.store.name and not any(text.lstrip("+").startswith("store") for text in texts):
        raise InputError(f"it is told for store={variant.store.name}, but the base is {base.store.name}: all that differs between the "
                         f"two stores would count as its effect. Set store={variant.store.name} for the base, beside compare.variants, "
                         "or name the store in the variant, too.")


def check_place(kept: Path) -> None:
    """Raise InputError if finished replications could not be kept there."""
    check_folder_for_writing(kept, "It keeps finished replications. Set another one (compare.kept=FOLDER), or keep none "
                                   "(compare.kept=null)")


def varied(overrides: list[str], texts: list[str], folder: Path | None = None) -> list[str]:
    """The overrides of a variant: those of the base, and on top of them scenarios by name and further overrides.

    texts: each the name of a scenario or "key=value". Where both set a key, the variant wins; an option of a group
    (store=electronics) stays, for a scenario sets single keys on top of it.
    """
    names = [text for text in texts if "=" not in text]
    groups = options(folder)
    known = groups["scenario"]
    for name in names:
        if name not in known:
            raise InputError(f"{name!r} is neither a scenario nor key=value{nearest(name, known) or '.'} "
                             f"Scenarios: {', '.join(known)}.")
    chosen, kept = [], []
    set_by_variant = {key for name in names for key in _keys(_file("scenario", name, folder))}
    for override in parse(overrides):
        if override.key_or_group == "scenario":
            value = override.value()
            chosen = value if isinstance(value, list) else [value]
        elif override.key_or_group in groups or not any(_overlap(override.key_or_group, key) for key in set_by_variant):
            kept.append(override.input_line)
    stack = [name for name in chosen if name not in names] + names
    return kept + ([f"scenario=[{','.join(stack)}]"] if stack else []) + [text for text in texts if "=" in text]


def _scenario(asked: Scenario) -> Scenario:
    return Scenario.model_construct(**{name: getattr(asked, name) for name in Scenario.model_fields})


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _file(group: str, name: str, folder: Path | None) -> dict:
    for place in filter(None, (folder, config_folder())):
        file = place / group / f"{name}.yaml"
        if file.is_file():
            return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return {}


def _keys(tree: dict, path: str = "") -> list[str]:
    """Dotted paths of the values of a scenario file; its name and its defaults list are none."""
    keys = []
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            keys += _keys(value, f"{path}{name}.")
        elif path or name not in ("name", "defaults"):
            keys.append(f"{path}{name}")
    return keys
