"""Advice: what an advisor recommends, whether it fits the need, and how far it is followed.

    P(advice fits the need) = sqrt(knowledge of the department x understanding of the need)
    P(buy) = min(1, without + trust (advised - without))  after advice that fits, or that seems to
    P(buy) = without                                      after advice that does not fit

`without` is what those buy who wanted help and got none, so that advice at random (no knowledge of the goods, or no
understanding of the need) sells as much as none at all. An advisor who is tempted, P = temptation (1 - honesty), does not
look for what fits but sells what pays: a dearer item of the same department, which seems to fit. The shopper finds out
later (`sim/experience/trust.py`). Advice that fits is a need met at the first encounter: first-time resolution.
Sources: knowledge and the sales of an associate: Fisher, Gallino and Netessine 2021; selling the customer's interest
against one's own: Saxe and Weitz 1982 (shape).
"""

import math
from enum import IntEnum

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule

FIELDS = {
    "visit": (
        Field("trust", "f8", "0..2", 0, 2, 1, means="how far the shopper follows advice; 1 as in any ordinary shop"),
        Field("need_met", "i8", means="helps whose advice fitted the need: resolved at the first encounter"),
        Field("missold", "i8", "items", means="items of the basket that an advisor sold because they pay and not because "
              "they fit"),
    )
}


class Advice(IntEnum):
    """What a piece of advice was."""

    MISSES = 0
    FITS = 1
    PAYS = 2


class Advising(Parameters):
    """Honest advice and advice that pays."""

    temptation: float = number(0.1, "share", 0, 1, "Share of helps in which an advisor without any honesty sells what "
                               "pays: commission and pressure to sell raise it.")
    upsell: float = number(0.5, "share", 0, 1, "How far up the prices of the department the item that pays lies, from "
                           "the one in view (0) to the dearest (1).")


@rule
def knows(knowledge, beyond):
    """Knowledge of one department, 0..1: the general one, and what is known of this department beyond or below it."""
    return clip(knowledge + beyond, 0.0, 1.0)


@rule
def fit_share(knowledge, understanding):
    """P(advice fits the need), 0..1: one must see the need and know the goods."""
    return math.sqrt(knowledge * understanding)


@rule
def advice_given(knowledge, understanding, honesty, fits, tempts, p):
    """The `Advice` that two draws, fits and tempts, make of an advisor's knowledge, understanding and honesty."""
    if tempts < p.temptation * (1.0 - honesty):
        return Advice.PAYS
    return Advice.FITS if fits < fit_share(knowledge, understanding) else Advice.MISSES


@rule
def share_advised(advice, usual, without, trust, advised):
    """P(buy) after this advice; usual: P(buy) of those who need no help, advised: after advice that is followed."""
    if advice == Advice.MISSES:
        return without
    return min(1.0, without + trust * (max(usual, advised) - without))


@rule
def item_that_pays(item, goods, stock, p):
    """A dearer item of the same department that is on the shelf; the item itself where there is none."""
    last = goods.department_first[goods.item_department[item] + 1] - 1
    dearer = item + int(p.upsell * (last - item) + 0.5)
    return dearer if stock[dearer] > 0 else item
