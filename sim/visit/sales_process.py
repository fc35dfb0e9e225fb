"""The sales process: what shoppers live through at the checkout, kept apart as a score of its own.

Every touchpoint from joining the line to the goods being paid adds what it does to the valence of the moment to the score
of the visit, so that a slow till lowers this part and leaves what was lived at the shelves alone.
"""

from sim.ground.columns import Field
from sim.ground.rules import step
from sim.visit.feeling import valence
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (Field("sales_process", "f8", "affect", -10, 10, means="what the touchpoints of the checkout added to the "
                    "valence of their moments"),)
}


@step
def touch_at_checkout(log, counts, visits, row, touchpoint, time_s, cognitive, affective, social, physical):
    """A touchpoint of the checkout: lived through as any other, and counted in the score of the sales process."""
    visit = visits[row]
    before = valence(visit)
    touch(log, counts, visits, row, touchpoint, time_s, cognitive, affective, social, physical)
    visit.sales_process += valence(visit) - before
