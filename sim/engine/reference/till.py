"""A shopper of the reference at the tills: the choice of a line, the wait, what was unfair about it, paying."""

from sim.engine.reference.rules import conditions, encounter, fairness, joining, paying, prices, waiting
from sim.engine.reference.visitor import IN_LINE, PAYING, REACHED, SCANNING, TILL
from sim.ground.dice import Purpose
from sim.visit.states import Touchpoint


class AtTill:
    """Who stands in a line at the checkout and pays a cashier."""

    def stand_in_line(self) -> None:
        """Join a line at the checkout, or be put off by it and try the other kind, or leave."""
        if self.state != REACHED or self.errand != TILL:
            return
        day, p = self.model, self.model.rules.joining
        luck = self.draws(Purpose.QUEUE, 0)[1]
        till = day.shortest_line(self.cell, self.now_s)
        lengths = [day.length_at_tills(till, self.now_s), -1 if self.collects else day.length_at_machines(self.now_s)]
        if lengths[0] < 0 <= lengths[1]:
            self.checkout = 1
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
