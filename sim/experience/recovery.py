"""Recovery: how a case ends, judged by three kinds of justice, and what it leaves behind.

    J  = w_d D + w_i I + w_p P           weights sum 1: distributive, interactional, procedural, in that order
    D  = put right (b + (1 - b) min(1, paid / (loss stake))),  0 if it is not        P = e^(-days / tau) (1 - effort)
    paid = compensation loss stake                  in whole cents; stake: value of the visit or order that failed
    v  = -h loss [ (1 - J) + (k - 1) max(0, 1 - J / J0) ]  + paradox loss max(0, (J - J1) / (1 - J1))

I is the courtesy of who answers. Who leaves without a word keeps v = -h loss. Below J0 the answer is a second failure (double
deviation) and hurts by up to k times the first. Without a paradox v <= 0: the best recovery makes nobody happier than if
nothing had failed. Unresolved cases and silent ones cost trust. Justice: Tax, Brown and Chandrashekaran (1998); order of
the weights: Smith, Bolton and Wagner (1999); Orsingher, Valentini and de Angelis (2010); double deviation: Bitner,
Booms and Tetreault (1990); paradox: de Matos, Henrique and Rossi (2007).
"""

from sim.experience.trust import lose_trust
from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, rule, step
from sim.people.tickets import By, Failure, Outcome

FIELDS = {
    "shopper": (
        Field("recoveries", "i4", means="cases of the shopper so far that were solved"),
        Field("unresolved", "i4", means="cases so far that were aired and not solved, or swallowed"),
    )
}


class Recovery(Parameters):
    """How the end of a case is judged, and what it does."""

    distributive: float = number(0.45, "weight", 0, 1, "Weight of what one gets (w_d).",
                                 "shape: Smith, Bolton and Wagner 1999; Orsingher et al. 2010, the order")
    interactional: float = number(0.33, "weight", 0, 1, "Weight of how one is treated (w_i).", "shape: as distributive")
    procedural: float = number(0.22, "weight", 0, 1, "Weight of time and effort (w_p).", "shape: as distributive")
    put_right: float = number(0.5, "0..1", 0, 1, "Distributive justice of a problem put right without compensation (b).")
    compensation: float = number(0.5, "share", 0, 2, "Compensation, as a share of the loss on the purchase.")
    slow: float = number(7.0, "days", 0.1, 365, "Days in which procedural justice falls to 37 % (tau).")
    hurt: float = number(0.15, "affect", 0, 2, "Valence of a full loss that is left as it is (h).")
    double: float = number(2.0, "x", 1, 10, "How much more a bad answer hurts than none (k).",
                           "shape: Bitner, Booms and Tetreault 1990")
    bad: float = number(0.5, "0..1", 0.01, 1, "Justice below which the answer is a second failure (J0).")
    paradox: float = number(0.0, "affect", 0, 2, "Gain of an outstanding recovery over no failure at all.",
                            "shape: de Matos, Henrique and Rossi 2007, disputed; 0 switches it off")
    outstanding: float = number(0.8, "0..1", 0, 0.99, "Justice from which recovery is outstanding (J1).")
    breach: float = number(0.02, "share", 0, 1, "Part of trust lost by a full loss that stays unresolved.", "shape: Tax et al. 1998")


@rule
def made_good(paid_cents, loss, stake_cents):
    """What was paid as a share of the loss on the purchase; 0 where there is no loss."""
    lost = loss * stake_cents
    return paid_cents / lost if lost > 0.0 else 0.0


@rule
def distributive(is_solved, is_question, paid, p):
    """Justice of what one gets, 0..1; paid: what was `made_good`. An answered question owes nothing more."""
    if not is_solved:
        return 0.0
    return 1.0 if is_question else p.put_right + (1.0 - p.put_right) * min(1.0, paid)


@rule
def procedural(days, effort, p):
    """Justice of the way to the answer, 0..1."""
    return exp(-max(0.0, days) / p.slow) * (1.0 - effort)


@rule
def justice(of_outcome, of_contact, of_way, p):
    """Overall justice 0..1 of distributive, interactional and procedural justice."""
    whole = p.distributive + p.interactional + p.procedural
    return (p.distributive * of_outcome + p.interactional * of_contact + p.procedural * of_way) / whole


@rule
def aftermath(loss, fair, p):
    """Valence of how a case of this loss ends with this justice."""
    second = (p.double - 1.0) * max(0.0, 1.0 - fair / p.bad)
    bonus = p.paradox * max(0.0, (fair - p.outstanding) / (1.0 - p.outstanding))
    return clip(loss * (bonus - p.hurt * (1.0 - fair + second)), -1.0, 1.0)


@rule
def compensated_cents(loss, stake_cents, p):
    """Compensation of a case in whole cents."""
    return int(p.compensation * loss * stake_cents + 0.5)


@rule
def breaks_trust(shopper, loss, p):
    """A case that stays unresolved costs trust."""
    shopper.unresolved += 1
    lose_trust(shopper, p.breach * loss)


@step
def swallow(cases, shoppers, p):
    """Who leaves without a word keeps the whole loss."""
    for k in range(len(cases)):
        case = cases[k]
        case.felt = -p.hurt * case.loss
        breaks_trust(shoppers[case.person], case.loss, p)


@step
def recover(cases, shoppers, courtesy, courtesy_bot, p):
    """Closed cases are judged: justice, compensation, valence, trust; courtesy: of the desk and of page or bot, 0..1."""
    for k in range(len(cases)):
        case = cases[k]
        shopper = shoppers[case.person]
        is_solved = case.outcome == Outcome.SOLVED or case.outcome == Outcome.HELPED
        is_question = case.cause == Failure.QUESTION
        kind = courtesy if case.by == By.DESK else courtesy_bot
        if is_solved and not is_question:
            case.compensation_cents = compensated_cents(case.loss, case.stake_cents, p)
        if case.outcome != Outcome.GIVEN_UP:
            paid = made_good(case.compensation_cents, case.loss, case.stake_cents)
            case.justice = justice(distributive(is_solved, is_question, paid, p), kind,
                                   procedural(case.closed - case.opened, case.effort, p), p)
        case.felt = aftermath(case.loss, case.justice, p)
        if is_solved:
            shopper.recoveries += 1
        else:
            breaks_trust(shopper, case.loss, p)
