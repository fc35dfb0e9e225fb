"""The relationship in a period: ties, card and offers before the trips; points, rebates and the record after them."""

import numpy as np

from sim.channels.choosing import APP
from sim.channels.crm import OFFER, keep_records, make_offers, use_offers
from sim.channels.halves import split_value
from sim.channels.loyalty_card import CARD_USE, card_pull, hand_out, use_cards
from sim.engine.communication import pester
from sim.engine.tables import rows_where
from sim.engine.when import some_time
from sim.engine.ways import ways_now
from sim.experience.bonds import bind, wants_and_gets
from sim.experience.persuasion import annoyances
from sim.experience.ties import cost_cents, keep_ties, seniors_helped
from sim.ground.dice import EVENTS_PER_DAY, Purpose
from sim.ground.rules import step
from sim.ground.sums import fixed_sum
from sim.outcomes.ledger import Account
from sim.people.moments import Channel, Moment


def approach_customers(t) -> None:
    """Before the trips of the period `t` (`sim.engine.period.Period`): good causes, the card in the purse, offers."""
    t.offers, t.used = np.zeros(len(t.shoppers), dtype=OFFER), np.zeros(len(t.shoppers), dtype=CARD_USE)
    t.members = t.shoppers["member"] == 1
    do_good(t)
    card = t.scenario.channels.card
    if card.exists and t.number == 0 and card.start_share > 0:
        hand_out(t.shoppers, t.key, card.numbers())
        t.members = t.shoppers["member"] == 1
    send_offers(t)
    draw_to_store(t)


def do_good(t) -> None:
    """Parcels are given, seniors are helped; people hear of it; ties fade."""
    p, shoppers = t.scenario.experience.ties, t.shoppers
    if not p.parcels and not p.deliveries and not shoppers["tie"].any():
        return
    rows = seniors_helped(shoppers, t.key, t.number, p)
    helped, heard = np.zeros(len(shoppers), dtype=np.bool_), np.zeros(len(shoppers), dtype=np.bool_)
    helped[rows] = True
    keep_ties(shoppers, helped, t.key, t.number, p.numbers(), heard)
    t.costs["causes"] += cost_cents(len(rows), len(shoppers), p)
    # The tie is the state in which these moments live on: they do not enter the experience of the store as well.
    hearing = np.flatnonzero(heard)
    t.journal.note(Moment.GOOD_CAUSE_HEARD, hearing, *some_time(t, Purpose.CAUSE, hearing), affective=p.felt, social=0.5 * p.felt,
                   enters=0.0)
    t.journal.note(Moment.SENIOR_DELIVERY, rows, *some_time(t, Purpose.CAUSE, rows, EVENTS_PER_DAY), affective=p.felt, social=p.felt,
                   enters=0.0)


def send_offers(t) -> None:
    """The offers of the period are made, received and felt."""
    p, personal = t.scenario.channels.crm, t.scenario.channels.personalisation
    if not p.exists:
        return
    make_offers(t.shoppers, t.key, t.number, p.numbers(), personal.numbers(), t.offers)
    got = np.flatnonzero(t.offers["sent"])
    joy, beyond = p.joy * (t.offers["fit"][got] - p.junk), t.offers["creepy"][got]
    t.costs["relations"] += round(100.0 * p.message_cost * len(got))
    when = some_time(t, Purpose.OFFER, got)
    t.journal.note(Moment.OFFER_RECEIVED, got, *when, affective=joy)
    annoyed = np.zeros(len(got))
    annoyances(t.shoppers["contacts"][got], t.scenario.experience.persuasion.numbers(), annoyed)
    pester(t, got, annoyed, when)
    loss, creepy = -personal.creepy * beyond, beyond > 0
    t.journal.note(Moment.CREEPY_MESSAGE, got[creepy], when[0][creepy], when[1][creepy], cognitive=loss[creepy], affective=loss[creepy])
    t.offers["felt"][got] = joy + loss


def draw_to_store(t) -> None:
    """What card, offers and ties make of the choice of where to buy; that of the store as its product and feeling halves."""
    choosing, card, shoppers = t.scenario.channels.choosing, t.scenario.channels.card, t.shoppers
    product, online = t.offers["pull"].copy(), t.offers["pull"].copy()
    if card.exists:
        add_card_pull(shoppers, choosing.price_weight, card.numbers(), product)
        online = product if card.everywhere else online
    shoppers["extra_pull"], shoppers["extra_online"] = product, online
    shoppers["tie_pull"] = t.scenario.experience.ties.pull * shoppers["tie"]
    different, _, _ = ways_now(t.scenario)
    split_value(shoppers, t.levels[shoppers["home"]], different, choosing.numbers(), t.scenario.channels.attributes.numbers())


@step
def add_card_pull(shoppers, price_weight, p, pull):
    """Add to `pull`, float64 by shopper, what the card of each member makes of choosing where it counts."""
    for i in range(len(shoppers)):
        if shoppers[i].member == 1:
            pull[i] += card_pull(shoppers[i].points, shoppers[i].price_sensitivity, price_weight, p)


def reward_customers(t) -> None:
    """After the trips: points and rebates of what was bought and kept, who joined and who felt left out, and what goes on record."""
    card, crm, people = t.scenario.channels.card, t.scenario.channels.crm, len(t.shoppers)
    if not card.exists and not crm.exists:
        return
    visits = rows_where(t.visits, t.visits["leave_s"] >= 0.0)
    here, online = spent_by(visits, t.orders, t.goods_value - t.sent_back, people)
    if card.exists:
        orders = t.orders if card.everywhere else t.orders[:0]
        came = np.bincount(np.concatenate([visits["person"], orders["person"]]), minlength=people)
        use_cards(t.shoppers, here + online * card.everywhere, came, t.key, t.number, card.numbers(), t.used)
        note_card(t, visits, orders, card)
        book_points(t)
    if crm.exists:
        use_offers(t.shoppers, here + online, t.key, t.number, crm.numbers(), t.offers)
        bought = np.bincount(visits["person"][visits["items"] > 0], minlength=people)
        ordering = np.concatenate([t.orders["person"][t.goods_value > 0], visits["person"][visits["own_web_cents"] > 0]])
        keep_records(t.shoppers, bought, np.bincount(ordering, minlength=people), t.key, t.number, crm.numbers())
        t.costs["rewards"] += int(t.offers["rebate"].sum())
    t.given = given_of(t, here, online)


def given_of(t, here: np.ndarray, online: np.ndarray) -> np.ndarray:
    """Share of what each shopper paid that came back as points and rebates, float64; here, online: see `spent_by`."""
    counted = here + online * t.scenario.channels.card.everywhere
    by_card, by_offer = t.used["earned"] + t.used["rebate"], t.offers["rebate"]
    return np.minimum(1.0, by_card / np.maximum(1, counted) + by_offer / np.maximum(1, here + online))


def spent_by(visits: np.ndarray, orders: np.ndarray, goods_value: np.ndarray, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Cents that each shopper paid for goods in the store and online, int64; goods_value: of each order, what was kept of it."""
    here, online = (np.zeros(people, dtype=np.int64) for _ in range(2))
    np.add.at(here, visits["person"], visits["spend_cents"])
    np.add.at(online, visits["person"], visits["own_web_cents"])
    np.add.at(online, orders["person"], goods_value)
    return here, online


def note_card(t, visits: np.ndarray, orders: np.ndarray, p) -> None:
    """What members and others live through with the card, where they last met the company in the period."""
    paid_s = np.where(visits["served_s"] >= 0.0, visits["served_s"], visits["leave_s"])
    person, day, time_s, where = (np.concatenate(both) for both in (
        (visits["person"], orders["person"]), (visits["day"], orders["day"]), (paid_s, orders["arrive_s"]),
        (np.full(len(visits), Channel.STORE), np.where(orders["way"] // 2 == APP, Channel.APP, Channel.WEB))))
    last = np.zeros(len(t.shoppers), dtype=np.int64)
    order = np.lexsort((time_s, day))
    last[person[order]] = order
    left_out = -p.exclusion * t.shoppers["price_sensitivity"].astype(np.float64)
    for moment, column, felt, zone in (
            (Moment.CARD_TAKEN, "joined", 0.0, "checkout"), (Moment.POINTS_REDEEMED, "redeemed", p.reward_joy, "checkout"),
            (Moment.SPECIAL_ACCESS, "access", p.access_joy, ""), (Moment.MEMBER_ONLY_SEEN, "excluded", left_out, "")):
        rows = np.flatnonzero(t.used[column])
        felt = np.broadcast_to(felt, len(t.shoppers))[rows]
        t.journal.note(moment, rows, day[last[rows]], time_s[last[rows]], affective=felt, cognitive=np.minimum(felt, 0.0),
                       channel=where[last[rows]], zone=np.where(where[last[rows]] == Channel.STORE, zone, ""))


def book_points(t) -> None:
    """Points are a cost when they are earned; those not redeemed are owed."""
    earned, redeemed, rebates = (int(t.used[name].sum()) for name in ("earned", "redeemed", "rebate"))
    t.costs["rewards"] += earned + rebates
    t.costs["relations"] += round(100.0 * t.scenario.channels.card.running_cost * int(t.members.sum()))
    owed = earned - redeemed
    t.model.ledger.post(*((Account.CASH, Account.POINTS_OWED) if owed >= 0 else (Account.POINTS_OWED, Account.CASH)), abs(owed))


def bind_customers(t) -> None:
    """Interaction, needs met and ties of the period enter loyalty."""
    wants = wants_and_gets(t.visits, len(t.shoppers))
    bind(t.shoppers, t.lived, wants, t.scenario.experience.loyalty.speed, t.scenario.experience.bonds.numbers())


def relation_sums(t, margin: float) -> dict[str, float]:
    """The sums of one period that are about the relationship; margin: of the period, in $."""
    shoppers, offers, made = t.shoppers, t.offers, t.visits["leave_s"] >= 0.0
    of_members = t.members[t.visits["person"][made]]
    ordered_by, everywhere = t.members[t.orders["person"]], t.scenario.channels.card.everywhere
    paid, cost = (t.visits[name][made][of_members].sum() / 100.0 for name in ("spend_cents", "cost_cents"))
    if everywhere:
        paid += (t.visits["own_web_cents"][made][of_members].sum() + t.goods_value[ordered_by].sum()) / 100.0
        cost += (t.visits["own_web_cost_cents"][made][of_members].sum() + t.web_cost[ordered_by].sum()) / 100.0
    rewards = int(t.used["earned"].sum() + t.used["rebate"].sum() + offers["rebate"].sum()) / 100.0
    mine = int(t.used["earned"].sum() + t.used["rebate"].sum() + offers["rebate"][t.members].sum()) / 100.0
    sent = offers["sent"] == 1
    return {
        "ends": 1, "members": int(shoppers["member"].sum()), "member_periods": int(t.members.sum()),
        "other_periods": int((~t.members).sum()), "member_visits": int(of_members.sum()),
        "other_visits": int((~of_members).sum()), "member_orders": int(ordered_by.sum()), "other_orders": int((~ordered_by).sum()),
        "member_sales": paid, "member_margin": paid - cost - mine,
        "left_out": int(t.used["excluded"].sum()), "points_owed": int(shoppers["points"].sum()) / 100.0,
        "rewards": rewards, "redeemed": int(t.used["redeemed"].sum()) / 100.0, "margin_after_rewards": margin - rewards,
        "offers": int(sent.sum()), "offers_personal": int(offers["personal"].sum()), "offers_used": int(offers["used"].sum()),
        "fit_sum": fixed_sum(offers["fit"]), "message_sum": fixed_sum(offers["felt"]),
        "consenting": int(shoppers["consent"].sum()), "messages": int(shoppers["contacts"].sum()),
        "tie_sum": fixed_sum(shoppers["tie"].astype(np.float64)),
        "value_product_sum": fixed_sum(shoppers["value_product"].astype(np.float64)),
        "value_feeling_sum": fixed_sum(shoppers["value_feeling"].astype(np.float64)),
        "shopper_periods": len(shoppers),
    }
