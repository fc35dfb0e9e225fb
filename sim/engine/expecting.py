"""What is expected, made of the own past, brand and hearsay, other channels and promises; and what is promised, delivered
and perceived.
"""

import numpy as np

from sim.channels.spillover import spill
from sim.engine.own_rules import by_own, by_rule, check_shares
from sim.experience.expectation import (
    expect,
    expect_with,
    standards,
    standards_with,
    start_expectation,
    start_expectation_with,
)
from sim.experience.forgetting import forget, keep_vividness, peaks
from sim.experience.moments import carry_moments, carry_moments_with, keep_stages, moments_felt
from sim.experience.prior import correct, start_prior
from sim.experience.promise import delivered, hold_to, look_forward, perceive
from sim.experience.state import (
    carry,
    carry_with,
    fresh_shares,
    fresh_shares_with,
    kept_shares,
    kept_shares_of,
    kept_shares_with,
    next_states,
    next_states_with,
    set_aside,
    start_state,
)
from sim.ground.sums import fixed_sum

QUALITY = ("promised", "delivered", "perceived")
"""The three Ds of a visit as columns of its row in the log: design as promised, delivery, and what is perceived of it."""


def start_experience(model) -> None:
    """Everybody's experience state, opinions and expectations before the first period."""
    experience = model.scenario.experience
    start_state(model.shoppers, experience.numbers())
    kept = kept_by_tenure(model, 0)
    by_rule(model.own_rules, "expectation", start_expectation, start_expectation_with, model.shoppers, kept[0],
            experience.expectation.numbers())
    if experience.prior.certainty > 0.0 or experience.prior.hearsay_share > 0.0:
        start_prior(model.shoppers, model.key, experience.prior.numbers())
    look_ahead(model, kept)


def kept_by_tenure(model, longest: int) -> np.ndarray:
    """Share of the state that is kept in what is expected, after 0 to `longest` visited periods.

    Where there is an own rule of carry-over and none of what is kept, it is what the rule itself keeps of t-1.
    """
    own, p, kept = model.own_rules, model.scenario.experience.numbers(), np.empty(longest + 1)
    if "carry_over" in own and "kept" not in own:
        by_own("carry_over", kept_shares_of, own["carry_over"], p, kept)
        check_shares(kept, "the state before", "or say by a rule `kept` what is kept in what is expected")
    else:
        by_rule(own, "kept", kept_shares, kept_shares_with, p, kept)
    return kept


def fresh_by_tenure(model, longest: int) -> np.ndarray:
    """How far something new enters the state, after 0 to `longest` visited periods."""
    own, fresh = model.own_rules, np.empty(longest + 1)
    by_rule(own, "carry_over", fresh_shares, fresh_shares_with, model.scenario.experience.numbers(), fresh)
    check_shares(fresh, "what is lived", "so vivid is what is remembered")
    return fresh


def carry_state(t) -> None:
    """Visits and moments of the period `t` (`sim.engine.period.Period`) enter the state; what was there before fades."""
    shoppers, experience, own = t.shoppers, t.scenario.experience, t.model.own_rules
    p, forgetting = experience.numbers(), experience.forgetting.numbers()
    fresh = fresh_by_tenure(t.model, _longest(shoppers))
    total, moments = np.zeros(len(shoppers)), moments_felt(t.journal.entering, t.weights_of_moments)
    set_aside(shoppers)
    forget(shoppers, forgetting)
    peaks(t.visits, shoppers, total, forgetting)
    keep_vividness(shoppers, total, t.lived["visits"], fresh[shoppers["tenure"]])
    by_rule(own, "carry_over", carry, carry_with, shoppers, t.lived, p)
    by_rule(own, "carry_over", carry_moments, carry_moments_with, shoppers, t.lived, moments, p)
    keep_stages(shoppers, t.lived, moments)


def carry_mean(t, persons: np.ndarray, felt: np.ndarray, state: str, tenure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What was lived elsewhere enters the shoppers' column `state` by the rule of carry-over.

    persons, felt: shopper and experience of each time; tenure: by shopper, how often it had been lived before this period.
    Returns how often it was lived in it by shopper (int64), and the state afterwards of each who did (float64).
    """
    shoppers = t.shoppers
    count = np.bincount(persons, minlength=len(shoppers))
    there = np.flatnonzero(count)
    mean, after = np.bincount(persons, felt, minlength=len(shoppers))[there] / count[there], np.empty(len(there))
    by_rule(t.model.own_rules, "carry_over", next_states, next_states_with, shoppers[state][there].astype(np.float64), mean,
            tenure[there].astype(np.int64), t.scenario.experience.numbers(), after)
    shoppers[state][there] = after
    return count, after


def _longest(shoppers: np.ndarray) -> int:
    return int(shoppers["tenure"].max(initial=0))


def expect_next(t) -> None:
    """Everybody forms the expectation with which t + 1 is met."""
    t.kept = kept_by_tenure(t.model, _longest(t.shoppers))
    by_rule(t.model.own_rules, "expectation", expect, expect_with, t.shoppers, t.lived, t.kept,
            t.scenario.experience.expectation.numbers())
    look_ahead(t.model, t.kept)


def look_ahead(model, kept: np.ndarray) -> None:
    """From what the own past lets expect to what is expected, and looked forward to, all told; kept: `kept_by_tenure`."""
    shoppers, experience = model.shoppers, model.scenario.experience
    by_rule(model.own_rules, "standard", standards, standards_with, shoppers, experience.expectation.numbers())
    correct(shoppers)
    spill(shoppers, kept, model.scenario.channels.spillover.numbers())
    if experience.promise.bias != 0.0:
        look_forward(shoppers, experience.promise.numbers())


def hold_to_promise(t) -> np.ndarray:
    """Promised, delivered and perceived of every visit of the period `t`, into `t.quality`; returns what broken promises
    took from each rating."""
    experience, missed = t.scenario.experience, np.zeros(len(t.visits))
    lived, made = delivered(t.visits), t.visits["leave_s"] >= 0.0
    mean = fixed_sum(lived[made]) / max(1, int(made.sum()))
    honest = mean if t.model.delivered is None else t.model.delivered
    promised, perceived = np.full(len(t.visits), honest + experience.promise.bias), np.zeros(len(t.visits))
    perceive(t.visits, perceived, experience.satisfaction.numbers())
    if experience.promise.bias != 0.0 or t.swayed:
        hold_to(t.visits, t.shoppers, honest, t.swayed, missed, promised, experience.promise.numbers())
    if made.any():
        t.model.delivered = mean
    t.quality = dict(zip(QUALITY, (promised, lived, perceived), strict=True))
    return missed


def quality_sums(t) -> dict[str, float]:
    """Sums over the visits of the period `t` that were made: promised, delivered, perceived, and the two gaps."""
    made = t.visits["leave_s"] >= 0.0
    sums = {f"{name}_sum": fixed_sum(values[made]) for name, values in t.quality.items()}
    return sums | {"delivery_gap_sum": sums["promised_sum"] - sums["delivered_sum"],
                   "perception_gap_sum": sums["delivered_sum"] - sums["perceived_sum"]}
