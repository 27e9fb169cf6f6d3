"""Where a recording comes from: dropped, chosen, or recorded here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.hint_button import HintButton


class DropPage(QWidget):
    """A dashed frame with two buttons; while a file is being read it says so and offers to stop.

    Signals:
        choose, record, cancelled: the buttons.
    """

    choose = Signal()
    record = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        m = theme.metrics
        self._hot = False
        self._reading = ""
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("section")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self.choose_button = HintButton(theme, "folder-open")
        self.record_button = HintButton(theme, "mic")
        self.cancel_button = HintButton(theme, "x")
        for button in (self.choose_button, self.record_button, self.cancel_button):
            button.setAutoDefault(False)
        self.choose_button.clicked.connect(self.choose)
        self.record_button.clicked.connect(self.record)
        self.cancel_button.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(m.sm)
        buttons.addStretch(1)
        for button in (self.choose_button, self.record_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.xl, m.lg, m.xl, m.lg)
        layout.setSpacing(m.sm)
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(m.xs)
        layout.addLayout(buttons)
        layout.addStretch(1)
        theme.changed.connect(self._refresh)
        self.retranslate()

    @property
    def first_button(self) -> HintButton:
        """The button that the keyboard goes to."""
        return self.cancel_button if self._reading else self.choose_button

    def show_reading(self, name: str) -> None:
        """A file of this name is being read; "" when no more."""
        self._reading = name
        self.retranslate()

    def set_hot(self, hot: bool) -> None:
        """Something that can be taken is held over it."""
        self._hot = hot
        self._refresh()

    def retranslate(self) -> None:
        reading = bool(self._reading)
        self._title.setText(
            self.tr("Reading {name} …").format(name=self._reading)
            if reading
            else self.tr("Drop a recording here")
        )
        self._text.setText(
            self.tr("3 to 10 seconds of one person speaking. Sound files and films of any kind.")
        )
        self.choose_button.set_parts(self.tr("Choose a file…"))
        self.record_button.set_parts(self.tr("Record"))
        self.cancel_button.set_parts(self.tr("Cancel"))
        self._text.setVisible(not reading)
        self._bar.setVisible(reading)
        others = (self.choose_button, self.record_button)
        appearing, going = ((self.cancel_button,), others) if reading else (others, (self.cancel_button,))
        focused = any(button.hasFocus() for button in going)
        for button in appearing:
            button.show()
        if focused:
            self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in going:
            button.hide()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.color("accent" if self._hot else "line_strong"), 1.5 if self._hot else 1)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(self.theme.color("accent_soft" if self._hot else "field"))
        radius = self.theme.metrics.card_radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _refresh(self) -> None:
        token = "accent_ink" if self._hot else "muted"
        self._icon.setPixmap(self.theme.pixmap("file-audio", token, 26, self.devicePixelRatioF()))
        self.update()
