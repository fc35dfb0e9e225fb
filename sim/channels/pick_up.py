"""Pick-up in the store: an order is made online and fetched at a till on the same day.

The order is made as one of the web shop; with the hand-out it enters an experience state of pick-up itself. The visit has no
list: the shopper may look around and buy what he sees, then stands in line at a till, where the bag is handed out in the time
of a payment (Gallino and Moreno 2014: pick-up brings people into the store, where they buy more). Whoever gives the line up
comes home without: the order is cancelled.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number

FIELDS = {
    "shopper": (
        Field("experience_pick_up", "f4", "affect", -1, 1, means="experience of pick-up, relative to the norm of web shops"),
        Field("pick_up_orders", "i4", means="orders for pick-up begun so far"),
    )
}


class PickUp(Parameters):
    """Click-and-collect."""

    offered: bool = choice(False, "whether orders can be picked up in the store")
    hours: float = number(3.0, "h", 0, 240, "Time after which an order is ready.")
    cost: float = number(2.0, "$", 0, 1000, "What picking and keeping an order costs the store.")
    joy: float = number(0.05, "affect", -1, 1, "Joy of a bag that is ready.")
    pain_of_cancelling: float = number(0.4, "affect", 0, 2, "Loss of an order that was not handed out.")
    enters: float = number(0.5, "share", 0, 1, "Share of what is lived at the hand-out that enters the experience of the "
                           "store; the visit around it counts whole.")
