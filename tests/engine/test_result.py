"""What a run leaves: tables whose columns are a contract, that agree with one another, and files that read back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import SEED, corner

import sim
from sim.engine.files import read_table, write_table
from sim.engine.result import result_of
from sim.ground.errors import InputError
from sim.outcomes.measures import MEASURES
from sim.outcomes.survey import effort_7, nps
from sim.people.moments import Moment
from sim.report.figures.journey import of_visits
from sim.visit.states import Touchpoint

VISITS = ["shopper", "period", "store", "day", "arrive_s", "leave_s", "goal", "dwell_s", "distance_m", "wait_actual_s",
          "wait_perceived_s", "helped", "abandoned", "items", "unplanned_items", "spend", "pleasure", "arousal",
          "dominance", "peak", "end", "remembered", "expectation", "disconfirmation", "satisfaction", "search_channel",
          "purchase_channel", "showroomed", "webroomed"]
SHOPPERS = ["uid", "segment", "age", "gender", "goal", "experience", "cx_cognitive", "cx_affective", "cx_social",
            "cx_physical", "expectation", "satisfaction", "loyalty", "recommend", "visits", "spend", "churned", "clv"]
OWN_STATE = ("web_order", "app_order", "gave_up_order", "web_down")
"""Moments that enter the state of their channel and not that of the store."""
SUMMARY = {"satisfaction": (0, 100), "nps": (-100, 100), "csat": (0, 100), "ces": (1, 7), "loyalty": (0, 1),
           "retention": (0, 1), "showrooming": (0, 1), "webrooming": (0, 1), "conversion": (0, 1),
           "dwell_min": (0, 960), "wait_min": (0, 960), "basket": (0, np.inf), "sales": (0, np.inf),
           "margin": (-np.inf, np.inf), "clv": (0, np.inf)}


@pytest.fixture(scope="module")
def result():
    """Three weeks of the corner shop with every touchpoint logged."""
    return sim.run(corner("horizon.periods=3", "engine.touchpoint_sample=1", "visit.browsing.need_help=0.1"), SEED)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A table and the file that it was written to."""
    table = pd.DataFrame({"x": np.random.default_rng(1).normal(size=5000)})
    return table, write_table(table, tmp_path_factory.mktemp("file") / "x.parquet")


def test_tables_have_the_columns_of_the_contract(result):
    assert set(VISITS) <= set(result.visits.columns) and set(SHOPPERS) <= set(result.shoppers.columns)
    assert set(SUMMARY) <= set(result.summary.index) and set(result.summary.index) - {"clv"} <= set(result.periods)
    assert list(result.visits["goal"].cat.categories) == ["task", "recreational"]


def test_measures_lie_within_their_scales(result):
    for name, (low, high) in SUMMARY.items():
        assert low <= result.summary[name] <= high, name
        if name in result.periods:
            assert result.periods[name].between(low, high).all(), name


def test_ratings_and_answers_lie_within_their_scales(result):
    assert result.visits["satisfaction"].between(1, 10).all()
    answers = result.shoppers["recommend"].dropna()
    assert answers.isin(range(11)).all()
    assert set(result.shoppers.index[result.shoppers["visits"] > 0]) <= set(answers.index)


def test_summary_is_what_the_visits_say(result):
    visits, summary = result.visits, result.summary
    bought = visits["items"] > 0
    law = {"satisfaction": ((visits["satisfaction"] - 1) / 9 * 100).mean(), "conversion": bought.mean(),
           "csat": 100 * (visits["satisfaction"] >= 8).mean(), "dwell_min": visits["dwell_s"].mean() / 60,
           "wait_min": visits["wait_actual_s"].mean() / 60, "basket": visits["spend"].sum() / bought.sum(),
           "showrooming": visits["showroomed"].mean(), "webrooming": visits["webroomed"].mean(),
           "unplanned": visits["unplanned_items"].sum() / visits["items"].sum(), "helped": visits["helped"].mean(),
           "distance_m": visits["distance_m"].mean(), "pleasure": visits["pleasure"].mean(),
           "visits": len(visits) / 3, "buyers": bought.sum() / 3}
    for name, value in law.items():
        assert summary[name] == pytest.approx(value, rel=1e-5), name


def test_money_of_visits_shoppers_and_periods_is_the_same(result):
    from_store = result.visits["spend"].sum()
    assert result.periods["sales"].sum() - result.periods["web_sales"].sum() == pytest.approx(from_store)
    assert result.shoppers["spend"].sum() == pytest.approx(result.periods["sales"].sum())
    assert result.shoppers["margin"].sum() == pytest.approx(result.periods["margin"].sum())


def test_each_shopper_has_one_history(result):
    counts = result.visits.groupby("shopper").size()
    assert result.shoppers["uid"].is_unique
    assert result.shoppers.set_index("uid")["visits"].loc[counts.index].tolist() == counts.tolist()
    assert not result.visits.duplicated(["shopper", "period", "day"]).any()


def test_visits_add_up(result):
    visits = result.visits
    assert np.allclose(visits["dwell_s"], visits["leave_s"] - visits["arrive_s"], atol=0.01)
    assert np.allclose(visits["disconfirmation"], visits["remembered"] - visits["expectation"], atol=1e-6)
    assert (visits["unplanned_items"] <= visits["items"]).all() and (visits["walk_s"] <= visits["dwell_s"] + 1e-3).all()
    assert ((visits["spend"] > 0) == (visits["items"] > 0)).all()
    assert (visits["purchase_channel"].eq("store") == (visits["items"] > 0)).all()
    assert not (visits["abandoned"] & (visits["items"] > 0)).any()


def test_touchpoints_tell_the_visits_again(result):
    notes = result.touchpoints.groupby(["shopper", "period", "day"], observed=True)
    visits = result.visits.set_index(["shopper", "period", "day"]).sort_index()
    counts = notes["touchpoint"].value_counts().unstack(fill_value=0).reindex(visits.index, fill_value=0)
    taken = counts["found"] + counts["unplanned"]
    paid = ~visits["abandoned"]
    assert (counts["enter"] == 1).all() and (counts["exit"] == 1).all()
    assert (counts["pay"] == (visits["items"] > 0)).all() and (counts["help"] == visits["helps"]).all()
    assert (taken[paid] == visits["items"][paid]).all()
    assert (counts["unplanned"][paid] == visits["unplanned_items"][paid]).all()
    assert (counts["phone_check"] == visits["phone_checks"]).all()
    assert (counts["not_found"] == visits["not_found"]).all()
    assert set(result.touchpoints["touchpoint"].cat.categories) == {t.name.lower() for t in (*Touchpoint, *Moment)}


def test_touchpoints_of_a_visit_are_in_the_order_of_time(result):
    for _, times in of_visits(result.touchpoints).groupby(["shopper", "period", "day"])["time_s"]:
        assert times.is_monotonic_increasing


def test_every_moment_of_a_person_has_an_id_in_the_order_of_time(result):
    log = result.touchpoints.sort_values(["shopper", "id"])
    assert not log.duplicated(["shopper", "id"]).any() and log.notna()[["time_s", "channel", "stage", "touchpoint"]].all().all()
    when = log["period"] * 7e6 + log["day"] * 1e6 + log["time_s"].astype(float)
    assert (when.groupby(log["shopper"]).diff().dropna() >= 0).all()
    orders = result.channels["own web"][["direct", "web"]].sum()
    assert (log["touchpoint"] == "web_order").sum() == orders > 0


def test_channels_count_every_visit_and_every_trip_elsewhere(result):
    here = result.channels["store"].sum() + result.channels["nothing"].sum()
    only_online = result.visits["purchase_channel"].isin(["own web", "rival"]).sum()
    elsewhere = result.periods["trips"].sum() - len(result.visits) - result.periods["passed_by"].sum()
    assert here + only_online == len(result.visits)
    assert result.channels.loc[["direct", "web"], ["own web", "rival"]].to_numpy().sum() == elsewhere


def test_orders_at_the_shelf_stand_in_the_row_of_the_phone_beside_what_was_bought_in_the_store(result):
    ordered = result.channels.loc["phone", ["own web", "rival"]]
    assert ordered["rival"] == result.visits["showroomed_rival"].sum()
    assert result.visits["showroomed"].sum() <= ordered.sum() <= 2 * result.visits["showroomed"].sum()
    assert ordered.sum() > 0 and result.visits["showroomed"].mean() == pytest.approx(result.summary["showrooming"])


def test_standard_errors_of_a_period_are_those_of_its_visits_and_its_answers(result):
    ratings = (result.visits.loc[result.visits["period"] == 2, "satisfaction"].astype(float) - 1) / 9 * 100
    assert result.errors["satisfaction"][2] == pytest.approx(ratings.std() / len(ratings) ** 0.5, rel=1e-5)
    loyalty = result.shoppers["loyalty"].astype(float)
    assert result.errors["loyalty"][2] == pytest.approx(loyalty.std() / len(loyalty) ** 0.5, rel=1e-5)
    came = set(result.visits.loc[result.visits["period"] == 2, "shopper"])
    noted = result.touchpoints
    felt = (noted[["cognitive", "affective", "social", "physical"]] != 0).any(axis=1) & ~noted["touchpoint"].isin(OWN_STATE)
    came |= set(noted.loc[felt & (noted["period"] == 2) & (noted["stage"] != "before"), "shopper"])
    answers = result.shoppers.loc[result.shoppers["uid"].isin(came), "recommend"]
    scores = 100.0 * ((answers >= 9).astype(int) - (answers <= 6).astype(int))
    assert result.errors["nps"][2] == pytest.approx(scores.std() / len(scores) ** 0.5, rel=1e-5)
    assert list(result.errors["period"]) == [0, 1, 2]


def test_saved_tables_read_back_the_same(result, tmp_path):
    result.save(tmp_path)
    for name in ("periods", "shoppers", "visits", "touchpoints"):
        pd.testing.assert_frame_equal(read_table(tmp_path / f"{name}.parquet"), getattr(result, name))
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("_")]


def test_saved_scenario_is_the_scenario(result, tmp_path):
    import yaml

    from sim.scenario.scenario import Scenario
    result.save(tmp_path)
    text = (tmp_path / "scenario.yaml").read_text()
    assert Scenario(**yaml.safe_load(text)) == result.scenario
    assert f"seed={SEED}, replications=1" in text.splitlines()[0]


@settings(max_examples=40)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_a_flipped_bit_in_a_file_is_told_or_harmless(written, at, bit):
    table, path = written
    sound = path.read_bytes()
    damaged = bytearray(sound)
    damaged[int(at * len(sound))] ^= 1 << bit
    path.write_bytes(damaged)
    try:
        pd.testing.assert_frame_equal(read_table(path), table, check_exact=True)
    except InputError as told:
        assert "x.parquet cannot be read" in str(told)
    finally:
        path.write_bytes(sound)


def test_a_damaged_value_is_told(written):
    table, path = written
    sound = path.read_bytes()
    path.write_bytes(sound[:len(sound) // 2] + bytes([sound[len(sound) // 2] ^ 1]) + sound[len(sound) // 2 + 1:])
    with pytest.raises(InputError, match=r"x\.parquet cannot be read"):
        read_table(path)
    path.write_bytes(sound)


def test_summary_of_replications_is_their_mean():
    several = sim.run(corner("people.size=200"), SEED, replications=3)
    assert len(several.replications) == 3
    assert several.summary["sales"] == pytest.approx(several.replications["sales"].mean())
    assert several.periods["sales"].mean() == pytest.approx(several.summary["sales"])
    alone = [sim.RetailModel(several.scenario, SEED, replication=r) for r in range(3)]
    for model, sales in zip(alone, several.replications["sales"], strict=True):
        model.step()
        model.step()
        assert np.mean([sums["sales"] for sums in model.records.sums]) == pytest.approx(sales)


def test_net_promoter_score_of_hand_made_answers_is_exact():
    assert nps(np.array([9, 10, 7, 8, 0, 6])) == 0.0
    assert nps(np.array([10, 9, 9, 8, 3])) == 40.0
    assert nps(np.array([6] * 3 + [9])) == -50.0
    assert np.isnan(nps(np.array([])))


def test_effort_is_nothing_without_waiting_and_missing_and_most_with_nothing_else():
    low, high = effort_7(np.array([0.0, 600.0]), np.array([600.0, 600.0]), np.array([0, 5]), np.array([5, 5]))
    assert (low, high) == (7.0, 1.0)


def test_summary_holds_every_measure_of_the_dictionary(result):
    assert set(result.summary.index) == set(MEASURES)


def test_lifetime_value_counts_the_periods_before_the_first_purchase_too():
    """Who first bought in the last of three periods has a margin a period of a third of what he left."""
    scenario = corner("horizon.periods=3")
    model = sim.RetailModel(scenario, SEED)
    for _ in range(3):
        model.step()
    table, money = result_of(model, SEED).shoppers, scenario.outcomes
    late = table[table["first_period"] == 2]
    stay, rate = money.stay_year ** (7 / 365), (1 + money.discount_year) ** (7 / 365) - 1
    assert len(late) > 10 and not late["churned"].any()
    assert late["clv"].to_numpy() == pytest.approx((late["margin"] / 3 * stay / (1 + rate - stay)).to_numpy())


def test_items_overlooked_are_as_much_effort_as_items_not_found():
    from sim.channels.planning import TRIP
    from sim.engine.measures import period_sums
    from sim.engine.tables import SHOPPER, VISIT

    def effort(**missed):
        visits = VISIT.rows(1)
        visits["leave_s"], visits["list_length"] = 600.0, 4
        for name, many in missed.items():
            visits[name] = many
        nobody = SHOPPER.rows(1)
        cents = dict.fromkeys(("store_sales", "web_sales", "rival_sales", "cost", "wages", "discounts", "refunds",
                               "sold_again", "staff_costs", "equipment", "other_costs"), 0)
        return period_sums(visits, np.zeros(0, TRIP), nobody, np.zeros(1, bool), np.zeros(1, bool), cents, 7.5)["effort_sum"]

    assert effort(not_found=2) == effort(overlooked=2) == effort(not_found=1, overlooked=1) < effort()
