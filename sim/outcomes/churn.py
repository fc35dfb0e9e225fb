"""Who will leave: a model of churn on what customer relationship management sees, and one that also knows what was felt.

    logit P(no visit in the next h periods) = c + b_r recency + b_f ln(frequency) + b_m ln(1 + money)       [+ b_x experience]

Both are fitted on the past of the exported visits and then asked about the present. Recency, frequency and money are the
product half of a customer's worth; where people leave for what they felt, the past purchases of those about to leave look like
everybody's, and the first model sees too few of them go (Meyer and Schwager 2007; RFM: Fader, Hardie and Lee 2005).
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

BEHAVIOUR = ("recency", "frequency", "money")
"""What a behaviour-only model reads."""
MODELS = {"CRM: behaviour only": BEHAVIOUR, "CRM and CX: behaviour and feeling": (*BEHAVIOUR, "experience")}
"""The two models by name, and the columns that they read."""


def snapshot(visits: "pd.DataFrame", until: int, window: int, ahead: int) -> "pd.DataFrame":
    """One row a shopper with a visit in the `window` periods before `until`: behaviour, remembered experience of the last visit, `churned`.

    visits: table of a run; churned: no visit in the `ahead` periods from `until` on.
    """
    import pandas as pd
    seen = visits[visits["period"].between(until - window, until - 1)]
    later = visits.loc[visits["period"].between(until, until + ahead - 1), "shopper"].unique()
    by = seen.groupby("shopper")
    table = pd.DataFrame({"recency": until - by["period"].max(), "frequency": np.log(by.size()),
                          "money": np.log1p(by["spend"].sum()), "experience": by["remembered"].last()}).astype(float)
    return table.assign(churned=~table.index.isin(later))


def chance_of_leaving(past: "pd.DataFrame", present: "pd.DataFrame", columns: tuple[str, ...]) -> np.ndarray:
    """Chance of leaving of everybody in `present`, by a logit that was fitted on `past`; both from `snapshot`."""
    import statsmodels.api as sm
    fit = sm.Logit(past["churned"].astype(float), sm.add_constant(past[list(columns)])).fit(disp=False)
    return np.asarray(fit.predict(sm.add_constant(present[list(columns)], has_constant="add")))


def compare_models(past: "pd.DataFrame", present: "pd.DataFrame") -> "pd.DataFrame":
    """One row a model: churn it expects, churn that came, their ratio, and z = (came - expected) / its standard error."""
    import pandas as pd
    came, rows = present["churned"], {}
    for name, columns in MODELS.items():
        chance = chance_of_leaving(past, present, columns)
        error = np.sqrt((chance * (1.0 - chance)).sum()) / len(chance)
        rows[name] = {"churn_expected": chance.mean(), "churn_came": came.mean(), "ratio": came.mean() / chance.mean(),
                      "z": (came.mean() - chance.mean()) / error}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
