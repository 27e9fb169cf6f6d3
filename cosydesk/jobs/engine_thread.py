"""The thread that owns the engine process, so that the window never waits for it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

from PySide6.QtCore import QObject, QThread, Signal

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import (
    Alive,
    Answer,
    Answered,
    Ask,
    Cancel,
    Cancelled,
    Chunk,
    Command,
    Describe,
    Failed,
    Finished,
    ListDevices,
    Load,
    Loading,
    ModelFailed,
    Place,
    Progressed,
    Ready,
    Speak,
    Started,
    Unload,
)
from cosydesk.engine.process import EngineProcess, Opener, start_failure
from cosydesk.engine.questions import Examine
from cosydesk.engine.watchdog import PATIENCE_S
from cosydesk.servers import is_url

log = logging.getLogger(__name__)

STOP_PATIENCE_S = 1.0
"""How long a process that is told to stop may take before it is killed."""

LOAD_GRACE_S = 60.0
"""How long a cancelled job may go on opening its model: killing it would only mean opening it again."""


IDLE, ASKED = "idle", "asked"
"""Why the process was ended: nobody needed it for a while, or somebody wanted its memory."""


class EngineThread(QThread):
    """Starts the engine process on demand, hands commands in and answers out, and clears up after a crash.

    It sleeps in one `wait` on the pipe, the process and its own wake-up; nothing is polled.

    Signals (emitted in this thread, so connect them to methods of objects that live in yours):
        answered(object): an `Answer` of the engine.
        died(str, object): the process ended though nobody ordered it, or hung and was ended. The job it had, or "",
            and an `EngineError` that says why.
        faulted(object): the engine answered with an `EngineError` of the code ``internal``, whatever it was asked;
            the error's notes have the traceback. The answer comes as well.
        killed(str): that job ignored its cancel for too long and the process was killed for it.
        state_changed(str, str): ``off``, ``starting``, ``loading``, ``waiting`` (for a server), ``ready``, ``speaking``
            or ``crashed``, with the model's id or the reason of the crash; ``off`` with `IDLE` or `ASKED` when that is
            why it was ended.
    """

    answered = Signal(object)
    died = Signal(str, object)
    faulted = Signal(object)
    killed = Signal(str)
    state_changed = Signal(str, str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        threads: int = 0,
        idle_s: float = 600.0,
        grace_s: float = 2.0,
        patience_s: float = PATIENCE_S,
        opener: Opener | None = None,
        place: Place = Place(),  # noqa: B008 - frozen
    ) -> None:
        """
        Args:
            threads: of the engine; 0 = all cores but one.
            idle_s: seconds without work after which the process is ended; 0 = never.
            grace_s: seconds that a cancelled job has to stop before the process is killed.
            patience_s: seconds without a sign of life after which a process at work is killed, see `Watchdog`.
            opener: opens a model by its id in the process; None = the engine's own.
            place: device and precision of every process; a `Place` that is posted changes it.
        """
        super().__init__(parent)
        self.setObjectName("engine")
        self._threads = threads
        self._idle_s = idle_s
        self._grace_s = grace_s
        self._patience_s = patience_s
        self._opener = opener
        self._place = place
        self._inbox: deque[Command] = deque()
        self._closing = False
        self._awake, self._alarm = Pipe(duplex=False)
        self._alarm_lock = threading.Lock()
        self._alarm_rung = False
        # What follows belongs to the thread.
        self._process: EngineProcess | None = None
        self._owed: deque[Command] = deque()  # commands the process has, and hasn't answered with Ready
        self._job: str | None = None  # the job among them
        self._model = ""  # that job's
        self._started = False  # whether it got past opening its model
        self._state = ("off", "")
        self._kill_at: float | None = None
        self._look_at: float | None = None  # when the process at work is looked at again
        self._idle_since = 0.0
        self._unloading = False  # to be ended as soon as it owes nothing

    # --- from any thread -----------------------------------------------------------------------------------

    def post(self, command: Command) -> None:
        """Give a command to the engine, starting what needs starting. At most one Speak at a time."""
        if self._closing:
            return
        self._inbox.append(command)
        if not self.isRunning():
            self.start()
        self._wake()

    def set_idle(self, idle_s: float) -> None:
        """Change after how many seconds without work the process is ended (0 = never); counts at once."""
        self._idle_s = idle_s
        if self.isRunning():
            self._wake()

    def set_threads(self, threads: int) -> None:
        """Change the threads (0 = all cores but one) of the next process; the present one keeps its own."""
        self._threads = threads

    def shut_down(self) -> None:
        """End process and thread; returns within a few seconds whatever the engine does."""
        self._closing = True
        if self.isRunning():
            self._wake()
            if not self.wait(int((STOP_PATIENCE_S + 2.0) * 1000)):
                log.warning("The engine doesn't listen and is killed")
                if process := self._process:
                    process.kill()
                self.wait()
        self._awake.close()
        self._alarm.close()

    @property
    def pid(self) -> int | None:
        """Of the engine process while there is one."""
        process = self._process
        return process.pid if process else None

    def _wake(self) -> None:
        with self._alarm_lock:
            if not self._alarm_rung:
                self._alarm_rung = True
                self._alarm.send_bytes(b"!")

    # --- the thread ----------------------------------------------------------------------------------------

    def run(self) -> None:
        self._idle_since = time.monotonic()
        while not self._closing:
            self._turn()
        if self._process:
            self._process.end(STOP_PATIENCE_S)
            self._process = None
            self._set_state("off")

    def _turn(self) -> None:
        process = self._process
        ends: list[Connection | int] = [self._awake]
        if process:
            ends += [process.conn, process.sentinel]
        ready = wait(ends, self._timeout())
        if self._awake in ready:
            with self._alarm_lock:
                self._awake.recv_bytes()
                self._alarm_rung = False
            while self._inbox and not self._closing:
                self._deliver(self._inbox.popleft())
        elif process and process.conn in ready:  # before the sentinel: the last words come first
            answer = process.receive()
            if answer is None:
                self._after_death(process)
            else:
                self._take(answer)
        elif process and process.sentinel in ready:
            self._after_death(process)
        self._keep_deadlines()

    def _timeout(self) -> float | None:
        """Seconds until the next deadline; None if there is none."""
        if self._process is None:
            return None
        deadlines = [at for at in (self._kill_at, self._look_at) if at is not None]
        if not self._owed:
            if self._unloading:
                return 0.0
            if self._idle_s > 0:
                deadlines.append(self._idle_since + self._idle_s)
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _keep_deadlines(self) -> None:
        if self._process is None or self._timeout() != 0.0:
            return
        now = time.monotonic()
        if self._kill_at is not None and self._kill_at <= now:
            self._kill_disobedient(self._process)
        elif not self._owed:
            why = ASKED if self._unloading else IDLE
            log.info("The engine is ended to free its memory (%s)", why)
            self._process.end(STOP_PATIENCE_S)
            self._forget()
            self._set_state("off", why)
        elif self._look_at is not None and self._look_at <= now:
            self._look_at = now + self._process.watch.look_s
            if self._process.watch.hangs(patient=_waits_for_others(self._owed[0])):
                self._report_death(self._process.put_down())

    def _kill_disobedient(self, process: EngineProcess) -> None:
        job = self._job or ""
        log.warning("Job %s ignores its cancel, the engine is killed", job)
        process.kill()
        process.bury()
        waiting = [command for command in self._forget() if isinstance(command, Describe | Ask | ListDevices)]
        self._set_state("off")
        self.killed.emit(job)
        for command in waiting:
            self._deliver(command)

    def _deliver(self, command: Command) -> None:
        if isinstance(command, Cancel):
            if self._process:
                self._process.send(command)
            if self._process and command.job_id == self._job:
                self._kill_at = time.monotonic() + (self._grace_s if self._started else LOAD_GRACE_S)
            return
        if isinstance(command, Place):
            self._place = command
            if self._process is None:
                return
        if isinstance(command, Unload):
            # Closed models leave behind what libraries keep for themselves; an ended process leaves nothing.
            self._unloading = self._process is not None
            return
        idle = not self._owed
        self._owed.append(command)
        if isinstance(command, Speak):
            self._job, self._model = command.job_id, command.model
            self._unloading = False  # it is needed again
        if self._process is None:
            self._set_state("starting")
            try:
                self._process = EngineProcess(self._threads, self._opener, self._patience_s)
            except OSError as error:
                log.exception("The engine process can't be started")
                self._report_death(start_failure(error))
                return
            log.info("The engine process is %s", self._process.pid)
            self._idle_since = time.monotonic()
            if self._place != Place():
                self._owed.appendleft(self._place)
                self._process.send(self._place)
        if idle:
            self._process.watch.begin()
            self._look_at = time.monotonic() + self._process.watch.look_s
        self._process.send(command)

    def _take(self, answer: Answer) -> None:
        match answer:
            case Alive():
                return
            case Loading(model):
                self._set_state("loading", model)
            case Started():
                self._started = True
                if self._kill_at is not None:
                    self._kill_at = time.monotonic() + self._grace_s
            case Progressed(_, progress) if progress.stage in ("loading", "waiting"):
                self._set_state(progress.stage, self._model)
            case Progressed() | Chunk():
                self._set_state("speaking", self._model)
            case Finished() | Failed() | Cancelled():
                self._job = self._kill_at = None
                self._started = False
            case Ready():
                done = self._owed.popleft()
                if not (isinstance(done, Ask) and isinstance(done.question, Examine)):
                    self._idle_since = time.monotonic()
                if not self._owed:
                    self._look_at = None
                    self._set_state("ready")
        if (error := _error_of(answer)) is not None and error.code == "internal":
            self.faulted.emit(error)
        self.answered.emit(answer)

    def _after_death(self, process: EngineProcess) -> None:
        self._report_death(process.bury())

    def _report_death(self, error: EngineError) -> None:
        log.error("%s", error.message)
        job = self._job or ""
        for command in self._forget():
            if isinstance(command, Load | Describe):
                self.answered.emit(ModelFailed(command.model, error))
            elif isinstance(command, Ask):
                self.answered.emit(Answered(command.key, error))
        self._set_state("crashed", error.message)
        self.died.emit(job, error)

    def _forget(self) -> list[Command]:
        """Forget the process that is gone; what it still owed an answer to comes back."""
        owed = list(self._owed)
        self._owed.clear()
        self._process = self._job = self._kill_at = self._look_at = None
        self._started = self._unloading = False
        return owed

    def _set_state(self, state: str, detail: str = "") -> None:
        if (state, detail) != self._state:
            self._state = (state, detail)
            self.state_changed.emit(state, detail)


def _waits_for_others(command: Command) -> bool:
    """Whether it may take its time without any work here: a server has it, or it may be one."""
    match command:
        case Speak(_, model) | Load(model) | Describe(model):
            return is_url(model)
        case Ask(_, question):
            return is_url(getattr(question, "model", ""))
        case _:
            return False


def _error_of(answer: Answer) -> EngineError | None:
    match answer:
        case Failed(_, error) | ModelFailed(_, error) | Answered(_, EngineError() as error):
            return error
        case _:
            return None
