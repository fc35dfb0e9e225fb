"""Word of mouth: who lived through something tells others, and these tell it further.

    P(talks in t) = talk min(1, base + up max(0, S - S0) + down max(0, S0 - S)),  down > up: louder at both ends
    a friend hears it with chance `tells`; who heard something passes it on in t + 1 with chance `passes_on`
    p <- p + k+ a (1 - p)  or  p - k- a p,       p: present chance of choosing the store, k .3 and .25
    a = n0 / (n0 + visited periods)                    own experience speaks louder
    the opinion is heard: worth so many visits, it joins what was heard before (`prior.py`) in the expectation of t + 1

S is the satisfaction without the rater's style, the opinion what S is above the usual, in points of affect. So talk is
bounded by what the listener already thinks, and a newcomer's prior is what he hears (East, Hammond and Lomax 2008; Anderson
1998). One talker makes on average R = passes_on x tells x (mean of squared degrees / mean degree) talkers in the period
after. What p was moved by fades. Without talk everybody is alone.
"""

import math

import numpy as np

from sim.experience.prior import listen
from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, share, step

FIELDS = {
    "shopper": (
        Field("word", "f4", "logit", -4, 4, means="what others say adds to the odds of choosing the store"),
        Field("news", "i1", "-1..1", -1, 1, means="tone of what was heard last period and not yet passed on; 0 nothing"),
        Field("told_friends", "i4", "persons", means="people whom the shopper told something so far"),
    )
}

SAID = np.dtype([("tone", "i8"), ("opinion", "f8")])
"""What a shopper says in a period: -1 bad, 1 good, 0 nothing; the opinion in points of affect."""


class WordOfMouth(Parameters):
    """How much is said, and what it does."""

    talk: float = number(0.0, "x", 0, 20, "How much shoppers talk about the store: 0 not at all, 1 as usual.")
    below: float = number(0.3, "rating", -9, 9, "How far below the usual the satisfaction S0 lies at which least is said.",
                          "shape: East, Hammond and Wright 2007, three times as much good as bad")
    base: float = number(0.02, "share", 0, 1, "Chance to talk at S0.")
    up: float = number(0.04, "1/rating", 0, 1, "Slope above S0.", "shape: Anderson 1998, both ends talk")
    down: float = number(0.08, "1/rating", 0, 1, "Slope below S0.", "shape: Anderson 1998, steeper at the bottom")
    tells: float = number(0.1, "share", 0, 1, "Chance that a friend of who talks hears it.")
    passes_on: float = number(0.1, "share", 0, 1, "Chance that who heard something passes it on in the next period.")
    gain: float = number(0.3, "share", 0, 1, "Part of 1 - p by which good word raises p (k+).",
                         "shape: East, Hammond and Lomax 2008")
    loss: float = number(0.25, "share", 0, 1, "Part of p by which bad word lowers p (k-).",
                         "shape: East, Hammond and Lomax 2008")
    worth: float = number(0.2, "visits", 0, 100, "How many visits a friend's opinion is worth in the expectation.",
                          "shape: a pseudo-observation of .1 to .3")
    own_experience: float = number(5.0, "periods", 0.01, 1000, "Visited periods that count as much as one opinion heard (n0).")
    fades: float = number(0.3, "1/period", 0, 1, "Part of the effect on choice that is lost in a period.")


@rule
def tone_of(satisfaction, usual, p):
    """Whether somebody with this satisfaction (without style) speaks well (1) or ill (-1); usual: satisfaction at the norm."""
    return 1 if satisfaction >= usual - p.below else -1


@rule
def talks(satisfaction, usual, draw, p):
    """Whether somebody with this satisfaction (without style) talks in the period."""
    off = satisfaction - usual + p.below
    return draw < p.talk * min(1.0, p.base + (p.up * off if off > 0.0 else -p.down * off))


@rule
def moved(chance, tone, weight, p):
    """The chance of choosing the store after good (tone 1) or bad (-1) word of this weight."""
    return chance + weight * p.gain * (1.0 - chance) if tone > 0 else chance - weight * p.loss * chance


@rule
def take_word(shopper, odds, tone, opinion, weight, p):
    """Somebody hears word of the store; odds: log odds of choosing it without what others say; weight 0..1."""
    listen(shopper, shopper.norm + opinion, weight * p.worth)
    weight *= p.own_experience / (p.own_experience + shopper.tenure)
    chance = clip(moved(share(odds + shopper.word), tone, weight, p), 1e-6, 1.0 - 1e-6)
    shopper.word = clip(math.log(chance / (1.0 - chance)) - odds, -4.0, 4.0)


@step
def forget_word(shoppers, p):
    """A period passes over what was heard."""
    for i in range(len(shoppers)):
        shoppers[i].word *= 1.0 - p.fades


@step
def speak(shoppers, lived, usual, slope, seed, period, p, said):
    """Who talks, and how; returns the number of talkers. Who heard something last period may pass that on.

    lived: see `sim.experience.satisfaction.LIVED`; usual: satisfaction at the norm; slope: rating points of 1 of affect.
    """
    count = 0
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        said[i].tone = 0
        own, on, _, _ = draws(seed, Purpose.TALK, shopper.uid, period, 0)
        felt = shopper.satisfaction - shopper.rating_style
        if (lived[i].visits > 0 or lived[i].moments > 0) and talks(felt, usual, own, p):
            said[i].tone = tone_of(felt, usual, p)
            said[i].opinion = clip((felt - usual) / slope, -1.0, 1.0)
        elif shopper.news != 0 and on < p.talk * p.passes_on:
            said[i].tone = shopper.news
            said[i].opinion = shopper.heard - shopper.norm
        shopper.news = 0
        count += said[i].tone != 0
    return count


@step
def spread(shoppers, said, first, friends, odds, seed, period, p, heard):
    """Friends of talkers hear them; `heard`: int64 [shoppers, 2], good and bad word heard by each."""
    for i in range(len(shoppers)):
        if said[i].tone == 0:
            continue
        for k in range(first[i + 1] - first[i]):
            draw, _, _, _ = draws(seed, Purpose.TALK, shoppers[i].uid, period, 1 + k)
            if draw >= p.tells:
                continue
            other = friends[first[i] + k]
            shoppers[i].told_friends += 1
            take_word(shoppers[other], odds[other], said[i].tone, said[i].opinion, 1.0, p)
            shoppers[other].news = said[i].tone
            heard[other, 0 if said[i].tone > 0 else 1] += 1
