"""Complaining: whether a failure is told to the company, or the shopper leaves without a word.

    P(complains at ease e) = logit(c0 + b_l loss + b_e (e - 1/2))

Voice or exit (Hirschman 1970; Singh 1988): who complains gives the store a chance. Who would complain if it were easy (e = 1),
and finds that it is not, or that nobody takes complaints, leaves without a word; so does a share s loss of all others, and
the rest shrug. Who complained on the spot has complained.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.people.tickets import Failure

FIELDS = {
    "shopper": (
        Field("complaints", "i4", means="failures so far that the shopper told customer service"),
    )
}


class Complaining(Parameters):
    """Voice or exit."""

    intercept: float = number(-3.0, "logit", -15, 10, "Complaining about next to nothing, of ordinary ease (c0).")
    of_loss: float = number(3.0, "logit", 0, 30, "Slope on the loss (b_l).", "shape: Singh 1988, rises with the loss")
    of_ease: float = number(3.0, "logit", 0, 30, "Slope on the ease of complaining (b_e).", "shape: Singh 1988")
    ease: float = number(0.5, "0..1", 0, 1, "How easy it is to reach customer service; 0.5 ordinary.")
    effort: float = number(0.02, "affect", 0, 1, "Valence lost by complaining where it is hardest.")
    silent: float = number(0.2, "share", 0, 1, "Share of full losses that are taken home by those who would never complain "
                           "(s).", "shape: Hirschman 1970")
    questions: float = number(0.005, "share", 0, 1, "Share of shoppers who ask customer service something, a week.")
    question: float = number(0.05, "0..1", 0, 1, "Loss of who gets no answer to a question.")


@rule
def complains(loss, ease, draw, p):
    """Whether a failure of this loss is told to customer service where that is as easy as `ease`, 0..1."""
    return draw < share(p.intercept + p.of_loss * loss + p.of_ease * (ease - 0.5))


@rule
def leaves_silently(loss, voice, draw, p):
    """Whether who does not complain takes the loss home: for want of an easy way to complain, or by nature."""
    return complains(loss, 1.0, voice, p) or draw < p.silent * loss


@step
def speak_up(cases, shoppers, is_heard, seed, p):
    """Everybody to whom something happened complains, leaves silently, or shrugs; is_heard: whether anybody takes complaints."""
    for k in range(len(cases)):
        case = cases[k]
        voice, exit_, _, _ = draws(seed, Purpose.COMPLAINT, case.shopper, case.period, case.day * EVENTS_PER_DAY + case.order)
        if is_heard and (case.said or complains(case.loss, p.ease, voice, p)):
            case.aired = 1
            shoppers[case.person].complaints += 1
        elif case.said or leaves_silently(case.loss, voice, exit_, p):
            case.silent = 1


@step
def ask_questions(shoppers, seed, period, days, p, cases):
    """Write a case for everybody who asks something in this period; returns their number; cases: room for all shoppers."""
    count = 0
    for i in range(len(shoppers)):
        asks, when, _, _ = draws(seed, Purpose.COMPLAINT, shoppers[i].uid, period, EVENTS_PER_DAY - 1)
        if asks >= p.questions * days / 7.0:
            continue
        case = cases[count]
        case.person, case.shopper, case.period, case.day = i, shoppers[i].uid, period, int(when * days)
        case.cause = Failure.QUESTION
        case.loss = p.question
        case.aired = 1
        count += 1
    return count
