"""A planned visit: who comes, when, with which list, and with what of himself that matters in the store.

The rest of the visit's columns belong to the mechanisms that write them. What a shopper brings along (pace, patience,
expectation of the store) is copied from the `shopper` table when the trip is planned, so that a store-day needs
nothing but its own rows and days of one period can run side by side.
"""

from sim.ground.columns import Field

LONGEST_LIST = 32
"""Most entries a shopping list can have; longer wishes are cut (the panel's 97th percentile of planned lines is below)."""

FIELDS = {
    "visit": (
        Field("shopper", "i8", means="uid of the shopper"),
        Field("person", "i8", low=-1, means="row of the shopper in the shopper table"),
        Field("period", "i8", means="period of the visit"),
        Field("day", "i8", means="day within the period"),
        Field("store", "i8", means="number of the store"),
        Field("arrive_s", "f8", "s", 0, 86400, means="time of arrival at the door since opening"),
        Field("recreational", "f8", "0 or 1", 0, 1, means="goal of the trip: 0 task, 1 recreational"),
        Field("fun_seeking", "f8", "share", 0, 1, means="share of the trips of the shopper that are made for pleasure"),
        Field("web_first", "i8", "0 or 1", 0, 1, means="whether the shopper searched the web before coming"),
        Field("collects", "i8", "0 or 1", 0, 1, means="whether an online order is picked up at a till on this visit"),
        Field("list_length", "i8", "items", 0, LONGEST_LIST, means="entries on the shopping list"),
        Field("price_tier", "f8", "sd", -6, 6, means="tilt of the shopper toward dearer items"),
        Field("price_sensitivity", "f8", "0..1", 0, 1, means="weight on price of the shopper"),
        Field("innovativeness", "f8", "0..1", 0, 1, means="readiness for technology of the shopper"),
        Field("loyalty", "f8", "0..1", 0, 1, means="attitudinal loyalty to the store on arrival"),
        Field("patience", "f8", "x", 0, 20, 1, means="multiplier of all patiences of the shopper"),
        Field("pace_m_s", "f8", "m/s", 0.1, 3, 0.85, means="desired walking speed of the shopper"),
        Field("mood", "f8", "affect", -1, 1, means="pleasure the shopper brings along"),
    )
}
