"""Taking part in activities: who passes a demo or workshop with room may stop, watch or take part, and it works out or not.

    P(stop)  = logit(a by goal + b_i (innovativeness - .5) + b_P (P - P0) - b_k knowledge)         once a visit and activity
    lift     = success: joy, failure: -pain; times 1 for who takes part, times w < 1 for who watches
    learned <- 1 - (1 - learned)(1 - teaches x share by part and outcome)

Taking part creates and destroys more value than watching (Tynan, McKechnie and Hartley 2014): the same outcome kicks
harder either way, and a peak of an episode in which one took part is more vivid in memory (`sim/experience/memory.py`).
How entertaining an activity is pleases those who came for fun and costs those on a task.
"""

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, share, step
from sim.visit.feeling import valence
from sim.visit.states import Errand, State, Touchpoint
from sim.visit.touchpoints import touch

FIELDS = {
    "visit": (
        Field("activity", "i8", low=-1, start=-1, means="activity of the day at which the shopper is, -1 none"),
        Field("activities_met", "i8", means="activities of the store already decided on, one bit each"),
        Field("is_active", "i8", "0 or 1", 0, 1, means="whether the shopper takes part in it and does not only watch"),
        Field("took_part", "i8", means="activities in which the shopper took part"),
        Field("watched", "i8", means="activities that the shopper watched"),
        Field("activity_s", "f8", "s", means="time spent at activities"),
        Field("active_s", "f8", "s", means="of this, time in which the shopper took part"),
        Field("knowledge", "f8", "0..1", 0, 1, means="what the shopper knows about the goods beyond the ordinary"),
        Field("learned", "f8", "share", 0, 1, means="part of what was unknown on arrival that was learned on the visit"),
    )
}


class TakingPart(Parameters):
    """Who stops at an activity, what it does to him, and what he learns."""

    stop_task: float = number(-2.0, "logit", -15, 10, "Utility of stopping at an activity on a task trip.")
    stop_recreational: float = number(0.0, "logit", -15, 10, "The same on a recreational trip.",
                                      "shape: experiential goals seek the activity itself")
    of_innovativeness: float = number(2.0, "logit", 0, 10, "Slope of stopping on the readiness for new things.")
    of_pleasure: float = number(1.0, "logit", 0, 10, "Slope of stopping on pleasure.", "shape: approach, Mehrabian and "
                                "Russell 1974")
    pleasure_usual: float = number(0.1, "affect", -1, 1, "Pleasure P0 at which the utilities hold.")
    of_knowledge: float = number(1.0, "logit", 0, 10, "Taken off for who knows the goods already.")
    joy_of_success: float = number(0.40, "affect", 0, 2, "Lift of what worked out for who took part.",
                                   "shape: Tynan, McKechnie and Hartley 2014")
    pain_of_failure: float = number(0.55, "affect", 0, 2, "The same for what went wrong, downwards.",
                                    "shape: losses weigh more than gains")
    watching: float = number(0.30, "share", 0, 1, "Part of lift or pain that reaches who only watches.",
                             "shape: active participation has the higher variance")
    cognitive_share: float = number(0.4, "share", 0, 1, "Part of the lift that is cognitive: being able to.")
    social_share: float = number(0.2, "share", 0, 1, "Part of the lift that is social: doing it together.")
    joy_of_show: float = number(0.15, "affect", 0, 2, "Affective kick of a fully entertaining activity on a fun trip.")
    show_on_task: float = number(-0.3, "x", -2, 1, "The same on a task trip, as a multiple.",
                                 "shape: entertainment hinders who is in a hurry")
    learned_watching: float = number(0.4, "share", 0, 1, "Learned by watching, against taking part.")
    learned_failing: float = number(0.4, "share", 0, 1, "Learned where it went wrong, against success.")
    vividness: float = number(0.6, "share", 0, 5, "Extra weight in memory of a peak that was lived by taking part.",
                              "shape: Tynan, McKechnie and Hartley 2014")


@rule
def stops(recreational, innovativeness, pleasure, knowledge, draw, p):
    """Whether somebody who passes an activity with room stops at it."""
    base = p.stop_recreational if recreational > 0.5 else p.stop_task
    return draw < share(base + p.of_innovativeness * (innovativeness - 0.5)
                        + p.of_pleasure * (pleasure - p.pleasure_usual) - p.of_knowledge * knowledge)


@rule
def lift(is_active, success, p):
    """Kick of an outcome: up or down, harder for who took part than for who watched."""
    kick = p.joy_of_success if success else -p.pain_of_failure
    return kick if is_active == 1 else p.watching * kick


@rule
def fun_of_show(entertains, recreational, p):
    """Affective kick of the show itself: fun for who came for fun, a hindrance on a task."""
    return p.joy_of_show * entertains * (1.0 if recreational > 0.5 else p.show_on_task)


@rule
def teaches_now(teaches, is_active, success, p):
    """Part of the unknown that this episode teaches."""
    return teaches * (1.0 if is_active == 1 else p.learned_watching) * (1.0 if success else p.learned_failing)


@rule
def learn(visit, part):
    """Learn this part of what is still unknown."""
    visit.knowledge += (1.0 - visit.knowledge) * part
    visit.learned += (1.0 - visit.learned) * part


@rule
def is_open_to(visit, activity, zone):
    """Whether a shopper in this zone meets an activity: it is on, there is room, and he has not decided on it yet."""
    return (zone == activity.zone and activity.from_s <= visit.now_s < activity.to_s and activity.present < activity.capacity
            and (visit.activities_met >> activity.number) & 1 == 0)


@rule
def meet(visit, activity, number, wants, part, length, p):
    """Decide on an activity that is met, and stay if it attracts; number: its row today."""
    visit.activities_met |= 1 << activity.number
    if stops(visit.recreational, visit.innovativeness, visit.affective, visit.knowledge, wants, p):
        activity.present += 1
        visit.activity = number
        visit.is_active = 1 if part < activity.active else 0
        visit.until_s = min(activity.to_s, visit.now_s + 60.0 * activity.minutes * (0.5 + length))
        visit.state = State.TAKING_PART


@rule
def move_on(visit, activity):
    """The activity is over for this shopper, who goes on where he was going."""
    stayed_s = visit.until_s - visit.now_s
    activity.present -= 1
    visit.activity_s += stayed_s
    visit.active_s += stayed_s * visit.is_active
    visit.took_part += visit.is_active
    visit.watched += 1 - visit.is_active
    visit.activity = -1
    visit.now_s = visit.until_s
    visit.state = State.WALKING


@rule
def live_activity(visit, activity, success, p):
    """What the activity was like to this shopper, who then goes on: touchpoint and its cognitive, affective, social kick."""
    up = lift(visit.is_active, success, p)
    learn(visit, teaches_now(activity.teaches, visit.is_active, success, p))
    move_on(visit, activity)
    happened = Touchpoint.WATCHED
    if visit.is_active == 1:
        happened = Touchpoint.TOOK_PART if success else Touchpoint.FAILED_AT
    affective = (1.0 - p.cognitive_share - p.social_share) * up + fun_of_show(activity.entertains, visit.recreational, p)
    return happened, p.cognitive_share * up, affective, p.social_share * up


@rule
def keep_vivid(visit, p):
    """A peak that was reached by taking part, just now, is vivid."""
    if visit.is_active == 1 and visit.peak == valence(visit):
        visit.peak_vivid = p.vividness


@step
def take_part(visits, inside, count, end_s, place, activities, log, counts, seed, p):
    """Whoever is done at an activity goes on; whoever passes one that is on and has room decides on it."""
    if len(activities) == 0:
        return
    for k in range(count):
        row = inside[k]
        visit = visits[row]
        if visit.state == State.TAKING_PART and visit.until_s <= end_s:
            activity = activities[visit.activity]
            _, _, _, works = draws(seed, Purpose.ACTIVITY, visit.shopper, visit.period,
                                   visit.day * EVENTS_PER_DAY + activity.number)
            happened, cognitive, affective, social = live_activity(visit, activity, works < activity.success, p)
            touch(log, counts, visits, row, happened, visit.now_s, cognitive, affective, social, 0.0)
            keep_vivid(visit, p)
        if visit.state == State.WALKING and visit.errand < Errand.TILL:
            for number_ in range(len(activities)):
                activity = activities[number_]
                if is_open_to(visit, activity, place.zone[visit.cell]):
                    wants, part, length, _ = draws(seed, Purpose.ACTIVITY, visit.shopper, visit.period,
                                                   visit.day * EVENTS_PER_DAY + activity.number)
                    meet(visit, activity, number_, wants, part, length, p)
                    if visit.state == State.TAKING_PART:
                        break
