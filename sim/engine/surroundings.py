"""What surrounds a store in one period: the centre on the way to it, the rival, and what is heard of the company.

Each leaves its mark on what a shopper knows, is noted as a moment where it is felt, and when the period has been judged moves the
trips of t + 1 (`sim.channels.leaning`). Where there is no centre, no rival that is lived and no conduct to speak of, nothing is done.
"""

import numpy as np

from sim.channels.choosing import RIVAL, STORE
from sim.channels.leaning import lean
from sim.channels.rival import await_the_rival, know_the_rival, live_there, pull_of_rival
from sim.engine.expecting import carry_mean
from sim.engine.tables import rows_joined, rows_where
from sim.engine.when import some_time
from sim.experience.conduct import believe, hears, lean_of_conduct
from sim.experience.image import learn_image
from sim.ground.dice import Purpose
from sim.outcomes.value import lost, silence_limit
from sim.people.moments import Moment
from sim.store.centre import reputation_of_centre, reputations, staying


def live_around(t) -> None:
    """Live what surrounds the store in the period `t` (`sim.engine.period.Period`)."""
    scenario, shoppers = t.scenario, t.shoppers
    if scenario.centre.exists:
        walk_through_centre(t)
    if scenario.channels.rival.on:
        meet_rival(t)
    if scenario.experience.conduct.conduct != 0.0 or shoppers["ethics"].any():
        hear_of_conduct(t)


def turn_to(t) -> None:
    """What the surroundings are to everybody, and how satisfied the period left him, moves the choice of t + 1."""
    scenario, shoppers = t.scenario, t.shoppers
    lean(shoppers, scenario.centre.spill * scenario.centre.of_choice * shoppers["centre_image"].astype(np.float64),
         lean_of_conduct(shoppers, weights_of_ethics(t), scenario.experience.conduct),
         pull_of_rival(shoppers, t.model.usual, scenario.channels.rival))


def trips_to_rival(t) -> np.ndarray:
    """Trips that ended at the rival, and visits to the store that bought from it by phone; rows of `sim.channels.planning.TRIP`."""
    ordered = rows_where(t.visits, t.visits["rival_cents"] > 0)
    by_phone = np.zeros(len(ordered), dtype=t.trips.dtype)
    for name, at in (("person", "person"), ("shopper", "shopper"), ("day", "day"), ("arrive_s", "leave_s")):
        by_phone[name] = ordered[at]
    return rows_joined([rows_where(t.trips, t.trips["way"] // 2 == RIVAL), by_phone])


def meet_rival(t) -> None:
    """What is bought from the rival is lived there."""
    p, scenario = t.scenario.channels.rival, t.scenario
    await_the_rival(t.shoppers)
    trips = trips_to_rival(t)
    felt = np.zeros(len(trips))
    years = t.number * scenario.horizon.days_per_period / 365.0
    live_there(trips, t.key, t.number, p.quality + p.gain_year * years, p.spread, felt)
    count, known = carry_mean(t, trips["person"], felt, "experience_rival", t.shoppers["rival_visits"])
    know_the_rival(t.shoppers, count, known, t.number, p, scenario.experience.loyalty.speed, scenario.experience.norm)
    t.journal.note(Moment.VISITED_RIVAL, trips["person"], trips["day"], trips["arrive_s"], cognitive=felt, enters=0.0)


def weights_of_ethics(t) -> np.ndarray:
    """Weight of ethics by shopper, that of his segment."""
    return np.array([segment.ethics for segment in t.scenario.people.segments])[t.shoppers["segment"]]


def hear_of_conduct(t) -> None:
    """The conduct of the company is heard of, and belief follows it."""
    p = t.scenario.experience.conduct
    heard = np.zeros(len(t.shoppers))
    hears(t.shoppers, t.key, t.number, p.heard, heard)
    change = believe(t.shoppers, heard, p)
    shocked = np.flatnonzero(change < 0.0)
    when = some_time(t, Purpose.HEAR_OF_CONDUCT, shocked)
    t.journal.note(Moment.HEARD_OF_CONDUCT, shocked, *when, cognitive=p.of_experience * (weights_of_ethics(t) * change)[shocked])


def walk_through_centre(t) -> None:
    """Everybody who comes to a store in the centre walks through it, feels its image and learns what it is like."""
    p, shoppers, inside = t.scenario.centre, t.shoppers, own_stores(t)
    ways = t.trips[(t.trips["way"] // 2 == STORE) & np.isin(t.trips["store"], inside)]
    came = np.unique(ways["person"])
    reputation = tenants_of(t, inside)
    learn_image(shoppers, came, reputation, p.learning)
    image = shoppers["centre_image"].astype(np.float64)[ways["person"]]
    t.journal.note(Moment.WALKED_CENTRE, ways["person"], ways["day"], ways["arrive_s"], affective=np.clip(p.of_walk * image, -1, 1))


def own_stores(t) -> np.ndarray:
    """Positions of the own stores that stand in the centre."""
    names = t.scenario.centre.stores
    return np.array([branch.number for branch in t.model.branches if not names or branch.name in names], dtype=np.int64)


def tenants_of(t, inside: np.ndarray) -> float:
    """The reputation of the centre in this period; keeps a row for each tenant and books what own stores pay.

    inside: positions of the own stores in it.
    """
    p, weeks = t.scenario.centre, t.scenario.horizon.days_per_period / 7.0
    home, off = t.shoppers["home"], t.shoppers["experience"].astype(np.float64) - t.shoppers["norm"].astype(np.float64)
    names = [t.model.branches[k].name for k in inside] + [tenant.name for tenant in p.tenants]
    quality = np.array([off[home == k].mean() if (home == k).any() else 0.0 for k in inside]
                       + [tenant.quality for tenant in p.tenants])
    weight = np.array([p.own_weight] * len(inside) + [tenant.weight for tenant in p.tenants])
    paid = np.array([0.0 if name in p.free_riders else p.contribution_week for name in names[:len(inside)]]
                    + [tenant.contribution_week for tenant in p.tenants])
    stays = np.array([t.scenario.outcomes.stay_year ** (7.0 * weeks / 365.0)] * len(inside) + [one.stays for one in p.tenants])
    lift = p.lift(float(paid.sum()))
    of_centre = reputation_of_centre(quality, weight, lift)
    each = reputations(quality, of_centre, p.spill)
    t.costs["centre"] += round(100.0 * weeks * float(paid[:len(inside)].sum()))
    t.model.records.tenants.append({
        "period": np.full(len(names), t.number), "tenant": np.array(names, dtype=object),
        "own": np.arange(len(names)) < len(inside), "weight": weight, "quality": quality, "reputation": each,
        "contribution": paid * weeks, "lift": np.full(len(names), p.spill * lift),
        "retention": staying(stays, each, p.of_choice),
        "retention_alone": staying(stays, each - p.spill * lift, p.of_choice),
        "retention_counted": np.append(kept(t, inside), np.full(len(p.tenants), np.nan))})
    return of_centre


def kept(t, inside: np.ndarray) -> np.ndarray:
    """Share of the customers of each own store who were not lost before this period and are not lost after it; NaN without any."""
    shoppers, bought = t.shoppers, np.zeros(len(t.shoppers), dtype=bool)
    bought[t.visits["person"][t.visits["spend_cents"] + t.visits["own_web_cents"] > 0]] = True
    bought[t.orders["person"][t.web_value > 0]] = True
    silence = silence_limit(t.scenario.outcomes.churned_after, t.model.buying_rate())
    were = (shoppers["first_period"] >= 0) & ~lost(shoppers, t.number - 1, silence)
    still = were & (bought | ~lost(shoppers, t.number, silence))
    before, after = (np.bincount(shoppers["home"][those], minlength=len(t.model.branches))[inside] for those in (were, still))
    return np.where(before > 0, after / np.maximum(1, before), np.nan)
