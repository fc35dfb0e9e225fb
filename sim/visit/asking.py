"""Asking for help: a line to the advisors, an advisor who comes and is then busy, an answer of some quality.

Patience, the need for help and P(buy after help) follow the department-store service process of Siebers, Aickelin, Celia
and Clegg (2007). Whether the advice fits the need, and what is bought then, stands in `advising.py`; a need that is met pleases
the mind, one that is not disappoints it. Courtesy moves the social side of the experience. Fatigue lowers courtesy.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import exponential, rule, step, triangular
from sim.visit.advising import Advice, advice_given, item_that_pays, knows, share_advised
from sim.visit.browsing import settle, usual_share
from sim.visit.calling import keep_busy, who_comes
from sim.visit.encounter import hear
from sim.visit.fitting import carries_to_room
from sim.visit.line import join, leave
from sim.visit.states import State, Touchpoint
from sim.visit.touchpoints import touch
from sim.visit.waiting import wait_over

FIELDS = {
    "visit": (
        Field("asked", "i8", means="times the shopper asked for help"),
        Field("helped", "i8", "0 or 1", 0, 1, means="whether staff helped on this visit"),
        Field("helps", "i8", means="times staff helped"),
        Field("bought_helped", "i8", means="items taken right after help"),
        Field("gave_up_help", "i8", means="times the shopper gave up waiting for help"),
        Field("unasked", "i8", "0 or 1", 0, 1, means="whether the present help comes unasked: it cannot make buying less "
              "likely"),
        Field("advisor", "i8", low=-1, start=-1, means="row of the advisor who is helping"),
    )
}

class Asking(Parameters):
    """Waiting for help and being helped."""

    patience_low_min: float = number(3, "min", 0, 240, "Shortest patience for help.", "Siebers et al. 2007")
    patience_mode_min: float = number(15, "min", 0, 240, "Most frequent patience for help.", "Siebers et al. 2007")
    patience_high_min: float = number(30, "min", 0.1, 480, "Longest patience for help.", "Siebers et al. 2007")
    service_min: float = number(3.0, "min", 0.1, 120, "Mean time of one help (exponential).")
    walk_m_s: float = number(1.2, "m/s", 0.1, 3, "Walking speed of an advisor who is called.")
    buy_after_help: float = number(0.808, "share", 0.001, 0.999, "P(buy) after advice that fits, at least; where more is "
                                   "bought without any need of help, that much.",
                                   "calibrated: Siebers et al. 2007, .56 realised over all helps")
    buy_without: float = number(0.6, "x", 0, 1, "P(buy) of those who gave up or were told nothing that fits, against "
                                "not needing help.")
    ordinary: float = number(0.6, "0..1", 0, 1, "Courtesy, and share of needs met, that are taken as ordinary.")
    joy_of_courtesy: float = number(0.5, "affect", 0, 3, "Social kick of full against ordinary courtesy.")
    joy_of_answer: float = number(0.4, "affect", 0, 3, "Cognitive kick of a need met against one that is not.")
    joy_of_help: float = number(0.08, "affect", 0, 1, "Social and cognitive kick of ordinary help.")
    pain_of_giving_up: float = number(0.3, "affect", 0, 2, "Social kick of having waited for help in vain.")
    fatigue_cost: float = number(0.3, "0..1", 0, 1, "Courtesy lost at full fatigue.")
    fatigue_per_h: float = number(0.05, "1/h", 0, 1, "Fatigue gained per hour of busy time.")


@rule
def patience_s(draw, patience, p):
    """Seconds for which somebody waits for help."""
    return 60.0 * patience * triangular(p.patience_low_min, p.patience_mode_min, p.patience_high_min, draw)


@rule
def joy_of_advice(advice, p):
    """Cognitive kick of help: a need that is met, or seems to be, pleases against what is ordinary."""
    met = 0.0 if advice == Advice.MISSES else 1.0
    return p.joy_of_help + p.joy_of_answer * (met - p.ordinary)


@rule
def advised(visit, person, beyond, goods, stock, fits, tempts, advising):
    """The `Advice` for the item in view, and its account in the visit; what pays takes the place of the item."""
    advice = advice_given(knows(person.knowledge, beyond), person.understanding, person.honesty, fits, tempts, advising)
    visit.helped = 1
    visit.helps += 1
    visit.need_met += advice == Advice.FITS
    if advice == Advice.PAYS:
        visit.item = item_that_pays(visit.item, goods, stock, advising)
    return advice


@rule
def courtesy_now(courtesy, fatigue, p):
    """Courtesy that is left of an advisor's own at this fatigue (0..1)."""
    return max(0.0, courtesy - p.fatigue_cost * fatigue)


@step
def ask(visits, inside, count, lines, help_line, seed, p):
    """Everybody who has come to want help joins the line of those who wait for an advisor."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state == State.ASKING and visit.line < 0:
            draw, _, _, _ = draws(seed, Purpose.HELP, visit.shopper, visit.period,
                                  visit.day * EVENTS_PER_DAY + 2 * visit.stops)
            visit.asked += 1
            join(lines, help_line, visits, row, visit.now_s, patience_s(draw, visit.patience, p))


@step
def serve_askers(visits, end_s, place, staff, lines, help_line, log, counts, seed, waiting, p):
    """Advisors who are free come to those who wait for help, in the order of asking; who waits too long gives up."""
    row = lines[help_line].head
    while row >= 0:
        visit = visits[row]
        after = visit.next_in_line
        who, comes_s = who_comes(staff, visit, end_s)
        if who >= 0:
            begin_help(visits, row, comes_s, place, staff, who, lines, log, counts, seed, waiting, p)
        elif visit.gives_up_s <= end_s:
            give_up_help(visits, row, visit.gives_up_s, lines, log, counts, waiting, p)
        row = after


@step
def begin_help(visits, row, comes_s, place, staff, who, lines, log, counts, seed, waiting, p):
    """An advisor comes to somebody who waits for help; the wait ends when he is there."""
    visit = visits[row]
    starts_s = come_and_help(visits, row, comes_s, place, staff, who, seed, p)
    leave(lines, visits, row)
    hurt = wait_over(visit, visit.joined_s, starts_s, waiting)
    touch(log, counts, visits, row, Touchpoint.WAIT_FOR_HELP, starts_s, 0.5 * hurt, 0.5 * hurt, 0.0, 0.0)


@step
def come_and_help(visits, row, comes_s, place, staff, who, seed, p):
    """An advisor sets out at `comes_s`, walks to the shopper and helps; returns the time at which he is there."""
    visit = visits[row]
    person = staff[who]
    _, length, _, _ = draws(seed, Purpose.HELP, visit.shopper, visit.period,
                            visit.day * EVENTS_PER_DAY + 2 * visit.stops)
    starts_s = comes_s + place.distance_m[visit.target, person.cell] / p.walk_m_s
    keep_busy(person, row, visit.cell, comes_s, starts_s + 60.0 * exponential(p.service_min, length), p)
    visit.state = State.HELPED
    visit.advisor = who
    visit.until_s = person.free_at_s
    visit.now_s = starts_s
    return starts_s


@step
def give_up_help(visits, row, time_s, lines, log, counts, waiting, p):
    """Nobody came in time: the shopper decides alone, disappointed."""
    visit = visits[row]
    leave(lines, visits, row)
    hurt = wait_over(visit, visit.joined_s, time_s, waiting)
    touch(log, counts, visits, row, Touchpoint.GAVE_UP_HELP, time_s, 0.5 * hurt, 0.5 * hurt, -p.pain_of_giving_up, 0.0)
    visit.gave_up_help += 1
    visit.advisor = -1
    visit.state = State.HELPED
    visit.until_s = time_s


@step
def finish_help(visits, inside, count, end_s, place, staff, expertise, goods, stock, baskets, log, counts, seed, phone,
                browsing, advising, encounter, p):
    """Everybody whose help (or vain wait) is over decides on the item; expertise: by member of staff and department."""
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state != State.HELPED or visit.until_s > end_s:
            continue
        usual = usual_share(visit.errand, browsing)
        base = usual * p.buy_without
        advice = Advice.MISSES
        if visit.advisor >= 0:
            person = staff[visit.advisor]
            kind = courtesy_now(person.courtesy, person.fatigue, p)
            fits, tempts, _, _ = draws(seed, Purpose.ADVICE, visit.shopper, visit.period,
                                       visit.day * EVENTS_PER_DAY + visit.stops)
            beyond = expertise[visit.advisor, goods.item_department[visit.item]]
            advice = advised(visit, person, beyond, goods, stock, fits, tempts, advising)
            touch(log, counts, visits, row, Touchpoint.HELP, visit.until_s, joy_of_advice(advice, p), 0.0,
                  p.joy_of_help + p.joy_of_courtesy * (kind - p.ordinary), 0.0)
            hear(person, visit, encounter)
            base = share_advised(advice, usual, base, visit.trust, p.buy_after_help)
            if visit.unasked == 1:
                base = max(usual, base)
                visit.unasked = 0
            if person.serving == row:
                person.serving = -1
        if carries_to_room(visit, base, visit.until_s, place, goods, stock, seed):
            visit.helped_tried += visit.advisor >= 0
            visit.in_hand_pays = advice == Advice.PAYS
            visit.advisor = -1
            continue
        luck, _, _, _ = draws(seed, Purpose.HELP, visit.shopper, visit.period,
                              visit.day * EVENTS_PER_DAY + 2 * visit.stops + 1)
        before = visit.items
        settle(visits, row, base, luck, visit.until_s, goods, stock, baskets, log, counts, seed, phone, browsing)
        if visit.advisor >= 0:
            visit.bought_helped += visit.items - before
            visit.missold += (visit.items - before) * (advice == Advice.PAYS)
        visit.advisor = -1
