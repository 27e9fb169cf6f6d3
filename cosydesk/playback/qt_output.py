"""A sound device through Qt: QAudioSink in pull mode over an unbuffered QIODevice, on a thread of its own.

Qt calls `readData` on the thread where the sink lives; there it isn't held up by the window's work.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QIODevice, QMetaObject, QObject, Qt, QThread, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from cosydesk.playback.conversion import FrameConverter
from cosydesk.playback.output import Pull
from cosydesk.playback.sound_server import sound_server

_log = logging.getLogger(__name__)

BUFFER_S = 0.08
"""Sound that Qt computes ahead; the system's mixer adds its own."""

STALL_S = 3.0
"""A device that takes nothing for this long is as good as gone. A sleeping one may need more than a second."""

_CLOCK_S = 0.025
"""How long after a pull the clock is trusted; devices pull every 10 to 20 ms."""

_FORMATS = {
    "float32": QAudioFormat.SampleFormat.Float,
    "int16": QAudioFormat.SampleFormat.Int16,
    "int32": QAudioFormat.SampleFormat.Int32,
    "uint8": QAudioFormat.SampleFormat.UInt8,
}


def find_device(description: str) -> QAudioDevice | None:
    """The device of that description, else the default one; None when there is none."""
    devices = QMediaDevices.audioOutputs()
    if not sound_server().usable:
        return None
    for device in devices:
        if device.description() == description:
            return device
    default = QMediaDevices.defaultAudioOutput()
    return None if default.isNull() else default


def device_names() -> list[str]:
    """Descriptions of all devices, the default one first."""
    default = QMediaDevices.defaultAudioOutput()
    devices = sorted(QMediaDevices.audioOutputs(), key=lambda device: device != default)
    return [device.description() for device in devices]


def chosen_format(device: QAudioDevice, sample_rate: int) -> tuple[QAudioFormat, str]:
    """The project's rate in stereo where the device takes it, else what the device prefers; with the numpy kind."""
    wanted = QAudioFormat()
    wanted.setSampleRate(sample_rate)
    wanted.setChannelCount(2)
    for kind in ("float32", "int16"):
        wanted.setSampleFormat(_FORMATS[kind])
        if device.isFormatSupported(wanted):
            return wanted, kind
    preferred = device.preferredFormat()
    kinds = {value: kind for kind, value in _FORMATS.items()}
    kind = kinds.get(preferred.sampleFormat(), "int16")
    preferred.setSampleFormat(_FORMATS[kind])
    return preferred, kind


@cache
def _audio_thread() -> QThread:
    """One for all outputs, which ends with the program: the thread of the first has Qt's connection to PulseAudio, and
    Qt needs it to connect again.
    """
    thread = QThread()
    thread.setObjectName("audio")
    thread.start(QThread.Priority.TimeCriticalPriority)

    def end() -> None:
        thread.quit()
        thread.wait()

    atexit.register(end)
    return thread


class _Source(QIODevice):
    """What the sink reads from: never empty, never seekable."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return 1 << 24

    def readData(self, maxlen: int) -> bytes:
        return self._read(maxlen)

    def writeData(self, data: object, size: int = 0) -> int:
        return -1


class _Driver(QObject):
    """Lives on the audio thread; owns the sink there."""

    lost = Signal()

    def __init__(self, device: QAudioDevice, read: Callable[[int], bytes], form: QAudioFormat) -> None:
        super().__init__()
        self._device = device
        self._read = read
        self._form = form
        self._sink: QAudioSink | None = None
        self._source: _Source | None = None

    @Slot()
    def start(self) -> None:
        self.stop()
        self._source = _Source(self._read)
        self._source.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
        self._sink = QAudioSink(self._device, self._form)
        self._sink.setBufferSize(self._form.bytesForDuration(int(BUFFER_S * 1e6)))
        # Without arguments: PySide6 6.11 can't convert this signal's.
        self._sink.stateChanged.connect(self._state_changed)
        self._sink.start(self._source)

    @Slot()
    def stop(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()
        if self._source is not None:
            self._source.close()
            self._source = None

    @Slot()
    def _state_changed(self) -> None:
        sink = self._sink
        if sink is None:
            return
        failed = sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError)
        if failed and sink.state() == QtAudio.State.StoppedState:
            _log.warning("%s stopped: %s", self._device.description(), sink.error())
            self.lost.emit()


class QtOutput(QObject):
    """See `AudioOutput`. `on_lost` is called on the thread that made this when the device fails."""

    silent = False

    def __init__(
        self, device: QAudioDevice, pull: Pull, sample_rate: int, on_lost: Callable[[], None] | None
    ) -> None:
        super().__init__()
        self.description = device.description()
        self._sample_rate = sample_rate
        self._pull = pull
        self._on_lost = on_lost
        self._form, self._kind = chosen_format(device, sample_rate)
        self._converter = self._new_converter()
        self._buffered = int(BUFFER_S * self._form.sampleRate())
        self._lock = threading.Lock()
        self._started = False
        self._given = 0
        self._heard = 0.0
        self._told = 0
        self._at = 0.0
        self._driver = _Driver(device, self._read, self._form)
        self._driver.lost.connect(self._lost)
        self._driver.moveToThread(_audio_thread())
        self._open = True

    def start(self) -> None:
        with self._lock:
            self._started = True
            self._given = 0
            self._heard = 0.0
            self._told = 0
            self._at = time.monotonic()
            self._converter = self._new_converter()
        QMetaObject.invokeMethod(self._driver, "start", Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        with self._lock:
            self._started = False
        QMetaObject.invokeMethod(self._driver, "stop", Qt.ConnectionType.BlockingQueuedConnection)

    def heard(self) -> int:
        with self._lock:
            if not self._given:
                return 0
            # Between two pulls the clock tells; not for long, in case the device sleeps. Never backwards.
            since = min(time.monotonic() - self._at, _CLOCK_S)
            frames = min(self._heard + since * self._form.sampleRate(), self._given)
            self._told = max(self._told, int(frames * self._sample_rate / self._form.sampleRate()))
            return self._told

    def stalled(self) -> bool:
        with self._lock:
            return self._started and time.monotonic() - self._at > STALL_S

    def close(self) -> None:
        if self._open:
            self._open = False
            self.stop()
            self._driver.deleteLater()

    def _new_converter(self) -> FrameConverter:
        return FrameConverter(
            self._pull, self._sample_rate, self._form.sampleRate(), self._form.channelCount(), self._kind
        )

    def _read(self, max_bytes: int) -> bytes:
        frames = max_bytes // self._converter.frame_bytes
        now = time.monotonic()
        with self._lock:
            if not self._started:
                return bytes(frames * self._converter.frame_bytes)
            # The sink asks for what is free in its buffer: the rest of it is still to be heard.
            waiting = max(0, self._buffered - frames)
            self._heard = max(self._heard, float(self._given - waiting))
            self._at = now
            self._given += frames
        try:
            return self._converter.read(frames)
        except Exception:
            # An exception must not enter Qt's C++; the sound goes on as silence.
            _log.exception("The mixer failed")
            return bytes(frames * self._converter.frame_bytes)

    @Slot()
    def _lost(self) -> None:
        if self._started and self._on_lost is not None:
            self._on_lost()
