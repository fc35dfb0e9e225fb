"""The ledger: every cent is booked twice, once out of an account and once into another, so that all accounts sum to 0."""

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
    SHOPPERS_PURSE = 6
    RIVAL_SALES = 7


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
    churned_after: float = number(8.0, "periods", 1, 520, "Periods without a purchase after which a shopper is lost.")


def post_period(ledger: Ledger, store_cents: int, store_cost: int, web_cents: int, web_cost: int, rival_cents: int,
                wage_cents: int) -> None:
    """Book a period: sales of store and own web shop with their goods, wages, and what rivals took."""
    ledger.post(Account.CASH, Account.STORE_SALES, store_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, store_cost)
    ledger.post(Account.CASH, Account.WEB_SALES, web_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, web_cost)
    ledger.post(Account.WAGES, Account.CASH, wage_cents)
    ledger.post(Account.SHOPPERS_PURSE, Account.RIVAL_SALES, rival_cents)
