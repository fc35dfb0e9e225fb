"""A page of frequent questions and a chatbot: what they answer never reaches the desk, what they answer wrongly costs.

    P(page answers) = reads x answers (1 - loss)             P(bot helps) = knows (1 - loss), of those who meet it
    otherwise the bot answers wrongly with `wrong`, and hands over to the desk or (gives_up) loses the shopper

The graver the case, the less a machine can do. Break-even: with c contacts a week, m minutes of the desk each at wage w and
cost b a week, a bot pays from a deflection of b / (c m w / 60) on (measure `break_even`), if the desk is paid by the minute or its
agents are cut. Acceptance and failures of service robots: Wirtz et al. (2018).
"""

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step
from sim.people.tickets import EVENTS_OF_ORDER, By, Outcome

AFTER_FAILURE = 1 << 12
"""Draws of the bot are those of the day and of this event, plus the cause."""


class Bot(Parameters):
    """Page and chatbot before the desk."""

    page_read: float = number(0.0, "share", 0, 1, "Share of contacts that read the page of frequent questions first.")
    page_answers: float = number(0.4, "share", 0, 1, "Share of these whose question is answered there, if it is a light one.")
    met: float = number(0.0, "share", 0, 1, "Share of contacts that meet the bot first.")
    knows: float = number(0.7, "share", 0, 1, "Share of light cases that the bot can help with.")
    wrong: float = number(0.1, "share", 0, 1, "Share of all others that it answers wrongly, before it hands over.")
    gives_up: float = number(0.3, "share", 0, 1, "Share of those misled who do not go on to the desk.")
    courtesy: float = number(0.5, "0..1", 0, 1, "How kindly page and bot treat people.")
    pain_wrong: float = number(0.08, "affect", 0, 2, "Valence lost by a wrong answer.")
    effort: float = number(0.1, "0..1", 0, 1, "Effort of having talked to the bot in vain.")
    cost_week: float = number(0.0, "$/week", 0, 1e6, "Cost of page and bot.")
    cost_contact: float = number(0.0, "$", 0, 1000, "Cost of one contact with the bot.")


@rule
def light(share, loss):
    """Chance that a machine can help with a case of this loss."""
    return share * (1.0 - loss)


def worth_of(contacts: float, minutes: float, wage_h: float) -> float:
    """$ that so many contacts would cost at the desk; minutes: of a ticket."""
    return contacts * minutes * wage_h / 60.0


def break_even(cost: float, contacts: float, minutes: float, wage_h: float) -> float:
    """Deflection (share of contacts that never reach the desk) from which machines of this cost pay for themselves."""
    return cost / worth_of(contacts, minutes, wage_h)


@step
def ask_machines(cases, seed, p):
    """Contacts meet page and bot; whom they help is done, whom the bot misleads may be lost, all others go on to the desk."""
    for k in range(len(cases)):
        case = cases[k]
        event = case.day * EVENTS_PER_DAY + AFTER_FAILURE + EVENTS_OF_ORDER * case.order + case.cause
        reads, answers, meets, helps = draws(seed, Purpose.BOT, case.shopper, case.period, event)
        if reads < p.page_read:
            case.page = 1
            if answers < light(p.page_answers, case.loss):
                case.by, case.outcome, case.closed = By.PAGE, Outcome.HELPED, case.opened
                continue
        if meets >= p.met:
            continue
        case.bot = 1
        case.by = By.BOT
        if helps < light(p.knows, case.loss):
            case.outcome, case.closed = Outcome.HELPED, case.opened
            continue
        case.effort += p.effort
        misleads, leaves, _, _ = draws(seed, Purpose.BOT, case.shopper, case.period, event + AFTER_FAILURE)
        if misleads < p.wrong:
            case.wrong = 1
            if leaves < p.gives_up:
                case.outcome, case.closed = Outcome.MISLED, case.opened
