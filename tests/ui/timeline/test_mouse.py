from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cosydesk.ui.timeline.ruler import RulerUnit

from .conftest import RATE, Desk, burst, mouse, speak

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def turn(desk: Desk, at: QPoint, y: int, modifiers: Qt.KeyboardModifier = NONE, x: int = 0) -> None:
    """Turn the wheel over the canvas."""
    canvas = desk.view.canvas
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(x, y),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_clicking_empty_canvas_seeks(desk: Desk) -> None:
    at = desk.point(3 * RATE)
    desk.press(at)
    desk.release(at)
    assert desk.player.position == pytest.approx(3 * RATE, abs=RATE / 48)
    assert desk.view.state.playhead == desk.player.position


def test_clicking_the_ruler_seeks_and_dragging_scrubs(desk: Desk) -> None:
    ruler = desk.view.ruler
    x = desk.point(4 * RATE).x()
    mouse(ruler, QEvent.Type.MouseButtonPress, QPoint(x, 10))
    assert desk.player.position == pytest.approx(4 * RATE, abs=RATE / 48)
    mouse(ruler, QEvent.Type.MouseMove, QPoint(x + 96, 10))
    assert desk.player.position == pytest.approx(6 * RATE, abs=RATE / 48)
    mouse(ruler, QEvent.Type.MouseButtonRelease, QPoint(x + 96, 10))


def test_dragging_the_playhead_takes_it_along(desk: Desk) -> None:
    desk.view.seek(3 * RATE)
    at = desk.point(3 * RATE)
    desk.press(at)
    desk.move(at + QPoint(24, 0))
    desk.release(at + QPoint(24, 0))
    assert desk.player.position == pytest.approx(3.5 * RATE, abs=RATE / 24)
    playhead = desk.view.stage.playhead
    assert playhead.x() + playhead.width() / 2 == pytest.approx(desk.point(3.5 * RATE).x(), abs=2)


def test_clicking_a_clip_selects_it_and_its_line(desk: Desk) -> None:
    at = desk.point(desk.start_of("two") + RATE, row=1)
    desk.press(at)
    desk.release(at)
    assert desk.document.current_line_id == "two"
    assert desk.document.selected_clip_ids == {desk.clip_of("two")}
    assert desk.player.position == 0, "selecting doesn't seek"
    assert desk.document.undo.count() == 0
    assert "Ben" in desk.view.canvas.accessibleDescription()


def test_choosing_a_line_elsewhere_selects_its_clip(desk: Desk) -> None:
    desk.document.set_current_line("three")
    assert desk.document.selected_clip_ids == {desk.clip_of("three")}


def test_dragging_a_clip_pins_it_there_in_one_step(desk: Desk) -> None:
    start, other = desk.start_of("three"), desk.start_of("two")
    grabbed = desk.point(start + RATE)
    desk.drag(grabbed, grabbed + QPoint(240, 0))
    moved = start + round(240 * desk.view.state.view.samples_per_pixel)
    assert desk.start_of("three") == moved
    assert desk.project.clips_of("three")[0].start == moved, "placed by hand now"
    assert desk.start_of("two") == other
    assert desk.document.undo.count() == 1
    desk.document.undo.undo()
    assert desk.project.clips_of("three")[0].start is None
    assert desk.start_of("three") == start
    desk.document.undo.redo()
    assert desk.start_of("three") == moved


def test_what_follows_in_the_script_starts_after_a_moved_clip(desk: Desk) -> None:
    grabbed = desk.point(desk.start_of("two") + RATE, row=1)
    desk.drag(grabbed, grabbed + QPoint(300, 0))
    gap = desk.project.settings.gap_ms * RATE // 1000
    assert desk.start_of("three") == desk.start_of("two") + 2 * RATE + gap


def test_a_tiny_move_is_a_click(desk: Desk) -> None:
    grabbed = desk.point(desk.start_of("one") + RATE)
    desk.press(grabbed)
    desk.move(grabbed + QPoint(2, 1))
    desk.release(grabbed + QPoint(2, 1))
    assert desk.document.undo.count() == 0


def test_dragging_to_another_track_moves_it_there(desk: Desk) -> None:
    grabbed = desk.point(desk.start_of("three") + RATE)
    desk.drag(grabbed, desk.point(desk.start_of("three") + 8 * RATE, row=1))
    track = desk.project.tracks[1].id
    assert desk.project.clips_of("three")[0].track_id == track
    desk.document.undo.undo()
    assert desk.project.clips_of("three")[0].track_id == desk.project.tracks[0].id


@pytest.mark.parametrize("off", [-6, 5])
def test_a_dragged_clip_snaps_to_edges(desk: Desk, off: int) -> None:
    """Clip three is let go a few pixels beside the end of clip two."""
    zoom = desk.view.state.view.samples_per_pixel
    end = desk.start_of("two") + 2 * RATE
    grabbed = desk.point(desk.start_of("three") + RATE)
    there = grabbed + QPoint(round((end - desk.start_of("three")) / zoom) + off, 0)
    desk.drag(grabbed, there)
    assert desk.start_of("three") == end


def test_a_dragged_clip_snaps_to_the_playhead_and_shift_prevents_it(desk: Desk) -> None:
    desk.view.seek(9 * RATE)
    zoom = desk.view.state.view.samples_per_pixel
    start = desk.start_of("three")
    grabbed = desk.point(start + RATE)
    there = grabbed + QPoint(round((9 * RATE - start) / zoom) + 4, 0)
    desk.drag(grabbed, there)
    assert desk.start_of("three") == 9 * RATE
    desk.document.undo.undo()
    desk.press(grabbed)
    desk.move(grabbed + QPoint(20, 0))
    desk.move(there, SHIFT)
    desk.release(there, modifiers=SHIFT)
    assert desk.start_of("three") == start + (there - grabbed).x() * zoom


def test_escape_puts_a_dragged_clip_back(desk: Desk) -> None:
    start = desk.start_of("one")
    grabbed = desk.point(start + RATE)
    desk.press(grabbed)
    desk.move(grabbed + QPoint(120, 0))
    assert desk.view.canvas.is_dragging
    desk.key(Qt.Key.Key_Escape)
    assert not desk.view.canvas.is_dragging
    desk.release(grabbed + QPoint(120, 0))
    assert desk.start_of("one") == start
    assert desk.document.undo.count() == 0


def test_the_dragged_clip_is_drawn_where_it_would_land(desk: Desk) -> None:
    desk.settle()
    ink = desk.view.theme.speaker_color(0).rgba()
    free = desk.point(12 * RATE)  # the middle of the clip, which is loud, comes here
    grabbed = desk.point(desk.start_of("three") + RATE)

    def inked() -> bool:
        image = desk.view.canvas.grab().toImage()
        return any(image.pixel(free.x() + dx, free.y()) == ink for dx in range(4))

    assert not inked()
    desk.press(grabbed)
    desk.move(grabbed + QPoint(20, 0))
    desk.move(free)
    assert inked()
    desk.key(Qt.Key.Key_Escape)
    assert not inked()


@pytest.mark.qt_log_ignore("pipewire")
def test_double_click_plays_from_the_clip(desk: Desk, qtbot: QtBot) -> None:
    at = desk.point(desk.start_of("two") + RATE, row=1)
    desk.press(at)
    desk.release(at)
    mouse(desk.view.canvas, QEvent.Type.MouseButtonDblClick, at)
    desk.release(at)
    assert desk.player.playing
    start = desk.start_of("two")
    qtbot.waitUntil(lambda: desk.view.state.playhead > start)
    desk.player.stop()
    assert desk.project.clips_of("two")[0].start is None


def test_ctrl_wheel_zooms_at_the_cursor(desk: Desk) -> None:
    for _ in range(4):
        desk.view.zoom.step_in()
    state = desk.view.state
    state.set_view(state.view.starting_at(RATE))
    at = QPoint(300, 20)
    before, zoom = state.view.left + 300 * state.view.samples_per_pixel, state.view.samples_per_pixel
    turn(desk, at, 120, CTRL)
    assert state.view.samples_per_pixel == pytest.approx(zoom / 1.25)
    assert state.view.to_px(before) == pytest.approx(300, abs=0.01)
    turn(desk, at, -120, CTRL)
    assert state.view.samples_per_pixel == pytest.approx(zoom)


def test_wheel_scrolls_across_and_down_once_rows_are_hidden(desk: Desk) -> None:
    state = desk.view.state
    for _ in range(3):
        desk.view.zoom.step_in()
    turn(desk, QPoint(300, 20), -120)
    assert state.view.scroll_value > 0, "all rows fit: the wheel goes across"
    turn(desk, QPoint(300, 20), 240)
    assert state.view.scroll_value == 0
    desk.view.resize(1440, 90)
    desk.settle()
    turn(desk, QPoint(300, 20), -120)
    assert state.row_scroll > 0
    assert state.view.scroll_value == 0
    turn(desk, QPoint(300, 20), -120, SHIFT)
    assert state.view.scroll_value > 0


def test_middle_button_pans(desk: Desk) -> None:
    for _ in range(3):
        desk.view.zoom.step_in()
    middle = Qt.MouseButton.MiddleButton
    desk.press(QPoint(600, 100), middle)
    desk.move(QPoint(500, 100))
    desk.release(QPoint(500, 100), middle)
    assert desk.view.state.view.scroll_value == 100


def menu_at(desk: Desk, at: QPoint) -> QMenu:
    canvas = desk.view.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text().startswith(text))
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_menu_puts_a_clip_back_into_the_sequence(desk: Desk) -> None:
    start = desk.start_of("three")
    desk.document.apply(desk.project.place_clip(desk.clip_of("three"), 12 * RATE))
    choose(menu_at(desk, desk.point(13 * RATE)), "Follow the script")
    assert desk.project.clips_of("three")[0].start is None
    assert desk.start_of("three") == start
    menu = menu_at(desk, desk.point(start + RATE))
    back = next(action for action in menu.actions() if action.text().startswith("Follow"))
    assert not back.isEnabled(), "it is there already"
    menu.close()


def test_menu_reveals_the_line(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.view.reveal_requested) as caught:
        choose(menu_at(desk, desk.point(desk.start_of("two") + RATE, row=1)), "Reveal line")
    assert caught.args == ["two"]


def test_waveform_is_seen_where_it_is_loud(desk: Desk) -> None:
    """Through the whole widget: project, peaks, bank, raster, screen."""
    ink = desk.view.theme.speaker_color(0).rgba()
    image = desk.view.canvas.grab().toImage()
    start = desk.start_of("one")

    def inked(from_s: float, to_s: float) -> float:
        left, right = desk.point(start + from_s * RATE), desk.point(start + to_s * RATE)
        columns = range(left.x(), right.x())
        tall = [
            sum(image.pixel(x, y) == ink for y in range(left.y() - 18, left.y() + 18)) > 20 for x in columns
        ]
        return float(np.mean(tall))

    assert inked(0.58, 1.42) > 0.5
    assert inked(0.05, 0.42) == 0.0
    assert inked(1.62, 1.95) == 0.0


def test_another_sample_rate_lies_right(empty_desk: Desk) -> None:
    speak(empty_desk.project, "one", burst(2.0, 0.5, 1.5, rate=44_100), rate=44_100)
    empty_desk.settle()
    assert empty_desk.project.layout()[0].length == 2 * RATE
    test_waveform_is_seen_where_it_is_loud(empty_desk)


def test_read_only_projects_are_not_moved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.project.store, "read_only", True)
    grabbed = desk.point(desk.start_of("one") + RATE)
    desk.drag(grabbed, grabbed + QPoint(120, 0))
    assert desk.start_of("one") == 0
    assert desk.document.current_line_id == "one"


def test_ruler_menu_sets_the_loop_and_the_unit(desk: Desk) -> None:
    def open_at(sample: int) -> QMenu:
        at = QPoint(desk.point(sample).x(), 10)
        ruler = desk.view.ruler
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, ruler.mapToGlobal(at))
        QApplication.sendEvent(ruler, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    choose(open_at(RATE), "Loop begins")
    choose(open_at(4 * RATE), "Loop ends")
    assert desk.player.loop == pytest.approx((RATE, 4 * RATE), abs=RATE / 48)
    choose(open_at(2 * RATE), "Clear")
    assert desk.player.loop is None
    choose(open_at(2 * RATE), "Show frames")
    assert desk.view.state.unit is RulerUnit.FRAMES
    menu = open_at(2 * RATE)
    assert [action.isChecked() for action in menu.actions() if action.text().startswith("Show")] == [
        False,
        True,
    ]
    menu.close()
