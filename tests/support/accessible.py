"""What a screen reader would find in a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


def nameless(root: QWidget) -> list[str]:
    """Where there are widgets that can have the keyboard but no name; parts of a compound one count with it.

    Widgets that are hidden for themselves have not been filled yet and are left out.
    """
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or _out_of_sight(widget, root) or _is_part(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(_way_to(widget, root))
    return found


def _out_of_sight(widget: QWidget, root: QWidget) -> bool:
    at: QWidget | None = widget
    while at is not None and at is not root:
        if at.isHidden():
            return True
        at = at.parentWidget()
    return False


def _is_part(widget: QWidget) -> bool:
    """The list of a combo box, the field of a spin box: whoever reads them reads the whole."""
    if type(widget).__module__.startswith("cosydesk"):
        return False
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QComboBox | QAbstractSpinBox):
            return True
        at = at.parentWidget()
    return False


def _way_to(widget: QWidget, root: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None and at is not root:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names[:4])
