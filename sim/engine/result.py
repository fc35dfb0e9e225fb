"""Result: what a run leaves, as tables, and the files it is written to."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine.measures import added, measured, standard_errors
from sim.engine.records import OF_MOMENTS, PURCHASE, SEARCH, TOUCHPOINTS, WHY, joined
from sim.engine.situation import situation_table
from sim.engine.tickets import ticket_table
from sim.experience.account import mean_accounts, share_out_all
from sim.channels.rival import taken_by_rival
from sim.experience.control import shares_of_variance
from sim.experience.posting import TOPICS
from sim.experience.ratings import RATING
from sim.outcomes.value import clv_cents, discount_a_period, lost, margin_a_period, own_retention, silence_limit
from sim.people.moments import CHANNELS, STAGES
from sim.people.population import ALL
from sim.people.staff import ROLES
from sim.people.workforce import STAFF_OF_A_RUN
from sim.scenario.scenario import Scenario
from sim.store.plan import FloorPlan
from sim.visit.causes import CAUSES

GENDERS = ("unknown", "woman", "man")


@dataclass(frozen=True)
class Heat:
    """The floor's memory: float64 [width, height] shopper-seconds, and mean pleasure (NaN where nobody was)."""

    plan: FloorPlan
    seconds: np.ndarray
    pleasure: np.ndarray
    open_s: float


@dataclass
class Result:
    """What a run leaves. With several replications, tables of people and visits are those of the first.

    scenario, seed: what was run; periods: one row a period (mean over replications); errors: standard errors of the
    measures of each period that are means over its people or visits (of one replication); shoppers, visits, touchpoints: see
    `docs/tables.md`; summary: one number a measure (mean over replications); replications: one row a replication;
    channels: journeys by search (rows) and purchase (columns), a visit once for each place where
    it bought; heat: the floor's memory; why: mean account of the
    rating by segment (rows; "all" the last) in rating points, empty if it is not kept; why_by_zone: mean valence in each
    zone (rows) owed to each cause, over the seconds that people spent there; ratings: mean account of the ratings of each
    period by segment, with what came after the visits; holdout,
    holdout_error: the panel's later weeks beside the simulated ones, None without a panel; shopper_ticks: work done;
    staff: one row a period and member of staff; stores: one row a period and store of the chain;
    situation: one row a period and moderator in force (`sim.engine.situation`); control: who the differences between ratings
    are owed to (`sim.experience.control`); tickets: one row a contact with customer service;
    posts: one row a post that a shopper wrote, with its topic;
    centre: one row a period and tenant of the centre (`sim.store.centre`).
    """

    scenario: Scenario
    seed: int
    periods: pd.DataFrame
    errors: pd.DataFrame
    shoppers: pd.DataFrame
    visits: pd.DataFrame
    touchpoints: pd.DataFrame
    summary: pd.Series
    channels: pd.DataFrame
    heat: Heat
    why: pd.DataFrame
    why_by_zone: pd.DataFrame
    holdout: pd.DataFrame | None = None
    holdout_error: dict | None = None
    replications: pd.DataFrame = field(default_factory=pd.DataFrame)
    periods_by_replication: pd.DataFrame = field(default_factory=pd.DataFrame)
    shopper_ticks: int = 0
    staff: pd.DataFrame = field(default_factory=pd.DataFrame)
    stores: pd.DataFrame = field(default_factory=pd.DataFrame)
    tickets: pd.DataFrame = field(default_factory=pd.DataFrame)
    ratings: pd.DataFrame = field(default_factory=pd.DataFrame)
    situation: pd.DataFrame = field(default_factory=pd.DataFrame)
    control: pd.DataFrame = field(default_factory=pd.DataFrame)
    posts: pd.DataFrame = field(default_factory=pd.DataFrame)
    centre: pd.DataFrame = field(default_factory=pd.DataFrame)

    def save(self, folder: Path | str) -> list[Path]:
        """Write `scenario.yaml`, the tables as Parquet and `summary.csv` into `folder`; returns the paths.

        Every file is written aside and moved, so none is ever half there. InputError if the folder cannot be written.
        """
        from sim.engine.files import save_result
        return save_result(self, Path(folder))

    def profile(self, uid: int):
        """The profile of one shopper: his state, visits and touchpoints over all channels (`sim.engine.profile.Profile`).

        InputError if there is no shopper of this uid, or if his touchpoints were not logged (`engine.touchpoint_sample`,
        `engine.profiles`).
        """
        from sim.engine.profile import profile_of
        return profile_of(self, uid)


def result_of(model, seed: int) -> Result:
    """The result of a model that has lived its periods."""
    from sim.engine.panel_check import holdout_of
    shoppers = shopper_table(model)
    holdout, error = holdout_of(model)
    summary = summary_of(model, shoppers)
    return Result(
        scenario=model.asked, seed=seed, periods=model.datacollector.get_model_vars_dataframe(),
        errors=pd.DataFrame([{"period": k, **standard_errors(sums)} for k, sums in enumerate(model.records.sums)]),
        shoppers=shoppers, visits=visit_table(model), touchpoints=touchpoint_table(model), summary=summary,
        channels=pd.DataFrame(model.records.channels, index=pd.Index(SEARCH, name="search"),
                              columns=pd.Index(PURCHASE, name="purchase")),
        heat=heat_of(model), why=why_table(model), why_by_zone=zone_table(model), holdout=holdout, holdout_error=error,
        shopper_ticks=model.records.shopper_ticks, staff=staff_table(model), stores=stores_table(model),
        tickets=ticket_table(model), ratings=ratings_table(model),
        situation=situation_table(model.asked, model.period), control=control_table(model),
        posts=posts_table(model),
        centre=pd.DataFrame(joined(model.records.tenants)),
        replications=summary.to_frame().T.rename_axis("replication"),
    )


def summary_of(model, shoppers: pd.DataFrame) -> pd.Series:
    """One number a measure over the whole run, and the mean lifetime value of a shopper."""
    values = measured(added(model.records.sums))
    values["clv"] = float(shoppers["clv"].mean()) if len(shoppers) else float("nan")
    return pd.Series(values, dtype=np.float64, name=model.scenario.name)


def shopper_table(model) -> pd.DataFrame:
    """One row a shopper: who he is, his experience state, and what he was worth ($)."""
    people, scenario = model.shoppers, model.scenario
    table = pd.DataFrame({name: people[name] for name in people.dtype.names
                          if not name.startswith("period_") and not name.endswith("_cents")})
    names = np.array([segment.name for segment in scenario.people.segments], dtype=object)
    table["segment"] = pd.Categorical(names[people["segment"]], categories=names) if len(people) else []
    table["gender"] = pd.Categorical.from_codes(people["gender"].astype(np.int8), GENDERS)
    table["goal"] = pd.Categorical.from_codes((people["recreational"] > 0.5).astype(np.int8), ("task", "recreational"))
    table["recommend"] = np.where(people["recommend"] < 0, np.nan, people["recommend"]).astype(np.float32)
    table["spend"] = people["spend_cents"] / 100.0
    table["spend_elsewhere"] = people["elsewhere_cents"] / 100.0
    table["margin"] = people["margin_cents"] / 100.0
    table["discounted_margin"] = people["discounted_margin"] / 100.0
    ever = people["first_period"] >= 0
    money, days = scenario.outcomes, scenario.horizon.days_per_period
    gone = lost(people, model.period - 1, silence_limit(money.churned_after, model.buying_rate()))
    stayed = np.where(ever, np.where(gone, people["last_period"], model.period - 1) - people["first_period"], 0)
    retention = own_retention(stayed, gone, money.stay_year ** (days / 365.0), money.stay_weight * 365.0 / days)
    value = clv_cents(margin_a_period(people["margin_cents"], model.period), retention,
                      discount_a_period(money.discount_year, days))
    table["churned"] = gone
    table["churned_to_rival"] = taken_by_rival(people, gone)
    table["clv"] = np.where(ever & ~gone, value / 100.0, 0.0)
    return table


def visit_table(model) -> pd.DataFrame:
    """One row a visit that was made, in the order of period, day and arrival; empty if visits were not kept."""
    columns = joined(model.records.visits)
    if not columns:
        from sim.engine.expecting import QUALITY
        from sim.engine.records import purchase_channel, search_channel, visit_columns
        from sim.engine.tables import VISIT
        none = VISIT.rows(0)
        columns = visit_columns(none, search_channel(none), purchase_channel(none), np.zeros(0))
        columns |= dict.fromkeys(QUALITY, np.zeros(0, np.float32))
        if model.records.explained:
            columns |= {f"why_{name}": np.zeros(0, np.float32) for name in WHY}
    table = pd.DataFrame(columns)
    goal = pd.Categorical.from_codes(table.pop("recreational"), ("task", "recreational"))
    table.insert(4, "goal", goal)
    table["search_channel"] = pd.Categorical.from_codes(table["search_channel"], SEARCH)
    table["purchase_channel"] = pd.Categorical.from_codes(table["purchase_channel"], PURCHASE)
    return table


def staff_table(model) -> pd.DataFrame:
    """One row a period and member of staff, as the period left him: see `STAFF_OF_A_RUN`; empty without staff."""
    table = pd.DataFrame(joined(model.records.staff), columns=list(STAFF_OF_A_RUN))
    if len(table):
        table["role"] = pd.Categorical.from_codes(table["role"].astype(np.int8), ROLES)
    return table


def stores_table(model) -> pd.DataFrame:
    """One row a period and store: people whose home it is, visits, money in $, satisfaction, waits, loyalty."""
    table = pd.DataFrame(joined(model.records.stores))
    if len(table):
        names = [branch.name for branch in model.branches]
        table["store"] = pd.Categorical.from_codes(table["store"], names)
    return table


def posts_table(model) -> pd.DataFrame:
    """One row a post: who wrote when about what, whether it praises or complains, the rating, and how many read it."""
    columns = joined(model.records.posts) or {
        name: np.zeros(0, dtype=np.int8) for name in ("shopper", "period", "store", "topic", "praise", "satisfaction", "reach")}
    table = pd.DataFrame(columns)
    table["topic"] = pd.Categorical.from_codes(table["topic"], TOPICS)
    return table


def touchpoint_table(model) -> pd.DataFrame:
    """One row a touchpoint or moment of the sampled shoppers; `id` counts those of a person from 0 in the order of time."""
    columns = joined(model.records.notes)
    if not columns:
        columns = {name: np.zeros(0) for name in ("shopper", "period", "store", "day", "time_s", "cognitive",
                                                  "affective", "social", "physical", *OF_MOMENTS)}
        columns |= {name: np.zeros(0, np.int8) for name in ("touchpoint", "stage", "channel", "behavioural")}
        columns["zone"] = np.zeros(0, np.int16)
    table = pd.DataFrame(columns)
    days = table["period"].astype(np.int64) * model.asked.horizon.days_per_period + table["day"]
    in_time = np.lexsort((table["time_s"], days))
    table.insert(0, "id", table.iloc[in_time].groupby("shopper").cumcount().reindex(table.index).astype(np.int32))
    table["stage"] = pd.Categorical.from_codes(table["stage"], STAGES)
    table["channel"] = pd.Categorical.from_codes(table["channel"], CHANNELS)
    table["touchpoint"] = pd.Categorical.from_codes(table["touchpoint"], TOUCHPOINTS)
    table["zone"] = pd.Categorical.from_codes(table["zone"], list(model.zone_names))
    return table


def heat_of(model) -> Heat:
    """The floor's memory of the whole run."""
    plan, records = model.floor.plan, model.records
    seconds = records.seconds.reshape(plan.width, plan.height)
    felt = records.pleasure.reshape(plan.width, plan.height)
    pleasure = np.divide(felt, seconds, out=np.full(seconds.shape, np.nan), where=seconds > 0)
    return Heat(plan=plan, seconds=seconds, pleasure=pleasure, open_s=records.open_s)


def why_table(model) -> pd.DataFrame:
    """Mean account of the rating by segment, and over all visits; the rows sum to the mean satisfaction (1..10)."""
    records = model.records
    names = [segment.name for segment in model.scenario.people.segments][:len(records.why)]
    sums = np.vstack([records.why, records.why.sum(axis=0)]) if names else records.why
    counts = np.append(records.why_visits, records.why_visits.sum()) if names else records.why_visits
    index = pd.Index([*names, ALL] if names else names, name="segment")
    return pd.DataFrame(mean_accounts(sums, counts), index=index, columns=list(WHY)).assign(visits=counts)


def ratings_table(model) -> pd.DataFrame:
    """Mean account of the ratings of each period, by segment and over all who rated ("all"); each row sums to their mean."""
    records = model.records
    names = [segment.name for segment in model.scenario.people.segments]
    tables = []
    for period, (sums, raters) in enumerate(zip(records.ratings, records.raters, strict=True)):
        sums, raters = np.vstack([sums, sums.sum(axis=0)]), np.append(raters, raters.sum())
        table = pd.DataFrame(mean_accounts(sums, raters), columns=list(RATING))
        tables.append(table.assign(shoppers=raters, period=period, segment=[*names, ALL]))
    every = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*RATING, "shoppers", "period", "segment"])
    every["segment"] = pd.Categorical(every["segment"], categories=list(dict.fromkeys([*names, ALL])))
    return every[["period", "segment", "shoppers", *RATING]]


def zone_table(model) -> pd.DataFrame:
    """Mean valence owed to each cause in each zone, and the hours that people spent there."""
    records, names = model.records, model.floor.plan.zone_names
    there = model.floor.place.zone >= 0
    seconds = np.bincount(model.floor.place.zone[there], weights=records.seconds[there], minlength=len(names))
    felt = mean_accounts(records.felt, seconds)
    share_out_all(felt)
    table = pd.DataFrame(felt, index=pd.Index(names, name="zone"), columns=list(CAUSES))
    return table.assign(hours=seconds / 3600.0)


def control_table(model) -> pd.DataFrame:
    """Share of the differences between ratings of visits that is owed to the firm, others, the shopper, and noise."""
    shares = shares_of_variance(model.records.products)
    return pd.Series(shares, name="share").rename_axis("owed_to").to_frame()


def pooled(first: Result, summaries: dict[int, pd.Series], periods: dict[int, pd.DataFrame]) -> Result:
    """The first result with the means over all replications, by number, in `summary` and `periods`."""
    by_replication = pd.concat([table.assign(replication=r) for r, table in periods.items()], ignore_index=True)
    first.replications = pd.DataFrame([s.to_numpy() for s in summaries.values()], index=list(summaries),
                                      columns=first.summary.index).rename_axis("replication")
    first.summary = first.replications.mean().rename(first.scenario.name)
    first.periods_by_replication = by_replication
    if len(first.periods):
        first.periods = by_replication.drop(columns="replication").groupby("period", as_index=False).mean()
    return first
