"""The network: who knows whom among the shoppers, so that word gets around.

Kinds: a lattice (everybody knows those next to him), a small world (a lattice of which some ties lead far away; Watts and
Strogatz 1998), hubs (newcomers tie themselves to who is known already; Barabasi and Albert 1999), a random graph (Erdos and
Renyi 1959), none. With hubs a few know many: the degrees have a heavy tail, and these are the opinion leaders (Katz and
Lazarsfeld 1955). With hubs the ties among those who are there do not change when somebody is added.

Stored by rows: the friends of row i are `friends[first[i]:first[i + 1]]`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from sim.ground.parameters import Parameters, choice, number


class Acquaintance(Parameters):
    """Kind and density of the network."""

    kind: Literal["none", "lattice", "small_world", "hubs", "random"] = choice(
        "hubs", "kind of the network", "shape: Barabasi and Albert 1999, degrees have a heavy tail")
    degree: float = number(10.0, "persons", 0, 200, "mean number of people with whom a shopper talks about shops; "
                           "even in a lattice, a small world and a network with hubs")
    rewiring: float = number(0.1, "share", 0, 1, "small world: ties that lead anywhere", "shape: Watts and Strogatz 1998")


@dataclass(frozen=True, eq=False)
class Network:
    """Who knows whom: int32 `first` [people + 1] and `friends`, by row of the shoppers; a tie is in both lists."""

    first: np.ndarray
    friends: np.ndarray

    @property
    def degree(self) -> np.ndarray:
        """How many people each one knows."""
        return np.diff(self.first)

    def without(self, row: int) -> "Network":
        """The network when the person of this row is gone and the rows after it move up by one."""
        owner = np.repeat(np.arange(len(self.first) - 1), self.degree)
        stays = (owner != row) & (self.friends != row)
        friends = self.friends[stays]
        degree = np.delete(np.bincount(owner[stays], minlength=len(self.first) - 1), row)
        return Network(_starts(degree), (friends - (friends > row)).astype(np.int32))


def _starts(degree: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(degree)]).astype(np.int32)


@lru_cache(maxsize=1)     # a pair of runs with shared luck has the same people
def acquaint(settings: Acquaintance, people: int, seed: int) -> Network:
    """The network of so many people, the same for a seed; about 4 s for 100,000 with ten friends each."""
    if settings.kind == "none" or people < 2 or settings.degree == 0.0:
        return Network(np.zeros(people + 1, dtype=np.int32), np.zeros(0, dtype=np.int32))
    import networkx as nx

    table = nx.to_scipy_sparse_array(_graph(settings, people, seed), nodelist=range(people), dtype=np.int8, format="csr")
    table.sort_indices()
    return Network(table.indptr.astype(np.int32), table.indices.astype(np.int32))


def _graph(settings: Acquaintance, people: int, seed: int):
    import networkx as nx

    luck = np.random.RandomState(np.random.SeedSequence(seed).generate_state(8))
    half = max(1, round(settings.degree / 2))
    if settings.kind == "random":
        return nx.fast_gnp_random_graph(people, min(1.0, settings.degree / (people - 1)), seed=luck)
    if settings.kind == "hubs":
        return nx.barabasi_albert_graph(people, min(half, people - 1), seed=luck)
    near = min(2 * half, people - 1)
    return nx.watts_strogatz_graph(people, near, settings.rewiring if settings.kind == "small_world" else 0.0, seed=luck)


def leaders(network: Network, count: int, luck: np.ndarray) -> np.ndarray:
    """Rows of the `count` people who know most, ascending; luck: uniform draws by row that settle ties."""
    return np.sort(np.lexsort((luck, -network.degree))[:count])
