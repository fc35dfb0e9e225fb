"""Turnover: people resign, the place stays empty for a while, and a newcomer has to learn by doing.

    hazard  = rate e^(b (neutral - morale)) (1 + green e^(-tenure / settling))            a period
    K(t+1)  = K(t) + learning (talent - K(t))             while less is known than the talent lets know

Low morale is the strongest single path to leaving (Griffeth, Hom and Gaertner 2000); newcomers leave most (Farber 1999).
Retail turnover is about 60 % a year (U.S. Bureau of Labor Statistics, JOLTS). A successor has an own uid and so own
talents and own dice.
"""

from sim.ground.parameters import Parameters, count, number
from sim.ground.rules import exp, rule


class Turnover(Parameters):
    """Leaving, hiring, learning."""

    rate_year: float = number(0.5, "1/year", 0, 50, "Hazard of resigning at neutral morale, once settled.",
                              "JOLTS: some 60 % of retail staff a year")
    of_morale: float = number(4.0, "-", 0, 50, "Slope of the log hazard on missing morale.",
                              "shape: Griffeth, Hom and Gaertner 2000")
    green: float = number(1.0, "x", 0, 50, "How much more often somebody leaves who has just come.", "shape: Farber 1999")
    settling: float = number(26.0, "periods", 0.1, 1000, "Periods in which that wears off by 63 %.")
    vacancy: int = count(3, "periods", 0, 520, "How long a place stays empty.")
    hiring_cost: float = number(1500.0, "$", 0, 1_000_000, "Cost of finding and taking on one person.")
    newcomer: float = number(0.6, "x", 0, 1, "What a newcomer knows, against what the own talent will let know.")
    learning: float = number(0.08, "share", 0, 1, "Part of the missing knowledge that is learned by doing in a period.")


@rule
def leaves(morale, neutral, tenure, days, draw, p):
    """Whether somebody resigns in a period of so many days; tenure in periods."""
    rate = p.rate_year * days / 365.0 * exp(p.of_morale * (neutral - morale)) * (1.0 + p.green * exp(-tenure / p.settling))
    return draw < 1.0 - exp(-rate)


@rule
def learned_by_doing(knowledge, talent, p):
    """Knowledge after one more period at work; what was learned beyond the talent stays."""
    return knowledge + p.learning * max(0.0, talent - knowledge)
