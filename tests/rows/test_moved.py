"""Each row is moved by a scenario that ships, and shows in the tables of a run."""

from functools import lru_cache

import pytest
from worlds import corner

import sim

USED = ("people.size=300", "horizon.periods=3", "channels.choosing.own_web=-0.5")
"""A few people, some of whom order online."""
LONGER = ("horizon.periods=6",)
ASKING = ("service.complaining.questions=0.9", "service.desk.agents=40")
SUPERMARKET = ("store=supermarket",)

MOVED = [
    ("v6", "web_outage", "periods", "web_down"), ("v7", "strong_brand", "visits", "expectation"),
    ("v8", "no_carry_over", "shoppers", "expectation"), ("v9", "delighted_start", "periods", "loyalty"),
    ("v11", "winter", "situation", "value"), ("d2", "late_parcels", "shoppers", "stage_after"),
    ("d4", "big_promise", "visits", "satisfaction"), ("d5", "memory_end", "visits", "remembered"),
    ("d6", "fading_memories", "shoppers", "experience"), ("d12", "experience_trend", "visits", "satisfaction"),
    ("d19", "women_and_men", "visits", "satisfaction"), ("d20", "dirty", "visits", "sales_experience"),
    ("d21", "big_promise", "periods", "delivery_gap"), ("d22", "cheaper_online", "periods", "seam_loss"),
    ("p2", "prize_for_some", "shoppers", "satisfaction"), ("p4", "poor_quality", "visits", "use", *SUPERMARKET),
    ("p5", "bad_hearsay", "shoppers", "heard"), ("p12", "hidden_condition", "periods", "complaints", *SUPERMARKET),
    ("p13", "free_delivery", "periods", "delivery_fees"), ("p14", "loyalty_card", "shoppers", "points"),
    ("p15", "charity_parcels", "shoppers", "tie"), ("r1", "mall_with_bad_anchor", "shoppers", "centre_image"),
    ("r2", "town_management", "centre", "lift"), ("r10", "scandal", "periods", "ethics", *LONGER),
    ("r11", "unpleasant_neighbours", "control", "share"), ("j1", "bad_reviews", "periods", "turned_away", *LONGER),
    ("j2", "cheaper_rival", "periods", "showrooming", "people.size=1000"), ("j3", "risky_goods", "periods", "webrooming"),
    ("j11", "contradicting_campaign", "periods", "trust"), ("j12", "campaign", "shoppers", "ad_contacts"),
    ("j13", "leaders_seeded", "shoppers", "ad_contacts"), ("j14", "word_of_mouth", "shoppers", "word"),
    ("j15", "glossy_campaign", "shoppers", "by_frame"), ("j16", "reasoned_campaign", "shoppers", "told"),
    ("j17", "one_click", "periods", "web_completion"), ("j18", "angry_posts", "posts", "topic", *SUPERMARKET),
    ("j19", "polite_couriers", "shoppers", "stage_after"), ("m4", "click_and_collect", "touchpoints", "channel"),
    ("m5", "over_contacting", "shoppers", "experience"), ("m7", "off_brand_staff", "periods", "alignment"),
    ("m16", "double_deviation", "tickets", "outcome", *ASKING), ("m17", "good_chatbot", "periods", "deflection", *ASKING),
    ("m19", "new_rival", "shoppers", "loyalty_rival", *LONGER), ("m20", "good_data", "shoppers", "known_purchases"),
    ("m24", "trained_staff", "shoppers", "interaction", "visit.browsing.need_help=0.5"),
    ("m25", "too_personal", "shoppers", "experience"), ("m27", "member_offers", "periods", "value_product"),
    ("s1", "late_parcels", "touchpoints", "touchpoint"), ("s2", "history_aware", "tickets", "minutes", *ASKING),
    ("s3", "angry_posts", "posts", "topic", *SUPERMARKET), ("s6", "no_carry_over", "shoppers", "experience"),
    ("s7", "siloed_departments", "tickets", "handovers", *ASKING),
]
"""Row, scenario, and where it shows; further overrides of both worlds."""


@lru_cache(maxsize=32)
def lived(*overrides: str):
    return sim.run(corner(*USED, *overrides), 7)


@pytest.mark.parametrize("row, scenario, table, column, more", [(*of[:4], of[4:]) for of in MOVED], ids=[of[0] for of in MOVED])
def test_each_row_is_moved_by_a_scenario_and_shows_in_a_table(row, scenario, table, column, more):
    usual, moved = (getattr(lived(*more, f"scenario={name}"), table) for name in ("baseline", scenario))
    assert len(moved) and moved[column].notna().any()
    assert not (len(usual) and usual[column].equals(moved[column]))
