"""Progress on the window's button in the task bar or dock, where the platform has it.

Linux: the launcher entry that Ubuntu's dock, Plasma and others listen to on the session bus. Windows: ITaskbarList3.
macOS: the count of open jobs as the dock icon's badge, which is what Qt offers there.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cosydesk.jobs.outlook import Outlook

log = logging.getLogger(__name__)

DESKTOP_FILE = "cosydesk.desktop"
LAUNCHER = "com.canonical.Unity.LauncherEntry"
LAUNCHER_PATH = "/com/canonical/unity/launcherentry/cosydesk"


class Bar(Protocol):
    """What a platform offers."""

    def show(self, fraction: float | None, count: int) -> None:
        """Show 0..1, with so many jobs to go; None takes it away."""


class TaskbarProgress(QObject):
    """Keeps the platform's bar in step with the queue."""

    def __init__(self, outlook: Outlook, window: QWidget, bar: Bar | None = None) -> None:
        super().__init__(window)
        self._outlook = outlook
        self._window = window
        self._bar = bar
        self._shown: tuple[int, int] | None = None
        outlook.changed.connect(self._follow)

    def _follow(self) -> None:
        outlook = self._outlook
        count = outlook.total - outlook.done
        state = (round(100 * outlook.fraction), count) if count else None
        if state == self._shown:
            return
        self._shown = state
        if self._bar is None:
            self._bar = bar_of(self._window)
        self._bar.show(outlook.fraction if count else None, count)


def bar_of(window: QWidget) -> Bar:
    """The bar of this platform; one that shows nothing where there is none."""
    try:
        if sys.platform == "win32":
            from cosydesk.ui.taskbar_windows import WindowsBar

            return WindowsBar(int(window.winId()))
        if sys.platform == "darwin":
            return Badge()
        return LauncherBar() if session_bus_is_there() else NoBar()
    except (ImportError, OSError) as error:
        log.info("There is no progress in the task bar: %s", error)
        return NoBar()


def session_bus_is_there() -> bool:
    """Whether a desktop's bus runs: where none does, asking for it would start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (
        runtime is not None and (Path(runtime) / "bus").exists()
    )


class NoBar:
    """See `Bar`."""

    def show(self, fraction: float | None, count: int) -> None:
        return


class Badge:
    """See `Bar`."""

    def show(self, fraction: float | None, count: int) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(count)


class LauncherBar:
    """See `Bar`. Says it to everybody on the session bus."""

    def __init__(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        self._bus = QDBusConnection.sessionBus()

    def show(self, fraction: float | None, count: int) -> None:
        from PySide6.QtDBus import QDBusMessage

        if not self._bus.isConnected():
            return
        message = QDBusMessage.createSignal(LAUNCHER_PATH, LAUNCHER, "Update")
        shown = fraction is not None
        properties = {"progress": fraction if fraction is not None else 0.0, "progress-visible": shown}
        message.setArguments([f"application://{DESKTOP_FILE}", properties])
        self._bus.send(message)
