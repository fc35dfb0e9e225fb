"""Visits and moments of a period are judged, by the rule of satisfaction in use or by one's own."""

from functools import partial

import numpy as np

from sim.engine.expecting import hold_to_promise
from sim.engine.own_rules import by_rule
from sim.experience.account import BESIDE, explain, explain_with
from sim.experience.moments import judge_moments, judge_moments_with, moments_felt
from sim.experience.satisfaction import rate, rate_orders, rate_orders_with, rate_with
from sim.people.moments import Stage
from sim.visit.causes import CAUSES


def by_satisfaction(t) -> partial:
    """Does a step by the rule of satisfaction in use."""
    return partial(by_rule, t.model.own_rules, "satisfaction")


def rate_visits(t) -> np.ndarray:
    """Rate every visit of the period `t` (`sim.engine.period.Period`).

    Returns the account of each rating by cause, empty if it is not kept.
    """
    experience, rated = t.scenario.experience, by_satisfaction(t)
    p = experience.satisfaction.numbers()
    account = np.zeros((len(t.visits) if t.scenario.engine.explain else 0, len(BESIDE) + len(CAUSES)))
    rated(rate, rate_with, t.visits, t.shoppers, p)
    if len(account):
        rated(explain, explain_with, t.visits, t.shoppers, experience.norm, p, account)
    missed = hold_to_promise(t)
    if len(account):
        account[:, BESIDE.index("promise")] = missed
    return account


def order_ratings(t, persons: np.ndarray, lived: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Ratings 1..10 of orders of the period `t`; persons: row of the shopper of each, lived, expected: experience against an ordinary
    web shop, as it was and as it was expected."""
    experience, ratings = t.scenario.experience, np.zeros(len(persons))
    usual, p = experience.norm + t.scenario.channels.web.above_store, experience.satisfaction.numbers()
    by_satisfaction(t)(rate_orders, rate_orders_with, persons, lived, expected, t.shoppers, usual, p, ratings)
    return ratings


def judge_elsewhere(t) -> None:
    """Moments outside of the store move the period's satisfaction; see `sim.experience.moments`."""
    if not t.journal.is_felt and not len(t.unpacked):
        return
    experience, rated = t.scenario.experience, by_satisfaction(t)
    t.lived["moments"] = np.where(t.journal.felt[:, Stage.DURING:].any(axis=(1, 2)),
                                  t.journal.count[:, Stage.DURING:].sum(axis=1), 0)
    t.lived["moments"] = np.maximum(t.lived["moments"], np.bincount(t.unpacked["person"], minlength=len(t.shoppers)) > 0)
    ratings, p = t.model.ratings, experience.satisfaction.numbers()
    ratings.begin_elsewhere(rated, t.shoppers, t.lived, experience.norm, p)
    rated(judge_moments, judge_moments_with, t.shoppers, t.lived, moments_felt(t.journal.felt, t.weights_of_moments), p)
    ratings.owe_moments(rated, t.journal.judged, t.weights_of_moments, t.shoppers, t.lived, p)
