"""The loudness meter against the signals and figures that ITU-R BS.1770 and EBU Tech 3341 give."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cosydesk.studio.loudness import KWeighting, LoudnessMeter, sections

RATES = (24_000, 44_100, 48_000)


def sine(seconds: float, dbfs: float, rate: int, channels: int = 2, hz: float = 1_000.0) -> np.ndarray:
    """A sine whose peak is `dbfs`, the same in each channel."""
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def measured(*parts: np.ndarray, rate: int = 48_000, block: int = 777) -> LoudnessMeter:
    sound = np.concatenate(parts)
    meter = LoudnessMeter(rate, sound.shape[1])
    for start in range(0, len(sound), block):
        meter.add(sound[start : start + block])
    return meter


def test_the_filters_are_those_printed_in_the_standard_at_48_khz() -> None:
    (shelf_b, shelf_a), (pass_b, pass_a) = sections(48_000)
    np.testing.assert_allclose(shelf_b, [1.53512485958697, -2.69169618940638, 1.19839281085285], atol=1e-12)
    np.testing.assert_allclose(shelf_a, [1.0, -1.69065929318241, 0.73248077421585], atol=1e-12)
    np.testing.assert_allclose(pass_b, [1.0, -2.0, 1.0])
    np.testing.assert_allclose(pass_a, [1.0, -1.99004745483398, 0.99007225036621], atol=1e-12)


def test_the_filter_in_blocks_is_the_recursion_sample_by_sample() -> None:
    rng = np.random.default_rng(3)
    sound = rng.standard_normal((1_000, 2))
    wanted = sound.copy()
    for b, a in sections(24_000):
        given, wanted = wanted, np.zeros_like(wanted)
        for n in range(len(given)):
            for tap in range(3):
                if n >= tap:
                    wanted[n] += b[tap] * given[n - tap]
                    if tap:
                        wanted[n] -= a[tap] * wanted[n - tap]
    weighting = KWeighting(24_000, 2)
    found = np.concatenate([weighting.filter(part) for part in np.split(sound, [1, 129, 130, 600])])
    np.testing.assert_allclose(found, wanted, atol=1e-10)


@pytest.mark.parametrize("rate", RATES)
def test_a_full_scale_sine_in_one_channel_reads_minus_3(rate: int) -> None:
    meter = measured(sine(5, 0.0, rate, 1, 997.0), rate=rate)
    assert meter.integrated == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_ebu_3341_cases_1_and_2_steady_sines(rate: int, level: float) -> None:
    meter = measured(sine(20, level, rate), rate=rate)
    for value in (meter.momentary, meter.short_term, meter.integrated):
        assert value == pytest.approx(level, abs=0.1)


def test_ebu_3341_case_3_quiet_parts_do_not_count() -> None:
    parts = [sine(10, -36.0, 48_000), sine(60, -23.0, 48_000), sine(10, -36.0, 48_000)]
    assert measured(*parts).integrated == pytest.approx(-23.0, abs=0.1)


def test_ebu_3341_case_4_nor_do_very_quiet_ones() -> None:
    levels = ((10, -72.0), (10, -36.0), (60, -23.0), (10, -36.0), (10, -72.0))
    parts = [sine(seconds, level, 48_000) for seconds, level in levels]
    assert measured(*parts).integrated == pytest.approx(-23.0, abs=0.1)


def test_ebu_3341_case_5_parts_above_the_gate_are_averaged() -> None:
    parts = [sine(20, -26.0, 48_000), sine(20.1, -20.0, 48_000), sine(20, -26.0, 48_000)]
    assert measured(*parts).integrated == pytest.approx(-23.0, abs=0.1)


def test_ebu_3341_case_9_short_term_of_a_pattern() -> None:
    """1.34 s at -20 and 1.66 s at -30, again and again: -23 from three seconds on, at every moment."""
    pattern = np.concatenate([sine(1.34, -20.0, 48_000), sine(1.66, -30.0, 48_000)])
    sound = np.concatenate([pattern] * 4)
    meter = LoudnessMeter(48_000, 2)
    values = []
    for start in range(0, len(sound), 4_800):
        meter.add(sound[start : start + 4_800])
        values.append(meter.short_term)
    np.testing.assert_allclose(values[30:], -23.0, atol=0.1)


def test_ebu_3341_case_12_momentary_of_a_pattern() -> None:
    pattern = np.concatenate([sine(0.18, -20.0, 48_000), sine(0.22, -30.0, 48_000)])
    meter = LoudnessMeter(48_000, 2)
    values = []
    for _ in range(25):
        for start in range(0, len(pattern), 4_800):
            meter.add(pattern[start : start + 4_800])
            values.append(meter.momentary)
    np.testing.assert_allclose(values[10:], -23.0, atol=0.1)


@pytest.mark.parametrize("rate", RATES)
def test_true_peaks_lie_between_the_samples(rate: int) -> None:
    """A sine at a quarter of the rate, sampled 45 degrees off its peaks: 3 dB more than any sample shows."""
    n = np.arange(rate)
    wave = (0.5 * np.sin(np.pi / 2 * n + np.pi / 4)).astype(np.float32)[:, None]
    wave *= np.minimum(1.0, np.minimum(n, n[::-1]) / 2_000)[:, None].astype(np.float32)
    assert np.abs(wave).max() == pytest.approx(0.3536, abs=1e-3)
    assert measured(wave, rate=rate).true_peak_db == pytest.approx(-6.02, abs=0.3)


def test_silence_and_reset() -> None:
    meter = measured(np.zeros((30_000, 1), np.float32), rate=24_000)
    assert meter.momentary == meter.short_term == meter.integrated == -math.inf
    assert meter.true_peak_db == -math.inf
    meter.reset()
    meter.add(sine(2, -20.0, 24_000, 1))
    assert meter.integrated == pytest.approx(-23.0, abs=0.1)
    meter.reset()
    assert meter.integrated == -math.inf
    assert meter.true_peak == 0.0
    meter.add(np.zeros((0, 1), np.float32))
