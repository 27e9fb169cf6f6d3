"""The list of voices: where the pointer is in a card, what keys do, names typed in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from cosydesk.studio.library import Voice
from cosydesk.ui.document import Document
from cosydesk.ui.library.commands import VoiceCommand, VoiceCommands
from cosydesk.ui.library.voice_delegate import VoiceDelegate
from cosydesk.ui.library.voice_model import Index, VoiceModel, VoiceRole
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space
from cosydesk.ui.widgets.name_field import NameField


class VoiceList(QListView):
    """Signals:
    chosen: id of the voice to assign.
    commanded: a `VoiceCommand` for the current voice, by its key.
    menu_wanted: where, on the screen.
    undo_wanted: Ctrl+Z in the list.
    """

    chosen = Signal(str)
    commanded = Signal(object)
    menu_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, document: Document, theme: Theme, model: VoiceModel) -> None:
        super().__init__()
        self.cards = VoiceDelegate(document, theme, self)
        self.commands: VoiceCommands | None = None
        self.can_undo: Callable[[], bool] = lambda: False
        self._voices = model
        self._current = ""
        self._padding = theme.metrics.xs
        self.setItemDelegate(self.cards)
        self.setModel(model)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._find_again)

    def voice(self) -> Voice | None:
        """The current one."""
        found = self.currentIndex().data(VoiceRole.VOICE) if self.currentIndex().isValid() else None
        return found if isinstance(found, Voice) else None

    def show_voice(self, voice_id: str) -> None:
        """Make it the current one and bring it into view."""
        row = self._voices.row_of(voice_id)
        if row >= 0:
            self._current = voice_id
            self.setCurrentIndex(self._voices.index(row))
            self.scrollTo(self._voices.index(row))

    def name_here(
        self, voice_id: str, text: str, title: str, *, second_line: bool = False
    ) -> NameField | None:
        """A field over the name of a card, or over the words below it."""
        row = self._voices.row_of(voice_id)
        if row < 0:
            return None
        self.show_voice(voice_id)
        area = self.cards.text_rect(self.visualRect(self._voices.index(row)))
        field = NameField(text, title, self.viewport())
        height = area.height() // 2 + 4
        top = area.bottom() - height + 3 if second_line else area.top() - 2
        field.setStyleSheet(f"min-height: {height - 2}px; padding: 0 {self._padding}px;")
        field.setGeometry(QRect(area.left() - 5, top, area.width() + 5, height))
        return field

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._current = _voice_id(current)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and self.can_undo()
            command = self.commands.of(event) if self.commands is not None else None
            if undo or (command is not None and self._fits(command)):
                event.accept()
                return True
        return claims_space(event) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.cards.pointer = event.position()
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index.isValid()
            and self.cards.click(event, self.visualRect(index), _voice_id(index))
        ):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self.cards.click(event, self.visualRect(index), _voice_id(index)):
            return
        self.chosen.emit(_voice_id(index))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(below))
        else:
            self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self.commands.of(event) if self.commands is not None else None
        if event.matches(QKeySequence.StandardKey.Undo) and self.can_undo():
            self.undo_wanted.emit()
        elif command is not None and self._fits(command):
            self.commanded.emit(command)
        else:
            super().keyPressEvent(event)

    def _fits(self, command: VoiceCommand) -> bool:
        voice = self.voice()
        return voice is not None and (voice.mine or not command.for_mine)

    def _find_again(self) -> None:
        """The current voice stays the current one, wherever it is now."""
        row = self._voices.row_of(self._current)
        if row >= 0:
            self.setCurrentIndex(self._voices.index(row))


def _voice_id(index: Index) -> str:
    voice = index.data(VoiceRole.VOICE)
    return voice.id if isinstance(voice, Voice) else ""
