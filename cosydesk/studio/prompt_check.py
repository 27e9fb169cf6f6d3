"""Whether a recording is fit to clone a voice from: findings with figures, and the best stretch of it. No Qt.

A `Recorded` looks at the whole recording once; judging a stretch of it then takes a moment, also while its ends are
being dragged.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cosydesk.studio.clipping import clipped_samples
from cosydesk.studio.sound import Samples
from cosydesk.studio.speech_frames import SILENT_PEAK_DB, Speech, find_speech, frame_levels, frame_size

SHORTEST_S = 1.0
SHORT_S = 3.0
LONGEST_S = 30.0
LOWEST_RATE_HZ = 16_000
SILENT_WARNING = 0.45

_QUIET_DB = -36.0
_LOUD_DB = -9.0
_NOISY_DB = 20.0
_VERY_NOISY_DB = 10.0
_CLIPPED_WARNING = 2e-5
_CLIPPED_PROBLEM = 0.005
_CANCELLED_DB = 8.0


class Severity(StrEnum):
    """A problem is what the models can't use; with a warning the clone will be worse than need be."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


class Check(StrEnum):
    """What is looked at, in the order of showing."""

    LENGTH = "length"
    LEVEL = "level"
    CLIPPING = "clipping"
    NOISE = "noise"
    SILENCE = "silence"
    ENDS = "ends"  # see `speech_check`
    RATE = "rate"
    CHANNELS = "channels"
    WORDS = "words"  # see `prompt_words`


@dataclass(frozen=True)
class Finding:
    """One check's answer.

    Attributes:
        code: stable, for the words: e.g. ``length_ok``, ``length_short``, ``noise_strong``.
        figure: the measured value: seconds, dBFS, share 0..1, dB above the noise, Hz, or a count; see `judge`.
    """

    check: Check
    severity: Severity
    code: str
    figure: float


@dataclass(frozen=True)
class Recorded:
    """A recording that was looked at as a whole.

    Attributes:
        samples: float32 mono, shape (n,). sample_rate: Hz.
        channels: of the source. mixed_away_db: how much of the sound was lost where channels cancel out.
        levels: dBFS of each frame of 10 ms. clipped_before: clipped samples before each frame, one longer.
    """

    samples: Samples
    sample_rate: int
    channels: int
    mixed_away_db: float
    levels: npt.NDArray[np.float32]
    clipped_before: npt.NDArray[np.int64]

    @classmethod
    def of(
        cls, samples: Samples, sample_rate: int, channels: int = 1, mixed_away_db: float = 0.0
    ) -> Recorded:
        """Look at a recording; under 50 ms for a minute of it."""
        size = frame_size(sample_rate)
        levels = frame_levels(samples, sample_rate)
        edges = np.minimum(np.arange(len(levels) + 1, dtype=np.int64) * size, len(samples))
        edges[-1] = len(samples)
        at = clipped_samples(samples)
        return cls(samples, sample_rate, channels, mixed_away_db, levels, np.searchsorted(at, edges))

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate

    def frames(self, start: int, end: int) -> slice:
        """The frames that lie in a stretch of samples."""
        size = frame_size(self.sample_rate)
        first = min(-(-start // size), len(self.levels))
        return slice(first, max(first, min(end // size, len(self.levels))))

    def spoken_s(self, start: int, end: int) -> float:
        """How long is spoken in a stretch."""
        return find_speech(self.levels[self.frames(start, end)]).seconds

    def clipped(self, start: int, end: int) -> int:
        """How many samples of a stretch are clipped."""
        frames = self.frames(start, end)
        return int(self.clipped_before[frames.stop] - self.clipped_before[frames.start])


def judge(recorded: Recorded, start: int = 0, end: int | None = None) -> tuple[Finding, ...]:
    """All findings about the samples from `start` to `end`, one for each `Check` of the sound, in their order.

    Figures: length in s; level as RMS of the speech in dBFS; clipping as share of samples; noise as distance from the
    speech in dB; silence as share of the time; rate in Hz; channels as a count.
    """
    end = len(recorded.samples) if end is None else end
    speech = find_speech(recorded.levels[recorded.frames(start, end)])
    return (
        _length((end - start) / recorded.sample_rate),
        _level(speech),
        _clipping(recorded.clipped(start, end) / max(1, end - start)),
        _noise(speech),
        _silence(speech),
        _rate(recorded.sample_rate),
        _channels(recorded),
    )


def usable(findings: tuple[Finding, ...]) -> bool:
    """Whether a voice can be made of it."""
    return all(finding.severity is not Severity.PROBLEM for finding in findings)


def _length(seconds: float) -> Finding:
    if seconds < SHORTEST_S:
        return Finding(Check.LENGTH, Severity.PROBLEM, "length_none", seconds)
    if seconds < SHORT_S:
        return Finding(Check.LENGTH, Severity.WARNING, "length_short", seconds)
    if seconds > LONGEST_S:
        return Finding(Check.LENGTH, Severity.PROBLEM, "length_long", seconds)
    return Finding(Check.LENGTH, Severity.OK, "length_ok", seconds)


def _level(speech: Speech) -> Finding:
    level = speech.level_db
    if not speech.speaking.any() or level < SILENT_PEAK_DB:
        return Finding(Check.LEVEL, Severity.PROBLEM, "level_none", level)
    if level < _QUIET_DB:
        return Finding(Check.LEVEL, Severity.WARNING, "level_low", level)
    if level > _LOUD_DB:
        return Finding(Check.LEVEL, Severity.WARNING, "level_high", level)
    return Finding(Check.LEVEL, Severity.OK, "level_ok", level)


def _clipping(share: float) -> Finding:
    if share > _CLIPPED_PROBLEM:
        return Finding(Check.CLIPPING, Severity.PROBLEM, "clipping_strong", share)
    if share > _CLIPPED_WARNING:
        return Finding(Check.CLIPPING, Severity.WARNING, "clipping_some", share)
    return Finding(Check.CLIPPING, Severity.OK, "clipping_ok", share)


def _noise(speech: Speech) -> Finding:
    distance = speech.snr_db
    if not speech.speaking.any():
        return Finding(Check.NOISE, Severity.OK, "noise_unknown", distance)
    if distance < _VERY_NOISY_DB:
        return Finding(Check.NOISE, Severity.WARNING, "noise_strong", distance)
    if distance < _NOISY_DB:
        return Finding(Check.NOISE, Severity.WARNING, "noise_some", distance)
    return Finding(Check.NOISE, Severity.OK, "noise_ok", distance)


def _silence(speech: Speech) -> Finding:
    share = 1.0 - float(speech.speaking.mean()) if len(speech.speaking) else 1.0
    if speech.seconds < SHORTEST_S:
        return Finding(Check.SILENCE, Severity.PROBLEM, "silence_all", share)
    if share > SILENT_WARNING:
        return Finding(Check.SILENCE, Severity.WARNING, "silence_much", share)
    return Finding(Check.SILENCE, Severity.OK, "silence_ok", share)


def _rate(rate: int) -> Finding:
    fine = rate >= LOWEST_RATE_HZ
    severity, code = (Severity.OK, "rate_ok") if fine else (Severity.PROBLEM, "rate_low")
    return Finding(Check.RATE, severity, code, rate)


def _channels(recorded: Recorded) -> Finding:
    count = recorded.channels
    if recorded.mixed_away_db > _CANCELLED_DB:
        return Finding(Check.CHANNELS, Severity.WARNING, "channels_cancel", count)
    code = "channels_one" if count == 1 else "channels_mixed"
    return Finding(Check.CHANNELS, Severity.OK, code, count)
