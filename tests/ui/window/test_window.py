"""The window's parts work together: voices, history, files, language, theme. No speech here."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cosydesk.studio import project_file
from cosydesk.ui.actions import SPECS, ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.studio import tone
from tests.ui.window.conftest import CHINESE, ENGLISH, write


def test_voice_change_is_one_named_step(window: MainWindow) -> None:
    (line_id,) = write(window, "Hello.")
    window.library.assign(CHINESE)
    assert window.document.line(line_id).voice_id == CHINESE
    assert window.inspector.line.voice.currentData() == CHINESE
    assert window.document.undo.undoText() == "Change voice"
    window.actions_by_id[ActionId.UNDO].trigger()
    assert window.document.line(line_id).voice_id == ENGLISH
    assert window.inspector.line.voice.currentData() == ENGLISH
    window.actions_by_id[ActionId.REDO].trigger()
    assert window.document.line(line_id).voice_id == CHINESE


def test_speed_steps_merge_into_one(window: MainWindow) -> None:
    (line_id,) = write(window, "Hello.")
    before = window.document.undo.count()
    for value in (1.05, 1.10, 1.15):
        window.inspector.line.speed.setValue(value)
    assert window.document.line(line_id).speed == pytest.approx(1.15)
    assert window.document.undo.count() == before + 1
    window.document.undo.undo()
    assert window.document.line(line_id).speed == 1.0
    assert window.inspector.line.speed.value() == 1.0


def test_project_saved_closed_and_opened_is_the_same(window: MainWindow, tmp_path: Path) -> None:
    ids = write(window, "Eins.", "在面对挑战时")
    project = window.document.project
    project.add_take(ids[0], project.take_request(project.line(ids[0])), tone(0.5), 24_000)
    path = tmp_path / "scene.cosydesk"
    assert window.files.save_to(path)
    assert window.document.title == "scene"
    assert window.windowTitle() == "scene — CosyDesk"
    assert window.files.new()
    assert window.document.title == "Untitled"
    assert window.files.open(path)
    lines = window.document.project.lines
    assert [line.text for line in lines] == ["Eins.", "在面对挑战时"]
    assert len(window.document.project.layout()) == 1
    assert window.settings.recent_files[0] == str(path)
    assert not window.document.undo.canUndo()


def test_foreign_file_is_refused_and_the_project_stays(window: MainWindow, tmp_path: Path) -> None:
    write(window, "Stay.")
    path = tmp_path / "foreign.cosydesk"
    path.write_bytes(b"not a project")
    assert not window.files.open(path)
    assert window.messages.isVisible()
    assert window.document.project.lines[0].text == "Stay."
    assert path.read_bytes() == b"not a project"


def test_nothing_to_export_disables_it_and_says_why(window: MainWindow) -> None:
    write(window, "Nothing spoken.")
    action = window.actions_by_id[ActionId.EXPORT]
    assert not action.isEnabled()
    assert "speak a line first" in action.toolTip()


def test_language_switches_at_once_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id[ActionId.LANGUAGE_ZH].trigger()
    qtbot.waitUntil(lambda: window.top_bar.speak.text() == "朗读本句")
    assert window.document.title == "未命名"
    assert window.actions_by_id[ActionId.UNDO].text() == "撤销"
    assert window.menus.file.title() == "文件"
    write(window, "Hello.")
    window.library.assign(CHINESE)
    assert window.document.undo.undoText() == "更换音色"
    window.actions_by_id[ActionId.LANGUAGE_EN].trigger()
    qtbot.waitUntil(lambda: window.top_bar.speak.text() == "Speak line")
    assert window.settings.language == "en"


def test_theme_switches_at_once(window: MainWindow) -> None:
    light = window.grab().toImage().pixelColor(4, 200)
    window.actions_by_id[ActionId.THEME_DARK].trigger()
    dark = window.grab().toImage().pixelColor(4, 200)
    assert light.lightnessF() > 0.9
    assert dark.lightnessF() < 0.2
    assert window.actions_by_id[ActionId.THEME_DARK].isChecked()


def test_top_bar_fits_narrow_and_wide_windows(window: MainWindow, qtbot: QtBot) -> None:
    for language in ("en", "zh_CN"):
        window.translation.choose(language)
        for width in (1024, 1280, 1440, 3840):
            window.resize(width, 640)
            qtbot.waitUntil(lambda width=width: window.top_bar.width() == window.centralWidget().width())
            right = window.top_bar.export
            edge = right.mapTo(window.top_bar, QPoint(right.width(), 0)).x()
            assert edge <= window.top_bar.width()
    window.resize(1440, 900)


def test_dropped_text_becomes_lines_in_one_step(window: MainWindow) -> None:
    write(window, "First.")
    before = window.document.undo.count()
    data = QMimeData()
    data.setText("Second.\n\n  Third.  \n")
    window.dropEvent(_drop(data))
    assert [line.text for line in window.document.project.lines] == ["First.", "Second.", "Third."]
    assert window.document.undo.count() == before + 1


def test_dropped_project_is_opened(window: MainWindow, tmp_path: Path) -> None:
    write(window, "Dropped.")
    path = tmp_path / "drop.cosydesk"
    window.files.save_to(path)
    window.files.new()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(_drop(data))
    assert window.document.project.path == path


def test_dropped_text_files_are_read_in_what_windows_writes_too(window: MainWindow, tmp_path: Path) -> None:
    write(window, "First.")
    path = tmp_path / "lines.txt"
    path.write_bytes("雨停了。\n灯还亮着。".encode("gb18030"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(_drop(data))
    assert [line.text for line in window.document.project.lines] == ["First.", "雨停了。", "灯还亮着。"]


def test_dropped_file_that_cannot_be_read_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(window, "First.")
    path = tmp_path / "secret.txt"
    path.write_text("no", encoding="utf-8")

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(_drop(data))
    assert "secret.txt" in window.messages.message
    assert len(window.document.project.lines) == 1


def test_space_types_in_the_script_and_plays_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "ab")
    project = window.document.project
    project.add_take(line_id, project.take_request(project.line(line_id)), tone(3.0), 24_000)
    window.editor.edit.setFocus()
    qtbot.keyClick(window.editor.edit, Qt.Key.Key_End)
    qtbot.keyClick(window.editor.edit, Qt.Key.Key_Space)
    assert not window.player.playing
    assert window.document.line(line_id).text.startswith("ab")
    window.library.setFocus()
    window.timeline.setFocus()
    qtbot.keyClick(window.timeline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.player.playing)
    qtbot.keyClick(window.timeline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.player.playing)


def test_every_action_does_something_and_no_key_is_taken_twice(window: MainWindow) -> None:
    taken: dict[str, ActionId] = {}
    for action_id, spec in SPECS.items():
        action = window.actions_by_id[action_id]
        assert action.receivers("2triggered(bool)") > 0, action_id
        assert action.text()
        for keys in spec.keys:
            assert keys not in taken, (keys, taken.get(keys), action_id)
            taken[keys] = action_id


def test_layout_is_remembered(window: MainWindow) -> None:
    window.actions_by_id[ActionId.SHOW_LIBRARY].trigger()
    assert window.library.isHidden()
    window.arrangement.keep(window.settings)
    window.actions_by_id[ActionId.SHOW_LIBRARY].trigger()
    assert not window.library.isHidden()
    window.arrangement.restore(window.settings)
    assert window.library.isHidden()
    window.actions_by_id[ActionId.SHOW_LIBRARY].trigger()


def test_project_that_another_window_has_open_is_only_looked_at(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write(window, "Mine.")
    path = tmp_path / "shared.cosydesk"
    window.files.save_to(path)
    window.files.new()
    other = project_file.open(path)
    try:
        assert window.files.open(path)
        assert window.document.project.read_only
        assert "look at only" in window.messages.message
        window.messages.hide()
        window.library.assign(CHINESE)
        assert window.messages.isVisible()
        assert window.document.project.lines[0].voice_id == ENGLISH
        window.actions_by_id[ActionId.SPEAK_LINE].trigger()
        assert not window.queue.busy
    finally:
        project_file.close(other)


def test_untitled_project_comes_back(window: MainWindow) -> None:
    write(window, "Keep me.")
    path = window.document.project.path
    assert path is not None
    assert window.files.new()
    assert path in project_file.untitled_files()
    assert window.files.open(path)
    assert window.document.project.lines[0].text == "Keep me."


def _drop(data: QMimeData) -> QDropEvent:
    return QDropEvent(
        QPoint(10, 10).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
