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

    unit: `$`, `%`, `min`, or the range of a score (`0-100`), which is not repeated beside each number; scale: what a
    value is multiplied by to be shown (a share 0..1 in percent: 100); better: 1 if more is better, -1 if less is,
    0 if neither; means: one sentence; formula: how it is computed; source: author and year of the measure.
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
        """Label with unit, as an axis title: `Wait at the till (min)`."""
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
        return {"%": "pp", "$": "$", "min": "min"}.get(self.unit, "")

    def _digits(self, half_width: float) -> int:
        size = half_width * self.scale
        seen = -math.floor(math.log10(size)) if math.isfinite(size) and size > 0 else 0
        return max(self.digits, min(seen, self.digits + 3))


def _written(value: float, digits: int, unit: str, signed: bool = False) -> str:
    if not math.isfinite(value):
        return NOTHING
    number = f"{abs(value):,.{digits}f}"
    zero = not any(c in "123456789" for c in number)
    sign = "" if zero else "-" if value < 0 else "+" if signed else ""
    if unit == "$":
        return f"{sign}${number}"
    return f"{sign}{number} {unit}" if unit in ("%", "pp", "min") else f"{sign}{number}"


def _score(name: str, label: str, scale: str, digits: int, better: int, means: str, formula: str,
           source: str = "") -> Measure:
    return Measure(name, label, scale, digits, better, means, formula, source)


def _percent(name: str, label: str, better: int, means: str, formula: str, source: str = "") -> Measure:
    return Measure(name, label, "%", 1, better, means, formula, source, scale=100.0)


def _money(name: str, label: str, digits: int, better: int, means: str, formula: str, source: str = "") -> Measure:
    return Measure(name, label, "$", digits, better, means, formula, source)


_ALL = (
    _score("satisfaction", "Satisfaction", "0-100", 1, 1,
           "how satisfied shoppers are with their visits, on the scale of the national satisfaction indices",
           "mean over visits of (rating - 1) / 9 x 100, rating 1 to 10", "Fornell et al. 1996"),
    _score("nps", "Net promoter score", "-100 to 100", 1, 1,
           "how many more shoppers would recommend the store than would not",
           "% who answer 9-10 minus % who answer 0-6 to \"would you recommend us?\" (0-10)", "Reichheld 2003"),
    _score("csat", "CSAT", "0-100", 1, 1,
           "share of visits that the shopper calls satisfying",
           "100 x visits rated in the upper part of the scale / visits rated", "Farris et al. 2010"),
    _score("ces", "Customer effort", "1-7", 2, -1,
           "how much effort shoppers say that their visit cost them",
           "mean over visits of effort, 1 very little to 7 very much", "Dixon, Freeman and Toman 2010"),
    _score("loyalty", "Loyalty", "0-1", 3, 1,
           "how attached shoppers are to the store",
           "mean over shoppers of attitudinal loyalty, 0 none to 1 complete", "Dick and Basu 1994"),
    _percent("retention", "Retention", 1,
             "share of shoppers who stay customers of the store",
             "shoppers still customers at the end of the period / shoppers at its start", "Gupta et al. 2006"),
    _percent("conversion", "Conversion", 1,
             "share of store visits that end with a purchase in the store",
             "visits with a purchase / visits", "Perdikaki, Kesavan and Swaminathan 2012"),
    _percent("showrooming", "Showrooming", 0,
             "share of store visits that end with an online purchase of what was seen in the store",
             "visits with search in the store and purchase online / visits", "Gensler, Neslin and Verhoef 2017"),
    _percent("webrooming", "Webrooming", 0,
             "share of store visits that buy in the store what was searched online before",
             "visits with search online and purchase in the store / visits", "Verhoef, Neslin and Vroomen 2007"),
    Measure("dwell_min", "Time in the store", "min", 1, 0,
            "how long a visit lasts from entrance to exit",
            "mean over visits of (time of leaving - time of arriving)"),
    Measure("wait_min", "Wait", "min", 2, -1,
            "how long shoppers wait in line during a visit, by the clock",
            "mean over visits of actual waiting time"),
    _money("basket", "Basket", 2, 1,
           "what a buying visit spends", "sales in the store / visits with a purchase"),
    _money("sales", "Sales", 0, 1, "what shoppers paid to the store", "sum of prices paid, after discounts"),
    _money("margin", "Margin", 0, 1, "what the sales leave after the goods are paid", "sales - cost of the goods sold"),
    _money("wages", "Wages", 0, -1, "what the staff on duty cost", "sum over staff of hours on duty x hourly wage"),
    _money("web_sales", "Own web sales", 0, 1, "what shoppers paid to the store's own web shop",
           "sum of prices paid in the own web shop"),
    _money("rival_sales", "Sales lost to rivals", 0, -1, "what the shoppers of the store paid to rivals",
           "sum of prices paid to rivals"),
    _money("clv", "Customer lifetime value", 2, 1,
           "today's value of the margin that a shopper is expected to bring",
           "mean over shoppers of m r / (1 + i - r): margin m, retention r, discount rate i",
           "Gupta, Lehmann and Stuart 2004"),
    Measure("visits", "Visits", "", 0, 1, "how often shoppers came to the store", "count of store visits"),
    Measure("buyers", "Buying visits", "", 0, 1, "how many visits bought something", "count of visits with a purchase"),
)

MEASURES: dict[str, Measure] = {m.name: m for m in _ALL}
"""The dictionary of key numbers by column name, in the order in which they are shown."""

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
