"""Rules: an exponential with the same bits everywhere, and variates that follow their distributions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.ground.rules import clip, exp, exponential, normal, plain, share, triangular

units = st.floats(0, 1, exclude_max=True)


@given(st.floats(-700, 700))
def test_exponential_is_that_of_the_library_to_eleven_digits(x):
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-11)


@given(st.floats(-1e6, 1e6))
def test_exponential_has_the_same_bits_compiled_and_plain(x):
    assert exp(x) == plain(exp)(x)


@given(st.floats(700, 1e300))
def test_exponential_neither_overflows_nor_reaches_zero(x):
    assert exp(x) == exp(700.0) < math.inf
    assert exp(-x) == exp(-700.0) > 0.0


def test_exponential_of_nothing_is_one():
    assert exp(0.0) == 1.0 and share(0.0) == 0.5


@given(st.floats(-30, 30))
def test_share_is_the_logistic_function(x):
    assert share(x) == pytest.approx(1.0 / (1.0 + math.exp(-x)), rel=1e-10)
    assert share(x) + share(-x) == pytest.approx(1.0, abs=1e-12)


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(-10, 10))
def test_clip_holds_between(x, a, b):
    low, high = min(a, b), max(a, b)
    assert clip(x, low, high) == float(np.clip(x, low, high))


@given(units, st.floats(0, 10), st.floats(0, 10), st.floats(0.1, 10))
def test_triangular_variate_is_the_quantile(draw, low, rise, fall):
    mode, high = low + rise, low + rise + fall
    law = stats.triang.ppf(draw, rise / (rise + fall), low, high - low)
    assert triangular(low, mode, high, draw) == pytest.approx(law, abs=1e-9 * high)


@given(units, st.floats(0.01, 100))
def test_exponential_variate_is_the_quantile(draw, mean):
    assert exponential(mean, draw) == pytest.approx(stats.expon.ppf(draw, scale=mean), rel=1e-9, abs=1e-12)


def test_normal_variate_is_standard_normal():
    """A grid of draws in place of random ones: mean, variance and distribution to the accuracy of the grid."""
    grid = (np.arange(400) + 0.5) / 400
    values = np.array([normal(a, b) for a in grid for b in grid])
    assert values.mean() == pytest.approx(0.0, abs=1e-3)
    assert values.std() == pytest.approx(1.0, abs=2e-3)
    assert stats.kstest(values, "norm").statistic < 2e-3
