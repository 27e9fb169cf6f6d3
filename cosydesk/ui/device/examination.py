"""Gathers a report without ever making the window wait."""

from __future__ import annotations

import contextlib
import copy
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication

from cosydesk.doctor.check import Silent, assemble
from cosydesk.doctor.desk import Desk, session_type
from cosydesk.doctor.machine import Machine, look
from cosydesk.doctor.report import Report
from cosydesk.doctor.storage import own_models_folder
from cosydesk.engine.errors import EngineError
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.engine.questions import Examine
from cosydesk.jobs.queue import JobQueue
from cosydesk.settings import Settings

log = logging.getLogger(__name__)


class Examination(QObject):
    """One at a time: starting another one drops the one before.

    Attributes:
        report: the latest; None before the first. engine: what the engine said of itself last.
        busy: more is to come.

    Signals:
        changed: there is another report, or `busy` is another.
    """

    changed = Signal()
    _assembled = Signal(int, object, object)

    def __init__(
        self,
        queue: JobQueue,
        settings: Settings,
        roots: Callable[[], list[Path]],
        parent: QObject | None = None,
    ) -> None:
        """
        Args:
            roots: gives the model folders that are open beside those that are found by themselves.
        """
        super().__init__(parent)
        self.report: Report | None = None
        self.engine: EngineFacts | EngineError | Silent = "waiting"
        self.busy = False
        self._queue = queue
        self._settings = settings
        self._roots = roots
        self._run = 0  # counts the starts
        self._ticket = 0  # counts the reports that are begun
        self._oldest = 0  # the first of them that is worth showing
        self._machine: Machine | None = None
        self._desk: Desk | None = None
        self._assembled.connect(self._take_report)

    def start(self) -> None:
        """Look at everything anew. Starts the engine, which is asked after what it has to do already."""
        self._run += 1
        self._oldest = self._ticket + 1
        self._machine = None
        self._desk = look_at_desk()
        self.engine = "waiting"
        self.busy = True
        self._assemble()
        self.ask_engine()
        self.changed.emit()

    def ask_engine(self) -> None:
        """Only what the engine says may have changed."""
        run = self._run
        self._queue.questions.ask(Examine(), lambda answer: self._take_engine(run, answer))

    def _take_engine(self, run: int, answer: EngineFacts | EngineError) -> None:
        if run == self._run:
            self.engine = answer
            self._assemble()
            self.changed.emit()

    def _assemble(self) -> None:
        self._ticket += 1
        ticket, engine, desk, machine = self._ticket, self.engine, self._desk, self._machine
        settings, roots = copy.copy(self._settings), self._roots()
        settings.values = dict(settings.values)

        def work() -> None:
            found: Machine | None = None
            report: Report | None = None
            try:
                found = machine or look(own_models_folder(settings))
                report = assemble(found, engine, desk, settings, roots)
            except Exception:
                log.exception("the computer could not be examined")
            with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                self._assembled.emit(ticket, found, report)

        threading.Thread(target=work, name="doctor", daemon=True).start()

    def _take_report(self, ticket: int, machine: Machine | None, report: Report | None) -> None:
        if ticket < self._oldest:
            return
        self._oldest = ticket
        self._machine = machine
        self.report = report
        self.busy = self.engine == "waiting" or ticket != self._ticket
        self.changed.emit()


def look_at_desk() -> Desk:
    """What Qt says in the process that has the window."""
    try:
        from cosydesk.playback.output import device_names
        from cosydesk.playback.qt_input import input_names
    except ImportError:  # the system lacks what QtMultimedia needs
        return Desk(True, QGuiApplication.platformName(), qVersion(), session_type())
    return Desk(
        True,
        QGuiApplication.platformName(),
        qVersion(),
        session_type(),
        tuple(device_names()),
        tuple(input_names()),
    )
