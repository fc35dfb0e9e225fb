"""The sums of a period and of a run, and from them every measure of the dictionary (`sim.outcomes.measures`)."""

import numpy as np

from sim.channels.choosing import APP, OWN_WEB, PICK_UP, STORE
from sim.engine.tables import rows_where
from sim.ground.sums import fixed_sum
from sim.outcomes.approach import responses, usual_rating
from sim.outcomes.measures import SUMMED
from sim.outcomes.survey import effort_7, satisfaction_0_100
from sim.people.moments import STAGES
from sim.store.origin import ORIGINS


def period_sums(visits: np.ndarray, trips: np.ndarray, shoppers: np.ndarray, came: np.ndarray, active: np.ndarray,
                money: dict[str, int], usual: float, opened: int = 0) -> dict[str, float]:
    """The sums of one period.

    visits: its visit rows; trips: its trips; came: bool by shopper, who judges the period (its visits, or moments elsewhere) and
    is asked; active: bool by shopper, who is no lost customer; money: whole cents `store_sales`, `web_sales`, `rival_sales`,
    `cost`, `wages`, `discounts`, `refunds`, `sold_again` (cost of goods brought back that are sold again), `staff_costs` (bonuses, programmes, training,
    hiring), `equipment`, `other_costs` (communication, fulfilment, service, ...); usual: rating at which loyalty rests, without style;
    opened: closed tills that advisors opened.
    """
    made = rows_where(visits, visits["leave_s"] >= 0.0)
    return {
        "periods": 1, "visits": len(made), "passed_by": len(visits) - len(made), "trips": len(trips),
        "store_trips": int((trips["way"] // 2 == STORE).sum()),
        "web_trips": int(np.isin(trips["way"] // 2, (OWN_WEB, APP, PICK_UP)).sum()),
        "tills_opened": opened,
    } | visit_sums(made, usual_rating(shoppers["rating_style"][made["person"]], usual)) | people_sums(shoppers, came, active) | money_sums(money)


def visit_sums(made: np.ndarray, usual: np.ndarray) -> dict[str, float]:
    """The sums over the visits that were made; usual: rating of their shoppers (`sim.outcomes.approach.usual_rating`)."""
    dwell, bought, collects = made["leave_s"] - made["arrive_s"], made["items"] > 0, made["collects"] == 1
    rating = satisfaction_0_100(made["satisfaction"])
    return {
        "satisfaction_sum": fixed_sum(rating), "satisfaction_squares": fixed_sum(rating ** 2),
        "satisfied": int((made["satisfaction"] >= 8.0).sum()),
        "effort_sum": fixed_sum(effort_7(made["wait_perceived_s"], dwell, made["not_found"] + made["overlooked"],
                                         made["list_length"])),
        "showroomed": int((made["online_items"] > 0).sum()), "webroomed": int((bought & (made["web_first"] == 1)).sum()),
        "buyers": int(bought.sum()), "shopping_visits": int((~collects).sum()), "shopping_buyers": int((bought & ~collects).sum()),
        "collecting_visits": int(collects.sum()), "collecting_buyers": int((bought & collects).sum()),
        "overtaken": int((bought & (made["overtaken"] > 0)).sum()), "machine_buyers": int((bought & (made["machine"] >= 0)).sum()),
        "machine_users": int((made["machine"] >= 0).sum()), "in_company": int((made["company"] > 0).sum()),
        "jostled": int((made["brushes"] > 0).sum()), "approached": int((made["approached"] > 0).sum()),
        "machine_failures": int((made["machine_failures"] > 0).sum()), "tried_on": int((made["tried"] > 0).sum()),
        "complaints": int((made["complained"] > 0).sum()), "wanted": int(made["list_length"].sum()),
        "at_activities": int((made["took_part"] + made["watched"] > 0).sum()),
        **{name: int(made[name].sum()) for name in (
            "abandoned", "helped", "balked", "mirrors_met", "mirror_uses", "mirrors_broken", "cross_sold", "items",
            "unplanned_items", "not_found", "stockouts", "items_returned")},
        "dwell_min_sum": fixed_sum(dwell) / 60.0, "wait_min_sum": fixed_sum(made["wait_actual_s"]) / 60.0,
        "wait_perceived_min_sum": fixed_sum(made["wait_perceived_s"]) / 60.0,
        "distance_sum": fixed_sum(made["distance_m"]),
        "approach_sum": fixed_sum(responses(made, usual)["behavioural"]),
        "pleasure_sum": fixed_sum(made["sum_affective"] / np.maximum(made["felt_s"], 1e-9)),
        **{f"{name}_sum": fixed_sum(made[name]) for name in ("expectation", "sales_experience", "sales_process", "impression",
                                                                "hedonic", "utilitarian")},
        "fun_sales": int(made["spend_cents"][made["recreational"] > 0].sum()) / 100,
    }


def people_sums(shoppers: np.ndarray, came: np.ndarray, active: np.ndarray) -> dict[str, float]:
    """The sums over shoppers; came, active: see `period_sums`."""
    answers = shoppers["recommend"][came]
    promoters, detractors = int((answers >= 9).sum()), int((answers <= 6).sum())
    return {
        "answers": len(answers), "promoters_less_detractors": promoters - detractors,
        "promoters_and_detractors": promoters + detractors,
        "told_satisfaction_sum": fixed_sum(satisfaction_0_100(shoppers["satisfaction"][came].astype(np.float64))),
        "shoppers": len(shoppers), "loyalty_squares": fixed_sum(shoppers["loyalty"].astype(np.float64) ** 2),
        "ever_bought": int((shoppers["first_period"] >= 0).sum()), "active": int(active.sum()),
        **{f"{name}_sum": fixed_sum(shoppers[name].astype(np.float64)) for name in (
            "loyalty", "knowledge", "recall", "ethics", "loyalty_rival", "trust", "will", "should")},
        "experience_web_sum": fixed_sum(shoppers["experience_web"][shoppers["web_orders"] > 0].astype(np.float64)),
        "web_customers": int((shoppers["web_orders"] > 0).sum()),
    }


def money_sums(money: dict[str, int]) -> dict[str, float]:
    """The sums of money in $, with sales, margin and profit; money: see `period_sums`."""
    sales = money["store_sales"] + money["web_sales"]
    margin = sales - money["cost"] - money["refunds"] + money["sold_again"]
    spent = money["wages"] + money["staff_costs"] + money["equipment"] + money["other_costs"]
    return {"sales": sales / 100, "margin": margin / 100, "profit": (margin - spent) / 100} | {
        name: money[name] / 100 for name in ("store_sales", "web_sales", "rival_sales", "wages", "discounts", "refunds",
                                             "staff_costs", "equipment", "other_costs")}


def journey_sums(shoppers: np.ndarray) -> dict[str, float]:
    """The sums of one period that are about its stages: the experience before, during and after purchase, and all of it."""
    stages = {f"stage_{stage}_sum": fixed_sum(shoppers[f"stage_{stage}"].astype(np.float64)) for stage in STAGES}
    return stages | {"journey_sum": sum(stages.values())}


def origin_sums(days: list) -> dict[str, int]:
    """Items of each origin in the baskets that were paid in these store-days (`sim.engine.store_day.LivedDay`), and all of them."""
    sold = np.zeros(len(ORIGINS), dtype=np.int64)
    for day in (one.day for one in days):
        if day.goods.item_origin.any():
            paid = np.arange(day.baskets.shape[1]) < day.visits["items"][:, None]
            sold += np.bincount(day.goods.item_origin[day.baskets[paid]], minlength=len(ORIGINS))
    by_origin = {f"{name}_items": int(many) for name, many in zip(ORIGINS[1:], sold[1:], strict=True)}
    return by_origin | {"origin_items": sum(by_origin.values())}


def staff_sums(staff: dict[str, np.ndarray], visits: np.ndarray) -> dict[str, float]:
    """The sums of one period that are about staff: its table of members, and the encounters in its visits."""
    return {"staff_periods": len(staff["uid"]), "morale_sum": fixed_sum(staff["morale"]),
            "load_sum": fixed_sum(staff["load"]), "resigned": int(staff["resigned"].sum()),
            "helps": int(visits["helps"].sum()), "need_met": int(visits["need_met"].sum())}


def merged(*parts: dict[str, float]) -> dict[str, float]:
    """All sums of a period in one dict; ValueError if two parts of the engine give a sum of the same name."""
    whole: dict[str, float] = {}
    for part in parts:
        if twice := sorted(whole.keys() & part.keys()):
            raise ValueError(f"sums of a period: {', '.join(twice)} given twice; each sum needs a name of its own")
        whole |= part
    return whole


def measured(sums: dict[str, float]) -> dict[str, float]:
    """Every measure from its sums; NaN where the denominator is 0."""
    return {m.name: m.factor * (sums[m.over] / sums[m.under]) if sums[m.under] else float("nan")
            for m in SUMMED.values()}


def standard_errors(sums: dict[str, float]) -> dict[str, float]:
    """Standard error of every measure that is a mean over people or visits of one period; NaN where fewer than two."""
    errors = {}
    for m in SUMMED.values():
        if m.squares:
            count, mean = sums[m.under], sums[m.over] / max(sums[m.under], 1)
            variance = max(sums[m.squares] - count * mean**2, 0.0) / (count - 1) if count > 1 else float("nan")
            errors[m.name] = m.factor * (variance / max(count, 1)) ** 0.5
    return errors


def added(periods: list[dict[str, float]]) -> dict[str, float]:
    """The sums of a run from those of its periods; what is a state is that of the last period."""
    if not periods:
        return dict.fromkeys({part for m in SUMMED.values() for part in (m.over, m.under)}, 0)
    total = {name: sum(sums[name] for sums in periods) for name in periods[0]}
    for m in SUMMED.values():
        if m.at_end:
            total |= {part: periods[-1][part] for part in (m.over, m.under)}
    return total
