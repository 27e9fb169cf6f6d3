"""Tells an engine process that hangs from one that is busy, which may take any time it likes.

An engine at work sends a sign of life every second (`Heartbeat`). Where none comes, a library may hold the
interpreter's lock while it computes or loads; then the process uses its processor. One that does neither is
stopped, or stuck for good. And one whose heart beats though it neither computes nor answers waits for something
that won't come.

Time is counted in looks, not by the clock: when the machine slept, or both processes were stopped together, one look
is late and nobody hangs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from cosydesk.engine.errors import EngineError

BEAT_S = 1.0
"""Between two signs of life."""

PATIENCE_S = 30.0
"""How long an engine at work may give no sign of life."""

LOOKS = 10
"""Looks at the process within the patience."""

STUCK = 6
"""How many times as long it may live without doing anything."""

MOVED_S, WORKED_S = 0.05, 0.5
"""Seconds of processor time that show that it lives, and that it works: its heart alone takes a tenth of the latter."""


class Heartbeat:
    """Sends a sign of life every `BEAT_S` while there is work, from a thread of its own."""

    def __init__(self, beat: Callable[[], None]) -> None:
        self._beat = beat
        self._working = threading.Event()
        threading.Thread(target=self._run, name="heart", daemon=True).start()

    @contextmanager
    def working(self) -> Iterator[None]:
        """There is work for as long as the block runs."""
        self._working.set()
        try:
            yield
        finally:
            self._working.clear()

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            self._working.wait()
            pause.wait(BEAT_S)
            if self._working.is_set():
                self._beat()


class Watchdog:
    """Watches one process from outside.

    Attributes:
        look_s: seconds from one `hangs` to the next.
    """

    def __init__(self, pid: int | None, patience_s: float = PATIENCE_S) -> None:
        self.look_s = patience_s / LOOKS
        self._process = _process(pid)
        self._quiet = self._idle = 0  # looks in a row: no sign of life, and no sign of work
        self._lived_at = self._worked_at = 0.0  # its processor time then

    def begin(self) -> None:
        """It is given work after it had none."""
        self._lived_at = self._worked_at = self._processor_s() or 0.0
        self._quiet = self._idle = 0

    def beat(self) -> None:
        """It gave a sign of life."""
        self._quiet = 0

    def answered(self) -> None:
        """It said something of its work."""
        self._quiet = self._idle = 0

    def hangs(self, *, patient: bool = False) -> bool:
        """Look at it; call this every `look_s` while it has work.

        Args:
            patient: it may wait for somebody else, such as a server: only its signs of life count.
        """
        used = self._processor_s()
        if used is None:
            return False  # it has ended, which others see
        self._quiet += 1
        self._idle += 1
        if used - self._lived_at >= MOVED_S:
            self._lived_at, self._quiet = used, 0
        if used - self._worked_at >= WORKED_S:
            self._worked_at, self._idle = used, 0
        return self._quiet >= LOOKS or (not patient and self._idle >= LOOKS * STUCK)

    def _processor_s(self) -> float | None:
        """Processor time of the process so far, in seconds; None when there is no such process."""
        if self._process is None:
            return None
        try:
            times = self._process.cpu_times()
        except psutil.Error:
            return None
        return float(times.user + times.system)


def hung() -> EngineError:
    """What is said of a process that was ended for it."""
    return EngineError(
        "The engine stopped answering and was ended.",
        "Try again; the engine starts anew by itself.",
        code="engine_hung",
    )


def _process(pid: int | None) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None
