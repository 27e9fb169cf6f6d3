"""Ways out: where the mixer's sound goes. The device by Qt in `qt_output`, or, without one, a clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QTimer

from cosydesk.studio.mix import Frames

_log = logging.getLogger(__name__)

Pull = Callable[[int], Frames]
"""Gives the next n frames, float32 of shape (n, 2), at the project's rate. May be called from any one thread."""


class AudioOutput(Protocol):
    """Somewhere to play to.

    Attributes:
        description: the device's name for people; empty when there is none.
        silent: nothing can be heard: it only keeps time.
    """

    description: str
    silent: bool

    def start(self) -> None:
        """Begin to pull. Counting of `heard` begins anew."""

    def stop(self) -> None:
        """Stop pulling; what is buffered may be lost."""

    def heard(self) -> int:
        """Frames at the project's rate that have left the loudspeaker since `start`, as well as can be known."""

    def stalled(self) -> bool:
        """Started, but the device has taken nothing for a while."""

    def close(self) -> None:
        """Stop for good."""


class SilentOutput:
    """Keeps time without sound: pulls as many frames as the clock says were played."""

    description = ""
    silent = True

    def __init__(
        self,
        pull: Pull,
        sample_rate: int,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pull = pull
        self._sample_rate = sample_rate
        self._clock = clock
        self._begun = 0.0
        self._given = 0
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._begun = self._clock()
        self._given = 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def heard(self) -> int:
        return self._given

    def stalled(self) -> bool:
        return False

    def close(self) -> None:
        self._timer.stop()
        self._timer.deleteLater()

    def _tick(self) -> None:
        due = int((self._clock() - self._begun) * self._sample_rate) - self._given
        # After a suspend of the machine, time is let go: nobody wants the last hour at once.
        if due > self._sample_rate:
            self._begun += (due - self._sample_rate // 10) / self._sample_rate
            due = self._sample_rate // 10
        if due > 0:
            self._pull(due)
            self._given += due


def open_output(
    pull: Pull,
    sample_rate: int,
    device: str = "",
    on_lost: Callable[[], None] | None = None,
    parent: QObject | None = None,
) -> AudioOutput:
    """The named device (its description; empty or unknown: the system's default), or a silent output."""
    hush_pipewire()
    try:
        from cosydesk.playback.qt_output import QtOutput, find_device
    except ImportError as error:
        _log.warning("This system lacks what QtMultimedia needs: %s", error)
        return SilentOutput(pull, sample_rate, parent)
    found = find_device(device)
    if found is None:
        _log.warning("There is no sound device")
        return SilentOutput(pull, sample_rate, parent)
    return QtOutput(found, pull, sample_rate, on_lost)


def device_names() -> list[str]:
    """Descriptions of the sound devices at hand, the default one first."""
    hush_pipewire()
    try:
        from cosydesk.playback.qt_output import device_names as names
    except ImportError:
        return []
    return names()


def hush_pipewire() -> None:
    """Qt warns of a missing PipeWire library on every system that has PulseAudio alone, which serves as well."""
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false")
