"""Planning a period: every shopper's trips, their channel, and for the store a visit on its day and hour."""

import numpy as np

from sim.channels.choosing import search_utility, store_utility, way_to_buy, web_utility
from sim.channels.listing import list_length
from sim.channels.need import comes_for_fun, shops_today
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.rules import step
from sim.store.hours import arrival_s

TRIP = np.dtype([("person", "i8"), ("shopper", "i8"), ("day", "i8"), ("way", "i8"), ("arrive_s", "f8"),
                 ("recreational", "i8"), ("list_length", "i8"), ("store", "i8")])
"""One trip: row and uid of the shopper, day of the period, way to buy (2 k + j), arrival, goal, length of the list, home store of the shopper."""


@step
def plan_trips(shoppers, home, period, day_weights, arrivals, nest, longest, seed, trips, utilities, shares,
               price_level, choosing, need, listing):
    """Write the period's trips of those whose home store this is into `trips` and return their number.

    The number goes on when `trips` is full, so that a loss is seen. home: position of the store in the chain; day_weights,
    arrivals, price_level: of that store.
    utilities, shares: room for six numbers each; price_level: shelf prices against reference prices.
    """
    count = 0
    for person in range(len(shoppers)):
        shopper = shoppers[person]
        if shopper.home != home:
            continue
        store = store_utility(shopper.store_share, shopper.loyalty, shopper.loyalty_start, shopper.expectation,
                              shopper.norm, shopper.price_sensitivity, price_level, shopper.recall, choosing)
        web = web_utility(shopper.innovativeness, shopper.loyalty, shopper.loyalty_start, shopper.experience_web,
                          choosing)
        if shopper.trust < 1.0:
            store -= choosing.trust_weight * (1.0 - shopper.trust)
            web -= choosing.trust_weight * (1.0 - shopper.trust)
        search = search_utility(shopper.involvement, shopper.innovativeness, choosing)
        for day in range(len(day_weights)):
            moment = day * EVENTS_PER_DAY
            goes, when, way, goal = draws(seed, Purpose.TRIP, shopper.uid, period, moment)
            if not shops_today(shopper.trip_rate * need.occasions, day_weights[day], goes):
                continue
            size, other, _, _ = draws(seed, Purpose.NEED, shopper.uid, period, moment)
            if count < len(trips):
                trip = trips[count]
                trip.person = person
                trip.store = home
                trip.shopper = shopper.uid
                trip.day = day
                trip.way = way_to_buy(store, web, search, way, nest, utilities, shares, choosing)
                trip.arrive_s = arrival_s(when, arrivals)
                trip.recreational = comes_for_fun(shopper.recreational, goal)
                trip.list_length = list_length(shopper.basket_lines, shopper.basket_spread, size, other, longest,
                                               listing)
            count += 1
    return count
