"""Records: what a run keeps of its periods, and the tables that are made of it at the end."""

import warnings

import numpy as np

from sim.channels.choosing import APP, OWN_WEB, PICK_UP, RIVAL, STORE
from sim.engine.tables import rows_where
from sim.engine.tickets import ticket_columns
from sim.experience.account import BESIDE, add_accounts
from sim.experience.control import GROUPS, variance_sums
from sim.experience.ratings import RATING
from sim.ground.told import Told
from sim.outcomes.approach import responses, usual_rating
from sim.outcomes.survey import satisfaction_0_100
from sim.people.moments import DIMENSIONS, MOMENTS, Channel, Stage
from sim.visit.causes import CAUSES
from sim.visit.states import RESPONSE, Touchpoint
from sim.visit.touchpoints import NOTES, NOTES_A_VISIT

SEARCH = ("direct", "web", "phone")
PURCHASE = ("store", "own web", "rival", "nothing", "pick-up", "app")
NUMBERS = ("distance_m", "walk_s", "search_s", "decided_s", "sales_experience", "wait_actual_s", "wait_perceived_s",
           "sales_process", "peak", "end", "remembered", "remembered_cognitive", "remembered_affective", "remembered_social",
           "remembered_physical", "expectation",
           "disconfirmation", "satisfaction", "quality_answer", "expectation_answer", "arrive_s", "leave_s",
           "reference_price", "familiarity", "use", "impression", "hedonic", "utilitarian", "value", "hedonic_weight",
           "knowledge", "learned", "activity_s", "recognised_s")
COUNTS = ("helped", "collects", "abandoned", "items", "unplanned_items", "not_found", "overlooked", "phone_checks", "considered", "looked",
          "bought_unaided", "asked", "helps", "bought_helped", "need_met", "missold", "stockouts", "substituted",
          "discounted_items", "refused_discounts", "left_at_till", "complained", "origin_items", "primed_items", "defects",
          "items_returned", "took_part", "watched", "company", "brushes", "balked", "overtaken", "pushed_in",
          "machine_failures", "approached", "tried", "bought_tried", "gave_up_fitting", "helped_tried", "mirror_uses",
          "mirrors_broken", "cross_sold")


class Records:
    """Keeps the sums of every period, the visit and touchpoint logs if asked to, and the floor's memory of presence.

    sums: one dict a period; channels: int64 [search, purchase] journeys (`visit_purchases`, and trips elsewhere); seconds,
    pleasure: by cell; staff: what members of staff lived, a table a period;
    trips: shopping days over all shops, by period; trip_shoppers: uids of those who made them (with a panel only);
    dollars: $ spent in all shops, by period; why, why_visits: accounts of ratings summed by segment, and their number;
    felt: valence x s by zone and cause; ratings, raters: accounts of the period's ratings summed by segment, and how many
    shoppers rated, a period each; products: of ratings with the part of each group (`sim.experience.control`).
    """

    def __init__(self, scenario, floor):
        self.keep_visits = scenario.engine.keep_visits
        self.sums: list[dict[str, float]] = []
        self.visits: list[dict[str, np.ndarray]] = []
        self.notes: list[dict[str, np.ndarray]] = []
        self.channels = np.zeros((len(SEARCH), len(PURCHASE)), dtype=np.int64)
        self.seconds = np.zeros(floor.place.cells)
        self.pleasure = np.zeros(floor.place.cells)
        self.open_s = 0.0
        self.shopper_ticks = 0
        self.explained = scenario.engine.explain
        groups = len(scenario.people.segments) if self.explained else 0
        self.why = np.zeros((groups, len(WHY)))
        self.why_visits = np.zeros(groups, dtype=np.int64)
        self.tenants: list[dict[str, np.ndarray]] = []
        self.products = np.zeros(len(GROUPS))
        self.felt = np.zeros((len(floor.plan.zone_names), len(CAUSES)))
        self.ratings: list[np.ndarray] = []
        self.raters: list[np.ndarray] = []
        self.stores: list[dict[str, np.ndarray]] = []
        self.posts: list[dict[str, np.ndarray]] = []
        self.trips: list[int] = []
        self.tickets: list[dict[str, np.ndarray]] = []
        self.staff: list[dict[str, np.ndarray]] = []
        self.has_panel = scenario.people.source == "complete_journey"
        self.trip_shoppers: list[np.ndarray] = []
        self.dollars: list[float] = []

    def keep(self, t) -> None:
        """Keep a period `t` (`sim.engine.period.Period`) that has been settled."""
        model, trips, days, visits = t.model, t.trips, t.days, t.visits
        self.staff.append(t.staff)
        self.sums.append(model.sums)
        self.trips.append(len(trips))
        if self.has_panel:
            self.trip_shoppers.append(trips["shopper"].copy())
        cents = visits["spend_cents"].sum() + visits["own_web_cents"].sum() + visits["rival_cents"].sum()
        self.dollars.append(float(cents + t.web_value.sum() + t.rival_value.sum()) / 100.0)
        inside = visits["leave_s"] >= 0.0
        made = rows_where(visits, inside)
        search, purchase = search_channel(made), purchase_channel(made)
        self.channels += visit_purchases(made)
        for way, place in ((OWN_WEB, 1), (RIVAL, 2), (PICK_UP, 4), (APP, 5)):
            there = trips[trips["way"] // 2 == way]
            np.add.at(self.channels, (there["way"] % 2, np.full(len(there), place)), 1)
        for day in days:
            self.shopper_ticks += day.shopper_ticks
            if day.store == 0:      # the heat map is that of the first store
                self.seconds += day.day.seconds
                self.pleasure += day.day.pleasure
                self.felt += day.day.felt
                self.open_s += day.floor.open_s
        self.stores.append(store_columns(t, made))
        self.posts.append(post_columns(t))
        if self.keep_visits:
            usual = usual_rating(model.shoppers["rating_style"][made["person"]], model.usual)
            self.visits.append(visit_columns(made, search, purchase, usual)
                               | {name: values[inside].astype(np.float32) for name, values in t.quality.items()}
                               | (why_columns(t.account[inside]) if self.explained else {}))
            if len(t.cases):
                self.tickets.append(ticket_columns(t.cases, t.number))
        if self.explained:
            segment = np.where(inside, model.shoppers["segment"].astype(np.int64)[visits["person"]], -1)
            add_accounts(t.account, segment, self.why)
            self.why_visits += np.bincount(segment[inside], minlength=len(self.why))
            self._keep_ratings(t)
            self.products += variance_sums(t.account[inside])
        tell_of_lost_notes(days)
        for day in days:
            self.notes.append(note_columns(day, model.period, model.zone_names))
        self.notes.append(moment_columns(t))

    def _keep_ratings(self, t) -> None:
        """Add up the accounts of those who rated the period, by segment."""
        segment = np.where(t.met, t.shoppers["segment"].astype(np.int64), -1)
        sums = np.zeros((len(self.why), len(RATING)))
        add_accounts(t.model.ratings.rows, segment, sums)
        self.ratings.append(sums)
        self.raters.append(np.bincount(segment[t.met], minlength=len(self.why)))


def search_channel(visits: np.ndarray) -> np.ndarray:
    """How each visit's purchase was searched: 0 straight, 1 web first, 2 on the phone at the shelf."""
    return np.where(visits["web_first"] == 1, 1, np.where(visits["phone_checks"] > 0, 2, 0))


def purchase_channel(visits: np.ndarray) -> np.ndarray:
    """Where each visit mainly bought: 0 here, if anything was, else 1 own web shop, 2 rival's web shop, 3 nowhere."""
    online = np.where(visits["own_web_cents"] > 0, OWN_WEB, np.where(visits["rival_cents"] > 0, RIVAL, 3))
    return np.where(visits["items"] > 0, STORE, online)


def visit_purchases(visits: np.ndarray) -> np.ndarray:
    """Journeys of visits, int64 [search, purchase]: a visit counts once for each place where it bought.

    What was ordered in the store, from the own web shop or a rival, was searched on the phone at the shelf, whatever
    else the visit bought; a visit that bought nowhere counts once, unless it fetched an order, which is counted as such.
    """
    counts = np.zeros((len(SEARCH), len(PURCHASE)), dtype=np.int64)
    search, phone = search_channel(visits), SEARCH.index("phone")
    here, nowhere = visits["items"] > 0, (visits["items"] == 0) & (visits["online_items"] == 0) & (visits["collects"] == 0)
    counts[:, STORE] = np.bincount(search[here], minlength=len(SEARCH))
    counts[phone, OWN_WEB] = (visits["online_items"] > visits["rival_items"]).sum()
    counts[phone, RIVAL] = (visits["rival_items"] > 0).sum()
    counts[:, PURCHASE.index("nothing")] = np.bincount(search[nowhere], minlength=len(SEARCH))
    return counts


def visit_columns(visits: np.ndarray, search: np.ndarray, purchase: np.ndarray,
                  usual: np.ndarray) -> dict[str, np.ndarray]:
    """The columns of the visit log; affect as means over the visit, money in $, times in s.

    search, purchase: channels by visit; usual: rating of the shoppers (`usual_rating`).
    """
    felt = np.maximum(visits["felt_s"], 1e-9)
    columns = {
        "shopper": visits["shopper"].astype(np.int64), "period": visits["period"].astype(np.int32),
        "store": visits["store"].astype(np.int16), "day": visits["day"].astype(np.int16),
        "recreational": visits["recreational"].astype(np.int8),
        "dwell_s": (visits["leave_s"] - visits["arrive_s"]).astype(np.float32),
        "spend": visits["spend_cents"] / 100.0,
        "discount": visits["discount_cents"] / 100.0, "refund": visits["refund_cents"] / 100.0,
        "pleasure": (visits["sum_affective"] / felt).astype(np.float32),
        "arousal": (visits["sum_arousal"] / felt).astype(np.float32),
        "dominance": (visits["sum_dominance"] / felt).astype(np.float32),
        "absorbed": (visits["sum_absorbed"] / felt).astype(np.float32),
        "human_crowding": (visits["sum_human_crowding"] / felt).astype(np.float32),
        "spatial_crowding": (visits["sum_spatial_crowding"] / felt).astype(np.float32),
        "search_channel": search.astype(np.int8), "purchase_channel": purchase.astype(np.int8),
        "showroomed": visits["online_items"] > 0,
        "showroomed_rival": visits["rival_items"] > 0,
        "self_checkout": visits["machine"] >= 0,
        "webroomed": (visits["web_first"] == 1) & (visits["items"] > 0),
    }
    columns |= responses(visits, usual)
    columns |= {name: visits[name].astype(np.float32) for name in NUMBERS}
    columns |= {name: visits[name].astype(np.int16) for name in COUNTS}
    for name in ("helped", "abandoned", "balked", "pushed_in"):
        columns[name] = visits[name] == 1
    return columns


def why_columns(account: np.ndarray) -> dict[str, np.ndarray]:
    """The account of each rating as columns of the visit log."""
    return {f"why_{name}": account[:, k].astype(np.float32) for k, name in enumerate(WHY)}


def tell_of_lost_notes(days: list) -> None:
    """A warning if more touchpoints were lived on one of these store-days than its log has room for."""
    lost = sum(max(0, int(day.day.counts[NOTES]) - len(day.day.log)) for day in days)
    if lost:
        warnings.warn(f"{lost:,} touchpoints of a period are missing from the log of touchpoints, which has room for {NOTES_A_VISIT} a "
                      "sampled visit (NOTES_A_VISIT in sim/visit/touchpoints.py); nothing else is missing", Told, stacklevel=2)


def note_columns(day, period: int, zone_names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """The columns of the touchpoint log of one store-day; zone_names: those of all stores."""
    zones = np.array([zone_names.index(name) for name in day.floor.plan.zone_names] + [-1], dtype=np.int16)
    written = min(int(day.day.counts[NOTES]), len(day.day.log))
    log = day.day.log[:written]
    log = log[np.lexsort((log["time_s"], log["visit"]))]
    visits, of = day.day.visits, log["visit"]
    return {
        "shopper": visits["shopper"][of].astype(np.int64), "period": np.full(written, period, dtype=np.int32),
        "store": visits["store"][of].astype(np.int16), "day": visits["day"][of].astype(np.int16),
        "time_s": log["time_s"].astype(np.float32), "touchpoint": log["touchpoint"].astype(np.int8),
        "stage": np.full(written, Stage.DURING, dtype=np.int8), "channel": CHANNEL_AT[log["touchpoint"]],
        "behavioural": RESPONSES[log["touchpoint"]],
        "zone": zones[day.day.place.zone[log["cell"]]],
        **{name: log[name].astype(np.float32) for name in DIMENSIONS},
        **{name: np.full(written, np.nan, dtype=np.float32) for name in OF_MOMENTS},
    }


def store_columns(t, made: np.ndarray) -> dict[str, np.ndarray]:
    """What each store of the chain took and gave in a period; made: the visits that were made."""
    stores, of = len(t.model.branches), made["store"]
    visits, home = np.bincount(of, minlength=stores), t.shoppers["home"]

    def total(column: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.bincount(where, weights=column.astype(np.float64), minlength=stores)

    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "period": np.full(stores, t.number, dtype=np.int32), "store": np.arange(stores, dtype=np.int16),
            "shoppers": np.bincount(home, minlength=stores), "visits": visits,
            "sales": total(made["spend_cents"], of) / 100.0,
            "margin": total(made["spend_cents"] - made["cost_cents"], of) / 100.0,
            "wages": t.wages / 100.0,
            "satisfaction": total(satisfaction_0_100(made["satisfaction"]), of) / visits,
            "wait_min": total(made["wait_actual_s"], of) / visits / 60.0,
            "loyalty": total(t.shoppers["loyalty"], home) / np.bincount(home, minlength=stores),
        }


def post_columns(t) -> dict[str, np.ndarray]:
    """The posts of a period; see `sim.experience.posting.POST`."""
    posts = t.posts
    if not len(posts):
        return {}
    return {"shopper": t.shoppers["uid"][posts["person"]].astype(np.int64),
            "period": np.full(len(posts), t.number, dtype=np.int32),
            "store": t.shoppers["home"][posts["person"]].astype(np.int16), "topic": posts["topic"].astype(np.int8),
            "praise": posts["tone"] > 0, "satisfaction": posts["satisfaction"].astype(np.float32),
            "reach": posts["reach"].astype(np.int32)}


def moment_columns(t) -> dict[str, np.ndarray]:
    """The columns of the period's moments outside of the store, in the order of person, day and time; as `note_columns`."""
    log = joined(t.journal.log)
    if not log:
        return {}
    order = np.lexsort((log["moment"], log["time_s"], log["day"], t.shoppers["uid"][log["row"]]))
    log = {name: values[order] for name, values in log.items()}
    return {
        "shopper": t.shoppers["uid"][log["row"]].astype(np.int64), "period": np.full(len(order), t.number, dtype=np.int32),
        "store": t.shoppers["home"][log["row"]].astype(np.int16), "day": log["day"].astype(np.int16),
        "time_s": log["time_s"].astype(np.float32),
        "touchpoint": (len(Touchpoint) + log["moment"]).astype(np.int8),
        "stage": log["stage"].astype(np.int8), "channel": log["channel"].astype(np.int8),
        "behavioural": np.zeros(len(order), dtype=np.int8), "zone": numbers_of(log["zone"], t.model.zone_names),
        **{name: log[name].astype(np.float32) for name in (*DIMENSIONS, *OF_MOMENTS)},
    }


def numbers_of(zones: np.ndarray, zone_names: tuple[str, ...]) -> np.ndarray:
    """Numbers of zones by name, -1 for none: int16."""
    names, which = np.unique(zones, return_inverse=True)
    return np.array([zone_names.index(name) if name else -1 for name in names], dtype=np.int16)[which]


def joined(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Columns of all parts one after another."""
    parts = [part for part in parts if part]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}


OF_MOMENTS = ("enters", "in_stage", "tone")
"""Columns that only moments outside of the store have: the shares of their valence that enter the state and that count in the stage,
and how good what is said of the store there is."""

WHY = (*BESIDE, *CAUSES)
"""Parts of the account of a rating, in the order of its columns."""

TOUCHPOINTS = (*(touchpoint.name.lower() for touchpoint in Touchpoint), *MOMENTS)
"""Names of touchpoints by number, first those of the visit."""

RESPONSES = np.array([RESPONSE.get(touchpoint, 0) for touchpoint in Touchpoint], dtype=np.int8)
"""Behavioural response by the number of the touchpoint."""

CHANNEL_AT = np.array([Channel.PHONE if touchpoint in (Touchpoint.PHONE_CHECK, Touchpoint.BOUGHT_ONLINE) else Channel.STORE
                       for touchpoint in Touchpoint], dtype=np.int8)
"""Channel of a touchpoint of the visit by its number."""
