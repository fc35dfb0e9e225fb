"""Trust: a shopper who was sold what paid the store finds out at home, and follows advice less from then on.

Whatever moves trust takes a part of it, or adds a part of the way to where it leads; so it stays between 0 and 2:

    lost   trust <- max(trust (1 - part), min(trust, lowest))            lowest: 0 but for staff off the brand
    won    trust <- trust + part max(0, goal - trust)

    P(one of the wrong items shows in a period) = found_out
    on finding out   `loss` is lost,  satisfaction <- satisfaction - blow,  and a moment at home of valence -pain on the cognitive
                     and the social side enters the experience state (`moments.py`)
    in every period  `recovery` of the way to 1 is won
    honest advice    `won` of the way to `highest` is won, for each help

Broken promises and messages that contradict each other (`persuasion.py`), cases that stay unresolved (`recovery.py`) and staff
off the brand (`doubt`) take their parts by the same rule; staff off the brand by m do so until trust is as low as such staff
leave it, 1 - doubted m: who has seen it is not taken aback again every week.

Trust is 1 as in any ordinary shop, where staff sometimes sell what pays: what that costs in trust is won back by honest
advice, so that trust stands still there on the whole. It acts on how far advice is followed (`sim/visit/advising.py`) and on the choice of
the store (`sim/channels/choosing.py`); the pain acts by the experience state on what is expected next time. So selling
what pays gains at once and costs later. Shape: trust is lost faster than it is won (Slovic 1993); mis-selling and its
discovery: Inderst and Ottaviani 2009.
"""

from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step

FIELDS = {
    "shopper": (
        Field("trust", "f4", "0..2", 0, 2, 1, means="trust in the advice of the store; 1 as in any ordinary shop"),
        Field("missold_open", "i4", "items", means="wrong items at home whose fault has not shown yet"),
        Field("missold_found", "i4", "items", means="wrong items found out so far"),
    )
}


class Trust(Parameters):
    """How soon a wrong item shows, and what it costs."""

    found_out: float = number(0.25, "share", 0, 1, "Chance a period that a wrong item at home shows to be wrong.")
    loss: float = number(0.35, "share", 0, 1, "Part of trust that is lost with each wrong item.",
                         "shape: Slovic 1993, trust is lost at once and won slowly")
    pain: float = number(0.3, "affect", 0, 2, "How bad it feels, on the cognitive and on the social side.")
    blow: float = number(1.0, "rating", 0, 9, "What satisfaction with the store loses in that period.")
    recovery: float = number(0.01, "share", 0, 1, "Part of the missing trust that comes back in a period.",
                             "shape: Slovic 1993")
    doubted: float = number(0.2, "x", 0, 1, "Trust that is lost at most to staff of whom nothing fits the brand.",
                            "shape: Sirianni et al. 2013; assumption: as much as honest advice can win")
    highest: float = number(1.2, "x", 1, 2, "Trust that honest advice leads to in the end; 1 in any ordinary shop.")
    won: float = number(0.042, "share", 0, 1, "Part of the way there that one honest advice brings.",
                        "calibrated: trust of the baseline stands still over half a year")


@rule
def lose_trust(shopper, part, lowest=0.0):
    """A part 0..1 of the trust there is gets lost, down to `lowest` at most; a part beyond that range counts as its bound."""
    shopper.trust = max(min(shopper.trust, lowest), shopper.trust * (1.0 - clip(part, 0.0, 1.0)))


@rule
def win_trust(shopper, part, goal):
    """A part 0..1 of the way up to `goal` is won; nothing where trust stands there or above."""
    shopper.trust += clip(part, 0.0, 1.0) * max(0.0, goal - shopper.trust)


@rule
def shows(open_items, draw, p):
    """Whether one of the wrong items at home shows in this period."""
    return open_items > 0 and draw < p.found_out


@rule
def disappoint(shopper, p):
    """One wrong item shows: trust and satisfaction of the shopper fall."""
    shopper.missold_open -= 1
    shopper.missold_found += 1
    lose_trust(shopper, p.loss)
    shopper.satisfaction = clip(shopper.satisfaction - p.blow, 1.0, 10.0)


@step
def bring_home(visits, shoppers, p):
    """Wrong items of the period's visits go home with those who bought them; honest advice is trusted more."""
    for row in range(len(visits)):
        visit = visits[row]
        if visit.helps == 0:
            continue
        shopper = shoppers[visit.person]
        shopper.missold_open += visit.missold
        for _ in range(visit.helps - visit.missold):
            win_trust(shopper, p.won, p.highest)


@step
def find_out(shoppers, seed, period, p, found):
    """A period at home: wrong items show, trust comes back; writes into `found` (bool by shopper) to whom one has shown."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        win_trust(shopper, p.recovery, 1.0)
        if shopper.missold_open > 0:
            draw, _, _, _ = draws(seed, Purpose.WRONG_ITEM, shopper.uid, period, 0)
            if shows(shopper.missold_open, draw, p):
                disappoint(shopper, p)
                found[i] = True


@step
def doubt(visits, shoppers, loss, lowest):
    """Staff whose conduct does not fit the brand cost trust: `loss` of it on every visit with an encounter, down to `lowest`."""
    if loss == 0.0:
        return
    for row in range(len(visits)):
        visit = visits[row]
        if visit.leave_s >= 0.0 and (visit.helps > 0 or (visit.items > 0 and visit.machine < 0)):
            lose_trust(shoppers[visit.person], loss, lowest)
