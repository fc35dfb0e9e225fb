"""The customer service desk: tickets wait their turn, are solved or not, or are given up.

One queue, first come, first served, by agents with so many minutes a day. A ticket takes exponential minutes; the front solves
a share itself (`empowered`) and hands the rest over, rightly with `routing`; each hand-over costs days, minutes, effort of the
shopper, and information:

    P(solved) = solve (1 - lost)^n          minutes x (1 + more n)         n hand-overs

What is not worked off is carried to t + 1. Who had the same issue before tells it again, unless the desk knows the
history: then it takes fewer minutes and is solved more often. First contact resolution: solved without any hand-over.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import exponential, rule, step
from sim.people.tickets import EVENTS_OF_ORDER, By, Outcome

FIELDS = {
    "shopper": (
        Field("open_tickets", "i4", means="tickets of the shopper that the desk has still to solve"),
        Field("issues", "i4", high=255, means="kinds of issues that the desk has seen of the shopper so far: a bit a kind"),
    )
}


class Desk(Parameters):
    """Capacity and ways of customer service."""

    agents: float = number(2.0, "agents per 10,000 shoppers", 0, 10_000, "Full-time agents.")
    hours: float = number(38.0, "h/week", 1, 168, "Hours of an agent.")
    wage_h: float = number(18.0, "$/h", 0, 1000, "Pay of an agent.")
    by_the_minute: bool = choice(False, "pay only for minutes worked, as an outside company does it")
    minutes: float = number(10.0, "min", 0.1, 1000, "Mean work of a ticket.")
    solve: float = number(0.85, "share", 0, 1, "P(solved) without hand-over.")
    courtesy: float = number(0.7, "0..1", 0, 1, "Courtesy of the desk.")
    patience: float = number(14.0, "days", 0.1, 1000, "Mean days after which a shopper gives up waiting (exponential).")
    empowered: float = number(0.7, "share", 0, 1, "Share of tickets that the front may settle itself; 1 is one desk for all.")
    routing: float = number(0.85, "share", 0, 1, "Share of hand-overs that reach the right department.")
    lost: float = number(0.1, "share", 0, 1, "Chance of solving that is lost with each hand-over.", "shape: Tax et al. 1998")
    more: float = number(0.4, "x", 0, 10, "More minutes with each hand-over.")
    delay: float = number(1.5, "days", 0, 100, "Days that a hand-over takes.")
    retell: float = number(0.2, "0..1", 0, 1, "Effort of telling it all again.")
    pain_handover: float = number(0.02, "affect", 0, 1, "Valence lost by each hand-over.")
    history: bool = choice(False, "agents see earlier tickets of the shopper")
    saved: float = number(0.4, "share", 0, 1, "Minutes that a known history saves on a repeated issue.")
    insight: float = number(0.5, "share", 0, 1, "Part of what stays unsolved that a known history solves.")


@rule
def handovers(settles, first, second, p):
    """Times that a ticket is handed over, from three draws: not at all, or until it is with the right department."""
    if settles < p.empowered:
        return 0
    if first < p.routing:
        return 1
    return 2 if second < p.routing else 3


@rule
def chance(hops, is_known, p):
    """P(solved) of a ticket after so many hand-overs; is_known: a repeated issue whose history the desk sees."""
    solved = p.solve * (1.0 - p.lost) ** hops
    return solved + (1.0 - solved) * p.insight if is_known else solved


@rule
def minutes_of(mean, hops, is_known, draw, p):
    """Minutes of work of a ticket."""
    return exponential(mean, draw) * (1.0 + p.more * hops) * (1.0 - p.saved * is_known)


@step
def open_tickets(cases, shoppers, seed, p):
    """Cases reach the desk: routed, with their work, and with the patience of the shopper."""
    for k in range(len(cases)):
        case = cases[k]
        event = case.day * EVENTS_PER_DAY + EVENTS_OF_ORDER * case.order + case.cause
        work, patience, luck, _ = draws(seed, Purpose.TICKET, case.shopper, case.period, event)
        settles, first, second, _ = draws(seed, Purpose.HANDOVER, case.shopper, case.period, event)
        shopper = shoppers[case.person]
        bit = 1 << case.cause
        case.repeat = (shopper.issues & bit) > 0
        shopper.issues |= bit
        shopper.open_tickets += 1
        case.by = By.DESK
        case.handovers = handovers(settles, first, second, p)
        known = case.repeat == 1 and p.history
        case.effort = min(1.0, case.effort + p.retell * (case.handovers + (case.repeat == 1 and not p.history)))
        case.ready = case.opened + p.delay * case.handovers
        case.takes_min = case.left_min = minutes_of(p.minutes, case.handovers, known, work, p)
        case.patience = exponential(p.patience, patience)
        case.solves = chance(case.handovers, known, p)
        case.luck = luck


@step
def work_off(queue, shoppers, free_at, end, rate):
    """The desk works until `end` (days since the start of the run) on tickets in the order of the queue, `rate` minutes a day.

    Returns the day from which it is free, and the minutes worked.
    """
    worked = 0.0
    for k in range(len(queue)):
        case = queue[k]
        starts = max(free_at, case.ready) if rate > 0.0 else end
        limit = case.opened + case.patience
        if case.left_min == case.takes_min and limit < end and limit < starts:
            case.outcome, case.closed = Outcome.GIVEN_UP, limit
        elif starts < end:
            done = min(case.left_min, (end - starts) * rate)
            worked += done
            free_at = starts + case.left_min / rate
            case.left_min -= done
            if free_at <= end:
                case.left_min = 0.0
                case.outcome = Outcome.SOLVED if case.luck < case.solves else Outcome.FAILED
                case.closed = free_at
            else:
                free_at = end
        if case.outcome != Outcome.OPEN:
            shoppers[case.person].open_tickets -= 1
    return free_at, worked
