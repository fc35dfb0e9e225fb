"""The length of the tick hardly matters: halving it moves no headline measure by 2 %."""

import numpy as np
import pytest
from worlds import SEED

import sim

HEADLINES = ("satisfaction", "dwell_min", "wait_min", "sales", "unplanned", "distance_m", "loyalty", "conversion")
STORES = {"supermarket": "visit.paying.fixed_s=60", "department_store": "people.size=2000"}


@pytest.fixture(scope="module", params=STORES)
def halved(request):
    """Measures with ticks of 5 s and of 2.5 s, paired over four replications of two weeks; tills are busy."""
    asked = ["people.size=2500", "horizon.periods=2", f"store={request.param}", STORES[request.param]]
    return [sim.run([*asked, f"horizon.tick_s={tick_s}"], SEED, replications=4).replications for tick_s in (5, 2.5)]


def test_halving_the_tick_changes_headline_measures_by_less_than_2_percent(halved):
    usual, fine = (table.mean() for table in halved)
    for name in HEADLINES:
        assert fine[name] == pytest.approx(usual[name], rel=0.02), name


def test_halving_the_tick_changes_the_net_promoter_score_by_less_than_2_points(halved):
    usual, fine = (table["nps"] for table in halved)
    assert abs((fine - usual).mean()) < 2.0
    assert np.std(fine - usual, ddof=1) / len(usual) ** 0.5 < 1.0
