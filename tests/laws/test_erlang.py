"""Queueing theory: one line before c tills with Poisson arrivals and exponential service is M/M/c (Erlang 1917).

Mean wait = C(c, a) / (c mu - lambda), with C the share that has to wait. Days are independent, so the mean waits of
days are compared with the law by a t-test with alpha 1e-6.
"""

import math

import numpy as np
import pytest
from scipy import stats
from worlds import ALPHA, arrivals, store_day, till_hall

from sim.engine.floor import build_floor

DAYS = {1: 400, 2: 240, 4: 160}
"""Days by number of tills; with more tills more people come in a day, and waits differ less from day to day."""
WARM_UP_S = 4 * 3600.0
"""Longer than ten times the relaxation time of the busiest line here, 1 / (c mu (1 - sqrt(load))^2) < 20 min."""
SERVICE_MIN = 1.0


def share_waiting(tills: int, load: float) -> float:
    """Erlang's C: the share of arrivals that find every till busy; load in tills, below `tills`."""
    idle = sum(load**k / math.factorial(k) for k in range(tills))
    full = load**tills / math.factorial(tills) * tills / (tills - load)
    return full / (idle + full)


def lived_day(tills: int, per_min: float, number: int, hall) -> np.ndarray:
    """The visits of one day of the hall, with arrivals that are Poisson over its 24 hours."""
    scenario, floor = hall
    luck = np.random.default_rng([tills, number])
    visits = arrivals(luck.uniform(0, 86400, luck.poisson(per_min * 1440)), period=number, patience=20.0)
    return store_day(scenario, visits, floor).run().day.visits


def hall(tills: int):
    """The hall with so many cashiers behind one line, and people who never lose patience."""
    scenario = till_hall(f"staff.cashiers={tills}", "staff.peak_cashiers=0", "visit.paying.one_line=true",
                         "visit.paying.service=exponential", f"visit.paying.mean_s={60 * SERVICE_MIN}",
                         "visit.paying.patience_low_min=240", "visit.paying.patience_mode_min=240",
                         "visit.paying.patience_high_min=1000000")
    return scenario, build_floor(scenario)


@pytest.mark.parametrize("tills, load", [(1, 0.6), (2, 1.2), (4, 2.8)])
def test_mean_wait_and_share_waiting_are_those_of_erlang(tills, load):
    """Smallest effect seen (5 standard errors): 7 % of the mean wait; the last line holds the test to it."""
    days, place = DAYS[tills], hall(tills)
    waits, waiting = np.empty(days), np.empty(days)
    for number in range(days):
        visits = lived_day(tills, load / SERVICE_MIN / 0.999 / (1 / (1 + math.exp(-10))), number, place)
        joined = visits[(visits["served_s"] >= 0) & (visits["joined_s"] > WARM_UP_S)]
        waits[number] = joined["wait_till_s"].mean() / 60.0
        waiting[number] = (joined["wait_till_s"] > 1e-9).mean()
    law = share_waiting(tills, load) / (tills - load) * SERVICE_MIN
    assert stats.ttest_1samp(waits, law).pvalue > ALPHA
    assert waits.mean() == pytest.approx(law, rel=0.05)
    assert stats.ttest_1samp(waiting, share_waiting(tills, load)).pvalue > ALPHA
    assert waits.std(ddof=1) / days**0.5 * 5.05 < 0.07 * law, "too few days to see an error of 7 %"


def test_work_is_conserved():
    """Every cashier's busy time is the sum of the services, and nobody is served twice or by two."""
    scenario, floor = hall(2)
    luck = np.random.default_rng(1)
    day = store_day(scenario, arrivals(luck.uniform(0, 86400, 1500), patience=20.0), floor).run().day
    served = day.visits[day.visits["served_s"] >= 0]
    assert int(day.staff["served"].sum()) == len(served)
    times = served["until_s"] - served["served_s"]
    assert day.staff["busy_s"].sum() == pytest.approx(times.sum())
    for who in range(2):
        own = np.sort(served[served["cashier"] == who], order="served_s")
        assert (own["served_s"][1:] >= own["until_s"][:-1]).all()


def test_nobody_overtakes_in_one_line():
    scenario, floor = hall(1)
    luck = np.random.default_rng(2)
    visits = store_day(scenario, arrivals(luck.uniform(0, 86400, 1100), patience=20.0), floor).run().day.visits
    served = np.sort(visits[visits["served_s"] >= 0], order=["joined_s", "served_s"])
    assert (np.diff(served["served_s"]) >= 0.0).all()
