"""What is measured of a delivery, by libebur128 and, where that isn't, by our own meter."""

from __future__ import annotations

import math

import numpy as np
import pytest
from support.studio import tone

from cosydesk.studio.delivery import meter
from cosydesk.studio.delivery.meter import Meter

RATE = 48_000


def measured(channels: int = 1, true: bool = True) -> Meter:
    """Two seconds of a tone, then one of silence, in blocks that fit nothing."""
    sound = np.concatenate([tone(2.0, 997.0, RATE), np.zeros(RATE, np.float32)])
    frames = np.repeat(sound[:, None], channels, axis=1)
    made = Meter(RATE, channels, true)
    for first in range(0, len(frames), 7_777):
        made.add(frames[first : first + 7_777])
    made.add(frames[:0])
    return made


@pytest.mark.parametrize("channels", [1, 2])
def test_our_own_meter_says_the_same(channels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = measured(channels)
    loudness, peak = theirs.loudness, theirs.true_peak_db
    monkeypatch.setattr(meter, "pyebur128", None)
    ours = measured(channels)
    assert ours.loudness == pytest.approx(loudness, abs=0.1)
    assert ours.true_peak_db == pytest.approx(peak, abs=0.2)
    assert ours.rms_db == theirs.rms_db
    assert ours.noise_floor_db == theirs.noise_floor_db


def test_without_loudness_the_peak_is_all_that_is_known() -> None:
    made = measured(true=False)
    assert made.peak == pytest.approx(0.4, abs=1e-3)
    assert made.true_peak_db == pytest.approx(20 * math.log10(0.4), abs=0.01)
    assert made.loudness == made.rms_db == made.noise_floor_db == -math.inf


def test_nothing_at_all_is_silence() -> None:
    made = Meter(RATE, 1)
    assert made.loudness == made.true_peak_db == made.rms_db == made.noise_floor_db == -math.inf
