"""The export dialog on a real window: every control, presets, progress, cancel, and what is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from support.dubbed_films import pictures_of
from support.films import make_film
from support.studio import tone

from cosydesk.settings import Settings
from cosydesk.studio.delivery.inspection import inspect_file
from cosydesk.studio.delivery.notice import Notice
from cosydesk.studio.delivery.presets import BUILT_IN
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.edit import Edit, SetFields
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.export.export_dialog import ExportDialog
from cosydesk.ui.export.job import DeliveryJob
from cosydesk.ui.export.notice_words import notice_words
from cosydesk.ui.main_window import MainWindow
from tests.ui.window.conftest import write


@pytest.fixture
def spoken(window: MainWindow, tmp_path: Path) -> MainWindow:
    """Two lines with a take each, one without."""
    for name in (
        "export_recipe",
        "export_subtype",
        "export_sample_rate",
        "export_channels",
        "label_producer",
        "label_exports",
    ):
        window.settings.reset(name)
    window.settings.export_folder = str(tmp_path / "out")
    project = window.document.project
    for line_id in write(window, "First.", "Second.", "Never.")[:2]:
        project.add_take(line_id, project.take_request(project.line(line_id)), tone(0.5), 24_000)
    return window


def open_dialog(window: MainWindow) -> ExportDialog:
    window.export()
    return window.findChildren(ExportDialog)[-1]


def choose(dialog: ExportDialog, box: object, value: object) -> None:
    index = box.findData(value)  # type: ignore[attr-defined]
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


def export(dialog: ExportDialog, qtbot: QtBot) -> list[str]:
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.delivered is not None, timeout=30_000)
    assert dialog.delivered is not None
    return [path.name for path in dialog.delivered.files]


def test_it_says_what_will_be_written_and_what_is_missing(spoken: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(spoken)
    assert dialog.state_text.startswith("One file · 0:01 of sound · about 0.1 MB")
    assert dialog.warning_text == "One line was never spoken"
    qtbot.mouseClick(dialog.form.files.lines, Qt.MouseButton.LeftButton)
    assert dialog.state_text.startswith("3 files")
    assert dialog.form.recipe.lines


def test_stale_and_overlong_lines_are_warned_of(spoken: MainWindow) -> None:
    project = spoken.document.project
    first, second = project.lines[:2]
    project.apply(project.edit_line(first.id, text="Changed."))
    project.apply(project.edit_line(second.id, slot_in=0, slot_out=4_000))
    words = open_dialog(spoken).warning_text
    assert "One line has changed since it was spoken" in words
    assert "One line is too long for its slot" in words


def test_every_switch_is_in_the_recipe(spoken: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(spoken)
    for control in (
        dialog.form.files.stems,
        dialog.form.files.lines,
        dialog.form.files.mix,
        dialog.form.names.label,
    ):
        dialog.form.tabs.set_index(0)
        control.click()
    for kind in ("srt", "ass"):
        dialog.form.files.subtitles.boxes[kind].click()
    dialog.form.files.timelines.boxes["edl"].click()
    recipe = dialog.form.recipe
    assert (recipe.stems, recipe.lines, recipe.mix, recipe.label) == (True, True, False, False)
    assert (recipe.subtitles, recipe.timelines) == (("srt", "ass"), ("edl",))
    assert not dialog.form.names.producer.isEnabled()


def test_every_choice_of_sound_is_in_the_recipe(spoken: MainWindow) -> None:
    dialog = open_dialog(spoken)
    choose(dialog, dialog.form.sound.audio, "opus")
    assert dialog.form.sound.rate.currentData() == 48_000
    choose(dialog, dialog.form.sound.bitrate, 128)
    choose(dialog, dialog.form.sound.loudness, "podcast")
    qchannels = dialog.form.sound.channels
    qchannels.set_index(1)
    qchannels.chosen.emit(1)
    recipe = dialog.form.recipe
    assert (recipe.audio, recipe.sample_rate, recipe.bitrate_kbps, recipe.channels) == (
        "opus",
        48_000,
        128,
        2,
    )
    assert recipe.loudness == "podcast"
    assert dialog.form.sound.note_of(dialog.form.sound.loudness) == "−16 LUFS, true peak below −1 dB"
    choose(dialog, dialog.form.sound.loudness, "audiobook")
    assert dialog.form.sound.note_of(dialog.form.sound.loudness) == "−23 to −18 dB RMS, peaks below −3 dB"
    choose(dialog, dialog.form.sound.audio, "flac")
    assert not dialog.form.sound.bitrate.isEnabled()


def test_templates_show_what_they_make(spoken: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(spoken)
    dialog.form.tabs.set_index(2)
    dialog.form.tabs.chosen.emit(2)
    dialog.form.names.line_name.clear()
    qtbot.keyClicks(dialog.form.names.line_name, "{number}-{text}")
    assert dialog.form.names.note_of(dialog.form.names.line_name).endswith("/001-First.wav")
    qtbot.keyClicks(dialog.form.names.line_name, "{nmae}")
    assert dialog.form.names.note_of(dialog.form.names.line_name) == "There is no field {nmae}"
    choose(dialog, dialog.form.names.cue_start, "morse")
    assert (dialog.form.recipe.cue_start, dialog.form.recipe.cue_end) == ("morse", "none")


def test_what_a_project_lacks_is_off_and_says_why(spoken: MainWindow) -> None:
    dialog = open_dialog(spoken)
    dialog.form.show_recipe(BUILT_IN[2])
    assert not dialog.form.files.video.isEnabled()
    assert dialog.form.files.video.toolTip() == "The project has no video: open one to dub it"
    assert not dialog.form.recipe.video
    assert not dialog.form.files.source.isVisible()
    assert not dialog.form.files.original.isVisible()


def test_a_video_can_be_dubbed_with_its_sound_lowered_or_replaced(spoken: MainWindow, tmp_path: Path) -> None:
    project = spoken.document.project
    film = str(tmp_path / "film.mp4")
    project.apply(Edit("Open video", (SetFields("project", "", (("video", film),)),)))
    dialog = open_dialog(spoken)
    dialog.form.files.video.click()
    dialog.form.files.original.set_index(1)
    dialog.form.files.original.chosen.emit(1)
    assert dialog.form.files.original.isVisible()
    assert (dialog.form.recipe.video, dialog.form.recipe.original) == (True, "replaced")
    assert dialog.state_text.startswith("2 files")


def test_nothing_chosen_can_not_be_exported(spoken: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(spoken)
    qtbot.mouseClick(dialog.form.files.mix, Qt.MouseButton.LeftButton)
    assert not dialog.go.isEnabled()
    assert dialog.state_text == "Nothing is chosen to be exported"
    dialog.form.files.timelines.boxes["otio"].click()
    assert dialog.state_text.startswith("A timeline needs sound")


def test_files_are_written_listed_and_remembered(spoken: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog(spoken)
    dialog.form.files.lines.click()
    dialog.form.files.subtitles.boxes["vtt"].click()
    choose(dialog, dialog.form.sound.audio, "wav24")
    dialog.form.names.producer.setText("Studio A")
    names = export(dialog, qtbot)
    assert names == ["Untitled.wav", *names[1:3], "Untitled.vtt"]
    assert soundfile.info(tmp_path / "out" / "Untitled.wav").subtype == "PCM_24"
    assert dialog.outcome.files.count() == 4
    assert b"Studio A" in (tmp_path / "out" / "Untitled.wav").read_bytes()
    again = open_dialog(spoken)
    assert again.form.recipe == dialog.form.recipe
    assert Settings.load(spoken.settings.path).label_producer == "Studio A"


def test_existing_files_are_replaced_only_when_wished(
    spoken: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "Untitled.wav"
    out.parent.mkdir()
    out.write_bytes(b"mine")
    dialog = open_dialog(spoken)
    asked: list[str] = []

    def answer(yes: bool) -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        asked.append(question.windowTitle())
        (question.yes if yes else question.no).click()

    QTimer.singleShot(0, lambda: answer(False))
    dialog.export()
    assert out.read_bytes() == b"mine"
    assert dialog.delivered is None
    QTimer.singleShot(0, lambda: answer(True))
    dialog.export()
    qtbot.waitUntil(lambda: dialog.delivered is not None, timeout=30_000)
    assert asked == ["Replace files?"] * 2
    assert out.read_bytes() != b"mine"


def test_cancelling_writes_nothing(spoken: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    project = spoken.document.project
    (line_id,) = write(spoken, "Long.")
    project.add_take(line_id, project.take_request(project.line(line_id)), tone(120.0), 24_000)
    dialog = open_dialog(spoken)
    choose(dialog, dialog.form.sound.loudness, "podcast")
    dialog.export()
    assert not dialog.go.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.state_text == "Cancelled; nothing was written.", timeout=30_000)
    assert dialog.isVisible()
    assert not (tmp_path / "out").exists()


def test_what_can_not_be_written_is_said(spoken: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog = open_dialog(spoken)
    dialog.form.folder.setText(str(tmp_path / "file" / "below"))
    dialog.export()
    qtbot.waitUntil(lambda: "can't be written" in dialog.state_text, timeout=30_000)
    assert dialog.delivered is None


def test_presets_are_chosen_saved_and_deleted(spoken: MainWindow, qtbot: QtBot) -> None:
    dialog = open_dialog(spoken)
    bar = dialog.form.presets
    bar.box.setCurrentIndex(1)
    bar.box.activated.emit(1)
    assert (dialog.form.recipe.audio, dialog.form.recipe.loudness) == ("mp3", "podcast")
    assert not bar.delete.isEnabled()
    dialog.form.files.stems.click()
    assert bar.box.currentIndex() == 0
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.name, "My show")
    qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    assert bar.box.currentText() == "My show"
    assert dialog.delivered is None
    again = open_dialog(spoken)
    again.form.presets.box.setCurrentIndex(again.form.presets.box.findText("My show"))
    again.form.presets.box.activated.emit(again.form.presets.box.currentIndex())
    assert again.form.recipe.stems
    qtbot.mouseClick(again.form.presets.delete, Qt.MouseButton.LeftButton)
    assert again.form.presets.box.findText("My show") == -1


def test_it_fits_a_small_screen_in_both_languages(spoken: MainWindow) -> None:
    dialog = open_dialog(spoken)
    for language in ("en", "zh_CN"):
        spoken.translation.choose(language)
        size = dialog.sizeHint()
        assert (size.width() <= 1280, size.height() <= 680) == (True, True)


def test_preferences_decide_what_the_last_export_did_not(spoken: MainWindow) -> None:
    spoken.settings.export_recipe = json.dumps({"audio": "wav16", "stems": True})
    spoken.settings.export_subtype = "FLOAT"
    spoken.settings.export_channels = 2
    recipe = open_dialog(spoken).form.recipe
    assert (recipe.audio, recipe.channels, recipe.stems) == ("wavf", 2, True)


def test_notices_are_said_in_the_language_of_the_window(spoken: MainWindow) -> None:
    notice = Notice("lowered", "The mix was too loud and was lowered by 1.5 dB.", (("db", "1.5"),))
    assert notice_words(notice) == notice.message
    spoken.translation.choose("zh_CN")
    assert "1.5 dB" in notice_words(notice)
    assert notice_words(notice) != notice.message
    assert notice_words(Notice("other", "As it is.")) == "As it is."
    assert Recipe().label


def with_spoken_cue(window: MainWindow) -> ExportDialog:
    dialog = open_dialog(window)
    dialog.form.tabs.set_index(2)
    dialog.form.tabs.chosen.emit(2)
    choose(dialog, dialog.form.names.cue_start, "spoken")
    return dialog


@pytest.mark.slow
def test_a_spoken_cue_is_spoken_and_heard_first(spoken: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog(spoken)
    dialog.form.tabs.chosen.emit(2)
    assert not dialog.form.names.cue_text.isVisible()
    choose(dialog, dialog.form.names.cue_start, "spoken")
    assert dialog.form.names.cue_text.isVisible()
    assert dialog.form.names.cue_text.placeholderText() == "This audio was generated by AI."
    assert dialog.form.names.cue_voice.currentText() == "That of most lines: Heart"
    choose(dialog, dialog.form.names.cue_voice, "starter:zf_xiaoxiao")
    assert dialog.form.names.cue_text.placeholderText() == "本音频由人工智能生成。"
    choose(dialog, dialog.form.names.cue_voice, "")
    qtbot.keyClicks(dialog.form.names.cue_text, "Made by AI.")
    states: list[str] = []
    # The queue goes on to the next test, the dialog doesn't.
    telling = spoken.queue.job_changed.connect(lambda job: states.append(f"{job.label} {dialog.state_text}"))
    assert export(dialog, qtbot) == ["Untitled.wav"]
    spoken.queue.job_changed.disconnect(telling)
    assert "Made by AI. Speaking the cue…" in states
    mix, rate = soundfile.read(tmp_path / "out" / "Untitled.wav")
    assert len(mix) / rate > 2.0
    again = open_dialog(spoken)
    assert (again.form.recipe.cue_text, again.form.recipe.cue_start) == ("Made by AI.", "spoken")
    jobs = len(spoken.queue.jobs())
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().yes.click())  # type: ignore[union-attr]
    export(again, qtbot)
    assert len(spoken.queue.jobs()) == jobs, "it is kept"


def test_a_spoken_cue_can_be_cancelled(spoken: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = with_spoken_cue(spoken)
    qtbot.keyClicks(dialog.form.names.cue_text, "Not to be heard.")
    spoken.queue.set_paused(True)
    try:
        dialog.export()
        assert dialog.state_text.startswith("The queue is paused, and the cue waits in it.")
        assert not dialog.go.isEnabled()
        dialog.reject()
        assert dialog.state_text == "Cancelled; nothing was written."
        assert dialog.go.isEnabled()
        dialog.export()
        spoken.queue.cancel_all()
        assert dialog.state_text == "Cancelled; nothing was written."
    finally:
        spoken.queue.set_paused(False)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("way", "seconds"), [("with_morse", 1.0), ("without_cue", 0.0)])
def test_a_cue_that_can_not_be_spoken_has_ways_out(
    spoken: MainWindow, qtbot: QtBot, tmp_path: Path, way: str, seconds: float
) -> None:
    dialog = with_spoken_cue(spoken)
    button = getattr(dialog, way)
    assert not button.isVisible()
    qtbot.keyClicks(dialog.form.names.cue_text, "...")
    dialog.export()
    assert "The cue can't be spoken." in dialog.state_text
    assert "There is nothing to speak." in dialog.state_text
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.delivered is not None, timeout=30_000)
    assert not button.isVisible()
    info = soundfile.info(tmp_path / "out" / "Untitled.wav")
    assert info.duration == pytest.approx(1.3 + seconds, abs=0.6)
    assert dialog.form.recipe.cue_start == "spoken", "the choice stays for the next time"


def test_a_timeline_that_this_system_can_not_write_is_off(
    spoken: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentimelineio", None)
    dialog = open_dialog(spoken)
    dialog.form.show_recipe(BUILT_IN[4])
    assert not dialog.form.files.timelines.boxes["otio"].isEnabled()
    assert dialog.form.files.timelines.boxes["otio"].toolTip().endswith("choose FCPXML or EDL")
    assert dialog.form.recipe.timelines == ("fcpxml", "edl")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desktop was asked to show."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(QUrl(url).toLocalFile()))
    return found


def button(dialog: ExportDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def test_a_film_is_dubbed_and_says_how_long_it_takes(
    spoken: MainWindow, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    hum = 0.05 * np.sin(np.arange(3 * 48_000) * 0.02).astype(np.float32)
    film = make_film(tmp_path / "film.mp4", seconds=3.0, sound=np.stack([hum, hum], axis=1))
    project = spoken.document.project
    project.apply(Edit("Open video", (SetFields("project", "", (("video", str(film)),)),)))
    dialog = open_dialog(spoken)
    dialog.form.files.mix.click()
    dialog.form.files.video.click()
    assert (dialog.form.recipe.mix, dialog.form.recipe.video, dialog.form.recipe.original) == (
        False,
        True,
        "ducked",
    )
    dialog.form.names.producer.setText("Studio A")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    said: list[str] = []
    assert dialog._job is not None
    dialog._job.progressed.connect(lambda _fraction: said.append(dialog.state_text))
    qtbot.waitUntil(lambda: dialog.delivered is not None, timeout=30_000)
    assert dialog.delivered is not None
    (out,) = dialog.delivered.files
    assert out == tmp_path / "out" / "Untitled.mp4"
    assert pictures_of(out) == pictures_of(film)
    with av.open(str(out)) as container:
        assert len(container.streams.audio) == 1
    label = inspect_file(out).label
    assert label is not None
    assert label.producer == "Studio A"
    assert said[-1] == "Exporting… · a moment left"
    qtbot.mouseClick(button(dialog, "Show in folder"), Qt.MouseButton.LeftButton)
    dialog.outcome.files.itemActivated.emit(dialog.outcome.files.item(0))
    assert opened == [str(tmp_path / "out"), str(out)]


def test_all_that_was_written_is_shown_in_its_folder_and_more_can_be_exported(
    spoken: MainWindow, qtbot: QtBot, tmp_path: Path, opened: list[str]
) -> None:
    dialog = open_dialog(spoken)
    dialog.form.names.file_name.setText("mixes/{project}")
    dialog.form.names.file_name.textEdited.emit(dialog.form.names.file_name.text())
    dialog.form.files.subtitles.boxes["srt"].click()
    assert export(dialog, qtbot)[0] == "Untitled.wav"
    assert dialog.outcome.files.item(0).text() == "mixes/Untitled.wav"
    qtbot.mouseClick(button(dialog, "Show in folder"), Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path / "out")], "not the folder of one of them"
    assert not dialog.go.isVisible()
    qtbot.mouseClick(button(dialog, "Export more"), Qt.MouseButton.LeftButton)
    assert dialog.go.isVisible()
    assert dialog.state_text.startswith("2 files")


def test_the_time_left_is_told_once_there_is_something_to_tell_it_by(spoken: MainWindow) -> None:
    dialog = open_dialog(spoken)
    job = DeliveryJob(dialog._plan, dialog.form.recipe, Path("none"), "")
    job._begun.start()
    assert job.seconds_left(0.01) is None
    assert job.seconds_left(1.0) == 0.0
