"""What the pictures show of tags: the script of a voice of each generation, with the sounds and manners it knows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from cosydesk.engine.types import Capabilities, Mode
from cosydesk.markup import EVENTS, SPANS
from cosydesk.studio.library import Library, Voice
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from cosydesk.ui.document import Document
from cosydesk.ui.editor.manner_popover import MannerPopover
from cosydesk.ui.editor.script_editor import ScriptEditor
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.voices import VoiceCatalogue

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

_WIDTHS = {"": 940, "-narrow": 560}
_HEIGHT = 740
_SETTLE_MS = 60
_RICH = frozenset({*SPANS, *(f"[{event}]" for event in EVENTS)})
_MODELS = {
    "300m": ("CosyVoice-300M-Instruct", "cosyvoice.yaml", frozenset({*SPANS, "[laughter]", "[breath]"})),
    "v2": ("CosyVoice2-0.5B", "cosyvoice2.yaml", _RICH),
    "v3": ("Fun-CosyVoice3-0.5B", "cosyvoice3.yaml", _RICH),
}
_LINES = (
    "[breath]You came <strong>all this way</strong> [sigh]for a bowl of noodles?",
    "[cough]The road was long, [quick_breath]and the night was cold.",
    "<laughter>Sit down, sit down!</laughter> [laughter][mn]They are nearly ready.",
)


def show_tags(
    window: MainWindow, keep: Callable[[str, QPixmap], None], settle: Callable[[int], None]
) -> None:
    """The menu of sounds and that of manners for a voice of each generation, in a wide and in a narrow window."""
    for name in _MODELS:
        with _editor(window, name) as editor:
            bar = editor.toolbar
            for suffix, width in _WIDTHS.items():
                editor.resize(width, _HEIGHT)
                settle(_SETTLE_MS)
                bar.sound_menu.fill()
                at = bar.sounds.mapTo(editor, bar.sounds.rect().bottomLeft())
                keep(f"sounds-{name}{suffix}", _with(editor, bar.sound_menu, at))
            editor.resize(_WIDTHS[""], _HEIGHT)
            settle(_SETTLE_MS)
            editor.ask_manner()
            popover = editor.findChild(MannerPopover)
            assert popover is not None
            dialects = next((action.menu() for action in popover.menu.actions() if action.menu()), None)
            menu = dialects if name == "v3" and isinstance(dialects, QMenu) else popover.menu
            at = editor.mapFromGlobal(popover.mapToGlobal(popover.presets.geometry().bottomLeft()))
            picture = _with(editor, popover, editor.mapFromGlobal(popover.pos()))
            keep(f"manners-{name}", _laid_over(picture, menu, at))
            popover.close()


@contextmanager
def _editor(window: MainWindow, name: str) -> Iterator[ScriptEditor]:
    """An editor whose voice speaks with a model of this generation."""
    model, config, tags = _MODELS[name]
    known = Capabilities(frozenset({Mode.INSTRUCT}), ("zh", "en"), tags, 24_000, directs_clones=True)
    voice = Voice(f"{model}:ann", model, "ann", "Ann", "en")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / config).touch()
        library = Library(Path(folder) / "library.sqlite", (voice,))
        project = Project()
        document = Document(project, VoiceCatalogue(library))
        manners = Manners(window.settings, lambda _line: folder)
        lines = [Line(new_id(), text, voice.id) for text in _LINES]
        project.apply(project.edit_lines([], lines, 0))
        editor = ScriptEditor(document, window.theme, lambda _voice: tags, lambda _voice: known, manners)
        editor.resize(_WIDTHS[""], _HEIGHT)
        editor.show()
        editor.focus_line(lines[0].id)
        yield editor
        editor.close()
        editor.deleteLater()
        document.undo.clear()
        library.close()


def _with(editor: ScriptEditor, over: QWidget, at: QPoint) -> QPixmap:
    return _laid_over(editor.grab(), over, at)


def _laid_over(picture: QPixmap, over: QWidget, at: QPoint) -> QPixmap:
    over.ensurePolished()
    over.adjustSize()
    painter = QPainter(picture)
    inside = QPoint(max(0, min(at.x(), picture.width() - over.width())), at.y())
    painter.drawPixmap(inside, over.grab())
    painter.end()
    return picture
