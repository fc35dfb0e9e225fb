"""The situation: what a store and its shoppers are placed in, and what it does to the paths of the model.

The situation moderates how experience is made (Verhoef et al. 2009): store type, location, culture, season, economic
climate, competition, and the years that pass. A moderator scales one named path, a number of the scenario,

    value <- value factor^m + shift m          m: how strongly its condition holds in the period

m is 1 while a season, store type, location or culture is the named one and 0 else. It is (confidence - 100) / 50 for the
economic climate, the set competition (0 as usual), years since the start, or the score of the culture on a dimension above
that of the reference, per 100 points. At m = 0, or with factor 1 and shift 0, the path is not touched.

Dimensions of culture and their scores: Hofstede, Hofstede and Minkov 2010. That they weigh what service and surroundings do:
Furrer, Liu and Sudharshan 2000; Liu, Furrer and Sudharshan 2001. The reference is where the model is calibrated.
"""

from collections.abc import Collection
from functools import partial
from typing import Literal

from pydantic import model_validator

from sim.ground.parameters import Parameters, choice, count, number

NAMED = ("season", "store_type", "location", "culture")
"""Conditions that are one of several by name."""
STORE_TYPES = ("supermarket", "department_store", "electronics", "city_desk", "discounter", "convenience", "boutique", "outlet")
"""Kinds of store: those that ship with the engine, and some more."""
LOCATIONS = ("town_centre", "high_street", "mall", "retail_park", "neighbourhood", "village", "station", "airport")
"""Kinds of place."""
DIMENSIONS = ("power_distance", "individualism", "masculinity", "uncertainty_avoidance", "long_term", "indulgence")
"""Dimensions of national culture."""

_CHOICE = "choice of the user"
_HOFSTEDE = "Hofstede, Hofstede and Minkov 2010"


class Season(Parameters):
    """A season: from one week of the year to another, over the turn of the year if the last is before the first."""

    from_week: int = count(1, "week", 1, 53, "first week of the year", _CHOICE)
    to_week: int = count(53, "week", 1, 53, "last week of the year", _CHOICE)

    def holds_in(self, week: int) -> bool:
        """Whether a week of the year lies in the season."""
        if self.from_week <= self.to_week:
            return self.from_week <= week <= self.to_week
        return week >= self.from_week or week <= self.to_week


SEASONS = {"winter": Season(from_week=49, to_week=9), "spring": Season(from_week=10, to_week=22),
           "summer": Season(from_week=23, to_week=35), "autumn": Season(from_week=36, to_week=48)}

_score = partial(number, unit="0..100", low=0, high=120, source=_HOFSTEDE)


class Culture(Parameters):
    """Scores of a culture on the dimensions; by default those of the United States, where the model is calibrated."""

    power_distance: float = _score(40, means="how far unequal power is taken for granted")
    individualism: float = _score(91, means="how far people look after themselves, and not after their group")
    masculinity: float = _score(62, means="how far achievement counts more than care")
    uncertainty_avoidance: float = _score(46, means="how far the unknown is avoided")
    long_term: float = _score(26, means="how far the future counts against the present")
    indulgence: float = _score(68, means="how freely enjoyment is allowed")


CULTURES = {
    "united_states": Culture(),
    "china": Culture(power_distance=80, individualism=20, masculinity=66, uncertainty_avoidance=30, long_term=87, indulgence=24),
    "germany": Culture(power_distance=35, individualism=67, masculinity=66, uncertainty_avoidance=65, long_term=83,
                       indulgence=40),
    "japan": Culture(power_distance=54, individualism=46, masculinity=95, uncertainty_avoidance=92, long_term=88, indulgence=42),
}


class Climate(Parameters):
    """The economic climate: an index of consumer confidence, 100 as usual."""

    confidence: float = number(100.0, "index", 0, 200, "Confidence of consumers in period 0; 100 is the usual.", _CHOICE)
    trend_year: float = number(0.0, "index a year", -500, 500, "What it gains in a year.", _CHOICE)
    series: tuple[float, ...] = choice((), "confidence period by period instead, each 0 to 200; the last one stays", _CHOICE)

    @model_validator(mode="after")
    def _is_an_index(self):
        for value in self.series:
            if not 0 <= value <= 200:
                raise ValueError(f"climate.series holds {value:g}; each must be 0 to 200")
        return self

    def at(self, period: int, years: float) -> float:
        """The index in a period, `years` after the start; it never leaves 0..200."""
        if self.series:
            return self.series[min(period, len(self.series) - 1)]
        return min(200.0, max(0.0, self.confidence + self.trend_year * years))


class Moderator(Parameters):
    """How one condition scales one path."""

    when: Literal["season", "store_type", "location", "culture", "confidence", "competition", "years", "power_distance",
                  "individualism", "masculinity", "uncertainty_avoidance", "long_term", "indulgence"] = choice(
        "years", "condition of the situation", _CHOICE)
    named: str = choice("", "which season, store type, location or culture; empty for the other conditions", _CHOICE)
    path: str = choice("", "dotted key of a number of the scenario", _CHOICE)
    factor: float = number(1.0, "x", 0.001, 1000, "what the value is multiplied by where the condition holds by 1", _CHOICE)
    shift: float = number(0.0, "that of the path", -1e6, 1e6, "what is added to it where the condition holds by 1", _CHOICE)

    @model_validator(mode="after")
    def _names_its_condition(self):
        if bool(self.named) != (self.when in NAMED):
            raise ValueError(f"a moderator with when={self.when} has named={self.named!r}; it must "
                             + (f"name the {self.when}" if self.when in NAMED else "be empty"))
        return self

    @property
    def is_neutral(self) -> bool:
        """Whether it never does anything."""
        return self.factor == 1.0 and self.shift == 0.0

    def acts(self, value: float, strength: float) -> float:
        """The value of the path where the condition holds by `strength`."""
        return value if strength == 0.0 else value * self.factor**strength + self.shift * strength


class Situation(Parameters):
    """Where and when: conditions, and the moderators by which they act; none by default."""

    moderated: bool = choice(True, "whether moderators act at all", _CHOICE)
    store_type: str = choice("", "kind of store, one of `store_types`, or empty", "that of the store, in configs/store/*.yaml")
    store_types: tuple[str, ...] = choice(STORE_TYPES, "kinds of store that there are", _CHOICE)
    location: str = choice("", "kind of place it stands in, one of `locations`, or empty", _CHOICE)
    locations: tuple[str, ...] = choice(LOCATIONS, "kinds of place that there are", _CHOICE)
    culture: str = choice("united_states", "culture of the shoppers, one of `cultures`", _CHOICE)
    reference: str = choice("united_states", "culture where the model is calibrated, one of `cultures`",
                            "calibrated: ACSI and the household panel are American")
    cultures: dict[str, Culture] = choice(CULTURES, "cultures by name", _HOFSTEDE)
    first_week: int = count(1, "week", 1, 52, "week of the year of period 0", _CHOICE)
    seasons: dict[str, Season] = choice(SEASONS, "seasons by name; a week may lie in several", "meteorological seasons, north")
    climate: Climate = Climate()
    competition: float = number(0.0, "-1..1", -1, 1, "how hard competition is against the usual", _CHOICE)
    moderators: dict[str, Moderator] = choice({}, "moderators by name", _CHOICE)

    @model_validator(mode="after")
    def _names_what_there_is(self):
        there = self._there
        named = [(key, getattr(self, key), there[when]) for key, when in (
            ("culture", "culture"), ("reference", "culture"), ("store_type", "store_type"), ("location", "location"))]
        named += [(f"moderators.{name}.named", one.named, there[one.when]) for name, one in self.moderators.items() if one.when in there]
        for key, value, (held_in, known) in named:
            if value not in known and (value or key not in ("store_type", "location")):
                raise ValueError(f"{key} is {value!r}; it must be one of {', '.join(known)}. Set it under situation, or add the name to "
                                 f"situation.{held_in}")
        return self

    @property
    def _there(self) -> dict[str, tuple[str, Collection[str]]]:
        """Condition -> the key of what can be named for it, and the names."""
        return {"culture": ("cultures", self.cultures), "season": ("seasons", self.seasons),
                "store_type": ("store_types", self.store_types), "location": ("locations", self.locations)}

    def week(self, period: int, days: int) -> int:
        """Week of the year, 1..52, in which a period of so many days begins."""
        return (self.first_week - 1 + period * days // 7) % 52 + 1

    def seasons_in(self, period: int, days: int) -> list[str]:
        """Names of the seasons in which a period begins."""
        return [name for name, season in self.seasons.items() if season.holds_in(self.week(period, days))]

    def confidence(self, period: int, days: int) -> float:
        """Consumer confidence in a period."""
        return self.climate.at(period, years(period, days))

    def strength(self, moderator: Moderator, period: int, days: int) -> float:
        """How strongly the condition of a moderator holds in a period; 0 where nothing is moderated."""
        if not self.moderated or moderator.is_neutral:
            return 0.0
        when = moderator.when
        if when == "season":
            return float(moderator.named in self.seasons_in(period, days))
        if when in NAMED:
            return float(moderator.named == getattr(self, when))
        if when == "confidence":
            return (self.confidence(period, days) - 100.0) / 50.0
        if when in DIMENSIONS:
            return (getattr(self.cultures[self.culture], when) - getattr(self.cultures[self.reference], when)) / 100.0
        return years(period, days) if when == "years" else self.competition


def years(period: int, days: int) -> float:
    """Years from the start to a period of so many days each."""
    return period * days / 365.0
