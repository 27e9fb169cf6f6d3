"""Notices that sound devices come and go."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from cosydesk.playback.output import device_names
from cosydesk.playback.sound_server import sound_server


class DeviceWatch(QObject):
    """Watches the system's list of devices; where QtMultimedia can't be loaded it never speaks up.

    Signals:
        changed: (description of the device that the one wanted means now, "" for none; whether the list looks as it
            did before).
    """

    changed = Signal(str, bool)

    def __init__(self, wanted: str, parent: QObject | None = None) -> None:
        """Args:
        wanted: description of a device; "" for the system's default.
        """
        super().__init__(parent)
        self.wanted = wanted
        self._names: list[str] = []
        self._devices: QObject | None = None

    def begin(self) -> None:
        """Watch from now on; again does nothing."""
        if self._devices is not None:
            return
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return
        devices = QMediaDevices(self)
        devices.audioOutputsChanged.connect(self._look)
        self._devices = devices
        self._names = device_names()
        sound_server().changed.connect(self._look)

    def check(self) -> None:
        """Look now whether the sound server is there still."""
        if self._devices is not None:
            sound_server().look()

    def _look(self) -> None:
        from cosydesk.playback.qt_output import find_device

        names, before = device_names(), self._names
        self._names = names
        found = find_device(self.wanted)
        self.changed.emit("" if found is None else found.description(), names == before)


class SoundWatch(QObject):
    """Notices that any sound output or microphone comes, goes or becomes the default one.

    Signals:
        changed: one of the lists may be another now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return
        devices = QMediaDevices(self)
        devices.audioOutputsChanged.connect(self.changed)
        devices.audioInputsChanged.connect(self.changed)
