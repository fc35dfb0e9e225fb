"""Survey measures: satisfaction 0-100, CSAT, NPS, customer effort.

    NPS  = % of answers 9-10 minus % of answers 0-6 on 0-10 (Reichheld 2003)
    CSAT = % of satisfaction ratings of 8 and more on 1..10
    CES  = 7 - 3 (share of the visit spent waiting, as perceived) - 3 (share of the list missed or
         overlooked), 1 much effort .. 7 none
"""

import numpy as np


def satisfaction_0_100(rating: np.ndarray) -> np.ndarray:
    """Ratings 1..10 on the scale 0..100 used by the satisfaction indices (ACSI)."""
    return (np.asarray(rating, dtype=np.float64) - 1.0) / 9.0 * 100.0


def nps(answers: np.ndarray) -> float:
    """Net promoter score, -100..100, of answers 0..10; NaN without an answer."""
    answers = np.asarray(answers)
    if not len(answers):
        return float("nan")
    return 100.0 * (int((answers >= 9).sum()) - int((answers <= 6).sum())) / len(answers)


def effort_7(perceived_wait_s: np.ndarray, dwell_s: np.ndarray, missed: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Customer effort score of each visit, 1 (much effort) .. 7 (none): waiting as perceived, and items missed.

    missed: items of the list that were not found or overlooked.
    """
    waiting = np.clip(perceived_wait_s / np.maximum(dwell_s, 1.0), 0.0, 1.0)
    missing = np.clip(missed / np.maximum(wanted, 1), 0.0, 1.0)
    return 7.0 - 3.0 * waiting - 3.0 * missing
