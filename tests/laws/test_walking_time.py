"""Walking: the time of a known way is its length by the speed, in whatever direction the shop is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import SEED, arrivals, store_day, till_hall

from sim.engine.floor import build_floor
from sim.ground.dice import Purpose, draws
from sim.visit.browsing import look_s
from sim.visit.states import Errand

# 4 m from the door to the shelf, 10 m on to the till, 4 m to the exit, all straight.
ALLEY = """cell_m: 1
shelf p: produce
plan:
####p#########T####
E.................X
###################
"""
TO_TILL_M, TO_EXIT_M = 14, 18


def orientations(text: str) -> list[str]:
    """The plan as drawn, turned by 90, 180 and 270 degrees, and the mirror images of these four."""
    header, drawing = text.split("plan:\n")
    rows = drawing.rstrip("\n").split("\n")
    turned = []
    for _ in range(4):
        turned += [rows, [row[::-1] for row in rows]]
        rows = ["".join(column) for column in zip(*rows[::-1], strict=True)]
    return [f"{header}plan:\n" + "\n".join(rows) + "\n" for rows in turned]


class Shop:
    """The shop of a plan file, where people do nothing but fetch one item and pay."""

    def __init__(self, plan, *overrides: str):
        self.scenario = till_hall(f"store.plan={plan}", *overrides)
        self.floor = build_floor(self.scenario)

    def visit(self, pace: float, arrive_s: float = 100.0) -> np.void:
        """The visit of one person, alone."""
        return store_day(self.scenario, arrivals([arrive_s], pace_m_s=pace), self.floor).run().day.visits[0]

    @property
    def look_s(self) -> float:
        """Seconds at the shelf, from the same draw as the engine's."""
        length, *_ = draws(np.uint64(SEED), int(Purpose.BROWSE), 0, 0, 0)
        return look_s(int(Errand.LIST), length, self.scenario.visit.browsing.numbers())

    @property
    def done_s(self) -> float:
        """Seconds at the shelf and at the till."""
        paying = self.scenario.visit.paying
        return self.look_s + paying.fixed_s + paying.per_item_s


@pytest.fixture(scope="module")
def alley(tmp_path_factory) -> list:
    """Files of the alley in its eight directions."""
    folder = tmp_path_factory.mktemp("plans")
    paths = [folder / f"alley_{k}.txt" for k in range(8)]
    for path, text in zip(paths, orientations(ALLEY), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def usual(alley) -> Shop:
    """The alley as a mirror shows it."""
    return Shop(alley[1])


def test_dwell_is_way_by_speed_and_what_is_done_on_it_in_every_direction(alley):
    for plan in alley:
        shop = Shop(plan)
        visit = shop.visit(pace=0.85)
        assert visit["distance_m"] == TO_EXIT_M
        assert visit["joined_s"] == pytest.approx(100.0 + TO_TILL_M / 0.85 + shop.look_s, abs=1e-9)
        assert visit["leave_s"] - visit["arrive_s"] == pytest.approx(TO_EXIT_M / 0.85 + shop.done_s, abs=1e-9)


@pytest.mark.parametrize("tick_s", [0.5, 1.7, 5.0, 30.0])
def test_time_of_a_way_does_not_depend_on_the_tick(alley, tick_s):
    shop = Shop(alley[0], f"horizon.tick_s={tick_s}")
    visit = shop.visit(pace=1.1)
    assert visit["leave_s"] - visit["arrive_s"] == pytest.approx(TO_EXIT_M / 1.1 + shop.done_s, abs=1e-9)


@pytest.mark.parametrize("tempo", [72, 83, 94])
def test_music_stretches_the_walking_and_nothing_else(alley, tempo):
    shop = Shop(alley[0], f"atmosphere.music.tempo_bpm={tempo}")
    speed = 0.85 * np.exp(shop.scenario.visit.walking.tempo_effect * (tempo - 83))
    visit = shop.visit(pace=0.85)
    assert visit["leave_s"] - visit["arrive_s"] == pytest.approx(TO_EXIT_M / speed + shop.done_s, abs=1e-6)


@given(st.floats(0.4, 1.6), st.floats(0, 7200))
def test_any_pace_and_any_time_of_arrival(usual, pace, arrive_s):
    visit = usual.visit(pace, arrive_s)
    assert visit["leave_s"] - arrive_s == pytest.approx(TO_EXIT_M / pace + usual.done_s, abs=1e-6)
