"""A span: what goes on from one period of a run to another."""

from pydantic import model_validator

from sim.ground.parameters import Parameters, count

LAST = 2600
"""Last period of the longest run."""


class Span(Parameters):
    """From one period to another, both included."""

    from_period: int = count(0, "period", 0, LAST, "first period in which it goes on; the first of a run is 0", "choice of the user")
    to_period: int = count(LAST, "period", 0, LAST, "last period in which it goes on", "choice of the user")

    @model_validator(mode="after")
    def _ends_after_it_begins(self):
        if self.to_period < self.from_period:
            raise ValueError(f"to_period is {self.to_period}, before from_period ({self.from_period}); it must be the same or later. "
                             "Set both in one place")
        return self

    def lasts_in(self, period: int) -> bool:
        """Whether it goes on in this period."""
        return self.from_period <= period <= self.to_period
