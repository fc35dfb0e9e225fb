"""The customer service desk: tickets wait their turn, go from department to department, are solved or not, or are given up.

The front takes everything in. Each department has a queue of its own, first come, first served, and agents of its own with so many
minutes a day. The front settles a share itself (`empowered`) and hands the rest over, rightly with `routing`; who gets it wrongly
hands it on, and the third knows whose it is. Each hand-over costs the work of who passes it on, days, a turn in one more queue,
effort of the shopper, and information:

    P(solved) = solve (1 - lost)^n          minutes x (1 + more n)         n hand-overs

What is not worked off is carried to t + 1. Who had the same issue before tells it again, unless the desk knows the
history: then it takes fewer minutes, is solved more often, and goes to who has it for certain at the first hand-over. First contact
resolution: solved without any hand-over.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import exponential, rule, step
from sim.people.tickets import DEPARTMENT_OF, DEPARTMENTS, EVENTS_OF_ORDER, By, Outcome

FIELDS = {
    "shopper": (
        Field("open_tickets", "i4", means="tickets of the shopper that the desk has still to solve"),
        Field("issues", "i4", high=255, means="kinds of issues that the desk has seen of the shopper so far: a bit a kind"),
    )
}


AGENTS_AT = ("at_front", "at_goods", "at_prices", "at_parcels", "at_people")
"""Weights of the agents, as `Desk` declares them, in the order of `DEPARTMENTS`."""


class Desk(Parameters):
    """Capacity and ways of customer service."""

    agents: float = number(2.0, "agents per 10,000 shoppers", 0, 10_000, "Full-time agents.")
    at_front: float = number(0.68, "weight", 0, 1, "Agents at the front, against those of the other departments.")
    at_goods: float = number(0.23, "weight", 0, 1, "Agents who see to goods and answer questions about them.")
    at_prices: float = number(0.03, "weight", 0, 1, "Agents who see to prices and conditions.")
    at_parcels: float = number(0.03, "weight", 0, 1, "Agents who see to parcels.")
    at_people: float = number(0.03, "weight", 0, 1, "Agents who see to how people were treated.")
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
    more: float = number(0.4, "x", 0, 10, "Work of who hands a ticket over, against that of who settles it.")
    delay: float = number(1.0, "days", 0, 100, "Days until a ticket that is handed over has arrived.")
    retell: float = number(0.2, "0..1", 0, 1, "Effort of telling it all again.")
    pain_handover: float = number(0.02, "affect", 0, 1, "Valence lost by each hand-over.")
    history: bool = choice(False, "agents see earlier tickets of the shopper")
    saved: float = number(0.4, "share", 0, 1, "Minutes that a known history saves on a repeated issue.")
    insight: float = number(0.5, "share", 0, 1, "Part of what stays unsolved that a known history solves.")


@rule
def stray(own, tried, draw):
    """A department that gets a ticket wrongly: any behind the front but its own one and the one that has tried, 0 none."""
    left = int(draw * (len(DEPARTMENTS) - 2 - (tried > 0)))
    found = own
    for at in range(1, len(DEPARTMENTS)):
        if at != own and at != tried and left >= 0:
            found = at
            left -= 1
    return found


@rule
def route_of(own, is_known, settles, first, second, p):
    """Where a ticket goes after the front (octal digits, the first one last), by three draws; own: department that it belongs to."""
    if settles < p.empowered:
        return 0
    if first < p.routing or is_known:
        return own
    once = stray(own, 0, (first - p.routing) / (1.0 - p.routing))
    if second < p.routing:
        return once | own << 3
    return once | stray(own, once, (second - p.routing) / (1.0 - p.routing)) << 3 | own << 6


@rule
def department(route, hops):
    """Department that has a ticket after so many hand-overs; 0 the front, and where the route has ended."""
    return route >> 3 * (hops - 1) & 7 if hops > 0 else 0


def minutes_of_ticket(p) -> float:
    """Mean work of a ticket with all its hand-overs; p: parameters of the desk."""
    wrong = 1.0 - p.routing
    return p.minutes * (1.0 + p.more * (1.0 - p.empowered) * (1.0 + wrong + wrong * wrong))


@rule
def chance(hops, is_known, p):
    """P(solved) of a ticket after so many hand-overs; is_known: a repeated issue whose history the desk sees."""
    solved = p.solve * (1.0 - p.lost) ** hops
    return solved + (1.0 - solved) * p.insight if is_known else solved


@step
def open_tickets(cases, shoppers, seed, p):
    """Cases reach the front: with the route that they will take, their work, and the patience of the shopper."""
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
        known = case.repeat == 1 and p.history
        case.by, case.ready, case.luck = By.DESK, case.opened, luck
        case.route = route_of(DEPARTMENT_OF[case.cause], known, settles, first, second, p)
        case.effort = min(1.0, case.effort + p.retell * (case.repeat == 1 and not p.history))
        case.minutes = exponential(p.minutes, work) * (1.0 - p.saved * known)
        case.patience = exponential(p.patience, patience)


@step
def line_up(queue, k, turn, ends):
    """Ticket k takes its turn in the department that has it, by when it is ready there, then by its number."""
    case = queue[k]
    at = department(case.route, case.handovers)
    place = ends[at, 1]
    while place > ends[at, 0]:
        other = queue[turn[at, place - 1]]
        if other.ready < case.ready or other.ready == case.ready and other.id < case.id:
            break
        turn[at, place] = turn[at, place - 1]
        place -= 1
    turn[at, place] = k
    ends[at, 1] += 1


@step
def next_turn(queue, turn, ends, free_at, rates, end):
    """Department that begins its next ticket first, and when: `end` if there is none before."""
    first, begins = 0, end
    for at in range(len(rates)):
        if ends[at, 0] < ends[at, 1] and rates[at] > 0.0:
            then = max(free_at[at], queue[turn[at, ends[at, 0]]].ready)
            if then < begins:
                first, begins = at, then
    return first, begins


@step
def close(case, shoppers, outcome, at):
    """A ticket ends, on the day `at`."""
    case.outcome, case.closed = outcome, at
    shoppers[case.person].open_tickets -= 1


@step
def work_off(queue, shoppers, turn, ends, free_at, end, rates, passed_at, p):
    """All departments work until `end` (days since the start of the run), each on its tickets in their order; returns minutes worked.

    turn: int64 [departments, tickets], ends: int64 [departments, 2], zeros: room for the queues; free_at: day from which each
    department is free, written; rates: minutes a day of each; passed_at: float64 [tickets, hand-overs], day of each, written.
    """
    worked = 0.0
    for k in range(len(queue)):
        line_up(queue, k, turn, ends)
    at, begins = next_turn(queue, turn, ends, free_at, rates, end)
    while begins < end:
        k = turn[at, ends[at, 0]]
        ends[at, 0] += 1
        case = queue[k]
        goes_on = department(case.route, case.handovers + 1) > 0
        if case.left_min == 0.0 and case.opened + case.patience < begins:
            close(case, shoppers, Outcome.GIVEN_UP, case.opened + case.patience)
        else:
            if case.left_min == 0.0:
                case.left_min = case.minutes * (p.more if goes_on else 1.0)
            done = min(case.left_min, (end - begins) * rates[at])
            free_at[at] = end if done < case.left_min else begins + case.left_min / rates[at]
            case.left_min -= done
            case.worked_min += done
            worked += done
            if case.left_min == 0.0 and goes_on:
                passed_at[k, case.handovers] = free_at[at]
                case.handovers += 1
                case.ready = free_at[at] + p.delay
                case.effort = min(1.0, case.effort + p.retell)
                line_up(queue, k, turn, ends)
            elif case.left_min == 0.0:
                known = case.repeat == 1 and p.history
                close(case, shoppers, Outcome.SOLVED if case.luck < chance(case.handovers, known, p) else Outcome.FAILED, free_at[at])
        at, begins = next_turn(queue, turn, ends, free_at, rates, end)
    for k in range(len(queue)):
        case = queue[k]
        if case.outcome == Outcome.OPEN and case.left_min == 0.0 and case.opened + case.patience < end:
            close(case, shoppers, Outcome.GIVEN_UP, case.opened + case.patience)
    return worked
