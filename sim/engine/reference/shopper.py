"""A shopper of the reference: what to do next, at the shelf, with the advisor, at the till; each stage is a method."""

from bisect import insort_right
from operator import attrgetter

from sim.engine.reference.guest import ReferenceGuest
from sim.engine.reference.rules import (advising, arithmetic, asking, browsing, conditions, crowd, encounter, finding,
                                        heading, jostling, paying, phone, price, prices, priming, searching, waiting)
from sim.engine.reference.visitor import (ASKING, BROWSING, EXIT, HELPED, IN_LINE, LIST, NOTICED, PAYING, REACHED, TILL,
                                          WALKING, WANDER)
from sim.ground.dice import Purpose
from sim.visit.advising import Advice
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
            self.target = day.place.first_till + day.shortest_line(self.cell, self.now_s)
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
        self.looked += on_purpose
        self.bought_unaided += on_purpose * self.settle(browsing.usual_share(self.errand, p), luck)

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
        goods, p, item = self.model.goods, self.model.rules.browsing, self.item
        condition = self.draws(Purpose.CONDITION, item)[0] if goods.conditions else 1.0
        cents = prices.counted_on_cents(item, goods, condition)
        gap = price.felt_gap(price.price_gap(goods.item_price_cents[item], cents, self.reference_price, p), p)
        price.sees_price(self, item, cents, goods)
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
            if gap != 0.0:
                self.touch(Touchpoint.PRICE, self.until_s, p.sting_of_price * self.price_sensitivity * gap)
        self.move_on()
        return taken

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
        insort_right(self.model.lines[number], self, key=attrgetter("joined_s"))

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
            self.settle(usual * p.buy_without, luck)
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
        bought = self.settle(advising.share_advised(advice, usual, usual * p.buy_without, self.trust, p.buy_after_help), luck)
        self.bought_helped += bought
        self.missold += bought * (advice == Advice.PAYS)
        self.advisor = -1

    # The till

    def stand_in_line(self) -> None:
        """Join the line that looks shortest, or the one that all tills share."""
        if self.state != REACHED or self.errand != TILL:
            return
        day, p = self.model, self.model.rules.paying
        number = 0 if p.one_line else day.shortest_line(self.cell, self.now_s)
        self.state = IN_LINE
        self.join_line(number, paying.patience_s(self.draws(Purpose.PAY, 0)[0], self.patience, p))

    def give_up_line(self) -> None:
        """Patience is at its end: leave without the basket."""
        self.wait_till_s = self.gives_up_s - self.joined_s
        hurt = self.end_wait(self.gives_up_s)
        self.leave_basket()
        self.turn_to_exit(self.gives_up_s)
        self.touch(Touchpoint.GAVE_UP_LINE, self.gives_up_s,
                   0.5 * hurt - self.model.rules.paying.pain_of_giving_up, 0.5 * hurt)

    def check_conditions(self) -> None:
        """Learn at the till which discounts are refused, the last item first."""
        day = self.model
        if self.state != PAYING or self.until_s > day.end_s:
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
            self.touch(Touchpoint.CONDITION, self.until_s, -p.pain_of_surprise * loss)
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
        self.touch(Touchpoint.PAY, self.until_s, 0.0, 0.0,
                   p.joy_of_paying + p.joy_of_courtesy * (cashier.courtesy - p.ordinary))
        encounter.hear(cashier, self, day.rules.encounter)
        self.turn_to_exit(self.until_s)

    def turn_to_exit(self, time_s: float) -> None:
        """Nothing more to do here."""
        self.now_s = time_s
        self.state, self.errand, self.target = REACHED, EXIT, -1

    def leave_all_behind(self) -> None:
        """Whoever goes stands in no line, and what is not paid stays here."""
        if self.line >= 0:
            self.step_out_of_line()
        if self.basket and self.served_s < 0.0:
            self.leave_basket()
