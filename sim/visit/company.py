"""Company: some trips are made with a partner, a child or a friend, and they are other trips.

Who comes along is drawn when the trip is planned. On a recreational trip company is a joy (with a friend more than with
the family, Borges, Chebat and Babin 2010), which is a pleasure as well as a social experience (`sensing.py`), and looks
last longer: in a housewares store women stayed 5.0 min alone, 8.2 with a friend, 7.3 with children, 4.7 with a man
(Underhill 1999). On a task trip somebody waits beside the shopper, and every patience is shorter. A party of two takes the
room of two (`crowd.py`).
"""

from enum import IntEnum

from sim.ground.columns import Field
from sim.ground.dice import EVENTS_PER_DAY, Purpose, draws
from sim.ground.parameters import Parameters, number
from sim.ground.rules import rule, step

FIELDS = {
    "visit": (
        Field("company", "i8", high=3, means="who comes along (`Companion`): 0 nobody, 1 partner, 2 child, 3 friend"),
        Field("party", "i8", "persons", 1, 2, 1, means="people who walk together, the shopper included"),
        Field("company_joy", "f8", "affect", -1, 1, means="pleasure and social experience that the company calls for"),
        Field("look_stretch", "f8", "x", 0.1, 5, 1, means="length of looks at shelves against those made alone"),
    )
}


class Companion(IntEnum):
    """Who comes along."""

    NOBODY = 0
    PARTNER = 1
    CHILD = 2
    FRIEND = 3


class Company(Parameters):
    """How often shoppers come in company, and what it does to them. The three weights are scaled to sum 1."""

    share_task: float = number(0.2, "share", 0, 1, "Share of task trips made in company.")
    share_recreational: float = number(0.4, "share", 0, 1, "Share of recreational trips made in company.")
    partner: float = number(0.5, "share", 0, 1, "Weight of a partner among those who come along.")
    child: float = number(0.3, "share", 0, 1, "Weight of a child among those who come along.")
    friend: float = number(0.2, "share", 0, 1, "Weight of a friend among those who come along.")
    joy_partner: float = number(0.03, "affect", -1, 1, "Pleasure, and social experience, that a partner calls for on a fun "
                                "trip.",
                                "shape: Borges, Chebat and Babin 2010, family below friends")
    joy_child: float = number(0.03, "affect", -1, 1, "Pleasure, and social experience, that a child calls for on a fun trip.",
                              "shape: Borges, Chebat and Babin 2010, family below friends")
    joy_friend: float = number(0.10, "affect", -1, 1, "Pleasure, and social experience, that a friend calls for on a fun trip.",
                               "shape: Borges, Chebat and Babin 2010, friends above family")
    look_partner: float = number(1.0, "x", 0.1, 5, "Length of looks beside a partner on a fun trip, against alone.",
                                 "shape: Underhill 1999")
    look_child: float = number(1.3, "x", 0.1, 5, "Length of looks beside a child on a fun trip, against alone.",
                               "shape: Underhill 1999")
    look_friend: float = number(1.5, "x", 0.1, 5, "Length of looks beside a friend on a fun trip, against alone.",
                                "shape: Underhill 1999")
    patience_partner: float = number(0.9, "x", 0.05, 5, "Patience on a task trip with a partner, against alone.")
    patience_child: float = number(0.75, "x", 0.05, 5, "Patience on a task trip with a child, against alone.")
    patience_friend: float = number(0.9, "x", 0.05, 5, "Patience on a task trip with a friend, against alone.")

    @property
    def exists(self) -> bool:
        """Whether anybody comes in company at all."""
        return self.share_task > 0.0 or self.share_recreational > 0.0


@rule
def companion(recreational, comes, who, p):
    """Who comes along on this trip; comes and who: uniform draws."""
    if comes >= (p.share_recreational if recreational > 0.5 else p.share_task):
        return 0
    place = who * (p.partner + p.child + p.friend)
    if place < p.partner:
        return 1
    return 2 if place < p.partner + p.child else 3


@rule
def by_companion(company, partner, child, friend):
    """The number that belongs to this company."""
    if company == Companion.PARTNER:
        return partner
    return child if company == Companion.CHILD else friend


@rule
def take_along(visit, p):
    """Whoever comes along makes a fun trip merrier and its looks longer, and a task trip more pressing."""
    visit.party = 2
    if visit.recreational > 0.5:
        visit.company_joy = by_companion(visit.company, p.joy_partner, p.joy_child, p.joy_friend)
        visit.look_stretch = by_companion(visit.company, p.look_partner, p.look_child, p.look_friend)
    else:
        visit.patience *= by_companion(visit.company, p.patience_partner, p.patience_child, p.patience_friend)


@step
def bring_company(visits, seed, p):
    """Draw for each planned visit who comes along."""
    for row in range(len(visits)):
        visit = visits[row]
        comes, who, _, _ = draws(seed, Purpose.COMPANY, visit.shopper, visit.period, visit.day * EVENTS_PER_DAY)
        visit.company = companion(visit.recreational, comes, who, p)
        if visit.company > 0:
            take_along(visit, p)
