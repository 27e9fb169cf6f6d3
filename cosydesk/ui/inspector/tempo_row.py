"""How fast the clip of the current line plays, at the pitch it was spoken at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from cosydesk.studio import arrange
from cosydesk.studio.timeline import FASTEST, SLOWEST
from cosydesk.ui.document import Document
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.icon_button import IconButton

_SAME = 0.005
"""Less than the field shows is no change."""


class TempoRow(QWidget):
    """A field, and the way back to how it was spoken; hidden while the line has no clip.

    What is chosen goes to the clips of all marked lines. Steps one after another are one step of the history.
    """

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown = 1.0
        m = theme.metrics
        self._label = label("muted")
        self.field = QDoubleSpinBox()
        self.field.setRange(SLOWEST, FASTEST)
        self.field.setSingleStep(0.01)
        self.field.setDecimals(2)
        self.field.setSuffix("×")
        self.field.setKeyboardTracking(False)
        self.field.setFont(theme.font(theme.type.body, tabular=True))
        self.field.lineEdit().setTextMargins(m.sm - 2, 0, 0, 0)
        self.reset = IconButton(theme, "undo-2", token="muted", size=15, edge=m.compact)
        self._label.setBuddy(self.field)
        words = QHBoxLayout()
        words.setSpacing(m.xs)
        words.addWidget(self._label, 1)
        words.addWidget(self.reset)
        # Halves, so that the field stands below the seed.
        for part in (self._label, self.field):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(m.sm)
        row.addLayout(words, 0, 0)
        row.addWidget(self.field, 0, 1)
        for column in range(2):
            row.setColumnStretch(column, 1)
            row.setColumnMinimumWidth(column, 1)
        self.field.valueChanged.connect(self._set)
        self.reset.clicked.connect(lambda: self._apply(1.0))
        document.current_line_changed.connect(lambda _line: self.refresh())
        document.timeline_changed.connect(self.refresh)
        document.takes_changed.connect(lambda _line: self.refresh())
        self.retranslate()

    def retranslate(self) -> None:
        self._label.setText(self.tr("Clip tempo"))
        self.field.setAccessibleName(self.tr("Clip tempo"))
        self.field.setToolTip(self.tr("How many times as fast as it was spoken it plays; the pitch stays"))
        self.reset.setAccessibleName(self.tr("As it was spoken"))
        self.reset.setToolTip(self.tr("As it was spoken"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the tempo of the current line's clip, the fastest where it is split."""
        line = self._document.current_line()
        clips = self._document.project.clips_of(line.id) if line is not None else ()
        self.setVisible(bool(clips))
        if clips:
            self._shown = max(clip.tempo for clip in clips)
            self.field.blockSignals(True)
            self.field.setValue(self._shown)
            self.field.blockSignals(False)
            self.reset.setEnabled(self._shown != 1.0)

    def _set(self, tempo: float) -> None:
        if abs(tempo - self._shown) > _SAME:
            self._apply(tempo)

    def _apply(self, tempo: float) -> None:
        project = self._document.project
        ids = [clip.id for line_id in self._document.lines_to_edit() for clip in project.clips_of(line_id)]
        edit = arrange.change_tempo(project, ids, tempo)
        self._document.apply(replace(edit, merge_key=f"tempo:{','.join(sorted(ids))}"))
        self.refresh()
