"""The video in the window: opened, shown, lost, closed, and its sound as a track of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.studio import project_file
from cosydesk.studio.mix import render
from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.timeline.number_popover import NumberPopover
from cosydesk.ui.video.film import FilmState
from cosydesk.ui.video.panel import VideoPanel
from tests.support.films import make_film
from tests.support.studio import speak
from tests.ui.window.conftest import write

RATE = 24_000


def panel(window: MainWindow) -> VideoPanel:
    assert window.video.panel is not None
    return window.video.panel


def drop(window: MainWindow, path: Path, on: QWidget) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = on.mapTo(window, QPoint(on.width() // 2, on.height() // 2))
    event = QDropEvent(
        QPointF(at),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert window.drops.wants(data)
    assert window.drops.held(data, at)
    window.dropEvent(event)


def wait_for(window: MainWindow, qtbot: QtBot, state: FilmState) -> None:
    qtbot.waitUntil(lambda: window.video.film.state is state, timeout=20_000)


def test_without_a_video_there_is_an_invitation(window: MainWindow, qtbot: QtBot) -> None:
    window.video.hide()
    action = window.actions_by_id[ActionId.SHOW_VIDEO]
    action.trigger()
    assert panel(window).notice.isVisible()
    assert action.isChecked()
    assert not window.timeline.original.isVisible()
    assert not window.actions_by_id[ActionId.CLOSE_VIDEO].isEnabled()
    action.trigger()
    assert not panel(window).isVisible()
    assert not action.isChecked()


def test_a_video_that_is_dropped_is_opened(window: MainWindow, film: Path, qtbot: QtBot) -> None:
    drop(window, film, window.editor)
    wait_for(window, qtbot, FilmState.READY)
    assert window.document.project.settings.video == str(film)
    assert window.document.undo.undoText() == "Open video"
    assert panel(window).view.isVisible()
    qtbot.waitUntil(lambda: panel(window).view.picture is not None)
    assert window.timeline.original.isVisible()
    assert window.timeline.original_header.isVisible()
    assert window.document.project.length() >= 20 * RATE
    window.document.undo.undo()
    assert window.document.project.settings.video == ""
    assert window.document.project.original is None
    assert not panel(window).isVisible()
    assert not window.timeline.original.isVisible()


def test_the_dialog_opens_and_the_menu_closes(
    window: MainWindow, film: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(film), ""))
    window.actions_by_id[ActionId.OPEN_VIDEO].trigger()
    wait_for(window, qtbot, FilmState.READY)
    window.actions_by_id[ActionId.CLOSE_VIDEO].trigger()
    assert window.document.undo.undoText() == "Close video"
    assert window.video.film.state is FilmState.NONE
    window.document.undo.undo()
    wait_for(window, qtbot, FilmState.READY)


def test_hidden_it_stays_hidden_for_the_next_project(dubbing: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel(dubbing).hide_button, Qt.MouseButton.LeftButton)
    assert not panel(dubbing).isVisible()
    assert dubbing.settings.show_video is False
    assert dubbing.timeline.original.isVisible(), "the sound stays"
    dubbing.actions_by_id[ActionId.SHOW_VIDEO].trigger()
    qtbot.waitUntil(lambda: panel(dubbing).view.picture is not None)


def test_a_project_brings_its_video_along(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    make_film(tmp_path / "film.mp4", seconds=2)
    project = project_file.create(tmp_path / "dub.cosydesk")
    project.apply(project.set_project(video="film.mp4"))
    project_file.close(project)
    window.settings.show_video = True
    window.open(tmp_path / "dub.cosydesk")
    wait_for(window, qtbot, FilmState.READY)
    assert panel(window).isVisible()
    assert window.timeline.original.words == "This video has no sound"
    window.files.new()
    assert window.video.film.state is FilmState.NONE
    assert not panel(window).isVisible()


def test_a_lost_video_can_be_found(
    window: MainWindow, film: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.settings.show_video = True
    write(window, "One.")
    window.document.apply(window.document.project.set_project(video="/gone/lost.mp4"))
    wait_for(window, qtbot, FilmState.MISSING)
    assert panel(window).notice.isVisible()
    assert window.timeline.original.words == "There is no file lost.mp4."
    speak(window.document.project, window.document.project.lines[0])
    assert window.player.plan.bed is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(film), ""))
    panel(window).notice.clicked.emit()
    wait_for(window, qtbot, FilmState.READY)
    assert panel(window).view.isVisible()


def test_what_is_no_film_is_said(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no film at all", encoding="utf-8")
    window.video.open(text)
    wait_for(window, qtbot, FilmState.UNREADABLE)
    assert panel(window).notice.isVisible()
    assert window.timeline.original.words == "text.mp4 is not a video that can be shown."


def test_its_rate_is_offered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.video.open(make_film(tmp_path / "film.mp4", seconds=1, rate=30))
    wait_for(window, qtbot, FilmState.READY)
    assert "30 frames a second" in window.messages.message
    qtbot.mouseClick(window.messages.way_out, Qt.MouseButton.LeftButton)
    assert window.document.project.settings.frame_rate == 30.0
    assert not window.messages.isVisible()


def test_its_sound_is_played_lower_under_speech(dubbing: MainWindow, qtbot: QtBot) -> None:
    write(dubbing, "One.")
    speak(dubbing.document.project, dubbing.document.project.lines[0], 2.0)
    qtbot.waitUntil(lambda: bool(dubbing.player.plan.clips))
    bed = dubbing.player.plan.bed
    assert bed is not None
    quiet, loud = np.abs(bed.read(RATE, RATE // 2)).max(), np.abs(bed.read(10 * RATE, RATE // 2)).max()
    assert 20 * np.log10(quiet / loud) == pytest.approx(-12.0, abs=0.3)
    both = render(dubbing.player.plan, 10 * RATE, RATE // 2)
    assert not np.allclose(both[:, 0], both[:, 1]), "it stays in stereo"


def test_its_header_mutes_lowers_and_changes_the_gain(dubbing: MainWindow, qtbot: QtBot) -> None:
    header = dubbing.timeline.original_header
    document = dubbing.document
    qtbot.mouseClick(header.mute, Qt.MouseButton.LeftButton)
    assert document.project.settings.original_muted
    assert document.undo.undoText() == "Change original sound"
    qtbot.waitUntil(lambda: dubbing.player.plan.bed is None)
    document.undo.undo()
    assert not header.mute.isChecked()
    header.gain.setValue(-60)
    assert document.project.settings.original_gain_db == -6.0
    qtbot.mouseClick(header.duck, Qt.MouseButton.LeftButton)
    popover = header.findChild(NumberPopover)
    assert popover is not None
    popover.number.setValue(20.0)
    popover.take.click()
    assert document.project.settings.ducking_db == 20.0
    assert header.duck.isChecked()
    header.ask_ducking()
    again = header.findChildren(NumberPopover)[-1]
    assert again.reset_button is not None
    again.reset_button.click()
    assert document.project.settings.ducking_db == 0.0
    assert not header.duck.isChecked()


def test_a_press_on_its_waveform_goes_there(dubbing: MainWindow, qtbot: QtBot) -> None:
    dubbing.timeline.zoom.fit()
    row = dubbing.timeline.original
    x = row.width() // 2
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, row.height() // 2))
    assert dubbing.player.position == dubbing.timeline.state.view.to_sample(x)


def test_its_waveform_is_lower_where_it_is_lowered(dubbing: MainWindow, qtbot: QtBot) -> None:
    write(dubbing, "One.")
    dubbing.timeline.zoom.fit()
    row = dubbing.timeline.original

    def ink(seconds: float) -> int:
        at = round(dubbing.timeline.state.view.to_px(seconds * RATE))
        image = row.grab().toImage()
        ground = image.pixelColor(at, 8).lightness()
        columns = range(at - 6, at + 6)
        return sum(
            abs(image.pixelColor(x, y).lightness() - ground) > 40
            for x in columns
            for y in range(5, row.height() - 6)
        )

    before = ink(1.0)
    speak(dubbing.document.project, dubbing.document.project.lines[0], 3.0)
    qtbot.waitUntil(lambda: bool(dubbing.player.plan.clips))
    assert ink(1.0) < 0.7 * before
    assert ink(10.0) >= before
