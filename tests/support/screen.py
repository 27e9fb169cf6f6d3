"""A screen that is not there, with a window manager: for programs that are driven by mouse and keyboard."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 30.0


class ScreenMissingError(Exception):
    """A virtual screen can't be run here; the message says why."""


class Screen:
    """A running X server of our own; `environment` makes programs show themselves there."""

    def __init__(self, display: str, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def run(self, *command: str, text: str | None = None) -> str:
        """Run an X program there to its end, with `text` on standard input; returns what it printed."""
        done = subprocess.run(
            command,
            env={**os.environ, **self.environment},
            input=text,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout

    def picture(self, path: Path) -> None:
        """Write what the screen shows as PNG, for people to look at after a failure."""
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            self.run("import", "-window", "root", str(path))


@contextmanager
def virtual_screen(width: int = 1440, height: int = 900) -> Iterator[Screen]:
    """Start Xvfb and openbox, stop them at the end.

    Raises:
        ScreenMissingError: one of them is not installed or doesn't start.
    """
    for program in ("Xvfb", "openbox"):
        if shutil.which(program) is None:
            raise ScreenMissingError(f"{program} is not installed")
    with tempfile.TemporaryDirectory(prefix="cosydesk-screen-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        display = _start_server(stack, width, height)
        screen = Screen(display, width, height)
        _start_window_manager(stack, screen, folder)
        yield screen


def _start_server(stack: contextlib.ExitStack, width: int, height: int) -> str:
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command,
        pass_fds=[writer],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(_end, server)
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        number = b""
        # The number comes in pieces: it is whole only with its newline.
        while not number.endswith(b"\n"):
            if not select.select([pipe], [], [], START_S)[0] or not (piece := pipe.read(16)):
                raise ScreenMissingError("Xvfb did not start")
            number += piece
    return f":{number.decode('ascii').strip()}"


def _start_window_manager(stack: contextlib.ExitStack, screen: Screen, folder: Path) -> None:
    ready = folder / "ready"
    manager = subprocess.Popen(
        ["openbox", "--sm-disable", "--startup", f"touch {ready}"],
        env={
            **os.environ,
            **screen.environment,
            "XDG_CONFIG_HOME": str(folder),
            "XDG_CACHE_HOME": str(folder),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(_end, manager)
    waiting = threading.Event()
    for _ in range(int(START_S / 0.05)):
        if ready.exists():
            return
        if manager.poll() is not None:
            break
        waiting.wait(0.05)
    raise ScreenMissingError("openbox did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
