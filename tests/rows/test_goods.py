"""Rows of goods: what is found, what it costs, what promotions do at shelf and till, how good it is in use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows.paired import changes, is_clear, same
from scipy import stats
from worlds import ALPHA, CERTAIN, NO_DETOURS, SEED, arrivals, bits, corner, store_day

import sim
from sim.engine.model import RetailModel
from sim.engine.runs import Task, live
from sim.engine.targets_measured import origin_odds_ratio
from sim.experience.use import Use, mistaken
from sim.ground.errors import InputError
from sim.store.origin import ORIGINS
from sim.visit.browsing import Browsing
from sim.visit.finding import learned_way, longer_look, share_of_range
from sim.visit.price import felt_gap, price_gap
from sim.visit.searching import Searching, overlooks

P = Browsing().numbers()
Z = stats.norm.isf(ALPHA / 2)
LIST_ONLY = (*NO_DETOURS, "visit.searching.overlook=0", "visit.browsing.substitute=0")
SURE_SHELF = tuple(text for text in CERTAIN if "price_weight" not in text)


def offer(*promotions: str) -> str:
    return f"store.promotions=[{', '.join(promotions)}]"


def pairs(measure: str, one: list[str], other: list[str], count: int = 12) -> np.ndarray:
    """Change of a measure from the first to the second set of overrides, in each pair."""
    lived = [np.array([live(Task(corner(*asked), 7, r)).summary[measure] for r in range(count)])
             for asked in (one, other)]
    return lived[1] - lived[0]


def share_of_yes(decision) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if decision(middle) else (low, middle)
    return low


# V4 layout and assortment

def test_v4_a_delisted_item_is_missed_by_exactly_its_share_of_lists():
    gone = 4
    days = []
    for delisted in ("[]", f"[{','.join(map(str, range(gone)))}]"):
        model = RetailModel(corner(*LIST_ONLY, f"store.departments.produce.delisted={delisted}",
                                   "channels.listing.taste_tilt=0"), SEED)
        days.append(model.store_day(model.plan(), 5).run().day)
    base, variant = (day.visits[day.visits["leave_s"] >= 0] for day in days)
    assert np.array_equal(days[0].lists, days[1].lists)
    entered = days[1].visits["leave_s"] >= 0
    wanted = days[1].lists[entered]
    dealt_with = np.arange(wanted.shape[1]) < variant["next_item"][:, None]     # the shop closes on some
    entries = dealt_with.sum()
    assert base["not_found"].sum() == 0
    assert variant["not_found"].sum() == (dealt_with & (wanted < gone)).sum()
    # The share of lists: half of the entries are produce, 4 of its 30 items are gone.
    share = 0.5 * gone / 30
    assert abs(variant["not_found"].sum() - entries * share) < Z * np.sqrt(entries * share * (1 - share))


def test_v4_what_is_sold_out_is_replaced_by_some_and_missed_by_others():
    empty = ["store.departments.produce.stock_units=18", "visit.searching.overlook=0"]
    replaced = sim.run(corner(*empty, "visit.browsing.substitute=1"), 7)
    missed = sim.run(corner(*empty, "visit.browsing.substitute=0"), 7)
    assert (missed.visits["not_found"] == missed.visits["stockouts"]).all() and missed.summary["stockouts"] > 0.005
    whole = replaced.visits
    assert (whole["not_found"] == whole["stockouts"] - whole["substituted"]).all()
    assert whole["substituted"].sum() > 0.9 * whole["stockouts"].sum()     # as long as a similar one is left
    assert is_clear(changes("satisfaction", [*empty, "visit.browsing.substitute=0"], ["visit.browsing.substitute=1"]), +1)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 50))
def test_v4_strangers_overlook_more_of_what_is_there_until_they_know_the_store(familiarity, signage, visits):
    p = Searching().numbers()
    law = p.overlook * 2 * (1 - signage) * (1 + p.overlook_of_newness * (1 - familiarity))
    assert share_of_yes(lambda draw: overlooks(signage, familiarity, draw, p)) == pytest.approx(law, abs=1e-9)
    known = learned_way(familiarity, visits, P)
    assert 1 - known == pytest.approx((1 - familiarity) * np.exp(-visits / P.visits_to_know), abs=1e-9)


def test_v4_a_store_that_nobody_gets_to_know_is_searched_in_vain_more_often():
    def overlooked(*asked: str) -> float:
        visits = sim.run(corner("visit.searching.overlook=0.05", *asked), 7).visits
        return visits["overlooked"].sum() / visits["considered"].sum()

    known, strange = overlooked("visit.browsing.visits_to_know=0.1"), overlooked("visit.browsing.visits_to_know=1000")
    assert strange > 2 * known                     # some 500 against 1,500 of 10,000: more than twenty standard errors


def test_v4_a_wide_choice_costs_time_and_effort_beyond_its_optimum():
    width = np.log([0.5, 1.0, P.range_optimum, 2.0, 4.0])
    looks = [longer_look(w, P) for w in width]
    assert looks[:3] == [1.0, 1.0, 1.0] and 1.0 < looks[3] < looks[4]
    bought = [share_of_range(0.35, w, P) for w in width]
    assert bought[1] == pytest.approx(0.35) and max(bought) == bought[2]   # more of a match, then too much
    wide = [f"store.departments.{d}.variety=4" for d in ("produce", "bakery", "snacks")]
    assert is_clear(changes("dwell_min", [], wide, 6), +1)
    assert is_clear(changes("satisfaction", ["visit.browsing.match_of_range=0", "visit.browsing.loss_of_overload=0"],
                            wide), -1)


def test_v4_a_range_of_the_usual_width_is_the_usual_range():
    assert same([], ["store.departments.produce.variety=1", "store.departments.produce.delisted=[]"])
    assert same([], ["visit.browsing.range_optimum=1", "visit.browsing.match_of_range=3"])


# V5 price

def test_v5_ten_per_cent_dearer_moves_the_purchase_share_by_the_stated_logit_slope():
    """One list entry for each of 6,000; a slope that is off by 15 % would be seen."""
    dice = np.random.default_rng(3)
    sensitive = dice.uniform(0, 1, 6000)
    for level in (1.0, 1.1, 0.9):
        asked = corner(*NO_DETOURS, *SURE_SHELF, "visit.browsing.take_listed=0.5", "visit.browsing.price_weight=8",
                       f"visit.browsing.price_level={level}", "staff.cashiers=0")
        day = store_day(asked, arrivals(np.linspace(0, 20_000, 6000), price_sensitivity=sensitive)).run().day
        looked, goods = day.visits["looked"] == 1, day.goods
        item = day.lists[:, 0]
        gap = 1 - goods.item_shelf_cents[item] / goods.item_price_cents[item]
        felt = np.where(gap >= 0, gap, 1.6 * gap)
        law = 1 / (1 + np.exp(-8 * sensitive * felt))[looked]
        taken = day.visits["bought_unaided"][looked].sum()
        assert looked.sum() > 5500
        assert abs(taken - law.sum()) < Z * np.sqrt((law * (1 - law)).sum())


def test_v5_a_dearer_store_loses_trips_and_sells_fewer_items_to_the_sensitive():
    dearer = ["visit.browsing.price_level=1.1"]
    assert is_clear(changes("store_share", [], dearer), -1)
    assert is_clear(changes("unplanned", ["visit.browsing.price_weight=10"], dearer), -1)
    assert is_clear(changes("showrooming", [], dearer), +1)


@given(st.integers(1, 10**6), st.floats(0.5, 2), st.floats(0.5, 2))
def test_v5_a_price_is_judged_by_the_one_remembered_and_losses_weigh_more(regular, reference, level):
    standard = regular * (1 + P.own_memory * (reference - 1))
    assert price_gap(regular, regular * level, reference, P) == pytest.approx(1 - regular * level / standard)
    assert price_gap(regular, regular, 1.0, P) == 0.0
    gap = abs(level - 1)
    assert felt_gap(-gap, P) == pytest.approx(-P.loss_aversion * felt_gap(gap, P))


def test_v5_after_a_promotion_the_full_price_looks_dear():
    model = RetailModel(corner(*NO_DETOURS, offer("{depth: 0.3, to_period: 0}")), SEED)
    model.step()
    came, before = model.shoppers["visits"].copy(), model.shoppers["reference_price"].copy()
    looked = before < 1.0                                     # some come and look at nothing
    assert looked.sum() > 500 and (came[looked] > 0).all() and model.measures["discounts"] > 0
    assert before[looked & (came == 1)] == pytest.approx(1.0 - 0.3 * P.reference_gain, abs=0.005)   # whole cents
    model.step()
    after = model.shoppers["reference_price"]
    once = (model.shoppers["visits"] - came == 1) & (after != before)
    assert model.measures["discounts"] == 0 and once.sum() > 100
    assert after[once] == pytest.approx(before[once] + P.reference_gain * (1.0 - before[once]), abs=1e-6)
    felt = ["visit.browsing.price_weight=20", offer("{depth: 0.5, to_period: 0}")]
    memory = pairs_of_periods(felt, ["visit.browsing.own_memory=1"], ["visit.browsing.own_memory=0"])
    assert is_clear(memory, +1)                                             # without memory more is bought after it


def pairs_of_periods(base, one, other, count: int = 6) -> np.ndarray:
    """Change of items bought a visit in period 1."""
    def bought(asked):
        found = []
        for r in range(count):
            visits = live(Task(corner(*base, *asked), 7, r, whole=True)).result.visits
            found.append(visits["bought_unaided"][visits["period"] == 1].mean())
        return np.array(found)
    return bought(other) - bought(one)


def test_v5_a_promotion_sells_and_one_of_nothing_is_the_baseline():
    keen = ["visit.browsing.price_weight=10"]
    cheap = offer("{depth: 0.3}")
    assert is_clear(changes("unplanned", keen, [cheap], 6), +1)
    result = sim.run(corner(cheap), 7)
    assert result.periods["discounts"].sum() == pytest.approx(result.visits["discount"].sum(), abs=0.005)
    assert same([], [offer("{depth: 0}")])


def test_v5_an_end_cap_catches_the_eye():
    shown = "{{department: produce, share: 0.2, depth: 0, end_cap: {0}}}"
    plain, cap = ([offer(shown.format(word)), "store.end_cap_exposure=6"] for word in ("false", "true"))
    assert is_clear(pairs("unplanned", plain, cap), +1)


# P12 conditions

def test_p12_a_hidden_condition_that_everybody_meets_is_a_clear_one():
    clear, hidden = (offer(f"{{depth: 0.3, condition: {word}, refused: 0}}") for word in ("clear", "hidden"))
    assert bits(sim.run(corner(clear), 7)) == bits(sim.run(corner(hidden), 7))


def test_p12_a_discount_of_nothing_cannot_be_refused():
    assert same([], [offer("{depth: 0, condition: hidden, refused: 0.5}")])


def test_p12_a_condition_found_at_the_till_costs_satisfaction_and_brings_complaints():
    met, refused = ([offer(f"{{depth: 0.3, condition: hidden, refused: {p}}}")] for p in (0, 1))
    assert is_clear(pairs("satisfaction", met, refused), -1)
    result = sim.run(corner(*refused), 7)
    assert result.summary["complaints"] > 0.05
    assert sim.run(corner(*met), 7).summary["complaints"] == 0.0
    assert result.visits["discount"].sum() == 0.0                           # nobody met it, so nobody paid less
    paid = result.visits[~result.visits["abandoned"] & (result.visits["items"] + result.visits["left_at_till"] > 0)]
    assert (paid["refused_discounts"] == paid["items"] + paid["left_at_till"]).mean() > 0.999
    assert 0 < paid["left_at_till"].sum() < paid["refused_discounts"].sum()


def test_p12_a_clear_condition_is_known_at_the_shelf():
    result = sim.run(corner(offer("{depth: 0.3, condition: clear, refused: 0.5}")), 7)
    assert result.summary["complaints"] == 0.0 and (result.visits["refused_discounts"] == 0).all()
    share = result.visits["discounted_items"].sum() / result.visits["items"].sum()
    assert 0.5 < share < 0.6                                                # they rather take what is cheaper for them


# P11 quality

def test_p11_returns_are_purchases_times_defects_times_those_who_bring_back():
    rate, back = 0.2, 0.7
    asked = [*(f"store.departments.{d}.defect_rate={rate}" for d in ("produce", "bakery", "snacks")),
             "channels.choosing.own_web=-15"]          # what comes by parcel is sent back by rules of its own
    result = sim.run(corner(*asked, "experience.use.wrong_choice=0", f"experience.use.return_defect={back}"), 7)
    items, law = int(result.visits["items"].sum()), rate * back
    returned = int(result.visits["items_returned"].sum())
    assert abs(returned - items * law) < Z * np.sqrt(items * law * (1 - law)) < 0.15 * returned
    assert result.summary["returned"] == pytest.approx(returned / items)
    by_period = result.visits.groupby("period")["refund"].sum()
    assert result.periods["refunds"].iloc[0] == 0.0
    assert result.periods["refunds"].iloc[1] == pytest.approx(by_period.iloc[0], abs=0.001)
    whole = sim.run(corner(*asked, "experience.use.wrong_choice=0", "experience.use.return_defect=1",
                           "store.departments.produce.defect_rate=1"), 7).visits
    assert (whole["defects"] == whole["items_returned"]).all()


def test_p11_quality_as_expected_changes_nothing():
    as_expected = [text for d in ("produce", "bakery", "snacks") for text in (
        f"store.departments.{d}.quality_spread=0", f"store.departments.{d}.defect_rate=0")]
    base = [*as_expected, "experience.use.wrong_choice=0"]
    assert same(base, ["experience.use.weight=0.9", "experience.use.of_satisfaction=9"])


def test_p11_poor_quality_is_felt_in_the_next_period():
    poor = [f"store.departments.{d}.quality=-0.6" for d in ("produce", "bakery", "snacks")]
    assert is_clear(changes("loyalty", [], poor, 6), -1)
    model, usual = (RetailModel(corner(*asked), SEED) for asked in (poor, []))
    model.step()
    usual.step()
    state, before = model.shoppers["cx_cognitive"], usual.shoppers["cx_cognitive"]
    bought = state != before
    assert bought.sum() > 500 and (state < before)[bought].all()
    expected, before = model.shoppers["expectation"], usual.shoppers["expectation"]
    assert (expected[bought] < before[bought]).all() and (expected[~bought] == before[~bought]).all()


def test_p11_knowledge_saves_mistakes():
    p = Use().numbers()
    mistakes = [share_of_yes(lambda draw, k=k: mistaken(k, draw, p)) for k in (0.0, 0.5, 1.0)]
    assert mistakes == pytest.approx([p.wrong_choice * (1 - p.wrong_of_knowledge * k) for k in (0, 0.5, 1)], abs=1e-9)


# A6 music and origin

def test_a6_music_of_a_country_sells_goods_from_there_at_the_stated_odds():
    half = ["store.departments.produce.origins={french: 0.5, german: 0.5}"]
    french, german = (sim.run(corner(*half, f"atmosphere.music.origin={name}"), 7) for name in ("french", "german"))
    sold = [(run.visits["primed_items"].sum(), run.visits["origin_items"].sum()) for run in (french, german)]
    error = np.sqrt(sum(1 / mine + 1 / (of - mine) for mine, of in sold))
    assert abs(np.log(origin_odds_ratio(french, german)) - 2 * P.origin_priming) < Z * error < 1.0
    shares = [run.summary["french_goods"] for run in (french, german)]
    assert shares[0] == pytest.approx(sold[0][0] / sold[0][1]) and shares[1] == pytest.approx(1 - sold[1][0] / sold[1][1])
    assert french.summary["german_goods"] == pytest.approx(1 - shares[0]) and french.summary["spanish_goods"] == 0.0


def test_a6_goods_without_music_and_music_without_goods_are_the_baseline():
    assert same([], ["atmosphere.music.origin=french"])
    usual = sim.run(corner(), 7)
    wines = sim.run(corner("store.departments.produce.origins={french: 0.5, german: 0.5}"), 7)
    of_origins = [f"{name}_goods" for name in ORIGINS[1:]]
    assert usual.summary[of_origins].isna().all() and wines.summary[of_origins].sum() == pytest.approx(1.0)
    assert usual.summary.drop(of_origins).equals(wines.summary.drop(of_origins))


def test_days_of_the_week_have_names_and_numbers_in_promotions_and_activities():
    assert same([offer("{weekdays: [4, 5]}")], [offer("{weekdays: [fri, Saturday]}")])
    named, numbered = (corner(f"realms.activities={{demo: {{days: {days}}}}}") for days in ("[fri, sat]", "[4, 5]"))
    assert named == numbered


# What is wrong is told

@pytest.mark.parametrize(("override", "told"), [
    (offer("{department: toys}"), "store.promotions.0.department is 'toys'.*produce, bakery, snacks"),
    (offer("{department: snacks, items: [99]}"), "store.promotions.0.items holds 99; snacks has items 0 to 19"),
    (offer("{items: [1]}"), "store.promotions.0.items: items are numbered within a department"),
    (offer("{from_period: 4, to_period: 2}"), "store.promotions.0: to_period is 2, before from_period"),
    (offer("{weekdays: [fri, 9]}"), "store.promotions.0.weekdays: '9' is no day; .*mon, .*0 .Monday. to 6 .Sunday."),
    (offer("{weekdays: []}"), "store.promotions.0.weekdays: no day is given"),
    (offer("{department: snacks, items: [-2]}"), "store.promotions.0.items.0 is -2; it must be a whole number, 0 or more"),
    ("store.departments.snacks.delisted=[-1]", "delisted.0 is -1; it must be a whole number, 0 or more .*delisted=...."),
    ("realms.activities={3: {zone: entrance}}", "realms.activities has the name 3; a name must be a text"),
    ("realms.activities={a: {days: [noday]}}", "realms.activities.a.days: 'noday' is no day"),
    (offer("{members_only: true}"), "store.promotions.0: members_only: .* Set it by channels.card.offer_share"),
    (offer("{depth: 2}"), "store.promotions.0.depth"),
    (offer("{weekdays: [7]}"), "store.promotions.0.weekdays"),
    ("store.departments.snacks.delisted=[20]", "snacks.delisted holds 20; the department has items 0 to 19"),
    ("store.departments.snacks.origins={swiss: 1}", "origins.swiss: there is no such origin; there are french"),
    ("store.departments.snacks.origins={french: 0.7, german: 0.7}", "their sum 1 at most"),
    ("store.departments.snacks.variety=0.1", "snacks.items is 20 with variety 0.1, so 2"),
    ("atmosphere.music.origin=swiss", "atmosphere.music.origin"),
])
def test_a_mistake_in_goods_or_promotions_is_one_clear_error(override, told):
    with pytest.raises(InputError, match=told) as found:
        corner(override)
    assert len(str(found.value).splitlines()) == 1
