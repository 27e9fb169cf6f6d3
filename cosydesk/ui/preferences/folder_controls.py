"""Folders as settings: one with the room there is, or a list of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cosydesk.paths import models_dir
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.preferences import kinds
from cosydesk.ui.preferences.controls import Control, translated
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel
from cosydesk.ui.widgets.icon_button import IconButton


class FolderControl(Control):
    """Attributes: field (shows the path), choose (asks for another)."""

    wide = True

    def __init__(self, kind: kinds.Folder) -> None:
        super().__init__()
        self._kind = kind
        self._value = ""
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        self.choose = QPushButton()
        self.choose.setAutoDefault(False)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.choose)
        self.choose.clicked.connect(self._ask)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.field.setText(value)
        self.field.setCursorPosition(0)
        self.field.setToolTip(value)
        self._judge()

    def use(self, folder: Path) -> None:
        """Take this folder, if it can be written."""
        if os.access(folder, os.W_OK) and folder.is_dir():
            self.chosen.emit(str(folder))
        else:
            self.set_note(
                self.tr("{folder} can't be written. Choose another folder.").format(folder=folder), wrong=True
            )

    def retranslate(self, name: str) -> None:
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(translated(self._kind.own))
        self.choose.setText(self.tr("Choose…"))
        self.choose.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self._judge()

    def _judge(self) -> None:
        if self._value and not Path(self._value).is_dir():
            self.set_note(self.tr("This folder can't be reached."), wrong=True)
            return
        text = ""
        if self._kind.room:
            room = shutil.disk_usage(self._value or models_dir()).free
            text = self.tr("{size} free on this disk").format(size=size_text(room))
        self.set_note(text)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self._value)
        if chosen:
            self.use(Path(chosen))


class FoldersControl(Control):
    """Attributes: add (asks for another), removers (of the folders, in their order)."""

    wide = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._value: list[str] = []
        self.removers: list[IconButton] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add = QPushButton()
        self.add.setProperty("compact", True)
        self.add.setAutoDefault(False)
        column = QVBoxLayout()
        column.setSpacing(theme.metrics.xs)
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(column, 1)
        self.add.clicked.connect(self._ask)

    def show_value(self, value: Any) -> None:
        self._value = list(value)
        while (item := self._list.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self.removers.clear()
        for path in self._value:
            self._list.addWidget(self._row_of(path))
        gone = [path for path in self._value if not Path(path).is_dir()]
        self.set_note(
            self.tr("{folder} can't be reached.").format(folder=gone[0]) if gone else "", wrong=bool(gone)
        )

    def use(self, folder: Path) -> None:
        """Look for models there too."""
        if str(folder) not in self._value:
            self.chosen.emit([*self._value, str(folder)])

    def retranslate(self, name: str) -> None:
        self.add.setText(self.tr("Add a folder…"))
        self.add.setAccessibleName(self.tr("Add a folder: {name}").format(name=name))
        self.show_value(self._value)

    def _row_of(self, path: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        remove = IconButton(self.theme, "x", token="muted", size=14, edge=self.theme.metrics.compact)
        words = self.tr("Don't look in {folder} any more").format(folder=path)
        remove.setToolTip(words)
        remove.setAccessibleName(words)
        remove.clicked.connect(lambda: self.chosen.emit([known for known in self._value if known != path]))
        layout.addWidget(ElidedLabel(path, kind="small"), 1)
        layout.addWidget(remove)
        self.removers.append(remove)
        return row

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if chosen:
            self.use(Path(chosen))
