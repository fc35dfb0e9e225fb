"""Rows of place and time: the situation, the centre, the rival, the years, and what nobody controls."""

import numpy as np
import pandas as pd
import pytest
from rows.paired import changes, changes_of_persons, is_clear, same
from worlds import NO_CROWD, SEED, corner

import sim
from sim.engine.model import RetailModel
from sim.engine.records import WHY
from sim.engine.tables import SHOPPER, STAFF, VISIT
from sim.ground.errors import InputError
from sim.report.coverage import COVERAGE, NOT_MODELLED
from sim.scenario.events import scenario_in
from sim.scenario.moderating import strengths
from sim.store.centre import Centre, Tenant, reputation_of_centre, reputations

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


def test_v11_the_effect_of_the_atmosphere_differs_by_season_as_configured_and_not_when_that_is_switched_off():
    """Effect of a scent on pleasure in winter less that in summer, over some 900 first visits, each in all four worlds.

    An interaction of .2 sd would be seen. The weight of scent is doubled in winter, and so is its effect while others do not answer it.
    """
    def effect(*situation) -> pd.Series:
        alone = ["people.size=1500", "horizon.periods=1", *NO_CROWD, *situation]
        one, other = (sim.run(corner(*alone, *more), SEED).visits.groupby("shopper")["pleasure"].first() for more in ([], SCENT))
        return (other - one).dropna()
    winter, summer = (effect(IN_WINTER, week) for week in (WINTER, SUMMER))
    both = (winter - summer).dropna().to_numpy()
    assert is_clear(summer.to_numpy(), +1) and is_clear(both, +1)
    assert winter.mean() / summer.mean() == pytest.approx(2.0, abs=0.25)
    assert effect(IN_WINTER, WINTER, "situation.moderated=false").equals(effect(SUMMER))


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


def values_of(scenario) -> dict:
    """Every value of a scenario by its dotted key, but for those of the situation itself."""
    def of(tree, path):
        for name, value in tree.items():
            if isinstance(value, dict):
                yield from of(value, f"{path}{name}.")
            else:
                yield f"{path}{name}", value
    return {key: value for key, value in of(scenario.model_dump(exclude={"situation", "name"}), "")}


@pytest.mark.parametrize("name, there, elsewhere", [
    *(("store_types", f"store={store}", "situation.store_type=boutique") for store in ("supermarket", "department_store", "electronics", "city_desk")),
    ("store_types", "situation.store_type=discounter", "situation.store_type=''"),
    ("hard_competition", "situation.competition=0.5", "situation.competition=0")])
def test_v11_scenarios_by_store_type_and_by_competition_move_the_paths_that_they_name_and_no_others(name, there, elsewhere):
    here = [f"scenario={name}", there]
    asked = sim.scenario(here)
    named = {one.path for key, one in asked.situation.moderators.items() if key in strengths(asked.situation, 0, 7)}
    before, now = values_of(asked), values_of(scenario_in(asked, 0))
    assert named and {key for key in before if before[key] != now[key]} == named
    for off in (elsewhere, "situation.moderated=false"):
        asked = sim.scenario([*here, off])
        assert scenario_in(asked, 0) is asked and values_of(asked) == before


@pytest.mark.parametrize("name, there, off", [("store_types", "situation.store_type=supermarket", "situation.store_type=boutique"),
                                              ("hard_competition", "situation.competition=1", "situation.competition=0")])
def test_v11_store_type_and_competition_change_a_run_and_are_exactly_the_baseline_when_off(name, there, off):
    few, scenario = ["people.size=200"], [f"scenario={name}", "name=baseline"]
    assert same(few, [*scenario, there, "situation.moderated=false"]) and same(few, [*scenario, off])
    assert not same(few, [*scenario, there])


@pytest.mark.parametrize("key, told", [
    ("moderators={m: {when: store_type, named: supermarkt, path: visit.waiting.occupied, shift: 0.1}}", "moderators.m.named is 'supermarkt'; it must be "
     "one of supermarket, .*situation.store_types"), ("store_type=kiosk", "store_type is 'kiosk'; it must be one of supermarket"),
    ("moderators={m: {when: location, named: moon, path: visit.waiting.occupied, shift: 0.1}}", "it must be one of .*mall.*situation.locations"),
    ("location=moon", "location is 'moon'; it must be one of .*mall"), ("culture=atlantis", "culture is 'atlantis'; .*situation.cultures")])
def test_v11_a_name_that_is_declared_nowhere_is_refused_and_one_that_is_added_is_taken(key, told):
    with pytest.raises(InputError, match=told):
        corner(f"situation.{key}")
    assert corner("situation.store_types=[kiosk]", "situation.store_type=kiosk").situation.store_type == "kiosk"


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

TREND = corner("scenario=experience_trend", "horizon.periods=105")
"""The shipped trend over two years: a fifth more trips for fun a year."""
TWO_YEARS = 104 * 7 / 365


def test_d12_the_trend_begins_with_nothing_and_has_after_two_years_as_many_more_trips_for_fun_as_it_says():
    """1.2^2 times as many, each person at most all of his trips: one week's plans of 6,000 people by a test on their sum, |z| < 4.9."""
    none = [f"situation.moderators.{name}" for name in ("trips_for_fun.factor=1", "fun_of_errands.shift=0", "events_weigh.factor=1")]
    assert same(["scenario=experience_trend", *none], ["situation.moderated=false"])
    now, later = (scenario_in(TREND, period).channels.need.for_fun for period in (0, 104))
    assert (now, later) == (1.0, pytest.approx(1.2**TWO_YEARS))
    for factor in (now, later):
        model = RetailModel(corner("people.size=6000", f"channels.need.for_fun={factor}"), SEED)
        trips = model.plan()
        law = np.minimum(1.0, factor * model.shoppers["recreational"][trips["person"]].astype(float))
        assert len(trips) > 8000 and abs(trips["recreational"].sum() - law.sum()) < 4.9 * np.sqrt((law * (1.0 - law)).sum())


def test_d12_after_two_years_of_the_trend_more_is_spent_on_trips_for_fun():
    """The store as it is then against now: what each of 2,000 people spends on trips for fun beyond the usual share of all that he
    spends, in both worlds: .11 sd of a shift would be seen."""
    later = scenario_in(TREND, 104)
    then = [f"channels.need.for_fun={later.channels.need.for_fun}", f"visit.feeling.hedonic_task={later.visit.feeling.hedonic_task}",
            f"visit.servicescape.hedonism={later.visit.servicescape.hedonism}"]
    usual, shifted = (sim.run(corner("people.size=2000", "horizon.periods=4", *more), SEED) for more in ([], then))

    def beyond(run) -> pd.Series:
        off = run.visits["spend"] * ((run.visits["goal"] == "recreational") - usual.summary["fun_spend"])
        return off.groupby(run.visits["shopper"]).sum().reindex(range(2000), fill_value=0.0)
    assert is_clear((beyond(shifted) - beyond(usual)).to_numpy(), +1)
    assert 1.2 < shifted.summary["fun_spend"] / usual.summary["fun_spend"] < 1.2**TWO_YEARS + 0.1      # not all of them can have more


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


# R1 and R2: the centre

BAD, GOOD = ("centre.tenants=[{{name: anchor, weight: 4, quality: {0}}}, {{name: cafe}}]".format(q) for q in (-0.5, 0.1))
THREE = "chain={stores: [{name: a}, {name: b}, {name: c}]}"
MANAGED = ["centre.contribution_week=1000", "centre.tenants=[{name: bank}]"]
UNMANAGED = ["centre.tenants=[{name: bank}]"]


def test_r1_one_bad_anchor_lowers_all_tenants_by_the_weight():
    weight, spill = np.array([4.0, 1.0, 2.0]), 0.3
    good, bad = np.array([0.1, 0.0, 0.2]), np.array([-0.5, 0.0, 0.2])
    fall = (reputations(bad, reputation_of_centre(bad, weight, 0.0), spill)
            - reputations(good, reputation_of_centre(good, weight, 0.0), spill))
    assert fall[1:] == pytest.approx([spill * 4 / 7 * -0.6] * 2) and fall[0] == pytest.approx(0.7 * -0.6 + spill * 4 / 7 * -0.6)
    assert (reputations(bad, reputation_of_centre(bad, weight, 0.0), 0.0) == bad).all()
    # In the first week of a run, whose own store is what it was: spill x weight of the anchor / all weights x its fall.
    ran = [sim.run(corner(centre, "horizon.periods=1", "people.size=50"), SEED).centre.set_index("tenant")["reputation"]
           for centre in (GOOD, BAD)]
    own = [sim.run(corner(centre, "horizon.periods=1", "people.size=50", "centre.spill=0"), SEED).centre.set_index("tenant")["reputation"]
           for centre in (GOOD, BAD)]
    assert ran[1]["cafe"] - ran[0]["cafe"] == pytest.approx(0.3 * (4 * -0.6 + own[1]["corner"] - own[0]["corner"]) / 6)
    assert own[1]["cafe"] == own[0]["cafe"]


def test_r1_a_bad_anchor_is_felt_on_the_way_and_costs_the_store_trips():
    """Visits of 2,000 people in both worlds: .11 sd of a change would be seen."""
    usual = ["people.size=2000", "horizon.periods=4", "engine.explain=false"]
    assert is_clear(changes_of_persons(("visits",), [*usual, GOOD], [BAD])["visits"], -1)
    run = sim.run(corner(BAD, "engine.touchpoint_sample=1"), SEED)
    walked = run.touchpoints[run.touchpoints["touchpoint"] == "walked_centre"]
    assert len(walked) >= len(run.visits) and (walked["affective"] < 0).all() and (walked["stage"] == "before").all()
    assert set(run.centre["tenant"]) == {"corner", "anchor", "cafe"} and run.centre.groupby("period")["lift"].sum().eq(0).all()


def test_r1_own_stores_share_the_reputation_of_their_centre_and_a_store_elsewhere_does_not():
    run = sim.run(corner(THREE, BAD, "centre.stores=[a,b]", "horizon.periods=3"), SEED).shoppers
    image = run[run["visits"] > 0].groupby("home")["centre_image"].agg(["min", "max"])
    assert (image.loc[[0, 1], "max"] < 0).all() and (image.loc[2] == 0).all()


def test_r1_no_centre_is_exactly_the_baseline():
    assert same([], ["centre.spill=0.9", "centre.of_choice=5", "centre.most_lift=1"])
    with pytest.raises(InputError, match="centre.stores holds 'moon'; it must be one of a, b, c"):
        corner(THREE, BAD, "centre.stores=[moon]")


def test_r2_joint_management_keeps_more_customers_in_all_stores():
    """Visits of the 1,000 people at home in each of three stores, each person in both worlds: .16 sd of a change would be seen; how many
    customers each store keeps from week to week, where who buys nothing for two weeks may be lost; and what stays with the others."""
    def lived(*more):
        return sim.run(corner(THREE, "people.size=3000", "horizon.periods=8", "outcomes.churned_after=2", "people.trip_rate_mean=2",
                              "centre.learning=1", "centre.spill=0.6", *more), SEED)
    before, after = lived(*UNMANAGED), lived(*MANAGED)
    more = after.shoppers["visits"] - before.shoppers["visits"]
    assert all(is_clear(more[after.shoppers["home"] == store].to_numpy(), +1) for store in range(3))
    counted, less = (run.centre.query("own").groupby("tenant")["retention_counted"].mean() for run in (after, before))
    late = [(run.shoppers["last_period"] > 5).astype(float) for run in (after, before)]       # bought in the last two weeks
    assert (counted > less).all() and is_clear((late[0] - late[1]).to_numpy(), +1)
    assert (after.centre["retention"] > after.centre["retention_alone"]).all()
    assert (before.centre["retention"] == before.centre["retention_alone"]).all()
    assert after.summary["profit"] < after.summary["margin"] - after.summary["wages"] - 3 * 1000 + 1


def test_r2_a_free_rider_has_the_lift_of_the_others_and_keeps_the_money_and_if_all_ride_free_there_is_none():
    runs = {who: sim.run(corner(THREE, *MANAGED, f"centre.free_riders=[{who}]"), SEED).centre.query("period == 1 and own")
            for who in ("", "a", "a,b,c")}
    lift, paid = ({who: run.set_index("tenant")[column] for who, run in runs.items()} for column in ("lift", "contribution"))
    assert lift["a"]["a"] == lift["a"]["b"] and paid["a"]["a"] == 0 < paid["a"]["b"]
    assert 0.6 * lift[""]["a"] < lift["a"]["a"] < lift[""]["a"] and (lift["a,b,c"] == 0).all()
    centre = Centre(tenants=(Tenant(),))
    assert np.diff([centre.lift(fund) for fund in (0, 1000, 2000, 3000)], 2).max() < 0.0


def test_r2_the_retention_of_own_stores_is_counted_person_by_person():
    """People who count as lost after three weeks without a purchase: the table of the centre against the history of each."""
    model = RetailModel(corner(THREE, *MANAGED, "people.size=900", "horizon.periods=8", "outcomes.churned_after=3", "people.trip_rate_mean=2"), SEED)
    were, shares = np.zeros(900, dtype=bool), []
    for week in range(8):
        model.step()
        people, limit = model.shoppers, np.maximum(3, 3.0 / model.buying_rate())
        active = (people["first_period"] >= 0) & (week - people["last_period"] < limit)
        shares += [(were & active & (people["home"] == k)).sum() / max(1, (were & (people["home"] == k)).sum()) for k in range(3)]
        were = active
    told = sim.run(model.scenario, SEED).centre.query("own")["retention_counted"]
    assert told[:3].isna().all() and told[3:].to_numpy() == pytest.approx(shares[3:]) and min(shares[3:]) < 1.0


# M19: the rival

BETTER = "channels.rival={on: true, quality: 0.4, gain_year: 1}"


def test_m19_without_change_loyalty_drifts_to_the_better_rival():
    """Against a rival that stays as good as the own store; 2,000 people in both worlds: .11 sd of a change would be seen."""
    change = changes_of_persons(("loyalty", "loyalty_rival", "visits", "rival_visits"),
                                ["channels.rival.on=true", "horizon.periods=8", "people.size=2000", "engine.explain=false"],
                                ["scenario=new_rival"])
    for column, sign in (("loyalty", -1), ("loyalty_rival", +1), ("visits", -1), ("rival_visits", +1)):
        assert is_clear(change[column], sign), column


def test_m19_a_rival_that_opens_on_the_way_takes_people_and_gives_none():
    """2,000 people in both worlds: .11 sd of a change would be seen."""
    opening = ("events=[{name: a rival opens, from_period: 1, to_period: 99, "
               "change: {channels.rival.on: true, channels.rival.quality: 0.3}}]")
    change = changes_of_persons(("loyalty", "visits"), ["horizon.periods=6", "people.size=2000", "engine.explain=false"], [opening])
    assert is_clear(change["loyalty"], -1) and is_clear(change["visits"], -1)


def test_m19_the_rival_takes_the_dissatisfied():
    """What the slope of the choice on dissatisfaction adds, person by person: who was unhappy with a first week goes to the rival more
    often in the second, who was happy or did not come does not. Of 300 unhappy people .3 sd of a change would be seen."""
    def went(slope: float) -> tuple:
        model = RetailModel(corner("people.size=3000", "channels.rival.on=true", "people.rating_style_sd=0",
                                   f"channels.rival.of_dissatisfaction={slope}", "channels.rival.comparison=0"), SEED)
        model.step()
        before, missing = model.shoppers["rival_visits"].copy(), model.usual - model.shoppers["satisfaction"]
        came = model.shoppers["tenure"] > 0
        model.step()
        return model.shoppers["rival_visits"] - before, missing, came
    (with_it, missing, came), (without, _, _) = went(2.0), went(0.0)
    change = (with_it - without).astype(float)
    assert is_clear(change[came & (missing > 0.5)], +1)
    assert (change[came & (missing <= 0.0)] == 0.0).all() and (change[~came] == 0.0).all()


def test_m19_visits_to_the_rival_have_a_channel_of_their_own():
    """Actors beside the company are on another: what happens at the rival is never theirs."""
    log = sim.run(corner(BETTER, "engine.touchpoint_sample=1", "people.size=300", "channels.third={city: {stage: before}}"), SEED).touchpoints
    at_rival, third = log[log["channel"] == "rival"], log[log["channel"] == "third"]
    assert len(at_rival) > 50 and (at_rival["touchpoint"] == "visited_rival").all()
    assert len(third) > 50 and not (third["touchpoint"] == "visited_rival").any()


def test_m19_what_is_bought_from_the_rival_by_phone_is_lived_too():
    """People who never go to the rival, and look at their phones in front of the shelf: each such visit is an experience of the rival."""
    run = sim.run(corner(BETTER, "engine.touchpoint_sample=1", "people.size=300", "channels.choosing.rival=false", "visit.phone.check=2",
                         "visit.phone.rival_gap=0.4"), SEED)
    by_phone = run.visits[run.visits["showroomed_rival"]].groupby("shopper").size()
    lived = run.touchpoints[run.touchpoints["touchpoint"] == "visited_rival"].groupby("shopper").size()
    assert by_phone.sum() > 30 and by_phone.equals(lived)
    people = run.shoppers.set_index("uid")
    assert (people["rival_visits"][by_phone.index] == by_phone).all() and people["rival_visits"].sum() == by_phone.sum()
    assert people["experience_rival"][by_phone.index].mean() > 0.1


def test_m19_who_is_lost_to_the_rival_is_counted():
    run = sim.run(corner("people.size=1500", "horizon.periods=8", BETTER, "channels.rival.of_experience=10",
                         "outcomes.churned_after=1"), SEED)
    gone = run.shoppers["churned_to_rival"]
    assert 0 < gone.sum() <= run.shoppers["churned"].sum() and run.shoppers.loc[gone, "churned"].all()
    assert run.summary["to_rival"] == pytest.approx(gone.sum() / (run.shoppers["first_period"] >= 0).sum())
    assert (run.shoppers.loc[gone, "last_rival"] > run.shoppers.loc[gone, "last_period"]).all()


def test_m19_a_rival_of_which_nobody_makes_anything_changes_no_visit():
    usual, known = (sim.run(corner(*more), SEED) for more in ([], ["channels.rival={on: true, quality: 0.3, of_experience: 0, "
                    "of_loyalty: 0, of_dissatisfaction: 0, comparison: 0, norm_drift: 0}"]))
    assert usual.visits.equals(known.visits) and known.shoppers["rival_visits"].sum() > 0
    assert same([], ["channels.rival.quality=0.5", "channels.rival.gain_year=1"])


# R10: ethics of the brand

SCANDAL = "events=[{name: scandal, from_period: 1, to_period: 2, change: {experience.conduct.conduct: -0.8}}]"


def test_r10_a_scandal_is_believed_at_once_and_forgiven_at_the_configured_rate():
    run = sim.run(corner(SCANDAL, "horizon.periods=7", "experience.conduct.recovers=0.2"), SEED).periods
    believed = run["ethics"].to_numpy()
    assert believed[0] == 0.0 > believed[1] > believed[2] and believed[2] < -0.3
    assert believed[4:] / believed[3:-1] == pytest.approx([0.8] * 3, abs=1e-5) and believed[3] == pytest.approx(0.8 * believed[2])


def test_r10_a_scandal_costs_trips_of_those_to_whom_ethics_matter():
    """The scenario, up to two weeks after it; 1,500 of either kind, each in both worlds: .13 sd of a change would be seen."""
    people = ["people.size=3000", "people.segments=[{name: a, share: 0.5, ethics: 0}, {name: b, share: 0.5, ethics: 1}]",
              "horizon.periods=8", "engine.explain=false"]
    usual, shaken = (sim.run(corner(*people, *more), SEED).shoppers for more in ([], ["scenario=scandal"]))
    change = (shaken["visits"] - usual["visits"]).astype(float)
    assert is_clear(change[usual["segment"] == "b"].to_numpy(), -1)
    others = change[usual["segment"] == "a"].to_numpy()
    assert not is_clear(others, -1) and not is_clear(others, +1) and abs(others.mean()) < 0.2 * abs(change.mean())


def test_r10_segments_answer_a_scandal_by_how_much_ethics_weigh_with_them_and_none_is_like_another():
    """The scenario, its news brought forward: what hearing of it does, and how everybody leans who believes it alike, by segment."""
    run = sim.run(corner("scenario=scandal", SCANDAL, "horizon.periods=2", "engine.touchpoint_sample=1"), SEED)
    segments, people = run.scenario.people.segments, run.shoppers.set_index("uid")
    weight = {one.name: one.ethics for one in segments}
    assert len(set(weight.values())) == len(weight) == 4
    assert sum(one.share * one.ethics for one in segments) == pytest.approx(0.5)
    news = run.touchpoints.query("touchpoint == 'heard_of_conduct' and period == 1")
    felt = news.groupby(news["shopper"].map(people["segment"]), observed=True)["cognitive"]
    assert felt.size().min() > 30 and (felt.max() - felt.min()).max() < 1e-6
    assert felt.mean().to_dict() == pytest.approx({name: -0.3 * w * 0.7 * 0.8 for name, w in weight.items()}, rel=1e-5)
    shaken = people[people["ethics"] < 0]
    lean = (shaken["lean_web"] / shaken["ethics"]).groupby(shaken["segment"], observed=True)
    assert lean.mean().to_dict() == pytest.approx({name: 1.5 * w for name, w in weight.items()}, rel=1e-4)


def test_r10_ordinary_conduct_is_exactly_the_baseline():
    assert same([], ["experience.conduct.of_choice=9", "experience.conduct.heard=1", "experience.conduct.of_experience=2"])


# D19: women and men

ONE_KIND = ["people.size=4000", "people.segments=[{name: everybody, women: 0.5}]"]


def gap(column: str, *overrides: str) -> float:
    """Mean of a column of visits of women less that of men, in standard errors."""
    run = sim.run(corner(*ONE_KIND, "horizon.periods=1", *overrides), SEED)
    of = run.visits[column].astype(float).groupby(run.visits["shopper"].map(run.shoppers.set_index("uid")["gender"]), observed=True)
    return (of.mean()["woman"] - of.mean()["man"]) / np.sqrt((of.var() / of.size()).loc[["woman", "man"]].sum())


def test_d19_with_equal_weights_there_is_no_gap_and_with_others_there_is():
    assert same([], ["people.women={recreational: 1, patience: 1}", "people.men={price_sensitivity: 1}"])
    assert abs(gap("satisfaction")) < 4.9 and abs(gap("dwell_s")) < 4.9
    assert gap("dwell_s", "people.women.recreational=2", "people.men.recreational=0.3") > 4.9


def test_d19_the_panel_does_not_know_who_is_a_woman():
    with pytest.raises(InputError, match="the panel does not know"):
        corner("people=complete_journey", "people.women.patience=2")


# D3: what of the customer is modelled

def test_d3_each_concept_is_a_column_or_said_not_to_be_modelled():
    tables = {"shopper": {*SHOPPER.fields}, "staff": {*STAFF.fields}, "visit": {*VISIT.fields, *(f"why_{part}" for part in WHY)}}
    assert set(COVERAGE) == {"feelings", "emotions", "perception", "evaluation", "involvement", "memory", "spiritual", "intentions"}
    for concept, (words, columns) in COVERAGE.items():
        assert bool(columns) != (words == NOT_MODELLED), concept
        for column in columns:
            table, name = column.split(".")
            assert name in tables[table], column
