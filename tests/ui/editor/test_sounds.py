"""Sounds besides words: each generation of models offers its own, in the toolbar, the menus and the source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from cosydesk.engine import open_model
from cosydesk.engine.random_model import write_random_model
from cosydesk.markup import EVENTS
from cosydesk.ui.document import Document
from cosydesk.ui.editor.context_menu import ContextMenu
from cosydesk.ui.editor.gutter import Part
from cosydesk.ui.editor.sound_menu import SoundMenu
from cosydesk.ui.sounds import OTHERS, SOUNDS
from cosydesk.ui.theme import Theme
from tests.ui.editor.desk import Desk

DATA = Path(__file__).parents[2] / "data"
REASON = "This voice can’t speak this; it will be left out"


@pytest.fixture(scope="module")
def tags_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], frozenset[str]]:
    """What a tiny model of a generation says that it renders."""
    known: dict[int, frozenset[str]] = {}

    def tags(generation: int) -> frozenset[str]:
        if generation not in known:
            folder = tmp_path_factory.mktemp("models") / "Tiny"
            config = DATA / ("tiny.yaml" if generation == 1 else f"tiny{generation}.yaml")
            qwen = None if generation == 1 else DATA / "tiny_qwen.json"
            write_random_model(folder, config=config, generation=generation, qwen=qwen)
            model = open_model(folder)
            known[generation] = model.capabilities.tags
            model.close()
        return known[generation]

    return tags


@pytest.fixture
def open_desk(
    qtbot: QtBot,
    document: Document,
    theme: Theme,
    tmp_path: Path,
    tags_of: Callable[[int], frozenset[str]],
) -> Callable[[int], Desk]:
    """An editor whose voices speak with a model of a generation."""

    def opened(generation: int) -> Desk:
        tags = tags_of(generation)
        desk = Desk(qtbot, document, theme, tmp_path, tags_for=lambda _voice: tags)
        desk.fill("one two")
        desk.caret(0, 3)
        return desk

    return opened


def offered(menu: SoundMenu) -> dict[str, QAction]:
    menu.fill()
    return {str(action.data()): action for action in menu.actions() if action.data()}


def test_every_sound_can_be_put_in() -> None:
    assert set(SOUNDS) == set(EVENTS)


@pytest.mark.parametrize("generation", [2, 3])
def test_the_later_generations_make_all_of_them(open_desk: Callable[[int], Desk], generation: int) -> None:
    desk = open_desk(generation)
    bar = desk.editor.toolbar
    assert bar.sigh.isVisible()
    assert bar.cough.isVisible()
    desk.qtbot.mouseClick(bar.sigh, Qt.MouseButton.LeftButton)
    assert desk.texts == ["one[sigh] two"]
    desk.qtbot.mouseClick(bar.cough, Qt.MouseButton.LeftButton)
    assert desk.texts == ["one[sigh][cough] two"]
    actions = offered(bar.sound_menu)
    assert list(actions) == list(OTHERS)
    assert not any(action.text() == REASON for action in bar.sound_menu.actions())
    for number, (event, action) in enumerate(actions.items(), 3):
        action.trigger()
        assert f"[{event}]" in desk.texts[0]
        assert desk.document.undo.count() == number
    assert desk.agree()
    while desk.document.undo.canUndo():
        desk.document.undo.undo()
    assert desk.texts == ["one two"]
    assert desk.agree()


def test_the_first_generation_says_which_it_leaves_out(open_desk: Callable[[int], Desk]) -> None:
    desk = open_desk(1)
    bar = desk.editor.toolbar
    assert bar.sigh.isHidden()
    assert bar.cough.isHidden()
    assert REASON not in bar.breath.toolTip()
    assert REASON in bar.sounds.toolTip()
    assert bar.sounds.property("leftOut")
    actions = offered(bar.sound_menu)
    (why,) = (action for action in bar.sound_menu.actions() if action.text() == REASON)
    assert not why.isEnabled()
    actions["sigh"].trigger()  # another voice may get the line
    assert desk.texts == ["one[sigh] two"]
    tip = desk.edit.pointer._tip_text
    over_chip = desk.row_point(0)
    over_chip.setX(over_chip.x() + desk.edit.cursorRect().x() - desk.row_point(0).x() - 6)
    assert tip(over_chip, desk.ids[0], Part.TEXT) == REASON


def test_buttons_give_way_where_there_is_no_room(open_desk: Callable[[int], Desk]) -> None:
    desk = open_desk(2)
    bar = desk.editor.toolbar
    least = bar.minimumSizeHint().width()
    words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    def resize(width: int, done: Callable[[], bool]) -> None:
        """Again and again, for a busy window manager may still answer an earlier wish."""

        def ask() -> bool:
            desk.editor.resize(width, 600)
            return done()

        desk.qtbot.waitUntil(ask)

    resize(1200, lambda: bar.breath.toolButtonStyle() == words)
    resize(bar.sizeHint().width() - 1, lambda: bar.breath.toolButtonStyle() != words)
    assert bar.strong.toolButtonStyle() == words
    resize(bar.sizeHint().width() - 1, lambda: bar.strong.toolButtonStyle() != words)
    assert bar.sigh.isVisible()
    resize(bar.sizeHint().width() - 1, bar.cough.isHidden)
    assert bar.sigh.isHidden()
    assert bar.minimumSizeHint().width() == least
    assert "sigh" in offered(bar.sound_menu)
    desk.editor.resize(1200, 600)
    desk.qtbot.waitUntil(bar.cough.isVisible)


def test_a_sound_is_typed_in_the_text_and_in_the_source(open_desk: Callable[[int], Desk]) -> None:
    desk = open_desk(3)
    desk.type("[cough]")
    assert desk.texts == ["one[cough] two"]
    assert desk.edit.document().firstBlock().text() == "one\ufffc two"
    desk.editor.toolbar.source.click()
    desk.editor.source.selectAll()
    desk.editor.source.insertPlainText("one [sigh] two [vocalized-noise][sic]")
    assert not desk.editor.toolbar.sounds.isEnabled()
    desk.editor.toolbar.source.click()
    assert desk.texts == ["one [sigh] two [vocalized-noise][sic]"]
    assert desk.edit.document().firstBlock().text() == "one \ufffc two \ufffc[sic]"
    assert desk.agree()


def test_the_context_menu_has_the_sounds(open_desk: Callable[[int], Desk]) -> None:
    desk = open_desk(2)
    menu = ContextMenu(desk.editor, desk.document)
    (sounds,) = menu.findChildren(SoundMenu)
    assert sounds.title() == "Sounds"
    offered(sounds)["hissing"].trigger()
    assert desk.texts == ["one[hissing] two"]
    menu.deleteLater()


def test_entries_show_their_key_or_how_they_are_written(qtbot: QtBot, theme: Theme) -> None:
    menu = SoundMenu(theme, lambda action: "Alt+I" if action is SOUNDS["sigh"] else "")
    qtbot.addWidget(menu)
    actions = offered(menu)
    assert actions["sigh"].text() == "Sigh\tAlt I"
    assert actions["cough"].text() == "Cough\t[cough]"
