"""Servicescape: which sides of the surroundings count, and what the price tier of the store lets people expect.

Two ways to weigh the surroundings, both 1 in the baseline. By input (Baker 1986): ambient, design, social. By factor of the
experience (Ali, Omar and Amin 2013): comfort (physical), recognition (social), involvement (cognitive), hedonism (pleasure).
What belongs to an input and a factor is weighed by both, and a weight of 0 takes its side out of what is felt: without the
social side nobody minds or enjoys the others, whether they crowd, brush past or came along. Not weighed are the pleasure of
the bare shop, and what people do there: what is found, prices, help, lines and tills are no surroundings, nor are an
activity taken part in, how fast people walk in a crowd and how long they search.

Two classes of expectation. *Basics* (clean, not too hot or cold, goods can be found, no long waits) are expected of every
store, a little more of a dearer one; they only dissatisfy:

    loss = -slope x max(0, expected - quality)             nothing above

*Extras* (scent, decor, design) are expected as the business has them; they delight beyond that, and their lack costs little:

    gain = slope x (max(0, quality - expected) - missed x max(0, expected - quality))

so a budget store delights easily and a luxury store hardly, which also is forgiven least (Kano 1984; Bitner 1992).
"""

from typing import NamedTuple

from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, plain, rule
from sim.store.exterior import TIERS


class Servicescape(Parameters):
    """Weights of the sides of the surroundings, and expectations in an ordinary store with their step a tier."""

    ambient: float = number(1.0, "x", 0, 5, "Weight of music, scent, light, colour, temperature and cleanliness.")
    design: float = number(1.0, "x", 0, 5, "Weight of decor, design, room between the fixtures, floor, signs and goods "
                           "to try.")
    social: float = number(1.0, "x", 0, 5, "Weight of the people around, company included, and of being recognised.")
    comfort: float = number(1.0, "x", 0, 5, "Weight of physical comfort: of the bare shop, air, floor, room, brushes.")
    recognition: float = number(1.0, "x", 0, 5, "Weight of being recognised.")
    involvement: float = number(1.0, "x", 0, 5, "Weight of what the surroundings do for the mind: signs, goods to try.")
    hedonism: float = number(1.0, "x", 0, 5, "Weight of what is only there to please: music, scent, light, colour, decor, "
                             "design, entertainment and esthetics of a zone.")
    clean_expected: float = number(0.85, "0..1", 0, 1, "Cleanliness expected of an ordinary store (basic).")
    clean_of_tier: float = number(0.05, "0..1", 0, 0.3, "Step of that a tier.")
    tolerance_c: float = number(1.0, "C", 0, 10, "Distance from the best temperature that is borne in an ordinary store.")
    tolerance_of_tier_c: float = number(0.5, "C", 0, 5, "Less of that a tier.")
    signs_expected: float = number(0.5, "0..1", 0, 1, "Clarity of signs expected of an ordinary store (basic).")
    signs_of_tier: float = number(0.05, "0..1", 0, 0.3, "Step of that a tier.")
    wait_of_tier: float = number(0.15, "share", 0, 0.3, "Share of the acceptable wait that is taken off a tier (basic).")
    decor_expected: float = number(0.6, "0..1", 0, 1, "Decor and design expected of an ordinary store (extra).")
    decor_of_tier: float = number(0.12, "0..1", 0, 0.3, "Step of that a tier.")
    scent_expected: float = number(0.0, "0..1", 0, 1, "Strength of a scent expected of an ordinary store (extra).")
    scent_of_tier: float = number(0.12, "0..1", 0, 0.3, "Step of that a tier.")
    missed: float = number(0.2, "share", 0, 1, "Weight of an extra that is missed, where one beyond expectation counts 1.",
                           "shape: attractive attributes, Kano 1984")


class Expected(NamedTuple):
    """What the tier of a store lets people expect: cleanliness, signs, decor, scent 0..1; tolerance_c: degrees borne."""

    clean: float
    tolerance_c: float
    signs: float
    decor: float
    scent: float


def expected_of(tier: str, p: Servicescape) -> Expected:
    """Expectations of a store of this tier."""
    up = TIERS.index(tier) - TIERS.index("ordinary")
    within = plain(clip)
    return Expected(
        clean=within(p.clean_expected + up * p.clean_of_tier, 0.0, 1.0),
        tolerance_c=max(0.0, p.tolerance_c - up * p.tolerance_of_tier_c),
        signs=within(p.signs_expected + up * p.signs_of_tier, 0.0, 1.0),
        decor=within(p.decor_expected + up * p.decor_of_tier, 0.0, 1.0),
        scent=within(p.scent_expected + up * p.scent_of_tier, 0.0, 1.0))


def weighed(numbers: dict[str, tuple], tier: str) -> dict[str, tuple]:
    """Numbers of the mechanisms that meet people, with the weights of the servicescape and the tier's expectation in them.

    numbers: NamedTuples of the mechanisms by name. The cues of a cell are weighed in `sim/visit/air.py`; nothing is weighed
    tick by tick.
    """
    p, waiting = numbers["servicescape"], numbers["waiting"]
    up = TIERS.index(tier) - TIERS.index("ordinary")
    return {
        "sensing": _times(numbers["sensing"], p.social, "arousal_of_density"),
        "crowding": _times(_times(_times(
            numbers["crowding"], p.social, "company_task", "company_recreational", "control_of_crowd_task",
            "control_of_crowd_recreational"), p.design, "control_of_fixtures_task", "control_of_fixtures_recreational"),
            p.design * p.comfort, "confinement_task", "confinement_recreational"),
        "neighbours": _times(numbers["neighbours"], p.social, "of_conduct"),
        "jostling": _times(_times(numbers["jostling"], p.social, "affront"), p.social * p.comfort, "discomfort"),
        "greeting": _times(numbers["greeting"], p.social * p.recognition, "joy_of_recognition"),
        "immersion": _times(_times(numbers["immersion"], p.hedonism, "fun_of_entertainment", "pleasure_of_esthetics"),
                            p.comfort, "comfort_of_esthetics"),
        "waiting": waiting._replace(acceptable_min=waiting.acceptable_min * (1.0 - up * p.wait_of_tier)),
    }


def weighed_company(company: tuple, p: tuple) -> tuple:
    """Numbers of `Company` with the social weight of the servicescape numbers `p` in the joy that it is."""
    return _times(company, p.social, "joy_partner", "joy_child", "joy_friend")


def _times(numbers: tuple, weight: float, *names: str) -> tuple:
    return numbers._replace(**{name: weight * getattr(numbers, name) for name in names})


@rule
def lacks(quality, expected):
    """How far a basic falls short of what is expected, 0 or more; more than expected is taken for granted."""
    return max(0.0, expected - quality)


@rule
def delights(quality, expected, missed):
    """How far an extra goes beyond what is expected; below 0, and by `missed` only, where it falls short."""
    return quality - expected if quality >= expected else missed * (quality - expected)
