"""The transcript that fills itself in, and the marks where it isn't what is heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.questions import FindSpeech, Transcribe
from cosydesk.jobs.queue import JobQueue
from cosydesk.ui.voice_dialog.transcript_box import TranscriptBox, Verdict
from cosydesk.ui.voice_dialog.voice_dialog import VoiceDialog
from tests.support.my_voices import RATE, WORDS, add_voice, sound_file
from tests.ui.voice_dialog.conftest import Desk

SAID = "The film opens on a quiet street."


def said(dialog: VoiceDialog) -> list[str]:
    return [row.text for row in dialog.checks.rows if row.isVisible()]


def type_over(box: TranscriptBox, text: str) -> None:
    box.field.setFocus()
    box.field.selectAll()
    QTest.keyClicks(box.field, text)


@pytest.fixture
def dialog(desk: Desk, tmp_path: Path) -> VoiceDialog:
    """A new voice with a recording that is being listened to."""
    made = desk.dialog()
    desk.load(made, sound_file(tmp_path))
    return made


def test_the_transcript_fills_itself_in(desk: Desk, dialog: VoiceDialog) -> None:
    box = dialog.form.words
    assert (box.status, box.again.text()) == ("Listening …", "Stop listening")
    assert "No transcript" not in said(dialog)
    question = desk.ear.waiting(Transcribe)
    assert (question.language, question.recogniser, len(question.samples)) == ("", "auto", 6 * RATE)
    desk.ear.say("影片从一条安静的街道开始。", language="yue")
    assert box.text == "影片从一条安静的街道开始。"
    assert dialog.form.values()[1] == "yue"
    assert box.status == "Written down as heard"
    assert "The transcript is what is said" in said(dialog)
    assert box.again.text() == "Write it down again"
    QTest.keyClick(box.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text == ""


def test_what_is_typed_meanwhile_stays_and_is_compared(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    box = dialog.form.words
    type_over(box, "The film opens")
    desk.ear.say(SAID)
    assert box.text == "The film opens"
    assert box.verdict is Verdict.DIFFERS
    assert box.status == "4 words differ"
    assert [words for _place, words in box.field.unwritten] == ["on a quiet street"]
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    assert box.text == SAID
    assert desk.ear.count(Transcribe) == 1  # it was heard already
    box.field.undo()
    assert box.text == "The film opens"


def test_marks_follow_what_is_typed(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    desk.ear.say(SAID)
    box = dialog.form.words
    type_over(box, "The movie opens on quiet old street.")
    qtbot.waitUntil(lambda: box.verdict is Verdict.DIFFERS)
    assert "movie" in box.field.unheard
    place = box.field.cursorRect(box.field.textCursor())
    assert box.field.explanation(place.center()) == ""
    cursor = box.field.textCursor()
    cursor.setPosition(6)
    inside = box.field.cursorRect(cursor).center()
    assert box.field.explanation(inside) == "Heard here instead: “film”"
    assert not any(text.startswith("The transcript isn") for text in said(dialog))
    type_over(box, SAID.lower().replace("street.", "street"))
    qtbot.waitUntil(lambda: box.verdict is Verdict.FITS)
    assert box.status == "The text fits the recording"
    assert (box.field.unheard, box.field.unwritten) == ([], [])


def test_what_is_heard_and_not_written_is_inserted_in_one_step(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    desk.ear.say("Well, the film opens on a very quiet street tonight.")
    box = dialog.form.words
    type_over(box, "the film opens on a quiet street.")
    qtbot.waitUntil(lambda: box.verdict is Verdict.DIFFERS)
    assert [words for _place, words in box.field.unwritten] == ["Well", "very", "tonight"]
    assert box.insert.isVisible()
    place, _ = box.field.unwritten[1]
    cursor = box.field.textCursor()
    cursor.setPosition(place)
    foot = box.field.cursorRect(cursor).bottomLeft()
    assert box.field.explanation(foot) == "Heard here, but not written: “very”"
    qtbot.mouseClick(box.insert, Qt.MouseButton.LeftButton)
    assert box.text == "Well the film opens on a very quiet street tonight."
    assert box.verdict is Verdict.FITS
    assert not box.insert.isVisible()
    box.field.undo()
    assert box.text == "the film opens on a quiet street."


def test_in_chinese_nothing_is_put_between_the_characters(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    desk.ear.say("影片从一条安静的街道开始。", language="zh")
    box = dialog.form.words
    box.field.setPlainText("影片从一条的街道开始。")
    qtbot.waitUntil(lambda: box.verdict is Verdict.DIFFERS)
    box.insert.click()
    assert box.text == "影片从一条安静的街道开始。"


def test_another_text_is_warned_of_and_kept_all_the_same(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    desk.ear.say(SAID)
    box = dialog.form.words
    type_over(box, "Nobody here has ever told such things to me.")
    qtbot.waitUntil(lambda: box.verdict is Verdict.OTHER)
    assert box.status == "This isn’t what is said"
    assert said(dialog)[0] == "The transcript isn’t what is said"
    assert box.field.unheard == []
    dialog.form.consent.setChecked(True)
    assert dialog.missing() == ""
    with qtbot.waitSignal(dialog.kept) as kept:
        dialog.accept()
    voice = desk.store.get(kept.args[0])
    assert voice is not None
    assert voice.transcript == "Nobody here has ever told such things to me."


def test_listens_again_when_other_words_are_selected(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    desk.ear.find([(0.1, 2.8), (3.2, 5.8)])
    desk.ear.say(SAID)
    wave = dialog.stage.trim.wave
    wave.select(0, round(5.9 * RATE))  # still every word
    assert dialog.form.words.verdict is Verdict.AS_HEARD
    for end in (5.0, 4.0, 3.0):  # as while an end is dragged
        wave.select(0, round(end * RATE))
    qtbot.waitUntil(lambda: desk.ear.waiting(Transcribe) is not None)
    assert desk.ear.count(Transcribe) == 2
    assert len(desk.ear.waiting(Transcribe).samples) == 3 * RATE
    desk.ear.say("The film opens.")
    assert dialog.form.words.text == "The film opens."


def test_what_was_heard_is_known_again_when_the_selection_is_back(desk: Desk, dialog: VoiceDialog) -> None:
    desk.ear.find([(0.1, 2.8), (3.2, 5.8)])
    desk.ear.say(SAID)
    wave, box = dialog.stage.trim.wave, dialog.form.words
    wave.select(0, 3 * RATE)
    assert box.verdict is Verdict.NONE
    wave.select(0, 6 * RATE)
    assert box.verdict is Verdict.AS_HEARD


def test_what_belongs_to_another_selection_is_not_written(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    desk.ear.find([(0.1, 2.8), (3.2, 5.8)])
    dialog.stage.trim.wave.select(0, 3 * RATE)
    assert desk.ear.waiting(Transcribe) is None
    dialog.stage.trim.wave.select(0, 6 * RATE)
    qtbot.waitUntil(lambda: desk.ear.waiting(Transcribe) is not None)
    assert len(desk.ear.waiting(Transcribe).samples) == 6 * RATE


def test_a_text_of_ones_own_stays_when_other_words_are_selected(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    desk.ear.say(SAID)
    type_over(dialog.form.words, "My own words.")
    dialog.stage.trim.wave.select(0, 3 * RATE)
    qtbot.waitUntil(lambda: desk.ear.waiting(Transcribe) is not None)
    desk.ear.say("My own words")
    assert dialog.form.words.text == "My own words."
    assert dialog.form.words.verdict is Verdict.FITS


def test_stopping_leaves_the_field_to_the_person(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    box = dialog.form.words
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    assert desk.ear.waiting(Transcribe) is None
    assert (box.status, box.again.text()) == ("", "Write it down")
    assert "No transcript" in said(dialog)
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    desk.ear.say(SAID)
    assert box.text == SAID


def test_the_language_that_was_chosen_is_told_and_stays(desk: Desk, dialog: VoiceDialog) -> None:
    language = dialog.form.language
    language.setCurrentIndex(language.findData("ja"))
    language.activated.emit(language.currentIndex())
    assert desk.ear.waiting(Transcribe).language == "ja"
    desk.ear.say(SAID, language="en")
    assert dialog.form.values()[1] == "ja"


def test_hints_and_the_recogniser_are_named(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    box = dialog.form.words
    desk.ear.say(SAID)
    assert box.better.isVisible()
    with qtbot.waitSignal(dialog.models_wanted):
        qtbot.mouseClick(box.better, Qt.MouseButton.LeftButton)
    box.field.clear()
    dialog.stage.trim.wave.select(0, 3 * RATE)
    qtbot.waitUntil(lambda: desk.ear.waiting(Transcribe) is not None)
    desk.ear.say(SAID, recogniser="sensevoice", hints=("happy", "music", "unheard of"))
    assert not box.better.isVisible()
    assert box.chips.texts == ["sounds happy", "music in the background"]
    desk.translation.choose("zh_CN")
    qtbot.waitUntil(lambda: box.chips.texts == ["听起来高兴", "有背景音乐"])


def test_what_is_hard_to_make_out_is_to_be_read_through(desk: Desk, dialog: VoiceDialog) -> None:
    desk.ear.say(SAID, confidence=0.3)
    assert dialog.form.words.status == "Hard to make out: check it"
    assert "The transcript is what is said" not in said(dialog)


def test_silence_gives_no_words(desk: Desk, dialog: VoiceDialog) -> None:
    desk.ear.say("")
    assert dialog.form.words.status == "No words are heard"
    assert "No transcript" in said(dialog)


def test_a_failure_is_said_in_place_and_can_be_tried_again(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    error = RecognitionError(
        "The recogniser's weights are damaged.", "Install it again.", code="recogniser_damaged"
    )
    desk.ear.fail(Transcribe, error)
    box = dialog.form.words
    assert box.status.startswith("The recogniser's weights are damaged.")
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    desk.ear.say(SAID)
    assert (box.text, box.status) == (SAID, "Written down as heard")


def test_where_sensevoice_is_lacking_it_can_be_had(desk: Desk, dialog: VoiceDialog, qtbot: QtBot) -> None:
    error = RecognitionError("SenseVoice is not there.", "Get it.", code="sensevoice_incomplete")
    desk.ear.fail(Transcribe, error)
    box = dialog.form.words
    assert box.better.text() == "Get SenseVoice"
    with qtbot.waitSignal(dialog.models_wanted):
        qtbot.mouseClick(box.better, Qt.MouseButton.LeftButton)


def test_nobody_listens_where_the_recogniser_is_off(desk: Desk, tmp_path: Path) -> None:
    desk.settings.recogniser = "off"
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    assert desk.ear.count(Transcribe) == 0
    assert not dialog.form.words.again.isVisible()
    assert dialog.form.words.status == ""
    assert "No transcript" in said(dialog)
    assert desk.ear.count(FindSpeech) == 1


def test_too_long_a_selection_is_not_listened_to(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path, 60.0))
    assert len(desk.ear.waiting(Transcribe).samples) <= 10 * RATE
    desk.ear.say(SAID)
    dialog.stage.trim.wave.select(0, 40 * RATE)
    box = dialog.form.words
    qtbot.waitUntil(lambda: not box.again.isVisible())
    assert box.text == SAID
    assert box.verdict is Verdict.NONE


def test_where_sensevoice_is_found_it_is_told(desk: Desk, tmp_path: Path) -> None:
    from cosydesk.weights.catalogue import load_catalogue
    from cosydesk.weights.places import SENSEVOICE

    model = load_catalogue().model(SENSEVOICE)
    folder = tmp_path / "models" / model.folder_name
    for file in model.required:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.truncate(file.size or 1)
    desk.settings.more_model_folders = [str(tmp_path / "models")]
    dialog = desk.dialog()
    desk.load(dialog, sound_file(tmp_path))
    assert desk.ear.waiting(Transcribe).sensevoice_folder == str(folder)
    assert desk.ear.waiting(Transcribe).recogniser == "auto"


def test_a_voice_that_exists_is_compared_with_its_recording(desk: Desk, qtbot: QtBot) -> None:
    voice = add_voice(desk.store)
    dialog = desk.dialog(voice)
    desk.ear.say(WORDS.replace("film", "movie"))
    box = dialog.form.words
    assert box.text == WORDS
    assert box.status == "1 word differs"
    assert not dialog.edited
    box.again.click()
    assert dialog.edited
    with qtbot.waitSignal(dialog.kept):
        dialog.accept()
    now = desk.store.get(voice.id)
    assert now is not None
    assert now.transcript == WORDS.replace("film", "movie")


def test_the_text_of_ones_own_gives_way_where_that_is_asked_for(
    desk: Desk, dialog: VoiceDialog, qtbot: QtBot
) -> None:
    box = dialog.form.words
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    type_over(box, "My own words.")
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    desk.ear.say(SAID)
    assert box.text == SAID
    box.field.undo()
    assert box.text == "My own words."


def test_closing_asks_nobody_any_more(desk: Desk, dialog: VoiceDialog) -> None:
    dialog.stage.trim.noise.switch.click()
    dialog.done(0)
    assert desk.ear.waiting(Transcribe) is None
    assert desk.ear.waiting(FindSpeech) is None


@pytest.mark.slow
def test_the_real_ear_writes_down_a_starter_voice(
    desk: Desk, qtbot: QtBot, real_queue: JobQueue, spoken_file: Path
) -> None:
    desk.queue = real_queue
    dialog = desk.dialog()
    desk.load(dialog, spoken_file)
    box = dialog.form.words
    qtbot.waitUntil(lambda: box.text != "", timeout=120_000)
    assert "museum" in box.text.lower()
    assert dialog.form.values()[1] == "en"
    qtbot.waitUntil(lambda: any("of clear speech" in text for text in said(dialog)), timeout=60_000)
    box.field.setPlainText(box.text.replace("museum", "theatre"))
    qtbot.waitUntil(lambda: box.verdict is Verdict.DIFFERS)
    assert box.field.unheard == ["theatre"]
    trim = dialog.stage.trim
    trim.trim_button.click()
    assert not trim.trim_button.isEnabled()
    trim.noise.switch.click()
    qtbot.waitUntil(lambda: trim.noise.status != "Cleaning the recording …", timeout=60_000)
    assert dialog.stage.sound is not dialog.stage.original
