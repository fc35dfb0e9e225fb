"""The floor: what a store is made of for all days of a run, ready for the kernels."""

from dataclasses import dataclass

import numpy as np

from sim.engine.schedule import VisitRules
from sim.experience.failure import slips_through
from sim.ground.rules import plain
from sim.scenario.checks import floor_plan
from sim.scenario.scenario import Scenario
from sim.store.assortment import Assortment, build_assortment
from sim.store.atmosphere import layers
from sim.store.brand import sign_cells
from sim.store.hours import arrival_cdf_s, day_shares, open_s
from sim.store.place import Place, build_place
from sim.store.plan import FloorPlan
from sim.store.prices import goods_today, place_today
from sim.store.realms import activity_rows, realm_cells
from sim.visit.alignment import fitted
from sim.visit.servicescape import Expected, expected_of, weighed


@dataclass(frozen=True)
class Floor:
    """One store: plan, place, goods, atmosphere layers (name -> Mesa PropertyLayer), hours and the rules of a visit.

    arrivals: cumulated share of arrivals by minute; day_shares: share of a week's shopping days by weekday;
    realms: how strong each realm is by cell; activities: all activities of the week; signs: those of the brand by cell;
    open_s: seconds from opening to closing; expected: what the store's tier lets people expect; list_rules: numbers
    of the shopping list; promotions: of all periods.
    """

    plan: FloorPlan
    place: Place
    goods: Assortment
    layers: dict
    realms: np.ndarray
    activities: np.ndarray
    signs: np.ndarray
    arrivals: np.ndarray
    day_shares: np.ndarray
    open_s: float
    rules: VisitRules
    expected: Expected
    list_rules: tuple
    promotions: tuple
    end_cap_exposure: float

    def today(self, period: int, weekday: int) -> tuple[Place, Assortment]:
        """Place and goods of a day, with its prices and end caps."""
        names = self.plan.departments
        return (place_today(self.place, self.goods, self.promotions, names, period, weekday, self.end_cap_exposure),
                goods_today(self.goods, self.promotions, names, self.place, period, weekday))


def build_floor(scenario: Scenario) -> Floor:
    """The floor of a scenario; InputError if plan, departments or zones do not agree."""
    plan = floor_plan(scenario)
    store = scenario.store
    place = build_place(plan, store.display_exposure)
    return Floor(
        plan=plan, place=place, goods=checked_goods(build_assortment(
            store.departments, plan, scenario.visit.browsing.price_level, scenario.atmosphere.music.origin),
            scenario.service),
        layers=layers(scenario.atmosphere, plan), realms=realm_cells(scenario.realms, plan, place),
        activities=activity_rows(scenario.realms, plan, store.hours.opens_h, store.hours.closes_h),
        signs=sign_cells(scenario.brand, plan, place), arrivals=arrival_cdf_s(store.hours), day_shares=_days(scenario),
        open_s=open_s(store.hours), rules=visit_rules(scenario),
        expected=expected_of(store.tier, scenario.visit.servicescape),
        list_rules=scenario.channels.listing.numbers(), promotions=store.promotions,
        end_cap_exposure=store.end_cap_exposure,
    )


def checked_goods(goods: Assortment, service) -> Assortment:
    """The goods after checks that prevent failures (`sim.experience.failure.Prevention`): fewer defects, fuller shelves."""
    p = service.prevention
    if not service.on or p.checks_h == 0.0:
        return goods
    slips = plain(slips_through)(p)
    refilled = goods.item_stock * (1.0 + p.refilling * (1.0 - slips))
    return goods._replace(item_defect=goods.item_defect * slips, item_stock=refilled.astype(goods.item_stock.dtype))


def visit_rules(scenario: Scenario) -> VisitRules:
    """The numbers of every mechanism of the store."""
    groups = {"exterior": scenario.store.exterior, "social": scenario.atmosphere.social} | dict(scenario.visit)
    numbers = {name: groups[name].numbers() for name in VisitRules._fields}
    numbers |= weighed(numbers, scenario.store.tier)
    return VisitRules(**numbers | fitted(numbers, scenario.visit.alignment))


def _days(scenario: Scenario) -> np.ndarray:
    if scenario.people.source == "complete_journey":
        from sim.people.panel import fit_panel
        return fit_panel().day_weights
    return day_shares(scenario.store.hours)
