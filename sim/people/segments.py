"""Segments: kinds of shoppers, by what they come for and what they care about (Verhoef et al. 2009: the moderators of
customer experience are the goal of the trip, demographics and attitudes).

The four default segments are an assumption: a spread of goals and attitudes, not a finding about any market. Ethics weigh most
with the involved, and least with who minds the price or has no time; the mean is that of a segment of which nothing is said.
"""

from pydantic import model_validator

from sim.ground.parameters import Parameters, choice, number

_GENDER = "shape: Noble, Griffith and Adjei 2006; Grewal, Baker, Levy and Voss 2003; 1 is no difference"


class Segment(Parameters):
    """One kind of shopper: its share of the population and the means of its traits."""

    name: str = choice("shopper", "name of the segment")
    share: float = number(1.0, "share", 0, 1, "share of the population; the shares of all segments sum to 1")
    recreational: float = number(0.3, "share", 0, 1, "mean share of trips made for pleasure")
    price_sensitivity: float = number(0.5, "0..1", 0, 1, "mean weight of price in choices")
    involvement: float = number(0.5, "0..1", 0, 1, "mean importance of the purchase")
    innovativeness: float = number(0.5, "0..1", 0, 1, "mean readiness to try new channels and devices")
    ethics: float = number(0.5, "0..1", 0, 1, "weight of how ethically a company behaves in choices")
    women: float = number(0.5, "share", 0, 1, "share of women")
    age_low: float = number(18, "years", 16, 100, "youngest age; ages are even between youngest and oldest")
    age_high: float = number(80, "years", 16, 110, "oldest age")

    @model_validator(mode="after")
    def _ages_in_order(self):
        if self.age_high < self.age_low:
            raise ValueError(f"age_high is {self.age_high:g} years, below age_low ({self.age_low:g} years); "
                             "set both in configs/people/*.yaml under segments")
        return self


class Response(Parameters):
    """How women, or men, respond: factors on the traits of their segments; 1 everywhere, no difference, by default."""

    recreational: float = number(1.0, "x", 0, 5, "share of trips made for pleasure", _GENDER)
    price_sensitivity: float = number(1.0, "x", 0, 5, "weight of price", _GENDER)
    involvement: float = number(1.0, "x", 0, 5, "importance of the purchase", _GENDER)
    innovativeness: float = number(1.0, "x", 0, 5, "readiness to try new channels", _GENDER)
    patience: float = number(1.0, "x", 0.01, 100, "patience in lines and for help", _GENDER)


DEFAULT_SEGMENTS = (
    Segment(name="routine", share=0.40, recreational=0.15, price_sensitivity=0.45, involvement=0.45,
            innovativeness=0.40, ethics=0.55, women=0.55, age_low=30, age_high=80),
    Segment(name="thrifty", share=0.25, recreational=0.25, price_sensitivity=0.80, involvement=0.55,
            innovativeness=0.35, ethics=0.33, women=0.52, age_low=18, age_high=80),
    Segment(name="explorer", share=0.20, recreational=0.65, price_sensitivity=0.35, involvement=0.70,
            innovativeness=0.60, ethics=0.80, women=0.52, age_low=20, age_high=70),
    Segment(name="hurried", share=0.15, recreational=0.05, price_sensitivity=0.30, involvement=0.30,
            innovativeness=0.70, ethics=0.25, women=0.40, age_low=18, age_high=50),
)
