"""Routes: shortest ways over the cells of a plan (Dijkstra 1959), and the step that follows them.

People step to one of eight neighbours; a diagonal step needs both cells beside it, so nobody cuts a corner. Lengths
are whole millionths of a cell, so sums are exact: ties are ties, and a turned or mirrored plan has the same lengths
to the last bit. A cell is one number, x * height + y.
"""

import numpy as np

STRAIGHT = 1_000_000
DIAGONAL = 1_414_214
"""Length of a step in millionths of a cell."""
STEPS = tuple((dx, dy, DIAGONAL if dx and dy else STRAIGHT) for dx, dy in
              ((-1, -1), (-1, 1), (1, -1), (1, 1), (0, -1), (-1, 0), (1, 0), (0, 1)))
"""The eight steps (dx, dy, length); of equally short ways the earlier step is taken."""


class Routes:
    """The walkable cells of a plan and the steps between them.

    walkable: bool [width, height].
    """

    def __init__(self, walkable: np.ndarray):
        self.cells = walkable.size
        self._moves = _moves(walkable)

    def distances(self, sources: np.ndarray) -> np.ndarray:
        """float64 [sources, cells]: walking length to each source cell, millionths of a cell, inf where none leads."""
        from scipy.sparse.csgraph import dijkstra

        if not len(sources):
            return np.empty((0, self.cells))
        return dijkstra(self._graph(), indices=np.asarray(sources))

    def nearest(self, seeds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The nearest of several labelled places, by walking.

        seeds: int [cells], the label of a cell that belongs to a place, else -1. Returns label (int32 [cells], -1
        where no place can be reached) and length (float64 [cells]); of equally near places the lower label counts.
        """
        from scipy.sparse.csgraph import dijkstra

        sources = np.flatnonzero(seeds >= 0)
        if not len(sources):
            return np.full(self.cells, -1, np.int32), np.full(self.cells, np.inf)
        length = dijkstra(self._graph(), indices=sources, min_only=True)
        label = np.where(seeds >= 0, seeds, seeds.max() + 1).tolist()
        # Labels travel along shortest ways, the short ones first, so that a label is final before it is handed on.
        ways = [(here[on], there[on]) for here, there, step in self._moves
                for on in [length[there] + step == length[here]]]
        here, there = (np.concatenate([way[k] for way in ways]) for k in (0, 1))
        order = np.argsort(length[here], kind="stable")
        for to, before in zip(here[order].tolist(), there[order].tolist(), strict=True):
            label[to] = min(label[to], label[before])
        return np.where(np.isfinite(length), label, -1).astype(np.int32), length

    def next_cells(self, distance: np.ndarray) -> np.ndarray:
        """int32 [targets, cells]: the neighbour one step nearer, the own cell at the target, -1 where no way leads.

        distance: [targets, cells] as `distances` gives it.
        """
        following = np.full(distance.shape, -1, np.int32)
        for here, there, step in reversed(self._moves):
            nearer = distance[:, there] + step == distance[:, here]
            following[:, here] = np.where(nearer, there.astype(np.int32), following[:, here])
        return np.where(distance == 0.0, np.arange(self.cells, dtype=np.int32), following)

    def _graph(self):
        from scipy.sparse import csr_matrix

        here, there = (np.concatenate([move[k] for move in self._moves]) for k in (0, 1))
        step = np.concatenate([np.full(len(move[0]), float(move[2])) for move in self._moves])
        return csr_matrix((step, (here, there)), shape=(self.cells, self.cells))


def _moves(walkable: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """For each of the eight steps: the cells that it can be taken from, the cells that it leads to, its length."""
    width, height = walkable.shape
    padded = np.pad(walkable, 1)

    def shifted(dx: int, dy: int) -> np.ndarray:
        return padded[1 + dx:1 + dx + width, 1 + dy:1 + dy + height]

    moves = []
    for dx, dy, step in STEPS:
        can = walkable & shifted(dx, dy) & shifted(dx, 0) & shifted(0, dy)
        here = np.flatnonzero(can)
        moves.append((here, here + dx * height + dy, step))
    return moves
