"""The player: the transport of the timeline, and single sounds to try out."""

from __future__ import annotations

import numpy as np
import soxr
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cosydesk.playback.loudspeaker import Loudspeaker, OutputFactory
from cosydesk.playback.meters import Meters
from cosydesk.playback.mixer import Mixer
from cosydesk.playback.output import device_names, open_output
from cosydesk.playback.prefetch import Prefetcher
from cosydesk.playback.project_mix import ProjectMix
from cosydesk.studio.mix import MixPlan, silence
from cosydesk.studio.project import DEFAULT_SAMPLE_RATE, Project
from cosydesk.studio.store import Samples

TICK_MS = 16
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
"""Speeds to listen at."""
SHUTTLE = (1.0, 2.0, 4.0, 8.0)
"""Speeds of running through the timeline, in either direction."""
_IDLE_TICKS = 60
_PREFETCH_TICKS = 30
_ONCE = "once"


class Player(QObject):
    """Plays the project's mix. One per window; all methods on its thread.

    Attributes:
        mixer: what it reads from.
        meters: of what is heard, in two channels with a video whose sound has two. They measure anew from each start
            of the timeline, and from a single sound that breaks a silence.

    Signals:
        position_changed: the playhead, samples at the project's rate; every frame or so while playing.
        playing_changed: the timeline moves or stands.
        metered: `meters` have something new; every frame or so while anything sounds.
        rate_changed: how fast the timeline moves now, or will when it is played; below 0 backwards.
        speed_changed: `speed` is another.
        output_changed: description of the device that is played to now; empty when there is none.
        once_ended: what `play_once` played was heard to its end, or stopped.
        plan_changed: what is played is another.
        live_ended: (key) what was appended under the key was heard to its end, or dropped.
    """

    position_changed = Signal(int)
    playing_changed = Signal(bool)
    metered = Signal()
    rate_changed = Signal(float)
    speed_changed = Signal(float)
    output_changed = Signal(str)
    once_ended = Signal()
    live_ended = Signal(str)
    plan_changed = Signal()

    def __init__(
        self,
        project: Project | None = None,
        device: str = "",
        parent: QObject | None = None,
        factory: OutputFactory = open_output,
    ) -> None:
        super().__init__(parent)
        self._mix = ProjectMix(project.sample_rate if project is not None else DEFAULT_SAMPLE_RATE, self)
        self._mix.changed.connect(self._take_plan)
        self.mixer = Mixer(self._mix.plan)
        self.meters = Meters(self.mixer.sample_rate)
        self._loudspeaker = Loudspeaker(self.mixer, device, factory, self)
        self._loudspeaker.changed.connect(self.output_changed)
        self._loudspeaker.leaving.connect(self._take_back)
        self._prefetcher = Prefetcher()
        self._playing = False
        self._speed = 1.0
        self._position = 0
        # The output frame of the last jump: what is still heard from before it is no place to show.
        self._since = 0
        self._loop: tuple[int, int] | None = None
        self._sounding: set[str] = set()
        self._ending: dict[str, int] = {}
        self._idle_ticks = 0
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        if project is not None:
            self.set_project(project)

    # -- state -----------------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """The playhead, as heard."""
        return self._position

    @property
    def playing(self) -> bool:
        """Whether the timeline moves."""
        return self._playing

    @property
    def length(self) -> int:
        """Samples to the end of the last clip, or of the video."""
        return self._mix.plan.length

    @property
    def plan(self) -> MixPlan:
        """What is played."""
        return self._mix.plan

    @property
    def loop(self) -> tuple[int, int] | None:
        """The range that is repeated."""
        return self._loop

    @property
    def speed(self) -> float:
        """The speed of playing that was chosen to listen at; the pitch stays."""
        return self._speed

    @property
    def rate(self) -> float:
        """How fast the timeline moves, below 0 backwards; standing, how fast it would."""
        return self.mixer.rate

    @property
    def silent(self) -> bool:
        """Nothing can be heard, for want of a device. Known from the first sound on."""
        return self._loudspeaker.silent

    @property
    def output_name(self) -> str:
        """The device that is played to; empty when there is none or it isn't opened yet."""
        return self._loudspeaker.description

    @staticmethod
    def devices() -> list[str]:
        """The sound devices at hand, the default one first."""
        return device_names()

    # -- transport -------------------------------------------------------------------------------------------

    def set_project(self, project: Project) -> None:
        """Play another project, from its start."""
        self.stop()
        rate = project.sample_rate
        if rate != self.mixer.sample_rate:
            self.mixer = Mixer(silence(rate))
            self.mixer.set_rate(self._speed)
            self._loudspeaker.set_mixer(self.mixer)
            self.meters = Meters(rate)
        self.set_loop(None)
        self._mix.follow(project)
        self.seek(0)

    def play(self) -> None:
        """Play from the playhead at the chosen speed; from the start when it stands at the end."""
        if self._playing:
            self._set_rate(self._speed)
        else:
            self._start(self._speed)

    def shuttle(self, direction: int) -> None:
        """Play on (1) or backwards (-1); in the direction it plays already, the next faster of `SHUTTLE`."""
        if not self._playing:
            self._start(self._speed if direction > 0 else -1.0)
        elif self.rate * direction < 0:
            self._set_rate(float(direction))
        else:
            faster = next((step for step in SHUTTLE if step > abs(self.rate)), SHUTTLE[-1])
            self._set_rate(direction * faster)

    def stop(self) -> None:
        """Stop; the playhead stays where it was heard."""
        if not self._playing:
            return
        self._position = self._heard_position()
        self.mixer.roll(False)
        self.mixer.seek(self._position)
        self._playing = False
        self._set_rate(self._speed)
        self.position_changed.emit(self._position)
        self.playing_changed.emit(False)

    def set_speed(self, speed: float) -> None:
        """Listen faster or slower at the same pitch, now and from now on; kept within the first and last `SPEEDS`."""
        shuttling = self._playing and self.rate != self._speed
        self._speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        if not shuttling:
            self._set_rate(self._speed)
        self.speed_changed.emit(self._speed)

    def step_speed(self, steps: int) -> None:
        """Listen as many of the `SPEEDS` faster, or slower below 0."""
        nearest = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self._speed))
        self.set_speed(SPEEDS[min(max(nearest + steps, 0), len(SPEEDS) - 1)])

    def toggle(self) -> None:
        """Play or stop."""
        if self._playing:
            self.stop()
        else:
            self.play()

    def seek(self, position: int) -> None:
        """Put the playhead at a sample, playing or not."""
        position = max(0, position)
        self.mixer.seek(position)
        self._since = self.mixer.frame
        self._prefetcher.forget()
        if position != self._position or not self._playing:
            self._position = position
            self.position_changed.emit(position)

    def set_loop(self, loop: tuple[int, int] | None) -> None:
        """Repeat a range (first sample, first sample after it), or None."""
        self._loop = loop if loop is not None and loop[1] > loop[0] >= 0 else None
        self.mixer.set_loop(self._loop)

    def play_instead(self, take_id: str, other_id: str) -> None:
        """Let another take be heard where this one lies on the timeline, at once; the same one: itself again."""
        self._mix.play_instead(take_id, other_id)

    # -- single sounds ---------------------------------------------------------------------------------------

    def play_once(self, samples: Samples, sample_rate: int) -> None:
        """Play samples (float32 mono) beside the timeline, instead of what was so played before."""
        self.stop_once()
        self.append_once(samples, sample_rate)
        self.end_once()

    def append_once(self, samples: Samples, sample_rate: int) -> None:
        """Play a piece of a single sound that is still being made, after the pieces before it."""
        self.append_live(_ONCE, samples, sample_rate)

    def end_once(self) -> None:
        """The single sound is complete."""
        self.mixer.end_live(_ONCE)

    def switch_once(self, samples: Samples, sample_rate: int = 0) -> bool:
        """Go on with other samples (without a rate at the project's) from where `play_once` is; False when it has
        ended.
        """
        if sample_rate and sample_rate != self.mixer.sample_rate:
            samples = soxr.resample(samples, sample_rate, self.mixer.sample_rate).astype(
                np.float32, copy=False
            )
        return self.mixer.switch_live(_ONCE, samples)

    def stop_once(self) -> None:
        """Stop what `play_once` plays."""
        self.drop_live(_ONCE)

    def append_live(self, key: str, samples: Samples, sample_rate: int) -> None:
        """Play a chunk of a line that is being spoken, after those before it under the same key."""
        if not (self._playing or self._sounding):
            self.reset_meters()
        self.mixer.append_live(key, np.asarray(samples, np.float32), sample_rate)
        self._sounding.add(key)
        self._ending.pop(key, None)
        self._run()

    def end_live(self, key: str) -> None:
        """The line is complete: no more chunks."""
        self.mixer.end_live(key)

    def drop_live(self, key: str) -> None:
        """Stop a line that is being played as it is spoken."""
        self.mixer.drop_live(key)
        if key in self._sounding:
            self._sounding.discard(key)
            self._ending.pop(key, None)
            self._tell_ended(key)

    def reset_meters(self) -> None:
        """Measure from here on."""
        self.mixer.take_heard(self._loudspeaker.heard)
        self.meters.reset()
        self.metered.emit()

    # -- the device ------------------------------------------------------------------------------------------

    def set_output(self, device: str) -> None:
        """Play to the device of this description; empty: the system's default."""
        self._loudspeaker.set_device(device)

    def open(self) -> None:
        """Open the output now, so that `silent` and `output_name` are known; `play` does it too."""
        self._loudspeaker.open()

    def close(self) -> None:
        """Stop for good; call before the application ends."""
        self.stop()
        self._timer.stop()
        self._mix.leave()
        self._loudspeaker.close()
        self._prefetcher.close()

    # -- inside ----------------------------------------------------------------------------------------------

    def _start(self, rate: float) -> None:
        self._mix.update()
        if not self._mix.plan.length:
            return
        begin, end = self._loop or (0, self._mix.plan.length)
        if rate > 0 and self._position >= end:
            self.seek(begin)
        elif rate < 0 and self._position <= begin:
            if self._loop is None:
                return
            self.seek(end)
        elif rate < 0:
            self.seek(min(self._position, self._mix.plan.length))
        self._set_rate(rate)
        self._prefetcher.ahead_of(self._mix.plan, self._position, rate)
        self.reset_meters()
        self._since = self.mixer.frame
        self.mixer.roll(True)
        self._playing = True
        self._run()
        self.playing_changed.emit(True)

    def _set_rate(self, rate: float) -> None:
        if rate != self.mixer.rate:
            self.mixer.set_rate(rate)
            self._prefetcher.forget()
            self.rate_changed.emit(rate)

    def _run(self) -> None:
        self._idle_ticks = 0
        if not self._loudspeaker.running:
            self._loudspeaker.start()
            self._timer.start()

    def _rest(self) -> None:
        self._loudspeaker.stop()
        self._timer.stop()
        self.meters.rest()
        self.metered.emit()

    def _heard_position(self) -> int:
        position = self.mixer.position_at(max(self._loudspeaker.heard, self._since))
        return position if self._loop is not None else min(position, self._mix.plan.length)

    def _tick(self) -> None:
        self._ticks += 1
        heard = self._loudspeaker.heard
        if self._playing:
            position = self._heard_position()
            if position != self._position:
                self._position = position
                self.position_changed.emit(position)
            if self._loop is None and (position >= self._mix.plan.length if self.rate > 0 else position <= 0):
                self.stop()
            elif self._ticks % _PREFETCH_TICKS == 0:
                self._prefetcher.ahead_of(self._mix.plan, position, self.rate)
        busy = self._playing or bool(self._sounding)
        self.meters.add(self.mixer.take_heard(heard)[:, : self.meters.channels], measured=busy)
        self.metered.emit()
        self._end_sounds(heard)
        self._loudspeaker.check()
        self._idle_ticks = 0 if busy else self._idle_ticks + 1
        if self._idle_ticks > _IDLE_TICKS:
            self._rest()

    def _end_sounds(self, heard: int) -> None:
        live = self.mixer.live_keys()
        for key in tuple(self._sounding):
            if key in live:
                continue
            if key not in self._ending:
                self._ending[key] = self.mixer.frame
            elif heard >= self._ending[key]:
                self._sounding.discard(key)
                del self._ending[key]
                self._tell_ended(key)

    def _tell_ended(self, key: str) -> None:
        if key == _ONCE:
            self.once_ended.emit()
        self.live_ended.emit(key)

    def _take_plan(self) -> None:
        self.mixer.set_plan(self._mix.plan)
        self._prefetcher.forget()
        if self._mix.channels != self.meters.channels:
            self.meters = Meters(self.mixer.sample_rate, self._mix.channels)
            self.metered.emit()
        self.plan_changed.emit()

    def _take_back(self) -> None:
        """What was computed but not heard is played again on the new device."""
        if self._playing:
            self._position = self._heard_position()
            self.mixer.seek(self._position)
