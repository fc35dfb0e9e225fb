"""The promise of the fast engine: whole days, single ticks and plain Mesa agents give the same bytes.

The reference (`sim.engine.reference`) has the rules in common with the engine and nothing else: state machine, lines,
baskets and tables are written twice. So a difference is a fault in one of them.
"""

import numpy as np
import pytest

from sim.engine.model import RetailModel
from sim.engine.reference import ReferenceDay
from sim.engine.schedule import Day
from sim.ground.rules import plain
from sim.scenario.reading import scenario
from sim.scenario.scenario import Visit
from sim.visit.states import State, Touchpoint
from sim.visit.touchpoints import NOTES

WRITTEN = ("visits", "counts", "staff", "lines", "machines", "rooms", "stock", "crowd", "conduct", "seconds", "pleasure",
           "felt", "activities", "log")
"""What a day writes and what is the same however it is lived; the room of `inside` and `baskets` is compared in use."""

ELECTRONICS = ["store=electronics", "channels.need.occasions=1", "people.size=700"]
DEPARTMENT_STORE = ["store=department_store", "channels.need.occasions=1", "people.size=500"]

WORLDS = {
    "supermarket": ["people.size=2000"],
    "electronics": [*ELECTRONICS, "visit.phone.check=0", "visit.phone.rival_gap=0.3"],
    "department store": DEPARTMENT_STORE,
    "one line, exponential service": ["people.size=600", "visit.paying.one_line=true", "visit.paying.mean_s=240",
                                      "visit.paying.service=exponential", "staff.cashiers=2"],
    "slow tills": ["people.size=900", "visit.paying.fixed_s=500", "staff.cashiers=2", "staff.peak_cashiers=1"],
    "no advisors": [*ELECTRONICS, "people.size=250", "staff.advisors=0", "staff.peak_advisors=0"],
    "no cashiers": ["people.size=100", "staff.cashiers=0", "staff.peak_cashiers=0"],
    "locked in a line": ["people.size=300", "visit.paying.service=exponential", "visit.paying.mean_s=3000",
                         "visit.paying.patience_low_min=200", "visit.paying.patience_mode_min=220",
                         "visit.paying.patience_high_min=1e5", "staff.cashiers=1", "staff.peak_cashiers=0"],
    "lively, dear, long ticks": ["people.size=600", "atmosphere=lively", "atmosphere.scent.present=true",
                                 "atmosphere.zones={dairy:{temperature_c:14,music:{tempo_bpm:60}}}",
                                 "visit.browsing.price_level=1.3", "visit.entering.intercept=2",
                                 "horizon.tick_s=17"],
    "signs, regulars, a front": ["people.size=600", "atmosphere.social.recognition=0.9", "atmosphere.design.signage=0.3",
                                 "atmosphere.zones.dairy.design={signage: 0.9, floor: 0.8, hands_on: 0.7}",
                                 "visit.searching.overlook=0.1", "store.exterior={window: 0.1, signs: 0.9, display: 0}",
                                 "store.tier=luxury", "visit.entering.intercept=2"],
    "empty shelves": ["people.size=400", *(f"store.departments.{name}.stock_units=1" for name in
                                           ("produce", "dairy", "bakery", "snacks", "meat"))],
    "offers, wide ranges, French music": [
        "people.size=700", "visit.browsing.price_level=1.1", "store.departments.snacks.variety=2.5",
        "store.departments.beverages.origins={french: 0.2, german: 0.2}", "atmosphere.music.origin=french",
        "store.departments.meat.delisted=[0,1,2,3,4]", "store.departments.dairy.stock_units=1",
        "visit.searching.overlook=0.1",
        "store.promotions=[{depth: 0.3, condition: clear, refused: 0.5}, {department: snacks, depth: 0.4, end_cap: true}, "
        "{department: produce, share: 0.7, depth: 0.5, condition: hidden, refused: 0.5}]"],
    "workshops and realms": [
        "people.size=500", "realms.zones={bakery:{entertainment:1,education:0.5,esthetics:0.5,escapism:0.8},"
        "checkout:{escapism:1}}", "brand.logo=0.5", "brand.zones={dairy:{scent:1}}",
        "realms.activities={tasting:{zone:produce,capacity:2,from_h:9,to_h:20,success:0.5},"
        "show:{zone:produce,minutes:3},baking:{zone:bakery,days:[thu],active:1,absorbs:1,minutes:20}}",
        "visit.feeling.hedonic_of_person=0.5", "visit.feeling.hedonic_task=0.2"],
    "advice that pays, staff in training": [*ELECTRONICS, "people.size=250", "staff.honesty=0.1",
                                           "visit.advising.temptation=0.9", "staff.training.modules=1",
                                           "staff.expertise_sd=0.3", "staff.morale=0.2"],
    "in pairs, rude, close together": ["people.size=900", "people.conduct_mean=-0.4", "visit.company.share_task=0.7",
                                       "visit.jostling.brushes_per_min=20", "horizon.tick_s=11"],
    "machines": ["people.size=900", "staff.cashiers=1", "staff.peak_cashiers=0", "visit.self_checkout.machines=4",
                 "visit.self_checkout.fixed_s=200", "visit.joining.balk_per_person=1",
                 "visit.self_checkout.failure=0.3", "visit.paying.fixed_s=120", "visit.joining.tolerable_length=0",
                 "visit.joining.pushing=0.2", "staff.advisors=1",
                 "store.promotions=[{department: produce, share: 0.7, depth: 0.5, condition: hidden, refused: 0.5}]"],
    "pushing, balking, display, one line": ["people.size=900", "visit.paying.fixed_s=330", "staff.cashiers=1",
                                            "visit.joining.pushing=0.3", "visit.joining.tolerable_length=5",
                                            "staff.peak_cashiers=0",
                                            "visit.joining.display=true", "visit.joining.display_scale=0.5",
                                            "visit.joining.display_spread=0.4", "visit.paying.one_line=true",
                                            "visit.paying.patience_law=exponential"],
    "initiative": ["people.size=1200", "visit.paying.fixed_s=150", "staff.cashiers=2", "staff.peak_cashiers=1",
                   "staff.advisors=4", "visit.initiative.empowered=0.6", "visit.initiative.approaching=0.8",
                   "visit.initiative.approach_after=0.55", "store.departments.produce.stock_units=1",
                   "store.departments.dairy.variety=2.5"],
    "no cashier but who opens a till": ["people.size=400", "staff.cashiers=0", "staff.peak_cashiers=0", "staff.advisors=2",
                                        "visit.initiative.empowered=1", "visit.initiative.open_at=1"],
    "locked in at a machine": ["people.size=600", "store.hours.opens_h=16", "store.hours.closes_h=17",
                               "staff.peak_cashiers=0", "staff.cashiers=2", "staff.advisors=1", "visit.paying.fixed_s=600",
                               "visit.self_checkout.machines=12", "visit.self_checkout.preference=2",
                               "visit.self_checkout.failure=0.6", "visit.self_checkout.fixed_s=600",
                               "visit.self_checkout.per_item_s=120", "visit.self_checkout.fix_min=30",
                               "visit.paying.patience_high_min=600", "channels.pick_up.offered=true",
                               "channels.choosing.pick_up=1", "channels.app.offered=true"],
    "fitting rooms and mirrors": ["store=department_store", "channels.need.occasions=1", "people.size=900",
                                  "store.departments.womenswear.try_on=0.9", "store.departments.kids.try_on=0.8",
                                  "visit.mirrors.rooms=0.7", "visit.mirrors.out_of_order=0.4",
                                  "visit.fitting.stay_mode_min=40", "visit.fitting.stay_high_min=90",
                                  "staff.honesty=0.1", "visit.advising.temptation=0.9",
                                  "store.promotions=[{depth: 0.3, condition: hidden, refused: 0.5}]"],
    "pick-up": ["people.size=900", "channels.pick_up.offered=true", "channels.app.offered=true",
                "channels.choosing.pick_up=4", "visit.self_checkout.machines=2", "staff.cashiers=2",
                "staff.peak_cashiers=0", "visit.joining.tolerable_length=1"],
    "nobody": ["people.size=0"],
}


def model(overrides: list[str]) -> RetailModel:
    return RetailModel(scenario([*overrides, "engine.touchpoint_sample=0.5"]), seed=11, threads=1)


def differences(one: Day, other: Day) -> list[str]:
    """Names of what is not the same, byte for byte, in two states of a day."""
    items = one.visits["items"]
    used = np.arange(one.baskets.shape[1]) < items[:, None]
    pairs = {"baskets in use": (one.baskets[used], other.baskets[used]),
             "inside": (one.inside[:one.counts[0]], other.inside[:other.counts[0]])}
    for name in WRITTEN:
        a, b = getattr(one, name), getattr(other, name)
        pairs |= {f"{name}.{c}": (a[c], b[c]) for c in a.dtype.names} if a.dtype.names else {name: (a, b)}
    return [name for name, (a, b) in pairs.items() if a.dtype != b.dtype or a.tobytes() != b.tobytes()]


@pytest.mark.parametrize("world", WORLDS)
def test_a_day_is_the_same_whole_by_ticks_and_agent_by_agent(world):
    retail = model(WORLDS[world])
    trips = retail.plan()
    whole, stepped = retail.store_day(trips, 3), retail.store_day(trips, 3)
    reference = ReferenceDay(retail.floor, stepped.day, int(retail.key), 3).run()
    whole.run()
    while not stepped.is_over():
        stepped.step()
    assert not differences(whole.day, stepped.day)
    assert not differences(whole.day, reference.lived())
    assert whole.shopper_ticks == stepped.shopper_ticks == reference.shopper_ticks


def test_every_tick_ends_the_same():
    retail = model(["people.size=500", "visit.browsing.need_help=0.3"])
    day = retail.store_day(retail.plan(), 5)
    reference = ReferenceDay(retail.floor, day.day, int(retail.key), 5)
    while not day.is_over():
        day.step()
        reference.step()
        if day.tick % 400 == 0:
            assert not differences(day.day, reference.lived()), f"tick {day.tick}"
    assert reference.is_over()


@pytest.mark.parametrize("luck", range(4))
def test_the_same_whatever_the_numbers_of_the_rules(luck):
    """Every number of every rule of the visit moved by up to 20 % of itself."""
    dice = np.random.default_rng(luck)
    retail = RetailModel(moved(scenario([*DEPARTMENT_STORE, "people.size=120"]), dice), seed=luck, threads=1)
    day = retail.store_day(retail.plan(), 1)
    reference = ReferenceDay(retail.floor, day.day, int(retail.key), 1).run()
    assert not differences(day.run().day, reference.lived())


def moved(original, dice):
    """The scenario with every real number of `visit` times 0.8..1.2, within its range."""
    tree = original.visit.model_dump()
    for name, group in tree.items():
        fields = type(getattr(original.visit, name)).model_fields
        for key, value in group.items():
            if isinstance(value, float):
                low, high = (next(getattr(m, at) for m in fields[key].metadata if hasattr(m, at)) for at in ("ge", "le"))
                group[key] = float(np.clip(value * dice.uniform(0.8, 1.2), low, high))
    return original.model_copy(update={"visit": Visit.model_validate(tree)})


@pytest.mark.parametrize("world, touchpoint", [
    ("slow tills", Touchpoint.GAVE_UP_LINE), ("no advisors", Touchpoint.GAVE_UP_HELP),
    ("empty shelves", Touchpoint.NOT_FOUND), ("electronics", Touchpoint.BOUGHT_ONLINE),
    ("machines", Touchpoint.MACHINE_FAILED), ("machines", Touchpoint.SCAN),
    ("pushing, balking, display, one line", Touchpoint.OVERTAKEN),
    ("pushing, balking, display, one line", Touchpoint.WRONG_ESTIMATE), ("machines", Touchpoint.BALKED),
    ("initiative", Touchpoint.APPROACHED), ("fitting rooms and mirrors", Touchpoint.MIRROR),
    ("fitting rooms and mirrors", Touchpoint.GAVE_UP_FITTING), ("fitting rooms and mirrors", Touchpoint.MIRROR_BROKEN),
    ("department store", Touchpoint.HELP), ("lively, dear, long ticks", Touchpoint.PASS_BY),
    ("signs, regulars, a front", Touchpoint.RECOGNISED), ("signs, regulars, a front", Touchpoint.OVERLOOKED),
    ("offers, wide ranges, French music", Touchpoint.CONDITION), ("empty shelves", Touchpoint.SUBSTITUTED),
    ("offers, wide ranges, French music", Touchpoint.WIDE_CHOICE), ("lively, dear, long ticks", Touchpoint.PRICE),
    ("workshops and realms", Touchpoint.FAILED_AT), ("in pairs, rude, close together", Touchpoint.JOSTLED)])
def test_the_worlds_hold_what_they_are_there_for(world, touchpoint):
    retail = model(WORLDS[world])
    day = retail.store_day(retail.plan(), 3).run().day
    assert touchpoint in day.log["touchpoint"][:day.counts[NOTES]]
    assert day.counts[NOTES] <= len(day.log)


def test_somebody_is_led_out_of_a_line_when_the_doors_are_locked():
    retail = model(WORLDS["locked in a line"])
    day = retail.store_day(retail.plan(), 3).run().day
    led_out = (day.visits["leave_s"] >= day.last_s) & (day.visits["served_s"] < 0.0)
    assert led_out.any() and day.visits["abandoned"][led_out].all()
    assert (np.isin(day.visits["state"], (State.GONE, State.PASSED_BY))).all()


def test_somebody_is_led_out_of_each_way_to_pay_when_the_doors_are_locked():
    retail = model(WORLDS["locked in at a machine"])
    day = retail.store_day(retail.plan(), 3)
    before = None
    while not day.is_over():
        before = day.day.visits["state"].copy()
        day.step()
    assert {State.IN_LINE, State.PAYING, State.SCANNING, State.STUCK} <= set(before.tolist())


def test_a_plain_rule_calls_plain_rules():
    from sim.visit.feeling import kick

    class Somebody:
        weight_cognitive = weight_affective = weight_social = weight_physical = 0.25
        cognitive = affective = social = physical = peak = 0.0
        explained, why, why_peak = 1, [0.0] * 22, [0.0] * 22

    somebody = Somebody()
    plain(kick)(somebody, 3, 0.4, 0.0, 0.0, 2.0)
    assert (somebody.physical, somebody.peak, somebody.peak_cognitive) == (1.0, 0.35, 0.4)
    assert somebody.why[3] == somebody.why_peak[3] == 0.35
    assert plain(kick) is plain(kick) and plain(kick).__doc__ == kick.__doc__
