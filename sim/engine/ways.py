"""Ways to buy as they stand in a period: what each offers against the usual, and which there are."""

import numpy as np

from sim.channels.attributes import ATTRIBUTES, differences, offers
from sim.channels.choosing import ALWAYS, NEST
from sim.scenario.scenario import Channels, Scenario
from sim.visit.phone import Phone


def ways_of(channels: Channels, phone: Phone) -> np.ndarray:
    """float64 [places, attributes] of what each place of purchase offers; see `sim.channels.attributes.offers`."""
    delivery, ordering = channels.delivery, channels.ordering
    return offers(channels.attributes, phone.own_gap, phone.rival_gap, delivery.days, delivery.fee, ordering.steps,
                  ordering.app_steps, channels.pick_up.hours / 24.0, ordering.shown * ordering.interactive)


def ways_now(scenario: Scenario) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What planning needs: differences from the usual (no row if there are none), offered (2), nest of alternatives."""
    channels = scenario.channels
    offered = np.array([channels.pick_up.offered, channels.app.offered], dtype=np.int64)
    now = ways_of(channels, scenario.visit.phone)
    usual = ways_of(Channels(attributes=channels.attributes), Phone(rival_gap=scenario.visit.phone.rival_gap))
    if not offered.any() and np.array_equal(now, usual):
        return np.zeros((0, len(ATTRIBUTES))), offered, NEST[:ALWAYS]
    return differences(now, usual), offered, NEST if offered.any() else NEST[:ALWAYS]
