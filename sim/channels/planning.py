"""Planning a period: every shopper's trips, their channel, and for the store a visit on its day and hour."""

import numpy as np

from sim.channels.attributes import added_utility
from sim.channels.choosing import (APP, NOT_OFFERED, OWN_WEB, PICK_UP, STORE, choose_way, habit_of_search, push_of_distrust,
                                   search_utility, way_to_buy, web_utility)
from sim.channels.halves import store_utility
from sim.channels.listing import list_length
from sim.channels.need import comes_for_fun, shops_today
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.rules import step
from sim.store.hours import arrival_s

TRIP = np.dtype([("person", "i8"), ("shopper", "i8"), ("day", "i8"), ("way", "i8"), ("arrive_s", "f8"),
                 ("recreational", "i8"), ("list_length", "i8"), ("store", "i8")])
"""One trip: row and uid of the shopper, day of the period, way to buy (2 k + j), arrival, goal, length of the list, home store of the shopper."""


@step
def plan_trips_with(chooses, shoppers, home, period, day_weights, arrivals, nest, longest, seed, trips, utilities, shares,
                    price_level, different, offered, choosing, attributes, need, listing):
    """Write the period's trips of those whose home store this is into `trips` and return their number.

    The number goes on when `trips` is full, so that a loss is seen. home: position of the store in the chain; day_weights,
    arrivals, price_level: of that store.
    utilities, shares: room for a number of each alternative; price_level: shelf prices against reference prices;
    different: what ways to buy offer against the usual (`sim.channels.attributes.differences`), no row where they offer
    just that; offered: whether there are pick-up and the app, two numbers 0 or 1. chooses: rule as
    `sim.channels.choosing.choose_way`.
    """
    count = 0
    for person in range(len(shoppers)):
        shopper = shoppers[person]
        if shopper.home != home:
            continue
        store = store_utility(shopper, price_level, different, choosing, attributes)
        web = web_utility(shopper.innovativeness, shopper.loyalty, shopper.loyalty_start, shopper.anticipation_web,
                          choosing)
        web -= push_of_distrust(shopper.trust, choosing)
        web += shopper.lean_web
        web += shopper.extra_online
        pick_up, app = NOT_OFFERED, NOT_OFFERED
        if len(different) > 0:
            sensitivity, involvement = shopper.price_sensitivity, shopper.involvement
            if offered[0] == 1:
                pick_up = (web + choosing.pick_up + added_utility(PICK_UP, different, sensitivity, involvement, attributes)
                           + choosing.experience_weight * (shopper.anticipation_pick_up - shopper.anticipation_web))
            if offered[1] == 1:
                app = (web + choosing.app + added_utility(APP, different, sensitivity, involvement, attributes)
                       + choosing.experience_weight * (shopper.anticipation_app - shopper.anticipation_web))
            web += added_utility(OWN_WEB, different, sensitivity, involvement, attributes)
        search = (search_utility(shopper.involvement, shopper.innovativeness, choosing)
                  + habit_of_search(shopper.last_search, choosing))
        for day in range(len(day_weights)):
            moment = day * EVENTS_PER_DAY
            goes, when, way, goal = draws(seed, Purpose.TRIP, shopper.uid, period, moment)
            if not shops_today(shopper.trip_rate * need.occasions, day_weights[day], goes):
                continue
            size, other, today, _ = draws(seed, Purpose.NEED, shopper.uid, period, moment)
            if count < len(trips):
                hurry = 1.0 if today < choosing.urgent else 0.0
                late = choosing.urgency * hurry
                trip = trips[count]
                trip.person = person
                trip.store = home
                trip.shopper = shopper.uid
                trip.day = day
                trip.way = way_to_buy(store, web - late, pick_up, app - late, search + choosing.search_of_urgency * hurry,
                                      way, nest, utilities, shares, shopper.last_way, chooses, choosing)
                trip.arrive_s = arrival_s(when, arrivals)
                trip.recreational = comes_for_fun(shopper.recreational, goal, need)
                informed = 1.0 + listing.planned_of_search * (trip.way == 2 * STORE + 1)
                trip.list_length = list_length(shopper.basket_lines * informed, shopper.basket_spread, size, other, longest,
                                               listing)
            count += 1
    return count


@step
def plan_trips(shoppers, home, period, day_weights, arrivals, nest, longest, seed, trips, utilities, shares, price_level,
               different, offered, choosing, attributes, need, listing):
    """Write the period's trips, ways chosen by `choose_way`; see `plan_trips_with`."""
    return plan_trips_with(choose_way, shoppers, home, period, day_weights, arrivals, nest, longest, seed, trips, utilities,
                           shares, price_level, different, offered, choosing, attributes, need, listing)
