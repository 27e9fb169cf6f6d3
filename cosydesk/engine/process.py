"""One engine process with its pipe: started, spoken to, ended. Not a thread: window, batch and service own theirs."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from types import ModuleType

from cosydesk.engine import watchdog
from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Alive, Answer, Command, Stop
from cosydesk.engine.types import Model
from cosydesk.engine.worker import worker_main

log = logging.getLogger(__name__)

Opener = Callable[..., Model]

_REAP_S = 5.0
_starting = threading.Lock()


class EngineProcess:
    """A running child process.

    Attributes:
        conn: readable when an answer is there or the process has closed it.
        sentinel: readable when the process has ended.
        pid: of the process.
        watch: tells whether it hangs.
    """

    def __init__(self, threads: int, opener: Opener | None, patience_s: float = watchdog.PATIENCE_S) -> None:
        """Start it; returns long before it is ready to take commands, which wait in the pipe.

        Args:
            patience_s: see `Watchdog`.
        """
        context = multiprocessing.get_context("spawn")
        self.conn: Connection
        self.conn, theirs = context.Pipe(duplex=True)
        arguments = (theirs, threads) if opener is None else (theirs, threads, opener)
        # A daemon, so that a program that forgets to shut down doesn't wait for it forever at its end.
        self._process = context.Process(
            target=worker_main, args=arguments, name="cosydesk-engine", daemon=True
        )
        try:
            with _nobody_s_script():
                self._process.start()
        finally:
            theirs.close()  # else the pipe wouldn't close when the process dies
        self.sentinel = self._process.sentinel
        self.pid = self._process.pid
        self.watch = watchdog.Watchdog(self.pid, patience_s)

    def send(self, command: Command) -> None:
        """Send; silently nothing if the process is gone, since its sentinel tells that."""
        try:
            self.conn.send(command)
        except (BrokenPipeError, ConnectionError):
            log.info("The engine is gone, %s is not delivered", type(command).__name__)

    def receive(self) -> Answer | None:
        """The next answer, or None if the process is gone (or talks nonsense)."""
        try:
            answer: Answer = self.conn.recv()
        except (EOFError, OSError):
            return None
        except Exception:
            log.exception("An answer of the engine can't be read")
            return None
        if isinstance(answer, Alive):
            self.watch.beat()
        else:
            self.watch.answered()
        return answer

    def kill(self) -> None:
        """End it now, whatever it does; may be called from any thread."""
        self._process.kill()

    def end(self, patience_s: float) -> None:
        """Ask it to stop, wait that long, then kill it."""
        self.send(Stop())
        self._process.join(patience_s)
        self.bury()

    def put_down(self) -> EngineError:
        """Kill it because it hangs, and say so."""
        log.warning("The engine process %s gives no sign of life and is killed", self.pid)
        self.kill()
        self.bury()
        return watchdog.hung()

    def bury(self) -> EngineError:
        """Reap it, killing it if need be, and say why it ended."""
        self._process.join(0.2)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join(_REAP_S)
        self.conn.close()
        code = self._process.exitcode
        log.info("The engine process %s ended with %s", self.pid, code)
        if code is not None:
            self._process.close()
        return death_reason(code)


@contextlib.contextmanager
def _nobody_s_script() -> Iterator[None]:
    """Keep a new process from running the script that starts it once more, as `spawn` would have it: the engine needs
    nothing of it, and people's scripts seldom guard against that.
    """
    with _starting:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def death_reason(exit_code: int | None) -> EngineError:
    """What an exit code says about a death that nobody ordered; negative codes are signals."""
    if exit_code is not None and exit_code < 0:
        try:
            name = signal.Signals(-exit_code).name
        except ValueError:
            name = f"signal {-exit_code}"
        if name == "SIGKILL":
            return EngineError(
                "The engine was ended by the system (SIGKILL), most likely because memory ran out.",
                "Close other programs, then try again.",
                code="engine_killed",
            )
        return EngineError(
            f"The engine crashed ({name}).",
            "Try again; if it happens again, send the log.",
            code="engine_crashed",
        )
    return EngineError(
        f"The engine stopped unexpectedly (exit code {exit_code}).",
        "Try again; if it happens again, send the log.",
        code="engine_crashed",
    )


def start_failure(error: OSError) -> EngineError:
    """The process could not even be started."""
    return EngineError(
        f"The engine can't be started: {error.strerror or error}.",
        "Close other programs, then try again.",
        code="engine_start",
    )
