"""A shopper of the reference and the advisors: to ask, to wait, to be helped, to be approached unasked."""

from sim.engine.reference.rules import advising, asking, browsing, encounter, initiative
from sim.engine.reference.visitor import ASKING, BROWSING, HELPED, NOTICED
from sim.ground.dice import Purpose
from sim.visit.advising import Advice
from sim.visit.states import Touchpoint


class WithAdvisor:
    """Who wants help, or is offered it."""

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

    def looks_for_long(self) -> bool:
        """Whether the shopper has looked at something for so long that staff may come unasked."""
        day = self.model
        return not (self.state != BROWSING or self.errand == NOTICED or self.item < 0 or self.until_s <= day.end_s
                    or not initiative.has_looked_long(day.end_s - self.now_s, day.rules.initiative, day.rules.browsing))
