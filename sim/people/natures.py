"""Natures: what a person is like, drawn from the dice of that person alone.

A trait is the quantile of its distribution at one uniform draw, so traits move smoothly with the parameters and a
scenario that changes one parameter leaves every other trait of everybody untouched (common random numbers).
"""

from functools import lru_cache

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri

from sim.ground.columns import Columns
from sim.ground.dice import Purpose, draws
from sim.ground.rules import step
from sim.people.population import People

PERSON = int(Purpose.PERSON)
CHUNK = 1 << 16

KNOTS = np.linspace(-6.4, 6.4, 1025)
"""Normal scores at which quantiles are tabled; draws lie within 6.4 standard deviations."""

LUCK = ("segment", "age", "gender", "income", "recreational", "price_sensitivity", "involvement", "innovativeness",
        "mood", "rating_style", "pace", "patience", "trip_rate", "store_share", "coupon_use", "basket_lines",
        "price_tier", "conduct")
"""What the draws of a person are for, in order; append only, since the place in this list is the draw."""


@step
def _throw(seed, first_uid, table):
    """Fill row i of `table` with the uniforms of person `first_uid + i`, four a moment, inside (0, 1)."""
    people, width = table.shape
    for i in range(people):
        for moment in range(width // 4):
            four = draws(seed, PERSON, first_uid + i, 0, moment)
            for k in range(4):
                table[i, 4 * moment + k] = four[k] + 1.1641532182693481e-10  # half a step: never 0, so no infinity


def luck(seed: int, first_uid: int, people: int) -> dict[str, np.ndarray]:
    """The uniforms in (0, 1) of persons first_uid, first_uid + 1, ...: one array of length `people` a name of LUCK."""
    table = np.empty((people, -(-len(LUCK) // 4) * 4))
    _throw(np.uint64(seed), first_uid, table)
    return {name: table[:, k] for k, name in enumerate(LUCK)}


def beta_quantile(score: np.ndarray, mean: float, concentration: float) -> np.ndarray:
    """Quantile of the beta distribution with this mean (0..1) and concentration a + b (0.5 or more).

    score: normal scores of the draws. Read from a table of 1,025 points; error below 1e-3 (1e-5 at concentration 8).
    A mean within 1e-4 of 0 or 1 leaves no room to vary: everybody has the mean.
    """
    if not 1e-4 < mean < 1.0 - 1e-4:
        return np.full(score.shape, mean)
    return np.interp(score, KNOTS, _beta_table(mean, concentration))


def gamma_quantile(score: np.ndarray, mean: float, shape: float) -> np.ndarray:
    """Quantile of the gamma distribution with this mean and shape (0.2 or more); error below 1e-3 of the mean."""
    return np.interp(score, KNOTS, _gamma_table(shape)) * mean


@lru_cache(maxsize=512)
def _beta_table(mean: float, concentration: float) -> np.ndarray:
    return betaincinv(mean * concentration, (1.0 - mean) * concentration, ndtr(KNOTS))


@lru_cache(maxsize=64)
def _gamma_table(shape: float) -> np.ndarray:
    return gammaincinv(shape, ndtr(KNOTS)) / shape


def truncated_normal_quantile(draw: np.ndarray, mean: np.ndarray, sd: float, low: float, high: float) -> np.ndarray:
    """Quantile of the normal distribution cut to low..high."""
    floor = ndtr((low - mean) / sd)
    roof = ndtr((high - mean) / sd)
    return np.clip(mean + sd * ndtri(floor + draw * (roof - floor)), low, high)


def give_traits(rows: np.ndarray, luck: dict[str, np.ndarray], people: People) -> None:
    """Write segment, demographics, attitudes, mood, rating style, pace and patience into `rows`."""
    segments = people.segments
    cumulated = np.cumsum([segment.share for segment in segments])[:-1]
    kind = np.searchsorted(cumulated, luck["segment"], side="right")

    def of_segment(name: str) -> np.ndarray:
        return np.array([getattr(segment, name) for segment in segments], dtype=np.float64)[kind]

    rows["segment"] = kind
    rows["age"] = of_segment("age_low") + luck["age"] * (of_segment("age_high") - of_segment("age_low"))
    rows["gender"] = np.where(luck["gender"] < of_segment("women"), 1, 2)
    rows["income"] = people.income_median * np.exp(people.income_sigma * ndtri(luck["income"]))
    for trait in ("recreational", "price_sensitivity", "involvement", "innovativeness"):
        score = ndtri(luck[trait])
        for k, segment in enumerate(segments):
            rows[trait][kind == k] = beta_quantile(score[kind == k], getattr(segment, trait),
                                                   people.trait_concentration)
    for gender, response in ((1, people.women), (2, people.men)):
        for trait in ("recreational", "price_sensitivity", "involvement", "innovativeness"):
            respond(rows, gender, trait, getattr(response, trait), 1.0)
    rows["mood"] = np.clip(people.mood_sd * ndtri(luck["mood"]), -1.0, 1.0)
    rows["conduct"] = np.clip(people.conduct_mean + people.conduct_sd * ndtri(luck["conduct"]), -1.0, 1.0)
    rows["rating_style"] = np.clip(people.rating_style_sd * ndtri(luck["rating_style"]), -9.0, 9.0)
    # Task-led people are faster than the mean by as much as pleasure-led people are slower: the mean stays.
    usual = sum(segment.share * segment.recreational for segment in segments)
    pace = people.pace_mean_m_s + people.pace_task_m_s * (usual - rows["recreational"].astype(np.float64))
    rows["pace_m_s"] = truncated_normal_quantile(luck["pace"], pace, people.pace_sd_m_s, 0.4, 1.6)
    sigma = people.patience_sigma
    rows["patience"] = np.exp(sigma * ndtri(luck["patience"]) - sigma * sigma / 2.0)
    for gender, response in ((1, people.women), (2, people.men)):
        respond(rows, gender, "patience", response.patience, np.inf)


def respond(rows: np.ndarray, gender: int, trait: str, factor: float, most: float) -> None:
    """Scale a trait of everybody of one gender (1 woman, 2 man), to at most `most`; nothing at factor 1."""
    if factor != 1.0:
        here = rows["gender"] == gender
        rows[trait][here] = np.minimum(most, factor * rows[trait][here])


def give_habits(rows: np.ndarray, luck: dict[str, np.ndarray], people: People) -> None:
    """Write trip rate, store share, coupon use, basket size and price tier into `rows`."""
    def score(name: str) -> np.ndarray:
        return ndtri(luck[name])

    rows["trip_rate"] = np.minimum(7.0, gamma_quantile(score("trip_rate"), people.trip_rate_mean,
                                                       people.trip_rate_shape))
    rows["store_share"] = beta_quantile(score("store_share"), people.store_share_mean,
                                        people.store_share_concentration)
    rows["coupon_use"] = beta_quantile(score("coupon_use"), people.coupon_use_mean, people.coupon_use_concentration)
    rows["basket_lines"] = 1.0 + gamma_quantile(score("basket_lines"), people.basket_lines_mean - 1.0,
                                                people.basket_lines_shape)
    rows["basket_spread"] = people.basket_spread
    rows["price_tier"] = np.clip(score("price_tier"), -6.0, 6.0)


def synthetic_people(people: People, size: int, seed: int, columns: Columns) -> np.ndarray:
    """`size` synthetic persons, uids 0..size-1, as rows of `columns`; see `sim.people.population.draw_people`."""
    rows = columns.rows(size)
    rows["uid"] = np.arange(size)
    for first in range(0, size, CHUNK):
        part = rows[first:first + CHUNK]
        own = luck(seed, first, len(part))
        give_traits(part, own, people)
        give_habits(part, own, people)
    return rows
