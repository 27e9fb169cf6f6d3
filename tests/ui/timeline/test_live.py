from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.studio.project import Project
from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.sizes import ROW_HEIGHT

from .conftest import RATE, Desk, burst, speak

TONE = burst(0.5, 0.0, 0.5)


def picture(desk: Desk) -> QImage:
    return desk.view.canvas.grab().toImage()


def count(image: QImage, colour: QColor, left: int, right: int, row: int = 0) -> int:
    wanted = colour.rgba()
    rows = range(row * ROW_HEIGHT, (row + 1) * ROW_HEIGHT)
    return sum(image.pixel(x, y) == wanted for x in range(left, right) for y in rows)


def test_a_line_being_spoken_grows_where_its_clip_will_lie(empty_desk: Desk) -> None:
    desk = empty_desk
    speak(desk.project, "one", burst(2.0, 0.0, 2.0))
    desk.settle()
    start = 2 * RATE + 300 * RATE // 1000
    ink = desk.view.theme.speaker_color(1)
    grown = []
    for _ in range(3):
        desk.document.chunk_arrived.emit("two", TONE, RATE)
        left = desk.point(start).x()
        grown.append(count(picture(desk), ink, left, left + 200, row=1))
        assert count(picture(desk), ink, 0, left, row=1) == 0
    assert 0 < grown[0] < grown[1] < grown[2]
    assert desk.view.state.live["two"].start == start
    speak(desk.project, "two", burst(1.5, 0.0, 1.5))
    desk.document.line_state_changed.emit("two")
    assert desk.view.state.live == {}
    assert desk.start_of("two") == start, "the clip lies where it grew"


def test_its_expected_end_is_outlined(empty_desk: Desk) -> None:
    desk = empty_desk
    desk.view.live_chunk("one", TONE, RATE)
    clip = desk.view.state.live["one"]
    assert clip.expected > clip.received, "more is to come"
    right = desk.point(clip.end).x()
    outline = picture(desk).copy(right - 2, 4, 4, ROW_HEIGHT - 8)
    ground = desk.view.theme.color("bg").rgba()
    assert any(outline.pixel(x, y) != ground for x in range(outline.width()) for y in range(outline.height()))


def test_speaking_again_replaces_the_old_clip_meanwhile(desk: Desk) -> None:
    assert desk.view.state.table.of_line("one") is not None
    desk.view.live_chunk("one", TONE, RATE)
    assert desk.view.state.table.of_line("one") is None
    assert desk.view.state.live["one"].start == desk.start_of("one")
    desk.view.live_end("one")
    assert desk.view.state.table.of_line("one") is not None, "cancelled: the old one is still there"


def test_a_deleted_line_is_no_longer_drawn(empty_desk: Desk) -> None:
    desk = empty_desk
    desk.view.live_chunk("one", TONE, RATE)
    desk.document.apply(desk.project.edit_lines(["one"], [], 0))
    desk.settle()
    desk.view.live_chunk("one", TONE, RATE)
    picture(desk)
    desk.view.live_end("one")
    assert desk.view.state.live == {}


def test_empty_timeline_says_what_to_do(empty_desk: Desk) -> None:
    desk = empty_desk
    empty = picture(desk)
    text = desk.view.theme.color("text").rgba()
    middle = desk.view.canvas.height() // 2

    def written(image: QImage) -> int:
        return sum(image.pixel(x, y) == text for x in range(440, 840) for y in range(middle - 14, middle + 8))

    assert written(empty) > 50
    speak(desk.project, "one", TONE)
    desk.settle()
    assert written(picture(desk)) == 0


def test_playhead_follows_the_player_page_by_page(desk: Desk) -> None:
    for _ in range(4):
        desk.view.zoom.step_in()
    view = desk.view.state.view
    desk.player.position_changed.emit(round(view.right) - 100)
    assert desk.view.state.view == view
    desk.player.position_changed.emit(round(view.right) + 100)
    assert desk.view.state.view.to_px(round(view.right) + 100) == pytest.approx(24, abs=1)


def test_playhead_out_of_sight_does_not_pull_the_view(desk: Desk) -> None:
    for _ in range(4):
        desk.view.zoom.step_in()
    state = desk.view.state
    state.set_view(state.view.scrolled(400))
    away = state.view
    desk.player.position_changed.emit(500)
    assert state.view == away, "the person looks elsewhere"
    assert not desk.view.stage.playhead.isVisible()


def test_moving_the_playhead_draws_no_frame_anew(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = desk.view.canvas._draw_frame
    desk.settle()
    monkeypatch.setattr(desk.view.canvas, "_draw_frame", lambda: (drawn.append(1), draw()))

    def moved_from_end_to_end() -> bool:
        drawn.clear()
        for sample in range(0, RATE, 960):
            desk.view.set_playhead(sample)
            QApplication.processEvents()
        return not drawn

    # The window manager may still give the window its place, which draws it once.
    qtbot.waitUntil(moved_from_end_to_end)


def test_another_project_starts_over(desk: Desk) -> None:
    desk.view.seek(3 * RATE)
    desk.view.set_in(RATE)
    desk.view.live_chunk("one", TONE, RATE)
    desk.document.set_project(Project())
    state = desk.view.state
    assert state.is_empty
    assert (state.playhead, state.loop_in, state.live) == (0, None, {})
    picture(desk)


def test_theme_switch_repaints_in_its_colours(desk: Desk, theme: Theme) -> None:
    light = picture(desk).pixel(1000, 150)
    theme.choose("dark")
    dark = picture(desk).pixel(1000, 150)
    assert (light, dark) == (QColor("#F7F6F3").rgba(), QColor("#16171A").rgba())


def test_language_switch_reaches_all_parts(desk: Desk) -> None:
    """Every part that shows words listens to the event that Qt sends for a new translator."""
    for widget in (desk.view, desk.view.ruler, desk.view.headers, desk.view.stage.zoom_bar):
        widget.setAccessibleName("")
    header = desk.view.headers.headers[0]
    header.setAccessibleName("")
    for widget in (desk.view, *desk.view.findChildren(type(desk.view.ruler)), desk.view.headers):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert desk.view.accessibleName() == "Timeline"
    assert desk.view.ruler.accessibleName() == "Ruler"
    assert header.accessibleName() == "Track Ann"


def test_high_dpi_is_drawn_sharp(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = desk.view.canvas
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 2.0)
    canvas.redraw()
    picture(desk)
    assert canvas._pixels.shape == (canvas.height() * 2, canvas.width() * 2)
    ink = np.uint32(desk.view.theme.speaker_color(0).rgba())
    columns = (canvas._pixels[: 2 * ROW_HEIGHT] == ink).sum(axis=0)
    runs = np.diff(np.flatnonzero(np.diff((columns > 40).astype(int))))
    assert set(runs[:20].tolist()) == {2, 4}, "bars of four, gaps of two device pixels"
