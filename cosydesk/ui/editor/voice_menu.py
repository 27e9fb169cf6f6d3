"""A menu of all voices."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.ui.library.languages import language_name
from cosydesk.ui.theme import Theme
from cosydesk.ui.voices import VoiceCatalogue


class VoiceMenu(QMenu):
    """Every voice with its colour; favourites first.

    Signals:
        chosen: id of the voice that was picked.
    """

    chosen = Signal(str)

    def __init__(
        self, voices: VoiceCatalogue, theme: Theme, current: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Voice"))
        group = QActionGroup(self)
        listed = voices.all()
        favourites = [voice for voice in listed if voices.is_favourite(voice.id)]
        others = [voice for voice in listed if not voices.is_favourite(voice.id)]
        for part in (favourites, others):
            if part and part is others and favourites:
                self.addSeparator()
            for voice in part:
                hue = theme.speaker_color(voices.color_index(voice.id))
                action = self.addAction(
                    _dot(hue, self.devicePixelRatioF()), f"{voice.name}\t{language_name(voice.language)}"
                )
                action.setCheckable(True)
                action.setChecked(voice.id == current)
                action.triggered.connect(lambda _on=False, picked=voice.id: self.chosen.emit(picked))
                group.addAction(action)
        if not listed:
            self.addAction(self.tr("No voices yet")).setEnabled(False)


def _dot(color: QColor, ratio: float) -> QIcon:
    size = 16
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QRectF(4, 4, 8, 8))
    painter.end()
    return QIcon(image)
