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
from sim.visit.fairness import see_who_overtakes
from sim.visit.greeting import greet
from sim.visit.heading import feel_urge, head
from sim.visit.immersion import immerse
from sim.visit.jostling import jostle
from sim.visit.initiative import approach, open_and_close
from sim.visit.joining import stand_in_line
from sim.visit.leaving import leave_store
from sim.visit.paying import finish_paying, serve_lines
from sim.visit.searching import search
from sim.visit.recognition import recognise
from sim.visit.rescue import rescue
from sim.visit.self_checkout import finish_scanning, serve_machines
from sim.visit.sensing import sense
from sim.visit.taking_part import take_part
from sim.visit.touchpoints import INSIDE, NEXT_ARRIVAL
from sim.visit.trying_on import finish_trying, queue_for_rooms, serve_rooms
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
    joining: tuple
    fairness: tuple
    initiative: tuple
    readiness: tuple
    self_checkout: tuple
    fitting: tuple
    mirrors: tuple


class Day(NamedTuple):
    """All that changes in one store on one day, what holds on this day, and how long it is.

    place, goods: the store with the prices and end caps of the day, read only;
    visits, lists (item numbers, [visits, 32]), baskets ([visits, 64]): by visit, in the order of arrival; inside: rows
    present; counts: see `sim.visit.touchpoints`; staff: who is on the roster;
    expertise: knowledge beyond the general one, [staff, departments]; cashier: staff row by till; lines: one a
    till, one for all machines, one a bank of fitting rooms, one of the stuck, and the last for help; machines: self-checkout; rooms: to
    try things on; stock: units by item; crowd: people by block; conduct: the sum of theirs; seconds,
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
    machines: np.ndarray
    rooms: np.ndarray
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
    staff, lines, stock, baskets, machines = day.staff, day.lines, day.stock, day.baskets, day.machines
    help_line, stuck_line, machine_line = len(lines) - 1, len(lines) - 2, place.tills

    arrive(visits, inside, counts, end_s, place, day.crowd, day.conduct, log, seed, p.exterior, p.feeling, p.sensing,
           p.entering)
    count = counts[INSIDE]
    greet(visits, inside, count, log, counts, seed, p.social, p.greeting)
    head(visits, inside, count, day.lists, place, goods, staff, day.cashier, lines, machines, seed, baskets,
         p.paying.one_line, p.readiness, p.self_checkout, p.heading)
    walk(visits, inside, count, end_s, place, day.crowd, day.conduct, day.paces, seed, p.walking)
    search(visits, inside, count, day.signage, log, counts, seed, p.searching)
    take_part(visits, inside, count, end_s, place, day.activities, log, counts, seed, p.taking_part)
    start_looking(visits, inside, count, day.lists, place, goods, seed, p.browsing)
    decide(visits, inside, count, end_s, place, goods, stock, baskets, log, counts, seed, p.phone, p.browsing)
    if p.initiative.approaching > 0.0:
        approach(visits, inside, count, end_s, place, goods, stock, baskets, staff,
                 lines[help_line].length + lines[stuck_line].length, log, counts, seed, p.asking, p.browsing, p.initiative)
    ask(visits, inside, count, lines, help_line, seed, p.asking)
    if len(machines) > 0:
        rescue(visits, end_s, stuck_line, place, staff, machines, lines, stock, baskets, log, counts, seed, p.waiting,
               p.paying, p.asking, p.self_checkout)
    serve_askers(visits, end_s, place, staff, lines, help_line, log, counts, seed, p.waiting, p.asking)
    finish_help(visits, inside, count, end_s, place, staff, day.expertise, goods, stock, baskets, log, counts, seed,
                p.phone, p.browsing, p.advising, p.encounter, p.asking)
    if place.fittings > 0:
        queue_for_rooms(visits, inside, count, place, lines, goods, stock, baskets, log, counts, seed, p.phone, p.browsing,
                        p.fitting)
        serve_rooms(visits, end_s, place, day.rooms, lines, goods, stock, baskets, log, counts, seed, p.phone, p.browsing,
                    p.waiting, p.readiness, p.mirrors, p.fitting)
        finish_trying(visits, inside, count, end_s, goods, stock, baskets, log, counts, seed, p.phone, p.browsing,
                      p.mirrors, p.fitting)
    stand_in_line(visits, inside, count, place, staff, day.cashier, lines, machines, stock, baskets, log, counts, seed,
                  p.paying, p.joining)
    if p.initiative.empowered > 0.0:
        open_and_close(visits, end_s, place, staff, day.cashier, lines, p.paying.one_line, len(machines), p.initiative)
    serve_lines(visits, end_s, staff, day.cashier, lines, stock, baskets, log, counts, seed, p.waiting, p.fairness,
                p.paying)
    if len(machines) > 0:
        serve_machines(visits, end_s, machine_line, machines, lines, stock, baskets, log, counts, seed, p.waiting,
                       p.fairness, p.readiness, p.paying, p.self_checkout)
    see_who_overtakes(visits, inside, count, lines, place.tills)
    check_conditions(visits, inside, count, end_s, day.lists, goods, stock, baskets, log, counts, seed, p.conditions)
    finish_paying(visits, inside, count, end_s, staff, log, counts, p.encounter, p.paying)
    if len(machines) > 0:
        finish_scanning(visits, inside, count, end_s, stuck_line, staff, machines, lines, log, counts, seed, p.readiness,
                        p.paying, p.self_checkout)
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
