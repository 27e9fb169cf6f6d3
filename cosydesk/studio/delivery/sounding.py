"""Making one file after the other: how loud each gets, what is heard before and after, its label."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from cosydesk.studio.delivery.files import writing
from cosydesk.studio.delivery.formats import FORMATS, open_sink, rate_of
from cosydesk.studio.delivery.label import new_label
from cosydesk.studio.delivery.levels import (
    LOSSY_MARGIN_DB,
    TARGETS,
    Level,
    Measured,
    level_for,
    levelled,
    measure,
    unchanged,
)
from cosydesk.studio.delivery.notice import Notice, notice
from cosydesk.studio.delivery.outputs import STEM, SoundOutput
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.delivery.source import Source, stop_if
from cosydesk.studio.store import Samples

Tell = Callable[[float], None]

_MEASURED, _LEVELLED = 0.35, 0.6


class Spread:
    """One progress of several pieces of work, each of its weight."""

    def __init__(self, weights: Sequence[int], tell: Tell | None) -> None:
        self._weights = list(weights)
        self._total = sum(weights) or 1
        self._tell = tell or (lambda fraction: None)
        self._index = 0
        self._done = 0

    def next(self) -> Tell:
        """What the next piece of work tells its own fraction."""
        start, weight = self._done, self._weights[self._index]
        self._done += weight
        self._index += 1
        return lambda fraction: self._tell((start + weight * min(1.0, fraction)) / self._total)


class Sounding:
    """Makes the files with sound of one delivery."""

    def __init__(
        self,
        plan: DeliveryPlan,
        recipe: Recipe,
        producer: str,
        spoken_cue: Samples | None,
        cancel: threading.Event | None,
    ) -> None:
        self._plan = plan
        self._recipe = recipe
        self._producer = producer
        self._spoken_cue = spoken_cue
        self._cancel = cancel
        self._common: Level | None = None

    def make(self, output: SoundOutput, path: Path, tell: Tell) -> list[Notice]:
        """Write one file; returns what there is to say about it.

        Raises:
            StudioError: ``audio``, ``write``, ``cancelled``.
        """
        stop_if(self._cancel)
        recipe = self._recipe
        source = self._source(output)
        notices: list[Notice] = []
        if source.sample_rate != recipe.sample_rate:
            notices.append(
                notice(
                    "other_rate",
                    "{format} is written at {rate} Hz: it has no {wanted} Hz of this quality.",
                    format=recipe.audio.upper(),
                    rate=source.sample_rate,
                    wanted=recipe.sample_rate,
                )
            )
        before = self._measured(source, lambda done: tell(_MEASURED * done))
        level = self._level(output, source, before, tell)
        notices += level.notices
        start = 0.0 if level.ceiling is None else _LEVELLED
        frames, done = max(1, source.frames), 0
        label = new_label(self._producer, self._fingerprint(output, before)).to_json() if recipe.label else ""
        with writing(path):
            sink = open_sink(
                path, recipe.audio, source.sample_rate, source.channels, recipe.bitrate_kbps, label
            )
            try:
                for block in levelled(source, level, self._cancel):
                    sink.write(block)
                    done += len(block)
                    tell(max(start, _MEASURED) + (1.0 - max(start, _MEASURED)) * done / frames)
            except BaseException:
                sink.abandon()
                raise
            sink.close()
        return notices

    def _source(self, output: SoundOutput) -> Source:
        rate = rate_of(self._recipe.audio, self._recipe.sample_rate)
        return Source(output.mix, rate, self._recipe.channels)

    def _measured(self, source: Source, tell: Tell | None = None) -> Measured:
        return measure(source, Level(), bool(self._recipe.loudness), self._cancel, tell)

    def _level(self, output: SoundOutput, source: Source, before: Measured, tell: Tell) -> Level:
        if output.kind == STEM:
            return self._common_level()
        clips = self._recipe.audio != "wavf"
        if not self._recipe.loudness:
            return unchanged(before, clips)
        target = TARGETS[self._recipe.loudness]
        margin = 0.0 if FORMATS[self._recipe.audio].lossless else LOSSY_MARGIN_DB
        span = _LEVELLED - _MEASURED
        return level_for(
            source, before, target, margin, self._cancel, lambda done: tell(_MEASURED + span * done)
        )

    def _common_level(self) -> Level:
        """The gain of all stems: the one the mix gets before it is limited, or less where a stem would clip. So they
        sum to the mix.
        """
        if self._common is None:
            rate = rate_of(self._recipe.audio, self._recipe.sample_rate)
            sources = [Source(stem.mix, rate, self._recipe.channels) for stem in self._plan.stems]
            gain, notices = 1.0, ()
            if self._recipe.loudness:
                mix = self._measured(Source(self._plan.mix, rate, self._recipe.channels))
                target = TARGETS[self._recipe.loudness]
                short = target.loudness - mix.level(target)
                if short < 200.0:
                    gain = 10.0 ** (short / 20.0)
            if self._recipe.audio != "wavf":
                peak = max(
                    (measure(each, Level(), False, self._cancel).peak for each in sources), default=0.0
                )
                if peak * gain > 1.0:
                    lowered = unchanged(Measured(peak * gain, 0.0, 0.0, 0.0, 0.0, ""), clips=True)
                    gain *= lowered.gain
                    notices = (
                        notice(
                            "stems_lowered",
                            "The stems were lowered together by {db} dB, or one would clip.",
                            db=f"{-lowered.gain_db:.1f}",
                        ),
                    )
            self._common = Level(gain, notices=notices)
        return self._common

    def _fingerprint(self, output: SoundOutput, before: Measured) -> str:
        """Of the file's content: that of its sound, what is done to it, and what it is called."""
        return hashlib.sha256(f"{before.digest}|{self._recipe!r}|{output.name}".encode()).hexdigest()
