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
    DISCOUNTS = 10
    REFUNDS = 11
    WRITTEN_OFF = 12
    BONUSES = 13
    PROGRAMMES = 14
    TRAINING = 15
    HIRING = 16
    EQUIPMENT = 17
    COMMUNICATION = 18
    FULFILMENT = 19
    SERVICE_DESK = 20
    COMPENSATION = 21
    REWARDS = 22
    RELATIONS = 23
    CAUSES = 24
    CENTRE = 25
    POINTS_OWED = 26


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
                wage_cents: int, spent_cents: int, discount_cents: int = 0, refund_cents: int = 0,
                returned_cost: int = 0, sold_again_cost: int = 0, equipment_cents: int = 0) -> None:
    """Book a period: sales of store, own web shop and rivals with the goods, wages, equipment, returns, and what shoppers
    spent.

    store_cents: what was paid in the store, discount_cents beside it: store sales are booked at the shelf price, and the
    discount against them. refund_cents: paid back for goods that cost returned_cost, of which sold_again_cost is sold
    again and the rest is written off. spent_cents: summed over the shoppers' own accounts. Raises ArithmeticError if that is not what was sold to them: money
    would have been lost or made on the way, which is a fault of the engine.
    """
    if spent_cents != store_cents + web_cents + rival_cents:
        raise ArithmeticError(f"shoppers spent {spent_cents} cents, but {store_cents + web_cents + rival_cents} were sold")
    ledger.post(Account.CASH, Account.STORE_SALES, store_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, store_cost)
    ledger.post(Account.CASH, Account.WEB_SALES, web_cents)
    ledger.post(Account.COST_OF_GOODS, Account.GOODS, web_cost)
    ledger.post(Account.WAGES, Account.CASH, wage_cents)
    ledger.post(Account.EQUIPMENT, Account.CASH, equipment_cents)
    ledger.post(Account.RIVAL_CASH, Account.RIVAL_SALES, rival_cents)
    ledger.post(Account.SHOPPERS_GOODS, Account.SHOPPERS_PURSE, spent_cents)
    ledger.post(Account.DISCOUNTS, Account.STORE_SALES, discount_cents)
    ledger.post(Account.REFUNDS, Account.CASH, refund_cents)
    ledger.post(Account.SHOPPERS_PURSE, Account.SHOPPERS_GOODS, refund_cents)
    ledger.post(Account.GOODS, Account.COST_OF_GOODS, returned_cost)
    ledger.post(Account.WRITTEN_OFF, Account.GOODS, returned_cost - sold_again_cost)


def post_costs(ledger: Ledger, costs: dict[str, int]) -> None:
    """Book costs that were paid in cash, in cents by the name of their account in lower case, for instance `training`."""
    for name, cents in costs.items():
        ledger.post(Account[name.upper()], Account.CASH, cents)
