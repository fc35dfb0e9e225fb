"""The company's app: a web shop in the pocket, with an experience state of its own.

Its orders take fewer steps (`ordering.py`) and are delivered like others. An app that stops now and then is felt as such.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number

FIELDS = {
    "shopper": (
        Field("experience_app", "f4", "affect", -1, 1, means="experience of the own app, relative to the norm of web shops"),
        Field("app_orders", "i4", means="orders begun in the own app so far"),
    )
}


class App(Parameters):
    """The own app."""

    offered: bool = choice(False, "whether there is an app to buy in")
    quality: float = number(0.0, "affect", -1, 1, "Mean experience of an order in the app against the usual web shop.")
    cost_week: float = number(0.0, "$", 0, 1e7, "What running the app costs a week.")
