"""Rows of the realms of experience: entertainment, education, esthetics, escape; taking part; hedonic value; what is
taken away and recalled.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows.paired import changes, is_clear, same
from worlds import corner

import sim
from sim.engine.model import RetailModel
from sim.engine.tables import SHOPPER, VISIT
from sim.experience.memory import Memory, remembered_part
from sim.experience.recall import Recall, keep_recall
from sim.ground.errors import InputError
from sim.ground.rules import plain
from sim.outcomes.fit_out import FitOut
from sim.report.figures.journey import of_visits
from sim.visit.feeling import DIMENSIONS, Feeling, weigh
from sim.visit.states import State
from sim.visit.taking_part import TakingPart, lift

FUN, TASK = ("people.segments=[{name: everybody, share: 1, recreational: 1}]",
             "people.segments=[{name: everybody, share: 1, recreational: 0}]")
FEW = "people.size=400"
WORKSHOP = ("realms.activities={{workshop:{{zone:produce,capacity:40,minutes:4,entertains:0,absorbs:0,{0}}}}}")
EVERYBODY_STOPS = ("visit.taking_part.stop_task=10", "visit.taking_part.stop_recreational=10")


def zone(name: str, **realms: float) -> str:
    return "realms.zones={" + name + ":{" + ",".join(f"{k}:{v}" for k, v in realms.items()) + "}}"


@pytest.mark.parametrize(("goal", "sign"), [(FUN, +1), (TASK, -1)])
def test_d7_v12_entertainment_helps_those_who_came_for_fun_and_not_those_in_a_hurry(goal, sign):
    assert is_clear(changes("satisfaction", [FEW, goal], [zone("produce", entertainment=1)]), sign)


def test_d7_no_entertainment_is_the_baseline():
    assert same([], [zone("produce", entertainment=0)])
    assert same(["visit.immersion.fun_of_entertainment=0"], [zone("produce", entertainment=1)])


def test_d8_a_workshop_teaches_and_who_did_not_stop_knows_nothing_more():
    result = sim.run(corner(WORKSHOP.format("teaches:0.5,success:1,active:1"), *EVERYBODY_STOPS), 7)
    stopped = set(result.visits.loc[result.visits["took_part"] > 0, "shopper"])
    knows = result.shoppers.set_index("uid")["knowledge"]
    assert set(knows.index[knows > 0]) == stopped and len(stopped) > 100
    once = result.visits.groupby("shopper")["took_part"].sum() == 1
    lowest = 0.5 * 0.98                                    # half of the unknown, less one week of forgetting
    assert knows[once.index[once]].between(lowest - 1e-6, 0.5 + 1e-6).all()


def test_d8_boards_teach_by_the_minute_and_nothing_else_changes():
    runs = [sim.run(corner(*more), 7) for more in ((), (zone("produce", education=1),))]
    assert runs[0].summary["knowledge"] == 0.0 < runs[1].summary["knowledge"]
    assert np.array_equal(runs[0].visits["satisfaction"], runs[1].visits["satisfaction"])


def test_d8_what_was_learned_keeps_people_from_wrong_choices_and_returns_fall():
    lesson = WORKSHOP.format("teaches:LEARNED,success:1,active:1")
    base = (FEW, "horizon.periods=3", *EVERYBODY_STOPS, lesson.replace("LEARNED", "0"), "experience.use.wrong_choice=0.3",
            "experience.use.return_wrong=1")
    assert is_clear(changes("returned", base, [lesson.replace("LEARNED", "0.9")]), -1)
    assert (changes("returned", [*base, "experience.use.wrong_of_knowledge=0"], [lesson.replace("LEARNED", "0.9")], 3) == 0.0).all()


def test_d9_beauty_is_felt_with_nothing_to_do():
    beautiful = zone("produce", esthetics=1)
    for goal in (FUN, TASK):
        plain_, beauty = (sim.run(corner(FEW, goal, *more), 7).visits for more in ((), (beautiful,)))
        assert (beauty["took_part"] + beauty["watched"]).sum() == 0
        for felt in ("remembered_affective", "remembered_physical"):
            assert beauty[felt].mean() > plain_[felt].mean() + 0.005
    assert is_clear(changes("pleasure", [FEW], [beautiful]), +1)


def test_d9_no_beauty_is_the_baseline():
    assert same([], [zone("produce", esthetics=0)])
    assert same(["visit.immersion.pleasure_of_esthetics=0", "visit.immersion.comfort_of_esthetics=0"],
                [zone("produce", esthetics=1)])


def test_d10_who_is_absorbed_finds_the_wait_shorter_than_the_clock():
    waits = [sim.run(corner("visit.paying.fixed_s=150", "visit.browsing.need_help=0", FUN,
                            zone("checkout", escapism=1), f"visit.waiting.absorbed_effect={a}"), 7).visits
             for a in (0, 0.6)]
    long = waits[1]["wait_actual_s"] > 180.0               # long enough to sink in
    assert long.sum() > 60
    assert (waits[1]["wait_perceived_s"] < waits[1]["wait_actual_s"])[long].mean() > 0.95
    assert (waits[0]["wait_perceived_s"] > waits[0]["wait_actual_s"])[waits[0]["wait_actual_s"] > 180.0].all()


def test_d9_no_beauty_is_the_baseline():
    assert same([], [zone("produce", esthetics=0)])
    assert same(["visit.immersion.pleasure_of_esthetics=0", "visit.immersion.comfort_of_esthetics=0"],
                [zone("produce", esthetics=1)])


def test_d10_who_is_absorbed_stays_longer():
    restless = (FEW, FUN, "visit.heading.hazard_per_h=10")
    escape = [zone("produce", escapism=1)]
    assert is_clear(changes("dwell_min", restless, escape), +1)
    assert (changes("dwell_min", [*restless, "visit.heading.stay_of_absorption=0", "visit.waiting.absorbed_effect=0"],
                    escape, 3) == 0.0).all()


weights = st.tuples(*[st.floats(0.01, 1)] * 8)


@given(weights, st.floats(0, 1), st.floats(0, 1), st.booleans(), st.floats(-2, 2), st.floats(0, 1))
def test_d11_weights_sum_to_one_whatever_the_hedonic_weight(given_weights, task, fun, recreational, slope, seeking):
    names = [f"{goal}_{d}" for goal in ("task", "recreational") for d in DIMENSIONS]
    feeling = Feeling(**dict(zip(names, given_weights, strict=True)), hedonic_task=task, hedonic_recreational=fun,
                      hedonic_of_person=slope)
    visit = VISIT.rows(1)[0]
    visit["recreational"], visit["fun_seeking"] = float(recreational), seeking
    weigh_row(visit, feeling)
    assert sum(visit[f"weight_{d}"] for d in DIMENSIONS) == pytest.approx(1.0)
    assert 0.0 <= visit["hedonic_weight"] <= 1.0


def weigh_row(visit, feeling: Feeling) -> None:
    class Row:
        recreational, fun_seeking = visit["recreational"], visit["fun_seeking"]
    row = Row()
    plain(weigh)(row, feeling.numbers())
    for name in ("hedonic_weight", *(f"weight_{d}" for d in DIMENSIONS)):
        visit[name] = getattr(row, name)


def test_d11_hedonic_weight_0_gives_the_task_only_model():
    as_on_a_task = [f"visit.feeling.recreational_{d}={w}" for d, w in
                    zip(DIMENSIONS, (0.40, 0.30, 0.15, 0.15), strict=True)]
    in_store = ("service.on=false", "channels.choosing.own_web=-15")
    without, task_only = (sim.run(corner(FUN, *in_store, *how), 7).visits
                          for how in (["visit.feeling.hedonic_recreational=0"], as_on_a_task))
    assert np.array_equal(without["satisfaction"], task_only["satisfaction"])
    assert np.array_equal(without["value"], without["utilitarian"])
    assert np.array_equal(task_only["value"], task_only["hedonic"])
    mixed = sim.run(corner("visit.feeling.hedonic_task=0.2", "visit.feeling.hedonic_recreational=0.7"), 7).visits
    h = mixed["hedonic_weight"]
    assert set(h.round(6)) == {0.2, 0.7} or set(h.round(3)) == {np.float32(0.2), np.float32(0.7)}
    assert np.allclose(mixed["value"], h * mixed["hedonic"] + (1 - h) * mixed["utilitarian"], atol=1e-6)


def test_d13_the_impression_is_rebuilt_from_the_event_log():
    result = sim.run(corner(FEW, WORKSHOP.format("success:0.5"), "engine.touchpoint_sample=1"), 7)
    key = ["shopper", "period", "day"]
    visits, log = result.visits.set_index(key), of_visits(result.touchpoints).set_index(key)
    feeling = Feeling()
    h = visits["hedonic_weight"].astype(float)
    clue = sum((h * getattr(feeling, f"recreational_{d}") + (1 - h) * getattr(feeling, f"task_{d}")).reindex(log.index)
               * log[d].astype(float) for d in DIMENSIONS)
    sums = (clue * clue.abs()).groupby(level=key).sum() / clue.abs().groupby(level=key).sum()
    rebuilt = sums.reindex(visits.index).fillna(0.0)
    assert np.allclose(rebuilt, visits["impression"], atol=1e-5)       # the log is in single precision
    assert visits["impression"].std() > 0.01


def test_d9_d16_realms_and_activities_have_their_own_part_in_the_account_of_the_rating():
    visits = sim.run(corner(FEW, FUN, *EVERYBODY_STOPS, zone("bakery", esthetics=1),
                            WORKSHOP.format("success:1,active:1")), 7).visits
    why = [name for name in visits.columns if name.startswith("why_")]
    assert np.allclose(visits[why].sum(axis=1), visits["satisfaction"], atol=1e-4)      # single precision
    assert (visits["why_activity"] > 0).equals(visits["took_part"] > 0)
    assert (visits["why_realm"] >= 0).all() and visits["why_realm"].mean() > 0.01


def test_d15_signs_raise_recall_and_recall_brings_people_back():
    scent = ["brand.scent=1"]
    result = sim.run(corner(*scent), 7)
    came = set(result.visits["shopper"])
    recalls = result.shoppers.set_index("uid")["recall"]
    assert set(recalls.index[recalls > 0]) == came
    few = ("people.size=300", "horizon.periods=4", "channels.choosing.recall_weight=10")
    assert is_clear(changes("store_share", few, scent), +1)
    assert (changes("store_share", ["channels.choosing.recall_weight=0"], scent, 3) == 0.0).all()
    assert same([], ["brand.scent=0", "brand.zones={bakery:{logo:0}}"])


def test_d15_signs_cost_what_they_are_and_where_they_hang_and_ordinary_ones_nothing():
    """Dollars a week of a floor of known size, in the ledger and in the measures, whoever comes."""
    p, weeks = FitOut(), ["horizon.periods=2", "people.size=100"]
    model = RetailModel(corner(*weeks), 7)
    floor = model.floor
    area = floor.place.walkable.sum() * floor.plan.cell_m**2
    bakery = (floor.place.zone == floor.plan.zone_names.index("bakery")).sum() * floor.plan.cell_m**2
    for signs, cost in ((["brand.logo=0.5", "brand.colour=1"], (0.5 * p.logo_week + p.colour_week) * area),
                        (["brand.zones={bakery:{scent:1}}"], p.scent_week * bakery), (["brand.zones={bakery:{logo:0}}"], 0.0)):
        result = sim.run(corner(*weeks, *signs), 7)
        assert result.summary["equipment"] == pytest.approx(cost, abs=0.01)
    assert same([], ["outcomes.fit_out.logo_week=50", "outcomes.fit_out.scent_week=50"])


def test_d15_recall_fades_when_nobody_comes():
    shoppers = SHOPPER.rows(1)
    shoppers["recall"] = 0.8
    for _ in range(3):
        keep_recall(shoppers, VISIT.rows(0), Recall(fades=0.1).numbers())
    assert shoppers["recall"][0] == pytest.approx(0.8 * 0.9**3, rel=1e-5)


@pytest.mark.parametrize(("works", "sign"), [(1, +1), (0, -1)])
def test_d16_taking_part_lifts_more_and_drops_deeper_than_watching(works, sign):
    base = [FEW, *EVERYBODY_STOPS, WORKSHOP.format(f"success:{works},active:0")]
    assert is_clear(changes("satisfaction", base, [WORKSHOP.format(f"success:{works},active:1")]), sign)
    p = TakingPart().numbers()
    assert sign * lift(1, works, p) > sign * lift(0, works, p) > 0.0


def test_d16_what_was_done_is_remembered_more_vividly_than_what_was_seen():
    p = Memory().numbers()
    assert remembered_part(0.1, 0.6, 0.1, 0.6, p) > remembered_part(0.1, 0.6, 0.1, 0.0, p)
    assert remembered_part(0.1, -0.6, 0.1, 0.6, p) < remembered_part(0.1, -0.6, 0.1, 0.0, p)
    works = (FEW, *EVERYBODY_STOPS, WORKSHOP.format("success:1,active:1"))
    assert is_clear(changes("satisfaction", [*works, "visit.taking_part.vividness=0"],
                            ["visit.taking_part.vividness=1"]), +1)
    assert is_clear(changes("recall", [FEW, *EVERYBODY_STOPS, WORKSHOP.format("active:0")],
                            [WORKSHOP.format("active:1")]), +1)


def test_d16_v12_who_came_for_fun_and_likes_new_things_stops_more():
    shares = [float(sim.run(corner(WORKSHOP.format("active:0.5"), segment), 7).summary["participation"]) for segment in
              (TASK, FUN, FUN.replace("recreational", "innovativeness: 0.9, recreational"))]
    assert shares[0] < 0.6 * shares[1] < 0.6 * shares[2]


def test_d16_an_activity_at_which_nobody_stops_or_that_has_no_room_changes_no_experience():
    base = sim.run(corner(), 7).visits
    for nobody in ((WORKSHOP.format("capacity:0").replace("capacity:40,", ""),),
                   (WORKSHOP.format("active:1"), "visit.taking_part.stop_task=-15",
                    "visit.taking_part.stop_recreational=-15")):
        assert np.array_equal(sim.run(corner(*nobody), 7).visits["satisfaction"], base["satisfaction"])


def test_d16_an_activity_has_no_more_people_than_room():
    model = RetailModel(corner("people.size=3000", *EVERYBODY_STOPS,
                               WORKSHOP.format("active:1").replace("capacity:40", "capacity:3")), 7, threads=1)
    day, most = model.store_day(model.plan(), 5), 0
    while not day.is_over():
        day.step()
        there = int((day.day.visits["state"][day.inside] == State.TAKING_PART).sum())
        assert there == day.day.activities["present"].sum() <= 3
        most = max(most, there)
    assert most == 3


@pytest.mark.parametrize(("wrong", "told"), [
    ("realms.zones={attic:{esthetics:1}}", "realms.zones.attic"),
    ("realms.activities={demo:{zone:attic}}", "realms.activities.demo.zone"),
    ("realms.activities={demo:{zone:produce,from_h:19,to_h:22}}", "open from 10 to 18 h"),
    ("realms.activities={demo:{zone:produce,from_h:12,to_h:11}}", "to_h is 11 h"),
    ("realms.activities={demo:{zone:produce,days:[someday]}}", "someday"),
    ("realms.activities={demo:{}}", "realms.activities.demo is empty"),
    ("store.promotions=[{}]", "store.promotions.0 is empty"),
    ("store.departments.produce.delisted=[1,1]", "delisted holds 1 more than once"),
    ("store.promotions=[{department: produce, items: [2,2]}]", "items holds 2 more than once"),
    ("brand.zones={attic:{logo:1}}", "brand.zones.attic"),
    ("realms.zones={produce:{esthetics:2}}", "0 to 1")])
def test_a_wrong_activity_or_zone_is_refused(wrong, told):
    with pytest.raises(InputError, match=told):
        corner(wrong)
