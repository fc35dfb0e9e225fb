"""The workforce: all that persists of the staff of a store, and what a period at work makes of it.

One period, in this order: load and what shoppers said -> fatigue and morale; learning by doing, from feedback, from
failures and from modules; practice of the behaviour framework; resignations; newcomers on places that have been empty for
long enough. The next period's store-days get copies of the rows as people are at work then: courtesy and proactivity by
morale, honesty and courtesy by the framework, hours by training.
"""

from dataclasses import dataclass

import numpy as np

from sim.ground.columns import Columns
from sim.ground.dice import Purpose, draws
from sim.ground.rules import normal, plain
from sim.people import levers, morale, training, turnover
from sim.people.staff import CASHIER, ROLES, STORE, SUCCESSOR, Staffing, hire, people_of, places, wages_cents_h

CALLED_FOR, NEXT_MORALE, AT_WORK = (plain(f) for f in (morale.morale_called_for, morale.next_morale, morale.at_work))
STRAIN, FATIGUE = plain(morale.strain_of), plain(morale.next_fatigue)
EFFECT, CONDUCT, CANDID = plain(levers.effect), plain(levers.next_conduct), plain(levers.candid)
MODULE, FAILURE = plain(training.after_module), plain(training.learned_from_failure)
LEAVES, DOING = plain(turnover.leaves), plain(turnover.learned_by_doing)
DRAWS, NORMAL = plain(draws), plain(normal)


STAFF_OF_A_RUN = {
    "period": "period of the run", "store": "position in the chain, 0 with one store", "uid": "identity, as in the table of staff", "role": "advisor or cashier",
    "hours": "hours on the floor, paid", "training_h": "hours off the floor for training and talks, paid",
    "morale": "spirits after the period, 0..1", "fatigue": "tiredness after the period, 0..1",
    "load": "share of the time on the floor spent serving", "knowledge": "general knowledge after the period, 0..1",
    "conduct": "how far the behaviour framework is practised after the period, 0..1",
    "tenure": "periods with the store", "modules": "training modules taken so far",
    "courtesy": "courtesy shown in the period, 0..1", "understanding": "grasp of needs, 0..1",
    "honesty": "honesty of advice in the period, 0..1", "proactivity": "proactivity shown in the period, 0..1",
    "served": "shoppers served in the period", "thanks": "of these, who thanked", "complaints": "of these, who complained",
    "resigned": "whether the person left at the end of the period",
}
"""Columns of the staff table of a run (`staff.parquet`), one row a period and member of staff -> meaning."""


@dataclass
class Worked:
    """What the staff did in a period, by member: hours and busy hours, people served, thanks, complaints.

    lost: share of those who wanted an advisor, and of those who wanted a cashier, that gave up waiting; missed: share of
    needs that advice did not meet.
    """

    hours: np.ndarray
    busy_h: np.ndarray
    served: np.ndarray
    thanks: np.ndarray
    complaints: np.ndarray
    lost: tuple[float, float]
    missed: float


def worked(days: list[np.ndarray], visits: np.ndarray, open_s: float) -> Worked:
    """What the staff rows of all days and the period's visits add up to; open_s: seconds from opening to closing."""
    first = days[0]
    hours = sum(np.maximum(0.0, np.minimum(day["to_s"], open_s) - day["from_s"]) for day in days) / 3600.0
    counts = {name: sum(day[name].astype(np.int64) for day in days) for name in ("served", "thanks", "complaints")}
    gave_up = int(visits["gave_up_help"].sum()), int(visits["abandoned"].sum())
    # By what people are hired for: an advisor may sit at a till when the day is over.
    served = [int(counts["served"][first["uid"] % SUCCESSOR // 100_000 == role].sum()) for role in range(len(ROLES))]
    helps = int(visits["helps"].sum())
    return Worked(hours=hours, busy_h=sum(day["busy_s"] for day in days) / 3600.0, **counts,
                  lost=tuple(g / max(1, g + s) for g, s in zip(gave_up, served, strict=True)),
                  missed=1.0 - int(visits["need_met"].sum()) / helps if helps else 0.0)


class Workforce:
    """The people of a store: `rows` (table "staff"), `expertise` (float64 [staff, departments]), and empty places.

    departments: their names; seed: key of the replication; days: of a period. costs: whole cents of the last period by
    kind; resignations: in the last period; store: position in the chain, which is part of the uids of its people.
    """

    def __init__(self, staffing: Staffing, departments: tuple[str, ...], seed: int, columns: Columns, days: int = 7,
                 store: int = 0):
        self.staffing, self.departments, self.columns, self.days = staffing, departments, columns, days
        self.key = np.uint64(seed)
        self.first_uid = store * STORE
        self.rows = hire(staffing, seed, columns, store)
        self.expertise = self._expertise(self.rows["uid"])
        self.talent = {int(row["uid"]): float(row["knowledge"]) for row in self.rows}
        self.empty: list[tuple[int, int]] = []
        self.costs = {"bonuses": 0, "programmes": 0, "training": 0, "hiring": 0}
        self.resignations = 0
        taught = training.learners(staffing.training, self.rows["role"])
        for _ in range(staffing.training.modules_before):
            self._teach(taught)
        training.plan_training(self.rows, staffing.training, 0)

    def at_work(self) -> np.ndarray:
        """The rows as people are at work in this period."""
        dynamics, conduct = self.staffing.dynamics, self.staffing.levers
        today = self.rows.take(range(len(self.rows)))     # whole rows, with the gaps between fields
        for row in today:
            courtesy = row["courtesy"]
            if dynamics.on:
                if row["role"] == CASHIER:
                    courtesy = courtesy - dynamics.of_tiredness * row["fatigue"]
                courtesy = AT_WORK(courtesy, dynamics.courtesy, row["morale"], dynamics)
                row["proactivity"] = AT_WORK(row["proactivity"], dynamics.proactivity, row["morale"], dynamics)
            if row["conduct"] > 0.0:
                courtesy = min(1.0, courtesy + row["conduct"] * conduct.conduct)
                row["honesty"] = CANDID(row["honesty"], row["conduct"], conduct)
            row["courtesy"] = courtesy
        return today

    def live(self, done: Worked, period: int) -> dict[str, np.ndarray]:
        """A period at work; returns its table, one row a person, and leaves the staff of the next period."""
        at_work = self.at_work()
        self._settle_costs(done, period)
        self._feel(done)
        self._learn(done, period)
        self.rows["tenure"] += 1
        resigned = self._resigns(period)
        table = self._table(at_work, done, period, resigned)
        self._leave_and_come(resigned, period)
        training.plan_training(self.rows, self.staffing.training, period + 1)
        return table

    def follow(self, staffing: Staffing, period: int) -> None:
        """From this period on the store is staffed like this: places are added or given up, wages, levers and courses change.

        Who is taken on for an added place knows what the own talent lets know. Skills of people who are there do not change.
        """
        if staffing == self.staffing:
            return
        before, after = set(places(self.staffing)), set(places(staffing))
        self.staffing = staffing
        self.empty = [place for place in self.empty if place[0] % SUCCESSOR in after]
        given_up = np.isin(self.rows["uid"] % SUCCESSOR, sorted(before - after))
        self._change(given_up, people_of(staffing, [self.first_uid + place for place in sorted(after - before)],
                                         int(self.key), self.columns), 1.0)
        self.rows["wage_cents_h"] = wages_cents_h(staffing)[self.rows["role"]]
        training.plan_training(self.rows, staffing.training, period)

    def remove(self, row: int) -> None:
        """Take the person of a row out; nobody follows."""
        self.rows, self.expertise = np.delete(self.rows, row), np.delete(self.expertise, row, axis=0)

    # What a period does

    def _settle_costs(self, done: Worked, period: int) -> None:
        course, each = self.staffing.training, levers.cents_a_head(self.staffing.levers)
        in_class = self.rows["training_day"] >= 0
        paid = np.rint(self.rows["training_s"] / 3600.0 * self.rows["wage_cents_h"])[in_class].sum()
        fees = round(100 * course.fee) * int(in_class.sum()) if training.is_due(course, period) else 0
        self.costs = {name: cents * len(self.rows) for name, cents in each.items()}
        self.costs |= {"training": int(paid) + fees, "hiring": 0}

    def _feel(self, done: Worked) -> None:
        p, lever = self.staffing.dynamics, self.staffing.levers
        recognition = lever.recognition * EFFECT(lever.performance, lever)
        information = lever.information * EFFECT(lever.communication, lever)
        for k, row in enumerate(self.rows):
            row["conduct"] = CONDUCT(row["conduct"], lever)
            row["load"] = load = min(1.0, done.busy_h[k] / done.hours[k]) if done.hours[k] > 0.0 else 0.0
            if not p.on:
                continue
            said = (done.thanks[k] - done.complaints[k]) / done.served[k] - p.usual_thanks if done.served[k] else 0.0
            hourly = row["wage_cents_h"] / 100.0 + (lever.bonus / done.hours[k] if done.hours[k] > 0.0 else 0.0)
            pay = hourly / (p.market_advisor, p.market_cashier)[row["role"]]
            strain = STRAIN(load, p)
            calls = CALLED_FOR(pay, recognition, information, said, strain, row["fatigue"], done.lost[row["role"]], p)
            row["fatigue"] = FATIGUE(row["fatigue"], strain, p)
            row["morale"] = NEXT_MORALE(row["morale"], calls, p)

    def _learn(self, done: Worked, period: int) -> None:
        p, lever, course = self.staffing.turnover, self.staffing.levers, self.staffing.training
        feedback = lever.feedback * EFFECT(lever.performance, lever)
        taught = training.learners(course, self.rows["role"])
        for k, row in enumerate(self.rows):
            talent = self.talent[int(row["uid"])]
            knows = row["knowledge"]
            if course.forgetting > 0.0:
                knows -= course.forgetting * max(0.0, knows - talent)
            if self.staffing.dynamics.on:
                knows = DOING(knows, talent, p)
            knows = MODULE(knows, feedback)
            row["knowledge"] = FAILURE(knows, done.missed, course) if taught[k] else knows
        if course.forgetting > 0.0 and course.department:
            self.expertise += course.forgetting * np.minimum(0.0, self._expertise(self.rows["uid"]) - self.expertise)
        if training.is_due(course, period):
            self._teach(taught)

    def _teach(self, taught: np.ndarray) -> None:
        """One module for everybody in `taught` (bool by row)."""
        course = self.staffing.training
        known = self.rows["knowledge"]
        if course.department:
            at = self.departments.index(course.department)
            knows = np.clip(known + self.expertise[:, at], 0.0, 1.0)
            self.expertise[taught, at] = (MODULE(knows, course.gain) - known)[taught]
        else:
            known[taught] = MODULE(known, course.gain)[taught]
        self.rows["modules"] += taught

    def _resigns(self, period: int) -> np.ndarray:
        """bool by row: who leaves at the end of the period."""
        p, dynamics = self.staffing.turnover, self.staffing.dynamics
        if not dynamics.on or p.rate_year == 0.0:
            return np.zeros(len(self.rows), dtype=bool)
        return np.array([LEAVES(row["morale"], dynamics.neutral, row["tenure"], self.days,
                                DRAWS(self.key, int(Purpose.RESIGN), int(row["uid"]), period, 0)[0], p)
                         for row in self.rows], dtype=bool)

    def _leave_and_come(self, resigned: np.ndarray, period: int) -> None:
        """Leavers are gone, their places wait; newcomers take the places whose time has come."""
        p = self.staffing.turnover
        self.resignations = int(resigned.sum())
        self.empty += [(int(uid) + SUCCESSOR, period + 1 + p.vacancy) for uid in self.rows["uid"][resigned]]
        come = [uid for uid, due in self.empty if due <= period + 1]
        if not self.resignations and not come:
            return
        self.empty = [place for place in self.empty if place[0] not in come]
        self._change(resigned, people_of(self.staffing, come, int(self.key), self.columns), p.newcomer)
        self.costs["hiring"] += len(come) * round(100 * p.hiring_cost)

    def _change(self, gone: np.ndarray, new: np.ndarray, known: float) -> None:
        """Some are gone (bool by row) and new people are there, who know this part of what their talent lets know."""
        self.talent |= {int(row["uid"]): float(row["knowledge"]) for row in new}
        new["knowledge"] *= known
        stay = np.flatnonzero(~gone)
        rows = self.columns.rows(len(stay) + len(new))
        rows[:len(stay)], rows[len(stay):] = self.rows[stay], new
        order = np.argsort(rows["uid"] % SUCCESSOR, kind="stable")
        self.expertise = np.concatenate([self.expertise[stay], self._expertise(new["uid"])])[order]
        self.rows = rows.take(order)

    def _expertise(self, uids: np.ndarray) -> np.ndarray:
        """What people know by nature of each department beyond their general knowledge: float64 [people, departments]."""
        beyond = np.zeros((len(uids), len(self.departments)))
        if self.staffing.expertise_sd > 0.0:
            for k, uid in enumerate(uids):
                for d in range(len(self.departments)):
                    a, b, _, _ = DRAWS(self.key, int(Purpose.EXPERTISE), int(uid), 0, d)
                    beyond[k, d] = self.staffing.expertise_sd * NORMAL(a, b)
        return beyond

    def _table(self, at_work: np.ndarray, done: Worked, period: int, resigned: np.ndarray) -> dict[str, np.ndarray]:
        rows = self.rows
        table = {"period": np.full(len(rows), period, dtype=np.int32),
                 "store": np.full(len(rows), self.first_uid // STORE, dtype=np.int16), "uid": rows["uid"].astype(np.int64),
                 "role": rows["role"].astype(np.int8), "hours": done.hours.astype(np.float64),
                 "training_h": np.where(rows["training_day"] >= 0, rows["training_s"] / 3600.0, 0.0)}
        table |= {name: rows[name].copy() for name in ("morale", "fatigue", "load", "knowledge", "conduct", "tenure",
                                                       "modules")}
        table |= {name: at_work[name].copy() for name in ("courtesy", "understanding", "honesty", "proactivity")}
        table |= {name: getattr(done, name).astype(np.int32) for name in ("served", "thanks", "complaints")}
        return table | {"resigned": resigned}
