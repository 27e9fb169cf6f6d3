"""The picture itself, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.playback.pictures import Picture
from cosydesk.ui.theme import Theme


class PictureView(QWidget):
    """Paints a `Picture` in its middle.

    Signals:
        resized: it has room for a larger or smaller one.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.theme = theme
        self.picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def room(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def show_picture(self, picture: Picture | None) -> None:
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(16 * self.theme.metrics.xl, 9 * self.theme.metrics.xl)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("field"))
        if self.picture is None:
            return
        pixels = self.picture.image
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        ratio = self.devicePixelRatioF()
        image.setDevicePixelRatio(ratio)
        left = round((self.width() * ratio - width) / 2) / ratio
        top = round((self.height() * ratio - height) / 2) / ratio
        painter.drawImage(QPointF(left, top), image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()
