"""A start with files, while windows are open already: hands to them what is theirs."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

from cosydesk.studio.project_file import SUFFIX
from cosydesk.ui.reception import process_of, windows_dir

log = logging.getLogger(__name__)

_CONNECT_MS = 500
_ANSWER_MS = 2000
"""A window that is busy for longer may be hanging: better a second one than none."""


def hand_over(files: Sequence[Path], token: str = "") -> list[Path]:
    """Give the files to windows that are open, and bring those to the front.

    A project goes to the window that shows it. What is no project, as voices and scripts, goes to the window that was
    used last, unless a project is to be opened together with it.

    Args:
        files: absolute paths.
        token: the desktop's permission to come to the front (Wayland).

    Returns:
        Those that are left for a window of this process.
    """
    left = list(files)
    for name in list(_names()):
        projects = [path for path in left if is_project(path)]
        taken = set(_ask(name, projects or left, token))
        left = [path for path in left if path not in taken]
        if taken and left and not any(map(is_project, left)):
            # What came together with this window's project is meant for it.
            taken = set(_ask(name, left, token))
            left = [path for path in left if path not in taken]
        if not left:
            break
    return left


def is_project(path: Path) -> bool:
    """Whether it is named as a project is."""
    return path.suffix.lower() == SUFFIX


def _names() -> Iterator[str]:
    """What windows listen under, the one used last first."""
    try:
        entries = sorted(windows_dir().iterdir(), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    except OSError as error:
        log.warning("Other windows can't be found: %s", error)
        return
    for entry in entries:
        yield entry.name


def _ask(name: str, files: Sequence[Path], token: str) -> list[Path]:
    """Those of the files that a window takes."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        gone = (
            QLocalSocket.LocalSocketError.ServerNotFoundError,
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
        )
        if socket.error() in gone:
            _forget(name)
        return []
    _let_come_forward(process_of(name))
    socket.write(json.dumps({"files": [str(path) for path in files], "token": token}).encode() + b"\n")
    try:
        while not socket.canReadLine():
            if not socket.waitForReadyRead(_ANSWER_MS):
                return []
        taken = json.loads(bytes(socket.readLine().data()))
        return [Path(path) for path in taken]
    except (ValueError, TypeError, RecursionError):
        return []
    finally:
        socket.abort()


def _forget(name: str) -> None:
    """Clear away what a window left that was killed."""
    QLocalServer.removeServer(name)
    try:
        (windows_dir() / name).unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s can't be cleared away: %s", name, error)


def _let_come_forward(process: int) -> None:
    """On Windows only who has the foreground may pass it on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
