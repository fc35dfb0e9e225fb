"""Search and purchase: over a population, each of the six ways is taken as often as the nested logit says."""

import numpy as np
import pytest
from worlds import SEED, corner

from sim.channels.choosing import STORE
from sim.engine.model import RetailModel

SIZE = 20_000
NAMES = ("store", "web, then store", "own web shop", "web, then own web shop", "rival", "web, then rival")


def closed_form(people: np.ndarray, p) -> np.ndarray:
    """float64 [people, 6]: shares of the nested logit by inclusive values, from traits and parameters."""
    def of(name: str) -> np.ndarray:
        return people[name].astype(np.float64)

    odds = np.clip(of("store_share"), 0.01, 0.99)
    loyal = p.loyalty_weight * (of("loyalty") - of("loyalty_start"))
    store = p.store + np.log(odds / (1 - odds)) + loyal + p.experience_weight * (of("experience") - of("norm"))
    web = (p.own_web + p.web_of_innovativeness * (of("innovativeness") - 0.5) + loyal
           + p.experience_weight * of("experience_web"))
    search = (p.search_web + p.search_of_involvement * (of("involvement") - 0.5)
              + p.search_of_innovativeness * (of("innovativeness") - 0.5))
    rival = np.zeros(len(people))
    nests = np.stack([np.stack([store, store + search + p.synergy_web_store], 1),
                      np.stack([web, web + search + p.lock_in_web], 1), np.stack([rival, rival + search], 1)], 1)
    within = np.exp(nests / p.scale)
    inclusive = p.scale * np.log(within.sum(axis=2))
    between = np.exp(inclusive) / np.exp(inclusive).sum(axis=1, keepdims=True)
    return (within / within.sum(axis=2, keepdims=True) * between[:, :, None]).reshape(-1, 6)


@pytest.mark.parametrize("overrides", [
    [], ["channels.choosing.own_web=0", "channels.choosing.search_web=0.5"], ["channels.choosing.scale=1"],
], ids=["baseline", "web is strong", "multinomial"])
def test_each_way_is_taken_as_often_as_the_closed_form_says(overrides):
    """Counts against sums of shares, |z| < 4.9; of 30,000 trips a share of 10 % that is off by 0.9 points is seen."""
    model = RetailModel(corner(f"people.size={SIZE}", "channels.choosing.urgent=0", *overrides), SEED)
    trips = model.plan()
    shares = closed_form(model.shoppers, model.scenario.channels.choosing)[trips["person"]]
    taken = np.bincount(trips["way"], minlength=6)
    z = (taken - shares.sum(axis=0)) / np.sqrt((shares * (1 - shares)).sum(axis=0))
    assert len(trips) > SIZE and (np.abs(z) < 4.9).all(), dict(zip(NAMES, z.round(2), strict=True))


def test_shopping_days_are_as_many_as_people_have_in_a_week():
    model = RetailModel(corner(f"people.size={SIZE}"), SEED)
    chance = np.minimum(1.0, model.shoppers["trip_rate"][:, None].astype(np.float64) * model.floor.day_shares)
    days = np.bincount(model.plan()["day"], minlength=7)
    z = (days - chance.sum(axis=0)) / np.sqrt((chance * (1 - chance)).sum(axis=0))
    assert (np.abs(z) < 4.9).all()


def test_everybody_starts_with_the_odds_of_his_past():
    """Without web and search a trip goes to the store with the shopper's own share of it, held within 1 % to 99 %."""
    model = RetailModel(corner(f"people.size={SIZE}", "channels.choosing.own_web=-15", "channels.choosing.store=0",
                               "channels.choosing.search_web=-15", "channels.choosing.web_of_innovativeness=0"), SEED)
    trips = model.plan()
    law = np.clip(model.shoppers["store_share"][trips["person"]].astype(np.float64), 0.01, 0.99)
    here = trips["way"] // 2 == STORE
    for low in np.arange(0.0, 1.0, 0.2):
        some = (law >= low) & (law < low + 0.2)
        z = (here[some].sum() - law[some].sum()) / np.sqrt((law[some] * (1 - law[some])).sum())
        assert abs(z) < 4.9
