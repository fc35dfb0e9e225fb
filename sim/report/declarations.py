"""Pages made from the declarations: every parameter with its source, every column with its writer."""

import pandas as pd

from sim.ground.columns import Columns
from sim.ground.dice import Purpose
from sim.outcomes.measures import MEASURES, by_group
from sim.people.moments import CHANNEL_OF, CHANNELS, STAGE_OF, STAGES, Moment
from sim.people.tickets import OUTCOMES
from sim.people.workforce import STAFF_OF_A_RUN
from sim.report.causes import meaning
from sim.report.coverage import coverage_rows
from sim.scenario.declared import Declared, parameter_table, values_at
from sim.scenario.levers import levers
from sim.scenario.reading import scenario
from sim.scenario.scenario import Scenario


def pages() -> dict[str, str]:
    """File name in `docs/` -> text, of every page that is made from the declarations."""
    return {"parameters.md": parameters_page(), "tables.md": tables_page(),
            "levers.md": levers_page(), "coverage.md": coverage_page()}


def parameters_page() -> str:
    """All parameters with default, unit, range, meaning and source; assumptions are numbered."""
    table = parameter_table(Scenario)
    rows = [[f"`{r.path}`", _cell(r.default), r.unit, f"{_cell(r.low)} .. {_cell(r.high)}" if _cell(r.low) else "",
             r.means, f"{r.assumption} {r.source}".strip()] for r in table.itertuples()]
    return ("# Parameters\n\nMade from the declarations by `python experiments/document.py`. A source beginning with A "
            "and a number is an assumption of that number; \"shape\" means that the literature gives the sign or the "
            "shape and the value is ours. Store, visit and staff files in `configs/` override some defaults.\n\n"
            + markdown(["key", "default", "unit", "range", "meaning", "source"], rows))


def levers_page() -> str:
    """What the firm controls: every lever by kind, with the values that it can be set to."""
    told = scenario()
    rows = [[kind, f"`{one.path}`", _set_to(told, one), one.allowed(), one.means] for kind, one in levers(Scenario)]
    return ("# What the firm controls\n\nMade from the declarations by `python experiments/document.py`. Each of these "
            "can be set in a file of `configs/` or on the command line; everything else in [parameters.md]"
            "(parameters.md) says how people respond, who they are, or what others do. The default is that of the default "
            "scenario, the supermarket (`python experiments/run.py --cfg job`). `*` stands for the name of a zone, a department "
            "or a place in a list, whose defaults are shown from the least to the most; an empty default in a zone is that of the "
            "whole store.\n\n"
            + markdown(["kind", "key", "default", "allowed", "meaning"], rows))


def _set_to(told: Scenario, one: Declared) -> str:
    """What a parameter is in this scenario; of one that many have, from the least to the most."""
    found = list(values_at(told, one.path))
    if not found:
        return _cell(one.default)
    shown = list(dict.fromkeys(map(_cell, found)))
    if len(shown) > 1 and all(isinstance(value, int | float) for value in found):
        return f"{_cell(min(found))} to {_cell(max(found))}"
    return ", ".join(shown)


def coverage_page() -> str:
    """Which concepts of a customer's inner life the model holds, and in which columns."""
    return ("# What of the customer is modelled\n\nMade by `python experiments/document.py`; a test checks each column against the "
            "tables of a run ([tables.md](tables.md)).\n\n" + markdown(["concept", "held as", "columns"], coverage_rows()))


def tables_page() -> str:
    """All columns of the tables of state, of the account of ratings, and the purposes of dice."""
    from sim.engine.tables import SHOPPER, STAFF, VISIT
    from sim.engine.tickets import TICKETS_OF_A_RUN
    parts = ["# Tables\n\nMade from the declarations by `python experiments/document.py`. Each column is declared once, "
             "in the one file that writes it.\n"]
    for columns in (SHOPPER, STAFF, VISIT):
        parts.append(f"\n## {columns.name}\n\n{_columns(columns)}")
    rows = [[f"`{name}`", means] for name, means in STAFF_OF_A_RUN.items()]
    parts.append("\n## staff of a run (`staff.parquet`)\n\nOne row a period and member of staff.\n\n"
                 + markdown(["column", "meaning"], rows))
    parts.append(_situation())
    rows = [[f"`{name}`", means] for name, means in TICKETS_OF_A_RUN.items()]
    parts.append("\n## tickets of a run (`tickets.parquet`)\n\nOne row a contact with customer service: a failure that was told, or a "
                 "question. Outcomes: " + ", ".join(f"`{name}`" for name in OUTCOMES) + ".\n\n" + markdown(["column", "meaning"], rows))
    parts += [_account(), _measures()]
    parts.append(_moments())
    purposes = markdown(["number", "purpose"], [[str(int(p)), p.name.lower()] for p in Purpose])
    parts.append(f"\n## Purposes of dice\n\n{purposes}")
    return "".join(parts)


def _measures() -> str:
    """What is measured of a run, by group."""
    told = "".join(f"\n### {heading}\n\n" + markdown(["measure", "name", "unit", "what it tells", "computed as", "source"], [
        [m.label, f"`{m.name}`", m.unit or "count", m.means, m.formula, m.source] for m in mine])
        for heading, mine in by_group(MEASURES.values(), lambda m: m))
    return ("\n## measures: `summary` of a run, `table` of a comparison\n\nBy name in `summary.csv` and `comparison.csv`; tables on "
            "the terminal and in the report are in this order, under these headings.\n" + told)


def _account() -> str:
    """What the tables `why` and `why_by_zone` of a run hold."""
    from sim.engine.records import WHY
    from sim.experience.ratings import FIRST, RATING
    from sim.visit.causes import CAUSES
    of_rating = [*([f"`{n}`", f"`why_{n}`", "rating points", meaning(n)] for n in WHY),
                 ["`visits`", "", "count", "visits behind the row"]]
    of_zone = [[f"`{n}`", "valence", meaning(n)] for n in CAUSES] + [["`hours`", "h", "time that people spent there"]]
    heads = ["column", "unit", "what it is owed to"]
    return ("\n## why: account of the rating\n\nOne row a segment and the row `all`: means over visits. The parts of a row "
            "sum to its mean satisfaction on 1 to 10; `visits` of a run holds them visit by visit, in columns of their own.\n\n"
            + markdown(["column", "in `visits`", *heads[1:]], of_rating) + "\n## why_by_zone: account of how people feel\n\nOne row a zone: valence -1 to 1, "
            "mean over the time that people spent there. The parts of a row sum to it.\n\n" + markdown(heads, of_zone)
            + "\n## ratings: account of the rating of a period\n\nOne row a period and segment (and `all`): means over the "
            "`shoppers` who rated the period, from which loyalty and recommendation follow. Columns as in `why`, and what moved "
            "the rating after the visits; the parts of a row sum to the mean.\n\n"
            + markdown(heads, [[f"`{n}`", "rating points", meaning(n)] for n in RATING[FIRST:]])
            )


def _situation() -> str:
    """What the table `situation` of a run holds."""
    from sim.engine.situation import COLUMNS
    return ("\n## situation: moderators in force\n\nOne row a period and moderator that acts.\n\n"
            + markdown(["column", "meaning"], [[f"`{name}`", means] for name, means in COLUMNS.items()])
            + "\n## control: who ratings are owed to\n\nOne row each for the firm, others (people around, rivals), the shopper and "
            "noise: `share` of the variance of ratings between the visits of a period, summing to 1.\n")


_OF_TOUCHPOINTS = {
    "id": "counts the touchpoints and moments of a person in the order of time",
    "day, time_s": "day of the period, and seconds since the store opened, negative before; what is known by the period alone, such as "
                   "an advert, has a day and an hour by luck; what follows from a whole day or period comes in its evening",
    "zone": "zone of the store in which it happens",
    "enters": "share of a moment's valence that enters the state of the store; none of touchpoints of visits, which enter by what is "
              "remembered of the visit",
    "in_stage": "share that counts in its stage: as `enters`, but for orders, which enter the state of web shop or app and count in full",
    "tone": "how good what is said of the store is: the experience that an advert promises, 1 or -1 of praise and complaint",
}
"""Columns of `touchpoints` whose names do not say all."""


def _moments() -> str:
    """Columns of the table `touchpoints`; stages and channels of its rows."""
    rows = [[f"`{m.name.lower()}`", STAGES[STAGE_OF[m]], CHANNELS[CHANNEL_OF[m]]] for m in Moment]
    return ("\n## touchpoints: moments outside of the store\n\nBeside the touchpoints of visits (stage `during`, channel `store` or "
            "`phone`) the log holds these moments. Every contact with a campaign is one: `pestered`, on its channel, if it is one too "
            "many.\n\n" + markdown(["moment", "stage", "usual channel"], rows) + "\n"
            + markdown(["column", "meaning"], [[f"`{name}`", means] for name, means in _OF_TOUCHPOINTS.items()])
            + "\nThe overall valence of a moment is that of its dimensions by the weights of `visit.feeling`, for the shopper's share of "
            "trips for fun (`recreational`). The sum of `in_stage` x valence of a period, by stage, and for `during` with the mean of "
            "`remembered` of its visits, is `stage_before`, `stage_during` and `stage_after` of `shoppers`.\n")


def markdown(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars and line breaks within cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n"
                   for line in lines)


def _columns(columns: Columns) -> str:
    rows = [[f"`{f.name}`", f.dtype, f.unit, f"{_cell(f.low)} .. {_cell(f.high)}", _cell(f.start), f.means,
             f"`{f.writer}`"] for f in columns.fields.values()]
    return markdown(["column", "type", "unit", "range", "start", "meaning", "declared in"], rows)


def _cell(value) -> str:
    if value is None or (not isinstance(value, (str, tuple, list, dict)) and pd.isna(value)):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
