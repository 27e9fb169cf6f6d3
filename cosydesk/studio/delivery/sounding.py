"""Making one file after the other: how loud each gets, what is heard before and after, its label."""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from cosydesk.studio.delivery.cues import CUE_PAUSE_S, cue
from cosydesk.studio.delivery.files import writing
from cosydesk.studio.delivery.formats import FORMATS, open_sink, rate_of
from cosydesk.studio.delivery.heard import Loss, level_heard, part_of
from cosydesk.studio.delivery.label import new_label
from cosydesk.studio.delivery.levels import (
    TARGETS,
    Level,
    Measured,
    Target,
    level_for,
    levelled,
    measure,
    unchanged,
    unmet,
)
from cosydesk.studio.delivery.mux import sound_of_video, video_length_s, write_video
from cosydesk.studio.delivery.notice import Notice, notice
from cosydesk.studio.delivery.outputs import LINE, MIX, STEM, VIDEO, SoundOutput, heard_mix, stems_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.delivery.source import Source, stop_if
from cosydesk.studio.delivery.texts import waits_for_cue
from cosydesk.studio.mix import Frames
from cosydesk.studio.store import Samples

Tell = Callable[[float], None]

_MEASURED, _LEVELLED = 0.25, 0.6
_LONGER_S = 0.05


class Spread:
    """One progress of several pieces of work, each of its weight."""

    def __init__(self, weights: Sequence[int], tell: Tell | None) -> None:
        self._weights = list(weights)
        self._total = sum(weights) or 1
        self._tell = tell or (lambda fraction: None)
        self._index = 0
        self._done = 0
        self._most = 0.0

    def next(self) -> Tell:
        """What the next piece of work tells its own fraction."""
        start, weight = self._done, self._weights[self._index]
        self._done += weight
        self._index += 1

        def tell(fraction: float) -> None:
            # What is tried several times begins anew each time; that isn't shown as a step back.
            self._most = max(self._most, (start + weight * min(1.0, fraction)) / self._total)
            self._tell(self._most)

        return tell


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
        self._picture_frames = 0

    def make(self, output: SoundOutput, path: Path, tell: Tell) -> list[Notice]:
        """Write one file; returns what there is to say about it.

        Raises:
            StudioError: ``audio``, ``write``, ``cancelled``.
        """
        stop_if(self._cancel)
        recipe = self._recipe
        source = self._source(output)
        notices: list[Notice] = []
        notices += self._about(output, source)
        before = self._measured(source, part_of(tell, 0.0, _MEASURED))
        label = ""
        if recipe.label:
            label = new_label(self._producer, self._fingerprint(output, before)).to_json()
        rest = part_of(tell, _MEASURED, 1.0 - _MEASURED)
        if not recipe.loudness or output.kind == STEM:
            clips = recipe.audio != "wavf" or output.kind == VIDEO
            level = self._common_level() if output.kind == STEM else unchanged(before, clips)
            self._write(output, path, source, level, label, rest)
            return notices + list(level.notices)
        target = TARGETS[recipe.loudness]
        if self._lossless(output):
            level, after = level_for(
                source, before, target, self._cancel, part_of(tell, _MEASURED, _LEVELLED - _MEASURED)
            )
            start = _MEASURED if level.ceiling is None else _LEVELLED
            self._write(output, path, source, level, label, part_of(tell, start, 1.0 - start))
        else:
            after = self._write_as_heard(output, path, source, before, target, label, rest)
        if math.isfinite(before.level(target)):
            notices += unmet(after, target)
        return notices

    def _about(self, output: SoundOutput, source: Source) -> list[Notice]:
        """What follows from the recipe alone."""
        recipe, found = self._recipe, list[Notice]()
        if output.kind == VIDEO:
            mix = Source(output.mix, source.sample_rate, source.channels).frames
            longer_s = (mix - self._picture_frames) / source.sample_rate
            if longer_s > _LONGER_S:
                found.append(
                    notice(
                        "beyond_picture",
                        "The speech goes on for {seconds} s after the picture.",
                        seconds=f"{longer_s:.1f}",
                    )
                )
        elif source.sample_rate != recipe.sample_rate:
            found.append(
                notice(
                    "other_rate",
                    "{format} is written at {rate} Hz, since it has no {wanted} Hz.",
                    format=recipe.audio.upper(),
                    rate=source.sample_rate,
                    wanted=recipe.sample_rate,
                )
            )
        if len(source.before) and output.kind == MIX:
            seconds = f"{len(source.before) / source.sample_rate:.2f}"
            if recipe.subtitles and not waits_for_cue(recipe):
                found.append(
                    notice(
                        "cue_before_timeline",
                        "The sound file begins with a cue of {seconds} s; the times of subtitles count from its end, "
                        "as those of the video or the timeline do.",
                        seconds=seconds,
                    )
                )
            elif recipe.subtitles:
                found.append(
                    notice(
                        "cue_before_subtitles",
                        "The sound file begins with a cue of {seconds} s; the times of subtitles include it.",
                        seconds=seconds,
                    )
                )
            else:
                found.append(
                    notice("cue_before", "The sound file begins with a cue of {seconds} s.", seconds=seconds)
                )
        return found

    def _lossless(self, output: SoundOutput) -> bool:
        return output.kind != VIDEO and FORMATS[self._recipe.audio].lossless

    def _write(
        self, output: SoundOutput, path: Path, source: Source, level: Level, label: str, tell: Tell
    ) -> None:
        with writing(path):
            if output.kind != VIDEO:
                self._write_sound(path, self._recipe.audio, source, level, label, tell)
                return
            video = self._plan.video
            assert video is not None
            blocks = self._blocks(source, level, tell)
            write_video(video, path, blocks, self._recipe.channels, self._recipe.bitrate_kbps, label)

    def _write_sound(
        self, path: Path, audio: str, source: Source, level: Level, label: str, tell: Tell
    ) -> None:
        sink = open_sink(path, audio, source.sample_rate, source.channels, self._recipe.bitrate_kbps, label)
        try:
            for block in self._blocks(source, level, tell):
                sink.write(block)
        except BaseException:
            sink.abandon()
            raise
        sink.close()

    def _write_as_heard(
        self,
        output: SoundOutput,
        path: Path,
        source: Source,
        before: Measured,
        target: Target,
        label: str,
        tell: Tell,
    ) -> Measured:
        """Write a compressed file that meets the target when it is played; returns what it then measures. Of a video
        the sound is tried alone, since its picture takes long to copy.
        """
        if output.kind != VIDEO:

            def compress(level: Level, tell: Tell) -> Path:
                self._write_sound(path, self._recipe.audio, source, level, label, tell)
                return path

            loss = Loss(FORMATS[self._recipe.audio].quieter_db)
            with writing(path):
                return level_heard(source, before, target, compress, loss, self._cancel, tell)[1]
        assert self._plan.video is not None
        audio = "opus" if sound_of_video(self._plan.video)[0] == "libopus" else "m4a"
        trial = path.with_name(f"{path.stem}-sound{FORMATS[audio].suffix}")

        def try_out(level: Level, tell: Tell) -> Path:
            self._write_sound(trial, audio, source, level, "", tell)
            return trial

        with writing(path):
            level, heard = level_heard(
                source, before, target, try_out, Loss(), self._cancel, part_of(tell, 0.0, 0.5)
            )
            trial.unlink()
        self._write(output, path, source, level, label, part_of(tell, 0.5, 0.5))
        return heard

    def _blocks(self, source: Source, level: Level, tell: Tell) -> Iterator[Frames]:
        done = 0
        for block in levelled(source, level, self._cancel):
            yield block
            done += len(block)
            tell(done / max(1, source.frames))

    def _source(self, output: SoundOutput) -> Source:
        """With the cues, where the file has some: they stand before and after the mix, whose stems are as long; in a
        video, which can't wait, they lie over its beginning and its end.
        """
        recipe, plan = self._recipe, self._plan
        if output.kind == VIDEO:
            assert plan.video is not None
            rate = sound_of_video(plan.video)[1]
            frames = self._picture_frames = math.ceil(video_length_s(plan.video) * rate)
            cues = self._cues(rate)
            mix_frames = Source(output.mix, rate, recipe.channels).frames
            return Source(output.mix, rate, recipe.channels, *cues, length=max(frames, mix_frames), over=True)
        rate = rate_of(recipe.audio, recipe.sample_rate)
        if output.kind == LINE:
            return Source(output.mix, rate, recipe.channels)
        before, after = self._cues(rate)
        if output.kind == STEM:
            before, after = np.zeros_like(before), np.zeros_like(after)
        return Source(output.mix, rate, recipe.channels, before, after)

    @property
    def lead_s(self) -> float:
        """Seconds of the cue before the mix."""
        rate = rate_of(self._recipe.audio, self._recipe.sample_rate)
        return len(self._cues(rate)[0]) / rate

    def _cues(self, rate: int) -> tuple[Samples, Samples]:
        recipe = self._recipe
        before = cue(recipe.cue_start, rate, self._spoken_cue, self._plan.sample_rate)
        after = cue(recipe.cue_end, rate, self._spoken_cue, self._plan.sample_rate)
        pause = np.zeros(round(CUE_PAUSE_S * rate), np.float32)
        return (
            np.concatenate([before, pause]) if len(before) else before,
            np.concatenate([pause, after]) if len(after) else after,
        )

    def _measured(self, source: Source, tell: Tell | None = None) -> Measured:
        return measure(source, Level(), bool(self._recipe.loudness), self._cancel, tell)

    def _common_level(self) -> Level:
        """The gain of all stems: the one the mix gets before it is limited, or less where a stem would clip. So they
        sum to the mix.
        """
        if self._common is None:
            rate = rate_of(self._recipe.audio, self._recipe.sample_rate)
            sources = [
                Source(stem.mix, rate, self._recipe.channels) for stem in stems_of(self._plan, self._recipe)
            ]
            gain = 1.0
            notices: tuple[Notice, ...] = ()
            if self._recipe.loudness:
                mix = self._measured(
                    Source(heard_mix(self._plan.mix, self._recipe), rate, self._recipe.channels)
                )
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
