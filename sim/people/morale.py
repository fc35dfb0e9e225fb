"""Morale: what the work does to those who do it, carried from period to period.

    strain  = max(0, load - bearable),   load = share of the time on duty that is spent serving
    F(t+1)  = (1 - rest) F(t) + tire strain                                              fatigue, 0..1
    M*(t)   = neutral + a_pay (pay / market - 1) + a_recognition R + a_information I
              + a_thanks (thanks - complaints - usual) - a_strain strain - a_fatigue F - a_lost lost
    M(t+1)  = M(t) + speed (M*(t) - M(t))                                                morale, 0..1

thanks, complaints: share of the people served; lost: share of those who wanted service and gave up. R and I are what the
levers of management give (`levers.py`). Morale and fatigue act on the next period: courtesy + c (M - neutral), proactivity
+ b (M - neutral), and on resignations (`turnover.py`). At neutral morale everybody is as courteous as by nature.
Job demands and resources: Bakker and Demerouti 2007; emotional contagion and the service climate: Pugh 2001, Schneider,
White and Paul 1998; pay fairness: Adams 1965. Signs are theirs, sizes are assumptions.
"""

from sim.ground.columns import Field
from sim.ground.parameters import Parameters, choice, number
from sim.ground.rules import clip, rule

FIELDS = {
    "staff": (
        Field("load", "f8", "share", 0, 1, means="share of the time on duty spent serving, in the last period"),
        Field("tenure", "i4", "periods", means="periods with the store"),
    )
}


class Dynamics(Parameters):
    """How work moves morale and fatigue, and what these do."""

    on: bool = choice(True, "Whether staff live through their work: morale, fatigue, learning, resignations. Off: everybody "
                      "stays as hired.")
    neutral: float = number(0.70, "0..1", 0, 1, "Morale at which people serve as is their nature.")
    speed: float = number(0.20, "share", 0, 1, "Part of the way to the morale that the work calls for in one period.")
    bearable: float = number(0.80, "share", 0, 1, "Load that does not wear anybody out.",
                             "shape: Bakker and Demerouti 2007")
    of_strain: float = number(1.5, "-", 0, 20, "Morale lost per load above the bearable.", "shape: Bakker and Demerouti 2007")
    of_fatigue: float = number(0.3, "-", 0, 5, "Morale lost at full fatigue.")
    of_lost: float = number(0.5, "-", 0, 5, "Morale lost when everybody gives up waiting.")
    of_thanks: float = number(0.2, "-", 0, 5, "Morale won by thanks, lost by complaints, per share of those served.",
                              "shape: Pugh 2001")
    usual_thanks: float = number(0.18, "share", -1, 1, "Thanks less complaints per person served in an ordinary store.")
    of_pay: float = number(0.6, "-", 0, 5, "Morale won per share of pay above the market.", "shape: Adams 1965")
    market_advisor: float = number(17.0, "$/h", 0.01, 500, "What other stores pay an advisor.")
    market_cashier: float = number(15.0, "$/h", 0.01, 500, "What other stores pay a cashier.")
    rest: float = number(0.6, "share", 0, 1, "Part of fatigue that goes with the days off of a period.")
    tire: float = number(1.0, "-", 0, 10, "Fatigue gained in a period per load above the bearable.")
    courtesy: float = number(0.5, "-", 0, 5, "Courtesy won per morale above the neutral.",
                             "shape: Schneider, White and Paul 1998")
    proactivity: float = number(0.8, "-", 0, 5, "Proactivity won per morale above the neutral.")
    of_tiredness: float = number(0.2, "-", 0, 5, "Courtesy lost at full fatigue left from the last period.")


@rule
def strain_of(load, p):
    """Load above what can be borne."""
    return max(0.0, load - p.bearable)


@rule
def next_fatigue(fatigue, strain, p):
    """Fatigue with which the next period begins, 0..1."""
    return clip((1.0 - p.rest) * fatigue + p.tire * strain, 0.0, 1.0)


@rule
def morale_called_for(pay_ratio, recognition, information, net_thanks, strain, fatigue, lost, p):
    """Morale M* that the period calls for; net_thanks: thanks less complaints less the usual, per person served."""
    return clip(p.neutral + p.of_pay * (pay_ratio - 1.0) + recognition + information + p.of_thanks * net_thanks
                - p.of_strain * strain - p.of_fatigue * fatigue - p.of_lost * lost, 0.0, 1.0)


@rule
def next_morale(morale, called_for, p):
    """Morale of the next period."""
    return clip(morale + p.speed * (called_for - morale), 0.0, 1.0)


@rule
def at_work(talent, weight, morale, p):
    """Courtesy or proactivity that is shown at this morale, 0..1."""
    return clip(talent + weight * (morale - p.neutral), 0.0, 1.0)
