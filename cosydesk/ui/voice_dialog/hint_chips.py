"""What else is in the sound beside words, as small labels: a mood, laughter, music."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label

_TEXTS = {
    "happy": QT_TRANSLATE_NOOP("Hint", "sounds happy"),
    "sad": QT_TRANSLATE_NOOP("Hint", "sounds sad"),
    "angry": QT_TRANSLATE_NOOP("Hint", "sounds angry"),
    "fearful": QT_TRANSLATE_NOOP("Hint", "sounds afraid"),
    "disgusted": QT_TRANSLATE_NOOP("Hint", "sounds disgusted"),
    "surprised": QT_TRANSLATE_NOOP("Hint", "sounds surprised"),
    "music": QT_TRANSLATE_NOOP("Hint", "music in the background"),
    "applause": QT_TRANSLATE_NOOP("Hint", "applause"),
    "laughter": QT_TRANSLATE_NOOP("Hint", "laughter"),
    "crying": QT_TRANSLATE_NOOP("Hint", "crying"),
    "coughing": QT_TRANSLATE_NOOP("Hint", "coughing"),
    "sneezing": QT_TRANSLATE_NOOP("Hint", "sneezing"),
    "breath": QT_TRANSLATE_NOOP("Hint", "breathing"),
}


class HintChips(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[str, ...] = ()
        self._chips: list[QLabel] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.metrics.xs)
        self._row.addStretch(1)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is shown."""
        return [chip.text() for chip in self._chips if chip.isVisibleTo(self)]

    def show_hints(self, hints: Sequence[str]) -> None:
        """Args:
        hints: as in `Transcript.hints`; unknown ones are left out.
        """
        self._hints = tuple(hint for hint in hints if hint in _TEXTS)
        while len(self._chips) < len(self._hints):
            self._chips.append(label("chip"))
            self._row.insertWidget(len(self._chips) - 1, self._chips[-1])
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(self._hints))
        self.retranslate()
        self.setVisible(bool(self._hints))

    def retranslate(self) -> None:
        for chip, hint in zip(self._chips, self._hints, strict=False):
            chip.setText(QCoreApplication.translate("Hint", _TEXTS[hint]))
        self.setAccessibleName(", ".join(self.texts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
