"""How a run is carried out and what it keeps. None of it changes what happens to a shopper."""

from typing import Annotated, Literal

from pydantic import Field

from sim.ground.parameters import Parameters, choice, count, number

_CHOSEN = "choice of the user; results do not depend on it"


class Engine(Parameters):
    """Where replications run, and how much of each is kept."""

    kind: Literal["serial", "process"] = choice(
        "process", "serial: one replication after the other in this process; process: one process a core.", _CHOSEN)
    threads: int = count(0, "threads", 0, 256, "Threads or processes to work with; 0 takes every core.", _CHOSEN)
    touchpoint_sample: float = number(0.1, "share", 0, 1, "Share of shoppers whose touchpoints are logged.", _CHOSEN)
    keep_visits: bool = choice(True, "Whether every visit and ticket is kept as a row of the results.", _CHOSEN)
    explain: bool = choice(True, "Whether the account of each rating by cause is kept.", _CHOSEN)
    profiles: tuple[Annotated[int, Field(ge=0)], ...] = choice((), "Uids of shoppers whose profiles are written beside the "
                                                               "tables.", _CHOSEN)
