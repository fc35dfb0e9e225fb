"""Posts: what shoppers write in public about what they lived through, and who reads it.

    P(posts in t) = posting x P(talks)                          as word of mouth: louder at both ends, the bottom louder
    topic = the cause that added most to the experience (a praise) or took most from it (a complaint)
    reach = friends who see it, and readers who come across it: every reader reads one post of the period

The topic comes from the account of the visit (`sim/visit/causes.py`), so what is written about is what was lived through.
What is read acts on the reader as word of mouth does, with less weight: strangers count less than friends (Brown and Reingen
1987).
"""

import numpy as np

from sim.experience.word_of_mouth import take_word, talks, tone_of
from sim.ground.columns import Field
from sim.ground.dice import Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, step

FIELDS = {
    "shopper": (
        Field("posts", "i4", means="posts written so far"),
    )
}

POST = np.dtype([("person", "i8"), ("tone", "i8"), ("topic", "i8"), ("opinion", "f8"), ("satisfaction", "f8"), ("reach", "i8")])
"""A post: row of its author, 1 praise or -1 complaint, number of its topic (-1 unknown), opinion, satisfaction, readers."""


class Posting(Parameters):
    """How much is posted and read."""

    posting: float = number(0.1, "x", 0, 20, "Posts against word of mouth as usual: 1 posts as often as people talk, 0 never.")
    readers: float = number(0.1, "share", 0, 1, "Share of shoppers who come across a post in a period, if there is any.")
    friends_see: float = number(0.3, "share", 0, 1, "Chance that a friend sees a post.")
    weight: float = number(0.0, "share", 0, 1, "Weight of a post against a friend's word; 0: what is read changes nobody.",
                           "shape: Brown and Reingen 1987, weak ties count less")


@step
def last_visits(visits, last):
    """Write the row of each shopper's last visit of the period into `last` (int64, -1 none)."""
    for row in range(len(visits)):
        if visits[row].leave_s >= 0.0:
            last[visits[row].person] = row


@step
def topic_of(why, tone):
    """The cause that stands out in an account: of a praise the best, of a complaint the worst; -1 if nothing does."""
    topic, most = -1, 0.0
    for cause in range(len(why)):
        if tone * why[cause] > most:
            topic, most = cause, tone * why[cause]
    return topic


@step
def write_posts(shoppers, visits, last, usual, slope, seed, period, word, p, posts):
    """Write the period's posts of those who came; returns their number, even if `posts` is too short for them.

    last: see `last_visits`; usual, slope: see `sim.experience.word_of_mouth.speak`; word: numbers of WordOfMouth with its
    `talk` as if people talked as usual.
    """
    count = 0
    for i in range(len(shoppers)):
        if last[i] < 0:
            continue
        draw, _, _, _ = draws(seed, Purpose.POST, shoppers[i].uid, period, 0)
        felt = shoppers[i].satisfaction - shoppers[i].rating_style
        if p.posting == 0.0 or not talks(felt, usual, draw / p.posting, word):
            continue
        if count < len(posts):
            post = posts[count]
            post.person = i
            post.tone = tone_of(felt, usual, word)
            post.topic = topic_of(visits[last[i]].why, post.tone)
            post.opinion = clip((felt - usual) / slope, -1.0, 1.0)
            post.satisfaction = shoppers[i].satisfaction
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
