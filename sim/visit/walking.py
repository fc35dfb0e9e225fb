"""Walking along shortest paths, and noticing what stands beside them.

    speed = desired speed x tempo(BPM) x (1 - density / jam density)

Slow music slows the pace: tempo(BPM) = exp(b (BPM - 83)), from the walking times of a fixed path under slow (72 BPM or
less) and fast (94 or more) music, 127.53 s and 108.93 s (Milliman 1982). Density slows linearly (Greenshields 1935).
Noticing is a hazard of the time spent walking beside shelves: an extra metre is an extra exposure (Hui et al. 2013), and
who walks a metre more slowly looks at it longer, which is how slow music comes to sell more (Milliman 1982).
"""

import numpy as np

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, exp, exponential, rule, step
from sim.visit.air import heard
from sim.visit.crowd import go_over, others_per_m2
from sim.visit.states import Errand, State

FIELDS = {
    "visit": (
        Field("errand", "i8", high=5, means="what the shopper is walking for (`Errand`)"),
        Field("target", "i8", low=-1, start=-1, means="target of the walk (row of `Place.next_cell`)"),
        Field("slack_m", "f8", "m", 0, 10, means="way already made toward the next cell"),
        Field("distance_m", "f8", "m", means="way walked in the store"),
        Field("walk_s", "f8", "s", means="time spent walking"),
        Field("exposure_m", "f8", "m", means="exposure to shelves and displays since the last thing noticed"),
        Field("notice_at_m", "f8", "m", low=-1, start=-1, means="exposure at which the next thing is noticed"),
        Field("notices", "i8", means="things noticed on the way so far"),
    )
}


class Walking(Parameters):
    """Pace and noticing."""

    tempo_effect: float = number(0.00447, "1/BPM", 0, 0.05, "Growth of walking speed per BPM (b).",
                                 "calibrated: Milliman 1982, 127.53 s against 108.93 s, over 35 BPM")
    tempo_neutral_bpm: float = number(83.0, "BPM", 40, 160, "Tempo at which people walk as fast as without music.")
    tempo_reach_bpm: float = number(30.0, "BPM", 1, 120, "Beyond this distance from neutral, tempo has no more effect.")
    jam_density: float = number(2.5, "people/m2", 0.5, 10, "Density at which walking stops.", "Greenshields 1935, shape")
    slowest: float = number(0.2, "share", 0.05, 1, "Share of the desired speed that is left in the thickest crowd.")
    notice_every_m: float = number(35.1, "m", 1, 1e9, "Metres beside shelves at the usual pace after which, on average, "
                                   "something is noticed.", "calibrated: Inman et al. 2009, unplanned share .46")
    usual_pace_m_s: float = number(0.85, "m/s", 0.1, 3, "Pace at which a metre counts as one metre of exposure.",
                                   "Mohamad Ali 2019")
    notice_of_pleasure: float = number(0.6, "-", 0, 10, "Growth of noticing per unit of pleasure.",
                                       "shape: Donovan and Rossiter 1982")
    notice_of_recreation: float = number(0.3, "-", 0, 5, "Growth of noticing on a recreational trip.")


@rule
def tempo_pace(tempo_bpm, volume_db, p):
    """Walking speed under music of this tempo, as a multiple of that at the neutral tempo or without music."""
    return 1.0 if heard(volume_db) == 0.0 else exp(p.tempo_effect * clip(tempo_bpm - p.tempo_neutral_bpm, -p.tempo_reach_bpm, p.tempo_reach_bpm))


@rule
def crowd_pace(density, p):
    """Share of the desired speed that is left at this density (people per m2)."""
    return max(p.slowest, 1.0 - density / p.jam_density)


@rule
def notice_rate(pleasure, recreational, pace_m_s, p):
    """Factor on the exposure of a metre, 0 or more: a slow pace, pleasure and a recreational goal open the eyes."""
    longer = p.usual_pace_m_s / pace_m_s
    return longer * max(0.0, 1.0 + p.notice_of_pleasure * pleasure + p.notice_of_recreation * recreational)


@rule
def step_m(cell, towards, height, cell_m):
    """Length of the step between two neighbouring cells: straight or diagonal."""
    apart = abs(towards - cell)
    return cell_m if apart == 1 or apart == height else cell_m * 1.4142135623730951


@rule
def next_notice_m(visit, seed, p):
    """Exposure in metres until the next thing is noticed: exponential, one draw for each notice."""
    draw, _, _, _ = draws(seed, Purpose.NOTICE, visit.shopper, visit.period,
                          visit.day * EVENTS_PER_DAY + visit.notices)
    return exponential(p.notice_every_m, draw)


@rule
def walk_one(visit, end_s, speed, rate, next_cell, height, cell_m, block, crowd, conduct, exposure, near_bay, seed,
             p):
    """One shopper walks until the end of the tick, the target, or something noticed, whichever comes first.

    speed: m/s; rate: see `notice_rate`; next_cell, block, exposure, near_bay, height and cell_m are those of the
    `Place`; crowd: people by block; conduct: sum of their conduct by block.
    """
    way = visit.slack_m + (end_s - visit.now_s) * speed
    while True:
        towards = next_cell[visit.target, visit.cell]
        if towards == visit.cell:
            visit.state = State.REACHED
            break
        length = step_m(visit.cell, towards, height, cell_m)
        if length > way:
            visit.slack_m = way
            visit.now_s = end_s
            return
        way -= length
        go_over(visit, block[visit.cell], block[towards], crowd, conduct)
        visit.cell = towards
        visit.distance_m += length
        if visit.errand < Errand.TILL:
            visit.exposure_m += length * exposure[towards] * rate
            if visit.exposure_m >= visit.notice_at_m and near_bay[towards] >= 0:
                visit.errand = Errand.NOTICED
                visit.state = State.REACHED
                visit.exposure_m -= visit.notice_at_m
                visit.notices += 1
                visit.notice_at_m = next_notice_m(visit, seed, p)
                break
    visit.slack_m = 0.0
    visit.now_s = end_s - way / speed


@step
def set_paces(tempo, volume, p, paces):
    """Write the walking speed under the music of every cell, as a multiple of that at the neutral tempo."""
    for cell in range(len(tempo)):
        paces[cell] = tempo_pace(tempo[cell], volume[cell], p)


@step
def walk(visits, inside, count, end_s, place, crowd, conduct, paces, seed, p):
    """Everybody who walks makes way; paces: see `set_paces`."""
    next_cell, block, area = place.next_cell, place.block, place.block_area_m2
    exposure, near_bay, height, cell_m = place.exposure, place.near_bay, place.height, place.cell_m
    for k in range(count):
        visit = visits[inside[k]]
        if visit.state != State.WALKING or visit.now_s >= end_s:
            continue
        if visit.notice_at_m < 0.0:
            visit.notice_at_m = next_notice_m(visit, seed, p)
        here = block[visit.cell]
        pace = visit.pace_m_s * paces[visit.cell]
        speed = pace * crowd_pace(others_per_m2(crowd[here], area[here], visit.party), p)
        rate = notice_rate(visit.affective, visit.recreational, pace, p)
        since_s = visit.now_s
        walk_one(visit, end_s, speed, rate, next_cell, height, cell_m, block, crowd, conduct, exposure,
                 near_bay, seed, p)
        visit.walk_s += visit.now_s - since_s


def paces_of(layers: dict, p) -> np.ndarray:
    """`set_paces` for the music layer among the property layers (name -> Mesa PropertyLayer): float64 [cells]."""
    tempo = layers["music_tempo_bpm"].data.reshape(-1)
    paces = np.empty(len(tempo))
    set_paces(tempo, layers["music_volume_db"].data.reshape(-1), p, paces)
    return paces
