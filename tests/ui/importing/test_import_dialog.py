"""A script is shown with its voices and troubles before it comes in as one step."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cosydesk.studio.importing.cue import Cue, Trouble
from cosydesk.ui.actions import ActionId
from cosydesk.ui.importing.cue_model import TROUBLES, CueColumn, CueModel, TroubleModel
from cosydesk.ui.importing.import_dialog import ImportDialog
from cosydesk.ui.importing.remembered import recall, remember
from cosydesk.ui.main_window import MainWindow
from tests.support.accessible import nameless
from tests.ui.window.conftest import ENGLISH, write

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nAnn: 你好吗？\nHow are you?\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nBen: 很好，谢谢。\nFine, thanks.\n\n"
    "3\n00:00:06,000 --> 00:00:05,000\nbackwards\n\n"
    "4\n00:00:07,000 --> 00:00:08,000\nAnn: 再见。\nBye.\n"
)


def saved(tmp_path: Path, text: str = SRT, name: str = "dub.srt", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def shown(window: MainWindow, path: Path, qtbot: QtBot) -> ImportDialog:
    dialog = window.dialogs.show_import(path)
    qtbot.waitUntil(lambda: dialog._stack.currentIndex() != 0)
    return dialog


def column(dialog: ImportDialog, number: int) -> list[object]:
    return [dialog.cues.index(row, number).data() for row in range(dialog.cues.rowCount())]


def lines(window: MainWindow) -> list[tuple[str, str, str]]:
    return [(line.speaker, line.text, line.source) for line in window.document.project.lines]


def test_everything_is_shown_and_comes_in_as_one_step(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = list(window.document.project.lines)
    dialog = shown(window, saved(tmp_path), qtbot)
    assert column(dialog, CueColumn.TIME) == ["0:00:01.000", "0:00:03.000", "0:00:07.000"]
    assert column(dialog, CueColumn.SPEAKER) == ["Ann", "Ben", "Ann"]
    assert column(dialog, CueColumn.TEXT) == ["你好吗？", "很好，谢谢。", "再见。"]
    assert column(dialog, CueColumn.SOURCE) == ["How are you?", "Fine, thanks.", "Bye."]
    assert dialog.troubles.model().rowCount() == 1
    assert dialog.troubles.model().index(0, 1).data() == "Ends before it begins"
    assert list(dialog.voices.boxes) == ["Ann", "Ben"]
    chosen = {name: str(box.currentData()) for name, box in dialog.voices.boxes.items()}
    assert all(":z" in voice_id for voice_id in chosen.values())
    assert chosen["Ann"] != chosen["Ben"]
    assert dialog.go.text() == "Import lines (3)"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    project = window.document.project
    assert lines(window)[-3:] == [
        ("Ann", "你好吗？", "How are you?"),
        ("Ben", "很好，谢谢。", "Fine, thanks."),
        ("Ann", "再见。", "Bye."),
    ]
    first = project.lines[-3]
    assert (first.slot_in, first.slot_out) == (project.sample_rate, round(2.5 * project.sample_rate))
    assert first.voice_id == chosen["Ann"]
    assert window.document.current_line_id == first.id
    assert window.document.undo.undoText() == "Import lines"
    window.document.undo.undo()
    assert list(project.lines) == before


def test_the_other_language_has_voices_of_its_own(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = shown(window, saved(tmp_path), qtbot)
    assert dialog.language.isVisible()
    assert dialog.language.accessibleDescription() == "Chinese / English / Both"
    dialog.language.setFocus()
    qtbot.keyClick(dialog.language, Qt.Key.Key_Right)
    assert column(dialog, CueColumn.TEXT) == ["How are you?", "Fine, thanks.", "Bye."]
    assert column(dialog, CueColumn.SOURCE) == ["你好吗？", "很好，谢谢。", "再见。"]
    voice = window.document.voices.get(str(dialog.voices.boxes["Ann"].currentData()))
    assert voice is not None
    assert voice.language.startswith("en")
    dialog.bring_in()
    assert lines(window)[-1] == ("Ann", "Bye.", "再见。")


def test_a_chosen_voice_is_kept_and_remembered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = saved(tmp_path)
    dialog = shown(window, path, qtbot)
    box = dialog.voices.boxes["Ben"]
    box.setCurrentIndex(box.findData(ENGLISH))
    box.activated.emit(box.currentIndex())
    dialog.bring_in()
    assert [line.voice_id for line in window.document.project.lines if line.speaker == "Ben"] == [ENGLISH]
    assert f"zh:Ben={ENGLISH}" in window.settings.speaker_voices
    assert window.settings.script_folder == str(tmp_path)
    assert window.files.new()
    again = shown(window, path, qtbot)
    assert again.voices.boxes["Ben"].currentData() == ENGLISH


def test_the_script_can_be_replaced(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    write(window, "old", "lines")
    dialog = shown(window, saved(tmp_path), qtbot)
    dialog.place.setFocus()
    qtbot.keyClick(dialog.place, Qt.Key.Key_Right)
    assert "Undo" in dialog._place_note.text()
    dialog.bring_in()
    assert [line.speaker for line in window.document.project.lines] == ["Ann", "Ben", "Ann"]
    window.document.undo.undo()
    assert [line.text for line in window.document.project.lines] == ["old", "lines"]


def test_the_encoding_can_be_chosen(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = shown(window, saved(tmp_path, "谢谢", "a.txt", "gb18030"), qtbot)
    assert dialog._doubt.isVisible()
    assert dialog.encoding.currentData() == "gb18030"
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("utf-8"))
    dialog.encoding.activated.emit(dialog.encoding.currentIndex())
    qtbot.waitUntil(lambda: dialog._stack.currentIndex() == 1)
    assert column(dialog, CueColumn.TEXT) == ["лл"]
    assert not dialog._doubt.isVisible()
    assert dialog.preview.isColumnHidden(CueColumn.TIME)
    assert dialog.preview.isColumnHidden(CueColumn.SPEAKER)


def test_a_file_that_is_no_script_says_so(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf.txt"
    path.write_bytes(b"%PDF-1.7")
    dialog = shown(window, path, qtbot)
    assert dialog._stack.currentWidget() is dialog.failure
    assert dialog.failure._title.text() == "The file is a PDF."
    assert not dialog.go.isEnabled()
    good = saved(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(good), ""))
    dialog.failure.clicked.emit()
    qtbot.waitUntil(lambda: dialog.cues.rowCount() == 3)
    assert dialog.go.isEnabled()


def test_an_empty_file_says_so(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = shown(window, saved(tmp_path, "\n\n"), qtbot)
    assert dialog.failure._title.text() == "Nothing to read"
    assert not dialog.go.isEnabled()


def test_cancelled_while_it_is_read(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def read(*arguments: object) -> None:
        begun.set()
        stop = arguments[3]
        assert callable(stop)
        while not stop():
            pass
        raise AssertionError("nobody listens")

    monkeypatch.setattr("cosydesk.ui.importing.reading.read_script", read)
    before = lines(window)
    dialog = window.dialogs.show_import(saved(tmp_path))
    qtbot.waitUntil(begun.is_set)
    assert not dialog.go.isEnabled()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert lines(window) == before


def test_it_is_in_the_menu_and_asks_for_a_file(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    path = saved(tmp_path, "Ann: Hi\nBen: Bye", "a.txt")

    def choose(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[3]))
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    action = window.actions_by_id[ActionId.IMPORT_SCRIPT]
    assert window.menus.path_of(action) == ["File"]
    action.trigger()
    (dialog,) = window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.cues.rowCount() == 2)
    assert "*.srt" in asked[0]
    assert "*.docx" in asked[0]


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.csv", "a.md", "A.ASS"])
def test_a_dropped_script_is_shown(window: MainWindow, tmp_path: Path, qtbot: QtBot, name: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(saved(tmp_path, name=name)))])
    assert window.drops.wants(data)
    window.drops.take(data, QPoint(5, 5))
    (dialog,) = window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog._stack.currentIndex() != 0)
    assert dialog.windowTitle() == "Import script"


def test_it_is_translated_and_every_control_has_a_name(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, saved(tmp_path), qtbot)
    assert nameless(dialog) == []
    window.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: dialog.heading.text() == "导入台词")
    assert dialog.language.accessibleDescription().startswith("中文")
    assert dialog.troubles.model().index(0, 1).data() != "Ends before it begins"
    assert nameless(dialog) == []


def test_the_models_keep_the_rules_of_models(qtbot: QtBot) -> None:
    cues, troubles = CueModel(), TroubleModel()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (cues, troubles)
    ]
    cues.show((Cue("a [breath] <strong>b</strong>", 1, "Ann", 3600.5, 3601.0, "c"), Cue("d", 2)), "text")
    assert [cues.index(0, number).data() for number in CueColumn] == [
        "1:00:00.500",
        "Ann",
        "a [breath] b",
        "c",
    ]
    assert cues.index(1, CueColumn.TIME).data() == "–"
    troubles.show(tuple(Trouble(number, code, "x") for number, code in enumerate(TROUBLES, 1)))
    assert troubles.rowCount() == len(TROUBLES)
    cues.show((), "both")
    assert cues.rowCount() == 0
    del testers


def test_what_is_remembered() -> None:
    languages = {"Ann": "en", "Ben=Bob": "zh", "": "zh", "Dan": "en"}
    voices = {"Ann": "a:2", "Ben=Bob": "b:1", "": "x:1", "Dan": ""}
    entries = remember(["en:Ann=a:1", "zh:Ann=a:3", "en:Dan=d:1"], voices, languages)
    assert entries == ["zh:Ann=a:3", "en:Ann=a:2", "zh:Ben=Bob=b:1"]
    assert recall(entries, languages) == {"Ann": "a:2", "Ben=Bob": "b:1"}
    assert recall(entries, {"Ann": "zh"}) == {"Ann": "a:3"}
    assert len(remember([f"en:{number}=v:1" for number in range(500)], {}, {})) == 200
