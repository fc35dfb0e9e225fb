"""Rows of staff: encounters, advice, honesty, the staff's own experience, the levers of management, training."""


import numpy as np
import pandas as pd
import pytest
from laws.test_erlang import share_waiting
from rows.paired import changes, is_clear, same
from scipy import stats
from worlds import ALPHA, CERTAIN, NO_DETOURS, arrivals, corner, store_day, till_hall

import sim
from sim.engine.floor import build_floor
from sim.engine.model import RetailModel
from sim.engine.tables import STAFF
from sim.ground.errors import InputError
from sim.outcomes.ledger import Account
from sim.people.morale import Dynamics
from sim.people.staff import SUCCESSOR, Staffing
from sim.people.turnover import Turnover
from sim.people.workforce import Worked, Workforce

HELP = ("visit.browsing.need_help=0.5", "visit.asking.service_min=1.5")
NO_STAFF = ("staff.advisors=0", "staff.peak_advisors=0")
SKILLED = ("staff.knowledge=0.95", "staff.understanding=0.95", "staff.courtesy=0.95")
BUSY = ("visit.browsing.need_help=0.15", "staff.advisors=3")
STILL = ("staff.dynamics.on=false",)


@pytest.mark.slow
def test_v2_no_staff_one_advisor_skilled_advisors_in_this_order():
    assert is_clear(changes("satisfaction", [*HELP, *NO_STAFF], ["staff.advisors=2"]), +1)
    assert is_clear(changes("satisfaction", [*HELP, "staff.advisors=2"], SKILLED), +1)


def test_v2_staff_whom_nobody_asks_changes_no_shopper():
    base = ("visit.browsing.need_help=0",)
    assert (changes("satisfaction", base, ["staff.advisors=5"], 2) == 0.0).all()


def test_v2_the_wait_for_help_is_that_of_erlang():
    """Two advisors, 4 min a help, load 1.2. The way to the shopper, some seconds, is all that is not in the law."""
    scenario = till_hall(*CERTAIN[:2], "visit.browsing.need_help=1", "staff.advisors=2", "visit.asking.service_min=4",
                         "visit.asking.walk_m_s=3", "horizon.tick_s=20",
                         *(f"visit.asking.patience_{part}_min={m}" for part, m in
                           (("low", 230), ("mode", 240), ("high", 480))))
    floor, waits = build_floor(scenario), []
    for number in range(500):
        luck = np.random.default_rng([2, number])
        visits = arrivals(luck.uniform(0, 86400, luck.poisson(0.3 * 1440)), period=number, patience=20.0)
        lived = store_day(scenario, visits, floor).run().day.visits
        waits.append(lived["wait_actual_s"][(lived["helps"] == 1) & (lived["arrive_s"] > 4 * 3600)].mean() / 60)
    law = share_waiting(2, 1.2) / (2 - 1.2) * 4
    assert np.mean(waits) == pytest.approx(law, rel=0.05)
    assert stats.ttest_1samp(waits, law).pvalue > ALPHA


@pytest.mark.parametrize("less, more", [(0.3, 0.6), (0.6, 0.9)])
def test_p7_the_more_courteous_the_staff_the_more_satisfied_the_shoppers(less, more):
    assert is_clear(changes("satisfaction", [*HELP, f"staff.courtesy={less}"], [f"staff.courtesy={more}"]), +1)


def test_p3_service_is_felt_on_the_social_side_and_courtesy_that_nobody_feels_does_nothing():
    social = [sim.run(corner(*HELP, f"staff.courtesy={c}"), 7).visits["remembered_social"].mean() for c in (0.3, 0.9)]
    assert social[1] - social[0] > 0.01
    unfelt = ["visit.asking.joy_of_courtesy=0", "visit.paying.joy_of_courtesy=0", "service.on=false",
              "experience.bonds.of_interaction=0"]
    assert (changes("satisfaction", [*HELP, *unfelt, "staff.courtesy=0.3"], ["staff.courtesy=0.9"], 3) == 0.0).all()


@pytest.mark.slow
def test_p8_advice_that_fits_sells_and_advice_at_random_sells_as_much_as_none():
    assert is_clear(changes("basket", HELP, ["staff.understanding=0.95"]), +1)
    at_random = ("staff.understanding=0", "staff.skill_sd=0", "staff.honesty=1")
    assert same([*HELP, *at_random], ["visit.asking.buy_after_help=0.99", "staff.knowledge=1"])
    alone = corner(*HELP, *NO_DETOURS, *at_random, "visit.browsing.pleasure_weight=0", "visit.phone.check=-15")
    visits = sim.run(alone, 7).visits
    helps, bought = int(visits["helps"].sum()), int(visits["bought_helped"].sum())
    without = alone.visit.browsing.take_listed * alone.visit.asking.buy_without
    assert helps > 1000 and stats.binomtest(bought, helps, without).pvalue > ALPHA


def test_p9_training_raises_first_time_resolution_in_what_it_is_about():
    assert is_clear(changes("first_time_resolution", HELP, ["staff.training.modules_before=3"]), +1)
    no_snacks = ("store.departments.snacks.list_weight=0", *NO_DETOURS)
    in_bakery, in_snacks = (changes("first_time_resolution", [*HELP, *no_snacks],
                                    ["staff.training.modules_before=3", f"staff.training.department={d}"], 3)
                            for d in ("bakery", "snacks"))
    assert (in_bakery > 0.005).all() and (in_snacks == 0.0).all()
    with pytest.raises(InputError, match="staff.training.department is 'fish'.*produce, bakery, snacks"):
        corner("staff.training.department=fish")


SELLING = ("visit.browsing.need_help=0.4", "staff.advisors=2", *STILL)
"""Two advisors in a shop where as much help is wanted as in one for electronics."""
HARD = ("staff.honesty=0", "staff.skill_sd=0", "visit.advising.temptation=0.8")
"""Staff without any honesty under a pressure to sell: what a firm can do. What it leads to has its usual weights."""


def by_period(base, lever, pairs: int = 12) -> pd.DataFrame:
    """Change of every measure by a lever, one row a period of each pair."""
    plain, moved = (pd.concat([sim.run(corner(*base, *change), seed).periods.assign(pair=seed) for seed in range(pairs)])
                    for change in ((), lever))
    return (moved - plain).assign(period=plain["period"], pair=plain["pair"])


def summed(change: pd.DataFrame, measure: str, periods: range) -> np.ndarray:
    """Change of a measure in these periods, summed, one number a pair."""
    return change[change["period"].isin(periods)].groupby("pair")[measure].sum().to_numpy()


@pytest.mark.slow
def test_p10_selling_what_pays_gains_at_first_and_loses_in_the_long_run():
    """Twelve pairs see 2.6 standard deviations of the paired change: $270 of margin in two periods, $1,300 in four."""
    change = by_period([*SELLING, "horizon.periods=16"], HARD)
    for money in ("sales", "margin"):
        assert is_clear(summed(change, money, range(2)), +1) and is_clear(summed(change, money, range(12, 16)), -1)
    mean = change.groupby("period")["margin"].mean().to_numpy()
    crossing = int(np.argmax(mean < 0))
    assert 0 < crossing < 12 and (mean[:crossing] > 0).all() and (mean[crossing:] < 0).all()


def test_p10_trust_falls_by_what_is_found_out_and_grows_with_honest_advice_alone():
    honest = ("staff.honesty=1", "staff.skill_sd=0", "service.on=false")
    won = sim.run(corner(*HELP, *honest), 7)
    helped = won.visits.groupby("shopper")["helps"].sum().reindex(won.shoppers["uid"], fill_value=0).to_numpy()
    p = won.scenario.experience.trust
    law = p.highest - (p.highest - 1.0) * (1.0 - p.won) ** helped
    assert np.allclose(won.shoppers["trust"], law, atol=1e-5) and helped.max() > 1
    assert sim.run(corner(*HELP, *honest, "experience.trust.won=0"), 7).summary["trust"] == 1.0
    assert same([*HELP, *honest], ["visit.advising.temptation=1", "experience.trust.loss=1"])
    result = sim.run(corner(*HELP, *HARD, "service.on=false"), 7)
    shoppers = result.shoppers
    found = shoppers["missold_found"] > 0
    assert found.any() and (shoppers["trust"][found] < 1.0).all() and (shoppers["trust"][~found] >= 1.0).all()
    assert shoppers["missold_open"].sum() + shoppers["missold_found"].sum() == result.visits["missold"].sum()


def test_p10_what_stays_behind_in_a_basket_that_is_not_paid_deceives_nobody():
    result = sim.run(corner(*HELP, *HARD, "staff.cashiers=0", "staff.peak_cashiers=0"), 7)
    assert result.visits["helps"].sum() > 1000 and result.visits["missold"].sum() == 0
    assert not result.shoppers[["missold_open", "missold_found"]].any(axis=None)


def test_p10_who_finds_out_is_less_satisfied_and_expects_less_and_nobody_else_does():
    never, at_once = (sim.run(corner(*HELP, *HARD, "horizon.periods=1", f"experience.trust.found_out={share}"), 7).shoppers
                      for share in (0, 1))
    found = at_once["missold_found"] > 0
    for column in ("satisfaction", "expectation", "loyalty", "trust"):
        assert (at_once[column][found] <= never[column][found]).all()
        assert at_once[column][found].mean() < never[column][found].mean()
        assert (at_once[column][~found] == never[column][~found]).all()


@pytest.mark.slow
def test_m10_understaffing_wears_people_out_lowers_service_and_drives_them_away():
    """The loop, link by link: load -> morale -> courtesy -> satisfaction, and morale -> resignations."""
    long = (*BUSY, "horizon.periods=8", "staff.turnover.rate_year=2", "staff.turnover.vacancy=0",
            "staff.turnover.newcomer=1", "staff.turnover.green=0")
    few = ["staff.advisors=1"]
    assert is_clear(changes("staff_load", long, few), +1)
    assert is_clear(changes("morale", long, few), -1)
    crew = sim.run(corner(*long, *few), 7).staff
    advisor = crew[(crew["role"] == "advisor") & ~crew["uid"].duplicated()].iloc[0]
    own = crew[crew["uid"] == advisor["uid"]]
    assert (np.diff(own["courtesy"]) < 0).all() and (np.diff(own["proactivity"]) < 0).all()
    tired = [*long, *few, "staff.turnover.rate_year=0"]
    usual = Dynamics().courtesy
    assert is_clear(changes("satisfaction", [*tired, "staff.dynamics.courtesy=0"], [f"staff.dynamics.courtesy={usual}"]), -1)


def resignations(load: float, seed: int, **turnover: float) -> int:
    """How many of a hundred advisors, each busy for this share of the time, resign within half a year."""
    people = Workforce(Staffing(advisors=100, cashiers=0, turnover=Turnover(**turnover)), ("all",), seed, STAFF)
    left = 0
    for week in range(26):
        hours, nobody = np.full(len(people.rows), 40.0), np.zeros(len(people.rows), dtype=int)
        people.live(Worked(hours, load * hours, nobody, nobody, nobody, (0.0, 0.0), 0.0), week)
        left += people.resignations
    return left


def test_m10_the_overloaded_resign_more_often_and_only_by_their_morale():
    """At the weights as they are; twelve pairs with shared dice see 2.6 standard deviations of the paired change."""
    more = np.array([resignations(1.0, seed) - resignations(0.7, seed) for seed in range(12)])
    assert is_clear(more, +1)
    assert all(resignations(1.0, seed, of_morale=0) == resignations(0.7, seed, of_morale=0) for seed in range(2))


def test_m10_a_vacancy_overloads_those_who_stay_and_a_newcomer_knows_less_and_learns():
    model = RetailModel(corner(*BUSY, "staff.turnover.rate_year=50", "staff.turnover.vacancy=1",
                               "staff.turnover.hiring_cost=1000"), 7)
    full = len(model.staff)
    hired = 0
    for _ in range(4):
        before = set(model.staff["uid"].tolist())
        model.step()
        hired += len(set(model.staff["uid"].tolist()) - before)
        assert len(model.staff) + len(model.workforce.empty) == full
        assert len(model.agents_by_type[sim.engine.agents.Staff]) == len(model.staff)
    assert hired and model.ledger.balance[Account.HIRING] == hired * 100_000
    new = model.staff[model.staff["uid"] >= SUCCESSOR]
    knows = {int(row["uid"]): float(row["knowledge"]) for row in new}
    assert all(knows[uid] < model.workforce.talent[uid] for uid in knows)
    assert np.all(np.diff(model.staff["uid"] % SUCCESSOR) > 0)


@pytest.mark.slow
def test_m10_staffing_has_an_optimum_between_nobody_and_many():
    """A shop in which half of all looks need help: two advisors earn more than none, and more than eight."""
    advised = ("visit.browsing.need_help=0.5", "visit.asking.service_min=1.5", "people.size=2000", "horizon.periods=3")
    assert is_clear(changes("profit", [*advised, "staff.advisors=0"], ["staff.advisors=2"]), +1)
    assert is_clear(changes("profit", [*advised, "staff.advisors=2"], ["staff.advisors=8"]), -1)


def test_m10_without_dynamics_everybody_stays_as_hired():
    assert same(STILL, ["staff.dynamics.of_strain=10", "staff.turnover.rate_year=50", "staff.dynamics.market_cashier=40"])
    assert same(STILL, ["staff.dynamics.on=true", "staff.dynamics.speed=0", "staff.dynamics.tire=0",
                        "staff.turnover.rate_year=0"])
    crew = sim.run(corner(*BUSY, *STILL), 7).staff
    assert crew.groupby("uid")[["morale", "courtesy", "knowledge", "fatigue"]].nunique().eq(1).all(axis=None)


LEVERS = {"bonus": ("bonuses", "morale"), "performance": ("programmes", "morale"),
          "communication": ("programmes", "morale"), "framework": ("programmes", "courtesy")}


@pytest.mark.parametrize("lever", LEVERS)
def test_m11_each_lever_costs_and_acts_and_none_is_free(lever):
    account, column = LEVERS[lever]
    base, moved = (RetailModel(corner(*HELP, f"staff.levers.{lever}={dollars}", "staff.turnover.rate_year=0"), 7)
                   for dollars in (0, 30.5))
    for model in (base, moved):
        for _ in range(3):
            model.step()
    booked = moved.ledger.balance[Account[account.upper()]]
    assert booked == 3 * 3050 * len(moved.staff) and base.ledger.balance[Account[account.upper()]] == 0
    assert (moved.workforce.at_work()[column] > base.workforce.at_work()[column]).all()
    assert moved.ledger.balanced()


@pytest.mark.slow
def test_m11_better_treated_staff_serve_better_and_money_for_it_is_gone():
    treated = ["staff.levers.framework=30", "staff.levers.bonus=60"]
    base = (*HELP, "horizon.periods=8", "staff.turnover.rate_year=0")
    assert is_clear(changes("satisfaction", base, treated), +1)
    cost = changes("staff_costs", base, treated, 2)
    assert cost == pytest.approx(90.0 * 4) and (changes("wages", base, treated, 2) == 0).all()
    nothing = ["staff.levers.scale=1", "staff.levers.conduct=1", "staff.levers.recognition=1"]
    assert same(base, nothing)


COURSE = ("staff.training.modules=4", "staff.training.from_period=1")
"""A module a week for four weeks; hours, fee and gain as they are."""


@pytest.mark.slow
def test_m12_training_costs_time_and_money_first_and_knowledge_stays():
    """Ten pairs see 3.4 standard deviations of the paired change: over four weeks .4 min of waiting in each, $160 of profit,
    three points of resolution.
    """
    change = by_period([*SELLING, "horizon.periods=6"], COURSE, 10)
    assert change[change["period"] == 0].drop(columns="pair").dropna(axis=1).eq(0).all(axis=None)  # NaN: nobody to measure
    course, after = range(1, 5), range(5, 6)
    assert is_clear(summed(change, "wait_min", course), +1) and is_clear(summed(change, "profit", course), -1)
    assert is_clear(summed(change, "first_time_resolution", range(2, 6)), +1)
    assert (summed(change, "staff_costs", after) == 0).all()
    paid = 2 * 4 * 17.0
    assert summed(change, "staff_costs", course) == pytest.approx(4 * (paid + 2 * 50.0))
    assert summed(change, "wages", course) == pytest.approx(-4 * paid)


@pytest.mark.slow
def test_m12_training_pays_later():
    """At the weights as they are; sixteen pairs see 1.9 standard deviations of the paired change: $380 of margin in eight weeks.
    """
    change = by_period([*SELLING, "horizon.periods=16"], ["staff.training.modules=8"], 16)
    assert is_clear(summed(change, "profit", range(8)), -1)
    for money in ("margin", "profit"):
        assert is_clear(summed(change, money, range(8, 16)), +1)


@pytest.mark.slow
def test_m12_openness_about_bad_results_teaches_and_takes_time():
    open_culture = ["staff.training.openness=1"]
    base = (*HELP, "horizon.periods=8", "staff.training.openness_gain=0.15", "staff.skill_sd=0",
            "staff.expertise_sd=0", *STILL)
    assert is_clear(changes("first_time_resolution", base, open_culture), +1)
    assert (changes("staff_costs", base, open_culture, 2) > 0).all()
    nobody_fails = ("staff.knowledge=1", "staff.understanding=1", "staff.skill_sd=0", "staff.expertise_sd=0",
                    "staff.honesty=1", "staff.training.openness_h=0")
    assert same([*base, *nobody_fails], open_culture)


def test_m12_each_further_module_adds_less():
    crew = sim.run(corner("staff.training.modules=4", "horizon.periods=5", *STILL), 7).staff
    known = crew[crew["role"] == "advisor"].sort_values("period")["knowledge"].to_numpy()
    gained = np.diff(known)[:3]
    assert (gained > 0).all() and (np.diff(gained) < 0).all()


def test_the_staff_table_of_a_run_is_saved(tmp_path):
    from sim.engine.files import read_table
    result = sim.run(corner(*HELP), 7)
    result.save(tmp_path)
    saved = read_table(tmp_path / "staff.parquet")
    assert len(saved) == len(result.staff) == 2 * 4
    assert result.summary["morale"] == pytest.approx(saved["morale"].mean())
    assert saved["served"].sum() == result.visits["helps"].sum() + (result.visits["items"] > 0).sum()


def test_an_event_can_change_the_staffing_and_what_is_done_for_staff():
    event = ("events=[{name: rush, from_period: 1, to_period: 1, change: {staff.advisors: 3, staff.levers.bonus: 10}}]",
             "horizon.periods=3", *STILL)
    result = sim.run(corner(*event), 7)
    people = result.staff.groupby("period").size()
    assert people.tolist() == [4, 6, 4] and result.periods["staff_costs"].tolist() == [0.0, 60.0, 0.0]
