"""Loudness and peaks as broadcasters measure them: ITU-R BS.1770-4 and EBU R128. numpy, no Qt."""

from __future__ import annotations

import math
from array import array
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cosydesk.studio.mix import Frames

SILENCE_LUFS = -math.inf
"""What silence measures."""

STEP_S = 0.1
"""Loudness is known anew this often: blocks of 0.4 s overlap by three quarters."""
MOMENTARY_STEPS = 4
SHORT_TERM_STEPS = 30

_OFFSET_LU = -0.691  # BS.1770: what makes a full-scale sine of 997 Hz in one channel read -3.01
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE_LU = -10.0
_BLOCK = 128
_OVERSAMPLING = 4
TAPS = 24
"""Samples that the points between two are reckoned from."""

Array = npt.NDArray[np.float64]


class KWeighting:
    """The K filter of BS.1770, annex 1: a high shelf for the head, then a high-pass, as one filter with four states.

    It runs in blocks of matrix products, since numpy has no recursive filter: y = T x + O s, and s' = A^n s + R x.
    """

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._matrices = _matrices(sample_rate)
        self._state: Array = np.zeros((4, channels))

    def filter(self, frames: npt.NDArray[np.floating]) -> Array:
        """The weighted sound of frames (n, channels), after those of the calls before."""
        responses, observed, powers, reached = self._matrices
        out = np.empty(frames.shape, np.float64)
        state = self._state
        for start in range(0, len(frames), _BLOCK):
            part = frames[start : start + _BLOCK]
            n = len(part)
            out[start : start + n] = responses[:n, :n] @ part + observed[:n] @ state
            state = powers[n] @ state + reached[:, _BLOCK - n :] @ part
        self._state = state
        return out


class LoudnessMeter:
    """Measures sound as it comes.

    Loudness is in LUFS, `SILENCE_LUFS` while there is none. With one channel it is that of a mono file; the same
    sound in both channels of a stereo file measures 3 LU more.

    Attributes:
        sample_rate: Hz. channels: 1 or 2; both count alike.
        true_peak: greatest amplitude between the samples too (annex 2), 1.0 = full scale, since the last reset.
    """

    def __init__(self, sample_rate: int, channels: int = 1) -> None:
        self.sample_rate = sample_rate
        self.channels = channels
        self.reset()

    def reset(self) -> None:
        """Forget everything heard so far."""
        self.true_peak = 0.0
        self._filter = KWeighting(self.sample_rate, self.channels)
        self._before = np.zeros((TAPS - 1, self.channels), np.float32)
        self._step = round(STEP_S * self.sample_rate)
        self._filled = 0
        self._sum = 0.0
        self._recent: list[float] = []
        self._blocks = array("d")

    def add(self, frames: Frames) -> None:
        """Take in more sound, float32 of shape (n, channels)."""
        if not len(frames):
            return
        joined = np.concatenate([self._before, frames])
        self._before = joined[len(joined) - TAPS + 1 :]
        between = np.lib.stride_tricks.sliding_window_view(joined, TAPS, axis=0) @ between_samples(
            _OVERSAMPLING
        )
        self.true_peak = max(self.true_peak, float(np.abs(frames).max()), float(np.abs(between).max()))
        power = (self._filter.filter(frames) ** 2).sum(axis=1)
        done = 0
        while done < len(power):
            count = min(self._step - self._filled, len(power) - done)
            self._sum += float(power[done : done + count].sum())
            self._filled += count
            done += count
            if self._filled == self._step:
                self._end_step()

    @property
    def momentary(self) -> float:
        """Loudness of the last 0.4 s."""
        return _lufs(sum(self._recent[-MOMENTARY_STEPS:]) / MOMENTARY_STEPS)

    @property
    def short_term(self) -> float:
        """Loudness of the last 3 s."""
        return _lufs(sum(self._recent) / SHORT_TERM_STEPS)

    @property
    def integrated(self) -> float:
        """Loudness of everything since the last reset; what is far quieter than the rest doesn't count."""
        powers = np.frombuffer(self._blocks) if self._blocks else np.zeros(0)
        powers = powers[powers > _power(_ABSOLUTE_GATE)]
        if not len(powers):
            return SILENCE_LUFS
        gate = _power(_lufs(float(powers.mean())) + _RELATIVE_GATE_LU)
        return _lufs(float(powers[powers > gate].mean()))

    @property
    def true_peak_db(self) -> float:
        """`true_peak` in dBTP."""
        return decibels(self.true_peak)

    def _end_step(self) -> None:
        self._recent.append(self._sum / self._step)
        del self._recent[:-SHORT_TERM_STEPS]
        self._filled, self._sum = 0, 0.0
        if len(self._recent) >= MOMENTARY_STEPS:
            self._blocks.append(sum(self._recent[-MOMENTARY_STEPS:]) / MOMENTARY_STEPS)


def decibels(amplitude: float) -> float:
    """20 log10; minus infinity for silence."""
    return 20.0 * math.log10(amplitude) if amplitude > 0.0 else -math.inf


def _lufs(power: float) -> float:
    return _OFFSET_LU + 10.0 * math.log10(power) if power > 0.0 else SILENCE_LUFS


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs - _OFFSET_LU) / 10.0))


def sections(sample_rate: int) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """(b, a) of the two filters at any rate: BS.1770 prints them for 48 kHz, these are their analogue originals."""
    k = math.tan(math.pi * 1681.974450955533 / sample_rate)
    q = 0.7071752369554196
    high = 10.0 ** (3.999843853973347 / 20.0)
    band = high**0.4996667741545416
    a0 = 1.0 + k / q + k * k
    shelf = (
        np.array([high + band * k / q + k * k, 2.0 * (k * k - high), high - band * k / q + k * k]) / a0,
        np.array([1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0]),
    )
    q = 0.5003270373238773
    k, printed = (math.tan(math.pi * 38.13547087602444 / rate) for rate in (sample_rate, 48_000))
    a0 = 1.0 + k / q + k * k
    # The standard prints the numerator without its scale; elsewhere it must let as much pass as there.
    scale = (1.0 + printed / q + printed * printed) / a0
    high_pass = (
        np.array([1.0, -2.0, 1.0]) * scale,
        np.array([1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0]),
    )
    return shelf, high_pass


@lru_cache(maxsize=4)
def between_samples(oversampling: int) -> npt.NDArray[np.float32]:
    """Weights of `TAPS` samples for the points between the middle two, shape (taps, oversampling - 1): a windowed
    sinc.
    """
    points = np.arange(1, oversampling) / oversampling + TAPS // 2 - 1
    away = np.arange(TAPS)[:, None] - points[None, :]
    window = np.i0(8.0 * np.sqrt(1.0 - np.clip(away / (TAPS / 2), -1.0, 1.0) ** 2)) / np.i0(8.0)
    weights: npt.NDArray[np.float32] = (np.sinc(away) * window).astype(np.float32)
    return weights


@lru_cache(maxsize=4)
def _matrices(sample_rate: int) -> tuple[Array, Array, Array, Array]:
    """(T, O, powers of A, R) of `KWeighting` for blocks of up to `_BLOCK` samples."""
    (a1, b1, c1, d1), (a2, b2, c2, d2) = (_state_space(*section) for section in sections(sample_rate))
    a = np.block([[a1, np.zeros((2, 2))], [b2 @ c1, a2]])
    b = np.concatenate([b1, b2 * d1])
    c = np.concatenate([d2 * c1, c2], axis=1)
    powers = np.empty((_BLOCK + 1, 4, 4))
    powers[0] = np.eye(4)
    for n in range(_BLOCK):
        powers[n + 1] = a @ powers[n]
    observed = (c @ powers[:-1])[:, 0]
    impulse = np.concatenate([[d1 * d2], (observed @ b)[:-1, 0]])
    lags = np.arange(_BLOCK)[:, None] - np.arange(_BLOCK)[None, :]
    responses = np.where(lags >= 0, impulse[np.maximum(lags, 0)], 0.0)
    reached = (powers[:-1] @ b)[::-1, :, 0].T
    return responses, observed, powers, np.ascontiguousarray(reached)


def _state_space(b: Array, a: Array) -> tuple[Array, Array, Array, float]:
    """A second-order filter as x' = A x + B u, y = C x + D u (transposed direct form II)."""
    d = float(b[0])
    return (
        np.array([[-a[1], 1.0], [-a[2], 0.0]]),
        np.array([[b[1] - a[1] * d], [b[2] - a[2] * d]]),
        np.array([[1.0, 0.0]]),
        d,
    )
