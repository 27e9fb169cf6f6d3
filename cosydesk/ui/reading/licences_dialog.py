"""Whose work the program stands on, with every licence in full."""

from __future__ import annotations

import contextlib
import html
import threading

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cosydesk.licences import Component, notices
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.reading.list_and_page import list_and_page
from cosydesk.ui.reading.reading_pane import ReadingPane
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.search_field import SearchField

_SIZE = QSize(860, 600)
_LIST_WIDTH = 260


class NoticesReader(QObject):
    """Reads the notices in a thread of its own, since they are a thousand pages. Goes when it has told.

    Signals:
        read(object): the list of `Component`.
    """

    read = Signal(object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())

    def start(self) -> None:
        """`read` follows."""
        threading.Thread(target=self._run, name="licences", daemon=True).start()

    def _run(self) -> None:
        found = notices()
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            self.read.emit(found)
            self.deleteLater()


class LicencesDialog(Dialog):
    """A list that can be searched by name and licence, beside the texts of the one that is chosen.

    Attributes: field: what is looked for. names: the list. page: the texts. components: what the list holds.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, _SIZE.width())
        self.resize(_SIZE)
        self.setMinimumSize(theme.metrics.library_width * 2, theme.metrics.timeline_height)
        self.components: list[Component] = []
        self.field = SearchField(theme)
        self.names = QListWidget()
        self.names.setObjectName("pages")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setUniformItemSizes(True)
        self._count = label("muted")
        self.page = ReadingPane(theme)
        self.use_whole(list_and_page(self.field, self.names, self._count, self.page, _LIST_WIDTH))
        self._close = self.add_button(primary=True)
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.field.textChanged.connect(self._sift)
        self.names.currentRowChanged.connect(self._show)
        self.page.anchorClicked.connect(self.page.open_elsewhere)
        theme.changed.connect(lambda: self._show(self.names.currentRow()))
        self.retranslate()
        self.field.setFocus()
        reader = NoticesReader()
        reader.read.connect(self._fill)
        reader.start()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Third-party licences"))
        self.field.setPlaceholderText(self.tr("Name or licence"))
        self.names.setAccessibleName(self.tr("Works of others"))
        self.page.setAccessibleName(self.tr("Licence texts"))
        self._close.setText(self.tr("Close"))
        self._sift()
        self._show(self.names.currentRow())

    def _fill(self, components: list[Component]) -> None:
        self.components = components
        for entry in components:
            item = QListWidgetItem(f"{entry.name} {entry.version}".rstrip())
            item.setSizeHint(QSize(0, self.theme.metrics.compact))
            item.setToolTip(entry.licence)
            self.names.addItem(item)
        self.names.setCurrentRow(0 if components else -1)
        self._sift()
        self._show(self.names.currentRow())

    def _sift(self) -> None:
        """Leave those in the list whose name, licence or parts have the words."""
        words = self.field.text().lower().split()
        shown = []
        for row, entry in enumerate(self.components):
            parts = " ".join(part.name for part in entry.parts)
            told = f"{entry.name} {entry.licence} {entry.within} {parts}".lower()
            fits = all(word in told for word in words)
            self.names.item(row).setHidden(not fits)
            if fits:
                shown.append(row)
        if shown and self.names.currentRow() not in shown:
            self.names.setCurrentRow(shown[0])
        self._count.setText(self.tr("Works: {count}").format(count=len(shown)))

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self.components):
            self.page.show_page(f'<p class="muted">{html.escape(self._why_empty())}</p>')
            return
        entry = self.components[row]
        told = [f"<h1>{html.escape(f'{entry.name} {entry.version}'.rstrip())}</h1>"]
        told.append(f"<p>{html.escape(entry.licence)}</p>")
        if entry.home:
            told.append(f'<p><a href="{html.escape(entry.home)}">{html.escape(entry.home)}</a></p>')
        small = []
        if entry.within:
            small.append(self.tr("Comes with {names}").format(names=entry.within))
        if entry.is_lgpl:
            small.append(self._duties())
        if entry.parts:
            parts = ", ".join(
                f"{part.name} {part.version}".rstrip() + (f" ({part.licence})" if part.licence else "")
                for part in entry.parts
            )
            small.append(self.tr("Contains {parts}").format(parts=parts))
        told += [f'<p class="muted">{html.escape(words)}</p>' for words in small]
        self.page.show_page("".join(told))
        for title, text in entry.texts:
            self.page.add_plain(f"\n{title}\n\n{text}")

    def _duties(self) -> str:
        return self.tr(
            "Its source is at this address. It lies in the program's folder as files of its own, and you may put "
            "another version of it there."
        )

    def _why_empty(self) -> str:
        if self.components:
            return ""
        return self.tr("The licences are being read…")
