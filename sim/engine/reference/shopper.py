"""A shopper of the reference: what to do next, at the shelf, with the advisor, at the till; each stage is a method."""

from sim.engine.reference.guest import ReferenceGuest
from sim.engine.reference.rules import (advising, arithmetic, asking, browsing, conditions, crowd, encounter, fairness,
                                        finding, fitting, heading, joining, jostling, mirrors, paying, phone, price, prices,
                                        priming, readiness, searching, self_checkout, trying_on, waiting)
from sim.engine.reference.visitor import (ASKING, BROWSING, EXIT, FITTING, FITTING_ROOM, HELPED, IN_LINE, LIST, NOTICED,
                                          PAYING, REACHED, SCANNING, STUCK, TILL, WALKING, WANDER)
from sim.ground.dice import Purpose
from sim.visit.advising import Advice
from sim.visit.mirrors import MIRROR, OUT_OF_ORDER
from sim.visit.self_checkout import FOREVER_S
from sim.visit.states import Touchpoint
from sim.visit.table import BASKET_ROOM


class ReferenceShopper(ReferenceGuest):
    """A visitor who shops."""

    # What next

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
            if day.machines:
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
            return TILL if self.items else EXIT
        return WANDER if around else LIST

    # At the shelf

    def search(self) -> None:
        """Find an item of the list at its shelf, or overlook it."""
        day = self.model
        if self.state != REACHED or self.errand != LIST or self.target < 0:
            return
        p, here = day.rules.searching, day.signage[self.cell]
        way_m = searching.look_for(self, here, p)
        self.touch(Touchpoint.SEARCH, self.now_s, -searching.effort(self.recreational, way_m, here, p))
        if searching.overlooks(here, self.familiarity, self.draws(Purpose.SEARCH, self.stops)[0], p):
            self.overlooked += 1
            self.stops += 1
            self.touch(Touchpoint.OVERLOOKED, self.now_s, -p.pain_of_overlooking)
            self.until_s = self.now_s
            self.move_on()

    def start_looking(self) -> None:
        """Begin to look at a shelf that has been reached."""
        if self.state != REACHED or self.errand >= TILL or self.target < 0:
            return
        length, which, _, _ = self.draws(Purpose.BROWSE, 2 * self.stops)
        goods, p = self.model.goods, self.model.rules.browsing
        self.item = self.item_in_view(which)
        if goods.music_origin and self.item >= 0 and goods.item_origin[self.item] and not goods.item_primed[self.item]:
            if priming.turns_to_primed(self.draws(Purpose.ORIGIN, self.stops)[0], p):
                self.item = priming.primed_item(self.item, goods)
        look = self.look_stretch * browsing.look_s(self.errand, length, p)
        if goods.wide and self.item >= 0:
            look *= finding.longer_look(self.range_width(), p)
        self.until_s = self.now_s + look
        self.state = BROWSING
        self.stops += 1

    def item_in_view(self, draw: float) -> int:
        """The next item of the list, or one of the shelf in front; -1 at an empty shelf."""
        if self.errand == LIST:
            return self.wanted[self.next_item]
        goods = self.model.goods
        bay = self.model.place.near_bay[self.cell] if self.errand == NOTICED else self.target
        shown = goods.bay_item[goods.bay_first[bay]:goods.bay_first[bay + 1]]
        return shown[int(draw * len(shown))] if shown else -1

    def decide(self) -> None:
        """When the look is over: find the item or not, want help, or settle what to do with it."""
        day = self.model
        if self.state != BROWSING or self.until_s > day.end_s:
            return
        p = day.rules.browsing
        if self.item < 0 or self.items >= BASKET_ROOM or not self.finds():
            self.move_on()
            return
        luck, wants, _, _ = self.draws(Purpose.BROWSE, 2 * self.stops - 1)
        on_purpose = self.errand != NOTICED
        self.considered += on_purpose
        if day.goods.wide and on_purpose and (burden := finding.overload(self.range_width(), p)) > 0.0:
            self.touch(Touchpoint.WIDE_CHOICE, self.until_s, -p.effort_of_range * burden)
        if on_purpose and wants < browsing.help_wanted(self.item, day.goods, p):
            self.now_s = self.until_s
            self.state = ASKING
            return
        base = browsing.usual_share(self.errand, p)
        if on_purpose and self.carries_to_room(base):
            return
        self.looked += on_purpose
        self.bought_unaided += on_purpose * self.settle(base, luck)

    def range_width(self) -> float:
        """Logarithm of the width of the range that the item in view is from."""
        goods = self.model.goods
        return goods.range_width[goods.item_department[self.item]]

    def finds(self) -> bool:
        """Whether something is there to decide on, if need be a similar item."""
        goods, stock, p = self.model.goods, self.model.stock, self.model.rules.browsing
        if self.errand != LIST or stock[self.item] > 0:
            return stock[self.item] > 0
        self.stockouts += 1
        replaces = self.draws(Purpose.FIND, self.stops)[0] < p.substitute
        similar = finding.similar_item(self.item, goods, stock) if replaces else -1
        if similar >= 0:
            self.item = similar
            self.substituted += 1
            self.touch(Touchpoint.SUBSTITUTED, self.until_s, -p.pain_of_substitute)
            return True
        self.not_found += 1
        self.touch(Touchpoint.NOT_FOUND, self.until_s, -p.pain_of_missing)
        return False

    def settle(self, share: float, luck: float) -> int:
        """Take the item with probability `share`, or leave it, or buy it online after all; how many were taken."""
        goods, p = self.model.goods, self.model.rules.browsing
        if self.model.stock[self.item] <= 0:
            self.find_it_gone()
            return 0
        cents, gap = self.price_of(self.item)
        if goods.wide:
            share = finding.share_of_range(share, self.range_width(), p)
        taken = 0
        if not browsing.takes(share, self.affective, self.price_sensitivity, gap, luck, p):
            self.touch(Touchpoint.LEFT_ON_SHELF, self.until_s)
        elif not self.buys_online(cents):
            taken = 1
            planned = self.errand == LIST
            self.take(cents)
            self.touch(Touchpoint.FOUND if planned else Touchpoint.UNPLANNED, self.until_s, p.joy_of_finding,
                       0.0 if planned else p.joy_of_discovery)
            self.feel_price(gap)
        self.move_on()
        return taken

    def price_of(self, item: int) -> tuple[int, float]:
        """Look at the price of an item; returns what the shopper counts on paying, and the gap that is felt."""
        goods, p = self.model.goods, self.model.rules.browsing
        condition = self.draws(Purpose.CONDITION, item)[0] if goods.conditions else 1.0
        cents = prices.counted_on_cents(item, goods, condition)
        gap = price.felt_gap(price.price_gap(goods.item_price_cents[item], cents, self.reference_price, p), p)
        price.sees_price(self, item, cents, goods)
        return cents, gap

    def feel_price(self, gap: float) -> None:
        """What is taken at an unexpected price pleases or stings."""
        if gap != 0.0:
            self.touch(Touchpoint.PRICE, self.until_s,
                       self.model.rules.browsing.sting_of_price * self.price_sensitivity * gap)

    def find_it_gone(self) -> None:
        """Somebody else has taken the last piece in the meantime."""
        if self.errand == LIST:
            self.stockouts += 1
            self.not_found += 1
            self.touch(Touchpoint.NOT_FOUND, self.until_s, -self.model.rules.browsing.pain_of_missing)
        self.move_on()

    def take(self, price_cents: int) -> None:
        """Put the item into the basket."""
        self.model.stock[self.item] -= 1
        self.basket.append(self.item)
        self.items += 1
        self.unplanned_items += self.errand != LIST
        priming.counts_origin(self, self.item, 1, self.model.goods)
        price.pays(self, self.item, price_cents, self.model.goods)
        self.reference_cents += self.model.goods.item_price_cents[self.item]
        self.cost_cents += self.model.goods.item_cost_cents[self.item]

    def leave_basket(self) -> None:
        """Everything in the basket goes back to its shelf."""
        for item in self.basket:
            self.model.stock[item] += 1
        self.basket.clear()
        self.items = self.unplanned_items = self.spend_cents = self.reference_cents = self.cost_cents = 0
        self.discount_cents = self.discounted_items = self.origin_items = self.primed_items = 0
        self.abandoned = 1

    # Trying on

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

    def move_on(self) -> None:
        """Turn away from the shelf."""
        if self.errand == LIST:
            self.next_item += 1
        self.item = self.target = -1
        self.now_s = self.until_s
        self.state, self.errand = REACHED, LIST

    def buys_online(self, price_cents: int) -> bool:
        """Check the phone; whether the item is bought online."""
        p = self.model.rules.phone
        look, move, where, _ = self.draws(Purpose.PHONE, self.stops)
        waited_min = self.wait_actual_s / 60.0
        if not phone.checks(self.innovativeness, waited_min, self.helped, self.loyalty, look, p):
            return False
        self.phone_checks += 1
        self.touch(Touchpoint.PHONE_CHECK, self.until_s)
        own, goods = phone.own_web_rather(self.loyalty, where, p), self.model.goods
        online = phone.online_price_cents(goods.item_price_cents[self.item], p.own_gap if own else p.rival_gap)
        gap = phone.gap_to_shelf(online, price_cents)
        if not phone.switches(phone.benefit_online(gap, waited_min, self.price_sensitivity, p), move, p):
            return False
        self.online_items += 1
        if own:
            self.own_web_cents += online
            self.own_web_cost_cents += goods.item_cost_cents[self.item]
        else:
            self.rival_items += 1
            self.rival_cents += online
        self.touch(Touchpoint.BOUGHT_ONLINE, self.until_s, p.joy_of_bargain)
        return True

    # Waiting

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

    # In the aisle

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

    # Help

    def ask(self) -> None:
        """Join those who wait for an advisor."""
        if self.state == ASKING and self.line < 0:
            self.asked += 1
            draw = self.draws(Purpose.HELP, 2 * self.stops)[0]
            self.join_line(self.model.help_line, asking.patience_s(draw, self.patience, self.model.rules.asking))

    def give_up_help(self) -> None:
        """Nobody came in time: decide alone, disappointed."""
        hurt = self.end_wait(self.gives_up_s)
        self.touch(Touchpoint.GAVE_UP_HELP, self.gives_up_s, 0.5 * hurt, 0.5 * hurt,
                   -self.model.rules.asking.pain_of_giving_up)
        self.gave_up_help += 1
        self.state, self.until_s = HELPED, self.gives_up_s

    def finish_help(self) -> None:
        """Decide on the item after help, or after having waited for it in vain."""
        day = self.model
        if self.state != HELPED or self.until_s > day.end_s:
            return
        p = day.rules.asking
        luck = self.draws(Purpose.HELP, 2 * self.stops + 1)[0]
        usual = browsing.usual_share(self.errand, day.rules.browsing)
        if self.advisor < 0:
            base = usual * p.buy_without
            if not self.carries_to_room(base):
                self.settle(base, luck)
            return
        advisor = day.staff[self.advisor]
        courtesy = asking.courtesy_now(advisor.courtesy, advisor.fatigue, p)
        fits, tempts, _, _ = self.draws(Purpose.ADVICE, self.stops)
        beyond = day.expertise[self.advisor][day.goods.item_department[self.item]]
        advice = asking.advised(self, advisor, beyond, day.goods, day.stock, fits, tempts, day.rules.advising)
        self.touch(Touchpoint.HELP, self.until_s, asking.joy_of_advice(advice, p), 0.0,
                   p.joy_of_help + p.joy_of_courtesy * (courtesy - p.ordinary))
        encounter.hear(advisor, self, day.rules.encounter)
        if advisor.serving == self.row:
            advisor.serving = -1
        share = advising.share_advised(advice, usual, usual * p.buy_without, self.trust, p.buy_after_help)
        if self.unasked:
            share, self.unasked = max(usual, share), 0
        self.advisor = -1
        if self.carries_to_room(share):
            self.helped_tried += 1
            self.in_hand_pays = int(advice == Advice.PAYS)
            return
        bought = self.settle(share, luck)
        self.bought_helped += bought
        self.missold += bought * (advice == Advice.PAYS)

    # The till

    def stand_in_line(self) -> None:
        """Join a line at the checkout, or be put off by it and try the other kind, or leave."""
        if self.state != REACHED or self.errand != TILL:
            return
        day, p = self.model, self.model.rules.joining
        luck = self.draws(Purpose.QUEUE, 0)[1]
        till = day.shortest_line(self.cell, self.now_s)
        lengths = [day.length_at_tills(till, self.now_s), day.length_at_machines(self.now_s)]
        if joining.balks(lengths[self.checkout], self.patience, luck, p):
            other = lengths[1 - self.checkout]
            if other < 0 or joining.balks(other, self.patience, luck, p):
                self.balked = 1
                self.leave_basket()
                self.turn_to_exit(self.now_s)
                self.touch_at_checkout(Touchpoint.BALKED, self.now_s, -p.pain_of_balking)
                return
            self.checkout = 1 - self.checkout
        number = day.machine_line if self.checkout else 0 if day.rules.paying.one_line else till
        self.take_place(number, lengths[self.checkout])

    def take_place(self, number: int, length: int) -> None:
        """Join a line at its end or further ahead, and read the display."""
        day, p = self.model, self.model.rules.joining
        push, _, error, other = self.draws(Purpose.QUEUE, 0)
        patient_s = paying.patience_s(self.draws(Purpose.PAY, 0)[0], self.patience, day.rules.paying)
        self.state, self.overtaken = IN_LINE, 0
        if p.display:
            servers = 1
            if number == day.machine_line:
                servers = len(day.machines)
            elif day.rules.paying.one_line:
                servers = sum(one is not None and one.from_s <= self.now_s < one.to_s for one in day.cashiers)
            self.told_s = joining.announced_s(max(0, length), servers, error, other, p)
            self.informed = 1.0
        line = day.lines[number]
        if push < p.pushing and line:
            self.pushed_in = 1
            self.line, self.joined_s, self.gives_up_s = number, self.now_s, self.now_s + patient_s
            line.insert(max(0, len(line) - p.push_places), self)
        else:
            self.join_line(number, patient_s)

    def have_waited(self, time_s: float) -> None:
        """It is the shopper's turn: the wait is over and appraised."""
        self.wait_till_s = time_s - self.joined_s
        hurt = self.end_wait(time_s)
        self.touch_at_checkout(Touchpoint.WAIT_AT_TILL, time_s, 0.5 * hurt, 0.5 * hurt)
        self.judge_line(time_s)

    def judge_line(self, time_s: float) -> None:
        """What was unfair about the wait is felt."""
        p = self.model.rules.fairness
        if self.overtaken:
            self.touch_at_checkout(Touchpoint.OVERTAKEN, time_s, fairness.overtaken_kick(self.overtaken, p))
        if self.told_s >= 0.0:
            broken = fairness.estimate_kick(time_s - self.joined_s, self.told_s, p)
            if broken < 0.0:
                self.touch_at_checkout(Touchpoint.WRONG_ESTIMATE, time_s, broken)

    def give_up_line(self) -> None:
        """Patience is at its end: leave without the basket."""
        self.wait_till_s = self.gives_up_s - self.joined_s
        self.step_out_of_line()
        self.wait_in_vain()
        self.judge_line(self.gives_up_s)

    def wait_in_vain(self) -> None:
        """Leave without the basket."""
        hurt = waiting.wait_over(self, self.joined_s, self.gives_up_s, self.model.rules.waiting)
        self.leave_basket()
        self.turn_to_exit(self.gives_up_s)
        self.touch_at_checkout(Touchpoint.GAVE_UP_LINE, self.gives_up_s,
                   0.5 * hurt - self.model.rules.paying.pain_of_giving_up, 0.5 * hurt)

    def check_conditions(self) -> None:
        """Learn at the till which discounts are refused, the last item first."""
        day = self.model
        ends = self.state == PAYING or (self.state == SCANNING and self.to_scan_s == 0.0)
        if not ends or self.until_s > day.end_s:
            return
        goods, p = day.goods, day.rules.conditions
        for k in range(self.items - 1, -1, -1):
            item = self.basket[k]
            luck, leaving, complaining, _ = self.draws(Purpose.CONDITION, item)
            if not goods.item_hidden[item] or prices.meets_condition(item, goods, luck):
                continue
            loss = conditions.loss_of(item, goods)
            conditions.pays_in_full(self, item, goods)
            self.complained += conditions.complains(loss, complaining, p)
            self.touch_at_checkout(Touchpoint.CONDITION, self.until_s, -p.pain_of_surprise * loss)
            if conditions.leaves_item(loss, self.price_sensitivity, leaving, p):
                conditions.gives_back(self, item, item in self.wanted, goods)
                day.stock[item] += 1
                self.basket[k] = self.basket[-1]
                self.basket.pop()

    def finish_paying(self) -> None:
        """Take the goods once they are paid."""
        day = self.model
        if self.state != PAYING or self.until_s > day.end_s:
            return
        p, cashier = day.rules.paying, day.staff[self.cashier]
        if cashier.serving == self.row:
            cashier.serving = -1
        self.touch_at_checkout(Touchpoint.PAY, self.until_s, 0.0, 0.0,
                   p.joy_of_paying + p.joy_of_courtesy * (cashier.courtesy - p.ordinary))
        encounter.hear(cashier, self, day.rules.encounter)
        self.turn_to_exit(self.until_s)

    # The machines

    def ready(self) -> float:
        """Readiness for technology."""
        return readiness.readiness(self.innovativeness, self.age, self.model.rules.readiness)

    def chosen_checkout(self, till: int) -> int:
        """1 for a machine, 0 for the best till."""
        day = self.model
        at_till = day.length_at_tills(till, self.now_s)
        if at_till < 0:
            return 1
        return int(self_checkout.prefers_machine(at_till, day.length_at_machines(self.now_s), self.items, self.ready(),
                                                 self.draws(Purpose.CHECKOUT, 0)[0], day.rules.self_checkout))

    def begin_scanning(self, machine, begins_s: float) -> None:
        """Begin at a machine; whether and when it will stop is settled with it."""
        p = self.model.rules.self_checkout
        self.have_waited(begins_s)
        fails, when, _, _ = self.draws(Purpose.CHECKOUT, 1)
        takes_s = self_checkout.scan_s(self.items, self.ready(), p)
        stops = fails < p.failure
        self.to_scan_s = takes_s * (1.0 - when) if stops else 0.0
        self.until_s = begins_s + (takes_s * when if stops else takes_s)
        machine.free_at_s = FOREVER_S if stops else self.until_s
        machine.busy_s += takes_s
        machine.served += 1
        self.machine = self.model.machines.index(machine)
        self.state, self.served_s, self.now_s = SCANNING, begins_s, begins_s

    def finish_scanning(self) -> None:
        """Go when all is scanned; call staff when the machine has stopped."""
        day = self.model
        if self.state != SCANNING or self.until_s > day.end_s:
            return
        p = day.rules.self_checkout
        if self.to_scan_s > 0.0:
            day.machines[self.machine].failed += 1
            self.machine_failures += 1
            patience = paying.patience_s(self.draws(Purpose.CHECKOUT, 1)[2], self.patience, day.rules.paying)
            self.served_s, self.joined_s, self.now_s = -1.0, self.until_s, self.until_s
            self.gives_up_s = self.until_s + patience
            self.state = STUCK
            self.touch_at_checkout(Touchpoint.MACHINE_FAILED, self.until_s, -p.pain_of_failure)
            return
        if self.advisor >= 0:
            if day.staff[self.advisor].serving == self.row:
                day.staff[self.advisor].serving = -1
            self.advisor = -1
        self.touch_at_checkout(Touchpoint.SCAN, self.until_s, self_checkout.scan_kick(self.ready(), p))
        self.turn_to_exit(self.until_s)

    def await_rescue(self) -> None:
        """Wait for an advisor at a machine that has stopped, or leave it."""
        day = self.model
        if self.state != STUCK:
            return
        free = [one for one in day.staff if one.can_help(self.joined_s, day.end_s)]
        if free:
            advisor = min(free, key=lambda one: one.free_at_s)
            comes_s = max(advisor.ready_s(), self.joined_s)
            if comes_s <= self.gives_up_s:
                advisor.mend(self, comes_s)
                return
        if self.gives_up_s <= day.end_s:
            day.machines[self.machine].free_at_s = self.gives_up_s
            self.wait_in_vain()

    def go_on_scanning(self, advisor, starts_s: float) -> None:
        """The wait for staff is over; the rest is scanned when the machine goes on."""
        hurt = waiting.wait_over(self, self.joined_s, starts_s, self.model.rules.waiting)
        self.touch_at_checkout(Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt)
        self.advisor, self.served_s, self.now_s = advisor.row, starts_s, starts_s
        self.until_s = advisor.free_at_s + self.to_scan_s
        self.to_scan_s = 0.0
        self.model.machines[self.machine].free_at_s = self.until_s
        self.state = SCANNING

    def looks_for_long(self) -> bool:
        """Whether the shopper has looked at something for so long that staff may come unasked."""
        day = self.model
        return not (self.state != BROWSING or self.errand == NOTICED or self.item < 0 or self.until_s <= day.end_s
                    or day.end_s - self.now_s < 60.0 * day.rules.initiative.approach_after_min)

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
        if self.basket and self.served_s < 0.0:
            self.leave_basket()
