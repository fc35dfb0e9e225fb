"""Approach or avoidance: the behavioural response to a visit, read off what the visit did.

Mehrabian and Russell (1974): people approach or avoid an environment; in a shop that is to stay, to spend and to come back
(Donovan and Rossiter 1982). Each part is -1 (avoidance), 0 or 1 (approach) and the response is their mean:

    stay    1 looked at more than the list, -1 left before the list was done (both: 0)
    spend   1 bought something that was on no list, -1 bought nothing or left the basket behind
    return  1 is more satisfied than usual, so that loyalty is drawn up (`sim.experience.loyalty`), -1 less, by half a point or more

Whether loyalty itself has grown says something else: who is more loyal than what he lives bears out loses some of it on a good visit.
"""

import numpy as np


def stay(beyond_list: np.ndarray, cut_short: np.ndarray) -> np.ndarray:
    """Whether visits stayed (1) or cut the list short (-1); bool by visit: looked beyond the list, left it undone."""
    return beyond_list.astype(np.int8) - cut_short.astype(np.int8)


def spend(items: np.ndarray, unplanned: np.ndarray) -> np.ndarray:
    """Whether visits bought more than planned (1), what was planned (0), or nothing (-1); items by visit."""
    return np.where(items == 0, -1, (unplanned > 0).astype(np.int8)).astype(np.int8)


AS_USUAL = 0.5
"""Points of a rating 1 to 10 within which a visit is as usual: who answers in whole points tells no difference."""


def usual_rating(style: np.ndarray, usual: float) -> np.ndarray:
    """Rating 1 to 10 at which the loyalty of each shopper rests; style: of the rater; usual: rating without it."""
    return np.clip(usual + style.astype(np.float64), 1.0, 10.0)


def come_back(satisfaction: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Whether visits satisfy more (1) or less (-1) than is usual, both 1 to 10, by visit."""
    off = satisfaction - usual
    return (np.sign(off) * (np.abs(off) >= AS_USUAL)).astype(np.int8)


def responses(visits: np.ndarray, usual: np.ndarray) -> dict[str, np.ndarray]:
    """The behavioural response of visits and its parts.

    visits: rows of the visit table; usual: rating of their shoppers (`usual_rating`).
    """
    parts = {
        "stay": stay(visits["stops"] > visits["next_item"], visits["next_item"] < visits["list_length"]),
        "spend_more": spend(visits["items"], visits["unplanned_items"]),
        "come_back": come_back(visits["satisfaction"], usual),
    }
    total = parts["stay"].astype(np.float64) + parts["spend_more"] + parts["come_back"]
    return {"behavioural": total / 3.0, **parts}
