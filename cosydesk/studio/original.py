"""The original sound of a video, decoded once into a file of the cache from which any part can be played at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import soxr

from cosydesk import paths
from cosydesk.studio.errors import StudioError
from cosydesk.studio.kept_sound import Frames, KeptSound
from cosydesk.studio.line import new_id
from cosydesk.studio.peaks import BASE, PeakPyramid
from cosydesk.studio.video_file import VideoFacts, facts_of, sound_of, unreadable

if TYPE_CHECKING:
    import av

_log = logging.getLogger(__name__)

CACHE_BYTES = 8 << 30
"""What the cache may fill; what was used longest ago goes first."""

HIGHEST_HZ = 48_000
"""Sound of a higher rate is kept at this one: it has all that can be heard."""

_FORMAT = 2
_JUMP_S = 0.05
"""Clocks of films are coarse: only gaps and overlaps beyond this are taken seriously."""


@dataclass(frozen=True)
class Original:
    """A video's sound, from the start of the timeline.

    Attributes:
        path: the video. facts: what it says about itself.
        sound: at its own rate, or at `HIGHEST_HZ` when that is lower; empty when it has none.
        length: samples at that rate to its end, picture or sound, whichever is longer.
        peaks: what its waveform is drawn from, at that rate.
    """

    path: Path
    facts: VideoFacts
    sound: KeptSound
    length: int
    peaks: PeakPyramid

    def length_at(self, sample_rate: int) -> int:
        """Samples at this rate to its end."""
        return -(-self.length * sample_rate // self.sound.sample_rate)


def open_original(
    path: Path,
    on_progress: Callable[[float], None] | None = None,
    cancel: threading.Event | None = None,
) -> Original:
    """The sound of a video, from the cache or decoded into it; any thread. A film of an hour takes some seconds the
    first time.

    Args:
        on_progress: told a fraction from 0 to 1, in the calling thread. cancel: set it to stop.

    Raises:
        StudioError: ``missing``; ``video_unreadable``; ``write``: the cache can't be written; ``cancelled``.
    """
    try:
        entry = _Entry.of(path)
    except OSError as error:
        raise StudioError(
            f"There is no file {path.name}.", "It may have been moved or renamed.", "missing"
        ) from error
    if (found := entry.load(path)) is not None:
        return found
    folder = entry.samples.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entry.make(path, on_progress or (lambda fraction: None), cancel)
    except OSError as error:
        raise StudioError(
            f"The sound of {path.name} can't be kept: {error.strerror or error}",
            "Make room on the disk, then open the video again.",
            "write",
        ) from error
    _tidy(folder, entry, path)
    made = entry.load(path)
    if made is None:
        raise unreadable(path)
    return made


@dataclass(frozen=True)
class _Entry:
    """The files of one video in the cache; the last one is written last."""

    samples: Path
    peaks: Path
    about: Path

    @classmethod
    def of(cls, path: Path) -> _Entry:
        stat = path.stat()
        name = f"{_FORMAT}|{path.absolute()}|{stat.st_size}|{stat.st_mtime_ns}"
        key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        folder = paths.cache_dir() / "original"
        return cls(*(folder / f"{key}.{kind}" for kind in ("f32", "peaks", "json")))

    def load(self, path: Path) -> Original | None:
        """None when it isn't there, or not whole."""
        try:
            about = json.loads(self.about.read_bytes())
            facts = VideoFacts(**{**about["facts"], "start": Fraction(about["facts"]["start"])})
            count, channels, rate = (int(about[key]) for key in ("samples", "channels", "sample_rate"))
            if self.samples.stat().st_size != 4 * count * channels:
                return None
            peaks = PeakPyramid.from_bytes(self.peaks.read_bytes(), count)
            # Unbuffered: what is read is read in blocks, and a buffer would be read ahead for each jump.
            sound = KeptSound(self.samples.open("rb", buffering=0), rate, channels)
            os.utime(self.about)
            return Original(path, facts, sound, int(about["length"]), peaks)
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
            return None

    def make(self, path: Path, tell: Callable[[float], None], cancel: threading.Event | None) -> None:
        """Decode. Raises `StudioError`, `OSError` (it can't be written)."""
        mark = new_id()[:8]
        temporary = [
            file.with_name(f".{file.name}.{mark}.tmp") for file in (self.samples, self.peaks, self.about)
        ]
        try:
            with temporary[0].open("wb") as out:
                film = _Film(path, tell, cancel)
                writer = _Writer(out)
                for block in film.blocks():
                    writer.add(block)
            facts = film.facts
            assert facts is not None
            temporary[1].write_bytes(writer.peaks())
            about = {
                "path": str(path.absolute()),
                "facts": {**asdict(facts), "start": str(facts.start)},
                "length": max(writer.count, round(facts.duration_s * film.sample_rate)),
                "samples": writer.count,
                "channels": writer.channels,
                "sample_rate": film.sample_rate,
            }
            temporary[2].write_text(json.dumps(about), encoding="utf-8")
            for made, file in zip(temporary, (self.samples, self.peaks, self.about), strict=True):
                os.replace(made, file)
        finally:
            for made in temporary:
                with contextlib.suppress(OSError):
                    made.unlink()


class _Writer:
    """Writes blocks of sound, and sums up their peaks as they pass."""

    def __init__(self, out: BinaryIO) -> None:
        self.count = 0
        self.channels = 1
        self._out = out
        self._rest = np.zeros(0, np.float32)
        self._pairs: list[bytes] = []

    def add(self, block: Frames) -> None:
        self.channels = block.shape[1]
        self.count += len(block)
        self._out.write(np.ascontiguousarray(block, "<f4").tobytes())
        mono = np.concatenate([self._rest, block.mean(axis=1, dtype=np.float32)])
        whole = len(mono) // BASE * BASE
        self._rest = mono[whole:]
        if whole:
            self._pairs.append(_finest(mono[:whole]))

    def peaks(self) -> bytes:
        """Of all that was added, as `PeakPyramid.from_bytes` reads them."""
        if len(self._rest) or not self.count:
            self._pairs.append(_finest(self._rest))
            self._rest = self._rest[:0]
        return b"".join(self._pairs)


def _finest(mono: np.ndarray[tuple[int], np.dtype[np.float32]]) -> bytes:
    return PeakPyramid.of(mono).to_bytes()


class _Film:
    """Reads the sound of a film in order, on the clock of its picture.

    Attributes:
        facts: known once reading has begun. sample_rate: of what is read, Hz; likewise.
    """

    def __init__(self, path: Path, tell: Callable[[float], None], cancel: threading.Event | None) -> None:
        self.facts: VideoFacts | None = None
        self.sample_rate = HIGHEST_HZ
        self._path = path
        self._tell = tell
        self._cancel = cancel

    def blocks(self) -> Iterator[Frames]:
        """Float32 of shape (n, 1) or (n, 2) at `sample_rate`. Raises `StudioError`."""
        import av  # here: it takes a fifth of a second, which the start of the window hasn't

        try:
            with av.open(str(self._path)) as container:
                self.facts = facts_of(container)
                sound = sound_of(container)
                if sound is None and not self.facts.width:
                    raise unreadable(self._path)
                if sound is not None:
                    yield from self._resampled(container, sound)
        except (av.FFmpegError, ValueError) as error:
            raise unreadable(self._path) from error

    def _resampled(self, container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[Frames]:
        rate = int(stream.rate or 0)
        channels = 1 if stream.channels == 1 else 2
        if rate <= 0:
            return
        self.sample_rate = min(rate, HIGHEST_HZ)
        if rate == self.sample_rate:
            yield from self._placed(container, stream, rate, channels)
            return
        resampler = soxr.ResampleStream(rate, self.sample_rate, channels, dtype="float32", quality="HQ")
        for block in self._placed(container, stream, rate, channels):
            yield _framed(resampler.resample_chunk(_as_soxr(block)), channels)
        yield _framed(
            resampler.resample_chunk(_as_soxr(np.zeros((0, channels), np.float32)), last=True), channels
        )

    def _placed(
        self, container: av.container.InputContainer, stream: av.AudioStream, rate: int, channels: int
    ) -> Iterator[Frames]:
        """What is decoded, each block at its time: gaps are silence, and what overlaps is left out."""
        assert self.facts is not None
        given = 0
        began = False
        for time, block in self._decoded(container, stream, rate, channels):
            if time is not None:
                at = round((time - self.facts.start) * rate)
                if at > given and (not began or at - given > _JUMP_S * rate):
                    yield from _silence(at - given, channels)
                    given = at
                elif at < given and (not began or given - at > _JUMP_S * rate):
                    block = block[given - at :]
            if len(block):
                began = True
                given += len(block)
                yield block
            if self.facts.duration_s:
                self._tell(min(1.0, given / rate / self.facts.duration_s))

    def _decoded(
        self, container: av.container.InputContainer, stream: av.AudioStream, rate: int, channels: int
    ) -> Iterator[tuple[Fraction | None, Frames]]:
        """(second by the film's clock, float32 of shape (n, channels)), in order; what is damaged is left out."""
        import av

        layout = "mono" if channels == 1 else "stereo"
        mixer: av.AudioResampler | None = None
        kind: tuple[str, str, int] | None = None
        for packet in container.demux(stream):
            if self._cancel is not None and self._cancel.is_set():
                raise StudioError("Reading was cancelled.", code="cancelled")
            try:
                frames = packet.decode()
            except av.FFmpegError as error:
                _log.info("a piece of the sound of %s is damaged: %s", self._path.name, error)
                continue
            for frame in frames:
                found = (frame.format.name, frame.layout.name, frame.sample_rate)
                if mixer is None or found != kind:
                    mixer, kind = av.AudioResampler(format="flt", layout=layout, rate=rate), found
                time = None if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
                for piece in mixer.resample(frame):
                    samples = np.asarray(piece.to_ndarray(), np.float32).reshape(-1, channels)
                    yield time, np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
                    time = None


def _silence(n: int, channels: int) -> Iterator[Frames]:
    while n > 0:
        count = min(n, 1 << 18)
        yield np.zeros((count, channels), np.float32)
        n -= count


def _as_soxr(block: Frames) -> Frames:
    return np.ascontiguousarray(block[:, 0] if block.shape[1] == 1 else block)


def _framed(block: Frames, channels: int) -> Frames:
    return block.reshape(-1, channels)


def _tidy(folder: Path, keep: _Entry, path: Path) -> None:
    """Remove what the same video was before, and what was used longest ago when it is too much."""
    entries: list[tuple[float, int, list[Path]]] = []
    for about in folder.glob("*.json"):
        files = [about, about.with_suffix(".f32"), about.with_suffix(".peaks")]
        try:
            stale = json.loads(about.read_bytes()).get("path") == str(path.absolute())
            used, size = about.stat().st_mtime, sum(file.stat().st_size for file in files)
        except (OSError, ValueError, AttributeError, RecursionError):
            stale, used, size = True, 0.0, 0
        if about == keep.about:
            used = float("inf")
        elif stale:
            _remove(files)
            continue
        entries.append((used, size, files))
    room = CACHE_BYTES
    for used, size, files in sorted(entries, key=lambda entry: -entry[0]):
        room -= size
        if room < 0 and used != float("inf"):
            _remove(files)


def _remove(files: list[Path]) -> None:
    for file in files:
        # One that another window plays can't go on some systems; it goes the next time.
        with contextlib.suppress(OSError):
            file.unlink()
