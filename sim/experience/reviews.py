"""Reviews: posts leave stars, and the stars that stand there make the online score that is read before a visit.

    score_t = stated + r D_t / (n0 + N_t)
    D_t+1   = (1 - f) D_t + sum over posts of (stars - ordinary)       stars = 4/9 (S - S0), rating points off the norm on five stars
    N_t+1   = (1 - f) N_t + number of posts

`stated` is the score as set (`sim/channels/looking_up.py`), as if of n0 reviews; r = to_score x min(1, talk), so where nobody talks
posts move nothing. Posts come from the pleased and the angry, so those of an ordinary store are not at the norm on average (Hu,
Pavlou and Zhang 2009): by `ordinary` they leave its score where it is. Newer reviews weigh more (Godes and Silva
2012); what the score does to who reads it: Chevalier and Mayzlin 2006.
"""

import numpy as np

from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, plain, rule
from sim.ground.sums import fixed_sum


class Reviews(Parameters):
    """How posts become the online score."""

    to_score: float = number(1.0, "share", 0, 1, "How far posts move the online score (r), where people talk; 0 not at all.",
                             "shape: Chevalier and Mayzlin 2006")
    standing: float = number(200.0, "reviews", 1, 1e7, "Reviews that stand there already, and make the stated score (n0).")
    fades: float = number(0.02, "1/period", 0, 1, "Part of the weight of a review that is lost in a period (f).",
                          "shape: Godes and Silva 2012")
    ordinary: float = number(-0.063, "stars", -4, 4, "Mean stars of posts of an ordinary store against one that is at the norm.",
                             "calibrated: mean over posts of the baseline")


@rule
def stars_off(satisfaction, usual):
    """Stars of a post with this satisfaction (1..10) above those at the norm."""
    return 4.0 / 9.0 * (satisfaction - usual)


@rule
def score_of(stated, total, count, talk, p):
    """Online score 1..5 from the stars off the ordinary that were left so far, and their number."""
    return clip(stated + p.to_score * min(1.0, talk) * total / (p.standing + count), 1.0, 5.0)


STARS, SCORE = plain(stars_off), plain(score_of)


class Stars:
    """What posts have left so far: `total` of stars off the ordinary (D), and `count` of posts (N), both fading."""

    def __init__(self):
        self.total, self.count = 0.0, 0.0

    def leave(self, satisfaction: np.ndarray, usual: float, p: Reviews) -> None:
        """The posts of a period are added; satisfaction: of each, 1..10; usual: at the norm."""
        new = fixed_sum(STARS(satisfaction, usual) - p.ordinary)
        self.total = (1.0 - p.fades) * self.total + new
        self.count = (1.0 - p.fades) * self.count + len(satisfaction)

    def score(self, stated: float, talk: float, p: Reviews) -> float:
        """The online score that is read now; stated: as set; talk: of word of mouth."""
        return SCORE(stated, self.total, self.count, talk, p)
