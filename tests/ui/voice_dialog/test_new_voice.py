"""A new voice, from an empty dialog to the library."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from support import pulse

from cosydesk.playback.recorder import Recorder, input_names
from cosydesk.studio.my_voice import LONGEST_PROMPT_S
from cosydesk.studio.prompt_check import LONGEST_S
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog
from cosydesk.ui.widgets.fitting_scroll import FittingScroll
from tests.support.accessible import nameless
from tests.support.my_voices import RATE, WORDS, sound_file
from tests.ui.voice_dialog.conftest import Desk


def answer(qtbot: QtBot, button: str) -> list[str]:
    """Press a button of the question that comes up next; collects its titles."""
    asked: list[str] = []

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        asked.append(question.heading.text())
        getattr(question, button).click()

    QTimer.singleShot(0, press)
    return asked


def said(dialog: VoiceDialog) -> list[str]:
    return [row.text for row in dialog.checks.rows if row.isVisible()]


def test_from_a_file_to_the_library(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    assert (dialog.keep.isEnabled(), dialog.keep.toolTip()) == (False, "Add a recording first")
    desk.load(dialog, sound_file(tmp_path))
    assert dialog.form.name.text() == "Night street"
    assert "6.0 s, a good length" in said(dialog)
    dialog.form.words.again.click()  # nobody listens any more
    assert "No transcript" in said(dialog)
    dialog.form.transcript.setFocus()
    QTest.keyClicks(dialog.form.transcript, WORDS)
    assert "The transcript fits the length" in said(dialog)
    assert dialog.keep.toolTip() == "Confirm that you may use this voice"
    dialog.form.name.selectAll()
    QTest.keyClicks(dialog.form.name, "  Ann ")
    dialog.form.tags.setText("calm, narrator，calm")
    qtbot.mouseClick(dialog.form.consent, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert dialog.keep.isEnabled()
    with qtbot.waitSignal(dialog.kept) as kept:
        qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    voice = desk.store.get(kept.args[0])
    assert voice is not None
    assert (voice.name, voice.language, voice.tags) == ("Ann", "en", ("calm", "narrator"))
    assert voice.transcript == WORDS
    assert voice.seconds == pytest.approx(6.0)
    assert voice.consent.statement == dialog.form.statement
    assert "I may use this voice" in voice.consent.statement
    assert not dialog.isVisible()


def test_only_the_selection_is_kept(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path, 20.0))
    wave = dialog.stage.trim.wave
    wave.select(2 * RATE, 9 * RATE)
    dialog.form.consent.setChecked(True)
    with qtbot.waitSignal(dialog.kept) as kept:
        dialog.accept()
    prompt = desk.store.prompt(kept.args[0])
    assert (prompt.length, prompt.sample_rate) == (7 * RATE, RATE)
    whole, _ = soundfile.read(tmp_path / "night street.wav", dtype="float32")
    assert np.abs(prompt.samples() - whole[2 * RATE : 9 * RATE]).max() < 1e-4


def test_each_thing_that_is_missing_is_named_beside_the_button(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    dialog.form.consent.setChecked(True)
    assert dialog.missing() == ""
    dialog.form.name.clear()
    assert dialog.missing() == "Give the voice a name"
    dialog.form.name.setText("Ann")
    dialog.stage.trim.wave.select(0, RATE // 2)
    assert dialog.missing() == "0.5 s is too short"
    assert not dialog.keep.isEnabled()
    dialog.stage.trim.wave.select(0, 5 * RATE)
    dialog.form.consent.setChecked(False)
    assert dialog.missing() == "Confirm that you may use this voice"
    dialog.accept()  # Return in a field
    assert dialog.isVisible()
    assert desk.store.all() == []


def test_what_is_checked_changes_while_an_end_is_dragged(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "two.wav"
    clean, _ = soundfile.read(sound_file(tmp_path, 8.0), dtype="float32")
    soundfile.write(path, np.concatenate([np.clip(clean * 20, -1, 1), clean]), RATE, subtype="FLOAT")
    dialog = desk.dialog()
    desk.load(dialog, path)
    wave = dialog.stage.trim.wave
    handle = wave.first
    assert any(text.startswith("Clipped") for text in said(dialog))
    assert not dialog.keep.isEnabled()
    middle = QPoint(handle.width() // 2, handle.height() // 2)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    away = handle.mapFrom(wave, QPoint(round(wave.width() * 0.55), middle.y()))
    qtbot.mouseMove(handle, away)
    assert wave.selection[0] == pytest.approx(0.55 * 16 * RATE, rel=0.02)
    assert "Nothing is clipped" in said(dialog)
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert "Nothing is clipped" in said(dialog)


def test_long_files_begin_with_the_best_stretch(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path, 60.0))
    start, end = dialog.stage.selection
    assert 3.0 <= (end - start) / RATE <= 10.0
    trim = dialog.stage.trim
    assert not trim.best_button.isEnabled()
    assert trim.best_button.toolTip() == "It is selected"
    trim.wave.select(0, 40 * RATE)
    assert dialog.missing() == "40.0 s is too long"
    trim.best_button.click()
    assert dialog.stage.selection == (start, end)


def test_limits_are_those_of_the_library() -> None:
    assert LONGEST_S == LONGEST_PROMPT_S


def test_a_file_dropped_on_the_dialog_is_read(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sound_file(tmp_path)))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 80), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(50, 80), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(dialog, drop)
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    text = QMimeData()
    text.setText("no sound")
    refused = QDragEnterEvent(QPoint(50, 80), copy, text, Qt.MouseButton.LeftButton, none)
    refused.ignore()
    QApplication.sendEvent(dialog, refused)
    assert not refused.isAccepted()


def test_choosing_a_file_remembers_the_folder(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    dialog = desk.dialog()
    dialog.stage.drop.choose_button.click()
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    assert desk.settings.voice_folder == str(tmp_path)


def test_what_cannot_be_read_says_why_and_what_was_there_stays(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = desk.dialog()
    text = tmp_path / "text.wav"
    text.write_text("This is no sound.")
    dialog.open_file(text)
    qtbot.waitUntil(lambda: dialog.stage.message != "")
    assert dialog.stage.message.startswith("text.wav is not a sound file that can be read.")
    desk.load(dialog, sound_file(tmp_path))
    assert dialog.stage.message == ""
    sound = dialog.stage.sound
    dialog.open_file(text)
    qtbot.waitUntil(lambda: dialog.stage.message != "")
    assert dialog.stage.sound is sound
    assert dialog.stage.trim.isVisible()


def test_recording_counts_in_and_gives_a_sound(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.dialog()
    counts: list[int] = []
    dialog.stage.recorder.counted.connect(counts.append)
    qtbot.mouseClick(dialog.stage.drop.record_button, Qt.MouseButton.LeftButton)
    assert dialog.missing() == "Stop the recording first"
    page = dialog.stage.record_page
    assert page.isVisible()
    assert page.time.text() == "Get ready"
    assert page.stop.hasFocus()
    qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 4.0)
    assert counts == [3, 2, 1]
    assert page.meter.peak_db > -40.0
    assert page.time.text().endswith(" s")
    QTest.keyClick(page.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    assert dialog.stage.sound is not None
    assert dialog.stage.sound.recorded.seconds == pytest.approx(dialog.stage.recorder.seconds)
    assert dialog.missing() == "Give the voice a name"
    assert dialog.stage.trim.play_button.hasFocus()


def test_recording_again_keeps_the_old_one_until_there_is_a_new_one(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.dialog()
    QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 2.0)
    QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    first = dialog.stage.sound
    dialog.stage.trim.record_button.click()
    dialog.stage.record_page.stop.click()  # while it counts
    assert dialog.stage.sound is first
    assert dialog.stage.trim.isVisible()
    dialog.stage.trim.record_button.click()
    qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 1.0)
    dialog.stage.record_page.stop.click()
    qtbot.waitUntil(lambda: dialog.stage.sound is not first)


def test_without_a_microphone_the_dialog_says_so(desk: Desk, qtbot: QtBot) -> None:
    desk.tape = None
    dialog = desk.dialog()
    dialog.stage.drop.record_button.click()
    assert dialog.stage.message == "There is no microphone. Connect one, or choose a file."
    assert dialog.stage.drop.isVisible()
    desk.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: "麦克风" in dialog.stage.message)


def test_a_microphone_that_is_lost_leaves_what_was_recorded(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.dialog()
    dialog.stage.record()
    qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 2.0)
    assert desk.tape is not None
    desk.tape.unplugged = True
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)
    assert dialog.stage.message == "The microphone was lost. What was recorded until then is kept."
    assert dialog.stage.sound is not None
    assert dialog.stage.sound.recorded.seconds > 2.0


def test_another_microphone_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")
    with pulse.microphone("Headset"):
        qtbot.waitUntil(lambda: "Headset" in input_names())
        dialog = desk.dialog(recorder=Recorder(beat_ms=10))
        dialog.stage.record()
        devices = dialog.stage.record_page.devices
        devices.setCurrentIndex(devices.findData("Headset"))
        devices.activated.emit(devices.currentIndex())
        assert desk.settings.audio_input == "Headset"
        qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 1.2, timeout=20_000)
        dialog.stage.stop_recording()
        qtbot.waitUntil(lambda: dialog.stage.sound is not None)
        # The null sink plays nothing.
        assert dialog.missing() == "Nobody is heard"


def test_the_selection_is_heard_and_stops(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    trim = dialog.stage.trim
    trim.wave.select(0, RATE // 2)
    with qtbot.waitSignal(desk.player.once_ended, timeout=20_000):
        trim.play_button.click()
        assert trim.playing
        assert trim.play_button.text() == "Stop"
    assert not trim.playing
    QTest.keyClick(trim.wave.first, Qt.Key.Key_Space)
    assert trim.playing
    trim.wave.select(0, RATE)
    assert not trim.playing


def test_closing_asks_once_when_something_would_be_lost(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    asked = answer(qtbot, "no")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == ["Leave without keeping it?"]
    assert dialog.isVisible()
    answer(qtbot, "yes")
    dialog.close()
    assert not dialog.isVisible()


def test_escape_stops_a_recording_and_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.dialog()
    dialog.stage.record()
    qtbot.waitUntil(lambda: dialog.stage.recorder.seconds > 1.0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.stage.sound is not None)


def test_closing_an_empty_dialog_asks_nothing(desk: Desk) -> None:
    dialog = desk.dialog()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_failure_to_keep_it_leaves_the_dialog_open(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    dialog.form.consent.setChecked(True)
    desk.library.close()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.failure


def test_the_language_follows_the_transcript_until_it_is_chosen(desk: Desk) -> None:
    form = desk.dialog().form
    form.transcript.setPlainText("希望你以后能够做的比我还好呦。")
    assert form.values()[1] == "zh"
    form.language.setCurrentIndex(form.language.findData("yue"))
    form.language.activated.emit(form.language.currentIndex())
    form.transcript.setPlainText("こんにちは")
    assert form.values()[1] == "yue"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_has_a_name_and_the_words_change_with_the_language(
    desk: Desk, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    dialog = desk.dialog()
    desk.translation.choose(language)
    assert nameless(dialog) == []
    dialog.stage.record()
    assert nameless(dialog) == []
    dialog.stage.stop_recording()
    desk.load(dialog, sound_file(tmp_path))
    assert nameless(dialog) == []
    assert ("Checks" in dialog.checks.accessibleName()) == (language == "en")


def test_a_closed_dialog_hears_nothing_of_another_theme(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    desk.theme.choose("dark")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.done(0)
        dialog.setParent(None)
        dialog.deleteLater()
        del dialog
    desk.theme.choose("light")
    desk.translation.choose("zh_CN")
    QApplication.processEvents()


def test_all_is_seen_at_once_where_the_screen_has_the_room_and_reached_where_it_has_not(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = desk.dialog()
    scroll = dialog.findChild(FittingScroll)
    assert isinstance(scroll, FittingScroll)
    desk.load(dialog, sound_file(tmp_path, gain=30.0))  # many findings with remedies
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
    monkeypatch.setattr(scroll, "_spare", 900 - 400)
    scroll.updateGeometry()

    def scrolls() -> bool:
        dialog.resize(dialog.width(), 400)  # as low as it lets itself be made
        return scroll.verticalScrollBar().maximum() > 0

    qtbot.waitUntil(scrolls)
    dialog.form.transcript.setFocus()
    for _ in range(4):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.form.consent.hasFocus()
    shown = dialog.form.consent.mapTo(scroll.viewport(), dialog.form.consent.rect().center())
    assert scroll.viewport().rect().contains(shown)
