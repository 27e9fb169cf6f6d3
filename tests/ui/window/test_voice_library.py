"""Voices of one's own in the window: made, changed, shared, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from cosydesk.studio.library import VoiceOrder
from cosydesk.studio.voice_file import read_voice_file
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.library.panel import ALL, MINE, STARRED
from cosydesk.ui.library.voice_model import VoiceRole
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.models.manager_dialog import ModelManager
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog
from cosydesk.ui.widgets.name_field import NameField
from tests.support.accessible import nameless
from tests.support.my_voices import add_voice, sound_file
from tests.ui.window.conftest import write

Ctrl = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(window: MainWindow) -> Iterator[MainWindow]:
    """With no voices of one's own, and all voices shown."""
    window.activateWindow()
    yield window
    for voice in window.document.voices.mine.all():
        window.document.voices.mine.delete(voice.id)
    window.library.search.clear()
    choose(window, ALL)
    window.library.sort(VoiceOrder.NEWEST)
    window.library.undo_bar.hide()


def choose(window: MainWindow, segment: int) -> None:
    window.library.filter.set_index(segment)
    window.library.filter.chosen.emit(segment)


def shown(window: MainWindow) -> list[str]:
    model = window.library.model
    return [model.index(row).data(VoiceRole.VOICE).name for row in range(model.rowCount())]


def names(window: MainWindow) -> list[str]:
    return [voice.name for voice in window.document.voices.mine.all()]


def focus_card(window: MainWindow, qtbot: QtBot, voice_id: str) -> None:
    """Click on the card of a voice."""
    view = window.library.view
    row = window.library.model.row_of(voice_id)
    at = view.visualRect(window.library.model.index(row)).topLeft() + QPoint(80, 12)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    view.setFocus()


def field_of(window: MainWindow) -> NameField:
    return next(one for one in window.library.view.findChildren(NameField) if one.isVisible())


def dialog_of(window: MainWindow) -> VoiceDialog:
    dialog = next(one for one in window.findChildren(VoiceDialog) if one.isVisible())
    dialog._leaving = True  # nobody asks at the end of the test
    return dialog


def answer(button: str) -> None:
    """Press a button of the question that comes up next."""

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        getattr(question, button).click()

    QTimer.singleShot(0, press)


def test_mine_is_empty_at_first_and_its_button_makes_a_voice(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(window, MINE)
    button = window.library._none._button
    assert button.isVisible()
    assert button.text() == "New voice"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(window)
    dialog.open_file(sound_file(tmp_path))
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    dialog.form.consent.setChecked(True)
    dialog.keep.click()
    assert shown(window) == ["Night street"]
    assert window.library.view.voice() is not None
    assert nameless(window.library) == []


@pytest.mark.parametrize("way", ["button", "action", "menu"])
def test_ways_to_the_dialog(window: MainWindow, qtbot: QtBot, way: str) -> None:
    if way == "button":
        qtbot.mouseClick(window.library.new_button, Qt.MouseButton.LeftButton)
    elif way == "action":
        QTest.keyClick(window, Qt.Key.Key_N, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    else:
        menu = window.library.menu()
        next(action for action in menu.actions() if action.text() == "New voice…").trigger()
        menu.close()
    assert dialog_of(window).windowTitle() == "New voice"


def test_renaming_in_the_card_by_f2(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_F2)
    field = field_of(window)
    assert not window.library.isHidden()
    QTest.keyClicks(field, "Annie")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(window) == ["Annie"]
    QTest.keyClick(window.library.view, Qt.Key.Key_Z, Ctrl)
    assert names(window) == ["Ann"]


def test_tags_in_the_card_are_shown_and_found(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_T, Ctrl)
    field = field_of(window)
    QTest.keyClicks(field, "calm, lighthouse")
    QTest.keyClick(field, Qt.Key.Key_Return)
    window.library.search.setText("lighthouse")
    assert shown(window) == ["Ann"]
    index = window.library.model.index(0)
    described = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "English · 4.0 s · calm, lighthouse"


def test_f2_on_a_starter_voice_is_the_windows(window: MainWindow, qtbot: QtBot) -> None:
    focus_card(window, qtbot, "starter:af_heart")
    QTest.keyClick(window.library.view, Qt.Key.Key_F2)
    assert window.library.isHidden()
    window.actions_by_id[ActionId.SHOW_LIBRARY].trigger()
    assert not window.library.isHidden()


def test_duplicate_and_delete_are_taken_back_in_order(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_D, Ctrl)
    assert names(window) == ["Ann", "Ann 2"]
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_Delete)
    assert names(window) == ["Ann 2"]
    bar = window.library.undo_bar
    assert bar.text == "“Ann” deleted."
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert names(window) == ["Ann", "Ann 2"]
    assert bar.text == ""
    window.library.view.setFocus()
    QTest.keyClick(window.library.view, Qt.Key.Key_Z, Ctrl)
    assert names(window) == ["Ann"]


def test_deleting_says_how_many_lines_speak_with_it(window: MainWindow) -> None:
    voice = add_voice(window.document.voices.mine)
    write(window, "One.", "Two.", voice=voice.id)
    window.my_voices.delete(voice.id)
    assert window.library.undo_bar.text == "“Ann” deleted. Lines of this project with it: 2."
    assert [line.voice_id for line in window.document.project.lines] == [voice.id, voice.id]


def test_a_voice_that_only_the_project_has_can_be_kept(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)
    write(window, "One.", voice=voice.id)
    qtbot.waitUntil(lambda: voice.id in window.document.project.voices)
    window.my_voices.delete(voice.id)
    assert window.document.voices.is_guest(voice.id)
    menu = window.library.menu()
    next(action for action in menu.actions() if action.text() == "Add the project’s voices: 1").trigger()
    menu.close()
    assert names(window) == ["Ann"]
    assert not window.document.voices.is_guest(voice.id)
    assert not [action for action in window.library.menu().actions() if "project" in action.text()]


def test_editing_can_be_taken_back_with_the_recording(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine, seconds=6.0)
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    dialog.stage.trim.wave.select(0, 4 * 24_000)
    dialog.form.name.setText("Annie")
    dialog.keep.click()
    now = window.document.voices.mine.get(voice.id)
    assert now is not None
    assert (now.name, now.seconds) == ("Annie", pytest.approx(4.0))
    assert window.library.undo_bar.text == "“Annie” changed."
    window.library.undo_bar.button.click()
    assert window.document.voices.mine.get(voice.id) == voice


def test_starring_and_sorting(window: MainWindow, qtbot: QtBot) -> None:
    store = window.document.voices.mine
    first = add_voice(store, "Zoe", seed=1)
    add_voice(store, "Abe", seed=2)
    choose(window, MINE)
    assert shown(window) == ["Abe", "Zoe"]
    menu = window.library.orders()
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    next(action for action in menu.actions() if action.text() == "By model").trigger()
    menu.close()
    assert window.settings.voice_order == "model"
    assert shown(window) == ["Zoe", "Abe"]
    window.library.sort(VoiceOrder.NAME)
    assert shown(window) == ["Abe", "Zoe"]
    focus_card(window, qtbot, first.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_B, Ctrl)
    assert shown(window) == ["Zoe", "Abe"]
    choose(window, STARRED)
    assert "Zoe" in shown(window)
    window.document.voices.set_favourite(first.id, False)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_card_plays_the_recording(window: MainWindow, qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    voice = add_voice(window.document.voices.mine, seconds=1.2)
    focus_card(window, qtbot, voice.id)
    playing: list[str] = []
    window.audition.playing_changed.connect(playing.append)
    with qtbot.waitSignal(window.player.once_ended, timeout=20_000):
        QTest.keyClick(window.library.view, Qt.Key.Key_Space, held)
    window.audition.playing_changed.disconnect(playing.append)
    assert playing == [voice.id, ""]
    assert not window.queue.busy


def test_export_and_import_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.document.voices.mine
    voice = add_voice(store, "Ann/Bell", tags=("calm",))
    asked: list[str] = []

    def save(_parent: object, _title: str, suggestion: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(suggestion).name)
        return str(tmp_path / "ann"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_E, Ctrl)
    path = tmp_path / "ann.cosyvoice"
    assert asked == ["Ann Bell.cosyvoice"]
    assert read_voice_file(path).voice == voice
    store.delete(voice.id)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    window.actions_by_id[ActionId.IMPORT_VOICE].trigger()
    assert store.all() == [voice]
    current = window.library.view.voice()
    assert current is not None
    assert current.id == voice.id
    window.my_voices.take_in([path])  # the very same: nothing to ask
    assert store.all() == [voice]


@pytest.mark.parametrize(
    ("button", "wanted"), [("yes", ["Anna", "Ann"]), ("lose", ["Ann"]), ("no", ["Anna"])]
)
def test_importing_what_is_here_asks(
    window: MainWindow, tmp_path: Path, button: str, wanted: list[str]
) -> None:
    store = window.document.voices.mine
    voice = add_voice(store)
    path = tmp_path / "ann.cosyvoice"
    store.export(voice.id, path)
    store.change(voice.id, name="Anna")
    answer(button)
    window.my_voices.take_in([path])
    assert sorted(names(window)) == sorted(wanted)
    if button == "lose":
        window.my_voices.undo()
        assert names(window) == ["Anna"]


def test_a_foreign_file_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "x.cosyvoice"
    path.write_bytes(b"no zip at all")
    window.my_voices.take_in([path])
    assert window.messages.message.startswith("x.cosyvoice")
    assert names(window) == []


def drag_to(window: MainWindow, path: Path, at: QPoint, *, drop: bool) -> bool:
    """Hold a file over a point of the window, and perhaps let it go; whether it would be taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, data, left, none))
    move = QDragMoveEvent(at, copy, data, left, none)
    move.ignore()
    QApplication.sendEvent(window, move)
    if drop:
        QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, none))
    return move.isAccepted()


def test_files_dropped_on_the_panel(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    store = window.document.voices.mine
    voice = add_voice(store)
    path = tmp_path / "ann.cosyvoice"
    store.export(voice.id, path)
    store.delete(voice.id)
    panel, elsewhere = window.library.mapTo(window, QPoint(60, 200)), QPoint(900, 20)
    assert drag_to(window, path, panel, drop=False)
    assert window.library._drop_mark.isVisible()
    assert drag_to(window, path, panel, drop=True)
    assert not window.library._drop_mark.isVisible()
    assert names(window) == ["Ann"]
    sound = sound_file(tmp_path)
    assert not drag_to(window, sound, elsewhere, drop=True)
    assert not [one for one in window.findChildren(VoiceDialog) if one.isVisible()]
    assert drag_to(window, sound, panel, drop=True)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    assert dialog.form.name.text() == "Night street"


def test_the_better_recogniser_is_to_be_had_among_the_models(window: MainWindow) -> None:
    window.my_voices.make()
    dialog_of(window).form.words.better.click()
    manager = next(one for one in window.findChildren(ModelManager) if one.isVisible())
    manager.close()


def test_the_menu_fits_the_voice(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)

    def texts(menu: QMenu) -> list[str]:
        found = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
        menu.close()
        return found

    focus_card(window, qtbot, voice.id)
    mine = texts(window.library.menu())
    assert {"Rename voice", "Edit voice…", "Delete voice", "Hear the recording"} <= set(mine)
    focus_card(window, qtbot, "starter:af_heart")
    others = texts(window.library.menu())
    assert "Rename voice" not in others
    assert {"Give to the current line", "Hear the voice", "New voice…", "Import voice…"} <= set(others)


def test_commands_without_a_voice_of_ones_own_say_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    said: list[str] = []
    window.my_voices.said.connect(said.append)
    focus_card(window, qtbot, "starter:af_heart")
    run = {extra.name: extra.run for extra in window.extra_commands()}
    run["library.DELETE"]()
    assert said == ["Choose one of your voices first"]
    window.my_voices.said.disconnect(said.append)


def test_a_card_given_to_a_line(window: MainWindow, qtbot: QtBot) -> None:
    voice = add_voice(window.document.voices.mine)
    write(window, "Hello.")
    focus_card(window, qtbot, voice.id)
    QTest.keyClick(window.library.view, Qt.Key.Key_Return)
    assert window.document.project.lines[0].voice_id == voice.id
    window.document.undo.undo()
    assert window.document.project.lines[0].voice_id == "starter:af_heart"


def test_the_order_and_the_selection_stay_when_voices_change(window: MainWindow, qtbot: QtBot) -> None:
    store = window.document.voices.mine
    voice = add_voice(store, "Zoe", seed=1)
    focus_card(window, qtbot, voice.id)
    add_voice(store, "Abe", seed=2)
    current = window.library.view.voice()
    assert current is not None
    assert current.name == "Zoe"
    assert np.isclose(current.seconds, 4.0)
