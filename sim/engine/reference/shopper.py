"""A shopper of the reference: what to do next, lines, brushes; each stage is a method. The rest is by place."""

from sim.engine.reference.counsel import WithAdvisor
from sim.engine.reference.fitting_room import InFittingRoom
from sim.engine.reference.guest import ReferenceGuest
from sim.engine.reference.machine import AtMachine
from sim.engine.reference.rules import arithmetic, crowd, heading, jostling, sales_experience, waiting
from sim.engine.reference.shelf import AtShelf
from sim.engine.reference.till import AtTill
from sim.engine.reference.visitor import EXIT, HELPED, LIST, REACHED, TILL, WALKING, WANDER
from sim.ground.dice import Purpose
from sim.visit.states import Touchpoint
from sim.visit.table import BASKET_ROOM


class ReferenceShopper(AtShelf, InFittingRoom, WithAdvisor, AtTill, AtMachine, ReferenceGuest):
    """A visitor who shops."""

    def head(self) -> None:
        """Choose the next errand when the last one is done, and set out."""
        if self.state != REACHED or self.target >= 0:
            return
        day = self.model
        luck, where, _, _ = self.draws(Purpose.WANDER, self.stops)
        if self.errand != EXIT:
            self.errand = self.next_errand(luck)
        if self.errand == EXIT:
            self.target = day.place.exit
        elif self.errand == TILL:
            till = day.shortest_line(self.cell, self.now_s)
            if day.machines and not self.collects:
                self.checkout = self.chosen_checkout(till)
            self.target = day.place.first_till + (day.place.tills - 1 if self.checkout else till)
        elif self.errand == WANDER:
            self.target = int(where * day.place.bays)
        else:
            self.target = day.goods.item_bay[self.wanted[self.next_item]]
        self.state = WALKING

    def next_errand(self, luck: float) -> int:
        """Another shelf, or the way out."""
        p = self.model.rules.heading
        more = self.next_item < self.list_length
        if more:
            around = heading.wanders(self.recreational, luck, p)
        else:
            around = heading.lingers(self.recreational, heading.wish_to_stay(self.affective, self.absorbed, p), luck, p)
        if self.heads_out or self.items >= BASKET_ROOM or not (more or around):
            self.heads_out = 1
            sales_experience.keep_sales_experience(self)
            return TILL if self.items or self.collects else EXIT
        return WANDER if around else LIST

    def join_line(self, number: int, patience_s: float) -> None:
        """Stand behind everybody who joined no later."""
        self.line, self.joined_s, self.gives_up_s = number, self.now_s, self.now_s + patience_s
        line = self.model.lines[number]
        if not line or line[-1].joined_s <= self.now_s:
            line.append(self)
        else:   # of those who pushed in, joining times are out of order: behind the first run of earlier ones
            line.insert(next(k for k, one in enumerate(line) if one.joined_s > self.now_s), self)

    def step_out_of_line(self) -> None:
        """Leave the line, wherever in it one stands."""
        self.model.lines[self.line].remove(self)
        self.line = -1

    def end_wait(self, time_s: float) -> float:
        """Step out of the line and judge the wait; returns its kick."""
        self.step_out_of_line()
        return waiting.wait_over(self, self.joined_s, time_s, self.model.rules.waiting)

    def risk_a_brush(self) -> None:
        """Among others in a narrow aisle somebody is brushed against sooner or later."""
        day = self.model
        p, here = day.rules.jostling, day.place.block[self.cell]
        if p.brushes_per_min == 0.0 or day.people[here] <= self.party or self.state > HELPED:
            return
        narrow = jostling.narrowness(day.place.aisle_m[self.cell], p)
        if narrow == 0.0:
            return
        density = crowd.others_per_m2(day.people[here], day.place.block_area_m2[here], self.party)
        self.brush_risk += day.tick_s * jostling.brushes_per_s(narrow, density, p)
        while True:
            draw, stays, _, _ = self.draws(Purpose.JOSTLE, self.brushes)
            if self.brush_at < 0.0:
                self.brush_at = arithmetic.exponential(1.0, draw)
            if self.brush_risk < self.brush_at:
                return
            self.be_brushed(stays, p)

    def be_brushed(self, stays: float, p: tuple) -> None:
        """Feel it, and turn away from the shelf if it was only being browsed."""
        self.brush_risk -= self.brush_at
        self.brush_at = -1.0
        self.brushes += 1
        self.touch(Touchpoint.JOSTLED, self.model.end_s, 0.0, 0.0, -p.affront, -p.discomfort)
        if jostling.is_driven_off(self.state, self.errand, stays, p):
            self.until_s = self.model.end_s
            self.move_on()

    def turn_to_exit(self, time_s: float) -> None:
        """Nothing more to do here."""
        self.now_s = time_s
        self.state, self.errand, self.target = REACHED, EXIT, -1

    def leave_all_behind(self) -> None:
        """Whoever goes stands in no line, and what is not paid stays here."""
        if self.line >= 0:
            self.step_out_of_line()
        if self.in_hand:
            self.model.stock[self.item] += 1
            self.in_hand = 0
        if self.errand != EXIT:
            self.served_s = -1.0
            if self.basket:
                self.leave_basket()
