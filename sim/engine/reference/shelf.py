"""A shopper of the reference at the shelf: to search, to look, to decide, to take or to buy online after all."""

from sim.engine.reference.rules import browsing, finding, phone, price, prices, priming, searching
from sim.engine.reference.visitor import ASKING, BROWSING, LIST, NOTICED, REACHED, TILL
from sim.ground.dice import Purpose
from sim.visit.states import Touchpoint
from sim.visit.table import BASKET_ROOM


class AtShelf:
    """Who stands before a shelf."""

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
        if not self.considers():
            self.move_on()
            return
        luck, wants, _, _ = self.draws(Purpose.BROWSE, 2 * self.stops - 1)
        on_purpose = self.errand != NOTICED
        if on_purpose and wants < browsing.help_wanted(self.item, day.goods, p):
            self.now_s = self.until_s
            self.state = ASKING
            return
        base = browsing.usual_share(self.errand, p)
        if on_purpose and self.carries_to_room(base):
            return
        self.looked += on_purpose
        self.bought_unaided += on_purpose * self.settle(base, luck)

    def considers(self) -> bool:
        """Whether there is something to decide on; a wide range is felt."""
        day, p = self.model, self.model.rules.browsing
        if self.item < 0 or self.items >= BASKET_ROOM or not self.finds():
            return False
        if self.errand != NOTICED:
            self.considered += 1
            if day.goods.wide and (burden := finding.overload(self.range_width(), p)) > 0.0:
                self.touch(Touchpoint.WIDE_CHOICE, self.until_s, -p.effort_of_range * burden)
        return True

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
        self.discount_cents = self.discounted_items = self.origin_items = self.primed_items = self.missold = 0
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
