"""The dialog "This computer"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cosydesk.doctor.report import Report
from cosydesk.doctor.writing import as_text
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.jobs.queue import JobQueue
from cosydesk.private import anonymous
from cosydesk.settings import Settings
from cosydesk.ui.device.engine_panel import EnginePanel
from cosydesk.ui.device.examination import Examination
from cosydesk.ui.device.fact_table import FactTable
from cosydesk.ui.device.problem_card import ProblemCard
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.fitting_scroll import FittingScroll

_WIDTH = 680
_SPARE = 320


class DeviceDialog(Dialog):
    """Not modal: the engine can be watched while it works.

    Attributes:
        examination: where the report comes from. engine: the engine's live figures.
        cards: the problems. tables: the sections. page: what they lie in.

    Signals:
        said: a short message for the window's toast.
        unload_wanted: as of `EnginePanel`. idle_chosen(int): likewise.
    """

    said = Signal(str)
    unload_wanted = Signal()
    idle_chosen = Signal(int)

    def __init__(
        self,
        examination: Examination,
        queue: JobQueue,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, _WIDTH)
        self.examination = examination
        self.cards: list[ProblemCard] = []
        self.tables: list[FactTable] = []
        self._shown: Report | None = None
        self._has_worked = False
        m = theme.metrics
        self._summary = label("small", wrap=True)
        self.engine = EnginePanel(queue, settings, theme)
        self._problems, self._sections = QVBoxLayout(), QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, m.sm, 0)
        column.setSpacing(m.md)
        self._problems.setSpacing(m.sm)
        self._sections.setSpacing(m.md)
        column.addLayout(self._problems)
        column.addWidget(self.engine)
        column.addLayout(self._sections)
        column.addStretch(1)
        self.content.addWidget(self._summary)
        self.content.addSpacing(m.xs)
        self.page = FittingScroll(inside, _SPARE)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to be read by keyboard
        self.page.setProperty("kind", "reading")
        self.content.addWidget(self.page, 1)
        self.copy = self.add_button()
        self.again = self.add_button()
        self._close = self.add_button(primary=True)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(examination.start)
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.engine.unload_wanted.connect(self.unload_wanted)
        self.engine.idle_chosen.connect(self.idle_chosen)
        examination.changed.connect(self._show)
        queue.engine_state_changed.connect(self._engine_changed)
        self.retranslate()
        self._close.setFocus()
        examination.start()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("This computer"))
        self.heading.setText(self.windowTitle())
        self.copy.setText(self.tr("Copy report"))
        self.copy.setToolTip(self.tr("In English, without your name, your computer's and your home folder"))
        self.again.setText(self.tr("Refresh"))
        self.page.setAccessibleName(self.tr("Report"))
        self._close.setText(self.tr("Close"))
        self._shown = None
        self._show()

    def report_text(self) -> str:
        """What is copied; empty before there is a report."""
        report = self.examination.report
        return anonymous(as_text(report)) if report is not None else ""

    def _show(self) -> None:
        found = self.examination
        self.again.setEnabled(not found.busy)
        self.copy.setEnabled(found.report is not None)
        self._summary.setText(self._summary_words())
        if isinstance(found.engine, EngineFacts):
            self.engine.show_facts(found.engine)
        if found.report is not None and found.report is not self._shown:
            self._shown = found.report
            self._fill(found.report)

    def _fill(self, report: Report) -> None:
        for old in (*self.cards, *self.tables):
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.cards = [ProblemCard(problem, self.theme) for problem in report.problems]
        self.tables = [
            FactTable(section, self.theme, frozenset({"open_model"})) for section in report.sections
        ]
        for card in self.cards:
            self._problems.addWidget(card)
        for table in self.tables:
            self._sections.addWidget(table)

    def _summary_words(self) -> str:
        report = self.examination.report
        if report is None:
            if self.examination.busy:
                return self.tr("Looking at this computer…")
            return self.tr("This computer can't be examined; details are in the log.")
        count = sum(problem.severity != "hint" for problem in report.problems)
        if not count:
            words = self.tr("Everything that CosyDesk needs works.")
        elif count == 1:
            words = self.tr("One thing is in the way.")
        else:
            words = self.tr("{n} things are in the way.").format(n=count)
        if self.examination.busy:
            words += " " + self.tr("The engine is being asked…")
        return words

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report_text())
        self.said.emit(self.tr("The report is copied, without personal paths."))

    def _engine_changed(self, state: str, _detail: str) -> None:
        """What the engine worked with is known once it has done so."""
        if state in ("loading", "speaking"):
            self._has_worked = True
        elif state == "ready" and self._has_worked and self.isVisible():
            self._has_worked = False
            self.examination.ask_engine()
