"""What is said in a period: campaigns at its beginning, promises held against what was met, word of mouth and posts at its end.

The formulas stand in `sim.channels.communication`, `sim.experience.persuasion`, `word_of_mouth` and `posting`; here they are
put together for the people of a run.
"""

import numpy as np

from sim.channels.choosing import own_odds, pull_of_loyalty
from sim.channels.communication import CONTACT, Campaign, pass_on, pick_winners, reach
from sim.engine.expecting import look_ahead
from sim.engine.when import some_time
from sim.experience.persuasion import envy, fade, felt_prize, persuade, sway, trust_after_promises
from sim.experience.posting import POST, last_visits, read_posts, write_posts
from sim.experience.word_of_mouth import SAID, forget_word, speak, spread
from sim.ground.dice import EVENTS_PER_DAY, Purpose
from sim.ground.rules import step
from sim.people.luck import luck_of
from sim.people.moments import Channel, Moment
from sim.people.network import acquaint, leaders

SAID_SUMS = ("ad_contacts", "ad_reached", "relayed", "pestered", "not_winners", "talkers", "heard_positive", "heard_negative",
             "posts", "posts_negative", "posts_read")
"""What a period sums up of what was said."""


def network_of(model):
    """Who knows whom in a run, made when it is needed first; see `sim.people.network`."""
    if model.network is None:
        model.network = acquaint(model.asked.people.network, len(model.shoppers), int(model.key))
    return model.network


def communicate(t) -> None:
    """Campaigns reach people; what they say moves the expectation with which the period is met."""
    shoppers = t.shoppers
    shoppers["contacts"] = 0
    campaigns = [(k, one) for k, one in enumerate(t.scenario.channels.communication.campaigns) if one.lasts_in(t.number)]
    t.swayed = bool(campaigns) or any(shoppers[name].any() for name in ("told", "cued"))
    if not t.swayed:
        return
    nth, fresh = np.zeros(len(shoppers), dtype=np.int64), np.ones(len(shoppers))
    for which, campaign in campaigns:
        run(t, which, campaign, nth, fresh)
    t.said["ad_reached"] += int((nth > 0).sum())
    shoppers["contacts"] = np.minimum(nth, np.iinfo(np.uint16).max)
    sway(shoppers)


def run(t, which: int, campaign: Campaign, nth: np.ndarray, fresh: np.ndarray) -> None:
    """One period of one campaign; nth, fresh: see `sim.experience.persuasion.persuade`."""
    p, addressed = t.scenario.experience.persuasion.numbers(), whom(t, which, campaign)
    contacts, own = contacts_of(t, which, campaign, addressed)
    heard = t.shoppers["experience"][addressed > 0]
    promise = campaign.promise
    if len(heard):
        promise += campaign.feedback * (float(heard.mean(dtype=np.float64)) - promise)
    annoyed = np.zeros(len(contacts))
    persuade(t.shoppers, contacts, promise, campaign.numbers(), p, nth, fresh, annoyed)
    note_contacts(t, contacts, annoyed, promise, some_time(t, Purpose.CAMPAIGN, contacts["person"], which * EVENTS_PER_DAY))
    t.said["ad_contacts"] += len(contacts)
    t.said["relayed"] += len(contacts) - own
    t.costs["communication"] += round(100 * campaign.spend) + round(100 * campaign.cost_contact * own)
    if campaign.prize > 0.0:
        award(t, which, campaign, contacts, p)


def note_contacts(t, contacts: np.ndarray, annoyed: np.ndarray, promise: float, when: tuple[np.ndarray, np.ndarray]) -> None:
    """Every contact is one moment: an advert, a message that a friend passed on, or of either one too many.

    annoyed: what each contact costs; promise: what is said of the store; when: day and time_s of each.
    """
    relayed, quiet, rows = contacts["relayed"] == 1, annoyed == 0.0, contacts["person"]
    for moment, those in ((Moment.ADVERT, quiet & ~relayed), (Moment.PASSED_ON, quiet & relayed)):
        t.journal.note(moment, rows[those], when[0][those], when[1][those], tone=promise)
    pester(t, rows, annoyed, when, np.where(relayed, Channel.SOCIAL, Channel.MEDIA), promise)


def pester(t, rows: np.ndarray, annoyed: np.ndarray, when: tuple[np.ndarray, np.ndarray], channel: np.ndarray | None = None,
           tone: float = np.nan) -> None:
    """Contacts beyond what anybody minds are felt.

    rows: of the shoppers, by contact; annoyed: what each costs; when: day and time_s of each; channel: if it is not a message of the
    company to one person.
    """
    bothered = annoyed > 0.0
    t.journal.note(Moment.PESTERED, rows[bothered], when[0][bothered], when[1][bothered], affective=-annoyed[bothered],
                   channel=None if channel is None else channel[bothered], tone=tone)
    t.said["pestered"] += int(bothered.sum())


def whom(t, which: int, campaign: Campaign) -> np.ndarray:
    """Who is addressed, uint8 by shopper: the same people in every period of a campaign."""
    people = len(t.shoppers)
    if campaign.through == "everybody":
        return np.ones(people, dtype=np.uint8)
    count, luck = round(campaign.seeds * people), luck_of(t.key, Purpose.LOT, t.shoppers["uid"], 0, 1 + which)[:, 0]
    if campaign.through == "leaders":
        rows = leaders(network_of(t.model), count, luck)
    else:
        care = t.shoppers["involvement"] if campaign.through == "formers" else np.zeros(people)
        rows = np.lexsort((luck, -care))[:count]
    addressed = np.zeros(people, dtype=np.uint8)
    addressed[rows] = 1
    return addressed


def contacts_of(t, which: int, campaign: Campaign, addressed: np.ndarray) -> tuple[np.ndarray, int]:
    """The period's contacts with a campaign, those of the company first, and how many are its own."""
    messages, segment = np.array([one.message for one in campaign.platforms]), number_of(t, campaign.segment)
    relays = campaign.through != "everybody" and campaign.passed_on > 0.0
    contacts = np.zeros(64 + int(1.1 * addressed.sum() * campaign.coverage * campaign.contacts), dtype=CONTACT)
    where, p = (which, t.key, t.number), campaign.numbers()
    while True:
        own = count = reach(t.shoppers, addressed, segment, messages, *where, p, contacts)
        if relays and own <= len(contacts):
            network = network_of(t.model)
            count = pass_on(t.shoppers, contacts, own, network.first, network.friends, *where, p)
        if count <= len(contacts):
            return contacts[:count], own
        contacts = np.zeros(count, dtype=CONTACT)


def number_of(t, segment: str) -> int:
    """Number of a segment by its name, -1 for none."""
    return [one.name for one in t.scenario.people.segments].index(segment) if segment else -1


def award(t, which: int, campaign: Campaign, contacts: np.ndarray, p) -> None:
    """The promotion of a campaign has winners, and others who know of it and are not among them."""
    met, won = np.zeros(len(t.shoppers), dtype=np.uint8), np.zeros(len(t.shoppers), dtype=np.int64)
    met[contacts["person"]] = 1
    segment = number_of(t, campaign.winners_segment)
    pick_winners(t.shoppers, met, segment, which, t.key, t.number, campaign.numbers(), won)
    winners, others = np.flatnonzero(won > 0), np.flatnonzero(won < 0)
    barred, unlucky = (envy(campaign.prize, campaign.winners, may_win, p) for may_win in (False, True))
    may = (segment < 0) | (t.shoppers["segment"][others] == segment)
    t.journal.note(Moment.WON, winners, *t.evening, affective=p.joy * felt_prize(campaign.prize, p))
    t.journal.note(Moment.LEFT_OUT, others, *t.evening, affective=-np.where(may, unlucky, barred))
    t.said["not_winners"] += len(others)
    t.costs["communication"] += round(100 * campaign.prize) * len(winners)


def keep_promises(t) -> None:
    """Who came and met less than he was promised trusts less."""
    if t.swayed:
        trust_after_promises(t.shoppers, t.lived, t.scenario.experience.persuasion.numbers())


def talk(t) -> None:
    """What was lived through in the period is told and posted; it is heard before the next one."""
    experience, shoppers = t.scenario.experience, t.shoppers
    word, posting = experience.word_of_mouth.numbers(), experience.posting.numbers()
    if t.swayed:
        fade(shoppers, experience.persuasion.numbers())
    if shoppers["word"].any():
        forget_word(shoppers, word)
    if word.talk == 0.0 and posting.posting == 0.0:
        return
    who = (t.model.usual, max(experience.satisfaction.of_quality, 1e-9), t.key, t.number)
    heard, odds = np.zeros((len(shoppers), 2), dtype=np.int64), np.zeros(len(shoppers))
    if moves(word, posting):
        choosing_odds(shoppers, t.scenario.channels.choosing.numbers(), odds)
    if word.talk > 0.0:
        said, network = np.zeros(len(shoppers), dtype=SAID), network_of(t.model)
        t.said["talkers"] += speak(shoppers, t.lived, *who, word, said)
        spread(shoppers, said, network.first, network.friends, odds, *who[2:], word, heard)
    if posting.posting > 0.0:
        post(t, who, word, posting, odds, heard)
    t.said["heard_positive"] += int(heard[:, 0].sum())
    t.said["heard_negative"] += int(heard[:, 1].sum())
    if heard.any():
        look_ahead(t.model, t.kept)     # what was heard is in the expectation of t + 1
    hearing, tones = np.repeat(np.arange(len(shoppers)), 2), np.tile((1.0, -1.0), len(shoppers))
    t.journal.note(Moment.HEARD, np.repeat(hearing, heard.ravel()), *t.evening, tone=np.repeat(tones, heard.ravel()))


def moves(word, posting) -> bool:
    """Whether anybody is moved by what others say; if not, nobody needs to know whom he knows."""
    return word.talk > 0.0 or posting.weight > 0.0


def post(t, who: tuple, word, posting, odds: np.ndarray, heard: np.ndarray) -> None:
    """Posts are written and read."""
    shoppers = t.shoppers
    last, posts = np.full(len(shoppers), -1, dtype=np.int64), np.zeros(len(shoppers), dtype=POST)
    last_visits(t.visits, last)
    told = (t.journal.told * t.weights_of_moments[:, None, :]).sum(axis=2)
    posts = posts[:write_posts(shoppers, t.visits, last, t.lived, told, *who, word._replace(talk=1.0), posting, posts)]
    if moves(word, posting):
        network = network_of(t.model)
        first, friends = network.first, network.friends
    else:
        first, friends = np.zeros(len(shoppers) + 1, dtype=np.int32), np.zeros(0, dtype=np.int32)
    read_posts(shoppers, posts, first, friends, odds, *who[2:], word, posting, heard)
    t.model.reviews.leave(posts["satisfaction"], who[0], t.scenario.experience.reviews)
    t.journal.note(Moment.POSTED, posts["person"], *t.evening, tone=posts["tone"])
    t.posts = posts
    t.said["posts"] += len(posts)
    t.said["posts_negative"] += int((posts["tone"] < 0).sum())
    t.said["posts_read"] += int(posts["reach"].sum())


@step
def choosing_odds(shoppers, p, odds):
    """Write each shopper's log odds of choosing the store, but for what others say."""
    for i in range(len(shoppers)):
        shopper = shoppers[i]
        odds[i] = own_odds(shopper.store_share) + pull_of_loyalty(shopper.loyalty, shopper.loyalty_start, p)
