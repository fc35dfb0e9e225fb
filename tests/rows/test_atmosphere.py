"""Rows of the atmosphere: cues along the path, the front and the interior of the store, what is expected of its tier."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

import numpy as np
import pytest
import yaml
from rows.paired import PAIRS, changes, is_clear, same
from worlds import NO_CROWD, NO_DETOURS, ROOMY, corner

import sim
from sim.engine.floor import visit_rules
from sim.engine.model import RetailModel
from sim.engine.runs import Task, live
from sim.outcomes.approach import come_back
from sim.report.declarations import levers_page
from sim.scenario.declared import walk
from sim.scenario.folders import config_folder
from sim.scenario.levers import LEVERS, kind_of, levers
from sim.outcomes.upkeep import Upkeep
from sim.scenario.scenario import Scenario

GOAL = "people.segments=[{{name: everybody, share: 1, recreational: {0}}}]"
TASK, FUN = GOAL.format(0), GOAL.format(1)
DIMENSIONS = ("cognitive", "affective", "social", "physical")
MOOD_IS_PRIVATE = ("visit.browsing.pleasure_weight=0", "visit.heading.linger_pleasure=0",
                   "visit.heading.hazard_pleasure=0", "visit.walking.notice_of_pleasure=0",
                   "visit.waiting.of_pleasure=0")
"""How people feel changes nothing that they do."""


FREE = tuple(f"outcomes.upkeep.{cost}=0" for cost in Upkeep.model_fields)
"""No atmosphere costs anything, so that what nobody feels changes no table at all."""


def felt(*overrides: str, pairs: int) -> dict[str, np.ndarray]:
    """Mean remembered experience by dimension, and the mean behavioural response, of one week in the corner shop; by luck."""
    scenario = corner("horizon.periods=1", *overrides)
    weeks = [live(Task(scenario, 7, r, whole=True)).result.visits for r in range(pairs)]
    columns = {d: f"remembered_{d}" for d in DIMENSIONS} | {"behavioural": "behavioural"}
    return {part: np.array([week[column].astype(float).mean() for week in weeks]) for part, column in columns.items()}


def moves(base: Sequence[str], variant: Sequence[str], pairs: int = PAIRS) -> dict[str, np.ndarray]:
    """Change of each part of the experience vector and of the response by a lever, in each pair."""
    before, after = felt(*base, pairs=pairs), felt(*base, *variant, pairs=pairs)
    return {part: after[part] - before[part] for part in before}


def test_v3_scent_pleases_and_moved_off_the_path_it_is_gone():
    quiet = ("visit.sensing.arousal_of_scent=0",)
    assert is_clear(changes("pleasure", quiet, ["atmosphere.scent.present=true"]), +1)
    only_bread = ("store.departments.produce.list_weight=0", "store.departments.snacks.list_weight=0", *NO_DETOURS)
    in_bakery = changes("pleasure", [*quiet, *only_bread], ["atmosphere.zones.bakery.scent.present=true"], 3)
    in_snacks = changes("pleasure", [*quiet, *only_bread], ["atmosphere.zones.snacks.scent.present=true"], 3)
    assert (in_bakery > 5 * np.abs(in_snacks)).all()


def test_v3_a_scent_of_no_strength_is_no_scent():
    assert same([], ["atmosphere.scent.present=true", "atmosphere.scent.strength=0"])


@pytest.mark.slow
def test_r5_slow_music_sells_by_the_time_it_gives_and_not_where_nobody_notices_anything():
    """With 24 pairs t must exceed 6.3: an effect of 1.3 standard deviations of the paired change is seen."""
    slow, pairs = ["atmosphere.music.tempo_bpm=60"], 24
    assert is_clear(changes("dwell_min", [], slow, pairs), +1)
    assert is_clear(changes("unplanned", [], slow, pairs), +1)
    blind = ["visit.walking.notice_every_m=10000"]
    given, blocked = changes("unplanned", [], slow, pairs), changes("unplanned", blind, slow, pairs)
    assert is_clear(changes("dwell_min", blind, slow, pairs), +1)
    # Who notices nothing walks as slowly and buys no more: what is left is below a tenth of the effect.
    assert is_clear(given - blocked, +1) and blocked.mean() < 0.1 * given.mean()


def test_r5_tempo_that_moves_neither_pace_nor_mood_moves_nothing():
    assert same(["visit.walking.tempo_effect=0", "visit.sensing.arousal_of_tempo=0"], ["atmosphere.music.tempo_bpm=60"])


@pytest.mark.slow
def test_r5_bright_light_keeps_fun_seekers_longer_and_sells_by_that():
    bright, dim = ["atmosphere.light.lux=1700"], ["atmosphere.light.lux=350"]
    given = changes("unplanned", [FUN], bright)
    assert is_clear(changes("dwell_min", [FUN], bright), +1) and is_clear(given, +1)
    assert is_clear(changes("dwell_min", [FUN], dim), -1)
    # Mood that changes neither dwell nor what is noticed and taken: light is felt and sells nothing.
    blind = [FUN, *MOOD_IS_PRIVATE, "horizon.periods=1"]
    assert is_clear(changes("pleasure", blind, bright, 6), +1)
    assert (changes("unplanned", blind, bright, 6) == 0.0).all()
    assert same([FUN, *FREE, "visit.sensing.arousal_of_light=0", "visit.sensing.pleasure_of_light=0"], bright)


def test_r5_light_has_an_effect_of_the_size_that_single_cues_have():
    before, after = (sim.run(corner("horizon.periods=1", f"atmosphere.light.lux={lux}"), 7).visits["pleasure"]
                     for lux in (700, 1700))
    assert 0.1 < (after.mean() - before.mean()) / before.std() < 0.6


def test_v3_a_scent_pleases_most_at_its_best_strength_and_where_it_suits_the_goods():
    quiet = ("visit.sensing.arousal_of_scent=0",)
    def pleased(*scent):
        return felt(*quiet, "atmosphere.scent.present=true", *scent, pairs=PAIRS)["affective"]
    weak, best, strong = (pleased(f"atmosphere.scent.strength={s}") for s in (0.2, 0.6, 1.0))
    assert is_clear(best - weak, +1) and is_clear(best - strong, +1)
    odd, usual, suits = (pleased(f"atmosphere.scent.fit={fit}") for fit in (0.2, 0.5, 1.0))
    assert is_clear(usual - odd, +1) and is_clear(suits - usual, +1)


@pytest.mark.parametrize("lever", ["window", "signs", "display"])
def test_r6_the_front_of_the_store_decides_who_enters(lever):
    at_the_door = ["visit.entering.intercept=1"]
    assert is_clear(changes("passed_by", at_the_door, [f"store.exterior.{lever}=0.9"]), -1)
    assert same([*at_the_door, f"visit.entering.{lever}_weight=0"], [f"store.exterior.{lever}=0.9"])


def test_r7_clear_signs_shorten_the_search_and_fewer_items_are_overlooked():
    lost = ["visit.searching.overlook=0.1"]
    clear, none = (sim.run(corner(*lost, f"atmosphere.design.signage={s}"), 7).visits for s in (0.9, 0.1))
    # Some 10,000 entries of lists, .02 against .18 overlooked: more than thirty standard errors.
    assert clear["overlooked"].sum() < 0.3 * none["overlooked"].sum()
    assert clear["search_s"].mean() < 0.3 * none["search_s"].mean()
    assert clear["remembered_cognitive"].mean() > none["remembered_cognitive"].mean()
    assert same(["visit.searching.find_s=0", "visit.searching.overlook=0", "visit.searching.effort_task=0",
                 "visit.searching.effort_recreational=0"], ["atmosphere.design.signage=0.7"])


def test_v12_the_goal_reverses_which_of_two_atmospheres_pleases_more():
    lively = ["atmosphere.music.tempo_bpm=120", "atmosphere.music.volume_db=75", "atmosphere.colour.warmth=1",
              "visit.sensing.comfort_of_volume=0", "visit.sensing.pleasure_of_warmth=0"]
    assert is_clear(changes("pleasure", [FUN], lively), +1)
    assert is_clear(changes("pleasure", [TASK], lively), -1)


def test_v12_the_goal_reverses_which_of_two_layouts_satisfies_more():
    def advantage(goal: str) -> np.ndarray:
        """What the winding layout gives more than the compact one, by luck; nobody feels the others."""
        weights = ("visit.searching.effort_task=0.002", "visit.searching.effort_recreational=-0.002", *ROOMY, *NO_CROWD)
        return np.array([np.subtract(*(sim.run(corner(f"store={layout}", "staff=corner", goal, "horizon.periods=1",
                                                      *weights), seed).summary["satisfaction"]
                                       for layout in ("winding", "compact"))) for seed in range(5)])
    task, fun = advantage(TASK), advantage(FUN)
    assert (task < 0).all() and (fun > 0).all()
    assert fun.min() - task.max() > 3 * max(task.std(), fun.std())


def test_d14_every_lever_can_be_set_and_has_a_range_and_a_unit():
    listed = list(levers(Scenario))
    assert {kind for kind, _ in listed} == set(LEVERS)
    assert len({one.path for _, one in listed}) == len(listed)
    for kind, one in listed:
        assert kind_of(one.path) == kind_of(one.path.replace("*", "bakery")) == kind
        assert one.means and one.unit, one.path
        if one.annotation in (int, float):
            assert one.low < one.high, one.path


@pytest.mark.parametrize("path", [one.path for kind, one in levers(Scenario) if one.annotation is float
                                  and kind in ("exterior", "ambience", "layout and design")])
def test_d14_every_lever_of_the_place_takes_both_ends_of_its_range_and_nothing_beyond(path):
    one = next(one for _, one in levers(Scenario) if one.path == path)
    where = path.replace("*", "bakery")
    for value in (one.low, one.high):
        told = sim.scenario([f"{where}={value}"])
        for step in where.split("."):
            told = told[step] if isinstance(told, dict) else getattr(told, step)
        assert told == value
    with pytest.raises(sim.InputError, match="it must be"):
        sim.scenario([f"{where}={one.high + 1}"])


RESPONSES = ("visit.sensing.pleasure_of_scent", "people.size", "store.display_exposure", "store.end_cap_exposure",
             "staff.dynamics.speed", "staff.dynamics.of_strain", "staff.dynamics.of_thanks", "staff.dynamics.tire",
             "staff.turnover.of_morale", "staff.turnover.green", "staff.training.gain", "staff.training.forgetting",
             "staff.training.openness_gain", "staff.levers.scale", "staff.levers.recognition", "visit.joining.pushing",
             "service.bot.gives_up", "channels.communication.campaigns.*.passed_on", "channels.web_returns.effort")


def test_d14_how_people_respond_is_no_lever():
    assert {path: kind_of(path) for path in RESPONSES} == dict.fromkeys(RESPONSES, "")
    assert set(RESPONSES) <= {one.path for one in walk(Scenario)}
    for _, one in levers(Scenario):
        assert not one.means.startswith(("Slope", "Kick", "Most ", "Part of", "Utility", "Constant", "Loss of")), one.path
    assert kind_of("atmosphere.zones.bakery.scent.present") == "ambience"


NOT_THE_FIRMS = {
    "people.*": "who the shoppers are", "visit.company.*": "with whom they come",
    "visit.joining.pushing": "what they do in line", "store.crowd.*": "how many come",
    "visit.feeling.*": "how they judge", "visit.servicescape.*": "how they weigh the surroundings",
    "channels.choosing.*": "how they choose", "channels.spillover.*": "how experience carries over",
    "channels.web_returns.*": "how often goods come back, and what that costs people",
    "channels.looking_up.score": "what strangers write", "channels.card.start_share": "who has the card at the start",
    "channels.card.join": "who takes it", "channels.card.pull": "what it does to them", "channels.card.gradient": "what it does to them",
    "experience.carry_over*": "theory", "experience.expectation.*": "theory", "experience.memory.rule": "theory",
    "experience.satisfaction.rule": "theory", "experience.forgetting.rate": "theory",
    "experience.start": "where a run starts", "experience.loyalty.head_start": "where a run starts",
    "experience.prior.*": "what people believe before they come", "experience.posting.*": "what people post",
    "experience.word_of_mouth.talk": "what people say", "service.bot.gives_up": "who does not go on after a wrong answer",
    "situation.*": "the season, the times, the culture", "channels.rival.*": "what rivals do",
    "visit.phone.rival_gap": "what rivals do", "centre.tenants.*": "what neighbours do",
    "chain.stores.*.share": "where people live", "chain.stores.*.name": "a name",
    "channels.communication.campaigns.*.name": "a name", "engine.*": "what is kept of a run",
    "events.*.name": "a name", "events.*_period": "when an event is",
}
"""Keys of shipped scenarios that the firm cannot set, with the reason."""


def _set_by(tree: dict, path: str = ""):
    """Dotted paths that a scenario file sets; what events and stores of a chain change counts under its own path."""
    for name, value in tree.items():
        if name == "change":
            yield from _set_by(value)
        elif isinstance(value, dict) and value:
            yield from _set_by(value, f"{path}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for one in value:
                yield from _set_by(one, f"{path}{name}.*.")
        elif path or name not in ("name", "defaults"):
            yield f"{path}{name}"


def _is_theirs(path: str) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in NOT_THE_FIRMS)


def test_d14_every_key_that_a_shipped_scenario_sets_is_a_lever_or_is_not_the_firms():
    told = {path for file in (config_folder() / "scenario").glob("*.yaml")
            for path in _set_by({k: v for k, v in yaml.safe_load(file.read_text("utf-8")).items() if k != "defaults"})}
    assert len(told) > 200
    assert {path for path in told if not kind_of(path) and not _is_theirs(path)} == set()
    assert {path for path in told if kind_of(path) and _is_theirs(path) and not path.endswith(".name")} == set()
    assert {pattern for pattern in NOT_THE_FIRMS if not any(fnmatchcase(path, pattern) for path in told)} == set()


def test_d14_the_page_of_levers_shows_what_is_set_in_the_default_scenario():
    page = {line.split("|")[2].strip(" `"): line.split("|")[3].strip() for line in levers_page().splitlines() if "| `" in line}
    store = sim.scenario([]).store
    assert page["store.hours.opens_h"] == f"{store.hours.opens_h:g}" != f"{type(store.hours)().opens_h:g}"
    items = [shop.items for shop in store.departments.values()]
    assert page["store.departments.*.items"] == f"{min(items)} to {max(items)}"


# Basics and extras, expectation by tier

ONE_CUE = ("visit.sensing.arousal_of_scent=0", "visit.sensing.mismatch_penalty=0")
"""A scent is nothing but pleasant."""


def test_d17_clean_beyond_what_is_expected_gains_nothing_and_dirt_costs_much():
    assert same(FREE, ["atmosphere.cleanliness=1"])
    clean = ["atmosphere.cleanliness=0.85"]
    a_little, much = (moves(clean, [f"atmosphere.cleanliness={c}"])["physical"] for c in (0.7, 0.4))
    assert is_clear(a_little, -1)
    assert is_clear(much - 2.5 * a_little, -1)                    # three times as far is felt more than 2.5 times


SCENTED = (ONE_CUE, ["atmosphere.scent.present=true"], "affective")
DIRTY = (("atmosphere.cleanliness=1",), ["atmosphere.cleanliness=0.7"], "physical")


def by_tier(tiers: Sequence[str], base: Sequence[str], lever: Sequence[str], part: str) -> list[np.ndarray]:
    """Change of one part of the experience by a lever, in each pair, for each tier of the store."""
    return [moves([f"store.tier={tier}", *base], lever)[part] for tier in tiers]


def test_d17_extras_delight_a_budget_store_more_than_a_luxury_store():
    budget, luxury = by_tier(("budget", "luxury"), *SCENTED)
    assert is_clear(luxury, +1)
    assert is_clear(budget - 1.2 * luxury, +1)


def test_d17_a_luxury_store_is_forgiven_less_than_a_budget_store():
    budget, luxury = by_tier(("budget", "luxury"), *DIRTY)
    assert is_clear(budget, -1)
    assert is_clear(luxury - 1.5 * budget, -1)


def test_d17_a_dearer_store_is_given_less_time_at_its_tills():
    base = ["visit.paying.fixed_s=120"]
    assert is_clear(changes("satisfaction", [*base, "visit.servicescape.clean_of_tier=0",
                                             "visit.servicescape.signs_of_tier=0", "visit.servicescape.decor_of_tier=0",
                                             "visit.servicescape.scent_of_tier=0"], ["store.tier=luxury"]), -1)


def test_m15_the_same_shortfall_of_a_basic_hurts_more_than_of_an_extra():
    def magnitude(change: dict[str, np.ndarray]) -> np.ndarray:
        """Change of the whole experience; the behavioural response has a sign and no size, and is left out."""
        return sum(change[d] for d in DIMENSIONS)
    basic = moves((), ("atmosphere.cleanliness=0.45",))           # 0.4 below what is expected
    extra = moves((), ("atmosphere.decor=0.2",))
    assert is_clear(magnitude(extra), -1)
    assert is_clear(magnitude(basic) - 3 * magnitude(extra), -1)
    beyond = moves((), ("atmosphere.decor=1",))
    assert is_clear(beyond["affective"] + 2 * extra["affective"], +1)      # extras delight more than their lack hurts


def test_m15_without_steps_the_tier_of_a_store_changes_nothing():
    flat = [f"visit.servicescape.{name}=0" for name in ("clean_of_tier", "tolerance_of_tier_c", "signs_of_tier",
                                                        "wait_of_tier", "decor_of_tier", "scent_of_tier")]
    assert same(flat, ["store.tier=luxury"])


# The servicescape by input and by factor

LEVER_OF = {"ambient": "atmosphere.scent.present=true", "design": "atmosphere.design.appeal=1",
            "social": "atmosphere.social.recognition=1"}
PART_OF = {"ambient": "affective", "design": "affective", "social": "social"}


@pytest.mark.parametrize("environment", LEVER_OF)
def test_r3_ambient_design_and_social_environment_are_separable_inputs(environment):
    lever, part = LEVER_OF[environment], PART_OF[environment]
    alone = [f"visit.servicescape.{other}=0" for other in LEVER_OF if other != environment]
    assert is_clear(moves((*alone, *ONE_CUE), (lever,))[part], +1)
    assert same([*FREE, f"visit.servicescape.{environment}=0"], [lever])


FACTORS = {"comfort": ("physical", "atmosphere.cleanliness=0.4", -1),
           "recognition": ("social", "atmosphere.social.recognition=1", 1),
           "involvement": ("cognitive", "atmosphere.design.hands_on=1", 1),
           "hedonism": ("affective", "atmosphere.decor=1", 1)}


GONE = {
    "social": ("visit.company.joy_friend=0.9", "visit.company.joy_partner=0.9", "visit.jostling.affront=1",
               "visit.jostling.discomfort=1", "visit.crowding.control_of_crowd_task=3",
               "visit.crowding.control_of_crowd_recreational=3", "visit.crowding.company_task=3", "visit.neighbours.of_conduct=2",
               "visit.sensing.arousal_of_density=2"),
    "design": ("visit.crowding.control_of_fixtures_task=4", "visit.crowding.confinement_task=4",
               "visit.sensing.comfort_of_floor=2"),
    "comfort": ("visit.sensing.comfort_rest=-0.9", "visit.crowding.confinement_task=4",
                "visit.crowding.confinement_recreational=4", "visit.jostling.discomfort=1"),
    "involvement": ("visit.sensing.confusion_of_signs=3", "visit.sensing.interest_of_hands_on=3"),
    "hedonism": ("visit.sensing.pleasure_of_music=0.9", "visit.sensing.pleasure_of_light=0.9",
                 "visit.immersion.fun_of_entertainment=2"),
}
"""Numbers of each side of the servicescape, far from what they are."""
FELT = ("atmosphere.light.lux=300", "atmosphere.design.floor=1", "atmosphere.design.signage=0.1",
        "realms.zones={entrance: {entertainment: 1}}", "visit.company.share_recreational=1", "visit.jostling.brushes_per_min=5")
"""A shop in which each of them is felt."""


@pytest.mark.parametrize("side", GONE)
def test_r3_d18_a_side_of_weight_0_is_gone_from_the_experience_altogether(side):
    assert same([*FELT, f"visit.servicescape.{side}=0"], GONE[side])
    rules = visit_rules(corner(f"visit.servicescape.{side}=0"))
    for key in (key.partition("=")[0] for key in GONE[side]):
        group, name = key.split(".")[1:]
        if group in ("jostling", "crowding", "neighbours", "immersion") or name == "arousal_of_density":
            assert getattr(getattr(rules, group), name) == 0.0, key


@pytest.mark.parametrize("factor", FACTORS)
def test_d18_each_factor_of_the_servicescape_can_be_weighted_and_has_its_sign(factor):
    part, lever, sign = FACTORS[factor]
    once, twice = (sign * moves((f"visit.servicescape.{factor}={weight}",), (lever,))[part] for weight in (1, 2))
    assert is_clear(once, +1) and is_clear(twice - 1.5 * once, +1)
    assert same([*FREE, f"visit.servicescape.{factor}=0"], [lever])


def test_d9_a_beautiful_place_pleases_who_does_nothing_but_what_he_came_for():
    assert is_clear(changes("pleasure", list(NO_DETOURS), ["atmosphere.design.appeal=1"]), +1)
    assert same([*FREE, "visit.sensing.pleasure_of_design=0"], ["atmosphere.design.appeal=1"])


def test_v3_familiar_music_arouses_and_pleases_and_music_that_is_not_heard_does_not():
    known = ["atmosphere.music.familiarity=1"]
    assert is_clear(changes("pleasure", ["visit.sensing.arousal_of_familiarity=0"], known), +1)
    assert same(["atmosphere.music.volume_db=0"], known)


def test_r7_a_soft_floor_is_comfortable_where_it_lies():
    bakery, service = (moves(NO_DETOURS, [f"atmosphere.zones.{zone}.design.floor=1"])["physical"]
                       for zone in ("bakery", "service"))
    assert is_clear(bakery - service, +1)


# The experience vector and the behavioural response

ALONE = {
    "cognitive": ("atmosphere.design.hands_on=1", +1),
    "affective": ("atmosphere.scent.present=true", +1),
    "social": ("atmosphere.social.recognition=1", +1),
    "physical": ("atmosphere.cleanliness=0.4", -1),
    "behavioural": ("visit.browsing.price_level=0.6", +1),
}
"""A lever for each part, and its sign."""


@pytest.mark.parametrize("part", ALONE)
def test_v10_d1_each_part_of_the_experience_can_be_moved_alone(part):
    lever, sign = ALONE[part]
    still = (*ONE_CUE, *MOOD_IS_PRIVATE, "visit.browsing.joy_of_discovery=0", "visit.browsing.joy_of_finding=0",
             "visit.browsing.sting_of_price=0", "channels.choosing.price_weight=0", "visit.browsing.price_weight=5")
    change = moves(still, [lever])
    assert is_clear(change[part], sign)
    for other in DIMENSIONS:
        if other != part:                                         # less than an eighth goes elsewhere
            assert is_clear(sign * change[part] - 8 * np.abs(change[other]), +1), other


def test_d1_every_visit_and_touchpoint_tells_all_four_responses():
    result = sim.run(corner("horizon.periods=1", "engine.touchpoint_sample=1"), 7)
    for table in (result.visits, result.touchpoints):
        names = [f"remembered_{d}" for d in DIMENSIONS] if table is result.visits else list(DIMENSIONS)
        assert table[[*names, "behavioural"]].notna().all().all() and len(table)
    visits = result.visits
    parts = visits[["stay", "spend_more", "come_back"]]
    assert parts.isin((-1, 0, 1)).all().all()
    assert np.allclose(visits["behavioural"], parts.mean(axis=1))
    assert result.summary["approach"] == pytest.approx(visits["behavioural"].mean())
    assert (visits.loc[visits["abandoned"], "spend_more"] == -1).all()
    usual = np.array([6.0, 6.0, 6.0, 6.0, 6.0])
    assert come_back(np.array([4.0, 5.6, 6.0, 6.4, 6.5]), usual).tolist() == [-1, 0, 0, 0, 1]
    assert set(result.touchpoints["behavioural"]) == {-1, 0, 1}


def test_r7_an_atmosphere_beyond_the_ordinary_costs_money_week_by_week_and_an_ordinary_one_nothing():
    """Dollars a week of a floor of known size, whoever comes; a cue below the ordinary saves nothing."""
    p, weeks = Upkeep(), ["horizon.periods=2", "people.size=100"]
    floor = RetailModel(corner(*weeks), 7).floor
    area = floor.place.walkable.sum() * floor.plan.cell_m**2
    bakery = (floor.place.zone == floor.plan.zone_names.index("bakery")).sum() * floor.plan.cell_m**2
    for air, cost in ((["light.lux=1700"], p.light_week * area), (["cleanliness=1"], p.cleaning_week * area),
                      (["decor=0.8", "design.appeal=1", "design.floor=0.75"],
                       (0.5 * p.decor_week + p.design_week + 0.5 * p.floor_week) * area),
                      (["zones={bakery: {scent: {present: true, strength: 0.4}}}"], 0.4 * p.scent_week * bakery),
                      (["light.lux=200", "cleanliness=0.2", "decor=0", "design.appeal=0", "design.floor=0"], 0.0)):
        result = sim.run(corner(*weeks, *(f"atmosphere.{cue}" for cue in air)), 7)
        assert result.summary["equipment"] == pytest.approx(cost, abs=0.01)
    assert same([], [f"outcomes.upkeep.{name}=50" for name in Upkeep.model_fields])
