"""The two halves of what draws a shopper to the store: the product half and the feeling half.

    product half = card and offers - b_$ sensitivity (price level - 1) + what the store offers against the usual (`attributes.py`)
    feeling half = b_L (loyalty - its start) + b_E (anticipation - norm) + b_r recall - b_T (1 - trust)
                   + ties + what others say + leaning (centre, conduct of the brand, rival)
    V_store = constant + logit(main-store share) + both halves

Customer relationship management sees and works the first: points, offers, prices, purchases. The second is what people
felt (customer experience management; Meyer and Schwager 2007). The choice of where to buy is made by these very rules
(`planning.py`), and both stand in the table of shoppers.
"""

from sim.channels.attributes import added_utility
from sim.channels.choosing import STORE, own_odds, pull_of_experience, pull_of_loyalty, pull_of_recall, push_of_distrust, push_of_price
from sim.ground.columns import Field
from sim.ground.rules import rule, step

FIELDS = {
    "shopper": (
        Field("extra_pull", "f4", "logit", -100, 100, means="what card and offers add to the utility of the store"),
        Field("extra_online", "f4", "logit", -100, 100, means="what card and offers add to the utility of web shop, app, pick-up"),
        Field("tie_pull", "f4", "logit", -100, 100, means="what the tie to the community adds to the utility of the store"),
        Field("value_product", "f4", "logit", -1000, 1000,
              means="product half of what draws to the store: card, offers, price, and what it offers against the usual"),
        Field("value_feeling", "f4", "logit", -1000, 1000,
              means="feeling half of what draws to the store: loyalty, anticipated experience, recall, trust, ties, what others say, "
                    "and what is thought of centre, conduct and rival"),
    ),
}


@rule
def product_half(shopper, price_level, different, choosing, attributes):
    """Product half, in logits; price_level: of the home store; different: see `sim.channels.attributes.differences`."""
    value = shopper.extra_pull - push_of_price(shopper.price_sensitivity, price_level, choosing)
    if len(different) > 0:
        value += added_utility(STORE, different, shopper.price_sensitivity, shopper.involvement, attributes)
    return value


@rule
def feeling_half(shopper, choosing):
    """Feeling half, in logits."""
    return (pull_of_loyalty(shopper.loyalty, shopper.loyalty_start, choosing)
            + pull_of_experience(shopper.anticipation, shopper.norm, choosing) + pull_of_recall(shopper.recall, choosing)
            - push_of_distrust(shopper.trust, choosing) + shopper.tie_pull + shopper.word + shopper.lean_store)


@rule
def store_utility(shopper, price_level, different, choosing, attributes):
    """V of buying in this store."""
    return (choosing.store + own_odds(shopper.store_share) + product_half(shopper, price_level, different, choosing, attributes)
            + feeling_half(shopper, choosing))


@step
def split_value(shoppers, price_level, different, choosing, attributes):
    """Write the halves of a period; price_level: float64 by shopper, of the home store."""
    for i in range(len(shoppers)):
        shoppers[i].value_product = product_half(shoppers[i], price_level[i], different, choosing, attributes)
        shoppers[i].value_feeling = feeling_half(shoppers[i], choosing)
