"""Speed without pitch, measured."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from support.spoken import RATE, voice_like

from cosydesk.playback.stretch import SEARCH_S, Stretch, Tape

SPEEDS = (0.5, 0.75, 1.25, 1.5, 2.0)


def tape_of(sound: np.ndarray) -> Tape:
    def read(start: int, n: int) -> np.ndarray:
        out = np.zeros((n, 1), np.float32)
        first, last = max(0, start), min(len(sound), start + n)
        if last > first:
            out[first - start : last - start, 0] = sound[first:last]
        return out

    return read


def harmonic(hz: float, seconds: float) -> np.ndarray:
    """A buzz like a voice's: ten harmonics."""
    t = np.arange(round(seconds * RATE)) / RATE
    return sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, 11)).astype(np.float32) * 0.3


def pitch_of(sound: np.ndarray) -> float:
    """The lowest strong partial, by its place in the spectrum, interpolated."""
    size = 1 << 17
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size))
    at = int(np.argmax(spectrum > spectrum.max() * 0.5))
    at += int(np.argmax(spectrum[at : at + 200]))
    left, middle, right = np.log(spectrum[at - 1 : at + 2])
    return float((at + (left - right) / (2 * (left - 2 * middle + right))) * RATE / size)


def read(stretch: Stretch, n: int, block: int = 333) -> np.ndarray:
    return np.concatenate([stretch.read(min(block, n - start)) for start in range(0, n, block)])[:, 0]


@pytest.mark.parametrize("speed", [*SPEEDS, 4.0, 8.0])
@pytest.mark.parametrize("hz", [85.0, 150.0, 310.0])
def test_the_pitch_stays(speed: float, hz: float) -> None:
    sound = harmonic(hz, 2.0 * speed + 0.1)
    heard = read(Stretch(tape_of(sound), speed, RATE), 2 * RATE)
    assert pitch_of(heard) == pytest.approx(hz, rel=0.004)
    # No pumping and no clicks: as loud all the way, and no step that the sound itself doesn't have.
    loud = np.sqrt(np.square(heard[: RATE * 19 // 10].reshape(-1, RATE // 10)).mean(axis=1))
    assert loud.max() / loud.min() < 1.12
    assert np.abs(np.diff(heard)).max() < 1.3 * np.abs(np.diff(sound)).max()


@pytest.mark.parametrize("speed", SPEEDS)
def test_what_happens_at_a_time_is_heard_at_that_time_over_speed(speed: float) -> None:
    """Bursts a third of a second apart come out as far apart as the speed says, each within the search's reach."""
    sound = np.zeros(4 * RATE, np.float32)
    starts = np.arange(1, 11) * RATE // 3
    burst = voice_like(0.06, 5)
    for start in starts:
        sound[start : start + len(burst)] += burst
    heard = read(Stretch(tape_of(sound), speed, RATE), int(4 * RATE / speed))
    envelope = np.convolve(np.abs(heard), np.ones(RATE // 200) / (RATE // 200), "same")
    loud = envelope > 0.04
    begins = np.flatnonzero(loud[1:] & ~loud[:-1])
    begins = begins[np.insert(np.diff(begins) > RATE / 6 / speed, 0, True)]
    assert len(begins) == len(starts)
    np.testing.assert_allclose(begins, starts / speed, atol=1.2 * SEARCH_S * RATE * max(1.0, 1 / speed))
    assert np.polyfit(starts, begins, 1)[0] == pytest.approx(1 / speed, rel=0.01)


def test_at_its_own_speed_it_is_the_tape_itself() -> None:
    sound = voice_like(1.0, 2)
    np.testing.assert_array_equal(read(Stretch(tape_of(sound), 1.0, RATE), len(sound)), sound)


def test_silence_stays_silent_and_a_copy_reads_ahead() -> None:
    sound = np.concatenate([voice_like(0.5, 1), np.zeros(RATE, np.float32)])
    stretch = Stretch(tape_of(sound), 1.5, RATE)
    stretch.read(1_000)
    ahead = copy.copy(stretch).read(700)
    np.testing.assert_array_equal(stretch.read(700), ahead)
    read(stretch, RATE // 2)
    assert not stretch.read(1_000).any()
