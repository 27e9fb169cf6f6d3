"""The panel on the right: three tabs, the current line, the queue and the history."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from cosydesk.jobs.outlook import Outlook
from cosydesk.jobs.queue import JobQueue
from cosydesk.playback.player import Player
from cosydesk.ui.actions import Actions
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.history_panel import HistoryPanel
from cosydesk.ui.inspector.line_panel import LinePanel
from cosydesk.ui.inspector.queue_panel import QueuePanel
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.speech import Speech
from cosydesk.ui.take_checks import TakeChecks
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import PANEL_HEAD
from cosydesk.ui.widgets.text_tab import TextTab


class InspectorPanel(QWidget):
    """Line n | Queue n | History."""

    def __init__(
        self,
        document: Document,
        speech: Speech,
        queue: JobQueue,
        outlook: Outlook,
        player: Player,
        checks: TakeChecks,
        actions: Actions,
        manners: Manners,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._count = 0
        m = theme.metrics
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line_tab = TextTab(theme)
        self.queue_tab = TextTab(theme)
        self.history_tab = TextTab(theme)
        self.line = LinePanel(document, speech, player, checks, actions, manners, theme)
        self.queue = QueuePanel(queue, outlook, actions, theme)
        self.history = HistoryPanel(document, theme)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(m.md - 5, 0, m.md - 5, 0)
        tabs.addWidget(self.line_tab)
        tabs.addStretch()
        tabs.addWidget(self.queue_tab)
        tabs.addWidget(self.history_tab)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.line)
        self._stack.addWidget(self.queue)
        self._stack.addWidget(self.history)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(PANEL_HEAD)
        head.setLayout(tabs)
        layout.addWidget(head)
        layout.addLayout(self._stack, 1)
        self.setMinimumWidth(240)
        self.line_tab.clicked.connect(lambda: self.show_tab(0))
        self.queue_tab.clicked.connect(lambda: self.show_tab(1))
        self.history_tab.clicked.connect(lambda: self.show_tab(2))
        document.current_line_changed.connect(lambda _line: self._show_titles())
        document.lines_changed.connect(lambda changed: self._show_titles() if changed is None else None)
        self.queue.count_changed.connect(self._set_count)
        self.show_tab(0)
        self._show_titles()

    def show_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        for number, tab in enumerate((self.line_tab, self.queue_tab, self.history_tab)):
            tab.setChecked(number == index)

    def show_history(self) -> None:
        """Turn to the history and give it the keyboard."""
        self.show_tab(2)
        self.history.refresh()
        self.history.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_titles()

    def _set_count(self, count: int) -> None:
        self._count = count
        self._show_titles()

    def _show_titles(self) -> None:
        number = self._document.line_number(self._document.current_line_id)
        self.line_tab.setText(self.tr("Line {n}").format(n=number) if number else self.tr("Line"))
        self.queue_tab.setText(
            self.tr("Queue {n}").format(n=self._count) if self._count else self.tr("Queue")
        )
        self.history_tab.setText(self.tr("History"))
