"""Customer service in one period: what failed is told or swallowed, answered by machines or the desk, and recovered or not.

failures -> complaint or silence -> page and bot -> departments of the desk, with what they have left from t-1 -> recovery -> moments
of the shoppers.
"""

import numpy as np

from sim.channels.bot import ask_machines, worth_of
from sim.channels.complaining import ask_questions, speak_up
from sim.channels.desk import AGENTS_AT, minutes_of_ticket, open_tickets, work_off
from sim.engine.tables import still_here
from sim.experience.failure import orders_that_failed, parcels_that_failed, slips_through, visits_that_failed
from sim.experience.recovery import recover, swallow
from sim.ground.rules import plain
from sim.people.moments import Moment
from sim.people.tickets import CASE, DEPARTMENTS, MOST_HANDOVERS, By, Failure, Outcome

SUMS = ("failures", "silent", "contacts", "questions", "deflected", "misled", "wrong_answers", "tickets", "solved",
        "complaints_told", "closed", "desk_closed", "unresolved", "first_contact", "unsolved", "given_up", "ticket_days",
        "handed_over", "desk_min", "desk_room_min", "open_tickets", "justice_sum", "recovery_felt_sum", "failures_closed",
        "repeats_solved", "repeats_closed", "repeat_days", "repeat_min", "machine_costs", "worth_at_desk",
        "compensation", "service_costs")
"""What a period of customer service adds up to (`sim.outcomes.measures`); all 0 where there is none."""

SLIPS = plain(slips_through)


class Service:
    """What lasts of customer service from period to period: the tickets of the desk, and from which day on each department is free.

    queue: rows of `CASE`; free_at: days since the start of the run; cases: how many there were.
    """

    def __init__(self):
        self.queue = np.zeros(0, dtype=CASE)
        self.free_at = np.zeros(len(DEPARTMENTS))
        self.cases = 0


def no_service() -> dict[str, float]:
    """The sums of a period without customer service."""
    return dict.fromkeys(SUMS, 0)


def serve(t) -> None:
    """Live the service of the period `t` (`sim.engine.period.Period`): writes `t.service`, `t.cases`, costs and moments."""
    p = t.scenario.service
    if not p.on:
        return
    cases = failed(t)
    speak_up(cases, t.shoppers, p.desk.agents > 0.0, t.key, p.complaining.numbers())
    silent = cases[cases["silent"] == 1]
    swallow(silent, t.shoppers, p.recovery.numbers())
    contacts = in_contact(t, cases)
    ask_machines(contacts, t.key, p.bot.numbers())
    done = contacts["outcome"] != Outcome.OPEN
    tickets = contacts[~done]
    open_tickets(tickets, t.shoppers, t.key, p.desk.numbers())
    at_desk, passed = at_the_desk(t, tickets)
    closed = np.concatenate([contacts[done], at_desk])
    recover(closed, t.shoppers, p.desk.courtesy, p.bot.courtesy, p.recovery.numbers())
    t.cases = closed
    note_all(t, silent, contacts, passed, closed)
    count_all(t, cases, silent, contacts, tickets, closed)


def slipping(scenario) -> float:
    """Share of the failures that checks can prevent and do not; 1 without customer service."""
    return SLIPS(scenario.service.prevention) if scenario.service.on else 1.0


def failed(t) -> np.ndarray:
    """The cases of the period's visits, of the parcels that were missed in it, and of what came of orders."""
    p, visits = t.scenario.service, t.visits
    buyers = visits["spend_cents"][visits["spend_cents"] > 0]
    usual = int(np.rint(buyers.mean())) if len(buyers) else 0
    cases = np.zeros(len(visits) + len(t.unpunctual) + len(t.unpacked), dtype=CASE)
    how = (SLIPS(p.prevention), p.failing.numbers(), cases)
    count = visits_that_failed(visits, t.shoppers, courtesy_met(t), usual, t.key, *how)
    count = parcels_that_failed(t.unpunctual, t.shoppers, t.number, t.start, *how[1:], count)
    count = orders_that_failed(t.unpacked, t.shoppers, t.number, t.start, *how[1:], count)
    return cases[:count]


def courtesy_met(t) -> np.ndarray:
    """Courtesy of who served at the till, by visit; -1 where nobody did."""
    met = []
    for day in t.days:
        cashier, staff = day.day.visits["cashier"], day.day.staff
        kind = np.append(staff["courtesy"].astype(np.float64), -1.0)
        met.append(kind[np.where(cashier >= 0, cashier, len(staff))])
    return np.concatenate(met)


def in_contact(t, cases: np.ndarray) -> np.ndarray:
    """All who turn to the company in this period, in the order of the day and of their uid, numbered."""
    p, room = t.scenario.service, np.zeros(len(t.shoppers), dtype=CASE)
    asked = (ask_questions(t.shoppers, t.key, t.number, t.scenario.horizon.days_per_period, p.complaining.numbers(), room)
             if p.desk.agents > 0.0 else 0)
    contacts = np.concatenate([cases[cases["aired"] == 1], room[:asked]])
    contacts = contacts[np.lexsort((contacts["order"], contacts["cause"], contacts["shopper"], contacts["day"]))]
    contacts["opened"] = t.start + contacts["day"]
    contacts["id"] = t.model.service.cases + np.arange(len(contacts))
    t.model.service.cases += len(contacts)
    return contacts


def at_the_desk(t, tickets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The desk works until the end of the period; returns the tickets that are closed, and those handed over, each time it happened,
    with that day in `day`. All others wait for the next period."""
    desk, p = t.model.service, t.scenario.service.desk
    queue = np.concatenate([still_here(t.shoppers, desk.queue), tickets])
    queue = queue[np.lexsort((queue["id"], queue["ready"]))]
    room_day = p.agents * len(t.shoppers) / 10_000 * p.hours * 60.0 / 7.0
    room = room_day * t.scenario.horizon.days_per_period
    passed_at = np.full((len(queue), MOST_HANDOVERS), np.nan)
    desk.free_at = np.maximum(desk.free_at, float(t.start))
    worked = work_off(queue, t.shoppers, np.zeros((len(DEPARTMENTS), len(queue)), np.int64), np.zeros((len(DEPARTMENTS), 2), np.int64),
                      desk.free_at, float(t.end), room_day * shares_of(p), passed_at, p.numbers())
    t.service |= {"desk_min": worked, "desk_room_min": room}
    t.costs["service_desk"] += round(100.0 * p.wage_h * (worked if p.by_the_minute else room) / 60.0)
    is_open, (row, hop) = queue["outcome"] == Outcome.OPEN, np.nonzero(~np.isnan(passed_at))
    passed = queue[row]
    passed["day"] = day_of(t, passed_at[row, hop])
    desk.queue = queue[is_open]
    return queue[~is_open], passed


def day_of(t, when: np.ndarray) -> np.ndarray:
    """Day of the period `t`, int64, for days since the start of the run; what ends with the period is of its last day."""
    return np.clip(np.floor(when - t.start), 0, t.scenario.horizon.days_per_period - 1).astype(np.int64)


def shares_of(p) -> np.ndarray:
    """Share of the agents in each department; p: parameters of the desk."""
    weights = np.array([getattr(p, name) for name in AGENTS_AT])
    return weights / weights.sum()


def note_all(t, silent, contacts, passed, closed) -> None:
    """What shoppers live through of it; passed: tickets handed over, by day."""
    p = t.scenario.service
    complaining = contacts[contacts["cause"] != Failure.QUESTION]
    hard = -p.complaining.effort * (1.0 - p.complaining.ease)
    note(t, Moment.LEFT_SILENTLY, silent, silent["day"], 0, silent["felt"])
    note(t, Moment.COMPLAINED, complaining, complaining["day"], 1, hard)
    note(t, Moment.FAQ_READ, contacts[contacts["page"] == 1], None, 2)
    wrong = contacts[contacts["wrong"] == 1]
    note(t, Moment.BOT_WRONG, wrong, None, 3, -p.bot.pain_wrong)
    note(t, Moment.BOT_HELPED, contacts[(contacts["by"] == By.BOT) & (contacts["outcome"] == Outcome.HELPED)], None, 4)
    over = np.concatenate([contacts[(contacts["bot"] == 1) & (contacts["outcome"] == Outcome.OPEN)], passed])
    note(t, Moment.HANDED_OVER, over, None, 5, -p.desk.pain_handover)
    day = day_of(t, closed["closed"])
    paid = closed["compensation_cents"] > 0
    note(t, Moment.COMPENSATED, closed[paid], day[paid], 6)
    solved = (closed["outcome"] == Outcome.SOLVED) | (closed["outcome"] == Outcome.HELPED)
    note(t, Moment.TICKET_SOLVED, closed[solved], day[solved], 7, closed["felt"][solved])
    note(t, Moment.TICKET_FAILED, closed[~solved], day[~solved], 8, closed["felt"][~solved])


def note(t, moment: Moment, cases: np.ndarray, day, order: int, felt=0.0) -> None:
    """A moment of these cases in the evening of `day` (of the contact where None), by `order`; felt in mind and mood alike."""
    day = cases["day"] if day is None else day
    t.journal.note(moment, cases["person"], day, t.evening[1] + order, cognitive=felt, affective=felt)


def count_all(t, cases, silent, contacts, tickets, closed) -> None:
    """The sums of the period, and what service cost beside the desk."""
    p, outcome = t.scenario.service, closed["outcome"]
    weeks = t.scenario.horizon.days_per_period / 7.0
    paid = int(closed["compensation_cents"].sum())
    by_desk, at_desk, days = outcome == Outcome.SOLVED, closed["by"] == By.DESK, closed["closed"] - closed["opened"]
    failures, repeats = closed["cause"] != Failure.QUESTION, at_desk & (closed["repeat"] == 1)
    t.costs["compensation"] += paid
    machines = p.bot.cost_week * weeks + p.bot.cost_contact * int(contacts["bot"].sum())
    t.costs["service_desk"] += round(100.0 * (machines + p.prevention.checks_h * p.prevention.wage_h * weeks))
    t.service |= {
        "failures": len(cases), "complaints_told": int(cases["aired"].sum()), "silent": len(silent), "contacts": len(contacts),
        "questions": int((contacts["cause"] == Failure.QUESTION).sum()), "deflected": int((outcome == Outcome.HELPED).sum()),
        "misled": int((outcome == Outcome.MISLED).sum()), "wrong_answers": int(contacts["wrong"].sum()),
        "tickets": len(tickets), "solved": int(by_desk.sum()),
        "first_contact": int((by_desk & (closed["handovers"] == 0)).sum()), "unsolved": int((outcome == Outcome.FAILED).sum()),
        "given_up": int((outcome == Outcome.GIVEN_UP).sum()),
        "closed": len(closed), "desk_closed": int(at_desk.sum()),
        "unresolved": len(closed) - int(np.isin(outcome, (Outcome.SOLVED, Outcome.HELPED)).sum()),
        "ticket_days": float(days[by_desk].sum()), "repeat_days": float(days[repeats & by_desk].sum()),
        "repeat_min": float(closed["worked_min"][repeats & by_desk].sum()), "handed_over": int((at_desk & (closed["handovers"] > 0)).sum()),
        "open_tickets": len(t.model.service.queue),
        "justice_sum": float(closed["justice"][failures].sum()), "recovery_felt_sum": float(closed["felt"][failures].sum()),
        "failures_closed": int(failures.sum()), "repeats_solved": int((repeats & by_desk).sum()), "repeats_closed": int(repeats.sum()),
        "machine_costs": machines, "worth_at_desk": worth_of(len(contacts), minutes_of_ticket(p.desk), p.desk.wage_h),
        "compensation": paid / 100, "service_costs": (t.costs["service_desk"] + t.costs["compensation"]) / 100,
    }
