"""How far each file of a download is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label

_BAR_WIDTH = 120


class FileRows(QWidget):
    """One row for each file: its name, a bar, bytes of bytes. The biggest first, for they take the time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: dict[str, tuple[QLabel, QProgressBar, QLabel]] = {}
        m = theme.metrics
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(m.xl, 0, 0, 0)
        self._grid.setHorizontalSpacing(m.md)
        self._grid.setVerticalSpacing(m.xs)
        self._grid.setColumnStretch(0, 1)

    def show_files(self, files: Mapping[str, tuple[int, int]]) -> None:
        """Bytes (done, size) by path."""
        if set(files) != set(self._rows):
            self._make_rows(files)
        for path, (done, size) in files.items():
            _name, bar, figures = self._rows[path]
            bar.setValue(round(1000 * done / size) if size else 1000)
            figures.setText(f"{size_text(done)} / {size_text(size)}")

    def texts(self) -> dict[str, str]:
        """What is written behind each file."""
        return {path: row[2].text() for path, row in self._rows.items()}

    def _make_rows(self, files: Mapping[str, tuple[int, int]]) -> None:
        for row in self._rows.values():
            for part in row:
                self._grid.removeWidget(part)
                part.deleteLater()
        self._rows.clear()
        tabular = self.theme.font(self.theme.type.small, tabular=True)
        for number, path in enumerate(sorted(files, key=lambda known: (-files[known][1], known))):
            name = ElidedLabel(path, kind="muted")
            bar = QProgressBar()
            bar.setRange(0, 1000)
            bar.setTextVisible(False)
            bar.setFixedWidth(_BAR_WIDTH)
            bar.setAccessibleName(path)
            figures = label("muted")
            figures.setFont(tabular)
            figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(name, number, 0)
            self._grid.addWidget(bar, number, 1)
            self._grid.addWidget(figures, number, 2)
            self._rows[path] = (name, bar, figures)
