"""Agents: shoppers, visitors and staff as Mesa sees them, views on rows whose attributes are the columns.

Agents are made on demand by `Views`, an AgentSet that holds uids in place of objects, so that a million shoppers cost
no objects until they are looked at. A view knows its uid,
never its row: one whose agent has left raises.
"""

from collections.abc import Callable, Iterator
from random import Random

import mesa
import numpy as np

from sim.engine.mesa_compat import AgentSet, GroupBy
from sim.engine.tables import SHOPPER, STAFF, VISIT
from sim.ground.columns import Columns, Field
from sim.ground.errors import InputError
from sim.scenario.faults import nearest
from sim.visit.states import Errand, State


class View(mesa.Agent):
    """A Mesa agent whose attributes read and write the columns of one row.

    Made without `mesa.Agent.__init__`, which would register every view and count ids in a table that older Mesa
    versions never empty.
    """

    columns: Columns
    first_id = 0
    """`unique_id` of uid 0 of this kind, so that no two agents of a model share one."""

    def __init__(self, model: mesa.Model, uid: int):
        self.model = model
        self.unique_id = self.first_id + int(uid)

    def row(self) -> np.void:
        """The row of this agent; LookupError if the agent has left the model."""
        return self.model.row_of(type(self), self.unique_id - self.first_id)

    def remove(self) -> None:
        """Take the agent out of the model; every view of it raises from then on."""
        self.model.remove_agent(type(self), self.unique_id - self.first_id)

    def __setattr__(self, name: str, value):
        if not hasattr(type(self), name) and name not in ("model", "unique_id") and not name.startswith("_"):
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}"
                                 f"{nearest(name, list(self.columns.fields)) or '.'}"
                                 " Attributes are the declared columns (docs/tables.md)")
        super().__setattr__(name, value)

    def __eq__(self, other):
        return (type(other) is type(self) and other.unique_id == self.unique_id and other.model is self.model)

    def __hash__(self):
        return hash((type(self), self.unique_id))

    def __repr__(self):
        return f"<{type(self).__name__} {self.unique_id}>"


def _with_columns(columns: Columns) -> Callable[[type], type]:
    """Class decorator: each column of the table becomes an attribute."""

    def decorate(view: type) -> type:
        view.columns = columns
        for field in columns.fields.values():
            setattr(view, field.name, _attribute(field, columns.name))
        return view

    return decorate


def _attribute(field: Field, table: str) -> property:
    def get(self):
        return self.row()[field.name].tolist()

    def put(self, value):
        self.row()[field.name] = _checked(field, table, value)

    return property(get, put, doc=f"{field.means} ({field.unit})")


def _checked(field: Field, table: str, value):
    """The value, if the column may hold it; InputError else."""
    is_whole = np.dtype(field.dtype).kind in "iub"
    try:
        if value != value and "NaN" in field.means:  # the column's own mark of what is unknown
            return value
        if field.low <= value <= field.high and (not is_whole or value == int(value)):
            return value
    except (TypeError, ValueError, OverflowError):
        pass
    bounds = f"{field.low:g} to {field.high:g}" if np.isfinite(field.high) else f"{field.low:g} or more"
    raise InputError(f"{table}.{field.name} is {value!r:.40}; it must be a {'whole ' if is_whole else ''}number, {bounds}"
                     f"{'' if field.unit == '-' else ' ' + field.unit} ({field.means})")


@_with_columns(SHOPPER)
class Shopper(View):
    """A person who lives through the whole run: who he is, and what he has lived through so far."""


@_with_columns(STAFF)
class Staff(View):
    """A member of staff: role, skills, morale, and what he is doing today."""

    first_id = 1 << 32


@_with_columns(VISIT)
class Visitor(View):
    """A shopper who is inside the store: where, in which state, how he feels. Raises once he has left."""

    @property
    def doing(self) -> str:
        """What the visitor is doing, in a word."""
        state = State(self.state)
        return f"{state.name} for {Errand(self.errand).name}" if state is State.WALKING else state.name

    @property
    def pos(self) -> tuple[int, int]:
        """Cell (x, y) of the floor plan."""
        return divmod(self.cell, self.model.place.height)


class _Keys:
    """What an AgentSet keeps its agents in, with agents that are made when they are asked for."""

    def __init__(self, views: "Views"):
        self.views = views

    def keyrefs(self) -> list[Callable]:
        return [lambda k=k: self.views.at(k) for k in range(len(self.views.uids))]

    def keys(self) -> Iterator:
        return (self.views.at(k) for k in range(len(self.views.uids)))

    __iter__ = keys

    def __len__(self):
        return len(self.views.uids)

    def __contains__(self, agent):
        return bool(self.views.is_agent(agent).any())


class Views(AgentSet):
    """An AgentSet of agents that exist only while they are looked at.

    model: a model with `row_of`; classes: the view classes; kinds: uint8 index into classes; uids: int64, one an agent.
    """

    def __init__(self, model: mesa.Model, classes: tuple[type, ...], kinds: np.ndarray, uids: np.ndarray,
                 random: Random | None = None):
        self.model, self.classes, self.kinds, self.uids = model, classes, kinds, uids
        self.random = random or model.random

    @property
    def _agents(self) -> _Keys:
        return _Keys(self)

    def at(self, k: int) -> View:
        """The k-th agent of the set."""
        return self.classes[self.kinds[k]](self.model, self.uids[k])

    def is_agent(self, agent: mesa.Agent) -> np.ndarray:
        """bool by position: whether it is this agent."""
        if type(agent) not in self.classes:
            return np.zeros(len(self.uids), dtype=bool)
        return (self.uids == agent.unique_id - agent.first_id) & (self.kinds == self.classes.index(type(agent)))

    def _taken(self, order) -> "Views":
        order = np.asarray(order, dtype=np.int64)
        return Views(self.model, self.classes, self.kinds[order], self.uids[order], self.random)

    def _become(self, other: "Views") -> "Views":
        self.kinds, self.uids = other.kinds, other.uids
        return self

    def __iter__(self):
        return self._agents.keys()

    def __len__(self):
        return len(self.uids)

    def __getitem__(self, item):
        positions = range(len(self.uids))[item]
        return [self.at(k) for k in positions] if isinstance(item, slice) else self.at(positions)

    def select(self, filter_func=None, at_most=float("inf"), inplace=False, agent_type=None) -> "Views":
        """As `AgentSet.select`, with agents that are made when looked at."""
        limit = int(len(self) * at_most) if isinstance(at_most, float) and at_most <= 1.0 else at_most
        kept = []
        for k in range(len(self)):
            if len(kept) >= limit:
                break
            agent = self.at(k)
            if (agent_type is None or isinstance(agent, agent_type)) and (filter_func is None or filter_func(agent)):
                kept.append(k)
        return self._become(self._taken(kept)) if inplace else self._taken(kept)

    def shuffle(self, inplace=False) -> "Views":
        """As `AgentSet.shuffle`."""
        order = list(range(len(self)))
        self.random.shuffle(order)
        return self._become(self._taken(order)) if inplace else self._taken(order)

    def shuffle_do(self, method, *args, **kwargs) -> "Views":
        """As `AgentSet.shuffle_do`."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def sort(self, key, ascending=False, inplace=False) -> "Views":
        """As `AgentSet.sort`."""
        of = (lambda agent: getattr(agent, key)) if isinstance(key, str) else key
        order = sorted(range(len(self)), key=lambda k: of(self.at(k)), reverse=not ascending)
        return self._become(self._taken(order)) if inplace else self._taken(order)

    def groupby(self, by, result_type="agentset"):
        """As `AgentSet.groupby`."""
        of = (lambda agent: getattr(agent, by)) if isinstance(by, str) else by
        groups: dict = {}
        for k in range(len(self)):
            groups.setdefault(of(self.at(k)), []).append(k)
        if result_type == "agentset":
            return GroupBy({name: self._taken(order) for name, order in groups.items()})
        return GroupBy({name: [self.at(k) for k in order] for name, order in groups.items()})

    def add(self, agent):
        """Agents come in through the model, not through a set of views."""
        raise TypeError("a set of views cannot take agents; add them to the model")

    def discard(self, agent):
        """Leave an agent out of this set, if it is there; the model keeps it."""
        self._become(self._taken(np.flatnonzero(~self.is_agent(agent))))

    def remove(self, agent):
        """Leave an agent out of this set; KeyError if it is not there."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def __getstate__(self):
        return self.__dict__

    def __setstate__(self, state):
        self.__dict__.update(state)
