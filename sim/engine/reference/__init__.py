"""The reference: a store-day in plain Mesa, agent by agent, to test the engine against and to time it against.

The same rules, places and dice as in the engine, but none of its tables, steps and kernels: shoppers and staff are
ordinary Mesa agents, activated stage by stage, lines are lists, and rules are called as plain Python. From the same
`Day` it gives the same rows, byte for byte.
"""

from sim.engine.reference.day import ReferenceDay

__all__ = ["ReferenceDay"]
