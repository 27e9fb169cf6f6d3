"""The checks of a recording, one row each: sign, words, and below them what helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cosydesk.studio.prompt_check import Finding, Severity
from cosydesk.ui.theme import Theme
from cosydesk.ui.voice_dialog.finding_words import finding_words
from cosydesk.ui.widgets.basics import label

_ICONS = {
    Severity.OK: ("circle-check", "ok"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.PROBLEM: ("circle-alert", "error"),
}


class FindingRow(QWidget):
    """One finding."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        m = theme.metrics
        self._icon = QLabel()
        self._icon.setFixedSize(m.icon, m.icon)
        self._text = label("small", wrap=True)
        self._remedy = label("muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._remedy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def show_finding(self, finding: Finding) -> None:
        icon, token = _ICONS[finding.severity]
        self._icon.setPixmap(
            self.theme.pixmap(icon, token, self.theme.metrics.icon, self.devicePixelRatioF())
        )
        text, remedy = finding_words(finding)
        self._text.setText(text)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def remedy(self) -> str:
        return self._remedy.text()


class FindingList(QWidget):
    """Rows are made once and filled anew, also many times a second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._findings: tuple[Finding, ...] = ()
        self.rows: list[FindingRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.metrics.sm)
        self._hint = label("muted", wrap=True)
        self._layout.addWidget(self._hint)
        self._layout.addStretch(1)
        theme.changed.connect(self._show_again)
        self.retranslate()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What doesn't concern anybody is left out: problems and warnings go first."""
        self._findings = tuple(findings)
        order = [Severity.PROBLEM, Severity.WARNING, Severity.OK]
        shown = sorted(self._findings, key=lambda finding: order.index(finding.severity))
        while len(self.rows) < len(shown):
            self.rows.append(FindingRow(self.theme))
            self._layout.insertWidget(len(self.rows), self.rows[-1])
        for row, finding in zip(self.rows, shown, strict=False):
            row.show_finding(finding)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(shown))
        self._hint.setVisible(not shown)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Checks"))
        self._hint.setText(
            self.tr(
                "One person, close to the microphone, without music or echo, in the manner that the voice shall "
                "have: that is what cloning keeps."
            )
        )
        self._show_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_again(self) -> None:
        self.show_findings(self._findings)
