"""StoreDay: one day of one store as a Mesa model; `step()` is one tick, `run()` is the whole day in one kernel call."""

from functools import cached_property
from typing import NamedTuple

import mesa
import numpy as np

from sim.engine.agents import Staff, View, Views, Visitor
from sim.engine.floor import Floor
from sim.engine.schedule import Day, run_day, tick
from sim.ground.errors import InputError
from sim.visit.air import air_of
from sim.visit.states import is_inside
from sim.visit.touchpoints import INSIDE, NEXT_ARRIVAL
from sim.visit.walking import paces_of


class LivedDay(NamedTuple):
    """A store-day that is over: its store, all that changed, its number within the period, position in the chain, work done."""

    floor: Floor
    day: Day
    number: int
    store: int
    shopper_ticks: int


class StoreDay(mesa.Model):
    """A store from opening until the last shopper has left.

    floor: the store; day: all that changes (`sim.engine.schedule.Day`); seed: key of the replication;
    number: day within the period; store: position in the chain. Attributes: `tick` (ticks so far), `time_s` (since opening), `shopper_ticks`.
    A property layer that is written to during the day is felt from the next tick on.
    """

    def __init__(self, floor: Floor, day: Day, seed: int, number: int = 0, store: int = 0):
        if not isinstance(floor, Floor) or not isinstance(day, Day):
            raise InputError("StoreDay takes a floor and a day; RetailModel.store_day(trips, day) makes one")
        super().__init__(rng=int(seed) % 2**63)
        self.floor, self.day, self.number, self.store = floor, day, number, store
        self.key = np.uint64(seed)
        self.place = day.place
        self.tick = 0
        self.shopper_ticks = 0
        self._felt = self._layers()

    @property
    def time_s(self) -> float:
        """Seconds since opening that have been lived."""
        return self.tick * self.day.tick_s

    def is_over(self) -> bool:
        """Whether nobody is inside and nobody will come."""
        return self.day.counts[INSIDE] == 0 and self.day.counts[NEXT_ARRIVAL] == len(self.day.visits)

    def step(self) -> None:
        """One tick."""
        self.read_layers()
        tick(self.tick, self.day, self.key, self.floor.rules)
        self.shopper_ticks += int(self.day.counts[INSIDE])
        self.tick += 1
        self.running = not self.is_over()

    def run(self) -> "StoreDay":
        """Live the rest of the day at once; the same result as stepping through it."""
        self.read_layers()
        self.tick, took = run_day(self.tick, self.day, self.key, self.floor.rules)
        self.shopper_ticks += took
        self.running = False
        return self

    def hand_over(self) -> LivedDay:
        """What the day leaves, taken out of this model, which is empty afterwards.

        A Mesa model refers to itself and is therefore freed late; tables of a hundred megabytes cannot wait for that.
        """
        lived = LivedDay(self.floor, self.day, self.number, self.store, self.shopper_ticks)
        del self.day, self._felt
        return lived

    def _layers(self) -> np.ndarray:
        return np.stack([layer.data for layer in self.floor.layers.values()])

    def read_layers(self) -> None:
        """Let what was written to the property layers since they were last read be felt; cheap if nothing was."""
        layers = self._layers()
        if np.array_equal(layers, self._felt):
            return
        self._felt, floor = layers, self.floor
        self.day = self.day._replace(
            air=air_of(floor.layers, floor.rules.sensing, floor.rules.servicescape, floor.expected),
            paces=paces_of(floor.layers, floor.rules.walking),
            signage=floor.layers["signage"].data.reshape(-1).copy())

    @cached_property
    def grid(self):
        """A Mesa grid of the floor whose property layers are the store's own atmosphere."""
        from mesa.discrete_space import OrthogonalMooreGrid
        grid = OrthogonalMooreGrid((self.place.width, self.place.height), torus=False, random=self.random)
        for layer in self.floor.layers.values():
            grid.add_property_layer(layer)
        return grid

    @property
    def agents(self) -> Views:
        """Everybody in the store: visitors inside, and staff on duty."""
        inside = self.day.visits["shopper"][self.inside]
        staff = self.day.staff["uid"][self.on_duty]
        kinds = np.repeat(np.array([0, 1], dtype=np.uint8), [len(inside), len(staff)])
        return Views(self, (Visitor, Staff), kinds, np.concatenate([inside, staff.astype(np.int64)]))

    @property
    def inside(self) -> np.ndarray:
        """Visit rows of those inside, in the order of arrival."""
        return self.day.inside[:self.day.counts[INSIDE]]

    @property
    def on_duty(self) -> np.ndarray:
        """Staff rows of those on duty now."""
        staff = self.day.staff
        return np.flatnonzero((staff["from_s"] <= self.time_s) & (self.time_s < staff["to_s"]))

    @property
    def agents_by_type(self) -> dict[type, Views]:
        """Visitors and staff apart."""
        everybody = self.agents
        return {kind: everybody.select(agent_type=kind) for kind in (Visitor, Staff)}

    def row_of(self, kind: type[View], uid: int) -> np.void:
        """The row of an agent of this day; LookupError if a visitor has left or never came in."""
        if kind is Visitor:
            rows = np.flatnonzero(self.day.visits["shopper"] == uid)
            if len(rows) and is_inside(self.day.visits["state"][rows[0]]):
                return self.day.visits[rows[0]]
            raise LookupError(f"shopper {uid} is not in the store")
        rows = np.flatnonzero(self.day.staff["uid"] == uid)
        if not len(rows):
            raise LookupError(f"staff {uid} is not in the model")
        return self.day.staff[rows[0]]

    def remove_agent(self, kind: type[View], uid: int) -> None:
        """Nobody can be taken out in the middle of a day; people leave by the exit."""
        raise TypeError("agents leave a store-day by the exit; remove shoppers and staff from the RetailModel")
