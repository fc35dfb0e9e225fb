"""What differs between the Mesa versions that the engine works with (3.3.1 on Python 3.11, 3.5.1 from 3.12 on)."""

import mesa

try:
    from mesa.agentset import AgentSet, GroupBy
except ImportError:
    from mesa.agent import AgentSet, GroupBy

__all__ = ["AgentSet", "GroupBy", "OwnScenario"]


class OwnScenario(mesa.Model):
    """A model whose `scenario` is the engine's; newer Mesa versions keep one of their own kind there and write to it."""

    @property
    def scenario(self):
        """What this model was made from."""
        return self._scenario

    @scenario.setter
    def scenario(self, scenario):
        self._scenario = scenario
