"""The scenario: every mechanism's parameters gathered in one tree, and the only door for Hydra and OmegaConf.

`sim.scenario([...])` reads a scenario. A package hides a function of the same name as soon as one of its modules is
imported, so the package itself can be called; it loads what it needs at the first call.
"""

import sys
from types import ModuleType


class _Callable(ModuleType):
    def __call__(self, overrides=(), config_dir=None):
        """The scenario that Hydra-style overrides describe; see `sim.scenario.reading.scenario`."""
        from sim.scenario.reading import scenario

        return scenario(overrides, config_dir)


sys.modules[__name__].__class__ = _Callable
