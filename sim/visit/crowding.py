"""Crowding: many people and little room are felt apart, and mean different things on different trips.

    H' = H + k (others per m2 - H)                   human crowding
    S' = S + k (share of fixtures around - usual - S)    spatial crowding
    D  = D0 - c_h H - c_s S                          dominance, held within -3..1
    social target + a (others per m2)                of this moment, held within -1..1
    physical target - f (share of fixtures - usual)  of this place

Human density takes control away from those on a task and is company for those who came for fun, so its effect changes
sign with the goal of the trip; narrow aisles please nobody, and hurt the attitude to the store more than people do
(Machleit, Eroglu and Mantel 2000; Blut and Iyer 2020). What control is worth in pleasure stands in `sensing.py`.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, number
from sim.ground.rules import clip, rule

FIELDS = {
    "visit": (
        Field("human_crowding", "f8", "people/m2", 0, 1000, means="density of others as felt at this moment"),
        Field("spatial_crowding", "f8", "share", -1, 1, means="share of fixtures around, above the usual, as felt at "
              "this moment"),
        Field("sum_human_crowding", "f8", "people/m2 x s", means="human crowding summed over time"),
        Field("sum_spatial_crowding", "f8", "share x s", -1e6, means="spatial crowding summed over time"),
    )
}

_SIGN = "shape: density pleases fun seekers and hurts those on a task, Eroglu and Harrell 1986"
_ORDER = "shape: spatial above human crowding, Machleit, Eroglu and Mantel 2000; Blut and Iyer 2020"


class Crowding(Parameters):
    """How many people and how little room are felt, by the goal of the trip."""

    control_of_crowd_task: float = number(0.3, "affect m2", -5, 5, "Dominance lost per other person per m2 on a task "
                                          "trip (c_h).", _ORDER)
    control_of_crowd_recreational: float = number(0.1, "affect m2", -5, 5, "Dominance lost per other person per m2 on "
                                                  "a fun trip (c_h).", _SIGN)
    company_task: float = number(-0.8, "affect m2", -5, 5, "Social pleasure per other person per m2 on a task trip.",
                                 _SIGN)
    company_recreational: float = number(0.5, "affect m2", -5, 5, "Social pleasure per other person per m2 on a fun "
                                         "trip.", _SIGN)
    fixtures_usual: float = number(0.2, "share", 0, 1, "Share of fixtures around that is taken as normal.")
    control_of_fixtures_task: float = number(1.2, "affect", -5, 5, "Dominance lost where all is fixtures, on a task "
                                             "trip (c_s).", _ORDER)
    control_of_fixtures_recreational: float = number(0.8, "affect", -5, 5, "Dominance lost where all is fixtures, on a "
                                                     "fun trip (c_s).", _ORDER)
    confinement_task: float = number(0.5, "affect", -5, 5, "Physical comfort lost where all is fixtures, on a task trip "
                                     "(f).", _ORDER)
    confinement_recreational: float = number(0.3, "affect", -5, 5, "Physical comfort lost where all is fixtures, on a "
                                             "fun trip (f).", _ORDER)


@rule
def feel_crowd(visit, density, fixtures, gain, seconds, p):
    """Human and spatial crowding follow what is around, each for itself, and are summed over the visit."""
    visit.human_crowding += gain * (density - visit.human_crowding)
    visit.spatial_crowding += gain * (fixtures - p.fixtures_usual - visit.spatial_crowding)
    visit.sum_human_crowding += visit.human_crowding * seconds
    visit.sum_spatial_crowding += visit.spatial_crowding * seconds


@rule
def lost_to_crowd(recreational, human_crowding, p):
    """Dominance that human crowding takes away."""
    return (p.control_of_crowd_recreational if recreational > 0.5 else p.control_of_crowd_task) * human_crowding


@rule
def lost_to_space(recreational, spatial_crowding, p):
    """Dominance that spatial crowding takes away; less than the usual fixtures give some."""
    return (p.control_of_fixtures_recreational if recreational > 0.5
            else p.control_of_fixtures_task) * spatial_crowding


@rule
def confined(recreational, fixtures, p):
    """Physical comfort that the fixtures around take away, against the usual ones."""
    return (p.confinement_recreational if recreational > 0.5 else p.confinement_task) * (fixtures - p.fixtures_usual)


@rule
def company(recreational, density, p):
    """Social target of being among people: company for those who came for fun, obstacles for those on a task."""
    per_person = p.company_recreational if recreational > 0.5 else p.company_task
    return clip(per_person * density, -1.0, 1.0)
