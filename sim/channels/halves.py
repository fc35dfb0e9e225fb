"""The two halves of what draws a shopper to the store: the product half and the feeling half.

    product half = card and offers - b_$ sensitivity (price level - 1)
    feeling half = b_L (loyalty - its start) + b_E (anticipation - norm) + b_r recall - b_T (1 - trust) + b_t tie

Customer relationship management sees and works the first: points, offers, prices, purchases. The second is what people
felt (customer experience management; Meyer and Schwager 2007). Both are parts of the utility of buying in the store, by the
very rules of `choosing.py`, here for whole columns, in logit units, and stand in the table of shoppers.
"""

import numpy as np

from sim.channels.choosing import pull_of_experience, pull_of_loyalty, pull_of_recall, push_of_distrust, push_of_price
from sim.ground.columns import Field
from sim.ground.rules import plain

FIELDS = {
    "shopper": (
        Field("extra_pull", "f4", "logit", -100, 100, means="what card, offers and ties add to the utility of the store"),
        Field("extra_online", "f4", "logit", -100, 100, means="what card and offers add to the utility of web shop, app, pick-up"),
        Field("value_product", "f4", "logit", -100, 100, means="product half of what draws to the store: card, offers, price"),
        Field("value_feeling", "f4", "logit", -100, 100,
              means="feeling half of what draws to the store: loyalty, anticipated experience, recall, trust, ties"),
    ),
}


def split_value(shoppers: np.ndarray, offers: np.ndarray, ties: np.ndarray, price_level: np.ndarray, p) -> None:
    """Write the halves and the extra pull of a period.

    offers, ties: float64 by shopper, logit; price_level: by shopper, of the home store; p: parameters of `choosing`.
    """
    def column(name: str) -> np.ndarray:
        return shoppers[name].astype(np.float64)

    shoppers["extra_pull"] = offers + ties
    shoppers["value_product"] = offers - plain(push_of_price)(column("price_sensitivity"), price_level, p)
    shoppers["value_feeling"] = (
        plain(pull_of_loyalty)(column("loyalty"), column("loyalty_start"), p)
        + plain(pull_of_experience)(column("anticipation"), column("norm"), p) + plain(pull_of_recall)(column("recall"), p)
        - plain(push_of_distrust)(column("trust"), p) + ties)
