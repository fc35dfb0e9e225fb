"""The promise of flat memory: many replications in one process leave nothing behind, with any supported Mesa."""

import gc
import weakref
from pathlib import Path

import pytest

from sim.engine.model import RetailModel
from sim.engine.reference import ReferenceDay
from sim.scenario.reading import scenario

STATM = Path("/proc/self/statm")
PAGE_MB = 4 / 1024


@pytest.fixture(scope="module")
def small():
    return scenario(["people.size=150", "engine.threads=1"])


def replication(small, number: int) -> tuple:
    """Live a week and a few ticks, look at agents in all the ways Mesa has; everything that was made."""
    model = RetailModel(small, seed=number)
    model.step()
    day = model.store_day(model.plan(), 0)
    while not len(day.inside):
        day.step()
    visitor = day.agents[0]
    shoppers = model.agents.select(at_most=5)
    assert len(shoppers) == len(list(shoppers)) == 5 and visitor.state > 0
    return model, day, visitor, shoppers[0]


def test_nothing_holds_a_model_that_is_done(small):
    def ghosts(number):
        made = replication(small, number)
        reference = ReferenceDay(made[0].floor, made[0].store_day(made[0].plan(), 1).day, int(made[0].key))
        reference.step()
        return [weakref.ref(thing) for thing in (*made, reference, reference.shoppers[0], reference.inside)]

    gone = [ref for number in range(4) for ref in ghosts(number)]
    gc.collect()
    assert [ref() for ref in gone] == [None] * len(gone)


class Watched(RetailModel):
    """Knows by weak reference the tables of the days that it lived."""

    def live(self, trips):
        days = super().live(trips)
        self.tables = [weakref.ref(table) for one in days for table in (one.day.visits, one.day.baskets, one.day.lists, one.day.log)]
        return days


def test_the_tables_of_a_period_are_freed_at_its_end_without_waiting_for_the_collector(small):
    model = Watched(small, seed=1)
    gc.collect()
    gc.disable()
    try:
        model.step()
    finally:
        gc.enable()
    assert len(model.tables) == 28 and [table() for table in model.tables] == [None] * 28


@pytest.mark.slow
@pytest.mark.skipif(not STATM.exists(), reason="the memory of a process is read from /proc")
def test_memory_is_flat_over_replications(small):
    def in_use_mb_after(replications):
        for number in range(replications):
            replication(small, number)
        gc.collect()
        return int(STATM.read_text().split()[1]) * PAGE_MB

    before = in_use_mb_after(20)
    assert in_use_mb_after(60) - before < 6.0
