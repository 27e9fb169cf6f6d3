"""What this is, which version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import cosydesk
from cosydesk import paths
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.versions import as_text, versions
from cosydesk.ui.preferences.kept_places import show_folder
from cosydesk.ui.reading.licences_dialog import LicencesDialog
from cosydesk.ui.theme import Theme, icons
from cosydesk.ui.widgets.basics import label

_WIDTH = 500


class AboutDialog(Dialog):
    """Name, licence, versions to copy, thanks, and the ways to the licences of others and to the logs.

    Attributes: copy, licences, logs: the buttons.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, _WIDTH)
        m = theme.metrics
        self._mark = QLabel()
        self._mark.setPixmap(icons.app_icon().pixmap(56, 56))
        self._what = label("", wrap=True)
        self._licence = label("muted")
        self._thanks = label("muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(m.xs)
        words.addWidget(self._what)
        words.addWidget(self._licence)
        row = QHBoxLayout()
        row.setSpacing(m.lg)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.content.addLayout(row)
        self.content.addSpacing(m.sm)
        self.content.addLayout(self._table())
        self.content.addSpacing(m.sm)
        self.content.addWidget(self._thanks)
        self.content.addSpacing(m.sm)
        self.copy, self.licences, self.logs = (QPushButton() for _ in range(3))
        ways = QHBoxLayout()
        ways.setSpacing(m.sm)
        for button in (self.licences, self.logs):
            button.setAutoDefault(False)
            ways.addWidget(button)
        ways.addStretch(1)
        self.content.addLayout(ways)
        self.copy.setAutoDefault(False)
        self.buttons.insertWidget(0, self.copy)
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.copy.clicked.connect(self._copy)
        self.licences.clicked.connect(lambda: LicencesDialog(theme, self).open())
        self.logs.clicked.connect(lambda: show_folder(paths.log_dir()))
        self.retranslate()
        self._close.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("About CosyDesk"))
        self.heading.setText(f"CosyDesk {cosydesk.__version__}")
        self._what.setText(
            self.tr("A studio for voice-over and offline dubbing. Nothing leaves this computer.")
        )
        self._licence.setText(self.tr("Apache License 2.0"))
        self._thanks.setText(
            self.tr(
                "Starter voices: Kokoro-82M. Icons: Lucide. Interface font: Inter. "
                "Made with Qt and FFmpeg (LGPL), ONNX Runtime, PyTorch, spaCy and the work of many others."
            )
        )
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the versions, for a report"))
        self.licences.setText(self.tr("Third-party licences…"))
        self.logs.setText(self.tr("Open the log folder"))
        self._close.setText(self.tr("Close"))

    def _table(self) -> QGridLayout:
        """The versions, two to a row."""
        m = self.theme.metrics
        table = QGridLayout()
        table.setHorizontalSpacing(m.md)
        table.setVerticalSpacing(m.xs)
        for place, (name, version) in enumerate(versions()[1:]):
            row, column = divmod(place, 2)
            table.addWidget(label("muted", name), row, 2 * column)
            said = label("small", version)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            table.addWidget(said, row, 2 * column + 1)
            table.setColumnStretch(2 * column + 1, 1)
        return table

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text())
        self.copy.setText(self.tr("Copied"))
