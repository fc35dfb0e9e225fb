"""Show what a model of purchases alone misses where people leave for what they felt.

    python experiments/crm_only.py                      plants bad weeks from week 12 on, prints the table
    python experiments/crm_only.py people.size=3000     the same with other keys of the scenario; deterministic

Two models of churn are fitted on the weeks before (`sim/outcomes/churn.py`) and asked about the weeks after: one reads recency,
frequency and money, as customer relationship management does; the other also what is remembered of the last visit. Beside
them the same weeks without the cause. In both worlds people choose the store by what they expect to feel there.
"""

import sys

WINDOW, AHEAD, PAST, BEGINS, PRESENT = 6, 6, 6, 12, 14
"""Weeks of behaviour that are read, weeks ahead in which nobody comes, week of the first snapshot, first bad week, week of the second."""
BAD = ("{atmosphere.cleanliness: 0, atmosphere.decor: 0, atmosphere.temperature_c: 32, atmosphere.music.volume_db: 90, "
       "visit.paying.fixed_s: 150}")
FELT = ("channels.choosing.experience_weight=20", "channels.choosing.loyalty_weight=10")
"""People who leave for what they felt."""
PLANTED = f"events=[{{name: bad weeks, from_period: {BEGINS}, to_period: {PRESENT + AHEAD - 1}, change: {BAD}}}]"


def main(overrides: list[str]) -> int:
    """Run, print a table for each world; returns the exit status."""
    import pandas as pd

    import sim
    from sim.outcomes.churn import compare_models, snapshot
    tables = {}
    for name, planted in (("cause planted", [PLANTED]), ("no cause", [])):
        visits = sim.run([f"horizon.periods={PRESENT + AHEAD}", *FELT, *overrides, *planted]).visits
        tables[name] = compare_models(snapshot(visits, PAST, WINDOW, AHEAD), snapshot(visits, PRESENT, WINDOW, AHEAD))
    print(pd.concat(tables, names=["world"]).round(3).to_string())
    return 0


if __name__ == "__main__":
    from sim.ground.told import told_plainly
    with told_plainly():
        sys.exit(main(sys.argv[1:]))
