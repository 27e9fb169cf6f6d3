"""A page of text to read: in the theme's type and colours, with links and pictures."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from cosydesk.ui.theme import Theme

_MOST_MARKS = 500
_PICTURE = re.compile(r'<img src="(file:[^"]+)"')


class ReadingPane(QTextBrowser):
    """Pages come as HTML; what was looked for in them is marked. Links to elsewhere go to the system's browser.

    Attributes: marks: the places that are marked, in their order.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.marks: list[QTextCursor] = []
        self._looked_for = ""
        self.setOpenLinks(False)
        self.setProperty("kind", "reading")
        self.document().setDocumentMargin(theme.metrics.lg)
        self.document().setIndentWidth(theme.metrics.xl)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours; a page that is shown already needs to be shown again."""
        theme, t, m = self.theme, self.theme.type, self.theme.metrics
        p = theme.palette
        self.document().setDefaultFont(theme.font(t.body))
        self.document().setDefaultStyleSheet(
            f"body {{ color: {p.text}; line-height: 150%; }}"
            f"h1 {{ font-size: {t.title}px; font-weight: 600; margin-bottom: {m.md}px; }}"
            f"h2 {{ font-size: {t.script}px; font-weight: 600; margin-top: {m.xl}px; margin-bottom: {m.sm}px; }}"
            f"h3 {{ font-size: {t.body + 1}px; font-weight: 600; margin-top: {m.lg}px; margin-bottom: {m.xs}px; }}"
            f"p, li {{ margin-top: {m.xs}px; margin-bottom: {m.xs}px; }}"
            f"a {{ color: {p.accent_ink}; text-decoration: none; }}"
            f"code {{ background: {p.hover}; font-size: {t.small}px; }}"
            f"pre {{ background: {p.hover}; font-size: {t.small}px; margin: {m.sm}px 0; white-space: pre-wrap; }}"
            f".muted {{ color: {p.muted}; font-size: {t.small}px; }}"
            f"th {{ color: {p.muted}; font-weight: 500; text-align: left; padding: {m.xs}px {m.md}px {m.xs}px 0; }}"
            f"td {{ padding: {m.xs}px {m.md}px {m.xs}px 0; }}"
        )
        self._paint_marks()

    @property
    def room(self) -> int:
        """How wide a picture may be, in pixels, in a list too."""
        return max(1, self.viewport().width() - 3 * self.theme.metrics.xl)

    def show_page(self, html: str) -> None:
        """Show a page from its beginning; pictures are files, named by their addresses."""
        for address in _PICTURE.findall(html):
            self._add_picture(QUrl(address))
        self.setHtml(f"<body>{html}</body>")
        self.look_for(self._looked_for)

    def _add_picture(self, address: QUrl) -> None:
        """Keep a picture no wider than the page for it: scaled smoothly, which text documents don't do."""
        picture, ratio = QImage(address.toLocalFile()), self.devicePixelRatioF()
        if picture.width() > self.room:
            picture = picture.scaledToWidth(
                round(self.room * ratio), Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, address, picture)

    def add_plain(self, text: str) -> None:
        """Add a text below the page as it is written."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat())  # without the page's margins and its line height
        written = QTextCharFormat()
        written.setFont(self.theme.font(self.theme.type.small))
        written.setForeground(self.theme.color("text"))
        cursor.insertText(text, written)

    def look_for(self, text: str) -> None:
        """Mark every place of a text, whatever its case; "" marks none."""
        self._looked_for = text
        self.marks = []
        found = self.document().find(text, 0) if text else QTextCursor()
        while not found.isNull() and len(self.marks) < _MOST_MARKS:
            self.marks.append(found)
            found = self.document().find(text, found, QTextDocument.FindFlag(0))
        self._paint_marks()

    def go_to_mark(self, number: int) -> None:
        """Bring a marked place into sight, with the caret on it."""
        self.setTextCursor(self.marks[number])
        self.ensureCursorVisible()

    def open_elsewhere(self, link: QUrl) -> None:
        """Open an address outside the program."""
        QDesktopServices.openUrl(link)

    def _paint_marks(self) -> None:
        painted = QTextCharFormat()
        painted.setBackground(self.theme.color("accent_line"))
        painted.setForeground(self.theme.color("text"))
        selections = []
        for cursor in self.marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, painted
            selections.append(selection)
        self.setExtraSelections(selections)
