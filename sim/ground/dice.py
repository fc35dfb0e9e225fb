"""Dice: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").

A draw belongs to a purpose, a person and a moment: the counter is (moment, purpose, uid, period), the key is the
seed of the replication. No generator is kept or passed on, so results depend neither on threads, chunks nor order,
and two scenarios with the same seed share their luck person by person (common random numbers).
"""

from enum import IntEnum

import numpy as np

from sim.ground.errors import InputError
from sim.ground.rules import rule

EVENTS_PER_DAY = 1 << 20
"""A moment is `day * EVENTS_PER_DAY + event`: up to 4,096 days a period and 1,048,576 events a day."""


class Purpose(IntEnum):
    """What a draw is for; one purpose, one stream. Numbers are part of the results: never reuse one."""

    PERSON = 1
    TRIP = 2
    SHOPPING_LIST = 4
    ENTER = 6
    BROWSE = 7
    NOTICE = 8
    HELP = 9
    PHONE = 10
    PAY = 11
    WANDER = 12
    LEAVE = 13
    RECALL = 14
    RECOMMEND = 15
    WEB_ORDER = 16
    STAFF = 17
    NEED = 18
    QUESTIONNAIRE = 19
    SEARCH = 20
    GREET = 21
    ACTIVITY = 25
    COMPANY = 30
    JOSTLE = 31
    ADVICE = 35
    WRONG_ITEM = 36
    RESIGN = 37
    EXPERTISE = 38
    QUEUE = 45
    CHECKOUT = 46
    FITTING = 47
    MIRROR = 48
    FIND = 55
    CONDITION = 56
    ORIGIN = 57
    USE = 58
    HOME = 65
    PRIOR = 70
    ORDERING = 80
    DELIVERY = 81
    WEB_RETURN = 82
    LOOK_UP = 83
    SEAM = 84
    THIRD = 85
    FAILURE = 87
    COMPLAINT = 88
    TICKET = 89
    BOT = 90
    HANDOVER = 91
    CAMPAIGN = 75
    TALK = 76
    POST = 77
    READ = 78
    LOT = 79
    RIVAL_VISIT = 92
    HEAR_OF_CONDUCT = 93
    LUCK_OF_TEST = 99
    CARD = 100
    RECORD = 101
    OFFER = 102
    PRIVACY = 103
    CAUSE = 104


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox4x32 on counter (c0..c3) with key (k0, k1), all uint32; returns four uint32."""
    m0 = np.uint64(0xD2511F53)
    m1 = np.uint64(0xCD9E8D57)
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    a, b = np.uint64(k0), np.uint64(k1)
    w0 = np.uint64(0x9E3779B9)
    w1 = np.uint64(0xBB67AE85)
    for _ in range(10):
        p0 = m0 * x0
        p1 = m1 * x2
        x0, x1, x2, x3 = (p1 >> half) ^ x1 ^ a, p1 & low, (p0 >> half) ^ x3 ^ b, p0 & low
        a = (a + w0) & low
        b = (b + w1) & low
    return x0, x1, x2, x3


@rule
def draws(seed, purpose, uid, period, moment):
    """Four uniform draws in [0, 1) that belong to this seed, purpose, person, period and moment.

    seed: uint64 key of the replication; purpose: a `Purpose`; uid: 0..2^32-1; period: 0..2^32-1;
    moment: `day * EVENTS_PER_DAY + event`. Each draw is a multiple of 2^-32.
    """
    key = np.uint64(seed)
    low = np.uint64(0xFFFFFFFF)
    x0, x1, x2, x3 = philox(
        np.uint64(moment) & low, np.uint64(purpose), np.uint64(uid) & low, np.uint64(period) & low,
        key & low, key >> np.uint64(32),
    )
    unit = 2.3283064365386963e-10
    return float(x0) * unit, float(x1) * unit, float(x2) * unit, float(x3) * unit


def checked_seed(seed: int) -> int:
    """The seed of an experiment if it is a whole number 0..2^64-1; InputError otherwise."""
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**64:
        raise InputError(f"seed is {seed!r}; it must be a whole number 0 to {2**64 - 1}")
    return int(seed)


def replication_seed(seed: int, replication: int) -> int:
    """The 64-bit key of one replication of an experiment: mixed, never added, so that seeds do not collide.

    seed: 0..2^64-1 of the experiment; replication: 0, 1, 2, ... Replication r of two scenarios has the same key.
    """
    words = np.random.SeedSequence([seed, replication]).generate_state(2, np.uint32)
    return int(words[0]) | int(words[1]) << 32
