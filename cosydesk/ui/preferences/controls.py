"""What a setting is changed with: one widget for each kind of control, all of one shape."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from cosydesk.ui.preferences import kinds
from cosydesk.ui.preferences.doings import Doings
from cosydesk.ui.preferences.kinds import CONTEXT
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import repolish
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.switch import Switch

WIDTH = 208
"""Of controls beside their label."""


def translated(text: str) -> str:
    """A text of the table in the window's language."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


class Control(QWidget):
    """Shows a value and tells which other one is chosen.

    Attributes:
        wide: stands under its label, over the whole width.
        note: what is to be said of the present value, and whether it is wrong.

    Signals:
        chosen: another value.
        noted: `note` changed.
    """

    chosen = Signal(object)
    noted = Signal()
    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = ("", False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_value(self, value: Any) -> None:
        """Show what the setting is now."""

    def retranslate(self, name: str) -> None:
        """Give every text anew. Args: name: of the setting, for screen readers."""

    def set_note(self, text: str, *, wrong: bool = False) -> None:
        if (text, wrong) != self.note:
            self.note = (text, wrong)
            self.noted.emit()


class ChoiceControl(Control):
    """Attributes: box."""

    def __init__(self, kind: kinds.Choice) -> None:
        super().__init__()
        self._kind = kind
        self.box = fitting_box()
        for value, text in kind.options:
            self.box.addItem(text, value)
        self._row.addWidget(self.box)
        self.box.activated.connect(lambda row: self.chosen.emit(self._kind.options[row][0]))

    def show_value(self, value: Any) -> None:
        values = [option for option, _text in self._kind.options]
        self.box.setCurrentIndex(values.index(value) if value in values else -1)

    def retranslate(self, name: str) -> None:
        self.box.setAccessibleName(name)
        for row, (_value, text) in enumerate(self._kind.options):
            self.box.setItemText(row, translated(text))


class SwitchControl(Control):
    """Attributes: switch."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.switch = Switch(theme)
        self._row.addStretch(1)
        self._row.addWidget(self.switch)
        self.switch.toggled.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.switch.blockSignals(True)
        self.switch.setChecked(bool(value))
        self.switch.blockSignals(False)
        self.switch.update()

    def retranslate(self, name: str) -> None:
        self.switch.setAccessibleName(name)

    def _tell(self, on: bool) -> None:
        self.chosen.emit(on)


class _Figure(QDoubleSpinBox):
    """Writes no zeros at the end of a fraction."""

    def textFromValue(self, val: float) -> str:
        text = super().textFromValue(val)
        return (
            text.rstrip("0").rstrip(self.locale().decimalPoint())
            if self.locale().decimalPoint() in text
            else text
        )


class NumberControl(Control):
    """Shows the value in its unit; a change counts when Enter is pressed, an arrow used or the field left.

    Attributes: box.
    """

    def __init__(self, kind: kinds.Number, least: float, whole: bool, theme: Theme) -> None:
        """Args: least: of the setting. whole: whether the setting is an integer."""
        super().__init__()
        self._kind = kind
        self._whole = whole
        self.box = _Figure()
        self.box.lineEdit().setTextMargins(theme.metrics.sm - 2, 0, 0, 0)
        self.box.setDecimals(kind.decimals)
        self.box.setRange(least / kind.per, kind.most)
        self.box.setSingleStep(kind.step)
        self.box.setKeyboardTracking(False)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.installEventFilter(WheelGuard(self.box))
        self._row.addWidget(self.box)
        self.box.valueChanged.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self.box.blockSignals(True)
        self.box.setValue(value / self._kind.per)
        self.box.blockSignals(False)

    def retranslate(self, name: str) -> None:
        self.box.setAccessibleName(name)
        self.box.setSuffix(translated(self._kind.unit))
        self.box.setSpecialValueText(translated(self._kind.none))

    def _tell(self, shown: float) -> None:
        value = shown * self._kind.per
        self.chosen.emit(round(value) if self._whole else value)


class AddressControl(Control):
    """An http address; what is none is marked and not taken.

    Attributes: field.
    """

    wide = True

    def __init__(self, kind: kinds.Address) -> None:
        super().__init__()
        self._value = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(kind.example)
        self._row.addWidget(self.field)
        self.field.editingFinished.connect(self._take)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.field.setText(value)
        self._mark(wrong=False)

    def retranslate(self, name: str) -> None:
        self.field.setAccessibleName(name)
        if self.note[1]:
            self._mark(wrong=True)

    def _take(self) -> None:
        text = self.field.text().strip()
        wrong = bool(text) and not is_address(text)
        self._mark(wrong=wrong)
        if not wrong and text != self._value:
            self.chosen.emit(text)

    def _mark(self, *, wrong: bool) -> None:
        self.field.setProperty("wrong", wrong)
        repolish(self.field)
        self.set_note(
            self.tr("This is no address: it begins with http:// or https://.") if wrong else "", wrong=wrong
        )


class NameControl(Control):
    """A name; where not all of it can be written, it says what is.

    Attributes: field.
    """

    def __init__(self, kind: kinds.Name) -> None:
        super().__init__()
        self._clean = kind.clean
        self._value = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(kind.example)
        self._row.addWidget(self.field)
        self.field.editingFinished.connect(self._take)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.field.setText(value)
        self._say()

    def retranslate(self, name: str) -> None:
        self.field.setAccessibleName(name)
        self._say()

    def _take(self) -> None:
        text = self.field.text().strip()
        if text != self._value:
            self.chosen.emit(text)

    def _say(self) -> None:
        written = self._clean(self._value)
        if written == self._value:
            self.set_note("")
        else:
            self.set_note(
                self.tr("Written as “{name}”: only Latin letters, digits and signs can stand there.").format(
                    name=written or self.field.placeholderText()
                )
            )


class DeviceControl(Control):
    """A sound device; one that is chosen and not there stays in the list.

    Attributes: box.
    """

    def __init__(self, kind: kinds.Device, doings: Doings) -> None:
        super().__init__()
        self._kind = kind
        self._doings = doings
        self._value = ""
        self.box = fitting_box()
        self._row.addWidget(self.box)
        self.box.activated.connect(lambda row: self.chosen.emit(self.box.itemData(row)))

    def show_value(self, value: Any) -> None:
        self._value = value
        names = self._doings.devices(self._kind.kind)
        none = (
            self.tr("No microphone found") if self._kind.kind == "input" else self.tr("No sound device found")
        )
        self.box.clear()
        self.box.addItem(self.tr("System default") if names else none, "")
        for name in names:
            self.box.addItem(name, name)
        if value and value not in names:
            self.box.addItem(self.tr("{device} (not connected)").format(device=value), value)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))
        self.box.setToolTip(self.box.currentText())

    def retranslate(self, name: str) -> None:
        self.box.setAccessibleName(name)
        self.show_value(self._value)


class BorrowedControl(Control):
    """A box that somebody else fills and listens to. Attributes: box."""

    def __init__(self, box: ComboBox, hint: QWidget | None) -> None:
        super().__init__()
        self.box = box
        self.hint = hint
        make_fitting(box)
        self._row.addWidget(box)

    def retranslate(self, name: str) -> None:
        self.box.setAccessibleName(name)


class PressControl(Control):
    """Attributes: button."""

    def __init__(self, kind: kinds.Press, doings: Doings) -> None:
        super().__init__()
        self._kind = kind
        self._doings = doings
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self._row.addStretch(1)
        self._row.addWidget(self.button)
        self.button.clicked.connect(lambda: doings.press(kind.command))
        doings.done.connect(self._renew)
        self._renew()

    def retranslate(self, name: str) -> None:
        self.button.setText(translated(self._kind.text))
        self._renew()

    def _renew(self) -> None:
        can = self._doings.can_press(self._kind.command)
        self.button.setEnabled(can)
        self.button.setToolTip("" if can else self.tr("There are none"))


class WheelGuard(QObject):
    """Lets the wheel scroll the page, unless the field has the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def fitting_box() -> ComboBox:
    """A box as wide as the others, whatever is in it."""
    return make_fitting(ComboBox())


def make_fitting(box: ComboBox) -> ComboBox:
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(WheelGuard(box))
    return box


def is_address(text: str) -> bool:
    """Whether it is an http address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
