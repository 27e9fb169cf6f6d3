"""The program as a process, used with a real mouse and keyboard and watched through its project file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from support.screen import Screen

from cosydesk.studio import project_file
from cosydesk.studio.project import Project

Answer = TypeVar("Answer")

PATIENCE_S = 90.0
"""The slowest single step is the first speech: the engine process starts and loads the voices."""


class Program:
    """One start of CosyDesk. Attributes: window (its X id), process, screen, places (of its parts)."""

    def __init__(
        self,
        screen: Screen,
        environment: dict[str, str],
        places: dict[str, list[int]],
        folder: Path,
        command: Sequence[str] = (sys.executable, "-m", "cosydesk"),
    ) -> None:
        self.screen = screen
        self.window = ""
        self.places = places
        home, person = environment.get("COSYDESK_HOME"), Path(environment["HOME"])
        self._data = Path(home, "data") if home else person / ".local/share/cosydesk"
        self._logs = Path(home, "log") if home else person / ".local/state/cosydesk/log"
        self._folder = folder
        self._log = (folder / "program.log").open("ab")
        self.process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def wait_for_window(self) -> None:
        def find() -> str:
            found = self._xdotool(
                "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "CosyDesk"
            )
            return found.split()[0] if found else ""

        self.window = self.until(find, "the window appears")
        self._xdotool("windowactivate", "--sync", self.window)

    def until(self, ask: Callable[[], Answer], what: str) -> Answer:
        """Ask again and again until the answer is true; fail with a picture of the screen."""
        pause = threading.Event()
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if answer := ask():
                return answer
            assert self.process.poll() is None, f"the program ended while waiting until {what}: {self.said()}"
            pause.wait(0.1)
        picture = self._folder / "failed.png"
        self.screen.picture(picture)
        raise AssertionError(f"waited in vain until {what}; the screen is in {picture}; {self.said()}")

    # -- hands -----------------------------------------------------------------------------------------------

    def click(self, name: str, across: float = 0.5, down: float = 0.5, times: int = 1) -> None:
        """Click a part of the window; `across` and `down` are fractions of its size."""
        self._point_at(name, across, down)
        self._xdotool("click", "--repeat", str(times), "--delay", "60", "1")

    def drag(self, name: str, start: dict[str, float], end: dict[str, float], steps: int = 8) -> None:
        """Press the left button on a part, move in steps as a hand does, let go. Places as for `click`."""
        self._point_at(name, **start)
        self._xdotool("mousedown", "1")
        for step in range(1, steps + 1):
            between = {key: start[key] + (end[key] - start[key]) * step / steps for key in start}
            self._point_at(name, **between)
        self._xdotool("mouseup", "1")

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "40", *keys)

    def paste(self, text: str) -> None:
        """Put text on the clipboard as another program would, and paste it."""
        # xclip stays behind to serve the clipboard and would keep our pipes open.
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            env=self._environment(),
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
        )
        self.press("ctrl+v")

    def kill(self) -> None:
        """End it as a power cut would; its engine process must notice by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        self._log.close()

    # -- eyes ------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self._xdotool("getwindowname", self.window)

    def dialog(self, name: str) -> None:
        """Wait until a dialog of that title has the keyboard."""
        self.until(lambda: name in self._xdotool("getactivewindow", "getwindowname"), f"{name} is in front")

    def back_in_front(self) -> bool:
        """Close whatever lies over the window by Escape; True once nothing does."""
        if self._xdotool("getactivewindow") == self.window:
            return True
        self.press("Escape")
        return False

    def untitled(self) -> list[Path]:
        """Project files without a name, newest first."""
        files = (self._data / "untitled").glob(f"*{project_file.SUFFIX}")
        return sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)

    def said(self) -> str:
        """What it printed, and the end of its log."""
        logs = [self._folder / "program.log", *sorted(self._logs.glob("*.log"))]
        return "\n".join(
            f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in logs if log.exists()
        )

    def _point_at(self, name: str, across: float, down: float) -> None:
        x, y, width, height = self.places[name]
        at = (str(int(x + across * width)), str(int(y + down * height)))
        self._xdotool("mousemove", "--window", self.window, "--sync", *at)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.screen.environment}

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.stdout.strip()


def look(path: Path) -> Project:
    """The project as its file has it, opened to look at beside the running program; close it afterwards."""
    return project_file.open(path, read_only=True)


def texts(path: Path) -> list[str]:
    project = look(path)
    try:
        return [line.text for line in project.lines]
    finally:
        project_file.close(project)
