"""Trimming to the speech, and the recording with less noise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.questions import Denoise, FindSpeech, Transcribe
from cosydesk.ui.voice_dialog.noise_row import NoiseRow
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog
from tests.support.my_voices import RATE, add_voice, sound_file
from tests.support.speech_like import speech_like
from tests.ui.voice_dialog.conftest import Desk


@pytest.fixture
def dialog(desk: Desk, tmp_path: Path) -> VoiceDialog:
    made = desk.dialog()
    desk.load(made, sound_file(tmp_path))
    return made


@pytest.fixture
def noise(dialog: VoiceDialog) -> NoiseRow:
    return dialog.stage.trim.noise


def clean(desk: Desk, dialog: VoiceDialog, qtbot: QtBot, gain: float = 1.0) -> None:
    desk.ear.clean(gain)
    qtbot.waitUntil(lambda: not dialog.stage.cleaner.busy)


def said(dialog: VoiceDialog) -> list[str]:
    return [row.text for row in dialog.checks.rows if row.isVisible()]


def test_trims_to_the_speech_that_the_detector_found(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    desk.ear.find([(1.0, 2.5), (3.0, 5.0)])
    qtbot.mouseClick(dialog.stage.trim.trim_button, Qt.MouseButton.LeftButton)
    assert dialog.stage.selection == (round(0.92 * RATE), round(5.2 * RATE))
    assert "3.5 s of clear speech" in said(dialog)
    assert not dialog.stage.trim.trim_button.isEnabled()
    dialog.stage.trim.wave.select(0, 2 * RATE)
    assert "The end goes through a word" in said(dialog)
    assert dialog.stage.trim.trim_button.isEnabled()


def test_without_a_detector_the_level_serves(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "late.wav"
    soundfile.write(path, np.pad(speech_like(4.0), RATE), RATE)
    dialog = desk.dialog()
    desk.load(dialog, path)
    desk.ear.fail(FindSpeech, RecognitionError("There is none.", code="recogniser_missing"))
    assert any(text.startswith("Few pauses") for text in said(dialog))
    dialog.stage.trim.trim_button.click()
    start, end = dialog.stage.selection
    assert start / RATE == pytest.approx(1.0, abs=0.1)
    assert end / RATE == pytest.approx(5.2, abs=0.3)


def test_the_suggestion_moves_with_what_is_known_better(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path, 60.0))
    first = dialog.stage.selection
    desk.ear.find([(40.0, 46.0)])
    start, end = dialog.stage.selection
    assert (start, end) != first
    assert (start / RATE, end / RATE) == (pytest.approx(39.85, abs=0.02), pytest.approx(46.15, abs=0.02))
    assert dialog.stage.trim.best_button.toolTip() == "It is selected"


def test_of_an_hour_only_what_is_near_is_looked_at(desk: Desk, tmp_path: Path) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path, 150.0))
    start, end = dialog.stage.selection
    length = len(desk.ear.waiting(FindSpeech).samples)
    assert end - start < length <= end - start + 40 * RATE
    desk.ear.find([(0.0, length / RATE)])
    away = (0, 8 * RATE) if start > 60 * RATE else (140 * RATE, 148 * RATE)
    dialog.stage.trim.wave.select(*away)
    assert desk.ear.waiting(FindSpeech) is not None
    assert desk.ear.count(FindSpeech) == 2


def test_the_voice_is_made_of_the_form_that_is_chosen(
    desk: Desk, dialog: VoiceDialog, noise: NoiseRow, qtbot: QtBot
) -> None:
    dialog.form.consent.setChecked(True)
    listened = desk.ear.count(Transcribe)
    before = dialog.stage.selected()
    qtbot.mouseClick(noise.switch, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert noise.switch.isChecked()
    assert noise.status == "Cleaning the recording …"
    assert dialog.missing() == "The recording is being cleaned"
    clean(desk, dialog, qtbot, 0.5)
    assert noise.status.endswith("dB less noise")
    after = dialog.stage.selected()
    assert np.abs(after).max() == pytest.approx(np.abs(before).max() / 2, rel=1e-3)
    assert desk.ear.count(Transcribe) == listened  # the words are the same
    noise.switch.click()
    assert dialog.stage.selected() is not after
    assert np.array_equal(dialog.stage.selected(), before)
    noise.switch.click()
    assert desk.ear.count(Denoise) == 1  # it is kept
    with qtbot.waitSignal(dialog.kept) as kept:
        dialog.accept()
    prompt = desk.store.prompt(kept.args[0]).samples()
    assert np.abs(prompt).max() == pytest.approx(np.abs(before).max() / 2, rel=1e-2)


def test_both_forms_are_heard_in_turns(
    desk: Desk, dialog: VoiceDialog, noise: NoiseRow, qtbot: QtBot
) -> None:
    assert not noise.before.isVisible()
    noise.switch.click()
    clean(desk, dialog, qtbot)
    assert (noise.before.text(), noise.after.text()) == ("Before", "After")
    trim = dialog.stage.trim
    heard: list[bool | None] = []
    for _ in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        heard.append(trim.sounding_clean)
    assert heard == [False, True, False]
    assert trim.playing
    assert noise.switch.isChecked()  # hearing chooses nothing
    qtbot.mouseClick(noise.after, Qt.MouseButton.LeftButton)
    assert trim.sounding_clean is True
    qtbot.mouseClick(noise.after, Qt.MouseButton.LeftButton)
    assert not trim.playing


def test_switching_while_it_is_heard_goes_on_in_the_other_form(
    desk: Desk, dialog: VoiceDialog, noise: NoiseRow, qtbot: QtBot
) -> None:
    noise.switch.click()
    clean(desk, dialog, qtbot)
    trim = dialog.stage.trim
    trim.play_button.click()
    assert trim.sounding_clean is True
    noise.switch.click()
    assert trim.sounding_clean is False
    trim.stop()
    assert trim.sounding_clean is None


def test_switching_off_stops_the_cleaning(desk: Desk, dialog: VoiceDialog, noise: NoiseRow) -> None:
    noise.switch.click()
    noise.switch.click()
    assert desk.ear.waiting(Denoise) is None
    assert noise.status == ""
    assert dialog.stage.sound is dialog.stage.original


def test_what_can_not_be_cleaned_is_said_in_place(
    desk: Desk, dialog: VoiceDialog, noise: NoiseRow, qtbot: QtBot
) -> None:
    noise.switch.click()
    error = RecognitionError(
        "Noise can't be taken out on this kind of machine.",
        "Record in a quieter room.",
        code="denoiser_missing",
    )
    desk.ear.fail(Denoise, error)
    assert noise.status.startswith("Noise can't be taken out")
    assert not noise.switch.isChecked()
    assert not noise.before.isVisible()
    assert dialog.missing() == "Confirm that you may use this voice"
    noise.switch.click()
    assert noise.status == "Cleaning the recording …"


def test_another_recording_begins_with_its_noise(
    desk: Desk, dialog: VoiceDialog, noise: NoiseRow, qtbot: QtBot, tmp_path: Path
) -> None:
    noise.switch.click()
    clean(desk, dialog, qtbot)
    desk.load(dialog, sound_file(tmp_path, 5.0, "another.wav"))
    assert not noise.switch.isChecked()
    assert not noise.before.isVisible()


def test_a_voice_that_exists_is_made_cleaner_with_its_consent(desk: Desk, qtbot: QtBot) -> None:
    voice = add_voice(desk.store)
    dialog = desk.dialog(voice)
    dialog.stage.trim.noise.switch.click()
    assert not dialog.edited
    clean(desk, dialog, qtbot, 0.5)
    assert dialog.edited
    with qtbot.waitSignal(dialog.kept):
        dialog.accept()
    now = desk.store.get(voice.id)
    assert now is not None
    assert (now.prompt != voice.prompt, now.consent) == (True, voice.consent)
