"""What this is, which version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

import cosydesk
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.theme import Theme, icons
from cosydesk.ui.widgets.basics import label


class AboutDialog(Dialog):
    """Name, version, licence, thanks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 440)
        m = theme.metrics
        self._mark = QLabel()
        self._mark.setPixmap(icons.app_icon().pixmap(56, 56))
        self._what = label("", wrap=True)
        self._version = label("muted")
        self._version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._thanks = label("muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(m.xs)
        words.addWidget(self._what)
        words.addWidget(self._version)
        row = QHBoxLayout()
        row.setSpacing(m.lg)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.content.addLayout(row)
        self.content.addSpacing(m.sm)
        self.content.addWidget(self._thanks)
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("About CosyDesk"))
        self.heading.setText("CosyDesk")
        self._what.setText(
            self.tr("A studio for voice-over and offline dubbing. Nothing leaves this computer.")
        )
        self._version.setText(
            self.tr("Version {version} · Apache License 2.0").format(version=cosydesk.__version__)
        )
        self._thanks.setText(
            self.tr(
                "Starter voices: Kokoro-82M (Apache 2.0). Icons: Lucide (ISC). Interface font: Inter (SIL OFL). "
                "Made with Qt (LGPL), ONNX Runtime, spaCy, misaki and NumPy."
            )
        )
        self._close.setText(self.tr("Close"))
