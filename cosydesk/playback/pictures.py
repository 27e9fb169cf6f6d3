"""The pictures of a film by time, exactly: the one that is on the screen at a moment, whichever way one got there.

PyAV decodes; no Qt. Qt's own player was tried: after a seek it shows a picture up to two later than the one that was
asked for, and it can't play backwards.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cosydesk.studio.video_file import VideoFacts, facts_of, picture_of, unreadable

if TYPE_CHECKING:
    import av

CACHE_BYTES = 192 << 20
"""Decoded pictures around the present one, so that stepping and playing backwards is quick."""

_SLACK_S = Fraction(1, 1000)
"""Clocks of films count in milliseconds at worst: a picture may be stamped so much later than it is meant."""
_ON_S = 3
"""What lies at most so far ahead is reached by decoding on, not by a jump."""
_HD_HEIGHT = 720
_UNSPECIFIED = 2


@dataclass(frozen=True)
class Picture:
    """A picture, ready to be painted.

    Attributes:
        image: uint8 of shape (height, width, 4): blue, green, red, 255.
        start, end: seconds of the timeline between which it is to be seen.
    """

    image: npt.NDArray[np.uint8]
    start: float
    end: float

    def covers(self, seconds: float) -> bool:
        """Whether it is the one to be seen then."""
        return self.start <= seconds < self.end


@dataclass
class _Decoded:
    """A picture as the decoder gave it, from `pts` to the next one's; that is None until it is decoded too."""

    pts: int
    frame: av.VideoFrame
    end: float | None = None


class Pictures:
    """Reads one film. Not thread-safe; times are seconds of the timeline.

    Attributes:
        facts: what the file says about itself.
    """

    def __init__(self, path: Path) -> None:
        """Raises `StudioError` (``video_unreadable``): there is no picture that can be decoded."""
        import av

        self._path = path
        self._error: type[Exception] = av.FFmpegError
        try:
            self._container = av.open(str(path))
        except (av.FFmpegError, ValueError, OSError) as error:
            raise unreadable(path) from error
        video = picture_of(self._container)
        if video is None or video.time_base is None or video.codec_context is None:
            self._container.close()
            raise unreadable(path)
        video.thread_type = "AUTO"
        self._stream = video
        self._tick = video.time_base
        self.facts: VideoFacts = facts_of(self._container)
        self._cache: list[_Decoded] = []
        self._bytes = 0
        self._coming: Iterator[av.VideoFrame] | None = None
        self._last: _Decoded | None = None

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._coming = None
        self._cache.clear()
        self._container.close()

    def at(
        self, seconds: float, size: tuple[int, int], given_up: Callable[[], bool] = lambda: False
    ) -> Picture | None:
        """The picture at a time, fitted into `size` (width, height in device pixels); None after the film's end, or
        when it was given up on the way.

        Raises:
            StudioError: ``video_unreadable``: nothing can be decoded.
        """
        if seconds >= self.facts.duration_s or seconds < 0:
            return None
        target = self._pts_of(seconds)
        try:
            found = self._cached(target) or self._decoded(target, given_up)
        except (self._error, ValueError) as error:
            raise unreadable(self._path) from error
        return self._picture(found, size) if found is not None else None

    def prepare(self, seconds: float, ahead: int = 6) -> bool:
        """Decode one picture more for the time after this one; False when enough are ready."""
        if self._last is None or self._coming is None:
            return False
        target = self._pts_of(seconds)
        ready = sum(1 for entry in self._cache if entry.pts > target)
        if ready >= ahead or self._last.pts < target:
            return False
        try:
            return self._next(target) is not None
        except (self._error, ValueError):
            return False

    # -- finding ---------------------------------------------------------------------------------------------

    def _pts_of(self, seconds: float) -> int:
        slack = _SLACK_S
        if self.facts.frame_rate > 0:
            slack = min(slack, Fraction(1 / (4 * self.facts.frame_rate)))
        return math.floor((self.facts.start + Fraction(seconds) + slack) / self._tick)

    def _seconds_of(self, pts: float) -> float:
        return float(pts * self._tick - self.facts.start) if pts != math.inf else math.inf

    def _cached(self, target: int) -> _Decoded | None:
        at = bisect_right(self._cache, target, key=lambda entry: entry.pts) - 1
        entry = self._cache[at] if at >= 0 else None
        return entry if entry is not None and entry.end is not None and target < entry.end else None

    def _decoded(self, target: int, given_up: Callable[[], bool]) -> _Decoded | None:
        near = self._last is not None and 0 <= target - self._last.pts <= _ON_S / self._tick
        if self._coming is None or not near:
            self._jump(target)
        back_s = 1
        while True:
            if given_up():
                return None
            before = self._last
            entry = self._next(target)
            if entry is None:
                return before or (self._cache[-1] if self._cache else None)
            if entry.pts <= target:
                continue
            if before is not None:
                return before
            if back_s > 64 or entry.pts <= self._pts_of(0.0):
                return entry  # the film begins with it
            # The file's index led beyond the target.
            self._jump(target - int(back_s / self._tick))
            back_s *= 4

    def _jump(self, target: int) -> None:
        first = self._stream.start_time or 0
        self._container.seek(max(first, target), stream=self._stream, backward=True)
        self._coming = self._frames()
        self._last = None

    def _next(self, target: int) -> _Decoded | None:
        """Decode one picture into the cache; None at the film's end."""
        assert self._coming is not None
        frame = next(self._coming, None)
        last = self._last
        if frame is None:
            if last is not None:
                last.end = math.inf
            self._coming = None
            return None
        pts = frame.pts if frame.pts is not None else frame.dts
        if pts is None:
            pts = (last.pts if last is not None else 0) + max(
                1, round(1 / (self.facts.frame_rate or 25) / self._tick)
            )
        if last is not None and pts <= last.pts:
            pts = last.pts + 1
        entry = _Decoded(pts, frame)
        if last is not None:
            last.end = pts
        self._last = entry
        self._keep(entry, target)
        return entry

    def _frames(self) -> Iterator[av.VideoFrame]:
        for packet in self._container.demux(self._stream):
            try:
                yield from packet.decode()
            except self._error:
                # A damaged piece: the picture before it stays until the next whole one.
                if packet.size == 0:
                    return

    def _keep(self, entry: _Decoded, target: int) -> None:
        at = bisect_right(self._cache, entry.pts, key=lambda other: other.pts)
        if at and self._cache[at - 1].pts == entry.pts:
            self._cache[at - 1] = entry
            return
        self._cache.insert(at, entry)
        self._bytes += _size(entry.frame)
        while self._bytes > CACHE_BYTES and len(self._cache) > 2:
            first, last = self._cache[0], self._cache[-1]
            # What is still being decoded is at hand in any case.
            gone = 0 if target - first.pts >= last.pts - target or last is self._last else -1
            self._bytes -= _size(self._cache.pop(gone).frame)

    # -- painting --------------------------------------------------------------------------------------------

    def _picture(self, entry: _Decoded, size: tuple[int, int]) -> Picture:
        frame = entry.frame
        turned = frame.rotation % 180 == 90
        shape = self._stream.sample_aspect_ratio or Fraction(1)
        width, height = float(frame.width * shape), float(frame.height)
        room = size[::-1] if turned else size
        scale = min(room[0] / width, room[1] / height)
        wide, high = max(1, round(width * scale)), max(1, round(height * scale))
        image = _painted(frame, wide, high)
        if frame.rotation:
            image = np.ascontiguousarray(np.rot90(image, frame.rotation // 90))
        end = math.inf if entry.end is None else entry.end
        slack = float(min(_SLACK_S, Fraction(1 / (4 * self.facts.frame_rate or 250))))
        return Picture(image, self._seconds_of(entry.pts) - slack, self._seconds_of(end) - slack)


def _painted(frame: av.VideoFrame, width: int, height: int) -> npt.NDArray[np.uint8]:
    from av.video.reformatter import Colorspace, Interpolation

    # High-definition films that don't say so are in its colours.
    is_hd = frame.colorspace == _UNSPECIFIED and frame.height >= _HD_HEIGHT
    scaled = frame.reformat(
        width,
        height,
        "bgra",
        src_colorspace=Colorspace.ITU709 if is_hd else None,
        interpolation=Interpolation.BILINEAR,
    )
    return np.ascontiguousarray(scaled.to_ndarray())


def _size(frame: av.VideoFrame) -> int:
    return sum(plane.buffer_size for plane in frame.planes)
