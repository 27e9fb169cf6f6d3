"""What a delivered file measures when it is played: a compressed one isn't what was put into it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cosydesk.studio.delivery.levels import Level, Measured, Target, level_for
from cosydesk.studio.delivery.meter import Meter
from cosydesk.studio.delivery.packed_sound import as_os_errors
from cosydesk.studio.delivery.source import Source, stop_if
from cosydesk.studio.mix import Frames

Tell = Callable[[float], None]

_ROUNDS = 3
"""So often a sound is compressed, at most, until it is as loud as it should be."""
_NEAR = 0.3
_SPARE_DB = 0.05
"""Meters differ by so much."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What compressing does to a sound.

    Attributes:
        level: by how many dB or LU it becomes quieter. peak_db: by how many dB its peaks become higher.
    """

    level: float = 0.0
    peak_db: float = 0.3

    def beyond(self, target: Target) -> Target:
        """What has to go in so that the target comes out."""
        return replace(
            target, loudness=target.loudness + self.level, ceiling_db=target.ceiling_db - self.peak_db
        )

    def near(self, other: Loss) -> bool:
        """Whether it makes no difference."""
        return abs(self.level - other.level) < 0.05 and abs(self.peak_db - other.peak_db) < 0.05


def level_heard(
    source: Source,
    before: Measured,
    target: Target,
    compress: Callable[[Level, Tell], Path],
    loss: Loss,
    cancel: threading.Event | None = None,
    tell: Tell = lambda fraction: None,
) -> tuple[Level, Measured]:
    """The gain and ceiling with which the compressed sound meets the target, and what it then measures. Found by
    compressing, listening, and allowing for what was lost; the file that `compress` leaves is made with that level.

    Args:
        before: what the sound measures as it is.
        compress: writes the file with a level, and returns where it is. loss: what that is likely to do to it.
        tell: told a fraction.

    Raises:
        StudioError: ``audio``, ``cancelled``. OSError: the file can't be written or read.
    """
    tried: list[tuple[tuple[float, float], Level, Measured]] = []
    at = 0.0
    for _ in range(_ROUNDS):
        # How many rounds there will be isn't known: each takes half of what is left.
        share = (1.0 - at) / 2.0
        level, given = level_for(source, before, loss.beyond(target), cancel, part_of(tell, at, 0.4 * share))
        path = compress(level, part_of(tell, at + 0.4 * share, 0.4 * share))
        heard = measure_file(path, source.frames, cancel, part_of(tell, at + 0.8 * share, 0.2 * share))
        at += share
        over = max(0.0, heard.true_peak_db + _SPARE_DB - target.ceiling_db)
        missed = abs(heard.level(target) - target.loudness)
        tried.append(((over, missed), level, heard))
        found = Loss(
            given.level(target) - heard.level(target),
            max(0.0, heard.true_peak_db - given.true_peak_db) + _SPARE_DB,
        )
        if (not over and missed <= _NEAR) or not np.isfinite(found.level) or found.near(loss):
            break
        loss = found
    _, level, heard = min(tried, key=lambda each: each[0])
    if level != tried[-1][1]:
        compress(level, part_of(tell, at, 1.0 - at))
    tell(1.0)
    return level, heard


def measure_file(
    path: Path, frames: int, cancel: threading.Event | None = None, tell: Tell = lambda fraction: None
) -> Measured:
    """Play a sound file to a meter. `frames`: about how many it has, for `tell`. Raises `StudioError`
    (``cancelled``), `OSError`.
    """
    meter: Meter | None = None
    done = 0
    with as_os_errors():
        for block, sample_rate in _decoded(path):
            stop_if(cancel)
            meter = meter or Meter(sample_rate, block.shape[1])
            meter.add(block)
            done += len(block)
            tell(min(1.0, done / max(1, frames)))
    meter = meter or Meter(48_000, 1)
    return Measured.by(meter, "")


def _decoded(path: Path) -> Iterator[tuple[Frames, int]]:
    """Float32 of shape (n, channels), and its rate."""
    import av

    floats = av.AudioResampler(format="fltp")
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            for piece in floats.resample(frame):
                yield np.ascontiguousarray(piece.to_ndarray().T, np.float32), piece.sample_rate


def part_of(tell: Tell, start: float, length: float) -> Tell:
    """What a part of the work, `length` of it from `start` on, tells its own fraction."""
    return lambda fraction: tell(start + length * min(1.0, fraction))
