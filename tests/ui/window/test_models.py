"""CosyVoice model folders in the window: opened, dropped, spoken with, closed; bad ones named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow

from .conftest import ENGLISH, TINY, write


def voices(window: MainWindow) -> set[str]:
    return {voice.id for voice in window.document.voices.all()}


def test_an_opened_model_speaks_like_the_starter_voices(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    assert TINY in voices(window)
    (line_id,) = write(window, "你好，今天天气<strong>不错</strong>。", voice=TINY)
    assert window.speaking_model.id == "Tiny"
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        window.speech.speak([line_id])
    project = window.document.project
    (take,) = project.takes_of(line_id)
    assert (take.request.model_id, take.sample_rate) == ("Tiny", 22050)
    assert len(take.revision) == 12, "a take says which weights made it"
    assert take.length > 22050 // 4
    assert np.isfinite(project.audio(take.id)).all()
    assert project.line_state(line_id) == "done"
    assert window.inspector.line.seed.isEnabled(), "CosyVoice gives another take for another seed"
    assert window.inspector.line.manner.isEnabled()


def test_a_manner_and_a_speed_reach_the_model(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    (line_id,) = write(window, "你好。", voice=TINY)
    qtbot.waitUntil(window.inspector.line.manner.isEnabled, timeout=30_000)
    window.inspector.line.manner.setPlainText("A calm narrator.")
    window.inspector.line.speed.setValue(1.5)
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        window.speech.speak([line_id])
    (take,) = window.document.project.takes_of(line_id)
    assert (take.request.mode, take.request.instruct, take.request.speed) == (
        "instruct",
        "A calm narrator.",
        1.5,
    )


def test_a_dropped_folder_opens(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.models.opened, timeout=60_000):
        window.dropEvent(drop)
    assert TINY in voices(window)
    window.models.close("Tiny")
    assert TINY not in voices(window)


def test_a_folder_that_is_no_model_is_named(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.models.failed, timeout=60_000) as failed:
        window.models.open(tmp_path)
    message, remedy = failed.args
    assert tmp_path.name in message
    assert remedy
    qtbot.waitUntil(window.messages.isVisible)


def test_a_line_whose_model_is_closed_says_so(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    (line_id,) = write(window, "你好。", voice=TINY)
    window.models.close("Tiny")
    with qtbot.waitSignal(window.speech.refused, timeout=5_000) as refused:
        window.speech.speak([line_id])
    assert "Tiny" in refused.args[0]


def test_the_menu_lists_what_is_open(opened: MainWindow) -> None:
    menu = opened.menus.model
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts[:2] == ["Starter voices", "Tiny"]
    write(opened, "Hello.", voice=ENGLISH)
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()[:2]] == [True, False]


def test_a_line_is_heard_before_it_is_whole(opened: MainWindow, qtbot: QtBot) -> None:
    """With a model that speaks in pieces, the first one sounds while the others are still being made."""
    window = opened
    (line_id,) = write(window, "你好，今天天气不错，我们出去走走吧，好不好？" * 3, voice=TINY)
    heard: list[str] = []

    def note() -> None:
        if max(window.player.meters.peaks) > 0.0 and "sound" not in heard:
            heard.append("sound")

    window.player.metered.connect(note)
    window.speech.finished.connect(lambda _line: heard.append("finished"))
    window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    (job,) = [job for job in window.queue.jobs() if not job.state.ended]
    assert job.request.stream
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=120_000)
    assert heard == ["sound", "finished"]
    window.player.metered.disconnect(note)
    (take,) = window.document.project.takes_of(line_id)
    assert take.length > 3 * take.sample_rate
    window.playing.hush()


def test_lines_that_nobody_waits_to_hear_are_made_whole(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    write(window, "你好。", voice=TINY)
    window.actions_by_id[ActionId.HEAR_LIVE].trigger()
    assert not window.settings.hear_live
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        window.actions_by_id[ActionId.SPEAK_LINE].trigger()
    assert not window.queue.jobs()[-1].request.stream
    assert not window.player.mixer.live_keys()
    window.actions_by_id[ActionId.HEAR_LIVE].trigger()
    assert window.settings.hear_live
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        project = window.document.project
        window.document.apply(project.edit_text(window.document.current_line_id, "你好吗？"))
        window.actions_by_id[ActionId.SPEAK_STALE].trigger()
    assert not window.queue.jobs()[-1].request.stream


def test_words_are_heard_before_they_are_all_made(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    (line_id,) = write(window, "你好，今天天气不错，我们出去走走吧，好不好？" * 3, voice=TINY)
    line = window.document.line(line_id)
    assert line is not None
    window.player.stop_once()
    order: list[str] = []
    window.queue.job_finished.connect(lambda *_: order.append("made"))
    window.hearing.hear(line)
    qtbot.waitUntil(lambda: bool(window.player.mixer.live_keys()), timeout=60_000)
    assert order == []
    assert window.hearing.busy
    qtbot.waitUntil(lambda: order == ["made"], timeout=60_000)
    assert window.hearing.busy, "there is more to hear"
    window.hearing.stop()
    assert not window.hearing.busy
    assert not window.player.mixer.live_keys()
    assert not window.document.project.takes_of(line_id)
