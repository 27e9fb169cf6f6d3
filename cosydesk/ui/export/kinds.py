"""Several of a few kinds of file: a check box for each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cosydesk.ui.theme import Theme


class Kinds(QWidget):
    """Signals:
    changed: the person checked or unchecked one.
    """

    changed = Signal()

    def __init__(self, theme: Theme, kinds: tuple[str, ...], names: tuple[str, ...]) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.lg)
        self.boxes = {kind: QCheckBox(name) for kind, name in zip(kinds, names, strict=True)}
        for box in self.boxes.values():
            layout.addWidget(box)
            box.clicked.connect(self.changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    def choose(self, kinds: tuple[str, ...]) -> None:
        """Check these, without a signal."""
        for kind, box in self.boxes.items():
            box.setChecked(kind in kinds)
