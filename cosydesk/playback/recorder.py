"""Records from a microphone: count-in, levels, and what was recorded stays whatever happens to the device."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cosydesk.playback.output import hush_pipewire
from cosydesk.studio.sound import Samples

_log = logging.getLogger(__name__)

COUNT_FROM = 3
LONGEST_S = 600.0
"""A prompt needs ten seconds; nobody means to fill the memory."""

_TICK_MS = 30
_STALL_S = 3.0


class RecorderState(StrEnum):
    """Ready and listening are silent states: nothing is kept in them."""

    IDLE = "idle"
    COUNTING = "counting"
    RECORDING = "recording"


class AudioInput(Protocol):
    """Somewhere to record from.

    Attributes:
        description: the device's name for people. sample_rate: Hz of what `take` gives.
    """

    description: str
    sample_rate: int

    def take(self) -> Samples:
        """What came in since the last call, float32 mono."""

    def lost(self) -> bool:
        """The device failed or is gone."""

    def close(self) -> None:
        """Stop for good."""


InputFactory = Callable[[str], AudioInput | None]


class Recorder(QObject):
    """One recording at a time; all methods on the thread that made it.

    Attributes:
        state: what it does now. sample_rate: Hz of the recording.

    Signals:
        state_changed: the new `RecorderState`.
        counted: 3, 2, 1 before the recording begins.
        level_changed: (peak since the last one, 1.0 = full scale; RMS) while counting and recording.
        grown: seconds recorded so far.
        failed: ``no_device``, ``device_lost`` or ``device_silent``; what was recorded is kept.
        devices_changed: microphones came or went.
    """

    state_changed = Signal(str)
    counted = Signal(int)
    level_changed = Signal(float, float)
    grown = Signal(float)
    failed = Signal(str)
    devices_changed = Signal()

    def __init__(
        self,
        device: str = "",
        parent: QObject | None = None,
        factory: InputFactory | None = None,
        beat_ms: int = 800,
    ) -> None:
        """Args:
        device: the microphone's description; empty or unknown: the system's default.
        beat_ms: between two numbers of the count-in.
        """
        super().__init__(parent)
        self._device = device
        self._factory = factory if factory is not None else open_input
        self._input: AudioInput | None = None
        self._blocks: list[Samples] = []
        self._count = 0
        self._left = 0
        self._heard_at = 0.0
        self._devices: QObject | None = None
        self.state = RecorderState.IDLE
        self.sample_rate = 0
        self._beat = QTimer(self)
        self._beat.setInterval(beat_ms)
        self._beat.timeout.connect(self._next_beat)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._watch_devices()

    @property
    def device(self) -> str:
        """Description of the chosen microphone; empty for the system's default."""
        return self._device

    def set_device(self, device: str) -> None:
        """Record from the microphone of this description from the next time on."""
        self._device = device

    @property
    def seconds(self) -> float:
        """Length of the recording so far."""
        return self._count / self.sample_rate if self.sample_rate else 0.0

    def samples(self) -> Samples:
        """The recording, float32 mono; empty where there is none."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.float32)

    def start(self) -> None:
        """Open the microphone, count in, record; what was recorded before is dropped."""
        if self.state is not RecorderState.IDLE:
            return
        self._blocks, self._count, self.sample_rate = [], 0, 0
        self._input = self._factory(self._device)
        if self._input is None:
            self.failed.emit("no_device")
            return
        self.sample_rate = self._input.sample_rate
        self._heard_at = time.monotonic()
        self._left = COUNT_FROM
        self._set_state(RecorderState.COUNTING)
        self._timer.start()
        self._beat.start()
        self.counted.emit(self._left)

    def stop(self) -> None:
        """End the recording and keep it; while counting, nothing was recorded."""
        if self.state is RecorderState.RECORDING:
            self._take()
        self._end()

    def close(self) -> None:
        """Stop for good."""
        self._end()

    def _next_beat(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.counted.emit(self._left)
            return
        self._beat.stop()
        if self._input is not None:
            self._input.take()  # what came during the count-in
        self._set_state(RecorderState.RECORDING)

    def _tick(self) -> None:
        self._take()
        if self._input is None:
            return
        if self._input.lost():
            self._fail("device_lost")
        elif time.monotonic() - self._heard_at > _STALL_S:
            self._fail("device_silent")
        elif self.seconds >= LONGEST_S:
            self._end()

    def _take(self) -> None:
        block = self._input.take() if self._input is not None else np.zeros(0, np.float32)
        if not len(block):
            return
        self._heard_at = time.monotonic()
        self.level_changed.emit(float(np.abs(block).max()), float(np.sqrt(np.mean(block * block))))
        if self.state is RecorderState.RECORDING:
            self._blocks.append(block)
            self._count += len(block)
            self.grown.emit(self.seconds)

    def _fail(self, code: str) -> None:
        _log.warning("recording ended: %s", code)
        self._end()
        self.failed.emit(code)

    def _end(self) -> None:
        self._beat.stop()
        self._timer.stop()
        if self._input is not None:
            self._input.close()
            self._input = None
        if self.state is not RecorderState.IDLE:
            self.level_changed.emit(0.0, 0.0)
            self._set_state(RecorderState.IDLE)

    def _set_state(self, state: RecorderState) -> None:
        self.state = state
        self.state_changed.emit(state.value)

    def _watch_devices(self) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return
        devices = QMediaDevices(self)
        devices.audioInputsChanged.connect(self.devices_changed)
        self._devices = devices


def open_input(device: str = "") -> AudioInput | None:
    """The named microphone (empty or unknown: the system's default); None where there is none."""
    hush_pipewire()
    try:
        from cosydesk.playback.qt_input import QtInput, find_input
    except ImportError as error:
        _log.warning("This system lacks what QtMultimedia needs: %s", error)
        return None
    found = find_input(device)
    return QtInput(found) if found is not None else None


def input_names() -> list[str]:
    """Descriptions of the microphones at hand, the default one first."""
    hush_pipewire()
    try:
        from cosydesk.playback.qt_input import input_names as names
    except ImportError:
        return []
    return names()
