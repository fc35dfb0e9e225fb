"""A small make-believe result and comparison with every table a report reads, drawn from one seeded generator."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.ground.parameters import Parameters, choice, count, number
from sim.store.plan import read_plan

WEEKS = 12
PEOPLE = 300


class Music(Parameters):
    """A stand-in for one mechanism."""

    tempo_bpm: float = number(83.0, "BPM", low=40, high=160, means="tempo of the background music")


class Horizon(Parameters):
    """A stand-in for the horizon."""

    periods: int = count(WEEKS, "periods", low=0, high=2600, means="periods that are simulated")
    days_per_period: int = count(7, "days", low=1, high=31, means="days of a period")


class Scenario(Parameters):
    """A stand-in for the scenario."""

    name: str = choice("baseline", "name of the scenario")
    music: Music = Music()
    horizon: Horizon = Horizon()


def scenario(name: str = "baseline", tempo_bpm: float = 83.0) -> Scenario:
    return Scenario(name=name, music=Music(tempo_bpm=tempo_bpm))


def visits(rng: np.random.Generator, weeks: int = WEEKS, a_week: int = 200, lift: float = 0.0) -> pd.DataFrame:
    n = weeks * a_week
    spend = rng.gamma(2.0, 15.0, n) * (rng.random(n) < 0.8)
    table = pd.DataFrame({
        "shopper": rng.integers(0, PEOPLE, n), "period": np.repeat(np.arange(weeks), a_week), "store": 0,
        "day": rng.integers(0, 7, n), "goal": rng.choice(["task", "recreational"], n),
        "dwell_s": rng.gamma(4, 300, n), "wait_actual_s": rng.gamma(2, 90, n), "spend": spend,
        "satisfaction": np.clip(np.rint(7.6 + lift + rng.normal(0, 1.3, n)), 1, 10),
        "pleasure": np.clip(rng.normal(0.2, 0.2, n), -1, 1),
        "search_channel": rng.choice(["direct", "web", "phone"], n, p=[0.75, 0.19, 0.06]),
        "purchase_channel": np.where(spend > 0, "store", rng.choice(["own web", "rival", "nothing"], n)),
    })
    table["arrive_s"] = rng.uniform(0, 14 * 3600, n)
    table["leave_s"] = table["arrive_s"] + table["dwell_s"]
    table["showroomed"] = (table["search_channel"] != "web") & table["purchase_channel"].isin(["own web", "rival"])
    table["webroomed"] = (table["search_channel"] == "web") & (table["purchase_channel"] == "store")
    return table


def periods(seen: pd.DataFrame, rng: np.random.Generator, weeks: int = WEEKS) -> pd.DataFrame:
    by_week = seen.groupby("period")
    table = pd.DataFrame({"period": np.arange(weeks)})
    rated = (by_week["satisfaction"].mean() - 1) / 9 * 100
    table["satisfaction"] = rated.reindex(table["period"]).to_numpy()
    table["nps"] = table["satisfaction"] - 45 + rng.normal(0, 2, weeks)
    table["loyalty"] = 0.55 + 0.004 * np.arange(weeks)
    table["visits"] = by_week.size().reindex(table["period"], fill_value=0).to_numpy()
    table["sales"] = by_week["spend"].sum().reindex(table["period"], fill_value=0.0).to_numpy()
    table["margin"] = 0.29 * table["sales"]
    table["wages"] = 420.0
    for name, level in (("retention", 0.97), ("conversion", 0.8), ("showrooming", 0.06), ("webrooming", 0.14)):
        table[name] = level + rng.normal(0, 0.01, weeks)
    table["wait_min"] = 3 + rng.normal(0, 0.2, weeks)
    return table


def result(seed: int = 1, weeks: int = WEEKS, lift: float = 0.0, name: str = "baseline", tempo_bpm: float = 83.0,
           panel: bool = False) -> SimpleNamespace:
    rng = np.random.default_rng(seed)
    seen = visits(rng, weeks, lift=lift)
    by_week = periods(seen, rng, weeks)
    people = pd.DataFrame({"uid": np.arange(PEOPLE), "loyalty": rng.beta(5, 4, PEOPLE),
                           "recommend": np.clip(np.rint(rng.normal(8, 1.9, PEOPLE)), 0, 10)})
    summary = by_week.drop(columns=["period"]).mean()
    summary["clv"] = 212.4
    summary["dwell_min"] = seen["dwell_s"].mean() / 60
    return SimpleNamespace(
        scenario=scenario(name, tempo_bpm), seed=7, periods=by_week, shoppers=people, visits=seen,
        errors=pd.DataFrame({"period": by_week["period"], "satisfaction": 0.9, "nps": 3.0, "loyalty": 0.005}),
        why=why(lift), why_by_zone=why_by_zone(rng),
        touchpoints=touchpoints(rng), summary=summary, channels=channels(seen), heat=heat(rng), posts=posts(rng),
        control=pd.DataFrame({"share": [0.41, 0.12, 0.5, -0.03]}, index=["firm", "others", "shopper", "noise"]),
        tickets=tickets(rng),
        holdout=holdout(rng) if panel else None,
        holdout_error={"mae": 4.61, "rmse": 6.9, "r": 0.83, "benchmark_mae": 4.52, "benchmark_rmse": 6.8,
                       "benchmark_r": 0.836} if panel else None)


def why(lift: float = 0.0) -> pd.DataFrame:
    rows = {"family": 0.0, "single": 0.05, "senior": -0.05, "all": 0.01}
    parts = {"level": 7.4, "expectation": 0.05, "recall": 0.001, "style": 0.02, "store": 0.2, "music": 0.08 + lift,
             "crowd": -0.12, "goods": 0.5, "missing": -0.15, "staff": 0.25, "wait": -0.3 - lift / 2, "limit": 0.0}
    table = pd.DataFrame({name: {row: value + (more if name == "goods" else 0) for row, more in rows.items()}
                          for name, value in parts.items()}).rename_axis("segment")
    return table.assign(visits=[900, 800, 700, 2400])


def why_by_zone(rng: np.random.Generator) -> pd.DataFrame:
    zones = ["produce", "bakery", "dairy", "snacks", "household", "tills"]
    table = pd.DataFrame(rng.normal(0, 0.08, (len(zones), 5)), index=pd.Index(zones, name="zone"),
                         columns=["store", "music", "crowd", "goods", "wait"]).assign(limit=0.0)
    return table.assign(hours=[300.0, 120.0, 200.0, 80.0, 0.0, 400.0])


def touchpoints(rng: np.random.Generator, n: int = 800) -> pd.DataFrame:
    names = rng.choice(["entrance", "shelf", "display", "advice", "till", "exit"], n)
    mood = {"entrance": 0.1, "shelf": 0.15, "display": 0.3, "advice": 0.35, "till": -0.25, "exit": 0.1}
    table = pd.DataFrame({"shopper": rng.integers(0, PEOPLE, n), "period": 0, "day": 0, "touchpoint": names,
                          "time_s": rng.uniform(0, 1800, n), "zone": "dairy", "stage": "during",
                          "channel": "store"})
    for k, dimension in enumerate(("cognitive", "affective", "social", "physical")):
        table[dimension] = np.clip([mood[t] for t in names] + rng.normal(0.02 * k, 0.2, n), -1, 1)
    return table


def posts(rng: np.random.Generator, n: int = 120) -> pd.DataFrame:
    praise = rng.random(n) < 0.7
    topic = np.where(praise, rng.choice(["goods", "staff", "store"], n), rng.choice(["wait", "missing"], n, p=[0.7, 0.3]))
    return pd.DataFrame({"shopper": rng.integers(0, PEOPLE, n), "period": rng.integers(0, WEEKS, n), "store": 0,
                         "topic": pd.Categorical(topic), "praise": praise, "satisfaction": np.where(praise, 8.5, 5.0),
                         "reach": rng.integers(0, 40, n)})


def tickets(rng: np.random.Generator, n: int = 90) -> pd.DataFrame:
    return pd.DataFrame({"cause": pd.Categorical(rng.choice(["wrong_price", "question", "defect"], n, p=[0.6, 0.3, 0.1])),
                         "outcome": pd.Categorical(rng.choice(["solved", "failed", "helped", "open"], n))})


def channels(seen: pd.DataFrame) -> pd.DataFrame:
    table = pd.crosstab(seen["search_channel"], seen["purchase_channel"])
    return table.reindex(index=["direct", "web", "phone"], columns=["store", "own web", "rival", "nothing"],
                         fill_value=0)


def holdout(rng: np.random.Generator) -> pd.DataFrame:
    weeks = np.arange(40, 54)
    actual = 1.05 + 0.05 * np.sin(weeks)
    return pd.DataFrame({"week": weeks, "actual_visits_per_household": actual,
                         "simulated_visits_per_household": actual + rng.normal(0, 0.03, len(weeks)),
                         "actual_sales_per_household": 30 * actual,
                         "simulated_sales_per_household": 30 * actual + rng.normal(0, 1, len(weeks))})


PLAN = """shelf p: produce
shelf b: bakery
shelf d: dairy
shelf s: snacks
shelf h: household
plan:
##############################
#dddddddddddddddddddddddddddd#
#............................#
#............................#
#b..ppp..ssssss..hhhhhhh..*..#
#b..ppp..ssssss..hhhhhhh.....#
#b...........................#
#b...........................#
#b..ppp..ssssss..hhhhhhh.....#
#b..ppp..ssssss..hhhhhhh..*..#
#............................#
#............................#
#....*.......T..T..T..T...SS.#
#............T..T..T..T......#
#............................#
#............................#
###EE##################XX#####
"""


def heat(rng: np.random.Generator) -> SimpleNamespace:
    plan = read_plan(PLAN, "fake")
    x, y = np.meshgrid(np.arange(plan.width), np.arange(plan.height), indexing="ij")
    near_tills = np.exp(-((x - 17) ** 2 + (y - 12) ** 2) / 18)
    near_bakery = np.exp(-((x - 2) ** 2 + (y - 7) ** 2) / 20)
    seconds = np.where(plan.walkable, (3e3 + 5e4 * near_tills) * rng.uniform(0.6, 1.4, x.shape), 0.0)
    mood = 0.25 - 0.5 * near_tills + 0.2 * near_bakery
    pleasure = np.where(seconds > 0, mood + rng.normal(0, 0.03, x.shape), np.nan)
    return SimpleNamespace(plan=plan, seconds=seconds, pleasure=pleasure, open_s=WEEKS * 7 * 14 * 3600.0)


def comparison(variants: dict[str, float] | None = None, replications: int = 8, asked: int | None = None,
               weeks: int = WEEKS, seed: int = 3) -> SimpleNamespace:
    """variants: name -> lift of the rating in points; the base is called baseline."""
    variants = {"slow_music": 0.1} if variants is None else variants
    rng = np.random.default_rng(seed)
    luck = rng.normal(0, 0.4, (replications, weeks))
    frames, rows = [], []
    for name, lift in {"baseline": 0.0, **variants}.items():
        for r in range(replications):
            own = luck[r] + rng.normal(0, 0.05, weeks) * (name != "baseline")
            frames.append(pd.DataFrame({
                "scenario": name, "replication": r, "period": np.arange(weeks),
                "satisfaction": 75 + own + 11 * lift * np.arange(1, weeks + 1) / weeks,
                "nps": 30 + 3 * own + 20 * lift, "loyalty": 0.55 + 0.002 * np.arange(weeks) + 0.02 * lift}))
    levels = {"satisfaction": 75.3, "nps": 31.2, "loyalty": 0.571, "showrooming": 0.061, "wait_min": 3.1,
              "margin": 20650.0}
    for name, lift in variants.items():
        for k, (what, base) in enumerate(levels.items()):
            difference = base * lift * (0.2 if k % 3 else -0.05)
            half = abs(base) * 0.006
            rows.append({"scenario": name, "measure": what, "base": base, "variant": base + difference,
                         "difference": difference, "ci_low": difference - half, "ci_high": difference + half,
                         "p_value": 0.0001 if abs(difference) > half else 0.4, "replications": replications,
                         "p_adjusted": 0.0004 if abs(difference) > half else 0.8})
    table = pd.DataFrame(rows).set_index("measure")
    if len(variants) == 1:
        table = table.drop(columns="scenario")
    results = {"baseline": result(weeks=weeks or 1)} | {
        n: result(seed=2, weeks=weeks or 1, lift=x, name=n, tempo_bpm=60.0) for n, x in variants.items()}
    return SimpleNamespace(table=table, periods=pd.concat(frames, ignore_index=True), base_name="baseline",
                           variants=list(variants), asked=asked or replications, done=replications, results=results)


def without_visits(weeks: int) -> SimpleNamespace:
    """A result of `weeks` weeks in which nobody came: empty logs, measures without value."""
    made = result(weeks=1)
    made.periods = pd.DataFrame({**{n: np.full(weeks, np.nan) for n in made.periods}, "period": np.arange(weeks),
                                 **{n: np.zeros(weeks) for n in ("visits", "sales", "margin")}})
    made.summary[:] = np.nan
    made.visits, made.touchpoints = made.visits.iloc[:0], made.touchpoints.iloc[:0]
    made.shoppers = made.shoppers.assign(recommend=np.nan)
    made.channels = made.channels * 0
    made.why = made.why * np.nan
    made.why_by_zone = made.why_by_zone * 0
    made.heat.seconds = made.heat.seconds * 0
    made.heat.pleasure = made.heat.pleasure * np.nan
    return made
