"""Times left, as people say them: coarser the further off they are, so that they don't flicker."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.timecode import short_time

_MOMENT = QT_TRANSLATE_NOOP("TimeLeft", "a moment left")
_LEFT = QT_TRANSLATE_NOOP("TimeLeft", "{time} left")
_SECONDS = QT_TRANSLATE_NOOP("TimeLeft", "{n} s left")


def time_left(seconds: float | None) -> str:
    """Words for a time left; "" while it isn't known."""
    if seconds is None:
        return ""
    if seconds < 1.5:
        return QCoreApplication.translate("TimeLeft", _MOMENT)
    if seconds < 60.0:
        step = 1 if seconds < 15.0 else 5
        return QCoreApplication.translate("TimeLeft", _SECONDS).format(n=round(seconds / step) * step)
    step = 10 if seconds < 600.0 else 60
    return QCoreApplication.translate("TimeLeft", _LEFT).format(time=short_time(round(seconds / step) * step))
