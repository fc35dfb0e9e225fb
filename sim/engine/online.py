"""Channels beside the store, as one period lives them: looked up, ordered, paid, delivered, picked up, sent back.

Called by `sim.engine.period`; the rules are those of `sim.channels`.
"""

import numpy as np

from sim.channels.choosing import APP, OWN_WEB, PICK_UP, RIVAL, STORE, keep_habits
from sim.channels.delivery import FAILED, LATE, ON_TIME, deliver, feel_parcels, fees, top_up
from sim.channels.looking_up import TURNED_AWAY, look_up
from sim.channels.ordering import DONE, DOWN, GAVE_UP, attempts, ease_of_order, involve
from sim.channels.seams import cross_seams
from sim.channels.third import meet, number_of
from sim.channels.web import order_experiences
from sim.channels.web_returns import send_back
from sim.engine.expecting import carry_mean
from sim.engine.judging import order_ratings
from sim.engine.money import list_value
from sim.engine.service import slipping
from sim.engine.tables import rows_joined, rows_where, still_here
from sim.engine.when import shortly_before, some_time
from sim.ground.dice import Purpose
from sim.ground.sums import fixed_sum
from sim.outcomes.survey import satisfaction_0_100
from sim.people.moments import DIMENSIONS, Channel, Moment
from sim.people.parcels import NEVER, packed


def set_out(t) -> None:
    """Before anybody leaves home: the store is looked up, orders are tried; who is put off turns to a rival, if there is one."""
    read_reviews(t)
    try_to_order(t)
    keep_habits(t.trips, t.shoppers)


def read_reviews(t) -> None:
    """Some look the store up before they come, and a bad score turns them away."""
    p, experience = t.scenario.channels.looking_up, t.scenario.experience
    score = t.model.reviews.score(p.score, experience.word_of_mouth.talk, experience.reviews)
    coming = np.flatnonzero(np.isin(t.trips["way"] // 2, (STORE, PICK_UP)))
    trips = t.trips.take(coming)
    came_of = np.zeros(len(trips), dtype=np.int64)
    look_up(trips, t.key, t.number, p.numbers()._replace(score=score), came_of)
    looked, away = came_of != 0, (came_of == TURNED_AWAY) & t.scenario.channels.choosing.rival
    day, decided_s = decided_at(t, trips)
    read_s = shortly_before(t, Purpose.LOOK_UP, trips, decided_s)
    for moment, those, felt in ((Moment.LOOKED_UP, looked, p.feeling * (score - p.usual)), (Moment.TURNED_AWAY, away, 0.0)):
        t.journal.note(moment, trips["person"][those], day[those], read_s[those], cognitive=felt)
    t.trips["way"][coming[away]] = 2 * RIVAL + 1
    t.online |= {"score_sum": score, "looked_up": int(looked.sum()), "turned_away": int(away.sum())}


def try_to_order(t) -> None:
    """Every order is tried; t.tries are the trips of those who tried, t.ended how it ended."""
    ordering = t.scenario.channels.ordering
    place = t.trips["way"] // 2
    which = np.flatnonzero((place == OWN_WEB) | (place == APP) | (place == PICK_UP))
    t.tries, t.ended = t.trips.take(which), np.zeros(len(which), dtype=np.int64)
    steps = np.where(t.tries["way"] // 2 == APP, ordering.app_steps, ordering.steps)
    attempts(t.tries, t.shoppers, t.key, t.number, steps, ordering.numbers(), t.ended)
    elsewhere = RIVAL if t.scenario.channels.choosing.rival else STORE
    t.trips["way"][which[t.ended != DONE]] = 2 * elsewhere + t.tries["way"][t.ended != DONE] % 2
    t.online |= {"web_tries": len(which), "web_orders": int((t.ended == DONE).sum()), "web_down": int((t.ended == DOWN).sum())}


def order_online(t) -> None:
    """Orders are lived, paid for, delivered or picked up, and some are sent back."""
    t.orders = t.tries.take(np.flatnonzero(t.ended == DONE))
    t.parcels = still_here(t.shoppers, t.model.parcels)
    felt = felt_orders(t)
    t.web_value, t.web_cost = list_value(t.model, t.orders, 1.0 - t.scenario.visit.phone.own_gap)
    t.fees, t.sent_back = (np.zeros(len(t.orders), dtype=np.int64) for _ in range(2))
    fetched = t.orders["way"] // 2 == PICK_UP
    send_parcels(t, np.flatnonzero(~fetched))
    felt[np.flatnonzero(t.ended == DONE)[fetched]] += pick_up(t, np.flatnonzero(fetched))
    t.goods_value, felt = t.web_value - t.fees, np.clip(felt, -1.0, 1.0)
    t.online |= {"order_felt_sum": fixed_sum(felt)}
    carry_channels(t, felt, *live_with_parcels(t))
    involve(t.shoppers, t.orders["person"], t.scenario.channels.ordering)
    t.costs["fulfilment"] += round(100 * t.scenario.channels.app.cost_week * t.scenario.horizon.days_per_period / 7
                                   ) if t.scenario.channels.app.offered else 0
    feel_seams(t)
    meet_others(t)


def felt_orders(t) -> np.ndarray:
    """Experience of every attempt, noted as a moment of its channel; float64 in the order of t.tries.

    It enters the state of the channel, none of it that of the store, and counts in the stage of purchase.
    """
    channels, tries = t.scenario.channels, t.tries
    ordering, is_app = channels.ordering, tries["way"] // 2 == APP
    felt = np.zeros(len(tries))
    order_experiences(tries, t.key, t.number, channels.web.numbers(), felt)
    ease = [ease_of_order(float(steps), ordering.numbers()) for steps in (ordering.steps, ordering.app_steps)]
    felt += np.where(is_app, channels.app.quality - channels.web.quality + ease[1], ease[0])
    felt *= 1.0 + t.shoppers["web_involvement"][tries["person"]].astype(np.float64)
    felt = np.clip(felt, -1.0, 1.0)
    felt[t.ended == GAVE_UP] = -ordering.pain_of_giving_up
    felt[t.ended == DOWN] = -ordering.pain_of_outage
    counted = felt * t.weights_of_moments[tries["person"], DIMENSIONS.index("cognitive")]
    t.lived["orders"] = np.bincount(tries["person"], counted, minlength=len(t.lived))
    for moment, those in ((Moment.WEB_ORDER, (t.ended == DONE) & ~is_app), (Moment.APP_ORDER, (t.ended == DONE) & is_app),
                          (Moment.GAVE_UP_ORDER, t.ended == GAVE_UP), (Moment.WEB_DOWN, t.ended == DOWN)):
        some = rows_where(tries, those)
        day, time_s = decided_at(t, some)
        if moment in (Moment.GAVE_UP_ORDER, Moment.WEB_DOWN) and not channels.choosing.rival:
            time_s = shortly_before(t, Purpose.ORDERING, some, time_s)       # who comes to the store in its place
        t.journal.note(moment, some["person"], day, time_s, cognitive=felt[those], enters=0.0,
                       channel=np.where(is_app[those], Channel.APP, Channel.WEB))
    return felt


def decided_at(t, trips: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Day and time_s of each trip, or of its order: what is fetched was ordered before, if need be before opening or on a day before.

    No order is made before the period.
    """
    opens_s = 3600.0 * t.scenario.store.hours.opens_h
    ahead_s = np.where(trips["way"] // 2 == PICK_UP, t.scenario.channels.pick_up.hours * 3600.0, 0.0)
    days = np.minimum(trips["day"], np.ceil(np.maximum(0.0, ahead_s - trips["arrive_s"] - opens_s) / 86400.0)).astype(np.int64)
    return trips["day"] - days, np.maximum(-opens_s, trips["arrive_s"] - ahead_s + 86400.0 * days)


def carry_channels(t, felt: np.ndarray, happened: np.ndarray, felt_then: np.ndarray) -> None:
    """What was lived online is rated and enters the states of web shop, app and pick-up by the rule of carry-over.

    felt: of each attempt; happened, felt_then: parcels to which something happened in this period, and how that was felt. A parcel adds
    to the attempts of the period; where there were none, to what the channel is like for that person.
    """
    people, place, rated, satisfied = len(t.shoppers), t.tries["way"] // 2, 0, 0.0
    for which, name in ((OWN_WEB, "web"), (APP, "app"), (PICK_UP, "pick_up")):
        made, state, those, of = t.shoppers[f"{name}_orders"], f"experience_{name}", place == which, happened["place"] == which
        persons, count = t.tries["person"][those], np.bincount(happened["person"][of], minlength=people)
        parcel = np.bincount(happened["person"][of], felt_then[of], minlength=people) / np.maximum(1, count)
        only = np.setdiff1d(np.flatnonzero(count), persons)
        lived = np.clip(felt[those] + parcel[persons], -1.0, 1.0)
        stars = order_ratings(t, persons, lived, t.shoppers[f"anticipation_{name}"][persons].astype(np.float64))
        rated, satisfied = rated + len(stars), satisfied + fixed_sum(satisfaction_0_100(stars))
        later = np.clip(t.shoppers[state][only].astype(np.float64) + parcel[only], -1.0, 1.0)
        carry_mean(t, np.concatenate([persons, only]), np.concatenate([lived, later]), state, made)
        made += np.bincount(persons, minlength=people).astype(made.dtype)
    t.online |= {"orders_rated": rated, "order_satisfaction_sum": satisfied}


def send_parcels(t, which: np.ndarray) -> None:
    """Orders number `which` are paid with their fee and sent; some will be sent back, which is booked at once."""
    delivery, orders = t.scenario.channels.delivery, t.orders.take(which)
    value, cost = t.web_value[which], t.web_cost[which]
    listed = value.copy()
    top_up(orders, value, cost, t.shoppers, t.key, t.number, delivery.numbers())
    fee = fees(value, delivery)
    parcels = packed(orders, t.number, t.start)
    parcels["value_cents"], parcels["cost_cents"] = value, cost
    deliver(parcels, t.key, slipping(t.scenario), delivery.numbers())
    t.sent_back[which] = send_orders_back(t, parcels)
    t.parcels = rows_joined([t.parcels, parcels])
    failed = int((parcels["how"] == FAILED).sum())
    t.costs["fulfilment"] += round(100 * delivery.cost) * (len(orders) + failed)
    t.web_value[which], t.web_cost[which], t.fees[which] = value + fee, cost, fee
    t.online |= {"parcels": len(orders), "late_parcels": int((parcels["how"] != ON_TIME).sum()), "failed_parcels": failed,
                 "delivery_fees": int(fee.sum()) / 100, "delivered_value": int(value.sum()) / 100,
                 "filled_up": int((value > listed).sum()), "delivered_free": int((fee == 0).sum())}


def live_with_parcels(t) -> tuple[np.ndarray, np.ndarray]:
    """What happens to parcels in this period, of whatever period: missed, brought by the courier, sent back.

    Returns the parcels that were missed or came, and how that was felt. Those to which something is still to happen are kept.
    """
    delivery, parcels = t.scenario.channels.delivery, t.parcels
    missing, coming = (np.zeros(len(parcels)) for _ in range(2))
    feel_parcels(parcels, delivery.numbers(), missing, coming)
    missed, comes, returned = (is_now(t, parcels[name]) for name in ("missed", "comes", "returned"))
    courier = delivery.joy_of_courtesy * (delivery.courtesy - delivery.ordinary)
    noon = 3600.0 * (12.0 - t.scenario.store.hours.opens_h)
    for moment, those, name, valence, social in (
            (Moment.LATE, missed & (parcels["how"] == LATE), "missed", missing, 0.0),
            (Moment.FAILED_DELIVERY, missed & (parcels["how"] == FAILED), "missed", missing, 0.0),
            (Moment.DELIVERED, comes, "comes", coming, courier)):
        t.journal.note(moment, parcels["person"][those], parcels[name][those] - t.start, noon + 60.0 * (name == "comes"),
                       cognitive=valence[those], social=social, enters=delivery.enters)
    sending = parcels["person"][returned]
    t.journal.note(Moment.WEB_RETURN, sending, parcels["returned"][returned] - t.start, some_time(t, Purpose.WEB_RETURN, sending)[1],
                   cognitive=-t.scenario.channels.web_returns.effort, enters=delivery.enters)
    t.shoppers["parcels"] += np.bincount(parcels["person"][comes], minlength=len(t.shoppers)).astype(np.int32)
    t.unpunctual = rows_where(parcels, missed)
    t.model.parcels = rows_where(parcels, np.maximum(parcels["comes"], parcels["returned"]) >= t.end)
    felt = np.where(missed, missing, 0.0) + np.where(comes, coming + courier, 0.0)
    whole = (missing + coming + courier)[comes]     # of its delay, what was felt in the period before, too
    t.online |= {"parcels_home": int(comes.sum()), "parcel_felt_sum": fixed_sum(whole)}
    return rows_where(parcels, missed | comes), felt[missed | comes]


def is_now(t, day: np.ndarray) -> np.ndarray:
    """Whether days since the start of the run are of this period."""
    return (day >= t.start) & (day < t.end)


def send_orders_back(t, parcels: np.ndarray) -> np.ndarray:
    """Some will send their order back, on the day after it came: goods, refund and the cost of the way are booked with the order.

    Writes the day; returns what is given back, cents by order.
    """
    p = t.scenario.channels.web_returns
    back, sound = (np.zeros(len(parcels), dtype=np.int64) for _ in range(2))
    send_back(parcels, t.shoppers, t.key, t.number, p.numbers(), back, sound)
    parcels["returned"] = np.where(back == 1, parcels["comes"] + 1, NEVER)
    value, cost = parcels["value_cents"], parcels["cost_cents"]
    refund, returned, again = back * value, back * cost, sound * cost
    np.add.at(t.shoppers["refund_cents"], parcels["person"], refund)
    np.add.at(t.shoppers["period_margin"], parcels["person"], again - refund)
    t.returned = tuple(a + int(b.sum()) for a, b in zip(t.returned, (refund, returned, again), strict=True))
    t.costs["fulfilment"] += round(100 * p.cost) * int(back.sum())
    t.online |= {"orders_returned": int(back.sum()), "web_refunds": int(refund.sum()) / 100}
    return refund


def pick_up(t, which: np.ndarray) -> np.ndarray:
    """Orders number `which` were to be fetched in the store: those not handed out are cancelled; returns how that is felt."""
    p, orders = t.scenario.channels.pick_up, t.orders.take(which)
    at = {(visit["person"], visit["day"]): (visit["served_s"], visit["leave_s"])
          for visit in rows_where(t.visits, t.visits["collects"] == 1)}
    served, left = np.array([at.get((order["person"], order["day"]), (-1.0, -1.0)) for order in orders]).reshape(-1, 2).T
    handed, when = served >= 0.0, np.where(served >= 0.0, served, np.maximum(left, orders["arrive_s"]))
    t.web_value[which[~handed]] = 0
    t.web_cost[which[~handed]] = 0
    t.costs["fulfilment"] += round(100 * p.cost) * len(orders)
    for moment, those, valence in ((Moment.PICKED_UP, handed, p.joy), (Moment.NOT_HANDED_OUT, ~handed, -p.pain_of_cancelling)):
        t.journal.note(moment, orders["person"][those], orders["day"][those], when[those], cognitive=valence, enters=p.enters,
                       zone=np.where(left[those] >= 0.0, "checkout", ""))      # in none, who did not come in
    t.online |= {"pick_ups": int(handed.sum()), "pick_ups_cancelled": int((~handed).sum())}
    return np.where(handed, p.joy, -p.pain_of_cancelling)


def feel_seams(t) -> None:
    """Those who searched the web before they came feel what does not fit between web and store."""
    searched = rows_where(t.visits, (t.visits["web_first"] == 1) & (t.visits["leave_s"] >= 0.0) & (t.visits["collects"] == 0))
    price, basket = np.zeros(len(searched)), np.zeros(len(searched))
    cross_seams(searched, t.levels[searched["store"]], 1.0 - t.scenario.visit.phone.own_gap, t.key,
                t.scenario.channels.seams.numbers(), price, basket)
    for moment, felt, zone in ((Moment.SEAM_PRICE, price, ""), (Moment.BASKET_LOST, basket, "entrance")):
        those = felt < 0.0
        t.journal.note(moment, searched["person"][those], searched["day"][those], searched["arrive_s"][those],
                       cognitive=felt[those], zone=zone)
    t.online |= {"searched_visits": len(searched), "seam_loss": float(-(price.sum() + basket.sum()))}


def meet_others(t) -> None:
    """Actors beside the company are met on the way to it and after."""
    if not t.scenario.channels.third:
        return
    made = rows_where(t.visits, t.visits["leave_s"] >= 0.0)
    involvement = t.shoppers["involvement"][made["person"]].astype(np.float64)
    for name, actor in t.scenario.channels.third.items():
        met, felt = np.zeros(len(made), dtype=np.int64), np.zeros(len(made))
        meet(made, involvement, number_of(name), t.key, actor.numbers(), met, felt)
        before, those = actor.stage == "before", met == 1
        moment = Moment.MET_BEFORE if before else Moment.MET_AFTER
        t.journal.note(moment, made["person"][those], made["day"][those], made["arrive_s" if before else "leave_s"][those],
                       cognitive=(1.0 - actor.social) * felt[those], social=actor.social * felt[those])
        t.costs["fulfilment"] += round(100 * actor.cost) * int(those.sum())
