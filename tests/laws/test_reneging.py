"""Patience: when nobody serves, everybody leaves the line, each at the time that his own patience sets.

Patience is triangular (Siebers et al. 2007). With n = 1,500 people a Kolmogorov-Smirnov test of alpha 1e-6 sees a
distribution that is off by 0.07 anywhere.
"""

import numpy as np
import pytest
from scipy import stats
from worlds import ALPHA, arrivals, store_day, till_hall

N = 1500
LOW, MODE, HIGH = 5.0, 12.0, 20.0
LAW = stats.triang((MODE - LOW) / (HIGH - LOW), LOW, HIGH - LOW)
NOBODY = ("staff.cashiers=0", f"visit.paying.patience_low_min={LOW}", f"visit.paying.patience_mode_min={MODE}",
          f"visit.paying.patience_high_min={HIGH}")


def lived(*overrides: str, patience=1.0) -> np.ndarray:
    """The visits of a day in the hall to which people come over 20 of its 24 hours."""
    luck = np.random.default_rng(3)
    visits = arrivals(luck.uniform(0, 72000, N), patience=patience)
    return store_day(till_hall(*NOBODY, *overrides), visits).run().day.visits


@pytest.mark.parametrize("one_line", ["true", "false"])
def test_without_cashiers_everybody_with_a_basket_gives_up_after_triangular_patience(one_line):
    visits = lived(f"visit.paying.one_line={one_line}")
    entered = visits[visits["leave_s"] >= 0]
    stood = entered[entered["joined_s"] > 0]
    assert len(stood) > 0.99 * N and stood["abandoned"].all() and not entered["items"].any()
    assert stats.kstest(stood["wait_till_s"] / 60, LAW.cdf).pvalue > ALPHA
    assert stood["wait_actual_s"] == pytest.approx(stood["wait_till_s"])


def test_patience_of_the_person_multiplies_all():
    own = np.where(np.arange(N) % 2 == 0, 0.5, 1.5)
    visits = lived(patience=own)
    stood = visits[visits["abandoned"] == 1]
    assert stats.kstest(stood["wait_till_s"] / 60 / stood["patience"], LAW.cdf).pvalue > ALPHA


def test_without_advisors_everybody_who_wants_help_gives_up_after_triangular_patience():
    visits = lived("visit.browsing.need_help=1", "visit.asking.patience_low_min=3", "visit.asking.patience_mode_min=15",
                   "visit.asking.patience_high_min=30", "visit.asking.buy_without=0.001")
    asked = visits[visits["asked"] == 1]
    law = stats.triang(12 / 27, 3, 27)
    assert len(asked) > 0.99 * N and (asked["gave_up_help"] == 1).all()
    assert not asked["helped"].any() and asked["items"].mean() < 0.02
    assert stats.kstest(asked["wait_actual_s"] / 60, law.cdf).pvalue > ALPHA


def test_share_that_leaves_before_the_tills_open_is_the_closed_form():
    """Tills open at noon: of those who joined t minutes earlier, the share F(t) has left by then.

    Counts over the morning, normal approximation; the smallest deviation seen is 5 sd, about 9 points of a share.
    """
    visits = lived("staff.peak_cashiers=4", "staff.peak_from_h=12", "staff.peak_to_h=24",
                   "visit.paying.fixed_s=0", "visit.paying.per_item_s=0")
    noon_s = 12 * 3600.0
    early = visits[(visits["joined_s"] > 0) & (visits["joined_s"] < noon_s)]
    share = LAW.cdf((noon_s - early["joined_s"]) / 60)
    left = early["abandoned"] == 1
    z = (left.sum() - share.sum()) / np.sqrt((share * (1 - share)).sum())
    assert abs(z) < 4.9
    last = (share > 0) & (share < 1)
    assert 0 < left[last].sum() < last.sum()
