"""Rows of place and time: the situation, the centre, the rival, the years, and what nobody controls."""

import numpy as np
import pandas as pd
import pytest
from rows.paired import changes, is_clear, same
from worlds import SEED, corner

import sim
from sim.ground.errors import InputError
from sim.scenario.events import scenario_in
from sim.scenario.moderating import strengths

SCENT = ["atmosphere.scent.present=true", "atmosphere.scent.fit=0.9"]
PATH = "visit.sensing.pleasure_of_scent"
IN_WINTER = f"situation.moderators={{scent: {{when: season, named: winter, path: {PATH}, factor: 2}}}}"
WINTER, SUMMER = ("situation.first_week=2", "situation.first_week=27")


# V11: what the situation moderates

CONDITIONS = {
    "store type": ("when: store_type, named: discounter", "situation.store_type=discounter", 1.0),
    "location": ("when: location, named: mall", "situation.location=mall", 1.0),
    "culture by name": ("when: culture, named: japan", "situation.culture=japan", 1.0),
    "culture by dimension": ("when: individualism", "situation.culture=china", -0.71),
    "season": ("when: season, named: summer", SUMMER, 1.0),
    "economic climate": ("when: confidence", "situation.climate.confidence=60", -0.8),
    "competition": ("when: competition", "situation.competition=0.5", 0.5),
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_v11_each_condition_scales_the_named_path_as_configured_and_is_neutral_where_it_does_not_hold(condition):
    when, there, strength = CONDITIONS[condition]
    moderator = f"situation.moderators={{one: {{{when}, path: {PATH}, factor: 2, shift: 0.01}}}}"
    usual, elsewhere, here = corner(), corner(moderator), corner(moderator, there)
    assert scenario_in(elsewhere, 0) is elsewhere
    assert strengths(here.situation, 0, 7)["one"] == pytest.approx(strength)
    now, before = (one.visit.sensing.pleasure_of_scent for one in (scenario_in(here, 0), usual))
    assert now == pytest.approx(before * 2.0**strength + 0.01 * strength)
    assert scenario_in(here, 0).visit.model_copy(update={"sensing": usual.visit.sensing}) == usual.visit


def test_v11_the_effect_of_the_atmosphere_differs_by_season_and_not_when_that_is_switched_off():
    """Effect of a scent on pleasure in winter less that in summer, pair by pair."""
    winter, summer = (changes("pleasure", [IN_WINTER, week], SCENT) for week in (WINTER, SUMMER))
    assert (summer > 0).all() and is_clear(winter - summer, +1)
    off = "situation.moderated=false"
    assert (changes("pleasure", [IN_WINTER, WINTER, off], SCENT) == changes("pleasure", [SUMMER], SCENT)).all()


def test_v11_a_moderator_is_the_moved_path_itself_and_exactly_nothing_when_off():
    moved = corner().visit.sensing.pleasure_of_scent * 2.0
    assert same([*SCENT, f"{PATH}={moved}"], [f"{PATH}={moved / 2.0}", IN_WINTER, WINTER])
    assert same(SCENT, [IN_WINTER, SUMMER]) and same(SCENT, [IN_WINTER, WINTER, "situation.moderated=false"])
    assert same(SCENT, [IN_WINTER.replace("factor: 2", "factor: 1"), WINTER])


def test_v11_the_seasons_turn_within_a_run_and_the_table_says_what_is_in_force():
    run = sim.run(corner(IN_WINTER, "situation.first_week=47", "horizon.periods=4", "people.size=100"), SEED)
    assert run.situation["period"].tolist() == [2, 3] and run.situation["week"].tolist() == [49, 50]
    assert (run.situation["value"] == 2 * run.situation["given"]).all() and run.periods["pleasure"].notna().all()


def test_v11_the_location_of_one_store_moderates_that_store_alone():
    moderator = ("situation.moderators={dear: {when: location, named: airport, path: visit.browsing.price_level, factor: 1.3}}")
    stores = "chain={stores: [{name: town}, {name: gate, change: {situation.location: airport}}]}"
    usual, here = (sim.run(corner(stores, *more), SEED) for more in ([], [moderator]))
    paid = [run.visits.groupby("store")["spend"].sum() / run.visits.groupby("store")["items"].sum() for run in (usual, here)]
    assert paid[0][0] == paid[1][0] and 1.15 < paid[1][1] / paid[0][1] < 1.35
    assert set(here.situation["store"]) == {"gate"} and len(here.situation) == 2
    with pytest.raises(InputError, match="holds for the whole chain"):
        corner(stores, moderator.replace("visit.browsing.price_level", "channels.need.occasions"))


def test_v11_a_recession_makes_prices_weigh_more_and_trips_fewer():
    bust = ["situation.climate.confidence=50", "situation.moderators={trips: {when: confidence, path: channels.need.occasions, "
            "factor: 1.3}, baskets: {when: confidence, path: channels.listing.basket_scale, factor: 1.3}}"]
    for measure in ("visits", "sales", "basket"):
        assert is_clear(changes(measure, [], bust), -1), measure


@pytest.mark.parametrize("moderator, told", [
    (f"when: season, named: winter, path: {PATH}x", "did you mean pleasure_of_scent"),
    (f"when: season, named: wintr, path: {PATH}", "must be one of winter"), (f"when: season, path: {PATH}", "must name the season"),
    (f"when: years, named: x, path: {PATH}", "must be empty"), ("when: years, path: people.size", "holds for the whole run"),
    ("when: years, path: visit.paying.one_line", "only a number can be scaled"),
    (f"when: season, named: winter, path: {PATH}, factor: 900", "must be -1 to 1 affect.*situation.moderators: one"),
    (f"when: moon, path: {PATH}", "must be one of season"), ("when: years, path: visit", "only a number"),
])
def test_v11_a_moderator_that_cannot_be_is_refused_before_the_run(moderator, told):
    with pytest.raises(InputError, match=told):
        corner(f"situation.moderators={{one: {{{moderator}}}}}")


# D12: the experience society

def test_d12_a_trend_of_the_weight_of_experience_shifts_what_is_spent_and_begins_with_nothing():
    def lived(*more) -> pd.DataFrame:
        return sim.run(corner("people.size=2000", "horizon.periods=6", *more), SEED).periods["fun_spend"]
    trend = "situation.moderators={{fun: {{when: years, path: channels.need.for_fun, factor: {0}}}}}"
    usual, shifting, flat = lived(), lived(trend.format(1000)), lived(trend.format(1))
    assert usual.equals(flat) and shifting[0] == usual[0]
    gain = (shifting - usual).to_numpy()
    assert (np.diff(gain[1:]) > 0).all() and gain[-1] > 0.15       # 1000^(5 x 7 / 365) is 1.9 times as many trips for fun


# R11: what nobody controls

def shares(*overrides: str) -> pd.Series:
    """Share of the variance of ratings owed to each group, of one run."""
    return sim.run(corner("people.size=2000", "horizon.periods=1", *overrides), SEED).control["share"]


def test_r11_the_variance_of_ratings_is_split_between_firm_others_shopper_and_noise():
    usual = shares()
    assert list(usual.index) == ["firm", "others", "shopper", "noise"]
    assert usual.sum() == pytest.approx(1.0, abs=1e-12) and (usual > 0).all()


def test_r11_each_group_owes_more_when_what_it_stands_for_varies_more():
    """Within a run of about 2,000 visits a large share is known to 0.03, a small one to 0.01; the levers move it by three times that."""
    usual = shares()
    assert abs(shares("experience.memory.noise=0")["noise"]) < 0.01
    assert shares("experience.memory.noise=0.25")["noise"] > usual["noise"] + 0.09
    assert shares("people.rating_style_sd=1.5")["shopper"] > usual["shopper"] + 0.09
    assert shares("channels.need.occasions=4")["others"] > usual["others"] + 0.03
    assert shares("staff.cashiers=1", "visit.paying.fixed_s=300")["firm"] > usual["firm"] + 0.09


def test_r11_without_an_account_nothing_is_said():
    assert shares("engine.explain=false").isna().all()
