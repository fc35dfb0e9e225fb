"""A visitor of the reference: who comes in, walks, feels and goes; each stage of a tick is a method."""

import mesa
import numpy as np

from sim.engine.reference.rules import (arithmetic, crowd, entering, feeling, greeting, heading, impression, neighbours,
                                        sensing, walking)
from sim.engine.tables import VISIT
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.visit.causes import CAUSE_OF, Cause
from sim.visit.states import Errand, State, Touchpoint

# Whole numbers: the stages of a tick compare them some twenty times a shopper, and members of an enum are slow at it.
(EXPECTED, PASSED_BY, WALKING, REACHED, BROWSING, ASKING, HELPED, IN_LINE, PAYING, GONE, TAKING_PART, SCANNING, STUCK,
 FITTING) = (int(s) for s in State)
LIST, WANDER, NOTICED, TILL, EXIT, FITTING_ROOM = (int(errand) for errand in Errand)


class ReferenceVisitor(mesa.Agent):
    """Somebody in the store; every column of the visit table is an ordinary attribute.

    model: a `ReferenceDay`; row: number of the visit; visit: its values in the order of the columns;
    wanted: item numbers of the shopping list. `basket` holds item numbers.
    """

    def __init__(self, model: mesa.Model, row: int, visit: tuple, wanted: list[int]):
        super().__init__(model)
        self.row = row
        self.wanted = wanted
        self.basket: list[int] = []
        for name, value in zip(VISIT.fields, visit, strict=True):
            setattr(self, name, value.tolist() if isinstance(value, np.ndarray) else value)

    def draws(self, purpose: Purpose, event: int) -> tuple[float, float, float, float]:
        """Four draws in [0, 1) for this shopper, purpose and event of the day."""
        return draws(self.model.key, int(purpose), self.shopper, self.period, self.day * EVENTS_PER_DAY + event)

    def touch(self, touchpoint: Touchpoint, time_s: float, cognitive: float = 0.0, affective: float = 0.0,
              social: float = 0.0, physical: float = 0.0) -> None:
        """Live through a touchpoint, and note it if this visit is sampled."""
        feeling.kick(self, CAUSE_OF[touchpoint], cognitive, affective, social, physical)
        impression.notice_clue(self, cognitive, affective, social, physical)
        self.delights += max(0.0, affective)
        if self.noted:
            self.model.notes.append((self.row, time_s, touchpoint, self.cell, cognitive, affective, social,
                                     physical))

    def touch_at_checkout(self, *touchpoint) -> None:
        """Live through a touchpoint of the checkout, and count it in the score of the sales process."""
        before = feeling.valence(self)
        self.touch(*touchpoint)
        self.sales_process += feeling.valence(self) - before

    # The door

    def arrive(self) -> bool:
        """Decide at the door; whether the shopper comes in."""
        day = self.model
        luck, door, _, _ = self.draws(Purpose.ENTER, 0)
        entrances = day.place.entrance_cells
        self.now_s = self.arrive_s
        self.cell = entrances[int(door * len(entrances))]
        block = day.place.block[self.cell]
        if not entering.enters(day.people[block] / day.place.block_area_m2[block], day.rules.exterior, luck,
                               day.rules.entering):
            self.state = PASSED_BY
            self.touch(Touchpoint.PASS_BY, self.now_s)
            return False
        p = day.rules.sensing
        self.state, self.errand = REACHED, LIST
        self.affective, self.dominance = self.mood, p.control_rest
        self.best_arousal = p.arousal_best_recreational if self.recreational > 0.5 else p.arousal_best_task
        feeling.weigh(self, day.rules.feeling)
        if self.explained:
            self.why[Cause.MOOD] = self.weight_affective * self.mood
        crowd.come_in(self, block, day.people, day.conduct)
        self.touch(Touchpoint.ENTER, self.now_s)
        return True

    def greet(self) -> None:
        """Be greeted when one has just come in, as a regular if the store recognises one."""
        day = self.model
        recognition, joy = day.rules.social.recognition, day.rules.greeting.joy_of_recognition
        if recognition == 0.0 or joy == 0.0 or self.greeted:
            return
        self.greeted = 1
        if greeting.recognised(recognition, self.loyalty, self.draws(Purpose.GREET, 0)[0]):
            self.greeted = 2
            self.touch(Touchpoint.RECOGNISED, self.now_s, 0.0, 0.0, joy)

    def leave(self) -> None:
        """Go: once at the exit, or when the doors are locked for good."""
        day = self.model
        at_exit = self.state == REACHED and self.errand == EXIT and self.target >= 0
        if not at_exit and day.end_s < day.last_s:
            return
        self.leave_all_behind()
        self.state = GONE
        self.leave_s = self.now_s if at_exit else day.end_s
        self.end = feeling.valence(self)
        impression.take_away(self)
        crowd.go_out(self, day.place.block[self.cell], day.people, day.conduct)
        day.inside.remove(self)
        self.touch(Touchpoint.EXIT, self.leave_s)

    # On the way

    def walk(self) -> None:
        """Walk until the end of the tick, the target, or something noticed on the way."""
        day = self.model
        if self.state != WALKING or self.now_s >= day.end_s:
            return
        p, place, people = day.rules.walking, day.place, day.people
        if self.notice_at_m < 0.0:
            self.notice_at_m = self.next_notice_m()
        block = place.block[self.cell]
        pace = self.pace_m_s * day.paces[self.cell]
        speed = pace * walking.crowd_pace(crowd.others_per_m2(people[block], place.block_area_m2[block], self.party), p)
        rate = walking.notice_rate(self.affective, self.recreational, pace, p)
        since_s = self.now_s
        self.make_way(speed, rate)
        self.walk_s += self.now_s - since_s

    def make_way(self, speed: float, rate: float) -> None:
        """Step from cell to cell at this speed, with eyes open at this rate."""
        day = self.model
        place = day.place
        way = self.slack_m + (day.end_s - self.now_s) * speed
        next_cell = place.next_cell[self.target]
        while (towards := next_cell[self.cell]) != self.cell:
            length = walking.step_m(self.cell, towards, place.height, place.cell_m)
            if length > way:
                self.slack_m, self.now_s = way, day.end_s
                return
            way -= length
            crowd.go_over(self, place.block[self.cell], place.block[towards], day.people, day.conduct)
            self.cell = towards
            self.distance_m += length
            if self.errand < TILL and self.is_stopped(length * place.exposure[towards] * rate):
                break
        self.state = REACHED
        self.slack_m, self.now_s = 0.0, day.end_s - way / speed

    def is_stopped(self, exposure_m: float) -> bool:
        """Whether something on the shelves of this step catches the eye."""
        self.exposure_m += exposure_m
        if self.exposure_m < self.notice_at_m or self.model.place.near_bay[self.cell] < 0:
            return False
        self.errand = NOTICED
        self.exposure_m -= self.notice_at_m
        self.notices += 1
        self.notice_at_m = self.next_notice_m()
        return True

    def next_notice_m(self) -> float:
        """Exposure until the next thing is noticed."""
        return arithmetic.exponential(self.model.rules.walking.notice_every_m,
                                      self.draws(Purpose.NOTICE, self.notices)[0])

    # What the place does to a visitor

    def feel_urge(self) -> None:
        """The urge to head out grows; when it is ripe, or the store closes, shelves are over."""
        day = self.model
        if self.heads_out or self.state > BROWSING:
            return
        if self.urge_at < 0.0:
            self.urge_at = arithmetic.exponential(1.0, self.draws(Purpose.LEAVE, 0)[0])
        self.urge += day.tick_s * heading.urge_per_s(
            heading.wish_to_stay(self.affective, self.absorbed, day.rules.heading), day.rules.heading)
        if self.urge >= self.urge_at or day.end_s > day.closes_s:
            self.heads_out = 1
            if self.state == WALKING and self.errand < TILL:
                self.state = REACHED
                self.target = -1

    def sense(self) -> None:
        """Feel the surroundings for one tick."""
        day = self.model
        p, place, cell, gain, tick_s = day.rules.sensing, day.place, self.cell, day.gain, day.tick_s
        block = place.block[cell]
        density = crowd.others_per_m2(day.people[block], place.block_area_m2[block], self.party)
        manners = neighbours.treated(day.conduct[block], self.conduct, day.rules.neighbours)
        sensing.sense_one(self, day.air[cell], density, manners, place.spatial_density[cell], gain, tick_s,
                          day.rules.crowding, p)
        if self.explained:
            felt = day.felt[place.zone[cell]]
            for cause, valence in enumerate(self.why):
                felt[cause] += valence * tick_s
        day.seconds[cell] += tick_s
        day.pleasure[cell] += self.affective * tick_s
