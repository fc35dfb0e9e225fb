"""Population: how many shoppers there are, and of what make.

Two sources. `synthetic`: every trait is drawn from the segments and distributions below. `complete_journey`: trip
rates, store shares, baskets, coupons, age and income are those of the households of a real panel
(`sim.people.journey`), and only what the panel does not know is drawn. Person k of a seed is the same person at every
size: adding a shopper changes nobody else.
"""

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from sim.ground.errors import InputError
from sim.ground.parameters import Parameters, choice, count, number
from sim.people.network import Acquaintance
from sim.people.segments import DEFAULT_SEGMENTS, Response, Segment

if TYPE_CHECKING:
    import numpy as np

    from sim.ground.columns import Columns

MOST_PEOPLE = 5_000_000
ALL = "all"
"""What tables call all segments together."""
FMI = "Food Marketing Institute 2011, U.S. Grocery Shopper Trends"
JOURNEY = "84.51 degrees, The Complete Journey (fitted on 39 weeks by sim.people.panel)"


class People(Parameters):
    """Who the shoppers are: source, size, segments and the distributions of synthetic people."""

    source: Literal["synthetic", "complete_journey"] = choice(
        "synthetic", "synthetic: drawn from the distributions below; complete_journey: households of a grocery panel")
    size: int | None = count(None, "persons", 0, MOST_PEOPLE,
                             "number of shoppers; null = as many as the store's crowd needs")
    segments: tuple[Segment, ...] = choice(DEFAULT_SEGMENTS, "kinds of shoppers, 1 to 255; their shares sum to 1")
    women: Response = Response()
    men: Response = Response()
    trait_concentration: float = number(
        8.0, "-", 0.5, 1000, "concentration a + b of the beta distributions of traits within a segment")
    mood_sd: float = number(0.1, "pleasure", 0, 1, "spread of personal pleasure offsets")
    conduct_mean: float = number(0.0, "-1..1", -1, 1, "mean conduct toward other shoppers: -1 unpleasant, 1 pleasant")
    conduct_sd: float = number(0.3, "-1..1", 0, 2, "spread of conduct toward other shoppers between people")
    rating_style_sd: float = number(0.729, "rating points", 0, 3, "spread of personal rating offsets",
                                    "calibrated: ECSI data, correlation of quality with satisfaction .79")
    pace_mean_m_s: float = number(0.85, "m/s", 0.4, 1.6, "mean desired walking speed", "Mohamad Ali 2019")
    pace_sd_m_s: float = number(0.2, "m/s", 0.01, 1, "spread of desired walking speed", "Mohamad Ali 2019")
    pace_task_m_s: float = number(
        0.15, "m/s", 0, 1, "how much faster a shopper of tasks alone walks than one of pleasure alone")
    patience_sigma: float = number(0.3, "-", 0, 2, "log-spread of personal patience (mean 1)")
    income_median: float = number(74.6, "thousand $ a year", 5, 1000, "median income of a household",
                                  "Guzman and Kollar 2023, Income in the United States: 2022")
    income_sigma: float = number(0.8, "-", 0, 3, "log-spread of incomes")
    trip_rate_mean: float = number(1.69, "days a week", 0.01, 7, "mean shopping days over all shops", FMI)
    trip_rate_shape: float = number(1.23, "-", 0.2, 100, "gamma shape of trip rates; small = uneven", JOURNEY)
    store_share_mean: float = number(0.75, "share", 0, 1, "mean share of trips to the main store", FMI)
    store_share_concentration: float = number(3.6, "-", 0.5, 1000, "beta concentration of store shares", JOURNEY)
    coupon_use_mean: float = number(0.07, "share", 0, 1, "mean share of baskets with a coupon (reported; no visit reads it)",
                                   JOURNEY)
    coupon_use_concentration: float = number(9.1, "-", 0.5, 1000, "beta concentration of coupon use", JOURNEY)
    basket_lines_mean: float = number(9.4, "items", 1, 200, "mean number of different items of a basket",
                                     "84.51 degrees, The Complete Journey (mean of all till baskets)")
    basket_lines_shape: float = number(3.3, "-", 0.2, 100, "gamma shape of mean baskets between people", JOURNEY)
    basket_spread: float = number(1.17, "-", 0.1, 20, "gamma shape of one person's baskets; small = uneven", JOURNEY)
    coupon_signal: float = number(
        0.5, "correlation", 0, 1, "panel households only: how far coupon use tells of price sensitivity")
    network: Acquaintance = Acquaintance()

    @model_validator(mode="after")
    def _segments_are_whole(self):
        if not 1 <= len(self.segments) <= 255:
            raise ValueError(f"there are {len(self.segments)} segments; there must be 1 to 255. "
                             "Set them in configs/people/*.yaml under segments")
        names = [segment.name for segment in self.segments]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"segments: two have the name {twice[0]!r}; each needs a name of its own. "
                             "Set it in configs/people/*.yaml under segments")
        if ALL in names:
            raise ValueError(f"segments: one has the name {ALL!r}, which in every table stands for all segments together; it must "
                             "be another name. Set it in configs/people/*.yaml under segments")
        if self.source == "complete_journey" and (self.women, self.men) != (Response(), Response()):
            raise ValueError("people.women and people.men differ from 1, but the panel does not know who is a woman or a man; "
                             "they must be 1 with people=complete_journey")
        total = sum(segment.share for segment in self.segments)
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"the shares of segments sum to {total:g}; they must sum to 1. "
                             "Set them in configs/people/*.yaml under segments")
        return self


def draw_people(people: People, size: int, seed: int, columns: "Columns") -> "np.ndarray":
    """The first `size` persons of the population as rows of the table `columns`.

    size: 0..5,000,000; seed: key of the replication; columns: of the table "shopper", with at least
    `sim.people.shoppers.FIELDS`; other columns keep their start. Row k holds person uid k.
    Raises InputError if the size is out of range, or if the panel is asked for and its package is missing.
    """
    check_size(size)
    # Drawing needs the compiler and SciPy; reading a configuration must not wait for them.
    if people.source == "complete_journey":
        from sim.people.households import panel_people
        from sim.people.panel import fit_panel
        return panel_people(fit_panel(), size, seed, columns, people)
    from sim.people.natures import synthetic_people
    return synthetic_people(people, size, seed, columns)


def check_size(size: int) -> None:
    """Raises InputError unless 0 <= size <= 5,000,000."""
    if not 0 <= size <= MOST_PEOPLE:
        raise InputError(f"people.size is {size}; it must be 0 to {MOST_PEOPLE} persons. "
                         "Set it in configs/people/*.yaml or on the command line (people.size=...)")


def mean_visits_week(people: People) -> float:
    """Expected visits of a person to the main store in a week: trip rate times store share (visits a week)."""
    if people.source == "complete_journey":
        from sim.people.panel import fit_panel
        panel = fit_panel()
        return float((panel.trip_rate * panel.store_share).mean())
    return people.trip_rate_mean * people.store_share_mean


def size_for_crowd(visitors_per_hour: float, hours_per_week: float, mean_visits_per_person_week: float) -> int:
    """How many people a store needs so that its weekly visitors are `visitors_per_hour * hours_per_week`.

    visitors_per_hour: persons/h, >= 0; hours_per_week: opening hours, 0..168; mean_visits_per_person_week: > 0, see
    `mean_visits_week`. Raises InputError if nobody ever comes, or if more than 5,000,000 people would be needed.
    """
    if not mean_visits_per_person_week > 0.0:
        raise InputError(f"people make {mean_visits_per_person_week:g} visits a week, so no crowd can form. Raise "
                         "people.trip_rate_mean or people.store_share_mean, or set people.size")
    size = round(visitors_per_hour * hours_per_week / mean_visits_per_person_week)
    check_size(size)
    return size
