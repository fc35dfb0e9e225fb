"""Rows of what comes after the purchase: failure, complaint, recovery, bots, tickets, routing, quality in use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows.paired import changes, is_clear, same
from worlds import SEED, bits, corner

import sim
from sim.channels.complaining import Complaining, complains, leaves_silently
from sim.engine.model import RetailModel
from sim.engine.runs import Task, live
from sim.experience.failure import Failing, Prevention, slips_through
from sim.experience.recovery import Recovery, aftermath, distributive, justice, procedural
from sim.outcomes.ledger import Account
from sim.people.tickets import Outcome

SHELVES = ("produce", "bakery", "snacks")
POOR = tuple(f"store.departments.{d}.defect_rate=0.15" for d in SHELVES)
"""A shop of whose goods every seventh piece is bad, so that there is something to complain about."""
LOUD = (*POOR, "service.complaining.intercept=0", "service.desk.agents=30")
"""The same, with people who speak up and a desk that has time for all."""
SHARES = st.floats(0, 1)


def lived(*overrides, periods: int = 4) -> RetailModel:
    """A model of the corner shop that has lived its periods."""
    model = RetailModel(corner(*overrides), SEED, threads=1)
    for _ in range(periods):
        model.step()
    return model


def total(model: RetailModel, name: str) -> float:
    """Sum over the periods that a model has lived."""
    return sum(sums[name] for sums in model.records.sums)


def all_changes(measures, base, variant, pairs: int = 12) -> dict[str, np.ndarray]:
    """As `changes`, of several measures of the same runs."""
    def summaries(overrides):
        scenario = corner(*overrides)
        return [live(Task(scenario, 7, r)).summary for r in range(pairs)]
    one, other = summaries(base), summaries([*base, *variant])
    return {name: np.array([b[name] - a[name] for a, b in zip(one, other, strict=True)]) for name in measures}


# M16 failures, complaints, recovery, prevention

def test_m16_without_customer_service_nothing_comes_after_a_failure():
    off = sim.run(corner("service.on=false"), SEED)
    for name in ("failures", "complaint_rate", "silent"):
        assert not off.summary[name] > 0.0
    assert (off.shoppers[["failures", "complaints", "unresolved"]] == 0).all(axis=None)
    other = ["service.desk.agents=9", "service.bot.met=1", "service.prevention.checks_h=50", "service.recovery.hurt=1"]
    assert same(["service.on=false"], other)
    nothing_fails = [*(f"store.departments.{d}.defect_rate=0" for d in SHELVES), "service.failing.mispriced=0",
                     "service.failing.late=0", "service.failing.rudeness=0", "service.complaining.questions=0"]
    with_desk, without = (sim.run(corner(*nothing_fails, f"service.on={on}"), SEED) for on in ("true", "false"))
    a, b = bits(with_desk), bits(without)
    assert all(a[name] == b[name] for name in ("visits", "touchpoints", "shoppers", "channels"))


@given(SHARES, SHARES, SHARES, SHARES)
def test_m16_complaining_rises_with_the_loss_and_with_ease(loss, more, ease, draw):
    low, high = sorted((loss, more))
    p, easy = (Complaining(ease=e).numbers() for e in sorted((ease, 0.9)))
    assert complains(low, draw, p) <= complains(high, draw, p) <= complains(high, draw, easy)
    assert leaves_silently(low, draw, p) <= leaves_silently(high, draw, p)


@given(SHARES, SHARES, SHARES, SHARES)
def test_m16_justice_weighs_most_by_what_one_gets_then_by_treatment_then_by_the_way(got, kind, way, loss):
    p = Recovery().numbers()
    base = justice(got, kind, way, p)
    steps = [justice(got + 0.1, kind, way, p) - base, justice(got, kind + 0.1, way, p) - base,
             justice(got, kind, way + 0.1, p) - base]
    assert steps[0] > steps[1] > steps[2] > 0.0
    assert aftermath(loss, base, p) <= 0.0                       # without a paradox nobody gains from a failure
    assert aftermath(loss, base, p) <= aftermath(loss, min(1.0, base + 0.1), p)
    assert distributive(True, False, p) > distributive(False, False, p) == 0.0
    assert procedural(1.0, 0.0, p) > procedural(1.0, 0.5, p) and procedural(1.0, 0.0, p) > procedural(5.0, 0.0, p)


def test_m16_a_double_deviation_hurts_more_than_the_failure_and_a_paradox_must_be_asked_for():
    p, paradox = Recovery().numbers(), Recovery(paradox=0.3).numbers()
    left_alone = -p.hurt                                          # who swallows it
    assert aftermath(1.0, 0.0, p) == pytest.approx(p.double * left_alone) and p.double * left_alone < left_alone
    assert aftermath(1.0, 1.0, p) == 0.0 < aftermath(1.0, 1.0, paradox)
    assert aftermath(1.0, p.outstanding, paradox) == aftermath(1.0, p.outstanding, p)


def test_m16_unresolved_failures_lead_to_churn():
    run = [*LOUD, "horizon.periods=4", "people.size=600", "service.recovery.hurt=0.4"]
    bad = ["service.desk.solve=0.05", "service.recovery.compensation=0", "service.desk.courtesy=0"]
    change = all_changes(("unresolved", "trust", "loyalty", "store_share"), run, bad)
    assert [is_clear(change[name], sign) for name, sign in
            (("unresolved", +1), ("trust", -1), ("loyalty", -1), ("store_share", -1))] == [True] * 4


@pytest.mark.parametrize("better", ["service.recovery.compensation=1", "service.desk.courtesy=1", "service.desk.delay=0"])
def test_m16_each_kind_of_justice_helps(better):
    run = [*LOUD, "horizon.periods=6", "service.recovery.compensation=0", "service.desk.courtesy=0.3",
           "service.desk.empowered=0", "service.desk.lost=0", "service.desk.more=0", "service.recovery.hurt=0.5"]
    assert is_clear(changes("loyalty", run, [better]), +1)


def test_m16_checks_prevent_failures_and_cost():
    checks = ["service.prevention.checks_h=20", "service.prevention.scale_h=20"]
    run = [*POOR, "service.failing.mispriced=0.1"]
    assert slips_through(Prevention(checks_h=20, scale_h=20).numbers()) == pytest.approx(np.exp(-1))
    change = all_changes(("failures", "returned"), run, checks, 6)
    assert is_clear(change["failures"], -1) and is_clear(change["returned"], -1)
    silent = [*run, "service.complaining.intercept=-15", "service.complaining.questions=0"]
    cost = changes("service_costs", silent, checks, pairs=2)
    assert cost == pytest.approx(20 * Prevention().wage_h)


def test_m16_every_contact_ends_once_and_every_cent_of_compensation_is_booked():
    model = lived(*POOR, "service.complaining.intercept=0", "service.desk.agents=2", "service.desk.patience=3",
                  "service.bot.met=0.5", "service.bot.wrong=0.5")
    s = {name: total(model, name) for name in ("contacts", "closed", "tickets", "solved", "unsolved", "given_up",
                                               "deflected", "misled", "complaints_told", "questions", "compensation")}
    waiting = len(model.service.queue)
    assert min(waiting, s["given_up"], s["misled"], s["deflected"], s["unsolved"]) > 0
    assert s["contacts"] == s["complaints_told"] + s["questions"] == s["closed"] + waiting
    assert s["tickets"] == s["solved"] + s["unsolved"] + s["given_up"] + waiting
    assert s["contacts"] == s["tickets"] + s["deflected"] + s["misled"]
    assert (model.service.queue["outcome"] == Outcome.OPEN).all()
    assert model.shoppers["open_tickets"].sum() == waiting
    assert model.ledger.balance[Account.COMPENSATION] == round(100 * s["compensation"]) > 0
    assert model.ledger.balanced()


# P12 conditions at the till

def test_p12_a_hidden_condition_brings_complaints_to_the_desk_and_costs_satisfaction():
    met, refused = ([f"store.promotions=[{{depth: 0.3, condition: hidden, refused: {p}}}]"] for p in (0, 1))
    before, after = (lived(*way, periods=1) for way in (met, refused))
    assert total(after, "complaints_told") > total(before, "complaints_told") + 40
    change = all_changes(("satisfaction", "complaints", "trust"), met, refused, 6)
    assert is_clear(change["complaints"], +1) and is_clear(change["satisfaction"], -1) and is_clear(change["trust"], -1)
