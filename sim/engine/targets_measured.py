"""How each target is measured: from the tables of a run, as the published figure was measured.

Every function takes the results of one or two runs and returns one number. A visit is a row of `visits`; a shopper's
last answers (satisfaction 1..10, recommendation 0..10) stand in `shoppers`, as in a survey at the end of the run.
"""

from collections.abc import Callable
from operator import attrgetter

import numpy as np
import pandas as pd

from sim.engine.result import Result
from sim.experience.reviews import STARS
from sim.experience.satisfaction import satisfaction
from sim.ground.rules import plain
from sim.scenario.scenario import Scenario

KNEE = 8.0
"""Satisfaction at which the slope of recommendation changes (ECSI)."""


def perceived_over_actual(run: Result) -> float:
    """Mean over visits with a wait of how long the wait seemed, over how long it was."""
    waited = run.visits[run.visits["wait_actual_s"] > 0.0]
    return float((waited["wait_perceived_s"] / waited["wait_actual_s"]).astype(float).mean())


def walking_speed(run: Result) -> float:
    """Mean over visits of way walked by time spent walking (m/s)."""
    walked = run.visits[run.visits["walk_s"] > 0.0]
    return float((walked["distance_m"] / walked["walk_s"]).astype(float).mean())


def walking_time_ratio(slow: Result, fast: Result) -> float:
    """Time that the same way takes in the first run over that in the second: ratio of mean seconds a metre."""
    return seconds_a_metre(slow) / seconds_a_metre(fast)


def seconds_a_metre(run: Result) -> float:
    """Mean over visits of time spent walking by way walked (s/m)."""
    walked = run.visits[run.visits["distance_m"] > 0.0]
    return float((walked["walk_s"] / walked["distance_m"]).astype(float).mean())


def unplanned_share(run: Result) -> float:
    """Items that were on no list, of all items bought."""
    return float(run.visits["unplanned_items"].sum() / run.visits["items"].sum())


def metres_a_dollar(run: Result) -> float:
    """Way walked more for each further $ of unplanned items (m): 1 over the slope of the regression over visits.

    $ of unplanned items: the basket by their share of its items; also in the regression: number of planned items and
    its square, goal of the trip.
    """
    bought = run.visits[run.visits["items"] > 0]
    planned = (bought["items"] - bought["unplanned_items"]).to_numpy(float)
    dollars = (bought["spend"] * bought["unplanned_items"] / bought["items"]).to_numpy(float)
    fun = (bought["goal"] == "recreational").to_numpy(float)
    return 1.0 / float(_regression(dollars, bought["distance_m"].to_numpy(float), planned, planned**2, fun)[1])


def bought_from_rival(run: Result) -> float:
    """Share of visits in which something seen here was bought from a rival's web shop."""
    return float(run.visits["showroomed_rival"].mean())


def bought_unaided(run: Result) -> float:
    """Looks on purpose, without help, that ended in taking the item."""
    return float(run.visits["bought_unaided"].sum() / run.visits["looked"].sum())


def wanting_help(run: Result) -> float:
    """Looks on purpose at which help was wanted."""
    return float(run.visits["asked"].sum() / run.visits["considered"].sum())


def bought_helped(run: Result) -> float:
    """Helps that ended in taking the item, of those after which it was not tried on first."""
    return float(run.visits["bought_helped"].sum() / (run.visits["helps"] - run.visits["helped_tried"]).sum())


def rise_of_sales_per_help(trained: Result, untrained: Result) -> float:
    """How much more is bought per help in the first run than in the second, in %."""
    return 100.0 * (bought_helped(trained) / bought_helped(untrained) - 1.0)


def conversion_of_contact(run: Result) -> float:
    """Share of buyers among those whom staff helped over that among the others."""
    buys, helped = run.visits["items"] > 0, run.visits["helped"]
    return float(buys[helped].mean() / buys[~helped].mean())


def conversion_of_fitting(run: Result) -> float:
    """Share of buyers among those whom staff helped and who tried something on, over that of those with neither."""
    buys, helped, tried = run.visits["items"] > 0, run.visits["helped"], run.visits["tried"] > 0
    return float(buys[helped & tried].mean() / buys[~helped & ~tried].mean())


def off_the_given(run: Result, path: str, given: list[float]) -> float:
    """Largest distance of a configured spread (low, mode, high) from the given one, in its unit."""
    return max(abs(configured(run.scenario, f"{path}_{part}_min") - value)
               for part, value in zip(("low", "mode", "high"), given, strict=True))


def configured(asked: Scenario, path: str) -> float:
    """The parameter at a dotted path of a scenario."""
    return float(attrgetter(path)(asked))


def peak_end_correlation(run: Result) -> float:
    """Correlation over visits of (peak + end) / 2 with the remembered experience."""
    return _correlation((run.visits["peak"] + run.visits["end"]) / 2.0, run.visits["remembered"])


def correlation(run: Result, column: str) -> float:
    """Correlation over shoppers of a column of their last visit with the satisfaction with it."""
    last = run.visits.drop_duplicates("shopper", keep="last")
    return _correlation(last[column], last["satisfaction"])


def answers_percent(run: Result, above: float, upto: float, lowest: int, highest: int) -> float:
    """Answers lowest..highest on recommendation, in % of the shoppers with a satisfaction in (above, upto]."""
    asked = run.shoppers.dropna(subset=["recommend"])
    band = asked[(asked["satisfaction"] > above) & (asked["satisfaction"] <= upto)]
    return 100.0 * float(band["recommend"].between(lowest, highest).mean())


def recommendation_slope(run: Result, side: str) -> float:
    """Slope of recommendation on satisfaction on one side ("below", "above") of 8, by least squares with a knee."""
    asked = run.shoppers.dropna(subset=["recommend"])
    off = asked["satisfaction"].to_numpy(float) - KNEE
    slopes = _regression(asked["recommend"].to_numpy(float), np.minimum(off, 0.0), np.maximum(off, 0.0))
    return float(slopes[1 if side == "below" else 2])


def summary_of(run: Result, name: str) -> float:
    """A measure of the run's summary."""
    return float(run.summary[name])


def quarters(course: pd.Series) -> tuple[float, float]:
    """Means of the first and of the last quarter of a run's periods, of one period at least."""
    quarter = max(1, len(course) // 4)
    return float(course.iloc[:quarter].mean()), float(course.iloc[-quarter:].mean())


def change_over(run: Result, name: str) -> float:
    """A measure in the last quarter of a run's periods less that in the first."""
    first, last = quarters(run.periods[name])
    return last - first


def trips_a_week(run: Result) -> float:
    """Shopping days of a person a week over all shops."""
    return 7.0 * float(run.summary["trips"]) / (len(run.shoppers) * run.scenario.horizon.days_per_period)


def orders_above_visits(run: Result) -> float:
    """Satisfaction with orders less that with store visits, on 0-100."""
    return float(run.summary["order_satisfaction"] - run.summary["satisfaction"])


def stars_of_posts(run: Result) -> float:
    """Mean stars of posts against those of a visit that is at the norm and met with it."""
    experience = run.scenario.experience
    usual = plain(satisfaction)(experience.norm, experience.norm, 0.0, experience.satisfaction.numbers())
    return STARS(float(run.posts["satisfaction"].astype(float).mean()), usual)


def dollars_a_trip(run: Result) -> float:
    """$ of a shopping day over all shops: store, own web shop and rivals."""
    return float((run.summary["sales"] + run.summary["rival_sales"]) / run.summary["trips"])


def standardised_difference(present: Result, absent: Result, column: str) -> float:
    """Cohen's d over visits: difference of means by the root mean of the two variances."""
    one, other = present.visits[column].astype(float), absent.visits[column].astype(float)
    return float((one.mean() - other.mean()) / np.sqrt((one.var() + other.var()) / 2.0))


def sign_of_difference(first: Result, second: Result, column: str) -> float:
    """1 if the mean over visits is larger in the first run, -1 if it is smaller, 0 if equal."""
    return float(np.sign(first.visits[column].astype(float).mean() - second.visits[column].astype(float).mean()))


def origin_odds_ratio(first: Result, second: Result) -> float:
    """Odds ratio of goods of two origins sold under music of the one (first run) and of the other (second run).

    Odds: items from where the music is, to the other items that have an origin.
    """
    own, other = first.visits["primed_items"].sum(), second.visits["primed_items"].sum()
    rest, its_rest = first.visits["origin_items"].sum() - own, second.visits["origin_items"].sum() - other
    return float(own * other / (rest * its_rest)) if rest and its_rest else float("nan")


def reason_percent(run: Result, reason: str, bought: str) -> float:
    """Share of purchases in one channel (bought: `store`, `online`) for which a reason is named, in %."""
    from sim.channels.attributes import ATTRIBUTES
    from sim.channels.reasons import reasons
    from sim.engine.ways import ways_of
    people, channels = run.shoppers, run.scenario.channels
    purchases = people["visits" if bought == "store" else "web_orders"].to_numpy(float)
    named = reasons(ways_of(channels, run.scenario.visit.phone), people["price_sensitivity"].to_numpy(float),
                    people["involvement"].to_numpy(float), channels.attributes, channels.reasons)
    chances = named[int(bought == "online"), ATTRIBUTES.index(reason)]
    return 100.0 * float(np.average(chances, weights=purchases)) if purchases.any() else float("nan")


MEASURES: dict[str, Callable[..., float]] = {
    measure.__name__: measure
    for measure in (perceived_over_actual, walking_speed, walking_time_ratio, unplanned_share, metres_a_dollar,
                    bought_from_rival, bought_unaided, wanting_help, bought_helped, rise_of_sales_per_help,
                    conversion_of_contact, conversion_of_fitting,
                    off_the_given, peak_end_correlation, correlation, answers_percent, recommendation_slope, summary_of, change_over,
                    dollars_a_trip, trips_a_week, orders_above_visits, standardised_difference, reason_percent, sign_of_difference, origin_odds_ratio)
}
"""Name -> function, as the file of targets names them."""


def _correlation(one: pd.Series, other: pd.Series) -> float:
    return float(np.corrcoef(one.to_numpy(float), other.to_numpy(float))[0, 1])


def _regression(explained: np.ndarray, *by: np.ndarray) -> np.ndarray:
    """Coefficients of ordinary least squares, the constant first."""
    return np.linalg.lstsq(np.column_stack([np.ones(len(explained)), *by]), explained, rcond=None)[0]
