"""The questionnaire: exact without noise, in one style, and noisy by as much as was asked for."""

import numpy as np
import pytest
from worlds import corner

import sim


def asked(noise: float):
    result = sim.run(corner(f"outcomes.questionnaire.item_noise={noise}"), 7)
    style = result.shoppers.set_index("uid")["rating_style"][result.visits["shopper"]].to_numpy(float)
    p = result.scenario.experience.satisfaction
    return result.visits, np.clip(p.level + p.of_quality * result.visits["remembered"] + style, 1, 10), p, style


def test_without_noise_people_say_what_they_remember_and_expected_each_in_an_own_style():
    visits, quality, p, style = asked(0.0)
    assert visits["quality_answer"].to_numpy() == pytest.approx(quality.to_numpy(), abs=1e-5)
    expected = np.clip(p.level + p.of_quality * visits["expectation"] + style, 1, 10)
    assert visits["expectation_answer"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-5)


def test_noise_has_the_sd_that_was_asked_for_and_is_not_shared_by_the_questions():
    visits, quality, p, style = asked(0.4)
    expected = np.clip(p.level + p.of_quality * visits["expectation"] + style, 1, 10)
    within = (quality < 8.5) & (quality > 2.5) & (expected < 8.5)
    noise = (visits["quality_answer"] - quality)[within], (visits["expectation_answer"] - expected)[within]
    # Some thousand answers: the sd is known to 2 %, a correlation of .15 would be seen at 1e-6.
    assert noise[0].std() == pytest.approx(0.4, rel=0.1) and noise[1].std() == pytest.approx(0.4, rel=0.1)
    assert abs(np.corrcoef(*noise)[0, 1]) < 0.15
    assert len(noise[0]) > 1000


def test_asking_changes_nobody():
    still, noisy = (sim.run(corner(f"outcomes.questionnaire.item_noise={noise}"), 7) for noise in (0, 3))
    assert still.summary.equals(noisy.summary)
