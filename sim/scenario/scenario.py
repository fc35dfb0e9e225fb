"""The scenario: the parameters of every mechanism, gathered in one tree. Each number lives with its mechanism."""

from pydantic import ConfigDict, Field

from sim.channels.app import App
from sim.channels.attributes import Attributes
from sim.channels.bot import Bot
from sim.channels.choosing import Choosing
from sim.channels.complaining import Complaining
from sim.channels.delivery import Delivery
from sim.channels.desk import Desk
from sim.channels.crm import Crm
from sim.channels.communication import Communication
from sim.channels.listing import Listing
from sim.channels.loyalty_card import LoyaltyCard
from sim.channels.looking_up import LookingUp
from sim.channels.need import Need
from sim.channels.ordering import Ordering
from sim.channels.pick_up import PickUp
from sim.channels.seams import Seams
from sim.channels.reasons import Reasons
from sim.channels.rival import Rival
from sim.channels.spillover import Spillover
from sim.channels.personalisation import Personalisation
from sim.channels.third import Actor
from sim.channels.web import Web
from sim.channels.web_returns import WebReturns
from sim.experience.conduct import Conduct
from sim.experience.expectation import Expectation
from sim.experience.failure import Failing, Prevention
from sim.experience.forgetting import Forgetting
from sim.experience.bonds import Bonds
from sim.experience.hedonic import Hedonic
from sim.experience.knowledge import Knowledge
from sim.experience.loyalty import Loyalty
from sim.experience.memory import Memory
from sim.experience.opinions import Opinions
from sim.experience.prior import Prior
from sim.experience.promise import Promise
from sim.experience.persuasion import Persuasion
from sim.experience.posting import Posting
from sim.experience.recall import Recall
from sim.experience.reviews import Reviews
from sim.experience.recovery import Recovery
from sim.experience.satisfaction import Satisfaction
from sim.experience.state import State
from sim.experience.ties import Ties
from sim.experience.trust import Trust
from sim.experience.use import Use
from sim.experience.word_of_mouth import WordOfMouth
from sim.ground.parameters import Parameters, choice
from sim.outcomes.fit_out import FitOut
from sim.outcomes.ledger import Money
from sim.outcomes.questionnaire import Questionnaire
from sim.outcomes.upkeep import Upkeep
from sim.people.population import People
from sim.people.staff import Staffing
from sim.scenario.chain import Chain
from sim.scenario.engine import Engine
from sim.scenario.events import Event
from sim.scenario.horizon import Horizon
from sim.store.atmosphere import Atmosphere
from sim.store.brand import Brand
from sim.store.realms import Realms
from sim.store.centre import Centre
from sim.store.situation import Situation
from sim.store.store import Store
from sim.visit.advising import Advising
from sim.visit.alignment import Alignment
from sim.visit.asking import Asking
from sim.visit.browsing import Browsing
from sim.visit.company import Company
from sim.visit.conditions import Conditions
from sim.visit.crowding import Crowding
from sim.visit.encounter import Encounter
from sim.visit.entering import Entering
from sim.visit.fairness import Fairness
from sim.visit.feeling import Feeling
from sim.visit.fitting import Fitting
from sim.visit.greeting import Greeting
from sim.visit.heading import Heading
from sim.visit.immersion import Immersion
from sim.visit.initiative import Initiative
from sim.visit.joining import Joining
from sim.visit.jostling import Jostling
from sim.visit.mirrors import Mirrors
from sim.visit.neighbours import Neighbours
from sim.visit.paying import Paying
from sim.visit.phone import Phone
from sim.visit.readiness import Readiness
from sim.visit.searching import Searching
from sim.visit.self_checkout import SelfCheckout
from sim.visit.sensing import Sensing
from sim.visit.servicescape import Servicescape
from sim.visit.recognition import Recognition
from sim.visit.taking_part import TakingPart
from sim.visit.waiting import Waiting
from sim.visit.walking import Walking


class Visit(Parameters):
    """What happens in the store."""

    feeling: Feeling = Feeling()
    sensing: Sensing = Sensing()
    servicescape: Servicescape = Servicescape()
    entering: Entering = Entering()
    greeting: Greeting = Greeting()
    walking: Walking = Walking()
    heading: Heading = Heading()
    searching: Searching = Searching()
    browsing: Browsing = Browsing()
    phone: Phone = Phone()
    waiting: Waiting = Waiting()
    asking: Asking = Asking()
    advising: Advising = Advising()
    encounter: Encounter = Encounter()
    alignment: Alignment = Alignment()
    paying: Paying = Paying()
    conditions: Conditions = Conditions()
    taking_part: TakingPart = TakingPart()
    immersion: Immersion = Immersion()
    recognition: Recognition = Recognition()
    company: Company = Company()
    crowding: Crowding = Crowding()
    neighbours: Neighbours = Neighbours()
    jostling: Jostling = Jostling()
    joining: Joining = Joining()
    fairness: Fairness = Fairness()
    initiative: Initiative = Initiative()
    readiness: Readiness = Readiness()
    self_checkout: SelfCheckout = SelfCheckout()
    fitting: Fitting = Fitting()
    mirrors: Mirrors = Mirrors()


class Channels(Parameters):
    """Where to search, where to buy, what to look for; orders in the own web shop."""

    need: Need = Need()
    choosing: Choosing = Choosing()
    listing: Listing = Listing()
    web: Web = Web()
    attributes: Attributes = Attributes()
    reasons: Reasons = Reasons()
    ordering: Ordering = Ordering()
    delivery: Delivery = Delivery()
    pick_up: PickUp = PickUp()
    app: App = App()
    spillover: Spillover = Spillover()
    card: LoyaltyCard = LoyaltyCard()
    crm: Crm = Crm()
    personalisation: Personalisation = Personalisation()
    communication: Communication = Communication()
    looking_up: LookingUp = LookingUp()
    web_returns: WebReturns = WebReturns()
    seams: Seams = Seams()
    third: dict[str, Actor] = choice({}, "actors beside the company by name: the city, a courier, a tourist office",
                                     "choice of the user")
    rival: Rival = Rival()


class Experience(State):
    """How experience is carried over, and how it is remembered and judged."""

    memory: Memory = Memory()
    expectation: Expectation = Expectation()
    prior: Prior = Prior()
    promise: Promise = Promise()
    forgetting: Forgetting = Forgetting()
    satisfaction: Satisfaction = Satisfaction()
    loyalty: Loyalty = Loyalty()
    trust: Trust = Trust()
    use: Use = Use()
    opinions: Opinions = Opinions()
    hedonic: Hedonic = Hedonic()
    knowledge: Knowledge = Knowledge()
    recall: Recall = Recall()
    bonds: Bonds = Bonds()
    ties: Ties = Ties()
    persuasion: Persuasion = Persuasion()
    word_of_mouth: WordOfMouth = WordOfMouth()
    posting: Posting = Posting()
    reviews: Reviews = Reviews()
    conduct: Conduct = Conduct()


class Service(Parameters):
    """What fails, what is told of it, and what customer service makes of it."""

    on: bool = choice(True, "failures have an aftermath, and somebody takes complaints")
    failing: Failing = Failing()
    prevention: Prevention = Prevention()
    complaining: Complaining = Complaining()
    bot: Bot = Bot()
    desk: Desk = Desk()
    recovery: Recovery = Recovery()


class Outcomes(Money):
    """Money, what signs of the brand and atmosphere cost, and how people are asked."""

    questionnaire: Questionnaire = Questionnaire()
    fit_out: FitOut = FitOut()
    upkeep: Upkeep = Upkeep()


class Scenario(Parameters):
    """Everything that a run depends on, but for its seed."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    name: str = Field("baseline", pattern=r"^\w[\w .=+-]*$", max_length=80, description="Name of the scenario: it "
                      "begins with a letter or digit and holds letters, digits, spaces and . = + - _ only.",
                      json_schema_extra={"source": "choice of the user"})
    horizon: Horizon = Horizon()
    store: Store
    chain: Chain = Chain()
    atmosphere: Atmosphere = Atmosphere()
    realms: Realms = Realms()
    brand: Brand = Brand()
    situation: Situation = Situation()
    centre: Centre = Centre()
    people: People = People()
    staff: Staffing = Staffing()
    visit: Visit = Visit()
    channels: Channels = Channels()
    experience: Experience = Experience()
    service: Service = Service()
    outcomes: Outcomes = Outcomes()
    events: tuple[Event, ...] = choice((), "what is different from one period to another", "choice of the user")
    engine: Engine = Engine()
