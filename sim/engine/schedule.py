"""The schedule: what happens in a tick, and in a day, in the order in which it happens."""

from typing import NamedTuple

import numpy as np

from sim.ground.rules import step
from sim.store.assortment import Assortment
from sim.store.place import Place
from sim.visit.asking import ask, finish_help, serve_askers
from sim.visit.browsing import decide, start_looking
from sim.visit.conditions import check_conditions
from sim.visit.entering import arrive
from sim.visit.greeting import greet
from sim.visit.heading import feel_urge, head
from sim.visit.immersion import immerse
from sim.visit.jostling import jostle
from sim.visit.leaving import leave_store
from sim.visit.paying import finish_paying, serve_lines, stand_in_line
from sim.visit.searching import search
from sim.visit.recognition import recognise
from sim.visit.sensing import sense
from sim.visit.taking_part import take_part
from sim.visit.touchpoints import INSIDE, NEXT_ARRIVAL
from sim.visit.walking import walk


class VisitRules(NamedTuple):
    """The numbers of every mechanism of the store, as kernels read them.

    exterior: the front of the store; social: how it treats people.
    """

    exterior: tuple
    social: tuple
    feeling: tuple
    sensing: tuple
    servicescape: tuple
    entering: tuple
    greeting: tuple
    walking: tuple
    heading: tuple
    searching: tuple
    browsing: tuple
    phone: tuple
    waiting: tuple
    asking: tuple
    advising: tuple
    encounter: tuple
    paying: tuple
    conditions: tuple
    taking_part: tuple
    immersion: tuple
    recognition: tuple
    crowding: tuple
    neighbours: tuple
    jostling: tuple


class Day(NamedTuple):
    """All that changes in one store on one day, what holds on this day, and how long it is.

    place, goods: the store with the prices and end caps of the day, read only;
    visits, lists (item numbers, [visits, 32]), baskets ([visits, 64]): by visit, in the order of arrival; inside: rows
    present; counts: see `sim.visit.touchpoints`; staff: who is on the roster;
    expertise: knowledge beyond the general one, [staff, departments]; cashier: staff row by till; lines: one a
    till and the last for help; stock: units by item; crowd: people by block; conduct: the sum of theirs; seconds,
    pleasure: the floor's memory by cell; felt: that by zone and cause; log: notes; air, paces: what the atmosphere of
    each cell calls for; signage: clarity of signs by cell, 0..1; activities: those of the day; realms: how strong each
    realm is, by cell; salient: salience of the brand by cell (both empty where there is nothing of the kind); tick_s,
    closes_s, last_s: seconds.
    """

    place: Place
    goods: Assortment
    visits: np.ndarray
    lists: np.ndarray
    baskets: np.ndarray
    inside: np.ndarray
    counts: np.ndarray
    staff: np.ndarray
    expertise: np.ndarray
    cashier: np.ndarray
    lines: np.ndarray
    stock: np.ndarray
    crowd: np.ndarray
    conduct: np.ndarray
    seconds: np.ndarray
    pleasure: np.ndarray
    felt: np.ndarray
    log: np.ndarray
    air: np.ndarray
    paces: np.ndarray
    signage: np.ndarray
    activities: np.ndarray
    realms: np.ndarray
    salient: np.ndarray
    tick_s: float
    closes_s: float
    last_s: float


@step
def tick(number, day, seed, p):
    """One tick of a store-day; `number` counts from 0 at opening."""
    end_s = (number + 1) * day.tick_s
    visits, inside, counts, log = day.visits, day.inside, day.counts, day.log
    place, goods = day.place, day.goods
    staff, lines, stock, baskets = day.staff, day.lines, day.stock, day.baskets
    help_line = len(lines) - 1

    arrive(visits, inside, counts, end_s, place, day.crowd, day.conduct, log, seed, p.exterior, p.feeling, p.sensing,
           p.entering)
    count = counts[INSIDE]
    greet(visits, inside, count, log, counts, seed, p.social, p.greeting)
    head(visits, inside, count, day.lists, place, goods, staff, day.cashier, lines, seed, baskets, p.heading)
    walk(visits, inside, count, end_s, place, day.crowd, day.conduct, day.paces, seed, p.walking)
    search(visits, inside, count, day.signage, log, counts, seed, p.searching)
    take_part(visits, inside, count, end_s, place, day.activities, log, counts, seed, p.taking_part)
    start_looking(visits, inside, count, day.lists, place, goods, seed, p.browsing)
    decide(visits, inside, count, end_s, goods, stock, baskets, log, counts, seed, p.phone, p.browsing)
    ask(visits, inside, count, lines, help_line, seed, p.asking)
    serve_askers(visits, end_s, place, staff, lines, help_line, log, counts, seed, p.waiting, p.asking)
    finish_help(visits, inside, count, end_s, staff, day.expertise, goods, stock, baskets, log, counts, seed, p.phone,
                p.browsing, p.advising, p.encounter, p.asking)
    stand_in_line(visits, inside, count, place, staff, day.cashier, lines, seed, p.paying)
    serve_lines(visits, end_s, staff, day.cashier, lines, stock, baskets, log, counts, seed, p.waiting, p.paying)
    check_conditions(visits, inside, count, end_s, day.lists, goods, stock, baskets, log, counts, seed, p.conditions)
    finish_paying(visits, inside, count, end_s, staff, log, counts, p.encounter, p.paying)
    feel_urge(visits, inside, count, day.tick_s, end_s, day.closes_s, seed, p.heading)
    jostle(visits, inside, count, day.tick_s, end_s, place, day.crowd, log, counts, seed, p.jostling)
    immerse(visits, inside, count, day.tick_s, day.realms, day.activities, p.sensing, p.immersion)
    recognise(visits, inside, count, day.tick_s, day.salient)
    sense(visits, inside, count, day.tick_s, place, day.crowd, day.conduct, day.air, day.seconds, day.pleasure, day.felt,
          p.neighbours, p.crowding, p.sensing)
    leave_store(visits, inside, counts, end_s, day.last_s, place, day.crowd, day.conduct, lines, stock, baskets, log)


@step
def run_day(number, day, seed, p):
    """All ticks of a store-day from tick `number` on, until nobody is inside and nobody will come.

    Returns the number of the tick that would come next, and how many shopper-ticks it took.
    """
    shopper_ticks = 0
    while day.counts[INSIDE] > 0 or day.counts[NEXT_ARRIVAL] < len(day.visits):
        if day.counts[INSIDE] == 0:
            number = max(number, int(day.visits[day.counts[NEXT_ARRIVAL]].arrive_s / day.tick_s))
        tick(number, day, seed, p)
        shopper_ticks += day.counts[INSIDE]
        number += 1
    return number, shopper_ticks
