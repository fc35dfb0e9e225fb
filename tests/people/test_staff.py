"""Laws of the staff: one more person changes nobody else; shifts are where and when they were asked for."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.ground.columns import Columns
from sim.people import staff
from sim.people.staff import ADVISOR, CASHIER, Shift, Staffing, hire, roster

COLUMNS = Columns("staff", [staff])
CONFIG = Path(__file__).parents[2] / "configs" / "staff" / "default.yaml"
H = 3600.0


def by_uid(rows):
    return {int(row["uid"]): row.tobytes() for row in rows}


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[st.integers(0, 12)] * 4), st.sampled_from(["advisors", "cashiers", "peak_advisors",
                                                            "peak_cashiers"]))
def test_one_more_person_changes_nobody_else(counts, role):
    names = ("advisors", "cashiers", "peak_advisors", "peak_cashiers")
    fewer = dict(zip(names, counts, strict=True))
    before = by_uid(hire(Staffing(**fewer), 7, COLUMNS))
    after = by_uid(hire(Staffing(**{**fewer, role: fewer[role] + 1}), 7, COLUMNS))
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_uids_are_in_order_and_tell_the_role():
    rows = hire(Staffing(advisors=3, cashiers=4, peak_advisors=2, peak_cashiers=1), 1, COLUMNS)
    assert np.all(np.diff(rows["uid"].astype(int)) > 0)
    assert np.array_equal(rows["role"], rows["uid"] // 100_000)
    assert (np.sum(rows["role"] == ADVISOR), np.sum(rows["role"] == CASHIER)) == (5, 5)


def test_skills_have_the_asked_mean_and_spread():
    rows = hire(Staffing(advisors=200, cashiers=200, courtesy=0.6, skill_sd=0.05), 3, COLUMNS)
    assert abs(rows["courtesy"].mean() - 0.6) < 4.9 * 0.05 / np.sqrt(len(rows))
    assert abs(rows["courtesy"].std() / 0.05 - 1) < 4.9 / np.sqrt(2 * len(rows))
    assert COLUMNS.out_of_range(rows) == []
    equal = hire(Staffing(advisors=5, skill_sd=0.0, knowledge=0.4), 3, COLUMNS)
    assert np.all(equal["knowledge"] == 0.4)


def test_skills_shift_with_their_mean_person_by_person():
    low, high = (hire(Staffing(courtesy=mean), 7, COLUMNS) for mean in (0.5, 0.6))
    assert high["courtesy"] - low["courtesy"] == pytest.approx(0.1)
    assert np.array_equal(low["knowledge"], high["knowledge"])


def test_wages_are_whole_cents_of_the_role():
    rows = hire(Staffing(advisors=1, cashiers=1, peak_cashiers=0, wage_advisor=17.29, wage_cashier=15), 1, COLUMNS)
    assert rows["wage_cents_h"].tolist() == [1729, 1500]


def test_a_store_without_staff_is_allowed():
    nobody = Staffing(advisors=0, cashiers=0, peak_advisors=0, peak_cashiers=0)
    assert len(roster(nobody, hire(nobody, 1, COLUMNS), 0, 8, 22)) == 0


def test_whole_day_and_peak_hours():
    staffing = Staffing(advisors=1, cashiers=0, peak_advisors=1, peak_cashiers=0, peak_from_h=16, peak_to_h=20)
    rows = roster(staffing, hire(staffing, 1, COLUMNS), 3, 8, 22)
    assert rows["from_s"].tolist() == [0.0, 8 * H]
    assert rows["to_s"].tolist() == [14 * H, 12 * H]
    assert np.array_equal(rows["free_at_s"], rows["from_s"])


@pytest.mark.parametrize("opens, closes, shift", [
    (17, 22, (0.0, 3 * H)), (8, 18, (8 * H, 10 * H)), (8, 16, (0.0, 0.0)), (20, 23, (0.0, 0.0)),
])
def test_shifts_are_cut_to_the_opening_hours(opens, closes, shift):
    staffing = Staffing(advisors=0, cashiers=0, peak_advisors=1, peak_cashiers=0, peak_from_h=16, peak_to_h=20)
    row = roster(staffing, hire(staffing, 1, COLUMNS), 0, opens, closes)[0]
    assert (row["from_s"], row["to_s"]) == shift


@pytest.mark.parametrize("day, on_duty", [(0, False), (5, True), (6, True), (12, True), (14, False)])
def test_an_extra_shift_comes_on_its_days(day, on_duty):
    staffing = Staffing(advisors=0, cashiers=0, peak_cashiers=0,
                        extra_shifts=(Shift(role="cashier", people=2, from_h=9, to_h=13, days=(5, 6)),))
    rows = roster(staffing, hire(staffing, 1, COLUMNS), day, 8, 22)
    assert rows["role"].tolist() == [CASHIER, CASHIER]
    assert np.all((rows["to_s"] > 0) == on_duty)
    if on_duty:
        assert np.all(rows["from_s"] == H) and np.all(rows["to_s"] == 5 * H)


def test_a_shift_without_days_comes_every_day():
    staffing = Staffing(advisors=0, cashiers=0, peak_cashiers=0, extra_shifts=(Shift(people=1),))
    rows = hire(staffing, 1, COLUMNS)
    assert all(roster(staffing, rows, day, 8, 22)["to_s"][0] == 12 * H for day in range(7))


def test_a_new_day_starts_afresh_but_keeps_the_person_and_the_original():
    staffing = Staffing()
    rows = hire(staffing, 1, COLUMNS)
    rows["fatigue"], rows["morale"], rows["served"], rows["till"], rows["serving"] = 0.4, 0.2, 9, 3, 5
    kept = rows.tobytes()
    today = roster(staffing, rows, 0, 8, 22)
    assert np.all(today["served"] == 0) and np.all(today["till"] == -1) and np.all(today["serving"] == -1)
    assert np.all(today["fatigue"] == 0.4) and np.all(today["morale"] == 0.2)
    assert rows.tobytes() == kept


@pytest.mark.parametrize("wrong, told", [
    ({"peak_from_h": 20, "peak_to_h": 16}, "peak_to_h is 16 h, not after peak_from_h"),
    ({"advisors": -1}, "advisors"), ({"advisors": 201}, "advisors"), ({"courtesy": 1.1}, "courtesy"),
    ({"extra_shifts": [{"from_h": 9, "to_h": 9}]}, "to_h is 9 h"),
    ({"extra_shifts": [{"days": [7]}]}, "0 \\(Monday\\) to 6 \\(Sunday\\)"),
    ({"extra_shifts": [{}] * 91}, "at most 90"), ({"advisor": 2}, "advisor"),
])
def test_impossible_staffing_is_refused(wrong, told):
    with pytest.raises(ValidationError, match=told):
        Staffing(**wrong)


def test_the_written_configuration_is_the_default():
    assert Staffing(**yaml.safe_load(CONFIG.read_text())) == Staffing()
