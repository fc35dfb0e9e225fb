"""John Smith lives the same life whoever else is there, as long as nobody is in anybody's way."""

import pandas as pd
import pytest
from worlds import NO_CROWD, SEED, corner

import sim

ALONE = (*NO_CROWD, "visit.browsing.need_help=0", "visit.paying.fixed_s=0", "visit.paying.per_item_s=0",
         "staff.dynamics.on=false", "service.desk.agents=0", "engine.touchpoint_sample=1")
"""No crowd, no line, no help or desk to wait for, shelves that never empty and staff that many do not wear out: whatever one
does, others do not notice."""
SIZE = 400


def lives(size: int) -> tuple[pd.DataFrame, ...]:
    """Everything that the first `SIZE` people lived in a world of `size` people."""
    result = sim.run(corner("store=promenade", *ALONE, f"people.size={size}", "horizon.periods=3"), SEED)

    def theirs(table, uid):
        # That there are more people is seen, and a company promises what all of them met; in this world neither moves anybody.
        return table[table[uid] < SIZE].reset_index(drop=True).drop(columns=["human_crowding", "promised"], errors="ignore")

    return theirs(result.visits, "shopper"), theirs(result.shoppers, "uid"), theirs(result.touchpoints, "shopper")


@pytest.mark.parametrize("more", [1, 300])
def test_a_newcomer_changes_nobody_elses_life(more):
    for few, many in zip(lives(SIZE), lives(SIZE + more), strict=True):
        assert len(few) > 0
        pd.testing.assert_frame_equal(few, many, check_exact=True)


def test_where_people_meet_a_crowd_changes_lives_so_the_test_above_can_fail():
    meet = [text for text in ALONE if text not in NO_CROWD]
    few, many = (sim.run(corner("store=promenade", *meet, f"people.size={size}"), SEED).visits
                 for size in (SIZE, 3 * SIZE))
    assert not few["dwell_s"].equals(many.loc[many["shopper"] < SIZE, "dwell_s"].reset_index(drop=True))
