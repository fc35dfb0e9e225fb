"""Posts: what shoppers write in public about what they lived through, and who reads it.

    P(posts in t) = posting x P(talks)                          as word of mouth: louder at both ends, the bottom louder
    topic = what added most to the experience (a praise) or took most from it (a complaint): a cause of the visit, or what
            a moment on any other channel was about (a parcel, a complaint, the web shop ...)
    reach = friends who see it, and readers who come across it: every reader reads one post of the period

The topic comes from the account of the visit (`sim/visit/causes.py`) and from the moments of the period, at full weight
(`sim/people/moments.py`), so what is written about is what was lived through. Who neither came nor lived through what is judged
with the store, but met the company elsewhere, writes by that alone: S = S at the norm + b_Q v.
What is read acts on the reader as word of mouth does, with less weight: strangers count less than friends (Brown and Reingen
1987).
"""

import numpy as np

from sim.experience.word_of_mouth import take_word, talks, tone_of
from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule, step
from sim.people.moments import KINDS
from sim.visit.causes import CAUSES

FIELDS = {
    "shopper": (
        Field("posts", "i4", means="posts written so far"),
    )
}

POST = np.dtype([("person", "i8"), ("tone", "i8"), ("topic", "i8"), ("opinion", "f8"), ("satisfaction", "f8"), ("reach", "i8")])
"""A post: row of its author, 1 praise or -1 complaint, number of its topic in `TOPICS` (-1 unknown), opinion, satisfaction, readers."""

TOPICS = (*CAUSES, *KINDS)
"""Topics of posts by number: causes of a visit, then what moments elsewhere are about."""

NAMED = np.array([name not in ("mood", "stimulation", "limit") for name in TOPICS])
"""Whether anybody writes about it: not about what he brought along himself."""


class Posting(Parameters):
    """How much is posted and read."""

    posting: float = number(0.1, "x", 0, 20, "Posts against word of mouth as usual: 1 posts as often as people talk, 0 never.")
    readers: float = number(0.1, "share", 0, 1, "Share of shoppers who come across a post in a period, if there is any.")
    friends_see: float = number(0.3, "share", 0, 1, "Chance that a friend sees a post, where anybody talks or is moved by posts.")
    weight: float = number(0.0, "share", 0, 1, "Weight of a post against a friend's word; 0: a post that is read "
                           "changes nobody, its stars may (`reviews.to_score`).",
                           "shape: Brown and Reingen 1987, weak ties count less")


@step
def last_visits(visits, last):
    """Write the row of each shopper's last visit of the period into `last` (int64, -1 none)."""
    for row in range(len(visits)):
        if visits[row].leave_s >= 0.0:
            last[visits[row].person] = row


@rule
def standing_out(parts, tone, first, topic, most):
    """The part that stands out: of a praise (tone 1) the best, of a complaint (-1) the worst, if it is beyond `most`.

    parts: valences of topics number `first` and so on; topic, most: what stood out so far, -1 and 0 if nothing did.
    """
    for k in range(len(parts)):
        if NAMED[first + k] and tone * parts[k] > most:
            topic, most = first + k, tone * parts[k]
    return topic, most


@rule
def felt_of(shopper, lived, told, usual, slope):
    """Satisfaction without style that somebody would write of; told: by kind, what was lived through elsewhere."""
    if lived.visits > 0 or lived.moments > 0:
        return shopper.satisfaction - shopper.rating_style
    off = 0.0
    for k in range(len(told)):
        off += told[k]
    return clip(usual + slope * off, 1.0, 10.0)


@step
def write_posts(shoppers, visits, last, lived, told, usual, slope, seed, period, word, p, posts):
    """Write the period's posts of those who met the company; returns their number, even if `posts` is too short for them.

    last: see `last_visits`; lived: see `sim.experience.satisfaction.LIVED`; told: float64 [people, kinds], valence of moments
    elsewhere; usual, slope: see `sim.experience.word_of_mouth.speak`; word: numbers of WordOfMouth with its
    `talk` as if people talked as usual.
    """
    count = 0
    for i in range(len(shoppers)):
        if last[i] < 0 and not np.any(told[i]):
            continue
        draw, _, _, _ = draws(seed, Purpose.POST, shoppers[i].uid, period, 0)
        felt = felt_of(shoppers[i], lived[i], told[i], usual, slope)
        if p.posting == 0.0 or not talks(felt, usual, draw / p.posting, word):
            continue
        if count < len(posts):
            post = posts[count]
            post.person = i
            post.tone = tone_of(felt, usual, word)
            topic, most = -1, 0.0
            if last[i] >= 0:
                topic, most = standing_out(visits[last[i]].why, post.tone, 0, topic, most)
            post.topic, _ = standing_out(told[i], post.tone, len(CAUSES), topic, most)
            post.opinion = clip((felt - usual) / slope, -1.0, 1.0)
            post.satisfaction = clip(felt + shoppers[i].rating_style, 1.0, 10.0)
            shoppers[i].posts += 1
        count += 1
    return count


@step
def read_posts(shoppers, posts, first, friends, odds, seed, period, word, p, heard):
    """Friends see posts, and readers come across one; what is read acts as word of mouth of less weight.

    odds, heard: see `sim.experience.word_of_mouth.spread`; with weight 0 nobody is changed and only the reach is counted.
    """
    for k in range(len(posts)):
        author = posts[k].person
        for j in range(first[author + 1] - first[author]):
            draw, _, _, _ = draws(seed, Purpose.POST, shoppers[author].uid, period, 1 + j)
            if draw < p.friends_see:
                read_post(shoppers, friends[first[author] + j], posts[k], odds, word, p, heard)
    for i in range(len(shoppers)):
        comes, which, _, _ = draws(seed, Purpose.READ, shoppers[i].uid, period, 0)
        if len(posts) and comes < p.readers:
            post = posts[int(which * len(posts))]
            if post.person != i:
                read_post(shoppers, i, post, odds, word, p, heard)


@step
def read_post(shoppers, i, post, odds, word, p, heard):
    """Shopper i reads a post."""
    post.reach += 1
    if p.weight > 0.0:
        take_word(shoppers[i], odds[i], post.tone, post.opinion, p.weight, word)
        heard[i, 0 if post.tone > 0 else 1] += 1
