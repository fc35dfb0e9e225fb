"""Crowd: how many visitors a store of its kind has."""

from sim.ground.parameters import Parameters, number


class Crowd(Parameters):
    """Visitors of the store.

    The default is a United States supermarket of 2021: weekly sales of $638,756 at $42.07 a transaction make 15,183
    transactions a week, over 7 days of 15 hours 145 an hour.
    """

    level: float = number(1.0, "x", 0, 20, "people of this store as a multiple of the usual, whether their number is given "
                          "(people.size) or follows from visitors_per_hour", source="choice of the user")
    visitors_per_hour: float = number(145.0, "1/h", 0, 5000, "visitors who enter in an average opening hour; where "
                                      "people.size is given, that says how many people there are",
                                      source="Food Marketing Institute 2021, Supermarket Facts")
