"""Sums: the same bits whatever happens around them, and true to the last digits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.ground.rules import plain
from sim.ground.sums import BLOCK, fixed_mean, fixed_sum

tables = arrays(np.float64, st.integers(0, 300), elements=st.floats(-1e6, 1e6))


@given(tables)
def test_sum_has_the_same_bits_compiled_and_plain(values):
    assert fixed_sum(values) == plain(fixed_sum)(values)


def test_sum_goes_block_by_block_in_order():
    values = np.random.default_rng(1).normal(size=2 * BLOCK + 17)
    blocks = [0.0, 0.0, 0.0]
    for i, value in enumerate(values):
        blocks[i // BLOCK] += value
    assert fixed_sum(values) == (blocks[0] + blocks[1]) + blocks[2]
    assert fixed_sum(values) == pytest.approx(math.fsum(values), rel=1e-12)


@given(tables)
def test_mean_leaves_out_what_is_not_known(values):
    with_gaps = np.insert(values, np.arange(0, len(values), 3), np.nan)
    assert fixed_mean(with_gaps) == pytest.approx(fixed_mean(values), nan_ok=True)


def test_mean_of_nothing_is_not_known():
    assert math.isnan(fixed_mean(np.array([]))) and math.isnan(fixed_mean(np.array([np.nan])))
    assert fixed_mean(np.array([1, 2, 6])) == 3.0
