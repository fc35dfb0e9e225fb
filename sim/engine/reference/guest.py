"""A guest of the reference: a visitor who lives in the realms of the place and takes part in its activities."""

from sim.engine.reference.rules import immersion, taking_part
from sim.engine.reference.visitor import TAKING_PART, TILL, WALKING, ReferenceVisitor
from sim.ground.dice import Purpose
from sim.store.realms import EDUCATION, ENTERTAINMENT, ESCAPISM, ESTHETICS


class ReferenceGuest(ReferenceVisitor):
    """A visitor to whom the store offers an experience."""

    def take_part(self) -> None:
        """Go on when the activity is over; decide on those that are met on the way."""
        day = self.model
        if self.state == TAKING_PART and self.until_s <= day.end_s:
            self.finish_part(day.activities[self.activity])
        if self.state != WALKING or self.errand >= TILL:
            return
        for number, activity in enumerate(day.activities):
            if taking_part.is_open_to(self, activity, day.place.zone[self.cell]):
                wants, part, length, _ = self.draws(Purpose.ACTIVITY, activity.number)
                taking_part.meet(self, activity, number, wants, part, length, day.rules.taking_part)
                if self.state == TAKING_PART:
                    return

    def finish_part(self, activity) -> None:
        """Live through the outcome of an activity."""
        p = self.model.rules.taking_part
        works = self.draws(Purpose.ACTIVITY, activity.number)[3] < activity.success
        happened, cognitive, affective, social = taking_part.live_activity(self, activity, works, p)
        self.touch(happened, self.now_s, cognitive, affective, social)
        taking_part.keep_vivid(self, p)

    def immerse(self) -> None:
        """Live in the realms of the place for one tick; at an activity, in those of the activity."""
        day = self.model
        if not day.realms:
            return
        here = day.realms[self.cell]
        escapism = here[ESCAPISM]
        if self.state == TAKING_PART:
            escapism = max(escapism, day.activities[self.activity].absorbs)
        immersion.immerse_one(self, here[ENTERTAINMENT], here[EDUCATION], here[ESTHETICS], escapism, day.gain,
                              day.forgets, day.tick_s, day.rules.immersion)

    def recognise(self) -> None:
        """Meet the signs of the brand for one tick."""
        if self.model.salient:
            self.recognised_s += self.model.salient[self.cell] * self.model.tick_s
