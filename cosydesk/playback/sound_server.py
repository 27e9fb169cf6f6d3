"""PulseAudio, where QtMultimedia plays through it: whether Qt's connection to that server holds.

When the server ends, Qt 6 connects again once, three seconds later. Until then, and for good where that fails, whoever
opens a device ends the whole program, by an assertion of libpulse about the context that Qt doesn't have any more, and
Qt tells nobody. So a connection of our own is held beside Qt's, by which is seen what becomes of that.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import time
from enum import Enum, auto
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_log = logging.getLogger(__name__)

_LOOK_MS = 400
_QT_RETRIES_MS = 3_000
_PROBE_MS = _QT_RETRIES_MS - _LOOK_MS - 100
"""After a loss was seen, which may be `_LOOK_MS` old: just before Qt's second try, which then ends as ours does."""
_SETTLE_MS = 1_000

_READY, _FAILED = 4, 5  # of pa_context_state_t; 6 is terminated
_PATIENCE_S = 0.5


class _State(Enum):
    HELD = auto()
    LOST = auto()
    """Qt has yet to try again."""
    GONE = auto()
    """Qt tried in vain, and doesn't again."""


class SoundServer(QObject):
    """Watches the server from the first time that it is asked for, on the window's thread.

    Signals:
        changed: `usable` or `gone` is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = _State.HELD
        self._connection = _connected()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if self._connection is not None:
            self._timer.start()

    @property
    def usable(self) -> bool:
        """Whether a device may be opened now. True wherever Qt doesn't play through PulseAudio."""
        self.look()
        return self._state is _State.HELD

    @property
    def gone(self) -> bool:
        """Whether no device can be opened until the program is started anew."""
        return self._state is _State.GONE

    def look(self) -> None:
        """See whether the server is there still, and tell if not."""
        if self._state is not _State.HELD or self._connection is None or self._connection.holds():
            return
        _log.warning("The sound server has ended")
        self._timer.stop()
        self._drop()
        self._state = _State.LOST
        QTimer.singleShot(_PROBE_MS, self, self._probe)
        self.changed.emit()

    def _probe(self) -> None:
        self._connection = _connected()
        if self._connection is None:
            _log.warning(
                "The sound server isn't there again; there is no sound until the program is started anew"
            )
            self._state = _State.GONE
        else:
            QTimer.singleShot(_LOOK_MS + 100 + _SETTLE_MS, self, self._come_back)

    def _come_back(self) -> None:
        if self._connection is None or not self._connection.holds():
            self._drop()
            self._state = _State.GONE
            return
        _log.info("The sound server is there again")
        self._state = _State.HELD
        self._timer.start()
        self.changed.emit()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


@cache
def sound_server() -> SoundServer:
    """The one of this process. Ask for it only after QtMultimedia was asked for devices, which connects it."""
    return SoundServer()


class _Connection:
    """A client of the server that wants nothing; its events are looked at when it is asked, on the caller's thread."""

    def __init__(self, pulse: ctypes.CDLL) -> None:
        for name in ("pa_mainloop_new", "pa_mainloop_get_api", "pa_context_new"):
            getattr(pulse, name).restype = ctypes.c_void_p
        self._pulse: Any = pulse
        self._loop = ctypes.c_void_p(pulse.pa_mainloop_new())
        api = ctypes.c_void_p(pulse.pa_mainloop_get_api(self._loop))
        self._context = ctypes.c_void_p(pulse.pa_context_new(api, b"CosyDesk"))
        pulse.pa_context_connect(self._context, None, 0, None)

    def waits_until_ready(self) -> bool:
        """Whether it is accepted, which takes milliseconds."""
        end = time.monotonic() + _PATIENCE_S
        while self.holds():
            if self._pulse.pa_context_get_state(self._context) == _READY:
                return True
            if time.monotonic() > end:
                break
            time.sleep(0.002)
        return False

    def holds(self) -> bool:
        """Whether it has not ended."""
        while self._pulse.pa_mainloop_iterate(self._loop, 0, None) > 0:
            pass
        return int(self._pulse.pa_context_get_state(self._context)) < _FAILED

    def close(self) -> None:
        self._pulse.pa_context_disconnect(self._context)
        self._pulse.pa_context_unref(self._context)
        self._pulse.pa_mainloop_free(self._loop)


def _connected() -> _Connection | None:
    """None where Qt doesn't play through PulseAudio, or this isn't there."""
    if not sys.platform.startswith("linux") or _loaded("libpipewire-0.3.so.0") is not None:
        return None  # Qt prefers PipeWire, whose end it takes
    pulse = _loaded("libpulse.so.0")
    if pulse is None:
        return None
    connection = _Connection(pulse)
    if connection.waits_until_ready():
        return connection
    connection.close()
    return None


def _loaded(name: str) -> ctypes.CDLL | None:
    """A library that this process has loaded already, as Qt does at its first look for devices."""
    try:
        return ctypes.CDLL(name, mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
    except OSError:
        return None
