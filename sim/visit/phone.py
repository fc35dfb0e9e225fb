"""The phone check at the shelf: showrooming as a decision inside the visit.

    P(check)  = logit(c0 + c_i (innovativeness - .5) + c_w minutes waited - c_s helped - c_l (loyalty - .5))
    benefit   = price gap online x sensitivity + waiting saved - trouble of ordering (search, delivery, time)
    P(switch) = max(0, 2 logit(s x benefit) - 1)

so that without a price gap and without a wait nobody switches. Only what would have been taken can move. The shopper
looks at the rival's web shop or at the own one, by price and loyalty; the gap is that between the shelf price here and
the price there, which follows the reference price and not the shelf. It rises with price dispersion and waiting in the store, falls with online
search cost, help by staff and loyalty (shape); 6 % of store visits end with an online purchase elsewhere of what was
seen (Gallup 2013).
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.store.prices import cents_at
from sim.visit.states import Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("phone_checks", "i8", means="times the phone was checked at a shelf"),
        Field("online_items", "i8", means="items seen here and bought online, own web shop or rival"),
        Field("rival_items", "i8", means="of these, bought from a rival"),
        Field("own_web_cents", "i8", "cents", means="value moved from the shelf to the own web shop"),
        Field("own_web_cost_cents", "i8", "cents", means="cost of the goods moved to the own web shop"),
        Field("rival_cents", "i8", "cents", means="value moved from the shelf to a rival's web shop"),
    )
}


class Phone(Parameters):
    """The phone check and where a moved sale goes."""

    check: float = number(-3.65, "logit", -15, 10, "Utility of checking the phone at an item (c0).",
                          "calibrated: Gallup 2013, 6 % of visits")
    check_of_innovativeness: float = number(2.0, "logit", 0, 10, "Slope on the shopper's readiness for technology.")
    check_of_wait: float = number(0.08, "logit/min", 0, 5, "Slope on minutes waited so far in the store.",
                                  "shape: waiting in the store")
    check_of_help: float = number(1.5, "logit", 0, 10, "Taken off when staff has helped on this visit.",
                                  "shape: Gensler, Neslin and Verhoef 2017")
    check_of_loyalty: float = number(1.0, "logit", 0, 10, "Slope on loyalty to the store, taken off.")
    rival_gap: float = number(0.06, "share", -1, 1, "How much cheaper the rival's web shop is than the reference price.")
    own_gap: float = number(0.0, "share", -1, 1, "How much cheaper the own web shop is than the reference price.")
    trouble: float = number(0.01, "share", 0, 1, "Trouble of ordering online, as a share of the price.")
    saved_wait: float = number(0.004, "share/min", 0, 1, "Worth of waiting avoided, as a share of the price a minute.")
    steepness: float = number(18.0, "-", 0, 200, "Slope of switching on the benefit (s).")
    loyal_web: float = number(2.0, "logit", 0, 20, "Slope of choosing the own web shop on loyalty.")
    price_web: float = number(20.0, "logit", 0, 200, "Slope of choosing the own web shop on its price advantage.")
    joy_of_bargain: float = number(0.04, "affect", -1, 1, "Cognitive kick of having found it cheaper online.")


@rule
def checks(innovativeness, waited_min, helped, loyalty, draw, p):
    """Whether the shopper takes out the phone at this item."""
    return draw < share(p.check + p.check_of_innovativeness * (innovativeness - 0.5) + p.check_of_wait * waited_min
                        - p.check_of_help * helped - p.check_of_loyalty * (loyalty - 0.5))


@rule
def benefit_online(gap, waited_min, price_sensitivity, p):
    """Worth of buying online in place of here, as a share of the price; never below 0."""
    return max(0.0, gap * 2.0 * price_sensitivity + p.saved_wait * waited_min - p.trouble)


@rule
def switches(benefit, draw, p):
    """Whether the sale moves online; never without a benefit."""
    return draw < max(0.0, 2.0 * share(p.steepness * benefit) - 1.0)


@rule
def own_web_rather(loyalty, draw, p):
    """Whether the shopper looks at the own web shop and not at a rival's."""
    return draw < share(p.loyal_web * (loyalty - 0.5) + p.price_web * (p.own_gap - p.rival_gap))


@rule
def online_price_cents(reference_cents, gap):
    """Online price in whole cents of a web shop that is this much cheaper than the reference price."""
    return cents_at(reference_cents, 1.0 - gap)


@rule
def gap_to_shelf(online_cents, shelf_cents):
    """How much cheaper the online price is than the shelf price, as a share of the shelf price."""
    return (shelf_cents - online_cents) / shelf_cents


@step
def moves_online(visits, row, reference_cents, shelf_cents, cost_cents, time_s, log, counts, seed, p):
    """The phone check on the item that is about to be taken; True if it is bought online in its place."""
    visit = visits[row]
    look, move, where, _ = draws(seed, Purpose.PHONE, visit.shopper, visit.period,
                                 visit.day * EVENTS_PER_DAY + visit.stops)
    waited_min = visit.wait_actual_s / 60.0
    if not checks(visit.innovativeness, waited_min, visit.helped, visit.loyalty, look, p):
        return False
    visit.phone_checks += 1
    touch(log, counts, visits, row, Touchpoint.PHONE_CHECK, time_s, 0.0, 0.0, 0.0, 0.0)
    own = own_web_rather(visit.loyalty, where, p)
    online_cents = online_price_cents(reference_cents, p.own_gap if own else p.rival_gap)
    gap = gap_to_shelf(online_cents, shelf_cents)
    if not switches(benefit_online(gap, waited_min, visit.price_sensitivity, p), move, p):
        return False
    visit.online_items += 1
    if own:
        visit.own_web_cents += online_cents
        visit.own_web_cost_cents += cost_cents
    else:
        visit.rival_items += 1
        visit.rival_cents += online_cents
    touch(log, counts, visits, row, Touchpoint.BOUGHT_ONLINE, time_s, p.joy_of_bargain, 0.0, 0.0, 0.0)
    return True
