"""The panel check: the weeks that nothing was learned from, as they happened, beside the simulated ones.

A run with the household panel starts in the week after those that the panel was learned from. Trips are shopping days
over all shops; the error is that of each household's shopping days over the later weeks, the mean over the persons that
stand for it.
"""

import numpy as np
import pandas as pd

BENCHMARK = {"benchmark_mae": 4.52, "benchmark_rmse": 6.80, "benchmark_r": 0.836}
"""Error of a BG/NBD model (Fader, Hardie and Lee 2005) fitted on weeks 1-39, predicting the days of weeks 40-53."""


def holdout_of(model) -> tuple[pd.DataFrame | None, dict | None]:
    """Table by week and error by household; (None, None) without a panel, without people or without periods.

    The error needs a run over all later weeks (13 whole ones and a day); a longer run is cut, a shorter one gets none.
    """
    people = model.shoppers
    if model.scenario.people.source != "complete_journey" or not len(people) or not model.period:
        return None, None
    from sim.people.holdout import holdout, prediction_error
    from sim.people.panel import fit_panel
    panel = fit_panel()
    later = holdout(panel)
    weeks = min(model.period, int((later.days_in_week == 7).sum()))
    table = pd.DataFrame({
        "week": later.week[:weeks],
        "actual_visits_per_household": later.trips_per_household[:weeks],
        "simulated_visits_per_household": np.array(model.records.trips[:weeks]) / len(people),
        "actual_sales_per_household": later.sales_per_household[:weeks],
        "simulated_sales_per_household": np.array(model.records.dollars[:weeks]) / len(people),
    })
    whole = int((later.days_in_week == 7).sum())
    if model.period < whole or model.scenario.horizon.days_per_period != 7:
        return table, None
    days = np.zeros(len(people))
    there = pd.Index(people["uid"])
    for period in range(whole):
        rows = there.get_indexer(model.records.trip_shoppers[period])  # -1: taken out of the model since
        days += np.bincount(rows[rows >= 0], minlength=len(people))
    persons = pd.Series(days * later.length_days / (7.0 * whole)).groupby(people["household"]).mean()
    seen = pd.Series(later.days, index=panel.household).reindex(persons.index)
    error = prediction_error(seen.to_numpy(), persons.to_numpy()) | BENCHMARK
    error["households"] = len(persons)
    error["persons_each"] = len(people) / len(persons)
    return table, error
