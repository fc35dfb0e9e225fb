"""Trust moves by one rule: a part of it is lost, a part of the way up is won, and its bounds are never passed."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.channels.communication import CONTACT, Campaign
from sim.engine.tables import SHOPPER, VISIT
from sim.experience.persuasion import Persuasion, persuade, trust_after_promises
from sim.experience.recovery import Recovery, swallow
from sim.experience.satisfaction import LIVED
from sim.experience.trust import Trust, disappoint, doubt, lose_trust, win_trust
from sim.ground.rules import plain
from sim.people.tickets import CASE

ABOVE = 1.15
"""Trust that honest advice can lead to, above that of an ordinary shop."""

parts, levels = st.floats(0, 1), st.floats(0, 2)


def trusting(number: int = 1, trust: float = ABOVE) -> np.ndarray:
    shoppers = SHOPPER.rows(number)
    shoppers["uid"], shoppers["trust"], shoppers["satisfaction"] = np.arange(number), trust, 7
    return shoppers


@given(levels, st.lists(st.tuples(st.booleans(), st.floats(-1, 3), levels), max_size=20))
def test_the_bounds_are_never_passed_whatever_is_lost_and_won(trust, moves):
    one = SimpleNamespace(trust=trust)
    for won, part, goal in moves:
        plain(win_trust)(one, part, goal) if won else plain(lose_trust)(one, part)
        assert 0 <= one.trust <= 2


@given(levels, parts, levels)
def test_who_loses_no_more_than_down_to_a_level_stays_there_and_who_is_below_loses_nothing(trust, part, lowest):
    one = SimpleNamespace(trust=trust)
    plain(lose_trust)(one, part, lowest)
    assert one.trust == max(trust * (1 - part), lowest) if trust >= lowest else one.trust == trust


@given(levels, parts, levels)
def test_losses_and_gains_are_parts_of_the_way_down_and_up_and_never_turn_round(trust, part, goal):
    lost, won = SimpleNamespace(trust=trust), SimpleNamespace(trust=trust)
    plain(lose_trust)(lost, part)
    plain(win_trust)(won, part, goal)
    assert trust - lost.trust == pytest.approx(part * trust, abs=1e-12)
    assert won.trust - trust == pytest.approx(part * max(0, goal - trust), abs=1e-12)


def an_advert_that_says_the_opposite(shoppers, part):
    contacts = np.zeros(2, dtype=CONTACT)
    contacts["message"] = 1, -1
    persuade(shoppers, contacts, 0.0, Campaign().numbers(), Persuasion(contradiction=part).numbers(),
             np.zeros(1, dtype=np.int64), np.ones(1), np.zeros(2))


def a_broken_promise(shoppers, part):
    lived = np.zeros(1, dtype=LIVED)
    lived["visits"], shoppers["swayed"], shoppers["expectation"] = 1, 1, 1
    trust_after_promises(shoppers, lived, Persuasion(trust_of_promise=part).numbers())


def an_unresolved_case(shoppers, part):
    cases = np.zeros(1, dtype=CASE)
    cases["loss"] = 1
    swallow(cases, shoppers, Recovery(breach=part).numbers())


def a_wrong_item(shoppers, part):
    disappoint(shoppers[0], Trust(loss=part).numbers())


def staff_off_the_brand(shoppers, part):
    visits = VISIT.rows(1)
    visits["leave_s"], visits["helps"] = 600, 1
    doubt(visits, shoppers, part, 0.0)


@pytest.mark.parametrize("blow", [an_advert_that_says_the_opposite, a_broken_promise, an_unresolved_case, a_wrong_item,
                                  staff_off_the_brand])
@pytest.mark.parametrize("part", [0.0, 0.1, 1.0])
def test_trust_above_that_of_an_ordinary_shop_falls_by_its_part_and_by_nothing_else(blow, part):
    shoppers = trusting()
    blow(shoppers, part)
    assert shoppers["trust"][0] == pytest.approx(ABOVE * (1 - part), rel=1e-6)
