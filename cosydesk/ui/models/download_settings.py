"""Where models are kept and where they are fetched from; for the model manager and for Preferences."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cosydesk.doctor.machine import free_space
from cosydesk.settings import Settings
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label, repolish, set_kind
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.weights import models_root

log = logging.getLogger(__name__)

_NUMBER_WIDTH = 88


class DownloadSettings(QWidget):
    """Folder, further folders, mirror, proxy, files at the same time. A change counts, and is kept, at once.

    Attributes: change, default (of the folder), mirror, proxy, workers: its controls.

    Signals:
        places_changed: models must be looked for anew.
    """

    places_changed = Signal()

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._settings = settings
        m = theme.metrics
        self._folder = ElidedLabel()
        self.change, self.default = QPushButton(), QPushButton()
        self.change.clicked.connect(self._ask_folder)
        self.default.clicked.connect(lambda: self.choose_folder(None))
        self._room = label("muted", wrap=True)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        self._removers: list[IconButton] = []
        self.mirror, self.proxy = QLineEdit(), QLineEdit()
        self.mirror.setPlaceholderText("https://www.modelscope.cn")
        self.proxy.setPlaceholderText("http://127.0.0.1:7890")
        self._wrong = label("error", wrap=True)
        self._wrong.hide()
        self.workers = QSpinBox()
        limits = Settings.download_workers
        self.workers.setFixedWidth(_NUMBER_WIDTH)
        self.workers.setRange(int(limits.minimum or 1), int(limits.maximum or 8))
        self._labels = [label("small") for _ in range(5)]

        folder = QHBoxLayout()
        folder.setSpacing(m.sm)
        folder.addWidget(self._folder, 1)
        folder.addWidget(self.change)
        folder.addWidget(self.default)
        place = QVBoxLayout()
        place.setSpacing(2)
        place.addLayout(folder)
        place.addWidget(self._room)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(m.lg)
        form.setVerticalSpacing(m.sm)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._labels[0], place)
        form.addRow(self._labels[1], self._others)
        form.addRow(self._labels[2], self.mirror)
        form.addRow(self._labels[3], self.proxy)
        form.addRow(self._wrong)
        few = QHBoxLayout()
        few.addWidget(self.workers)
        few.addStretch(1)
        form.addRow(self._labels[4], few)
        self._form = form
        for words in self._labels:
            words.setMinimumHeight(m.control)
        for button in (self.change, self.default):
            button.setAutoDefault(False)
        self.show_settings()
        self.retranslate()
        self.mirror.editingFinished.connect(lambda: self._take_address(self.mirror, "hub_endpoint"))
        self.proxy.editingFinished.connect(lambda: self._take_address(self.proxy, "hub_proxy"))
        self.workers.valueChanged.connect(self._take_workers)

    def show_settings(self) -> None:
        """Show the settings as they are now."""
        settings = self._settings
        self.mirror.setText(settings.hub_endpoint)
        self.proxy.setText(settings.hub_proxy)
        self.workers.setValue(settings.download_workers)
        self.show_places()

    def show_places(self) -> None:
        """Show the folders as they are now, and how much room there is."""
        root = models_root(self._settings)
        self._folder.setText(str(root))
        self.default.setEnabled(bool(self._settings.models_folder))
        self._show_room(root)
        while (item := self._others.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self._removers.clear()
        for path in self._settings.more_model_folders:
            self._others.addWidget(self._other_row(path))
        self._form.setRowVisible(1, bool(self._settings.more_model_folders))

    def room_text(self) -> str:
        return self._room.text()

    @property
    def wrong_text(self) -> str:
        """What is wrong with an address; "" when nothing is."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def removers(self) -> list[IconButton]:
        """The buttons that forget the further folders, in their order."""
        return list(self._removers)

    def choose_folder(self, folder: Path | None) -> None:
        """Fetch models to this folder from now on, None = CosyDesk's own; what is in the old one stays in use there."""
        before = models_root(self._settings)
        if folder is not None and not _writable(folder):
            set_kind(self._room, "error")
            self._room.setText(
                self.tr("{folder} can't be written. Choose another folder.").format(folder=folder)
            )
            return
        self._settings.models_folder = "" if folder is None else str(folder)
        root = models_root(self._settings)
        others = [path for path in self._settings.more_model_folders if Path(path) != root]
        if before != root and str(before) not in others and _holds_something(before):
            others.append(str(before))
        self._settings.more_model_folders = others
        self._save()
        self.show_places()
        self.places_changed.emit()

    def retranslate(self) -> None:
        names = (
            self.tr("Models folder"),
            self.tr("Also used"),
            self.tr("Mirror"),
            self.tr("Proxy"),
            self.tr("Files at a time"),
        )
        for words, text in zip(self._labels, names, strict=True):
            words.setText(text)
        for field, text in ((self.mirror, names[2]), (self.proxy, names[3]), (self.workers, names[4])):
            field.setAccessibleName(text)
        self.change.setText(self.tr("Change…"))
        self.change.setAccessibleName(self.tr("Change the models folder"))
        self.default.setText(self.tr("Default"))
        self.default.setAccessibleName(self.tr("Use CosyDesk's own folder for models"))
        self.mirror.setToolTip(self.tr("Another address to fetch from; empty: ModelScope's own"))
        self.proxy.setToolTip(self.tr("Fetch by way of this proxy; empty: the system's"))
        self.show_places()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_room(self, root: Path) -> None:
        set_kind(self._room, "muted")
        try:
            self._room.setText(self.tr("{size} free on this disk").format(size=size_text(free_space(root))))
        except OSError:
            set_kind(self._room, "error")
            self._room.setText(self.tr("This folder can't be reached."))

    def _other_row(self, path: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        forget = IconButton(self.theme, "x", token="muted", size=14, edge=self.theme.metrics.compact)
        forget.setToolTip(self.tr("Don't look in {folder} any more").format(folder=path))
        forget.setAccessibleName(forget.toolTip())
        forget.clicked.connect(lambda: self._forget(path))
        layout.addWidget(ElidedLabel(path, kind="small"), 1)
        layout.addWidget(forget)
        self._removers.append(forget)
        return row

    def _forget(self, path: str) -> None:
        self._settings.more_model_folders = [
            known for known in self._settings.more_model_folders if known != path
        ]
        self._save()
        self.show_places()
        self.places_changed.emit()

    def _ask_folder(self) -> None:
        start = str(models_root(self._settings))
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for models"), start)
        if chosen:
            self.choose_folder(Path(chosen))

    def _take_address(self, field: QLineEdit, setting: str) -> None:
        text = field.text().strip()
        wrong = bool(text) and not _is_address(text)
        field.setProperty("wrong", wrong)
        repolish(field)
        self._wrong.setText(
            self.tr("“{text}” is no address: it begins with http:// or https://.").format(text=text)
            if wrong
            else ""
        )
        self._wrong.setVisible(wrong)
        if not wrong and text != getattr(self._settings, setting):
            setattr(self._settings, setting, text)
            self._save()

    def _take_workers(self, number: int) -> None:
        self._settings.download_workers = number
        self._save()

    def _save(self) -> None:
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder; `then` gets it unless the person changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    if chosen:
        then(Path(chosen))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)


def _holds_something(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
