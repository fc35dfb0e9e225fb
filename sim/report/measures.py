"""The measures: what each key number means, its unit, how it is written, and whether more of it is better.

One dictionary serves the terminal, the figures, the page and the documentation, so that a number is always called
and written the same way. A measure that is not in the dictionary is still shown, under its plain name.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

NOTHING = "n/a"
"""Shown where a measure has no value, for instance the mean wait of a week without visits."""


@dataclass(frozen=True)
class Measure:
    """One key number: name of its column, label, unit, digits after the point, and what it means.

    unit: `$`, `%`, `min`, `m`, "" for a count, or the range of a score (`0-100`), which is not repeated beside each
    number; scale: what a value is multiplied by to be shown (a share 0..1 in percent: 100); better: 1 if more is
    better, -1 if less is, 0 if neither; means: one sentence; formula: how it is computed; source: author and year of
    the measure.
    """

    name: str
    label: str
    unit: str
    digits: int
    better: int
    means: str
    formula: str
    source: str = ""
    scale: float = 1.0

    @property
    def axis(self) -> str:
        """Label with unit, as an axis title: `Wait (min)`."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def show(self, value: float, half_width: float = math.nan) -> str:
        """The value with its unit: `75.9`, `37.2 %`, `$29.49`; `n/a` for NaN and infinity.

        half_width: of an interval around it, in the measure's own unit; as many digits are written as show it.
        """
        return _written(value * self.scale, self._digits(half_width), self.unit)

    def show_change(self, value: float, half_width: float = math.nan) -> str:
        """A difference with its sign and unit: `+0.5`, `-1.2 pp` (percentage points), `+$0.31`."""
        return _written(value * self.scale, self._digits(half_width), self.unit_of_change, signed=True)

    @property
    def unit_of_change(self) -> str:
        """Unit of a difference: that of a score is dropped, that of a share is the percentage point."""
        return {"%": "pp", "$": "$", "min": "min", "m": "m"}.get(self.unit, "")

    def _digits(self, half_width: float) -> int:
        size = half_width * self.scale
        seen = -math.floor(math.log10(size)) if math.isfinite(size) and size > 0 else 0
        return max(self.digits, min(seen, self.digits + 2))


def _written(value: float, digits: int, unit: str, signed: bool = False) -> str:
    if not math.isfinite(value):
        return NOTHING
    number = f"{abs(value):,.{digits}f}"
    zero = not any(c in "123456789" for c in number)
    sign = "" if zero else "-" if value < 0 else "+" if signed else ""
    if unit == "$":
        return f"{sign}${number}"
    return f"{sign}{number} {unit}" if unit in ("%", "pp", "min", "m") else f"{sign}{number}"


def _percent(name: str, label: str, better: int, means: str, formula: str, source: str = "") -> Measure:
    return Measure(name, label, "%", 1, better, means, formula, source, scale=100.0)


def _money(name: str, label: str, digits: int, better: int, means: str, formula: str, source: str = "") -> Measure:
    return Measure(name, label, "$", digits, better, means, formula, source)


def _visits(name: str, label: str, unit: str, digits: int, better: int, means: str, formula: str,
            source: str = "") -> Measure:
    return Measure(name, label, unit, digits, better, means, f"mean over visits of {formula}", source)


def _count(name: str, label: str, better: int, means: str, formula: str) -> Measure:
    return Measure(name, label, "", 0, better, means, f"{formula} / periods")


_ALL = (
    _visits("satisfaction", "Satisfaction", "0-100", 1, 1,
            "how satisfied shoppers are with their visits, on the scale of the national satisfaction indices",
            "(rating - 1) / 9 x 100, rating 1 to 10", "Fornell et al. 1996"),
    Measure("nps", "Net promoter score", "-100 to 100", 1, 1,
            "how many more shoppers would recommend the store than would advise against it",
            "% of shoppers with a visit who answer 9-10 minus % who answer 0-6 on 0-10", "Reichheld 2003"),
    Measure("csat", "CSAT", "0-100", 1, 1, "how many visits satisfy",
            "% of visits rated 8 or more on 1 to 10", "Farris et al. 2010"),
    _visits("ces", "Ease of the visit (CES)", "1-7", 2, 1,
            "how little effort a visit takes: 1 much effort, 7 none",
            "7 - 3 x share of the visit that seems spent waiting - 3 x share of wanted items not found",
            "Dixon, Freeman and Toman 2010"),
    Measure("loyalty", "Loyalty", "0-1", 3, 1, "how attached shoppers are to the store",
            "mean over shoppers of attitudinal loyalty, 0 none to 1 complete, at the end", "Dick and Basu 1994"),
    _percent("retention", "Retention", 1, "share of the shoppers who ever bought that are not lost",
             "shoppers with a recent purchase / shoppers with any purchase, at the end", "Gupta et al. 2006"),
    _percent("conversion", "Conversion", 1, "share of store visits that buy in the store",
             "visits with a purchase in the store / visits", "Perdikaki, Kesavan and Swaminathan 2012"),
    _percent("showrooming", "Showrooming", 0, "share of store visits that buy online what they saw in the store",
             "visits with an online order of what was seen / visits", "Gensler, Neslin and Verhoef 2017"),
    _percent("webrooming", "Webrooming", 0, "share of store visits that buy in the store what was searched online",
             "visits with web search first and a purchase in the store / visits", "Verhoef, Neslin and Vroomen 2007"),
    _visits("dwell_min", "Time in the store", "min", 1, 0, "how long a visit lasts, from entrance to exit",
            "time of leaving - time of arriving"),
    _visits("wait_min", "Wait", "min", 2, -1, "how long a visit stands in line, by the clock", "time spent in line"),
    _visits("wait_perceived_min", "Perceived wait", "min", 2, -1, "how long the time in line seems",
            "waiting time as perceived", "Hornik 1984"),
    _visits("distance_m", "Way walked", "m", 0, 0, "how far a visit walks in the store", "metres walked",
            "Hui et al. 2013"),
    _visits("pleasure", "Pleasure", "-1 to 1", 3, 1, "how pleasant the time in the store is",
            "pleasure, averaged over the seconds of the visit", "Mehrabian and Russell 1974"),
    _visits("approach", "Approach", "-1 to 1", 3, 1,
            "the behavioural response: whether visits stay, spend and come back, or avoid",
            "(stay + spend + come back) / 3, each -1, 0 or 1", "Mehrabian and Russell 1974"),
    _percent("unplanned", "Unplanned purchases", 0, "share of the items bought that were not on the list",
             "items bought without being on the list / items bought", "Inman, Winer and Ferraro 2009"),
    _percent("not_found", "Items not found", -1, "share of the wanted items that the shopper did not get to see",
             "items of the lists not found / items of the lists"),
    _percent("abandoned", "Lines abandoned", -1, "share of visits that give up in line and leave their basket",
             "visits that gave up in line / visits"),
    _percent("helped", "Helped by staff", 1, "share of visits that an advisor helped", "visits with help / visits"),
    _money("basket", "Basket", 2, 1, "what a buying visit spends", "sales in the store / visits with a purchase"),
    _money("sales", "Sales a period", 0, 1, "what shoppers paid in the store and its web shop",
           "sum of prices paid / periods"),
    _money("web_sales", "Own web sales a period", 0, 1, "what shoppers paid in the store's own web shop",
           "sum of prices paid there / periods"),
    _money("rival_sales", "Sales of rivals a period", 0, -1, "what these shoppers paid to rivals",
           "sum of prices paid to rivals / periods"),
    _money("margin", "Margin a period", 0, 1, "what sales leave when the goods are paid",
           "(sales - cost of the goods sold) / periods"),
    _money("wages", "Wages a period", 0, -1, "what the staff on the roster costs",
           "hours within the opening time x hourly wage, summed / periods"),
    _money("profit", "Left after wages a period", 0, 1, "what the margin leaves when the staff is paid",
           "(margin - wages) / periods"),
    _money("clv", "Customer lifetime value", 2, 1, "today's value of the margin that a shopper will bring",
           "mean over shoppers of m r / (1 + i - r): margin m and retention r a period, discount rate i",
           "Gupta, Lehmann and Stuart 2004"),
    _percent("store_share", "Share of trips to the store", 1, "share of all shopping trips that come to the store",
             "trips to the store / trips to store, web shop and rivals"),
    _percent("web_share", "Share of trips to the own web shop", 0, "share of all shopping trips made in the web shop",
             "orders in the own web shop / trips to store, web shop and rivals"),
    _count("visits", "Visits a period", 1, "how often shoppers come into the store", "store visits"),
    _count("buyers", "Buying visits a period", 1, "how many visits buy in the store", "visits with a purchase"),
    _count("passed_by", "Passed by a period", -1, "how many come to the door and do not enter",
           "trips that end at the door"),
    _count("trips", "Shopping trips a period", 0, "how often shoppers shop anywhere",
           "trips to store, web shop and rivals"),
)

MEASURES: dict[str, Measure] = {m.name: m for m in _ALL}
"""The dictionary of key numbers by column name, in the order in which they are shown."""

KEY_NUMBERS = ("satisfaction", "nps", "csat", "ces", "loyalty", "retention", "conversion", "basket", "sales", "margin",
               "clv", "showrooming", "webrooming", "dwell_min", "wait_min")
"""The measures of tiles and of the forest plot; tables show all."""

DEFINITIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Kiska 2003", "a way to measure satisfaction and to build strong relations", ("satisfaction", "retention")),
    ("Thompson 2014", "manages interactions for a superior brand and profit in the long run", ("nps", "clv")),
    ("Forbes 2015", "the sum of impressions from many touchpoints", ("satisfaction", "ces")),
    ("Kahn 2013", "a positive feeling in the customer's contact with the company, then recognition",
     ("satisfaction", "nps")),
    ("Gartner, Davis 2015", "meets or exceeds expectations: more satisfaction, loyalty and advocacy",
     ("satisfaction", "loyalty", "nps")),
    ("Sebor 2008", "loyalty through interaction that answers wishes and needs", ("loyalty", "ces")),
    ("Fast Company 2015", "six disciplines: strategy, understanding, design, measurement, governance, culture",
     ("csat", "ces", "nps", "margin")),
)
"""Published definitions of customer experience (who, what it is for, the measures that report it)."""


def measure(name: str) -> Measure:
    """The measure called `name`; one that is not in the dictionary gets its plain name and no unit."""
    plain = Measure(name, name.replace("_", " ").capitalize(), "", 2, 0, "not in the dictionary of measures", "")
    return MEASURES.get(name, plain)


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order of the dictionary; those outside it follow in the order given."""
    names = list(names)
    return [n for n in MEASURES if n in names] + [n for n in names if n not in MEASURES]
