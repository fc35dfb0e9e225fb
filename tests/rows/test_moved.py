"""Each row is moved by a scenario that ships, the way that it says, and shows in the tables of a run."""

from functools import lru_cache

import pytest
from pandas.api.types import is_numeric_dtype
from worlds import corner

import sim

USED = ("people.size=300", "horizon.periods=3", "channels.choosing.own_web=-0.5")
"""A few people, some of whom order online."""
LONGER = ("horizon.periods=6",)
ASKING = ("service.complaining.questions=0.9", "service.desk.agents=40")
SUPERMARKET = ("store=supermarket",)

MOVED = [
    ("v6", "web_outage", "periods", "web_completion", -1), ("v6", "web_outage", "periods", "order_felt", -1),
    ("v7", "strong_brand", "visits", "expectation", +1), ("v8", "no_carry_over", "shoppers", "expectation", 0),
    ("v9", "delighted_start", "periods", "loyalty", +1), ("v11", "winter", "periods", "visits", -1),
    ("d2", "late_parcels", "shoppers", "stage_after", -1), ("d4", "big_promise", "visits", "satisfaction", -1),
    ("d4", "big_promise", "periods", "visits", +1), ("d5", "memory_end", "visits", "remembered", 0),
    ("d6", "fading_memories", "shoppers", "experience", 0), ("d12", "experience_trend", "visits", "satisfaction", 0),
    ("d19", "women_and_men", "visits", "satisfaction", 0), ("d20", "dirty", "periods", "sales_experience", -1),
    ("d21", "big_promise", "periods", "delivery_gap", +1), ("d22", "cheaper_online", "periods", "seam_loss", +1),
    ("p2", "prize_for_some", "shoppers", "satisfaction", -1), ("p4", "poor_quality", "visits", "use", -1, *SUPERMARKET),
    ("p4", "poor_quality", "periods", "defective", +1, *SUPERMARKET),
    ("p5", "bad_hearsay", "shoppers", "heard", -1), ("p12", "hidden_condition", "periods", "complaints", +1, *SUPERMARKET),
    ("p13", "free_delivery", "periods", "delivery_fees", -1), ("p14", "loyalty_card", "shoppers", "points", +1),
    ("p15", "charity_parcels", "shoppers", "tie", +1), ("r1", "mall_with_bad_anchor", "shoppers", "centre_image", -1),
    ("r2", "town_management", "centre", "lift", +1), ("r10", "scandal", "periods", "ethics", -1, *LONGER),
    ("r11", "unpleasant_neighbours", "control", "share", 0), ("j1", "bad_reviews", "periods", "turned_away", +1, *LONGER),
    ("j2", "cheaper_rival", "periods", "showrooming", +1, "people.size=1000"), ("j3", "risky_goods", "periods", "webrooming", +1),
    ("j11", "contradicting_campaign", "periods", "trust", -1), ("j12", "campaign", "shoppers", "ad_contacts", +1),
    ("j13", "leaders_seeded", "shoppers", "ad_contacts", +1), ("j14", "word_of_mouth", "shoppers", "word", 0),
    ("j15", "glossy_campaign", "shoppers", "by_frame", +1), ("j16", "reasoned_campaign", "shoppers", "told", +1),
    ("j17", "one_click", "periods", "web_completion", +1), ("j18", "angry_posts", "posts", "topic", +1, *SUPERMARKET),
    ("j19", "polite_couriers", "shoppers", "stage_after", +1), ("m4", "click_and_collect", "touchpoints", "channel=web", +1),
    ("m5", "over_contacting", "shoppers", "experience", -1), ("m7", "off_brand_staff", "periods", "alignment", -1),
    ("m16", "double_deviation", "tickets", "outcome=failed", +1, *ASKING), ("m17", "good_chatbot", "periods", "deflection", +1, *ASKING),
    ("m19", "new_rival", "shoppers", "loyalty_rival", +1, *LONGER), ("m20", "good_data", "shoppers", "known_purchases", +1),
    ("m24", "regulars_recognised", "shoppers", "interaction", +1),
    ("m25", "too_personal", "shoppers", "experience", -1), ("m27", "member_offers", "periods", "value_product", +1),
    ("s1", "late_parcels", "touchpoints", "touchpoint=late", +1), ("s2", "history_aware", "tickets", "minutes", -1, *ASKING),
    ("s3", "angry_posts", "posts", "topic", +1, *SUPERMARKET), ("s6", "no_carry_over", "shoppers", "experience", 0),
    ("s7", "siloed_departments", "tickets", "handovers", +1, *ASKING),
]
"""Row, scenario, table, column, and the sign of its change; further overrides of both worlds.

The change is that of the mean over the table, the same people with the same luck; of what is no number, that of the count of rows, those
of one value where `column=value` names it. 0: the row says that it moves, and not which way.
"""


@lru_cache(maxsize=32)
def lived(*overrides: str):
    return sim.run(corner(*USED, *overrides), 7)


def level(table, column: str) -> float:
    """What is compared of a column: its mean, or a count of rows; 0 of a table without rows."""
    name, _, value = column.partition("=")
    if not len(table):
        return 0.0
    if is_numeric_dtype(table[name]):
        return float(table[name].astype(float).mean())
    return float((table[name] == value).sum() if value else table[name].notna().sum())


@pytest.mark.parametrize("row, scenario, table, column, sign, more", [(*of[:5], of[5:]) for of in MOVED],
                         ids=[f"{of[0]}-{of[3]}" for of in MOVED])
def test_each_row_is_moved_by_a_scenario_and_shows_in_a_table(row, scenario, table, column, sign, more):
    usual, moved = (getattr(lived(*more, f"scenario={name}"), table) for name in ("baseline", scenario))
    name = column.partition("=")[0]
    assert len(moved) and moved[name].notna().any()
    if sign:
        assert sign * (level(moved, column) - level(usual, column)) > 0.0
    else:
        assert not (len(usual) and usual[name].equals(moved[name]))
