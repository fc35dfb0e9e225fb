"""Columns: one author each, starting values, ranges; and a register that knows who has left."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.engine.tables import SHOPPER, STAFF, VISIT
from sim.ground.columns import Columns, Field, Register


def mechanism(name: str, *fields: Field) -> SimpleNamespace:
    """A module that declares columns of the table "person"."""
    return SimpleNamespace(__name__=name, FIELDS={"person": fields})


WALKS = mechanism("walks", Field("pace", "f4", "m/s", 0.4, 1.6, 0.85, "speed"), Field("steps", "i4", means="steps"))


def test_table_gathers_the_columns_of_its_mechanisms_with_their_authors():
    person = Columns("person", (WALKS, mechanism("talks", Field("words", "i8"))))
    assert person.dtype.names == ("pace", "steps", "words")
    assert [field.writer for field in person.fields.values()] == ["walks", "walks", "talks"]
    assert list(person.described()["unit"]) == ["m/s", "-", "-"]


def test_two_authors_of_one_column_are_refused():
    with pytest.raises(ValueError, match="person.pace is declared by walks and again by runs"):
        Columns("person", (WALKS, mechanism("runs", Field("pace", "f4"))))


def test_columns_of_other_tables_are_left_alone():
    assert not Columns("animal", (WALKS,)).fields


def test_every_row_starts_at_the_declared_value():
    rows = Columns("person", (WALKS,)).rows(3)
    assert rows["pace"] == pytest.approx([0.85] * 3) and not rows["steps"].any()


@pytest.mark.parametrize("pace, outside", [(0.4, []), (1.6, []), (0.39, ["pace"]), (1.61, ["pace"]), (np.nan, [])])
def test_values_out_of_range_are_found(pace, outside):
    person = Columns("person", (mechanism("walks", Field("pace", "f8", "m/s", 0.4, 1.6)),))
    rows = person.rows(4)
    rows["pace"] = [1.0, 1.0, pace, 1.0]
    assert person.out_of_range(rows) == outside


@pytest.mark.parametrize("table", [SHOPPER, STAFF, VISIT], ids=lambda table: table.name)
def test_every_column_of_the_engine_says_what_it_means_in_which_unit_and_whose_it_is(table):
    for field in table.fields.values():
        assert field.means and field.unit and field.writer.startswith("sim.") and field.low < field.high


def test_register_finds_the_row_of_everybody_who_is_there():
    register = Register("shopper")
    register.enrol(np.array([40, 7, 9]), range(3))
    assert [register.row(uid) for uid in (40, 7, 9)] == [0, 1, 2]
    assert len(register) == 3 and list(register) == [40, 7, 9] and 7 in register and 8 not in register


@pytest.mark.parametrize("uid", [7, 8])
def test_register_raises_for_who_has_left_or_never_came(uid):
    register = Register("shopper")
    register.enrol([7], [0])
    assert register.strike(7) == 0
    with pytest.raises(LookupError, match=f"shopper {uid} is not in the model"):
        register.row(uid)


def test_row_of_somebody_who_left_can_be_given_away():
    register = Register("shopper")
    register.enrol([7, 8], [0, 1])
    register.enrol([9], [register.strike(7)])
    assert register.row(9) == 0 and 7 not in register


def test_register_refuses_uids_and_rows_that_do_not_match():
    with pytest.raises(ValueError):
        Register("shopper").enrol([1, 2], [0])
