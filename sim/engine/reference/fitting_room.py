"""A shopper of the reference who tries something on: the queue, the room, the smart mirror, the decision."""

from sim.engine.reference.rules import browsing, fitting, mirrors, trying_on
from sim.engine.reference.visitor import FITTING, FITTING_ROOM, IN_LINE, REACHED, WALKING
from sim.ground.dice import Purpose
from sim.visit.mirrors import MIRROR, OUT_OF_ORDER
from sim.visit.states import Touchpoint
from sim.visit.table import BASKET_ROOM


class InFittingRoom:
    """Who carries an item to a fitting room."""

    def carries_to_room(self, base: float) -> bool:
        """Take the item in hand and carry it to the nearest fitting room, if it is to be tried on."""
        day = self.model
        if not day.place.fittings or day.stock[self.item] <= 0 or not fitting.wants_to_try(
                self.item, day.goods, self.draws(Purpose.FITTING, self.stops)[0]):
            return False
        day.stock[self.item] -= 1
        self.in_hand, self.base_share = 1, base
        self.errand_before, self.errand = self.errand, FITTING_ROOM
        first, distance_m = day.place.first_fitting, day.place.distance_m
        self.target = first + min(range(day.place.fittings), key=lambda room: distance_m[first + room][self.cell])
        self.state, self.now_s = WALKING, self.until_s
        return True

    def queue_for_room(self) -> None:
        """Join the queue before the fitting rooms, or be put off by it."""
        if self.state != REACHED or self.errand != FITTING_ROOM:
            return
        day, p = self.model, self.model.rules.fitting
        number = day.machine_line + 1 + day.place.fitting_bank[self.target - day.place.first_fitting]
        if len(day.lines[number]) > p.tolerable_length * self.patience:
            self.decide_untried(self.now_s, 0.0)
            return
        self.state = IN_LINE
        self.join_line(number, trying_on.patience_s(self.draws(Purpose.FITTING, self.stops)[1], self.patience, p))

    def enter_room(self, room, begins_s: float) -> None:
        """Go in and try the item on."""
        day = self.model
        hurt = self.end_wait(begins_s)
        self.touch(Touchpoint.WAIT_FOR_FITTING, begins_s, 0.5 * hurt, 0.5 * hurt)
        if room.mirror:
            self.mirrors_met += 1
            use, works, _, _ = self.draws(Purpose.MIRROR, 2 * self.stops)
            if mirrors.uses_mirror(self.ready(), use, day.rules.mirrors):
                self.mirror = OUT_OF_ORDER if works < day.rules.mirrors.out_of_order else MIRROR
        stays = self.draws(Purpose.FITTING, self.stops)[2]
        self.until_s = begins_s + trying_on.stay_s(stays, self.mirror, day.rules.fitting, day.rules.mirrors)
        room.free_at_s = self.until_s
        room.used += 1
        self.room = day.rooms.index(room)
        self.state, self.now_s = FITTING, begins_s

    def finish_trying(self) -> None:
        """Decide on what has been tried on."""
        day = self.model
        if self.state != FITTING or self.until_s > day.end_s:
            return
        self.tried += 1
        self.touch(Touchpoint.TRIED_ON, self.until_s, 0.0, day.rules.fitting.joy)
        self.live_mirror()
        self.mirror = 0
        self.bought_tried += self.decide_in_hand(fitting.share_after_trying(self.base_share, day.rules.fitting),
                                                 self.until_s)

    def decide_untried(self, time_s: float, hurt: float) -> None:
        """Decide without having tried the item on."""
        p = self.model.rules.fitting
        self.gave_up_fitting += 1
        self.touch(Touchpoint.GAVE_UP_FITTING, time_s, 0.5 * hurt - p.pain_of_giving_up, 0.5 * hurt)
        self.decide_in_hand(p.buy_without * self.base_share, time_s)

    def decide_in_hand(self, share: float, time_s: float) -> int:
        """The item in hand goes into the basket, or back to its shelf; how many were taken."""
        self.model.stock[self.item] += 1
        self.in_hand, self.errand, self.until_s = 0, self.errand_before, time_s
        bought = self.settle(share, self.draws(Purpose.FITTING, self.stops)[3])
        self.missold += bought * self.in_hand_pays
        self.in_hand_pays = 0
        return bought

    def live_mirror(self) -> None:
        """Use the mirror, or miss it."""
        p = self.model.rules.mirrors
        if self.mirror == OUT_OF_ORDER:
            self.mirrors_broken += 1
            self.touch(Touchpoint.MIRROR_BROKEN, self.until_s, -p.pain_of_breakdown)
        elif self.mirror == MIRROR:
            self.mirror_uses += 1
            self.touch(Touchpoint.MIRROR, self.until_s, 0.0, p.joy)
            self.consider_suggestion()

    def consider_suggestion(self) -> None:
        """Take what the mirror suggests, or not."""
        day, shelves = self.model, self.model.rules.browsing
        where, which, luck, _ = self.draws(Purpose.MIRROR, 2 * self.stops + 1)
        other = mirrors.suggested(day.goods, where, which)
        if day.stock[other] <= 0 or self.items + 1 >= BASKET_ROOM:
            return
        cents, gap = self.price_of(other)
        if not browsing.takes(day.rules.mirrors.accept, self.affective, self.price_sensitivity, gap, luck, shelves):
            return
        in_hand, self.item = self.item, other
        self.take(cents)
        self.item = in_hand
        self.cross_sold += 1
        self.touch(Touchpoint.UNPLANNED, self.until_s, shelves.joy_of_finding, shelves.joy_of_discovery)
        self.feel_price(gap)
