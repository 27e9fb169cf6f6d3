"""What a person sees and does in the tests of the script editor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.engine.types import Capabilities, Mode
from cosydesk.settings import Settings
from cosydesk.studio.library import Voice
from cosydesk.studio.line import Line, new_id
from cosydesk.ui.document import Document
from cosydesk.ui.editor.markup_document import canonical, read_markup
from cosydesk.ui.editor.script_edit import TagsFor
from cosydesk.ui.editor.script_editor import ScriptEditor
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.theme import Theme

ANN, BEN, HEART = "model:ann", "model:ben", "starter:heart"
VOICES = (
    Voice(ANN, "model", "ann", "Ann", "en-US"),
    Voice(BEN, "model", "ben", "旁白", "zh"),
    Voice(HEART, "starter", "heart", "Heart", "en-US"),
)


def tags_for(voice_id: str) -> frozenset[str] | None:
    return frozenset({"strong"}) if voice_id.startswith("starter:") else None


def capabilities_for(voice_id: str) -> Capabilities | None:
    """Voices of "model" take a manner and up to 60 characters."""
    if voice_id.startswith("starter:"):
        return Capabilities(frozenset({Mode.SFT}), ("en",), frozenset({"strong"}), 24_000)
    modes = frozenset({Mode.SFT, Mode.INSTRUCT})
    return Capabilities(modes, ("en", "zh"), frozenset({"strong", "laughter"}), 24_000, max_chars=60)


class Desk:
    """What a person sees and does in these tests."""

    def __init__(
        self,
        qtbot: QtBot,
        document: Document,
        theme: Theme,
        folder: Path,
        tags_for: TagsFor = tags_for,
    ) -> None:
        self.qtbot = qtbot
        self.document = document
        self.settings = Settings(folder / "settings.toml")
        self.manners = Manners(self.settings, lambda _model: str(folder))
        self.editor = ScriptEditor(document, theme, tags_for, capabilities_for, self.manners)
        self.edit = self.editor.edit
        qtbot.addWidget(self.editor)
        self.editor.resize(900, 600)
        with qtbot.waitExposed(self.editor):
            self.editor.show()
        self.edit.setFocus()

    def fill(self, *texts: str, voice: str = ANN) -> None:
        project = self.document.project
        project.apply(project.edit_lines([], [Line(new_id(), text, voice) for text in texts], 0))

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.document.project.lines]

    @property
    def ids(self) -> list[str]:
        return [line.id for line in self.document.project.lines]

    @property
    def blocks(self) -> list[str]:
        text = self.edit.document()
        return [read_markup(text.findBlockByNumber(n)) for n in range(text.blockCount())]

    def agree(self) -> bool:
        """Whether the text shows exactly the project's lines."""
        shown = [self.edit.sync.line_id(n) for n in range(self.edit.document().blockCount())]
        texts = [canonical(text) for text in self.texts]
        return self.blocks == (texts or [""]) and shown == (self.ids or [""])

    def caret(self, line: int, offset: int, *, to: int | None = None) -> None:
        """Put the caret into a line (0-based); `to` marks up to another offset of it."""
        block = self.edit.document().findBlockByNumber(line)
        cursor = self.edit.textCursor()
        cursor.setPosition(block.position() + offset)
        if to is not None:
            cursor.setPosition(block.position() + to, cursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def caret_at(self) -> tuple[int, int]:
        cursor = self.edit.textCursor()
        return cursor.blockNumber(), cursor.positionInBlock()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.edit, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.edit, key, modifier)

    def row_point(self, line: int, x: float | None = None) -> QPointF:
        place = next(p for p in self.edit.rows.places() if p.number == line + 1)
        return QPointF(place.text.left() + 4 if x is None else x, place.text.top() + 8)

    def drop(self, line: int, mime: QMimeData, x: float | None = None) -> QDropEvent:
        point = self.row_point(line, x)
        shared = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.edit.viewport(), QDragEnterEvent(point.toPoint(), copy, *shared))
        event = QDropEvent(point, copy, *shared)
        QApplication.sendEvent(self.edit.viewport(), event)
        return event
