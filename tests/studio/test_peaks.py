"""Peak pyramids against the samples themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.studio.peaks import BASE, FACTOR, PeakPyramid


def noise(n: int) -> np.ndarray:
    return np.random.default_rng(n).uniform(-1, 1, n).astype(np.float32)


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 4_096, 100_001])
def test_every_level_is_the_extremes_of_its_buckets(n: int) -> None:
    samples = noise(n)
    pyramid = PeakPyramid.of(samples)
    assert len(pyramid.levels[-1]) <= FACTOR
    for level, data in enumerate(pyramid.levels):
        size = BASE * FACTOR**level
        buckets = [samples[start : start + size] for start in range(0, n, size)]
        wanted = [(part.min(), part.max()) for part in buckets] or [(0.0, 0.0)]
        np.testing.assert_array_equal(data, np.array(wanted, np.float32))


@pytest.mark.parametrize("n", [0, 1, 64, 5_000])
def test_bytes_and_back(n: int) -> None:
    pyramid = PeakPyramid.of(noise(n))
    again = PeakPyramid.from_bytes(pyramid.to_bytes(), n)
    assert [level.shape for level in again.levels] == [level.shape for level in pyramid.levels]
    assert np.abs(again.levels[0] - pyramid.levels[0]).max() < 1 / 32_000
    with pytest.raises(ValueError, match="length"):
        PeakPyramid.from_bytes(pyramid.to_bytes(), n + 2 * BASE)


@given(st.integers(0, 30_000), st.floats(-5_000, 30_000), st.floats(64, 9_000), st.integers(1, 60))
def test_columns_never_miss_a_peak(n: int, start: float, zoom: float, count: int) -> None:
    samples = noise(n)
    columns = PeakPyramid.of(samples).columns(start, zoom, count)
    assert columns.shape == (count, 2)
    for index in range(count):
        first, last = start + index * zoom, start + (index + 1) * zoom
        inside = samples[max(0, int(np.ceil(first))) : max(0, int(np.floor(last)))]
        if len(inside):
            assert columns[index, 0] <= inside.min()
            assert columns[index, 1] >= inside.max()
        if last <= -zoom * 4 or first >= n + zoom * 4:
            assert not columns[index].any()


def test_zooming_in_beyond_the_finest_level_still_draws() -> None:
    columns = PeakPyramid.of(noise(1_000)).columns(100.0, 3.0, 200)
    assert (columns[:, 1] > columns[:, 0]).all()
