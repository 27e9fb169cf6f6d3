"""The mixer: what comes out of the loudspeaker next. numpy, no Qt."""

from __future__ import annotations

import copy
import logging
import math
import threading
from collections import deque
from dataclasses import dataclass, field

import numpy as np
import soxr

from cosydesk.playback.stretch import Stretch
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import Frames, MixPlan, render, render_speech
from cosydesk.studio.store import Samples

_log = logging.getLogger(__name__)

CROSSFADE_S = 0.005
"""Every jump (seek, loop, edit, start, stop) fades from the old sound to the new one this long."""

TAP_S = 2.0
"""How much computed sound waits for whoever measures what is heard."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """From output frame `frame` on the timeline was at `position` and moved by `rate` a frame; 0 = it stood."""

    frame: int
    position: int
    rate: float

    def at(self, frame: int) -> int:
        return max(0, self.position + round(self.rate * max(0, frame - self.frame)))


@dataclass
class _Live:
    """Sound that is played as it comes, beside the timeline.

    Attributes:
        ended: no more will come. broken: what there is fades out, for more may come too late to follow on.
    """

    parts: deque[Samples] = field(default_factory=deque)
    ended: bool = False
    broken: bool = False
    resampler: soxr.ResampleStream | None = None
    played: int = 0


class Mixer:
    """Turns a plan and a playhead into blocks of sound. Every method may be called from any thread; each holds the
    lock briefly, `read` for the time of one block.

    Output frames are counted from the first `read`; `position_at` tells where on the timeline a frame lay, so that
    the playhead can show what is heard and not what was computed ahead.

    Attributes:
        sample_rate: Hz of plans and output.
    """

    def __init__(self, plan: MixPlan) -> None:
        self.sample_rate = plan.sample_rate
        self._lock = threading.Lock()
        self._plan = plan
        self._rate = 1.0
        self._rolling = False
        self._origin = 0  # where the timeline was when it last jumped, began to move, or changed its rate
        self._rolled = 0  # frames since then
        self._stretch: Stretch | None = None
        self._loop: tuple[int, int] | None = None
        self._live: dict[str, _Live] = {}
        self._frame = 0
        self._segments: deque[_Segment] = deque([_Segment(0, 0, 0.0)], maxlen=256)
        self._tap: deque[Frames] = deque()
        self._tapped = 0
        self._tail: Frames = np.zeros((0, 1), np.float32)
        self._rise: Frames = self._tail
        self._tail_length = max(1, round(CROSSFADE_S * self.sample_rate))
        self._told_missing: set[str] = set()

    # -- the timeline ----------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Sample of the timeline that is computed next."""
        with self._lock:
            return self._position

    @property
    def rate(self) -> float:
        """How fast the timeline moves: 2.0 = twice as fast at the same pitch, below 0 backwards."""
        with self._lock:
            return self._rate

    @property
    def rolling(self) -> bool:
        """Whether the timeline moves."""
        with self._lock:
            return self._rolling

    @property
    def frame(self) -> int:
        """Frames read so far."""
        with self._lock:
            return self._frame

    def take_heard(self, frame: int) -> Frames:
        """The sound (float32 of shape (n, 2)) of the output frames before `frame` that no earlier call gave.

        Of what nobody takes only the last `TAP_S` are kept.
        """
        with self._lock:
            parts = []
            while self._tap and self._tapped < frame:
                part = self._tap.popleft()
                if (count := frame - self._tapped) < len(part):
                    self._tap.appendleft(part[count:])
                    part = part[:count]
                self._tapped += len(part)
                parts.append(part)
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)

    def set_plan(self, plan: MixPlan) -> None:
        """Go on with another plan from the next sample, without a gap or a click.

        Raises:
            ValueError: the plan has another sample rate.
        """
        if plan.sample_rate != self.sample_rate:
            raise ValueError("the mixer's sample rate is fixed")
        with self._lock:
            self._keep_tail()
            self._plan = plan
            if self._stretch is not None:
                self._mark(self._position)

    def roll(self, rolling: bool) -> None:
        """Let the timeline move, or hold it."""
        with self._lock:
            if rolling != self._rolling:
                position = self._position
                self._keep_tail(rise=rolling)
                self._rolling = rolling
                self._mark(position)

    def set_rate(self, rate: float) -> None:
        """Move faster or slower from the next sample, or backwards; the pitch stays and nothing clicks.

        Raises:
            ValueError: `rate` is 0.
        """
        if not rate:
            raise ValueError("a timeline that stands doesn't roll")
        with self._lock:
            if rate != self._rate:
                position = self._position
                self._keep_tail()
                self._rate = rate
                self._mark(position)

    def seek(self, position: int) -> None:
        """Go to a sample of the timeline."""
        with self._lock:
            self._keep_tail()
            self._mark(max(0, position))

    def set_loop(self, loop: tuple[int, int] | None) -> None:
        """Repeat [a, b), or stop repeating. A playhead beyond it, in the direction of playing, plays on."""
        with self._lock:
            self._loop = loop if loop is not None and loop[1] > loop[0] >= 0 else None

    def position_at(self, frame: int) -> int:
        """Where on the timeline the given output frame lay."""
        with self._lock:
            for segment in reversed(self._segments):
                if segment.frame <= frame:
                    break
            else:
                segment = self._segments[0]
            return segment.at(frame)

    # -- beside the timeline ---------------------------------------------------------------------------------

    def append_live(self, key: str, samples: Samples, sample_rate: int | None = None) -> None:
        """Play samples (float32 mono) as soon as those before them under the same key are played."""
        rate = sample_rate or self.sample_rate
        with self._lock:
            live = self._live.setdefault(key, _Live())
            if rate != self.sample_rate and live.resampler is None:
                live.resampler = soxr.ResampleStream(rate, self.sample_rate, 1, dtype="float32", quality="HQ")
            samples = np.asarray(samples, np.float32).reshape(-1)
            if live.resampler is not None:
                samples = live.resampler.resample_chunk(samples, last=False)
            if len(samples):
                if live.broken:
                    samples = samples.copy()
                    rise = _rise(min(self._tail_length, len(samples)))[:, 0]
                    samples[: len(rise)] *= rise
                    live.broken = False
                live.parts.append(samples)

    def end_live(self, key: str) -> None:
        """No more samples will come under this key."""
        with self._lock:
            if (live := self._live.get(key)) is None:
                return
            if live.resampler is not None and not live.ended:
                rest = live.resampler.resample_chunk(np.zeros(0, np.float32), last=True)
                if len(rest) and not live.broken:
                    live.parts.append(rest)
            live.ended = True
            if not live.parts:
                del self._live[key]

    def switch_live(self, key: str, samples: Samples) -> bool:
        """Go on, from the sample reached, with other samples (float32 mono at `sample_rate`, the whole of them) under
        the same key, without a click. False when nothing plays under it.
        """
        with self._lock:
            if (live := self._live.get(key)) is None:
                return False
            self._keep_tail()
            rest = samples[live.played :]
            live.parts = deque([rest] if len(rest) else [])
            live.ended = True
            if not live.parts:
                del self._live[key]
            return True

    def drop_live(self, key: str) -> None:
        """Stop playing what came under this key, with a short fade."""
        with self._lock:
            if key in self._live:
                self._keep_tail()
                del self._live[key]

    def live_keys(self) -> frozenset[str]:
        """The keys under which there is something left to play or more may come."""
        with self._lock:
            return frozenset(self._live)

    # -- the sound -------------------------------------------------------------------------------------------

    def read(self, n: int) -> Frames:
        """The next n frames, float32 of shape (n, 2). Never fails: sound that is missing is silence."""
        out = np.empty((n, 2), np.float32)
        with self._lock:
            done = 0
            while done < n:
                wraps = self._frames_to_wrap()
                count = min(n - done, wraps) if wraps else n - done
                out[done : done + count] = self._piece(count)
                done += count
                if wraps == count and self._loop is not None:
                    self._keep_tail()
                    self._mark(self._loop[self._rate < 0])
            self._tap.append(out)
            while self._frame - self._tapped > TAP_S * self.sample_rate + n:
                self._tapped += len(self._tap.popleft())
        return out.copy()

    def _piece(self, n: int) -> Frames:
        """The next n frames in one channel where both would be alike, else in two."""
        if self._rolling:
            mix = self._stretch.read(n) if self._stretch is not None else self._tape(self._rolled, n)
            self._rolled += n
        else:
            mix = np.zeros((n, 1), np.float32)
        for key in tuple(self._live):
            self._add_live(mix, key)
        if m := min(len(self._tail), n):
            # The tail was faded out when it was kept; the new sound rises as it falls.
            mix = _as_wide(mix, self._tail)
            mix[:m] *= self._rise[:m]
            mix[:m] += self._tail[:m]
            self._tail, self._rise = self._tail[m:], self._rise[m:]
        self._frame += n
        return mix

    @property
    def _position(self) -> int:
        return max(0, self._origin + round(self._rate * self._rolled))

    def _frames_to_wrap(self) -> int:
        """After how many frames the timeline reaches the end of the loop it is in; 0 = never."""
        if self._loop is None or not self._rolling:
            return 0
        first, end = self._loop
        way = end - self._origin if self._rate > 0 else self._origin - first
        return max(0, math.ceil(way / abs(self._rate)) - self._rolled)

    def _tape(self, start: int, n: int) -> Frames:
        """The timeline in the order of playing, counted from `_origin`; in one channel where all is in the middle."""
        first = self._origin + start if self._rate > 0 else self._origin - start - n
        if self._plan.bed is None:
            frames = render_speech(self._plan, first, n, self._missing)[:, None]
        else:
            frames = render(self._plan, first, n, self._missing)
        return frames if self._rate > 0 else frames[::-1]

    def _missing(self, take_id: str, error: StudioError) -> None:
        if take_id not in self._told_missing:
            self._told_missing.add(take_id)
            _log.error("A sound can't be played: %s", error.message)

    def _add_live(self, mix: Frames, key: str) -> None:
        live = self._live[key]
        there = sum(map(len, live.parts))
        if there and not (live.ended or live.broken) and there < len(mix) + self._tail_length:
            joined = np.concatenate(live.parts)
            rise = _rise(min(self._tail_length, there))[:, 0]
            joined[there - len(rise) :] *= rise[::-1]
            live.parts = deque([joined])
            live.broken = True
        done = 0
        while done < len(mix) and live.parts:
            part = live.parts.popleft()
            count = min(len(part), len(mix) - done)
            mix[done : done + count] += part[:count, None]
            if count < len(part):
                live.parts.appendleft(part[count:])
            done += count
        live.played += done
        if live.ended and not live.parts:
            del self._live[key]

    def _keep_tail(self, *, rise: bool = False) -> None:
        """Keep what would have sounded next, fading out, to blend the jump that follows.

        Out of silence nothing is blended, except that a start may lie in the middle of a word: `rise`.
        """
        if not (self._rolling or self._live or rise or len(self._tail)):
            return
        m = self._tail_length
        if not self._rolling:
            tail = np.zeros((m, 1), np.float32)
        elif self._stretch is not None:
            tail = copy.copy(self._stretch).read(m)
        else:
            tail = self._tape(self._rolled, m)
        for live in self._live.values():
            ahead = np.concatenate([*live.parts, np.zeros(m, np.float32)])[:m] if live.parts else None
            if ahead is not None:
                tail += ahead[:, None]
        if k := len(self._tail):
            tail = _as_wide(tail, self._tail)
            tail[:k] = tail[:k] * self._rise + self._tail
        self._rise = _rise(m)
        self._tail = tail * (1.0 - self._rise)

    def _mark(self, position: int) -> None:
        """From the next frame on the timeline is at `position`."""
        self._origin, self._rolled = position, 0
        stretched = self._rolling and abs(self._rate) != 1.0
        self._stretch = Stretch(self._tape, abs(self._rate), self.sample_rate) if stretched else None
        self._segments.append(_Segment(self._frame, position, self._rate if self._rolling else 0.0))


def _rise(n: int) -> Frames:
    """A straight line from 0 to 1, taken at the samples' middles, of shape (n, 1)."""
    return ((np.arange(n, dtype=np.float32) + np.float32(0.5)) / np.float32(n))[:, None]


def _as_wide(frames: Frames, other: Frames) -> Frames:
    """The frames in as many channels as the others have, if those have more."""
    return np.repeat(frames, 2, axis=1) if frames.shape[1] < other.shape[1] else frames
