"""Fairness in line: being overtaken, and being told a wait that was not kept to.

Somebody who joined later and is served earlier overtakes (Larson 1987 calls it a slip). With a line for each till this
happens by itself; one line ends it; pushing in and a newly opened till bring it about. It costs on top of the wait:

    kick = -c min(number of those who overtook, m)

A wait that lasts longer than was announced breaks a promise: kick = -w minutes beyond the estimate.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, count, number
from sim.ground.rules import rule, step
from sim.visit.sales_process import touch_at_checkout
from sim.visit.states import State, Touchpoint

FIELDS = {
    "visit": (
        Field("overtaken", "i8", means="people who joined a line later and were seen to be served earlier"),
        Field("overtook", "i8", low=-1, start=-1, means="people who joined earlier and still stood when this one was "
              "served; -1 not served yet"),
        Field("told_s", "f8", "s", low=-1, start=-1, means="wait that the display announced on joining, -1 none"),
    )
}


class Fairness(Parameters):
    """What unfair waits cost."""

    pain_of_being_overtaken: float = number(0.02, "affect", 0, 1, "Cognitive kick of each person who overtakes (c).",
                                            "shape: Larson 1987")
    most_overtaking: int = count(5, "persons", 1, 1000, "People who overtake beyond this number are not counted (m).")
    pain_of_wrong_estimate: float = number(0.06, "affect/min", 0, 1, "Cognitive kick of each minute waited beyond the "
                                           "estimate (w).", "shape: Maister 1985")


@rule
def overtaken_kick(overtaken, p):
    """Kick of having been overtaken so many times, 0 or below."""
    return -p.pain_of_being_overtaken * min(overtaken, p.most_overtaking)


@rule
def estimate_kick(waited_s, told_s, p):
    """Kick of a wait that was longer than announced, -1..0; a shorter one does nothing."""
    return max(-1.0, -p.pain_of_wrong_estimate * max(0.0, waited_s - told_s) / 60.0)


@step
def judge_line(visits, row, time_s, log, counts, p):
    """The wait at the till is over at `time_s`: what was unfair about it is felt."""
    visit = visits[row]
    if visit.overtaken > 0:
        touch_at_checkout(log, counts, visits, row, Touchpoint.OVERTAKEN, time_s, overtaken_kick(visit.overtaken, p), 0.0,
                          0.0, 0.0)
    if visit.told_s >= 0.0:
        broken = estimate_kick(time_s - visit.joined_s, visit.told_s, p)
        if broken < 0.0:
            touch_at_checkout(log, counts, visits, row, Touchpoint.WRONG_ESTIMATE, time_s, broken, 0.0, 0.0, 0.0)


@step
def see_who_overtakes(visits, inside, count, lines, tills):
    """Those who joined earlier and still stand see everybody whose turn has come since the last tick.

    Cashiers are compared with cashiers and machines with machines; the line of the machines is line number `tills`.
    """
    for k in range(count):
        visit = visits[inside[k]]
        if visit.overtook >= 0 or not (visit.state == State.PAYING or visit.state == State.SCANNING):
            continue
        visit.overtook = 0
        first = 0 if visit.state == State.PAYING else tills
        last = tills if visit.state == State.PAYING else tills + 1
        for number in range(first, last):
            row = lines[number].head
            while row >= 0:
                if visits[row].joined_s < visit.joined_s:
                    visits[row].overtaken += 1
                    visit.overtook += 1
                row = visits[row].next_in_line
