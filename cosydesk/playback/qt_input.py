"""A microphone through Qt: QAudioSource in push mode, emptied by whoever asks."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from cosydesk.playback.sound_server import sound_server
from cosydesk.studio.sound import Samples

_log = logging.getLogger(__name__)

BUFFER_S = 1.0
"""Held for a window that is busy for a moment."""

WANTED_RATE_HZ = 48_000

_KINDS: dict[QAudioFormat.SampleFormat, tuple[np.dtype[Any], float, float]] = {
    QAudioFormat.SampleFormat.Float: (np.dtype("=f4"), 1.0, 0.0),
    QAudioFormat.SampleFormat.Int16: (np.dtype("=i2"), 32_768.0, 0.0),
    QAudioFormat.SampleFormat.Int32: (np.dtype("=i4"), 2_147_483_648.0, 0.0),
    QAudioFormat.SampleFormat.UInt8: (np.dtype("u1"), 128.0, 128.0),
}


def find_input(description: str) -> QAudioDevice | None:
    """The microphone of that description, else the default one; None when there is none."""
    devices = QMediaDevices.audioInputs()
    if not sound_server().usable:
        return None
    for device in devices:
        if device.description() == description:
            return device
    default = QMediaDevices.defaultAudioInput()
    return None if default.isNull() else default


def input_names() -> list[str]:
    """Descriptions of all microphones, the default one first."""
    default = QMediaDevices.defaultAudioInput()
    devices = sorted(QMediaDevices.audioInputs(), key=lambda device: device != default)
    return [device.description() for device in devices]


def input_format(device: QAudioDevice) -> QAudioFormat:
    """48 kHz in floats where the device gives that, on one channel; else what it prefers."""
    wanted = QAudioFormat()
    wanted.setSampleRate(WANTED_RATE_HZ)
    wanted.setChannelCount(1)
    for kind in (QAudioFormat.SampleFormat.Float, QAudioFormat.SampleFormat.Int16):
        wanted.setSampleFormat(kind)
        if device.isFormatSupported(wanted):
            return wanted
    preferred = device.preferredFormat()
    if preferred.sampleFormat() not in _KINDS:
        preferred.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return preferred


class QtInput:
    """See `recorder.AudioInput`."""

    def __init__(self, device: QAudioDevice) -> None:
        self.description = device.description()
        self._id = device.id()
        self._form = input_format(device)
        self.sample_rate = self._form.sampleRate()
        self._rest = b""
        self._source: QAudioSource | None = QAudioSource(device, self._form)
        self._source.setBufferSize(self._form.bytesForDuration(int(BUFFER_S * 1e6)))
        self._stream: QIODevice | None = self._source.start()

    def take(self) -> Samples:
        if self._stream is None:
            return np.zeros(0, np.float32)
        data = self._rest + bytes(self._stream.readAll().data())
        size = self._form.bytesPerFrame()
        whole = len(data) // size * size
        self._rest = data[whole:]
        kind, scale, middle = _KINDS[self._form.sampleFormat()]
        frames = (np.frombuffer(data[:whole], kind).astype(np.float32) - np.float32(middle)) / np.float32(
            scale
        )
        mono: Samples = frames.reshape(-1, self._form.channelCount()).mean(axis=1, dtype=np.float32)
        return mono

    def lost(self) -> bool:
        if self._source is None or self._stream is None:
            return True
        failed = self._source.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError)
        return failed or all(device.id() != self._id for device in QMediaDevices.audioInputs())

    def close(self) -> None:
        source, self._source = self._source, None
        self._stream = None
        if source is not None:
            source.stop()
            source.deleteLater()
