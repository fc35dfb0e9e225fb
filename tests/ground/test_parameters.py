"""Parameters: each accepts its range, refuses what lies outside, and reaches the kernels as plain numbers."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.ground.parameters import ASSUMPTION, Parameters, choice, count, number


class Sound(Parameters):
    """Parameters of every kind."""

    volume: float = number(65.0, "dB", 0, 100, "loudness", "Milliman 1982")
    speakers: int = count(2, "speakers", 1, 40, "how many")
    loud: bool = choice(False, "whether it is loud")
    tune: Literal["slow", "fast", "none"] = choice("slow", "what is played")
    names: tuple[str, ...] = choice((), "names of the tunes")


@given(st.floats(0, 100))
def test_value_within_the_range_is_taken(volume):
    assert Sound(volume=volume).volume == volume


@given(st.one_of(st.floats(max_value=-1e-9), st.floats(min_value=100.0001), st.just(float("nan"))))
def test_value_out_of_range_not_finite_or_not_a_number_is_refused(volume):
    with pytest.raises(ValidationError):
        Sound(volume=volume)


@pytest.mark.parametrize("wrong", [{"volume": "loud"}, {"speakers": 0}, {"speakers": 41}, {"speakers": 1.5},
                                   {"tune": "waltz"}, {"volum": 60}, {"volume": None}])
def test_wrong_type_name_or_choice_is_refused(wrong):
    with pytest.raises(ValidationError):
        Sound(**wrong)


def test_parameters_cannot_be_changed():
    with pytest.raises(ValidationError):
        Sound().volume = 10.0


def test_default_out_of_range_is_refused_too():
    class Wrong(Parameters):
        volume: float = number(101.0, "dB", 0, 100, "loudness")

    with pytest.raises(ValidationError):
        Wrong()


def test_kernels_get_plain_numbers_by_name():
    numbers = Sound(volume=70, loud=True, tune="none").numbers()
    assert numbers._asdict() == {"volume": 70.0, "speakers": 2, "loud": True, "tune": 2}
    assert type(numbers.volume) is float and type(numbers).__module__ == __name__


def test_unit_source_range_and_meaning_travel_with_the_parameter():
    field = Sound.model_fields["volume"]
    assert (field.description, field.json_schema_extra) == ("loudness", {"unit": "dB", "source": "Milliman 1982"})
    assert Sound.model_fields["speakers"].json_schema_extra["source"] == ASSUMPTION
