"""The tables of people, gathered from the columns that each mechanism declares."""

from sim.channels import web
from sim.experience import loyalty, memory, satisfaction, state
from sim.ground.columns import Columns
from sim.outcomes import value
from sim.people import shoppers, staff
from sim.visit.table import LIVED_IN_STORE

SHOPPER = Columns("shopper", (shoppers, state, satisfaction, loyalty, web, value))
"""Columns of a shopper: who he is, and what he has lived through so far."""

STAFF = Columns("staff", (staff,))
"""Columns of a member of staff."""

VISIT = Columns("visit", (*LIVED_IN_STORE, state, memory, satisfaction))
"""Columns of a visit: what is lived in the store, then what is made of it. At the exit a row becomes the visit log."""
