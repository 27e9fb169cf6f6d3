"""Another look at a voice that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.my_voices import RATE, WORDS, add_voice, sound_file
from tests.ui.voice_dialog.conftest import Desk


def test_words_are_changed_and_the_recording_stays(desk: Desk, qtbot: QtBot) -> None:
    voice = add_voice(desk.store, tags=("calm",))
    dialog = desk.dialog(voice)
    assert dialog.windowTitle() == "Edit voice"
    assert (dialog.form.name.text(), dialog.form.tags.text()) == ("Ann", "calm")
    assert dialog.form.transcript.toPlainText() == WORDS
    assert dialog.form.consent.isChecked()
    assert not dialog.edited
    dialog.form.name.selectAll()
    QTest.keyClicks(dialog.form.name, "Annie")
    assert dialog.edited
    with qtbot.waitSignal(dialog.kept):
        dialog.accept()
    now = desk.store.get(voice.id)
    assert now is not None
    assert (now.name, now.prompt, now.consent) == ("Annie", voice.prompt, voice.consent)


def test_trimming_keeps_the_consent(desk: Desk, qtbot: QtBot) -> None:
    voice = add_voice(desk.store, seconds=6.0)
    dialog = desk.dialog(voice)
    dialog.stage.trim.wave.select(RATE, 5 * RATE)
    assert dialog.edited
    with qtbot.waitSignal(dialog.kept):
        dialog.accept()
    now = desk.store.get(voice.id)
    assert now is not None
    assert now.seconds == pytest.approx(4.0)
    assert now.consent == voice.consent
    assert now.prompt != voice.prompt


def test_another_recording_needs_another_consent(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    voice = add_voice(desk.store)
    dialog = desk.dialog(voice)
    desk.load(dialog, sound_file(tmp_path, 7.0))
    assert not dialog.form.consent.isChecked()
    assert dialog.form.name.text() == "Ann"
    assert not dialog.keep.isEnabled()
    dialog.form.consent.setChecked(True)
    assert dialog.form.consent.isChecked()
    with qtbot.waitSignal(dialog.kept):
        dialog.accept()
    now = desk.store.get(voice.id)
    assert now is not None
    assert now.seconds == pytest.approx(7.0)
    assert now.consent != voice.consent
