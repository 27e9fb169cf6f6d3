"""Peaks as the eye follows them."""

from __future__ import annotations

import numpy as np
import pytest

from cosydesk.playback.meters import FALL_DB_PER_S, HOLD_S, Meters
from cosydesk.studio.loudness import decibels

RATE = 24_000
TICK = 240


def quiet(meters: Meters, seconds: float, channels: int = 1) -> None:
    for _ in range(round(seconds * RATE / TICK)):
        meters.add(np.zeros((TICK, channels), np.float32))


def test_a_level_rises_at_once_and_falls_slowly_and_its_mark_waits() -> None:
    meters = Meters(RATE)
    meters.add(np.array([[0.1], [-0.5]], np.float32))
    assert meters.levels == meters.held == meters.peaks == (0.5,)
    quiet(meters, 1.0)
    assert decibels(meters.levels[0]) == pytest.approx(decibels(0.5) - FALL_DB_PER_S, abs=0.1)
    assert meters.held == (0.5,)
    quiet(meters, HOLD_S)
    assert 0.0 < meters.levels[0] < meters.held[0] < 0.5
    assert meters.peaks == (0.5,)
    meters.add(np.array([[0.9]], np.float32))
    assert meters.held == meters.levels == (pytest.approx(0.9),)


def test_each_channel_clips_for_itself_and_says_so_until_reset() -> None:
    meters = Meters(RATE, 2)
    meters.add(np.array([[1.0, 1.2]], np.float32))
    quiet(meters, 3.0, 2)
    assert meters.clipped == (False, True)
    meters.rest()
    assert (meters.levels, meters.clipped) == ((0.0, 0.0), (False, True))
    meters.reset()
    assert meters.clipped == (False, False)
    meters.add(np.zeros((0, 2), np.float32))


def test_silence_after_the_end_moves_the_levels_but_is_not_measured() -> None:
    meters = Meters(RATE)
    meters.add(
        np.full((RATE, 1), 0.1, np.float32) * np.sign(np.sin(np.arange(RATE)))[:, None].astype(np.float32)
    )
    integrated = meters.loudness.integrated
    meters.add(np.zeros((RATE, 1), np.float32), measured=False)
    assert meters.loudness.integrated == integrated
    assert meters.levels[0] < 0.01
