"""What nobody caught: all of it to the log and a report, one sentence to the person."""

from __future__ import annotations

import logging
import os
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from cosydesk import crashes, logs
from cosydesk.crashes import LogOf
from cosydesk.engine.errors import EngineError
from cosydesk.settings import Settings, SettingsProblem
from cosydesk.studio.errors import StudioError
from cosydesk.ui import failures
from cosydesk.ui.run_mark import RunMark
from cosydesk.ui.words import Words
from cosydesk.weights import WeightsError

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)


class Faults(QObject):
    """Exceptions of the window's process in any thread, faults of the engine and of downloads, the last run's end.

    Attributes:
        mark: tells the next start that this run came to its end; None where the log folder can't be written.

    Signals:
        happened(object): an exception that nobody caught; comes in the thread where it was raised.
    """

    happened = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window: MainWindow | None = None
        self._places: set[str] = set()
        self.mark: RunMark | None = None
        self.happened.connect(self._tell)

    def begin(self) -> None:
        """Catch from now on, and keep a report of earlier runs that were cut off."""
        logs.catch_the_rest(self._caught)
        try:
            self.mark = RunMark()
        except OSError as error:
            log.warning("No mark of this run can be kept: %s", error)
            return
        for pid, words in self.mark.ended_badly:
            details = f"The window was cut off (process {pid}).\n\n{words}"
            self._report("window", details, [LogOf("window", pid), LogOf("engine")])

    def end(self) -> None:
        """This run ends as it should."""
        if self.mark is not None:
            self.mark.end()

    def watch(self, window: MainWindow) -> None:
        """Tell in this window what goes wrong, and watch its engine and its downloads."""
        self._window = window
        window.queue.engine_state_changed.connect(self._engine_changed)
        window.queue.engine_faulted.connect(self._engine_faulted)
        window.downloads.failed.connect(self._download_failed)

    def tell_of_last_time(self) -> None:
        """Say that the last run was cut off, or that the settings were damaged, if so."""
        if self._window is None:
            return
        if self._settings.problem is not None:
            self._tell_of_settings(self._settings.problem)
        if self.mark is not None and self.mark.ended_badly:
            kept = self._settings.keep_crash_reports
            self._window.messages.show_note(
                Words(
                    lambda: QCoreApplication.translate(
                        "Faults", "CosyDesk ended unexpectedly last time. Nothing was lost."
                    )
                ),
                button=Words(lambda: QCoreApplication.translate("Faults", "Show report")) if kept else "",
                do=lambda: _show_folder(crashes.crash_dir()),
            )

    def _tell_of_settings(self, problem: SettingsProblem) -> None:
        assert self._window is not None
        message = Words(lambda: _settings_words(problem.kind))
        backup = problem.backup
        if backup is None:
            self._window.messages.show_note(message)
            return
        self._window.messages.show_note(
            message,
            Words(
                lambda: QCoreApplication.translate("Faults", "The old file is kept as {name}.").format(
                    name=backup.name
                )
            ),
            Words(lambda: QCoreApplication.translate("Faults", "Show the backup")),
            lambda: _show_folder(backup.parent),
        )

    # -- exceptions ------------------------------------------------------------------------------------------

    def _caught(self, error: BaseException) -> None:
        """Called in any thread."""
        in_main = threading.current_thread() is threading.main_thread()
        trace = "".join(traceback.format_exception(error))
        if self._first_from(trace):
            own = LogOf("window", os.getpid())
            self._report("window" if in_main else "thread", trace, [own, LogOf("engine")])
        self.happened.emit(error)

    def _first_from(self, trace: str) -> bool:
        """What fails with every frame, or every line of a script, makes one report, not twenty."""
        place = next((line for line in reversed(trace.splitlines()) if line.startswith("  File ")), trace)
        known = place in self._places
        self._places.add(place)
        return not known

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        if self._window is None:
            return
        if not isinstance(error, StudioError):
            error = StudioError("Something went wrong inside CosyDesk.", code="internal")
        self._window.messages.show_error(*failures.words(error))

    # -- other processes -------------------------------------------------------------------------------------

    @Slot(str, str)
    def _engine_changed(self, state: str, detail: str) -> None:
        if state == "crashed":
            self._report_engine(detail)

    @Slot(object)
    def _engine_faulted(self, error: EngineError) -> None:
        trace = "\n".join(getattr(error, "__notes__", ()))
        if self._first_from(trace):
            self._report_engine(f"{error.message}\n\n{trace}")

    @Slot(str, object)
    def _download_failed(self, model_id: str, error: WeightsError) -> None:
        if error.code == "worker":
            details = f"The download of {model_id} failed. {error.message}"
            self._report("download", details, [LogOf("download"), LogOf("window", os.getpid())])

    def _report_engine(self, details: str) -> None:
        self._report("engine", details, [LogOf("engine"), LogOf("window", os.getpid())])

    def _report(self, what: str, details: str, of: list[LogOf]) -> None:
        if self._settings.keep_crash_reports:
            crashes.write_report(what, details, of)


def _settings_words(kind: str) -> str:
    return {
        "empty": QCoreApplication.translate(
            "Faults", "The settings file was empty; everything is as at the first start."
        ),
        "values": QCoreApplication.translate(
            "Faults", "Some settings were damaged; they are as at the first start."
        ),
        "damaged": QCoreApplication.translate(
            "Faults", "The settings were damaged; everything is as at the first start."
        ),
        "unreadable": QCoreApplication.translate(
            "Faults", "The settings can't be read; everything is as at the first start."
        ),
    }[kind]


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
