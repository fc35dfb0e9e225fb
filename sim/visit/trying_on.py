"""Trying on: the queue before the fitting rooms, the room, and the decision afterwards.

Rooms whose cells touch share a queue, first come, first served. Who finds it too long, or loses patience, decides without
(`Fitting.buy_without`).
"""

import numpy as np

from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.rules import rule, step, triangular
from sim.visit.browsing import settle
from sim.visit.fitting import share_after_trying
from sim.visit.line import join, leave
from sim.visit.mirrors import MIRROR, live_mirror, meets_mirror, mirrored
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch
from sim.visit.waiting import wait_over

ROOM = np.dtype([("free_at_s", "f8"), ("mirror", "i8"), ("used", "i8")])
"""One fitting room on one day: when it is free, whether it has a smart mirror, for how many items it was used."""


def rooms_of(rooms: int, share_of_mirrors: float) -> np.ndarray:
    """The fitting rooms of a day, all free; that share of them has a smart mirror."""
    table = np.zeros(rooms, dtype=ROOM)
    table["mirror"] = mirrored(rooms, share_of_mirrors)
    return table


@rule
def patience_s(draw, patience, p):
    """Seconds for which somebody waits before a fitting room."""
    return 60.0 * patience * triangular(p.patience_low_min, p.patience_mode_min, p.patience_high_min, draw)


@rule
def stay_s(draw, mirror, fitting, p):
    """Seconds in the room; who uses a smart mirror stays longer. p: the numbers of `Mirrors`."""
    stays = triangular(fitting.stay_low_min, fitting.stay_mode_min, fitting.stay_high_min, draw)
    return 60.0 * (stays + (p.extra_min if mirror == MIRROR else 0.0))


@step
def first_room(rooms, fitting_bank, bank):
    """Number of the room of a bank that is free first."""
    best = -1
    for room in range(len(rooms)):
        if fitting_bank[room] == bank and (best < 0 or rooms[room].free_at_s < rooms[best].free_at_s):
            best = room
    return best


@step
def queue_for_rooms(visits, inside, count, place, lines, goods, stock, baskets, log, counts, seed, phone, browsing, p):
    """Everybody who has carried an item to the fitting rooms joins the queue, or is put off by it."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.REACHED or visit.errand != Errand.FITTING:
            continue
        number = place.tills + 1 + place.fitting_bank[visit.target - place.first_fitting]
        if lines[number].length > p.tolerable_length * visit.patience:
            decide_untried(visits, row, visit.now_s, 0.0, goods, stock, baskets, log, counts, seed, phone, browsing, p)
            continue
        _, draw, _, _ = draws(seed, Purpose.FITTING, visit.shopper, visit.period,
                              visit.day * EVENTS_PER_DAY + visit.stops)
        visit.state = State.IN_LINE
        join(lines, number, visits, row, visit.now_s, patience_s(draw, visit.patience, p))


@step
def serve_rooms(visits, end_s, place, rooms, lines, goods, stock, baskets, log, counts, seed, phone, browsing, waiting,
                ready, mirrors, p):
    """The next in each queue takes the room of its bank that is free first; who waits too long decides without."""
    for bank in range(place.fitting_banks):
        row = lines[place.tills + 1 + bank].head
        while row >= 0:
            visit = visits[row]
            behind = visit.next_in_line
            room = first_room(rooms, place.fitting_bank, bank)
            begins_s = max(rooms[room].free_at_s, visit.joined_s)
            if begins_s <= visit.gives_up_s and begins_s <= end_s:
                enter_room(visits, row, begins_s, rooms, room, lines, log, counts, seed, waiting, ready, mirrors, p)
            elif visit.gives_up_s <= end_s:
                leave(lines, visits, row)
                hurt = wait_over(visit, visit.joined_s, visit.gives_up_s, waiting)
                decide_untried(visits, row, visit.gives_up_s, hurt, goods, stock, baskets, log, counts, seed, phone,
                               browsing, p)
            row = behind


@step
def enter_room(visits, row, begins_s, rooms, room, lines, log, counts, seed, waiting, ready, mirrors, p):
    """The wait is over: the shopper goes in and tries the item on."""
    visit = visits[row]
    leave(lines, visits, row)
    hurt = wait_over(visit, visit.joined_s, begins_s, waiting)
    touch(log, counts, visits, row, Touchpoint.WAIT_FOR_FITTING, begins_s, 0.5 * hurt, 0.5 * hurt, 0.0, 0.0)
    _, _, stays, _ = draws(seed, Purpose.FITTING, visit.shopper, visit.period,
                           visit.day * EVENTS_PER_DAY + visit.stops)
    visit.mirror = meets_mirror(visit, rooms[room].mirror, seed, ready, mirrors)
    visit.until_s = begins_s + stay_s(stays, visit.mirror, p, mirrors)
    rooms[room].free_at_s = visit.until_s
    rooms[room].used += 1
    visit.room = room
    visit.state = State.FITTING
    visit.now_s = begins_s


@step
def finish_trying(visits, inside, count, end_s, goods, stock, baskets, log, counts, seed, phone, browsing, mirrors, p):
    """Everybody who has tried the item on decides."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.FITTING or visit.until_s > end_s:
            continue
        visit.tried += 1
        touch(log, counts, visits, row, Touchpoint.TRIED_ON, visit.until_s, 0.0, p.joy, 0.0, 0.0)
        live_mirror(visits, row, visit.until_s, goods, stock, baskets, log, counts, seed, browsing, mirrors)
        visit.mirror = 0
        before = visit.items
        decide_in_hand(visits, row, share_after_trying(visit.base_share, p), visit.until_s, goods, stock, baskets, log,
                       counts, seed, phone, browsing)
        visit.bought_tried += visit.items - before


@step
def decide_untried(visits, row, time_s, hurt, goods, stock, baskets, log, counts, seed, phone, browsing, p):
    """The queue is too long, or patience at its end: the shopper decides without having tried the item on."""
    visit = visits[row]
    visit.gave_up_fitting += 1
    touch(log, counts, visits, row, Touchpoint.GAVE_UP_FITTING, time_s, 0.5 * hurt - p.pain_of_giving_up, 0.5 * hurt,
          0.0, 0.0)
    decide_in_hand(visits, row, p.buy_without * visit.base_share, time_s, goods, stock, baskets, log, counts, seed,
                   phone, browsing)


@step
def decide_in_hand(visits, row, base, time_s, goods, stock, baskets, log, counts, seed, phone, browsing):
    """The decision on the item in hand: it goes into the basket, or back to its shelf."""
    visit = visits[row]
    _, _, _, luck = draws(seed, Purpose.FITTING, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY + visit.stops)
    stock[visit.item] += 1
    visit.in_hand = 0
    visit.errand = visit.errand_before
    visit.until_s = time_s
    before = visit.items
    settle(visits, row, base, luck, time_s, goods, stock, baskets, log, counts, seed, phone, browsing)
    visit.missold += (visit.items - before) * visit.in_hand_pays
    visit.in_hand_pays = 0
