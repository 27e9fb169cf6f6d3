"""The script's context menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from cosydesk.ui.actions import ActionId
from cosydesk.ui.document import Document
from cosydesk.ui.sounds import COMMON, sound_icon, sound_name

if TYPE_CHECKING:
    from cosydesk.ui.editor.script_editor import ScriptEditor


_WORD_SHOWN = 16


class ContextMenu(QMenu):
    """Made anew each time, so that it says what can be done just then."""

    def __init__(self, editor: ScriptEditor, document: Document) -> None:
        super().__init__(editor)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = editor.theme
        edit = editor.edit
        writable = not edit.isReadOnly()
        marked = edit.textCursor().hasSelection()
        undo = document.undo
        key = QKeySequence.StandardKey
        self._add(
            self.tr("Undo {step}").format(step=undo.undoText()).strip(),
            undo.undo,
            "undo-2",
            key.Undo,
            undo.canUndo(),
        )
        self._add(
            self.tr("Redo {step}").format(step=undo.redoText()).strip(),
            undo.redo,
            "redo-2",
            key.Redo,
            undo.canRedo(),
        )
        self.addSeparator()
        self._add(self.tr("Cut"), edit.cut, "scissors", key.Cut, writable and marked)
        self._add(self.tr("Copy"), edit.copy, "copy", key.Copy, marked)
        has_text = QApplication.clipboard().mimeData().hasText()
        self._add(self.tr("Paste"), edit.paste, "", key.Paste, writable and has_text)
        self._add(self.tr("Select all"), edit.selectAll, "", key.SelectAll)
        self.addSeparator()
        self._add(
            self.tr("Strong"),
            lambda: editor.toggle_span("strong"),
            "bold",
            editor.key_of(ActionId.STRONG),
            writable,
        )
        self._add(
            self.tr("Smile"),
            lambda: editor.toggle_span("laughter"),
            "smile",
            editor.key_of(ActionId.LAUGHTER),
            writable,
        )
        for event, action in COMMON.items():
            insert = partial(editor.insert_event, event)
            self._add(sound_name(event), insert, sound_icon(event), editor.key_of(action), writable)
        sounds = editor.sound_menu(self)
        sounds.setEnabled(writable)
        self.addMenu(sounds)
        self._add(self.tr("Pause…"), editor.ask_break, "pause", editor.key_of(ActionId.PAUSE), writable)
        self.addSeparator()
        word = editor.marked_word()
        self._add(
            self.tr("Hear it"),
            editor.hear_requested.emit,
            "ear",
            editor.key_of(ActionId.HEAR),
            bool(editor.current_line_id),
        )
        self._add(
            self.tr("Add “{word}” to the dictionary…").format(word=_short(word))
            if word
            else self.tr("Add to dictionary…"),
            editor.word_requested.emit,
            "book-a",
            editor.key_of(ActionId.ADD_WORD),
            writable and bool(word),
        )
        line_id = editor.current_line_id
        if line_id:
            self.addSeparator()
            voices = edit.pointer.choose_voice(line_id)
            voices.setEnabled(writable)
            self.addMenu(voices)
            self._add(self.tr("Speed…"), lambda: editor.ask_speed(line_id), enabled=writable)
            line = document.line(line_id)
            directed = line is not None and edit.rows.facts.can_direct(line)
            manner = self._add(
                self.tr("Manner…"), lambda: editor.ask_manner(line_id), enabled=writable and directed
            )
            if not directed:
                manner.setToolTip(self.tr("This voice takes no manner"))
            speakable = edit.pointer.can_speak(line_id)
            speak = self._add(
                self.tr("Speak line"),
                lambda: editor.speak_requested.emit(line_id),
                "mic-vocal",
                editor.key_of(ActionId.SPEAK_LINE),
                speakable,
            )
            if not speakable:
                speak.setToolTip(self.tr("It is spoken already, or there is nothing to speak"))
        self.setToolTipsVisible(True)

    def _add(
        self,
        text: str,
        run: Callable[[], object],
        icon: str = "",
        keys: QKeySequence.StandardKey | str = "",
        enabled: bool = True,
    ) -> QAction:
        action = self.addAction(text)
        if icon:
            action.setIcon(self._theme.icon(icon))
        if keys:
            # Shown only: the keys themselves are the window's and the text's.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _on=False: run())
        return action


def _short(word: str) -> str:
    return word if len(word) <= _WORD_SHOWN else f"{word[:_WORD_SHOWN]}…"
