"""How loud a file is to be: the presets, and the gain and ceiling that bring a sound there."""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from cosydesk.studio.delivery.limiter import Limiter
from cosydesk.studio.delivery.meter import Meter
from cosydesk.studio.delivery.notice import Notice, notice
from cosydesk.studio.delivery.source import Source
from cosydesk.studio.mix import Frames

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Attributes:
    loudness: LUFS, or dB of RMS where `rms`. ceiling_db: dBTP that no peak is above.
    lowest, highest: between which the loudness must lie.
    """

    loudness: float
    ceiling_db: float
    rms: bool = False
    lowest: float = -math.inf
    highest: float = math.inf


def _lufs(loudness: float, ceiling_db: float) -> Target:
    return Target(loudness, ceiling_db, lowest=loudness - 0.5, highest=loudness + 0.5)


TARGETS = {
    "ebu_r128": _lufs(-23.0, -1.0),
    "atsc_a85": _lufs(-24.0, -2.0),
    "podcast": _lufs(-16.0, -1.0),
    "streaming": _lufs(-14.0, -1.0),
    "audiobook": Target(-20.0, -3.0, rms=True, lowest=-23.0, highest=-18.0),
}
"""By `Recipe.loudness`."""

NOISE_FLOOR_DB = -60.0
"""What audiobook publishers want the quietest half second to be below."""

_FULL_SCALE = 0.999
_NEAR = 0.25
_LEAST_SLOPE = 0.15
_TRIES = 6
_MARGIN_DB = 0.15
_GREATEST_GAIN_DB = 60.0
_PRESSED_DB = 10.0
"""Speech is driven so far into the limiter beyond what it would need without, and no further."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sound measures. `peak` is an amplitude, `digest` a fingerprint of its samples."""

    peak: float
    true_peak_db: float
    loudness: float
    rms_db: float
    noise_floor_db: float
    digest: str

    @classmethod
    def by(cls, meter: Meter, digest: str) -> Measured:
        """What the meter shows."""
        return cls(
            meter.peak,
            meter.true_peak_db,
            meter.loudness,
            meter.rms_db,
            meter.noise_floor_db,
            digest,
        )

    def level(self, target: Target) -> float:
        """What the target counts."""
        return self.rms_db if target.rms else self.loudness


@dataclass(frozen=True, slots=True)
class Level:
    """What is done to a sound. `ceiling` is the amplitude it is limited to, None = it isn't."""

    gain: float = 1.0
    ceiling: float | None = None
    notices: tuple[Notice, ...] = field(default=())

    @property
    def gain_db(self) -> float:
        return 20.0 * math.log10(self.gain)


def levelled(source: Source, level: Level, cancel: threading.Event | None = None) -> Iterator[Frames]:
    """The sound as it is to be written, in blocks; as many frames as the source has."""
    limiter = None
    if level.ceiling is not None:
        limiter = Limiter(source.sample_rate, source.channels, level.ceiling)
    for block in source.blocks(cancel):
        if level.gain != 1.0:
            block = block * np.float32(level.gain)
        yield block if limiter is None else limiter.process(block)
    if limiter is not None:
        yield limiter.process(np.zeros((0, source.channels), np.float32), last=True)


def measure(
    source: Source,
    level: Level,
    true: bool,
    cancel: threading.Event | None = None,
    tell: Tell | None = None,
) -> Measured:
    """Go through the sound. `true`: measure loudness and true peak, which takes most of the time."""
    meter = Meter(source.sample_rate, source.channels, true)
    digest = hashlib.sha256()
    done, frames = 0, max(1, source.frames)
    for block in levelled(source, level, cancel):
        meter.add(block)
        digest.update(np.ascontiguousarray(block).data)
        done += len(block)
        if tell is not None:
            tell(done / frames)
    return Measured.by(meter, digest.hexdigest())


def unchanged(measured: Measured, clips: bool) -> Level:
    """As it is, but lowered as a whole where it would be beyond full scale and the format `clips`."""
    if not clips or measured.peak <= 1.0:
        return Level()
    gain = _FULL_SCALE / measured.peak
    lowered = notice(
        "lowered", "The mix was too loud and was lowered by {db} dB.", db=f"{-20.0 * math.log10(gain):.1f}"
    )
    return Level(gain, notices=(lowered,))


def level_for(
    source: Source,
    before: Measured,
    target: Target,
    cancel: threading.Event | None = None,
    tell: Tell | None = None,
) -> tuple[Level, Measured]:
    """The gain and ceiling with which the sound meets the target, and what it then measures. Found by trying:
    limiting takes loudness away. See `unmet`.

    Args:
        before: what it measures as it is.
    """
    start = before.level(target)
    if not math.isfinite(start):
        return Level(), before
    gain_db = min(target.loudness - start, _GREATEST_GAIN_DB)
    if before.true_peak_db + gain_db <= target.ceiling_db:
        return Level(_factor(gain_db)), _raised(before, gain_db)
    limit_db = target.ceiling_db - _MARGIN_DB
    most_db = min(gain_db + _PRESSED_DB, _GREATEST_GAIN_DB)
    level, after = Level(), before
    last_db, last_level = 0.0, start
    for _ in range(_TRIES):
        level = Level(_factor(gain_db), _factor(limit_db))
        after = measure(source, level, True, cancel, tell)
        reached = after.level(target)
        over = after.true_peak_db - target.ceiling_db
        if abs(target.loudness - reached) <= _NEAR and over <= 0.0:
            break
        if over > 0.0:
            limit_db -= over + 0.02
        # Under the limiter a dB of gain makes less than a dB of loudness: as much less as it did the last time.
        moved = gain_db - last_db
        slope = (reached - last_level) / moved if abs(moved) > 0.01 else 1.0
        last_db, last_level = gain_db, reached
        gain_db += (target.loudness - reached) / min(1.0, max(_LEAST_SLOPE, slope))
        gain_db = min(gain_db, most_db)
        if gain_db == last_db and over <= 0.0:
            break
    return level, after


def unmet(after: Measured, target: Target) -> tuple[Notice, ...]:
    """What there is to say about a sound that measures this and should meet the target."""
    found: list[Notice] = []
    level = after.level(target)
    if not target.lowest <= level <= target.highest:
        found.append(
            notice(
                "level_missed",
                "The level is {level} instead of {target}: more would press the speech flat.",
                level=f"{level:.1f} {'dB' if target.rms else 'LUFS'}",
                target=f"{target.loudness:.0f}",
            )
        )
    if target.rms and after.noise_floor_db >= NOISE_FLOOR_DB:
        found.append(
            notice(
                "noise_floor",
                "The noise floor is {db} dB; audiobook publishers want less than {limit} dB.",
                db=f"{after.noise_floor_db:.0f}",
                limit=f"{NOISE_FLOOR_DB:.0f}",
            )
        )
    return tuple(found)


def _raised(measured: Measured, gain_db: float) -> Measured:
    return replace(
        measured,
        peak=measured.peak * _factor(gain_db),
        true_peak_db=measured.true_peak_db + gain_db,
        loudness=measured.loudness + gain_db,
        rms_db=measured.rms_db + gain_db,
        noise_floor_db=measured.noise_floor_db + gain_db,
    )


def _factor(db: float) -> float:
    return float(10.0 ** (db / 20.0))
