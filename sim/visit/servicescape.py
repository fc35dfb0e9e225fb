"""Servicescape: which sides of the surroundings count, and what the price tier of the store lets people expect.

Two ways to weigh the surroundings, both 1 in the baseline. By input (Baker 1986): ambient, design, social. By factor of the
experience (Ali, Omar and Amin 2013): comfort (physical), recognition (social), involvement (cognitive), hedonism (pleasure).
A weight of 0 takes its side out of the experience altogether.

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
    design: float = number(1.0, "x", 0, 5, "Weight of decor, design, floor, signs and goods to try.")
    social: float = number(1.0, "x", 0, 5, "Weight of the people around and of being recognised.")
    comfort: float = number(1.0, "x", 0, 5, "Weight of physical comfort.")
    recognition: float = number(1.0, "x", 0, 5, "Weight of being recognised.")
    involvement: float = number(1.0, "x", 0, 5, "Weight of what the surroundings do for the mind: signs, goods to try.")
    hedonism: float = number(1.0, "x", 0, 5, "Weight of what is only there to please: music, scent, colour, decor, design.")
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

    numbers: NamedTuples of `servicescape`, `crowding`, `neighbours`, `greeting` and `waiting` by name. Nothing is weighed
    tick by tick.
    """
    p, crowding, neighbours, greeting, waiting = (
        numbers[name] for name in ("servicescape", "crowding", "neighbours", "greeting", "waiting"))
    up = TIERS.index(tier) - TIERS.index("ordinary")
    return {
        "crowding": crowding._replace(company_recreational=p.social * crowding.company_recreational,
                                      company_task=p.social * crowding.company_task),
        "neighbours": neighbours._replace(of_conduct=p.social * neighbours.of_conduct),
        "greeting": greeting._replace(joy_of_recognition=p.social * p.recognition * greeting.joy_of_recognition),
        "waiting": waiting._replace(acceptable_min=waiting.acceptable_min * (1.0 - up * p.wait_of_tier)),
    }


@rule
def lacks(quality, expected):
    """How far a basic falls short of what is expected, 0 or more; more than expected is taken for granted."""
    return max(0.0, expected - quality)


@rule
def delights(quality, expected, missed):
    """How far an extra goes beyond what is expected; below 0, and by `missed` only, where it falls short."""
    return quality - expected if quality >= expected else missed * (quality - expected)
