"""Orders on their way home: one row an order, from the day on which it was made until nothing more happens to it.

What happens to it is lived in the period in which it happens, however long ago the order was made. The mechanisms of
`sim.channels` and `sim.experience` write its columns.
"""

import numpy as np

NEVER = -1
"""Day of what does not happen."""

PARCEL = np.dtype([
    ("person", "i8"), ("shopper", "i8"), ("store", "i8"), ("place", "i8"), ("period", "i8"), ("day", "i8"), ("list_length", "i8"),
    ("value_cents", "i8"), ("cost_cents", "i8"), ("how", "i8"), ("late_days", "f8"), ("ordered", "i8"), ("promised", "f8"),
    ("missed", "i8"), ("comes", "i8"), ("returned", "i8"), ("given", "f8"), ("items", "i8"), ("defects", "i8"), ("items_returned", "i8"),
    ("refund_cents", "i8"), ("gap", "f8")])
"""Columns of an order. person, shopper: row and uid; store: home store; place: of purchase (`sim.channels.choosing`); period, day: of
the order; list_length: of its list; value_cents, cost_cents: of its goods; how, late_days: fate of the parcel
(`sim.channels.delivery`); ordered, promised, missed, comes, returned: days since the start of the run on which it was ordered,
should be there, is seen not to have come, comes home, and is sent back (whole days; NEVER where that does not happen); given: share
of what was paid that came back as points and rebates. When its goods are lived with (`sim.engine.using`): items, defects,
items_returned: its pieces, those defective, those brought back; refund_cents: due for these; gap: quality in use less expected."""


def packed(orders: np.ndarray, period: int, start: int) -> np.ndarray:
    """Orders (trips, `sim.channels.planning.TRIP`) of a period that begins on the day `start`, as rows of `PARCEL`."""
    parcels = np.zeros(len(orders), dtype=PARCEL)
    for name in ("person", "shopper", "store", "day", "list_length"):
        parcels[name] = orders[name]
    parcels["place"], parcels["period"] = orders["way"] // 2, period
    parcels["ordered"], parcels["returned"] = start + orders["day"], NEVER
    return parcels
