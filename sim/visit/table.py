"""The visit table: one row a planned visit, gathered from the columns that the mechanisms of the store declare."""

from sim.visit import (advising, asking, browsing, company, conditions, crowding, entering, feeling, finding, greeting,
                       heading, immersion, impression, jostling, leaving, line, neighbours, paying, phone, price, priming,
                       recognition, searching, sensing, taking_part, touchpoints, trip, waiting, walking)

LIVED_IN_STORE = (trip, entering, greeting, walking, feeling, sensing, heading, searching, finding, price, priming,
                  browsing, conditions, phone, line, waiting, asking, advising, paying, leaving, touchpoints, taking_part,
                  immersion, recognition, impression, company, crowding, neighbours, jostling)
"""Mechanisms whose columns make up a visit while it lasts."""

BASKET_ROOM = 64
"""Most items a basket holds; a shopper with a full basket heads out."""
