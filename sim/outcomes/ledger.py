"""The ledger: every cent is booked twice, once out of an account and once into another.

Sales are counted from visits and orders, what shoppers spend from the shoppers' own accounts; at the end of a period both
must agree to the cent.
"""

from enum import IntEnum

import numpy as np

from sim.ground.parameters import Parameters, number


class Account(IntEnum):
    """Accounts of the company (assets and costs grow by debit, sales by credit) and of the rival's web shop."""

    CASH = 0
    STORE_SALES = 1
    WEB_SALES = 2
    GOODS = 3
    COST_OF_GOODS = 4
    WAGES = 5
    RIVAL_SALES = 6
    RIVAL_CASH = 7
    SHOPPERS_GOODS = 8
    SHOPPERS_PURSE = 9


class Ledger:
    """Balances in whole cents by account; debit is positive."""

    def __init__(self):
        self.balance = np.zeros(len(Account), dtype=np.int64)

    def post(self, debit: Account, credit: Account, cents: int) -> None:
        """Book `cents` (0 or more) from the account `credit` to the account `debit`."""
        if cents < 0:
            raise ValueError(f"a posting must be 0 cents or more, not {cents}")
        self.balance[debit] += cents
        self.balance[credit] -= cents

    def balanced(self) -> bool:
        """Whether all accounts sum to 0, as they must."""
        return int(self.balance.sum()) == 0


class Money(Parameters):
    """What the worth of a shopper is reckoned with."""

    discount_year: float = number(0.10, "share a year", 0, 1, "Discount rate of future margins (i).")
    churned_after: float = number(8.0, "periods", 1, 520, "Fewest periods without a purchase after which a shopper is "
                                  "lost; those who come rarely are given longer.")
    stay_year: float = number(0.8, "share a year", 0.01, 0.999, "Share of customers who stay for a year, where nothing "
                              "else is known of them.")
    stay_weight: float = number(1.0, "years", 0.01, 100, "How many years of observation that share is worth.")


def post_period(ledger: Ledger, store_cents: int, store_cost: int, web_cents: int, web_cost: int, rival_cents: int,
                wage_cents: int, spent_cents: int) -> None:
    """Book a period: sales of store, own web shop and rivals with the goods, wages, and what shoppers spent.

    spent_cents: summed over the shoppers' own accounts. Raises ArithmeticError if that is not what was sold to them: money
    would have been lost or made on the way, which is a fault of the engine.
    """
    if spent_cents != store_cents + web_cents + rival_cents:
        raise ArithmeticError(f"shoppers spent {spent_cents} cents, but {store_cents + web_cents + rival_cents} were sold")
    ledger.post(Account.CASH, Account.STORE_SALES, store_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, store_cost)
    ledger.post(Account.CASH, Account.WEB_SALES, web_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, web_cost)
    ledger.post(Account.WAGES, Account.CASH, wage_cents)
    ledger.post(Account.RIVAL_CASH, Account.RIVAL_SALES, rival_cents)
    ledger.post(Account.SHOPPERS_GOODS, Account.SHOPPERS_PURSE, spent_cents)
