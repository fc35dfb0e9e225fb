"""The need: whether a day is a shopping day, and with which goal the shopper comes.

A day is a shopping day with probability rate x weight of the day: the rate is the shopper's own (shopping days a week
over all shops of the category), the weights of the days of a week sum to 1.
"""

from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule
from sim.people.shoppers import daily_probability


class Need(Parameters):
    """How often the kind of store is needed."""

    occasions: float = number(1.0, "x", 0, 10, "Shopping days for this kind of store against those for groceries, which "
                              "the trip rate of people counts.")
    for_fun: float = number(1.0, "x", 0, 10, "Share of trips that are made for pleasure, against each person's own.")


@rule
def shops_today(trip_rate, day_weight, draw):
    """Whether this is a shopping day; trip_rate in shopping days a week."""
    return draw < daily_probability(trip_rate, day_weight)


@rule
def comes_for_fun(recreational_share, draw, p):
    """Whether the goal of this trip is recreational."""
    return draw < recreational_share * p.for_fun
