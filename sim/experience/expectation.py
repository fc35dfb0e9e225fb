"""Expectation: what the next visit is met with, and what is looked forward to.

    will(t+1)    what the shopper thinks will be, from the own experience up to t; rival rules
        carried      norm + k (CX(t) - norm)              k: share of the state that is kept (`state.py`)
        adaptive     will + g_n (X(t) - will)             g_n = g_old + (g_new - g_old) e^(-(n - 1) / n0) falls with visits
        norm         norm of the store type               experience changes nothing (Cadotte, Woodruff and Jenkins 1987)
        will_should  as carried
    should(t+1)  what a store of this kind should be like: max(norm, best rival) at the start; it only rises:
                 should + g_s max(X(t) - should, 0)       (Boulding, Kalra, Staelin and Zeithaml 1993)
    E            will; by the rule will_should (1 - w) will + w should

Adaptive expectations: Boulding et al. 1993, Rust et al. 1999, gain from about .5 down to .15. Brand, hearsay (`prior.py`), other
channels and promises (`promise.py`) come on top: `sim/engine/expecting.py` adds them. The visit is met with `expectation`;
the choice of the store reads `anticipation`, which has a utility of its own (Loewenstein 1987). Own rule: any with the
arguments of `next_will`, and for E any with those of `standard`.
"""

from typing import Literal

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import exp, rule, step

FIELDS = {
    "shopper": (
        Field("expectation", "f4", "affect", -1, 1, means="expectation E with which the next visit is met"),
        Field("anticipation", "f4", "affect", -1, 1, means="experience looked forward to, which the choice of the store reads"),
        Field("will", "f4", "affect", -1, 1, means="what the next visit will be like, from the own experience alone"),
        Field("should", "f4", "affect", -1, 1, means="what a store of this kind should be like, by the norm, the best rival "
              "and the best that was lived here"),
    ),
    "visit": (
        Field("expectation", "f8", "affect", -1, 1, means="expectation on arrival"),
    ),
}

CARRIED, ADAPTIVE, NORM, WILL_SHOULD = range(4)
"""Rules of expectation, in the order of the switch."""


class Expectation(Parameters):
    """How the past becomes what is expected."""

    rule: Literal["carried", "adaptive", "norm", "will_should"] = choice(
        "carried", "Theory of expectation.", "Verhoef et al. 2009; Rust et al. 1999; Cadotte, Woodruff and Jenkins 1987; "
        "Boulding et al. 1993")
    gain_new: float = number(0.5, "share", 0, 1, "Gain of the adaptive rule at the first visited period.",
                             "shape: Rust et al. 1999, falls with experience")
    gain_old: float = number(0.15, "share", 0, 1, "Gain of the adaptive rule after many.", "shape: Rust et al. 1999")
    gain_periods: float = number(5.0, "periods", 0.1, 1000, "Visited periods in which the gain falls by 63 %.")
    should_weight: float = number(0.3, "share", 0, 1, "Weight of what should be in the standard (w), rule will_should.",
                                  "shape: Boulding et al. 1993")
    should_gain: float = number(0.3, "share", 0, 1, "How far a better visit raises what should be (g_s).")
    best_rival: float = number(0.0, "affect", -1, 1, "What the best rival gives above the norm.")


@rule
def expected(norm, experience, kept):
    """Expectation of which `kept` of what the state is off the norm is left."""
    return norm + kept * (experience - norm)


@rule
def gain(tenure, p):
    """Gain of the adaptive rule in the visited period `tenure` (1, 2, ...)."""
    return p.gain_old + (p.gain_new - p.gain_old) * exp(-max(0.0, tenure - 1.0) / p.gain_periods)


@rule
def next_will(before, lived, experience, norm, kept, tenure, p):
    """What the next visit will be like.

    before: what was expected so far; lived: the period as remembered, `before` of who did not come; experience: state CX;
    kept: share of it that is kept; tenure: visited periods.
    """
    if p.rule == ADAPTIVE:
        return before + gain(tenure, p) * (lived - before)
    if p.rule == NORM:
        return norm
    return expected(norm, experience, kept)


@rule
def standard(will, should, p):
    """What the next visit is measured by."""
    return (1.0 - p.should_weight) * will + p.should_weight * should if p.rule == WILL_SHOULD else will


@rule
def least_that_should_be(norm, p):
    """What should be at the start: the norm, or the best rival if that is better."""
    return min(1.0, max(norm, norm + p.best_rival))


@step
def start_expectation_with(expects, shoppers, kept, p):
    """At the start the past is the starting state; kept: share of it that is kept at tenure 0; expects: rule as `next_will`."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.will = expects(shopper.experience, shopper.experience, shopper.experience, shopper.norm, kept, 0, p)
        shopper.should = least_that_should_be(shopper.norm, p)


@step
def start_expectation(shoppers, kept, p):
    """Everybody starts with what `next_will` makes of the starting state."""
    start_expectation_with(next_will, shoppers, kept, p)


@step
def expect_with(expects, shoppers, lived, kept, p):
    """Everybody, whether he came or not, forms the expectation with which the next period is met.

    kept: share of the state that is kept, by tenure (float64); expects: rule as `next_will`.
    """
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        met = shopper.will
        came = lived[i].visits > 0
        if came:
            met = lived[i].remembered / lived[i].visits
        shopper.will = expects(shopper.will, met, shopper.experience, shopper.norm, kept[shopper.tenure], shopper.tenure, p)
        if came:
            shopper.should += p.should_gain * max(met - shopper.should, 0.0)


@step
def expect(shoppers, lived, kept, p):
    """Form expectations by `next_will`."""
    expect_with(next_will, shoppers, lived, kept, p)


@step
def standards_with(measures, shoppers, p):
    """What everybody's own past makes of the next visit: expectation and anticipation, before others have their say.

    measures: rule as `standard`.
    """
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        shopper.expectation = measures(shopper.will, shopper.should, p)
        shopper.anticipation = shopper.will


@step
def standards(shoppers, p):
    """Expectation and anticipation by `standard`."""
    standards_with(standard, shoppers, p)
