"""Impulse response: one visit of some shoppers ends badly, and the same world is lived a second time without it.

Two small worlds share their luck person by person; in one of them every second shopper who comes in the period `STRUCK`
has a bad moment at the end of the first visit: for the last `LASTS_S` what is felt is lower by `BLOW` on every dimension.
So it is the end, mostly the peak, and hardly part of the mean, and how much of it enters depends on the rule of memory
(`sim/experience/memory.py`). The difference of the two worlds, person by person, is the response. With a constant
carry-over lam it fades as (1 - lam) lam^k of what is remembered of it, k visited periods later (`sim/experience/state.py`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from sim.engine.model import RetailModel
from sim.ground.rules import step
from sim.scenario.chain import Chain
from sim.scenario.scenario import Scenario
from sim.visit.causes import Cause
from sim.visit.feeling import kick, live_through

BLOW = -0.6
"""What the bad moment takes from the experience, on every dimension."""
LASTS_S = 60.0
"""How long the bad moment lasts: so many of the last seconds of the visit."""
STRUCK = 1
"""Period of the bad visit: the second, in which everybody has a past."""
PEOPLE = 250
"""Shoppers of the small worlds: how a memory fades hardly depends on how many there are."""
PERIODS = 8
"""Periods that are lived, those before the bad visit included."""
MOST = 4
"""Scenarios of a comparison for which it is told."""
LEVEL = 0.95


@dataclass(frozen=True)
class Impulse:
    """How one bad visit fades.

    table: one row a measure and number k of periods with a visit since then, with mean, ci_low, ci_high over the struck shoppers
    and their number: `experience` (change of the state, -1..1), `state`, `expectation` (share of its first change that is left,
    by visited periods), `satisfaction` (rating points), `loyalty` (0..1), `visits` (a period; by periods, whether visited or not);
    law: share left by the carry-over as configured, by k; NaN where the rule has no closed form.
    """

    table: pd.DataFrame
    law: pd.Series

    def of(self, measure: str) -> pd.DataFrame:
        """The rows of one measure by k."""
        return self.table[self.table["measure"] == measure].set_index("k")


class StruckModel(RetailModel):
    """A world in which some shoppers have one bad visit; struck: bool by shopper, who they are."""

    blow = BLOW

    def live(self, trips: np.ndarray) -> list:
        """The store-days of the period, made worse for those who are struck in it."""
        days = super().live(trips)
        if self.period == STRUCK:
            for visits, rows in first_visits(days):
                strike(visits, rows, self.blow, LASTS_S)
        return days


def first_visits(days: list) -> list[tuple[np.ndarray, np.ndarray]]:
    """The first visits of the period of every second shopper who came: (visits of the day, rows) of each day."""
    seen, found = np.empty(0, dtype=np.int64), []
    for day in days:
        visits = day.day.visits
        rows = np.flatnonzero((visits["leave_s"] >= 0.0) & (visits["shopper"] % 2 == 0) & ~np.isin(visits["shopper"], seen))
        rows = rows[np.sort(np.unique(visits["shopper"][rows], return_index=True)[1])]
        seen = np.concatenate([seen, visits["shopper"][rows]])
        found.append((visits, rows))
    return found


@step
def strike(visits, rows, blow, seconds):
    """The last `seconds` of these visits were lived with everything felt lower by `blow`."""
    for k in range(len(rows)):
        visit = visits[rows[k]]
        last = min(seconds, visit.felt_s)
        live_through(visit, -last)      # taken out as they were, and lived anew
        kick(visit, Cause.CHECKOUT, blow, blow, blow, blow)
        live_through(visit, last)


def small_world(scenario: Scenario) -> Scenario:
    """The scenario with few people in one store, without events, and with nothing kept."""
    people = scenario.people.size
    engine = scenario.engine.model_copy(update={"keep_visits": False, "touchpoint_sample": 0.0, "explain": False})
    return scenario.model_copy(update={
        "people": scenario.people.model_copy(update={"size": PEOPLE if people is None else min(PEOPLE, people)}),
        "events": (), "chain": Chain(), "engine": engine})


def impulse(scenario: Scenario, seed: int = 7, rules: dict | None = None) -> Impulse | None:
    """The response to one bad visit in small worlds of this scenario; None if nobody came to be struck."""
    small = small_world(scenario)
    usual, other = RetailModel(small, seed, rules), StruckModel(small, seed, rules)
    lived = [(_lived(usual), _lived(other)) for _ in range(PERIODS)]
    tenure = lived[STRUCK][0]["tenure"]
    first = _gap(lived[STRUCK], "experience")
    struck = np.flatnonzero(first != 0.0)
    if not len(struck):
        return None
    rows = []
    for period, (one, two) in enumerate(lived[STRUCK:]):
        came = (one["tenure"] > lived[STRUCK + period - 1][0]["tenure"]) & (one["tenure"] == two["tenure"])
        for k in range(PERIODS - STRUCK):
            at = struck[came[struck] & (one["tenure"][struck] - tenure[struck] == k)]
            rows += [("experience", k, v) for v in _gap((one, two), "experience")[at]]
            rows += [("state", k, v) for v in _gap((one, two), "experience")[at] / first[at]]
            rows += [("expectation", k, v) for v in _gap((one, two), "expectation")[at] / first[at]]
            rows += [("satisfaction", k, v) for v in _gap((one, two), "satisfaction")[at]]
        rows += [("loyalty", period, v) for v in _gap((one, two), "loyalty")[struck]]
        rows += [("visits", period, v) for v in _came(lived, STRUCK + period, 1)[struck] - _came(lived, STRUCK + period, 0)[struck]]
    return Impulse(_with_intervals(rows), _law(scenario, rules))


def impulses(base: Scenario, variants: dict[str, Scenario], seed: int = 7) -> dict[str, Impulse]:
    """The response in the base and, by name, in those variants in which experience is remembered or carried otherwise."""
    asked = {base.name: base} | {name: one for name, one in variants.items() if one.experience != base.experience}
    found = {name: impulse(one, seed) for name, one in list(asked.items())[:MOST]}
    return {name: one for name, one in found.items() if one is not None}


def _lived(model: RetailModel) -> np.ndarray:
    model.step()
    return model.shoppers[["experience", "expectation", "satisfaction", "loyalty", "tenure", "visits"]].copy()


def _gap(pair: tuple[np.ndarray, np.ndarray], name: str) -> np.ndarray:
    one, two = pair
    return two[name].astype(np.float64) - one[name]


def _came(lived: list, period: int, world: int) -> np.ndarray:
    return lived[period][world]["visits"].astype(np.int64) - lived[period - 1][world]["visits"]


def _with_intervals(rows: list[tuple[str, int, float]]) -> pd.DataFrame:
    grouped = pd.DataFrame(rows, columns=["measure", "k", "value"]).groupby(["measure", "k"])["value"]
    table = grouped.agg(["mean", "std", "count"]).reset_index().astype({"k": int})
    count = np.maximum(table["count"] - 1, 1)
    half = stats.t.ppf(0.5 + LEVEL / 2, count) * table.pop("std") / np.sqrt(table["count"])
    return table.assign(ci_low=table["mean"] - half, ci_high=table["mean"] + half)


def _law(scenario: Scenario, rules: dict | None) -> pd.Series:
    p = scenario.experience
    known = (p.carry_over_rule == "smoothing" and p.carry_over == p.carry_over_old and p.forgetting.rate == 0.0
             and "carry_over" not in (rules or {}))
    k = np.arange(PERIODS - STRUCK)
    return pd.Series(float(p.carry_over) ** k if known else np.full(len(k), np.nan), index=pd.Index(k, name="k"), name="law")
