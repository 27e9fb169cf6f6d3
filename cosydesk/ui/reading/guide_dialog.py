"""The user guide in a window of its own, beside the work."""

from __future__ import annotations

import html
import logging

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.reading import guide
from cosydesk.ui.reading.list_and_page import list_and_page
from cosydesk.ui.reading.reading_pane import ReadingPane
from cosydesk.ui.theme import Theme
from cosydesk.ui.translation import Translation
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.search_field import SearchField

log = logging.getLogger(__name__)

_SIZE = QSize(980, 720)
_LIST_WIDTH = 230


class GuideDialog(Dialog):
    """Not modal: it can stay open while one does what it says.

    What is looked for leaves the chapters that have it, is marked in them, and Enter goes to the next place,
    Shift+Enter to the one before.

    Attributes: field: what is looked for. titles: the chapters. page: the one that is read.
    """

    def __init__(self, translation: Translation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 0)
        self.resize(_SIZE)
        self.setMinimumSize(theme.metrics.library_width * 2, theme.metrics.timeline_height)
        self._translation = translation
        self._chapters: list[guide.Chapter] = []
        self._place = -1
        self.field = SearchField(theme)
        self.titles = QListWidget()
        self.titles.setObjectName("pages")
        self.titles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found = label("muted", wrap=True)
        self.page = ReadingPane(theme)
        self.use_whole(list_and_page(self.field, self.titles, self._found, self.page, _LIST_WIDTH))
        self._close = self.add_button(primary=True)
        self._close.setDefault(False)  # Enter goes on in the search
        self._close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.titles.currentRowChanged.connect(lambda _row: self._show())
        self.page.anchorClicked.connect(self._follow)
        theme.changed.connect(self._show)
        self.retranslate()
        self.titles.setFocus()

    @property
    def chapter(self) -> str:
        """The anchor of the chapter that is read."""
        row = self.titles.currentRow()
        return self._chapters[row].anchor if row >= 0 else ""

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("User guide"))
        self.field.setPlaceholderText(self.tr("Search the guide"))
        self.titles.setAccessibleName(self.tr("Chapters"))
        self.page.setAccessibleName(self.tr("Text of the guide"))
        self._close.setText(self.tr("Close"))
        self._load()

    def _load(self) -> None:
        """Read the guide in the program's language and stay in the same chapter."""
        row = max(0, self.titles.currentRow())
        try:
            self._chapters = guide.chapters(self._translation.language)
        except OSError:
            log.exception("the user guide can't be read")
            self._chapters = []
        self.titles.blockSignals(True)
        self.titles.clear()
        for chapter in self._chapters:
            item = QListWidgetItem(chapter.title)
            item.setSizeHint(QSize(0, self.theme.metrics.compact))
            self.titles.addItem(item)
        self.titles.setCurrentRow(min(row, len(self._chapters) - 1))
        self.titles.blockSignals(False)
        self._look()
        self._show()

    def _show(self) -> None:
        """Show the chosen chapter, its pictures as wide as the page."""
        row = self.titles.currentRow()
        self._place = -1
        if not 0 <= row < len(self._chapters):
            missing = self.tr("The guide isn't there. Installing CosyDesk again brings it back.")
            self.page.show_page(f'<p class="muted">{html.escape(missing)}</p>')
            return
        self.page.show_page(guide.with_pictures(self._chapters[row].html, self.page.room))

    def _look(self) -> None:
        """Leave the chapters that have the words, and show the first of them unless this one has."""
        text = self.field.text().strip()
        self._place = -1
        self.page.look_for(text)
        having = [row for row in range(len(self._chapters)) if self._has(row, text)]
        for row in range(len(self._chapters)):
            self.titles.item(row).setHidden(row not in having)
        if having and self.titles.currentRow() not in having:
            self.titles.setCurrentRow(having[0])
        if text and not having:
            self._found.setText(self.tr("Nothing found"))
        else:
            self._found.setText(self.tr("Enter goes to the next place") if text else "")

    def _has(self, row: int, text: str) -> bool:
        if not text:
            return True
        document = QTextDocument()
        document.setHtml(self._chapters[row].html)
        return text.casefold() in document.toPlainText().casefold()

    def go_on(self, step: int) -> None:
        """To the next marked place or the one before, on into the neighbouring chapter that has one."""
        if not self.page.marks:
            return
        place = self._place + step if self._place >= 0 or step > 0 else -1
        if not 0 <= place < len(self.page.marks):
            rows = [row for row in range(len(self._chapters)) if not self.titles.isRowHidden(row)]
            at = (rows.index(self.titles.currentRow()) + step) % len(rows)
            self.titles.setCurrentRow(rows[at])
            place = 0 if step > 0 else len(self.page.marks) - 1
        self._place = place
        if self.page.marks:
            self.page.go_to_mark(place)

    def _follow(self, link: QUrl) -> None:
        """To another chapter, or out into the system's browser."""
        wanted = guide.chapter_of(link.toString())
        row = next((row for row, chapter in enumerate(self._chapters) if chapter.anchor == wanted), -1)
        if row >= 0:
            self.field.clear()
            self.titles.setCurrentRow(row)
        elif not wanted:
            self.page.open_elsewhere(link)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            bar = self.page.verticalScrollBar()
            at = bar.value() / max(1, bar.maximum())
            self._show()
            bar.setValue(round(at * bar.maximum()))
