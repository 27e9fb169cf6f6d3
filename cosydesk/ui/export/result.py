"""What was delivered: its files and what there is to know about them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from cosydesk.studio.delivery.deliver import Delivered
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label


class Result(QWidget):
    """Attributes:
    files: the list; a double click opens one. folder: where all of them are, perhaps in folders below it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("ok")
        self.files = QListWidget()
        self.notices = label("muted", wrap=True)
        self._paths: tuple[Path, ...] = ()
        self.folder = Path()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.metrics.sm)
        layout.addWidget(self._title)
        layout.addWidget(self.files, 1)
        layout.addWidget(self.notices)
        self.files.itemActivated.connect(
            lambda item: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths[self.files.row(item)])))
        )

    def show_delivered(self, delivered: Delivered, folder: Path, notices: list[str]) -> None:
        """Args:
        notices: in the window's language.
        """
        self._paths, self.folder = delivered.files, folder
        self.files.clear()
        self.files.addItems([path.relative_to(folder).as_posix() for path in delivered.files])
        self.notices.setText("\n".join(notices))
        self.notices.setVisible(bool(notices))
        self.retranslate()

    def retranslate(self) -> None:
        count = len(self._paths)
        self._title.setText(
            self.tr("One file written") if count == 1 else self.tr("{n} files written").format(n=count)
        )
        self.files.setAccessibleName(self.tr("Files written"))
