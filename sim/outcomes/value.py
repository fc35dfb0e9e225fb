"""The worth of a shopper.

    CLV = m r / (1 + i - r)                          m margin a period, r retention, i discount rate a period

m is the margin so far over all periods that were lived, those before the first purchase too: over the periods since
then alone, the less a shopper was seen, the more he would seem worth.

r is the shopper's own chance to stay a customer from one period to the next: the yearly share that stays where nothing
else is known, moved by the periods in which he was seen to stay and by whether he is lost by now. A shopper is lost when
he has been silent for longer than one in twenty of his kind would be by chance. What really happened, plain and
discounted, stands beside.
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.rules import step

FIELDS = {
    "shopper": (
        Field("spend_cents", "i8", "cents", means="spent in the store and its web shop so far"),
        Field("margin_cents", "i8", "cents", low=-1e15, means="gross margin of what was bought so far"),
        Field("discounted_margin", "f8", "cents", low=-1e15, means="gross margin so far, discounted to the start"),
        Field("period_cents", "i8", "cents", means="spent in the period that is being closed; 0 between periods"),
        Field("period_margin", "i8", "cents", low=-1e15, means="gross margin of that period; 0 between periods"),
        Field("period_elsewhere_cents", "i8", "cents", means="spent at rivals in that period; 0 between periods"),
        Field("elsewhere_cents", "i8", "cents", means="spent at rivals so far"),
        Field("last_period", "i4", low=-1, start=-1, means="last period with a purchase in the store or its web shop"),
        Field("bought_periods", "i4", "periods", means="periods with a purchase in the store or its web shop"),
        Field("first_period", "i4", low=-1, start=-1, means="period of the first purchase, -1 none"),
        Field("shopping_days", "i4", "days", means="shopping days so far over all shops, rivals too"),
    )
}


def discount_a_period(rate_year: float, days_per_period: int) -> float:
    """Discount rate of one period from the rate of a year."""
    return (1.0 + rate_year) ** (days_per_period / 365.0) - 1.0


def clv_cents(margin_a_period: np.ndarray, retention: np.ndarray, discount: float) -> np.ndarray:
    """Customer lifetime value in cents: m r / (1 + i - r), for retention in 0..1 and discount above 0."""
    return margin_a_period * retention / (1.0 + discount - retention)


def silence_limit(shortest: float, buying_rate: np.ndarray) -> np.ndarray:
    """Periods without a purchase after which each shopper counts as lost, at least `shortest`.

    buying_rate: purchases a period that the shopper's habits let expect; e^-3 = 5 % are silent for 3 / rate by chance.
    """
    return np.maximum(shortest, 3.0 / np.maximum(buying_rate, 1e-6))


def lost(shoppers: np.ndarray, period: int, silence: np.ndarray) -> np.ndarray:
    """bool by shopper: bought before, and has been silent for `silence` periods or more by `period`."""
    return (shoppers["first_period"] >= 0) & (period - shoppers["last_period"] >= silence)


def own_retention(stayed: np.ndarray, is_lost: np.ndarray, stay_period: float, weight: float) -> np.ndarray:
    """A shopper's chance to stay from one period to the next, 0..1.

    stayed: periods from the first purchase to the last (to now, if not lost); stay_period: the chance where nothing is
    known; weight: how many periods of observation that is worth.
    """
    return 1.0 - (np.asarray(is_lost, dtype=np.float64) + weight * (1.0 - stay_period)) / (np.asarray(stayed) + weight)


def margin_a_period(margin_cents: np.ndarray, periods: int) -> np.ndarray:
    """Margin a period of each shopper in cents; periods: how many were lived, bought in or not."""
    return np.asarray(margin_cents) / max(periods, 1)


@step
def book_store(shoppers, visits):
    """Credit every visit's purchases, at the shelf and moved to the own web shop, to the shopper's period."""
    for row in range(len(visits)):
        visit = visits[row]
        shopper = shoppers[visit.person]
        shopper.period_cents += visit.spend_cents + visit.own_web_cents
        shopper.period_elsewhere_cents += visit.rival_cents
        shopper.period_margin += (visit.spend_cents - visit.cost_cents + visit.own_web_cents
                                  - visit.own_web_cost_cents)


@step
def book_orders(shoppers, persons, value_cents, cost_cents):
    """Credit web orders to the shopper's period; persons: shopper row of each order."""
    for k in range(len(persons)):
        shopper = shoppers[persons[k]]
        shopper.period_cents += value_cents[k]
        shopper.period_margin += value_cents[k] - cost_cents[k]


@step
def book_elsewhere(shoppers, persons, value_cents):
    """Book trips to rivals to the shopper's period; persons: shopper row of each trip."""
    for k in range(len(persons)):
        shoppers[persons[k]].period_elsewhere_cents += value_cents[k]


@step
def close_period(shoppers, trip_persons, period, factor):
    """Add the period to every shopper's account; factor: what a cent of this period is worth at the start."""
    for k in range(len(trip_persons)):
        shoppers[trip_persons[k]].shopping_days += 1
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        if shopper.period_cents > 0:
            shopper.bought_periods += 1
            shopper.last_period = period
            if shopper.first_period < 0:
                shopper.first_period = period
        shopper.spend_cents += shopper.period_cents
        shopper.margin_cents += shopper.period_margin
        shopper.discounted_margin += shopper.period_margin * factor
        shopper.elsewhere_cents += shopper.period_elsewhere_cents
        shopper.period_elsewhere_cents = 0
        shopper.period_cents = 0
        shopper.period_margin = 0
