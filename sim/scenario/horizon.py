"""How long the world is watched, and how finely."""

from sim.ground.parameters import Parameters, count, number


class Horizon(Parameters):
    """The two clocks: periods, between which experience is carried over, and ticks, by which a store-day runs."""

    periods: int = count(26, "periods", 0, 2600, "How many periods the run lasts; 0 gives the people as they start.")
    days_per_period: int = count(7, "days", 1, 31, "Days of one period; experience is carried from period to period.")
    tick_s: float = number(5.0, "s", 0.5, 30, "Length of a tick of a store-day; results hardly depend on it.")
