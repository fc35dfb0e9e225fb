"""One period t, in the order in which it is lived; the body of `live_period` is the model.

situation -> what is heard and expected -> need, search and channel -> the store, day by day -> the web shop -> what
is brought back -> memory and satisfaction -> the state carried to t + 1 -> loyalty and recommendation -> staff -> money.
Everybody reads the state of t-1 until it is written anew, so the days of a period do not depend on each other.
"""

from collections import Counter
from functools import cached_property

import numpy as np

from sim.engine.communication import communicate, keep_promises, talk
from sim.engine.expecting import carry_state, expect_next
from sim.engine.judging import judge_elsewhere, rate_visits
from sim.engine.money import settle, wage_cents
from sim.engine.online import order_online, set_out
from sim.engine.own_rules import by_rule
from sim.engine.relations import approach_customers, bind_customers, reward_customers
from sim.engine.service import no_service, serve
from sim.engine.surroundings import live_around, turn_to
from sim.engine.tables import rows_joined
from sim.engine.using import rate_goods_of_orders, use_goods
from sim.engine.when import note_brought_back
from sim.experience.hedonic import value_visits
from sim.experience.knowledge import keep_knowledge
from sim.experience.loyalty import update_loyalty
from sim.experience.memory import remember, remember_with
from sim.experience.moments import weights_of_moments
from sim.experience.posting import POST
from sim.experience.ratings import Part
from sim.experience.recall import keep_recall
from sim.experience.satisfaction import LIVED, settle_satisfaction, sum_up
from sim.experience.trust import bring_home, doubt, find_out
from sim.experience.use import bring_back
from sim.outcomes.questionnaire import ask_about
from sim.people.journal import Journal
from sim.people.moments import Moment
from sim.people.parcels import PARCEL
from sim.people.shoppers import is_noted
from sim.people.tickets import CASE
from sim.people.workforce import worked
from sim.visit.alignment import misfit
from sim.visit.finding import learn_way
from sim.visit.price import remember_prices


class Period:
    """All that one period is made of; filled from top to bottom of `live_period`.

    model: the RetailModel; scenario, shoppers, key, number: its scenario in force, people, key of luck and the number t;
    journal: moments outside of the store; costs: cents by account (`sim.outcomes.ledger.Account`, lower case) that something
    cost in this period beside goods, wages and staff; said: what was said, by `sim.engine.communication.SAID_SUMS`; posts:
    `sim.experience.posting.POST`; swayed: whether messages move anybody's expectation;
    trips, days, visits, tries, orders: what was planned and lived, orders tried online (`ended`: how) and made; online:
    sums of what happened there; web_value, web_cost: cents by order, fees included, which are `fees`, and the rest `goods_value`;
    rival_value: cents by trip to a rival; parcels: on their way in this period; unpunctual: those that were missed in it;
    unpacked: orders whose goods are lived with (`sim.engine.using`); lived: sums by shopper (`LIVED`); account: of each rating by
    cause; quality: promised, delivered and perceived by visit; bringing: who brings goods back, rows; returned: cents of
    that (`sim.experience.use.bring_back`); staff: table of its members; service, cases: sums of customer service, and the cases closed;
    kept: share of a state that is expected of the next visit, by visited periods (`sim.engine.expecting.kept_by_tenure`);
    offers, used, members: offers of the period, use of the card, who held one before the trips; sent_back: cents of goods by
    order that came back; given: share of what a shopper paid that came back as points and rebates.
    """

    def __init__(self, model):
        self.model, self.scenario, self.shoppers = model, model.scenario, model.shoppers
        self.key, self.number = model.key, model.period
        engine = self.scenario.engine
        self.journal = Journal(len(self.shoppers), is_noted(self.shoppers["uid"], engine.touchpoint_sample, engine.profiles),
                               engine.explain, self.scenario.experience.posting.posting > 0.0)
        self.costs: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.posts, self.swayed = np.zeros(0, dtype=POST), False
        self.trips = self.visits = self.tries = self.ended = self.orders = np.empty(0)
        self.parcels = self.unpunctual = self.unpacked = np.zeros(0, dtype=PARCEL)
        self.web_value = self.web_cost = self.fees = self.goods_value = self.rival_value = np.empty(0, dtype=np.int64)
        self.online: dict[str, float] = {}
        self.days: list = []
        self.lived = np.zeros(len(self.shoppers), dtype=LIVED)
        self.account = np.empty((0, 0))
        self.quality: dict[str, np.ndarray] = {}
        self.kept = np.empty(0)
        self.offers = self.used = self.members = np.empty(0)
        self.sent_back, self.given = np.empty(0, dtype=np.int64), np.zeros(len(self.shoppers))
        self.bringing, self.returned = np.zeros(0, dtype=np.int64), (0, 0, 0)
        self.staff: dict[str, np.ndarray] = {}
        self.service, self.cases = no_service(), np.zeros(0, dtype=CASE)

    @cached_property
    def levels(self) -> np.ndarray:
        """Prices of each store in this period as posted, against the regular ones: float64 by store."""
        return np.array([self.model.posted_level(branch) for branch in self.model.branches])

    @cached_property
    def weights_of_moments(self) -> np.ndarray:
        """Weights of the four dimensions of moments outside of the store: float64 [people, dimensions]."""
        return weights_of_moments(self.shoppers["recreational"], self.scenario.visit.feeling)

    @cached_property
    def wages(self) -> np.ndarray:
        """Wages of the lived days of each store in whole cents: int64 by store."""
        wages = np.zeros(len(self.model.branches), dtype=np.int64)
        for day in self.days:
            wages[day.store] += wage_cents(day.day.staff, day.floor.open_s)
        return wages

    @property
    def start(self) -> int:
        """First day of the period, counted from the start of the run."""
        return self.number * self.scenario.horizon.days_per_period

    @property
    def end(self) -> int:
        """First day of the period after."""
        return self.start + self.scenario.horizon.days_per_period

    @property
    def evening(self) -> tuple[int, float]:
        """Last day of the period, and closing time in seconds since opening: what follows from a day or period comes then."""
        hours = self.scenario.store.hours
        return self.scenario.horizon.days_per_period - 1, 3600.0 * (hours.closes_h - hours.opens_h)

    @property
    def met(self) -> np.ndarray:
        """bool by shopper: who came, or lived through moments elsewhere that are judged."""
        return (self.lived["visits"] > 0) | (self.lived["moments"] > 0)


def live_period(model) -> Period:
    """Live one period of a `RetailModel`; its shoppers, staff, ledger and records are those of t + 1 afterwards."""
    t = Period(model)
    communicate(t)
    bring_goods_back(t)
    approach_customers(t)
    t.trips = model.plan()
    set_out(t)
    t.days = model.live(t.trips)
    gather_visits(t)
    note_brought_back(t, t.bringing)
    order_online(t)
    reward_customers(t)
    live_around(t)
    remember_and_judge(t)
    keep_promises(t)
    carry_over(t)
    grow_loyal(t)
    bind_customers(t)
    turn_to(t)
    talk(t)
    work(t)
    settle(t)
    model.records.keep(t)
    return t


def gather_visits(t: Period) -> None:
    """The visits of all store-days become one table, of which each day has its part."""
    t.visits, first, days = rows_joined([day.day.visits for day in t.days]), 0, []
    for one in t.days:
        last = first + len(one.day.visits)
        days.append(one._replace(day=one.day._replace(visits=t.visits[first:last])))
        first = last
    t.days = days


def bring_goods_back(t: Period) -> None:
    """What failed or was chosen wrongly in t-1 is brought back."""
    t.bringing = np.flatnonzero(t.shoppers["due_cents"] > 0)
    t.returned = bring_back(t.shoppers)


def remember_and_judge(t: Period) -> None:
    """What was lived in the store becomes a memory and a rating, visit by visit."""
    experience = t.scenario.experience
    recollect(t)
    value_visits(t.visits, experience.hedonic.numbers())
    t.account = rate_visits(t)
    ask_about(t.visits, t.shoppers, t.key, experience.satisfaction.level, experience.satisfaction.of_quality,
              t.scenario.outcomes.questionnaire.numbers())
    sum_up(t.visits, t.lived)


def recollect(t: Period) -> None:
    """Every visit becomes a memory; see `sim.experience.memory`."""
    by_rule(t.model.own_rules, "memory", remember, remember_with, t.visits, t.key, t.scenario.experience.memory.numbers())


def carry_over(t: Period) -> None:
    """The period's experience of visits, moments and use enters the state with which t + 1 is met."""
    experience, shoppers = t.scenario.experience, t.shoppers
    settle_satisfaction(shoppers, t.lived)
    t.model.ratings.begin(t.visits, t.account, shoppers)
    use_goods(t)
    serve(t)
    settle_satisfaction(shoppers, t.lived)
    t.model.ratings.owe(Part.USE, shoppers)
    judge_elsewhere(t)
    rate_goods_of_orders(t)
    t.model.ratings.owe(Part.USE, shoppers)
    trust_or_not(t)
    t.model.ratings.owe(Part.TRUST, shoppers)
    carry_state(t)
    expect_next(t)
    keep_knowledge(shoppers, t.visits, experience.knowledge.numbers())
    keep_recall(shoppers, t.visits, experience.recall.numbers())
    remember_prices(t.visits, shoppers, t.scenario.visit.browsing.numbers())
    learn_way(shoppers, t.lived, t.scenario.visit.browsing.numbers())


def trust_or_not(t: Period) -> None:
    """Honest advice is trusted, staff off the brand are not, and wrong items at home show; see `sim.experience.trust`."""
    p, off_brand, found = t.scenario.experience.trust.numbers(), misfit(t.scenario), np.zeros(len(t.shoppers), dtype=np.bool_)
    bring_home(t.visits, t.shoppers, p)
    doubt(t.visits, t.shoppers, off_brand * t.scenario.visit.alignment.loss, 1.0 - off_brand * p.doubted)
    find_out(t.shoppers, t.key, t.number, p, found)
    t.journal.note(Moment.WRONG_ITEM_SHOWED, np.flatnonzero(found), *t.evening, cognitive=-p.pain, social=-p.pain)


def grow_loyal(t: Period) -> None:
    """Satisfaction moves loyalty and recommendation."""
    update_loyalty(t.shoppers, t.lived, t.model.usual, t.key, t.number, t.scenario.experience.loyalty.numbers())


def work(t: Period) -> None:
    """Staff live through their period. Who resigned is gone afterwards."""
    done = []
    for branch in t.model.branches:
        days = [day.day for day in t.days if day.store == branch.number]
        done.append(worked([day.staff for day in days], rows_joined([day.visits for day in days]), branch.floor.open_s))
    t.staff = t.model.let_work(done)
