"""The visit table: one row a planned visit, gathered from the columns that the mechanisms of the store declare."""

from sim.visit import (advising, asking, basket, browsing, company, conditions, crowding, entering, fairness, feeling, finding,
                       fitting, greeting, heading, immersion, impression, initiative, joining, jostling, leaving, line,
                       mirrors, neighbours, paying, phone, price, priming, readiness, recognition, sales_experience, sales_process,
                       rescue, searching, self_checkout, sensing, taking_part, touchpoints, trip, waiting, walking)

LIVED_IN_STORE = (trip, entering, greeting, walking, feeling, sensing, heading, searching, finding, price, priming,
                  browsing, basket, conditions, phone, line, waiting, asking, advising, paying, leaving, touchpoints, taking_part,
                  immersion, recognition, impression, company, crowding, neighbours, jostling, sales_experience, sales_process, fairness,
                  readiness, self_checkout, rescue, joining, initiative, fitting, mirrors)
"""Mechanisms whose columns make up a visit while it lasts."""

BASKET_ROOM = 64
"""Most items a basket holds; a shopper with a full basket heads out."""
