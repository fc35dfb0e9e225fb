"""Measures of a period and of a run: each a sum over another, so that a run's value is exact whatever its periods are.

`satisfaction` of a run is the mean over all visits, not a mean of weekly means; sales, margin and wages are $ a period.
"""

import numpy as np

from sim.channels.choosing import OWN_WEB, STORE
from sim.engine.tables import rows_where
from sim.ground.sums import fixed_sum
from sim.outcomes.approach import responses
from sim.outcomes.survey import effort_7, satisfaction_0_100

MEASURES = {
    "satisfaction": ("satisfaction_sum", "visits"),
    "nps": ("promoters_less_detractors", "answers"),
    "csat": ("satisfied", "visits"),
    "ces": ("effort_sum", "visits"),
    "loyalty": ("loyalty_sum", "shoppers"),
    "retention": ("active", "ever_bought"),
    "showrooming": ("showroomed", "visits"),
    "webrooming": ("webroomed", "visits"),
    "conversion": ("buyers", "visits"),
    "dwell_min": ("dwell_min_sum", "visits"),
    "wait_min": ("wait_min_sum", "visits"),
    "wait_perceived_min": ("wait_perceived_min_sum", "visits"),
    "distance_m": ("distance_sum", "visits"),
    "pleasure": ("pleasure_sum", "visits"),
    "approach": ("approach_sum", "visits"),
    "unplanned": ("unplanned_items", "items"),
    "not_found": ("not_found", "wanted"),
    "abandoned": ("abandoned", "visits"),
    "helped": ("helped", "visits"),
    "basket": ("store_sales", "buyers"),
    "store_share": ("store_trips", "trips"),
    "web_share": ("web_trips", "trips"),
    "sales": ("sales", "periods"),
    "web_sales": ("web_sales", "periods"),
    "rival_sales": ("rival_sales", "periods"),
    "margin": ("margin", "periods"),
    "wages": ("wages", "periods"),
    "profit": ("profit", "periods"),
    "visits": ("visits", "periods"),
    "buyers": ("buyers", "periods"),
    "passed_by": ("passed_by", "periods"),
    "trips": ("trips", "periods"),
}
"""Name of the measure -> numerator and denominator among the sums of `period_sums`; nps and csat are times 100."""

PERCENT = ("nps", "csat")
END_OF_RUN = ("loyalty", "retention")
"""Measures of where people stand: a run has them at its end, not summed over periods."""


def period_sums(visits: np.ndarray, trips: np.ndarray, shoppers: np.ndarray, came: np.ndarray, active: np.ndarray,
                money: dict[str, int]) -> dict[str, float]:
    """The sums of one period.

    visits: its visit rows; trips: its trips; came: bool by shopper, who visited; active: bool by shopper, who is no
    lost customer; money: whole cents `store_sales`, `web_sales`, `rival_sales`, `cost`, `wages`.
    """
    made = rows_where(visits, visits["leave_s"] >= 0.0)
    dwell = made["leave_s"] - made["arrive_s"]
    answers = shoppers["recommend"][came]
    bought = made["items"] > 0
    sales = money["store_sales"] + money["web_sales"]
    return {
        "periods": 1, "visits": len(made), "passed_by": len(visits) - len(made), "trips": len(trips),
        "store_trips": int((trips["way"] // 2 == STORE).sum()), "web_trips": int((trips["way"] // 2 == OWN_WEB).sum()),
        "satisfaction_sum": fixed_sum(satisfaction_0_100(made["satisfaction"])),
        "satisfied": int((made["satisfaction"] >= 8.0).sum()),
        "effort_sum": fixed_sum(effort_7(made["wait_perceived_s"], dwell, made["not_found"], made["list_length"])),
        "answers": len(answers),
        "promoters_less_detractors": int((answers >= 9).sum()) - int((answers <= 6).sum()),
        "shoppers": len(shoppers), "loyalty_sum": fixed_sum(shoppers["loyalty"].astype(np.float64)),
        "ever_bought": int((shoppers["first_period"] >= 0).sum()), "active": int(active.sum()),
        "showroomed": int((made["online_items"] > 0).sum()),
        "webroomed": int((bought & (made["web_first"] == 1)).sum()),
        "buyers": int(bought.sum()), "abandoned": int(made["abandoned"].sum()), "helped": int(made["helped"].sum()),
        "items": int(made["items"].sum()), "unplanned_items": int(made["unplanned_items"].sum()),
        "not_found": int(made["not_found"].sum()), "wanted": int(made["list_length"].sum()),
        "dwell_min_sum": fixed_sum(dwell) / 60.0, "wait_min_sum": fixed_sum(made["wait_actual_s"]) / 60.0,
        "wait_perceived_min_sum": fixed_sum(made["wait_perceived_s"]) / 60.0,
        "distance_sum": fixed_sum(made["distance_m"]),
        "approach_sum": fixed_sum(responses(made, shoppers["loyalty"][made["person"]])["behavioural"]),
        "pleasure_sum": fixed_sum(made["sum_affective"] / np.maximum(made["felt_s"], 1e-9)),
        "store_sales": money["store_sales"] / 100, "web_sales": money["web_sales"] / 100,
        "rival_sales": money["rival_sales"] / 100, "sales": sales / 100, "wages": money["wages"] / 100,
        "margin": (sales - money["cost"]) / 100, "profit": (sales - money["cost"] - money["wages"]) / 100,
    }


def measured(sums: dict[str, float]) -> dict[str, float]:
    """Every measure from its sums; NaN where the denominator is 0."""
    values = {}
    for name, (over, under) in MEASURES.items():
        value = sums[over] / sums[under] if sums[under] else float("nan")
        values[name] = 100.0 * value if name in PERCENT else value
    return values


def added(periods: list[dict[str, float]]) -> dict[str, float]:
    """The sums of a run from those of its periods; what is a state is that of the last period."""
    if not periods:
        return dict.fromkeys({part for parts in MEASURES.values() for part in parts}, 0)
    total = {name: sum(sums[name] for sums in periods) for name in periods[0]}
    for name in END_OF_RUN:
        for part in MEASURES[name]:
            total[part] = periods[-1][part]
    return total
