"""The rules of a visit as plain Python, by mechanism: `browsing.takes` is the function behind the compiled rule."""

from types import ModuleType, SimpleNamespace

from numba.core.dispatcher import Dispatcher

import sim.ground.rules
import sim.store.prices
import sim.visit.advising
import sim.visit.asking
import sim.visit.browsing
import sim.visit.calling
import sim.visit.conditions
import sim.visit.crowd
import sim.visit.encounter
import sim.visit.entering
import sim.visit.fairness
import sim.visit.feeling
import sim.visit.finding
import sim.visit.fitting
import sim.visit.greeting
import sim.visit.heading
import sim.visit.immersion
import sim.visit.impression
import sim.visit.initiative
import sim.visit.joining
import sim.visit.jostling
import sim.visit.mirrors
import sim.visit.neighbours
import sim.visit.paying
import sim.visit.phone
import sim.visit.price
import sim.visit.priming
import sim.visit.readiness
import sim.visit.sales_experience
import sim.visit.searching
import sim.visit.self_checkout
import sim.visit.sensing
import sim.visit.taking_part
import sim.visit.trying_on
import sim.visit.waiting
import sim.visit.walking
from sim.ground.rules import plain


def plain_rules(module: ModuleType) -> SimpleNamespace:
    """Every compiled function of a module as plain Python, under its own name."""
    return SimpleNamespace(**{name: plain(f) for name, f in vars(module).items() if isinstance(f, Dispatcher)})


arithmetic = plain_rules(sim.ground.rules)
advising = plain_rules(sim.visit.advising)
asking = plain_rules(sim.visit.asking)
browsing = plain_rules(sim.visit.browsing)
calling = plain_rules(sim.visit.calling)
conditions = plain_rules(sim.visit.conditions)
crowd = plain_rules(sim.visit.crowd)
encounter = plain_rules(sim.visit.encounter)
entering = plain_rules(sim.visit.entering)
fairness = plain_rules(sim.visit.fairness)
feeling = plain_rules(sim.visit.feeling)
finding = plain_rules(sim.visit.finding)
fitting = plain_rules(sim.visit.fitting)
greeting = plain_rules(sim.visit.greeting)
heading = plain_rules(sim.visit.heading)
immersion = plain_rules(sim.visit.immersion)
impression = plain_rules(sim.visit.impression)
initiative = plain_rules(sim.visit.initiative)
joining = plain_rules(sim.visit.joining)
jostling = plain_rules(sim.visit.jostling)
mirrors = plain_rules(sim.visit.mirrors)
neighbours = plain_rules(sim.visit.neighbours)
paying = plain_rules(sim.visit.paying)
phone = plain_rules(sim.visit.phone)
price = plain_rules(sim.visit.price)
prices = plain_rules(sim.store.prices)
priming = plain_rules(sim.visit.priming)
readiness = plain_rules(sim.visit.readiness)
sales_experience = plain_rules(sim.visit.sales_experience)
searching = plain_rules(sim.visit.searching)
self_checkout = plain_rules(sim.visit.self_checkout)
sensing = plain_rules(sim.visit.sensing)
taking_part = plain_rules(sim.visit.taking_part)
trying_on = plain_rules(sim.visit.trying_on)
waiting = plain_rules(sim.visit.waiting)
walking = plain_rules(sim.visit.walking)
