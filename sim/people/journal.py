"""The journal of a period: every moment outside of the store, noted once for the person and once for the log.

`felt` sums what moments add to each person's experience, by stage and dimension; `sim.experience.moments` carries it into
the experience state and the satisfaction of the period. What is judged where it is lived is kept in `lived_with` instead: it enters
the state only. The log keeps each moment of the sampled persons, with the shares of its valence that enter the state of the store and that
count in the stage.
"""

import numpy as np

from sim.people.moments import (
    CHANNEL_OF,
    DIMENSIONS,
    JUDGED_ELSEWHERE,
    KIND_OF,
    KINDS,
    NOT_OURS,
    ORDERS,
    STAGE_OF,
    STAGES,
    Channel,
    Moment,
    Stage,
)


class Journal:
    """The moments of one period.

    people: how many shoppers there are; noted: bool by row of the shoppers, whose moments are logged; explained: whether
    what is judged is told apart by what it is about; posted: whether somebody may write about it.
    Attributes: `felt` float64 [people, stages, dimensions], `lived_with` float64 [people, dimensions], `judged` float64
    [people, kinds, dimensions] of the moments during and after purchase (no rows if not explained), `told` float32 alike of all
    that the company is blamed or praised for, on whatever channel (no rows if nobody posts), `count` int64 [people, stages],
    `log` (list of columns).
    """

    def __init__(self, people: int, noted: np.ndarray, explained: bool = False, posted: bool = False):
        self.noted, self.explained, self.posted = noted, explained, posted
        self.told = np.zeros((people if posted else 0, len(KINDS), len(DIMENSIONS)), dtype=np.float32)
        self.judged = np.zeros((people if explained else 0, len(KINDS), len(DIMENSIONS)))
        self.felt = np.zeros((people, len(STAGES), len(DIMENSIONS)))
        self.lived_with = np.zeros((people, len(DIMENSIONS)))
        self.count = np.zeros((people, len(STAGES)), dtype=np.int64)
        self.log: list[dict[str, np.ndarray]] = []

    def note(self, moment: Moment, rows: np.ndarray, day=0, time_s=0.0, cognitive=0.0, affective=0.0, social=0.0,
             physical=0.0, enters=1.0, channel: Channel | np.ndarray | None = None, zone: str | np.ndarray = "", tone=np.nan) -> None:
        """Persons live through a moment.

        rows: int64 rows of the shoppers, one person as often as it happens; day: of the period; time_s: seconds since the
        store opened that day, negative before; cognitive, ... physical: valence, -1..1; enters: share of the valence that enters
        the experience of the store (a moment with a state of its own, as a web order, may enter in part); channel: if it
        is not the usual one of the moment; zone: name of the zone of the store in which it happens, "" if in none; tone: how good
        what is said of the store there is, -1..1. All but `moment` are arrays by row or one value for all.
        """
        rows = np.asarray(rows, dtype=np.int64)
        if not len(rows):
            return
        stage = int(STAGE_OF[moment])
        valences = dict(zip(DIMENSIONS, (cognitive, affective, social, physical), strict=True))
        self.count[:, stage] += np.bincount(rows, minlength=len(self.count))
        for d, valence in enumerate(valences.values()):
            if np.any(valence):
                whole = np.broadcast_to(np.asarray(valence, dtype=np.float64), len(rows))
                added = np.bincount(rows, whole * enters, minlength=len(self.felt))
                if moment in JUDGED_ELSEWHERE:
                    self.lived_with[:, d] += added
                    continue
                self.felt[:, stage, d] += added
                if self.explained and stage != Stage.BEFORE:
                    self.judged[:, KIND_OF[moment], d] += added
                if self.posted and moment not in NOT_OURS:
                    self.told[:, KIND_OF[moment], d] += np.bincount(rows, whole, minlength=len(self.felt))
        seen = np.flatnonzero(self.noted[rows])
        if not len(seen):
            return
        of = {"row": rows, "day": day, "time_s": time_s, "moment": int(moment), "stage": stage,
              "channel": CHANNEL_OF[moment] if channel is None else channel, "zone": zone, "tone": tone, "enters": enters,
              "in_stage": 1.0 if moment in ORDERS else enters} | valences
        self.log.append({name: np.broadcast_to(values, len(rows))[seen] for name, values in of.items()})

    @property
    def entering(self) -> np.ndarray:
        """What enters the experience state: float64 [people, stages, dimensions], that which is judged where it is lived included."""
        entering = self.felt.copy()
        entering[:, Stage.AFTER] += self.lived_with
        return entering

    @property
    def is_felt(self) -> bool:
        """Whether any moment of the period adds to somebody's experience and is to be judged."""
        return bool(self.felt.any())
