"""One setting: its name and a line of help, what it is changed with, and the way back to its default."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cosydesk.settings import Settings
from cosydesk.ui.preferences import kinds
from cosydesk.ui.preferences.controls import (
    WIDTH,
    AddressControl,
    BorrowedControl,
    ChoiceControl,
    Control,
    DeviceControl,
    NameControl,
    NumberControl,
    PressControl,
    SwitchControl,
    translated,
)
from cosydesk.ui.preferences.doings import Doings
from cosydesk.ui.preferences.engine_place import EnginePlace
from cosydesk.ui.preferences.folder_controls import FolderControl, FoldersControl
from cosydesk.ui.preferences.kinds import Row
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.ui.widgets.icon_button import IconButton

_MARKED_MS = 1600


class SettingRow(QWidget):
    """Follows the settings, whoever changes them.

    Attributes: row (what it shows), control, reset, restart (shown when a new value waits for the next start).

    Signals:
        restart_wanted: now, please.
    """

    restart_wanted = Signal()

    def __init__(
        self, row: Row, doings: Doings, place: EnginePlace, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.row = row
        self._doings = doings
        self._place = place
        self.control = _control(row, doings, place, theme)
        self._label = label("")
        self._label.setBuddy(self.control)
        self._help = label("muted", wrap=True)
        self._note = label("muted", wrap=True)
        self._note.hide()
        self.reset = IconButton(theme, "rotate-ccw", token="muted", size=14, edge=theme.metrics.compact)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.clicked.connect(self._reset)
        self._restart = QWidget()
        self.restart = QPushButton()
        self._waiting = label("muted", wrap=True)
        self._mark = QTimer(self)
        self._mark.setSingleShot(True)
        self._mark.setInterval(_MARKED_MS)
        self._mark.timeout.connect(self.update)
        self._lay_out()
        self.control.chosen.connect(lambda value: doings.set({row.setting: value}))
        self.control.noted.connect(self._show_note)
        doings.changed.connect(self._follow)
        self.restart.clicked.connect(self.restart_wanted)
        self.retranslate()
        self.renew()
        self._show_note()

    def _lay_out(self) -> None:
        m = self.theme.metrics
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for words in (self._label, self._help):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            texts.addWidget(words)
        grid = QGridLayout(self)
        grid.setContentsMargins(m.sm, m.sm + 2, m.sm, m.sm + 2)
        grid.setHorizontalSpacing(m.sm)
        grid.setVerticalSpacing(m.xs + 2)
        grid.setColumnStretch(0, 1)
        grid.addLayout(texts, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        below = 1
        if self.control.wide:
            grid.addWidget(self.reset, 0, 1, 1, 2, middle | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.control, 1, 0, 1, 3)
            below = 2
        else:
            self.control.setFixedWidth(WIDTH)
            grid.addWidget(self.reset, 0, 1, middle)
            grid.addWidget(self.control, 0, 2, middle)
        grid.addWidget(self._note, below, 0, 1, 3)
        if isinstance(self.control, BorrowedControl) and self.control.hint is not None:
            grid.addWidget(self.control.hint, below + 1, 0, 1, 3)
        restart = QHBoxLayout(self._restart)
        restart.setContentsMargins(0, 0, 0, 0)
        restart.addWidget(self._waiting, 1)
        restart.addWidget(self.restart)
        self.restart.setProperty("compact", True)
        self.restart.setAutoDefault(False)
        grid.addWidget(self._restart, below + 2, 0, 1, 3)

    @property
    def note(self) -> str:
        """What is said under the control; "" when nothing is."""
        return self._note.text() if not self._note.isHidden() else ""

    def mark(self) -> None:
        """Draw the eye to it for a moment, and give its control the keyboard."""
        self._mark.start()
        self.update()
        for part in (self.control, *self.control.findChildren(QWidget)):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isEnabled() and not part.isHidden():
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def renew(self) -> None:
        """Show the setting as it is now."""
        name = self.row.setting
        self.reset.setVisible(bool(name) and self._doings.settings.is_changed(name))
        self._restart.setVisible(self._doings.waits_for_restart(name))
        if isinstance(self.control, BorrowedControl):
            self._place.renew()
        elif name:
            self.control.show_value(getattr(self._doings.settings, name))

    def retranslate(self) -> None:
        name = translated(self.row.label)
        self._label.setText(name)
        self._help.setText(translated(self.row.help))
        self.control.retranslate(name)
        self.reset.setToolTip(self.tr("Back to the default"))
        self.reset.setAccessibleName(self.tr("Back to the default: {name}").format(name=name))
        self._waiting.setText(self.tr("The new size comes with the next start of CosyDesk."))
        self.restart.setText(self.tr("Start anew"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark.isActive():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("accent_soft"))
            radius = self.theme.metrics.radius
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def _reset(self) -> None:
        self._doings.reset(self.row.setting)
        self.mark()

    def _follow(self, name: str) -> None:
        if name == self.row.setting:
            self.renew()

    def _show_note(self) -> None:
        text, wrong = self.control.note
        self._note.setText(text)
        set_kind(self._note, "error" if wrong else "muted")
        self._note.setVisible(bool(text))


def _control(row: Row, doings: Doings, place: EnginePlace, theme: Theme) -> Control:
    match row.control:
        case kinds.Choice() as kind:
            return ChoiceControl(kind)
        case kinds.Switch():
            return SwitchControl(theme)
        case kinds.Number() as kind:
            setting = vars(Settings)[row.setting]
            return NumberControl(kind, float(setting.minimum or 0), isinstance(setting.default, int), theme)
        case kinds.Address() as kind:
            return AddressControl(kind)
        case kinds.Name() as kind:
            return NameControl(kind)
        case kinds.Folder() as kind:
            return FolderControl(kind)
        case kinds.Folders():
            return FoldersControl(theme)
        case kinds.Device() as kind:
            return DeviceControl(kind, doings)
        case kinds.Place("device"):
            return BorrowedControl(place.device, place.hint)
        case kinds.Place():
            return BorrowedControl(place.precision, None)
        case kinds.Press() as kind:
            return PressControl(kind, doings)
