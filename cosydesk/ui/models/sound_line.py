"""Which sound devices this computer has: one quiet line, or what is missing and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cosydesk.doctor.desk import Desk
from cosydesk.doctor.report import Problem
from cosydesk.doctor.writing import message_of
from cosydesk.playback.device_watch import SoundWatch
from cosydesk.ui import phrases
from cosydesk.ui.device.examination import look_at_desk
from cosydesk.ui.device.words import translated
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class SoundLine(QWidget):
    """Follows devices that come and go.

    Attributes: devices, no_output, no_input: its rows. The first names what is there, the others are hints.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._outputs: tuple[str, ...] | None = None
        self._inputs: tuple[str, ...] | None = None
        self.devices = _Row("volume-2", "muted", "muted", theme)
        self.no_output = _Row("volume-x", "warn", "", theme)
        self.no_input = _Row("info", "muted", "muted", theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.metrics.xs, 0, 0)
        layout.setSpacing(theme.metrics.xs)
        for row in (self.no_output, self.devices, self.no_input):
            layout.addWidget(row)
        self._watch = SoundWatch(self)
        self._watch.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Ask the system which devices there are now."""
        self.show_desk(look_at_desk())

    def show_desk(self, desk: Desk) -> None:
        """Name the default devices; nothing is said of what could not be asked."""
        self._outputs, self._inputs = desk.outputs, desk.inputs
        self.retranslate()

    def retranslate(self) -> None:
        output = self._outputs[0] if self._outputs else ""
        microphone = self._inputs[0] if self._inputs else ""
        named = []
        if output:
            named.append(self.tr("Sound: {name}").format(name=output))
        if microphone:
            named.append(self.tr("Microphone: {name}").format(name=microphone))
        self.devices.show_text(" · ".join(named))
        self.no_output.show_text(_words("no_output") if self._outputs == () else "")
        self.no_input.show_text(_words("no_input") if self._inputs == () else "")
        self.setVisible(any(not row.isHidden() for row in (self.devices, self.no_output, self.no_input)))


class _Row(QWidget):
    """A sign and words; hidden while there are none."""

    def __init__(self, icon: str, ink: str, kind: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._ink = icon, ink
        self._sign = QLabel()
        size = theme.metrics.icon
        self._sign.setFixedSize(size, size)
        self._text = label(kind, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.sm)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def show_text(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return self._text.text()

    def _draw(self) -> None:
        size = self._theme.metrics.icon
        self._sign.setPixmap(self._theme.pixmap(self._icon, self._ink, size, self.devicePixelRatioF()))


def _words(code: str) -> str:
    return phrases.paragraph(*message_of(Problem(code), translated))
