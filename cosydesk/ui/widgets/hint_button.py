"""A push button that is painted: icon, text, a quiet hint (a key) or a count after it, perhaps an arrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space

_ARROW = 14


class HintButton(QPushButton):
    """Icon · text · hint · count. At narrow widths `set_compact` leaves the icon and the count."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        *,
        primary: bool = False,
        menu_arrow: bool = False,
        centered: bool = False,
        weight: QFont.Weight = QFont.Weight.Medium,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._filled = False
        self._primary = primary
        self._arrow = menu_arrow
        self._centered = centered
        self._weight = QFont.Weight.DemiBold if primary else weight
        self._hint = ""
        self._count = ""
        self._hint_shown = True
        self._compact = False
        self._max_width = 0
        self.setProperty("kind", "primary" if primary else "")
        across = QSizePolicy.Policy.Expanding if centered else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def set_parts(self, text: str, hint: str = "", count: str = "") -> None:
        self.setAccessibleName(text)
        if (text, hint, count) != (self.text(), self._hint, self._count):
            self._hint, self._count = hint, count
            self.setText(text)
            self._resized()

    def set_icon(self, icon: str, *, filled: bool = False) -> None:
        if (icon, filled) != (self._icon, self._filled):
            self._icon, self._filled = icon, filled
            self._resized()

    def set_compact(self, compact: bool) -> None:
        if compact != self._compact:
            self._compact = compact
            self._resized()

    def show_hint(self, shown: bool) -> None:
        if shown != self._hint_shown:
            self._hint_shown = shown
            self._resized()

    def set_max_width(self, width: int) -> None:
        """The text is elided beyond this."""
        self._max_width = width

    def sizeHint(self) -> QSize:
        m = self.theme.metrics
        width = 2.0 * m.md + (m.icon if self._icon else -m.sm)
        for part, font, _ in self._parts():
            width += m.sm + QFontMetricsF(font).horizontalAdvance(part)
        if self._arrow:
            width += m.sm + _ARROW
        wanted = round(width + 0.5)
        return QSize(min(wanted, self._max_width) if self._max_width else wanted, m.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        m = self.theme.metrics
        ratio = self.devicePixelRatioF()
        token = "faint" if not self.isEnabled() else "on_accent" if self._primary else "text"
        end = self.width() - m.md - (_ARROW + m.sm if self._arrow else 0)
        x = float(m.md)
        if self._centered:
            x = max(x, (self.width() - self.sizeHint().width()) / 2 + m.md)
        if self._icon:
            size = m.icon - 4 if self._filled else m.icon
            icon = self.theme.pixmap(self._icon, token, size, ratio, filled=self._filled)
            painter.drawPixmap(round(x) + (m.icon - size) // 2, (self.height() - size) // 2, icon)
            x += m.icon + m.sm
        for part, font, role in self._parts():
            painter.setFont(font)
            color = self.theme.color(token)
            if role == "hint":
                color.setAlphaF(0.85 if self._primary else 0.7)
            elif role == "count" and self.isEnabled():
                color = self.theme.color("warn")
            painter.setPen(color)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, end - x + 1)
            width = metrics.horizontalAdvance(shown)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            x += width + m.sm
        if self._arrow:
            arrow = self.theme.pixmap("chevron-down", "muted", _ARROW, ratio)
            painter.drawPixmap(self.width() - m.md - _ARROW + 2, (self.height() - _ARROW) // 2 + 1, arrow)

    def _parts(self) -> list[tuple[str, QFont, str]]:
        t = self.theme.type
        parts = []
        if not self._compact and self.text():
            parts.append((self.text(), self.theme.font(t.body, self._weight), "text"))
        if not self._compact and self._hint and self._hint_shown:
            parts.append((self._hint, self.theme.font(t.tiny, QFont.Weight.Medium), "hint"))
        if self._count:
            font = self.theme.font(t.body, QFont.Weight.Medium, tabular=True)
            parts.append((self._count, font, "count"))
        return parts

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()
