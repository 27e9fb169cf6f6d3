"""Noise reduction: the switch, how it goes, and both forms of the recording to compare."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, set_kind
from cosydesk.ui.widgets.icon_button import IconButton

COMPARE_KEYS = "Ctrl+B"
_MOST_DB = 60


class NoiseRow(QWidget):
    """Attributes:
    switch: whether the voice is made of the recording without noise. before, after: let a form be heard.

    Signals:
        switched: the person wants noise reduction, or no more.
        heard: the person wants to hear the form without noise (True), or as recorded (False).
    """

    switched = Signal(bool)
    heard = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = self._comparable = False
        self._quieter_db = 0.0
        self._failure = ""
        self._sounding: bool | None = None
        m = theme.metrics
        self.switch = QCheckBox()
        self._status = ElidedLabel(kind="muted")
        self.before, self.after = (
            IconButton(theme, "play", token="muted", size=m.icon - 2, edge=m.compact) for _ in range(2)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.sm)
        layout.addWidget(self.switch)
        layout.addWidget(self._status, 1)
        layout.addWidget(self.before)
        layout.addWidget(self.after)
        self.switch.toggled.connect(self.switched)
        self.before.clicked.connect(lambda: self.heard.emit(False))
        self.after.clicked.connect(lambda: self.heard.emit(True))
        for button in (self.before, self.after):
            button.setProperty("kind", "outlined")
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
        self.retranslate()

    @property
    def status(self) -> str:
        """What is said beside the switch."""
        return self._status.text()

    def show_state(self, *, on: bool, busy: bool, comparable: bool, quieter_db: float, failure: str) -> None:
        """Args:
        comparable: there are both forms. quieter_db: what it brought. failure: why there is no clean form.
        """
        self._busy, self._comparable = busy, comparable
        self._quieter_db, self._failure = quieter_db, failure
        if self.switch.isChecked() != on:
            blocked = self.switch.blockSignals(True)
            self.switch.setChecked(on)
            self.switch.blockSignals(blocked)
        self.retranslate()

    def show_sounding(self, clean: bool | None) -> None:
        """Which form is heard; None = neither."""
        if clean != self._sounding:
            self._sounding = clean
            self.retranslate()

    def retranslate(self) -> None:
        self.switch.setText(self.tr("Reduce noise"))
        self.switch.setToolTip(
            self.tr(
                "Takes hiss, hum and rooms out of the recording. The voice is made of what is chosen here."
            )
        )
        set_kind(self._status, "error" if self._failure else "muted")
        if self._failure:
            self._status.setText(self._failure)
        elif self._busy:
            self._status.setText(self.tr("Cleaning the recording …"))
        elif self._comparable and self.switch.isChecked():
            n = min(_MOST_DB, round(self._quieter_db))
            done = (
                self.tr("{n} dB less noise").format(n=n) if n > 0 else self.tr("There was hardly any noise")
            )
            self._status.setText(done)
        else:
            self._status.setText("")
        for button, clean, text, explained in (
            (self.before, False, self.tr("Before"), self.tr("Hear the selection as it was recorded")),
            (self.after, True, self.tr("After"), self.tr("Hear the selection with less noise")),
        ):
            on = self._sounding is clean
            button.setText(text)
            button.setAccessibleName(explained)
            button.setToolTip(f"{explained} · {COMPARE_KEYS}")
            button.set_icon("square" if on else "play", "accent_ink" if on else "muted", filled=on)
            button.setVisible(self._comparable)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
