"""A row of choices of which one is on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cosydesk.ui.theme import Theme


class Segmented(QWidget):
    """Segments in a trough; click or arrow keys choose.

    Signals:
        chosen: index of the segment that the person chose.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, texts: list[str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._texts = texts or []
        self._index = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def index(self) -> int:
        return self._index

    def set_texts(self, texts: list[str]) -> None:
        self._texts = texts
        self._index = min(self._index, max(0, len(texts) - 1))
        self.setAccessibleDescription(" / ".join(texts))
        self.updateGeometry()
        self.update()

    def set_index(self, index: int) -> None:
        """Choose without a signal."""
        self._index = index
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font(on=True))
        width = sum(metrics.horizontalAdvance(text) + 2 * self.theme.metrics.sm for text in self._texts)
        return QSize(round(width), self.theme.metrics.compact)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.theme.metrics.compact)

    def _font(self, *, on: bool) -> QFont:
        return self.theme.font(self.theme.type.small, QFont.Weight.DemiBold if on else QFont.Weight.Normal)

    def _segment(self, index: int) -> QRectF:
        edges = self._edges()
        return QRectF(edges[index], 0, edges[index + 1] - edges[index], self.height())

    def _at(self, x: float) -> int:
        edges = self._edges()
        return next((index for index, edge in enumerate(edges[1:]) if x < edge), len(self._texts) - 1)

    def _edges(self) -> list[float]:
        """Where the segments begin and the last one ends: as wide as their texts, the rest shared equally."""
        metrics = QFontMetricsF(self._font(on=True))
        wanted = [metrics.horizontalAdvance(text) for text in self._texts]
        spare = (self.width() - sum(wanted)) / max(1, len(wanted))
        edges = [0.0]
        for width in wanted:
            edges.append(edges[-1] + width + spare)
        return edges

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, m = self.theme, self.theme.metrics
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(QRectF(self.rect()), m.radius, m.radius)
        for index, text in enumerate(self._texts):
            on = index == self._index
            cell = self._segment(index)
            if on:
                painter.setBrush(theme.color("surface" if not theme.is_dark else "raised"))
                painter.setPen(theme.color("accent" if self.hasFocus() else "line"))
                painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), m.radius, m.radius)
            token = "text" if on or index == self._hovered else "muted"
            painter.setPen(theme.color(token))
            font = self._font(on=on)
            painter.setFont(font)
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, cell.width() - 6)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position().x())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._texts:
            self._choose(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif 0 <= self._index + step < len(self._texts):
            self._choose(self._index + step)

    def _choose(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self.update()
            self.chosen.emit(index)
