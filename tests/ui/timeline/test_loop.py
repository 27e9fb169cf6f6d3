"""The loop range on the ruler, kept in the project; frame rates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from cosydesk.studio.project import Project
from cosydesk.ui.timeline.ruler import RulerUnit, ticks

from .conftest import RATE, Desk, mouse

SHIFT = Qt.KeyboardModifier.ShiftModifier
PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)
ZONE = 4
"""A height of the ruler where the loop range is."""


def drag(desk: Desk, start: float, end: float, y: int = ZONE, *, release: bool = True) -> None:
    """From one second to another, without snapping."""
    first, last = (QPoint(desk.point(seconds * RATE).x(), y) for seconds in (start, end))
    mouse(desk.view.ruler, PRESS, first)
    mouse(desk.view.ruler, MOVE, (first + last) / 2, modifiers=SHIFT)
    mouse(desk.view.ruler, MOVE, last, modifiers=SHIFT)
    if release:
        mouse(desk.view.ruler, RELEASE, last)


def loop(desk: Desk) -> tuple[float, float]:
    assert desk.player.loop is not None
    return desk.player.loop[0] / RATE, desk.player.loop[1] / RATE


def near(start: float, end: float) -> object:
    return pytest.approx((start, end), abs=0.05)


@pytest.mark.parametrize(("start", "end"), [(2.0, 5.0), (5.0, 2.0)])
def test_a_drag_along_the_upper_edge_draws_the_range(desk: Desk, start: float, end: float) -> None:
    drag(desk, start, end)
    assert loop(desk) == near(2.0, 5.0)
    settings = desk.project.settings
    assert (settings.loop_in, settings.loop_out) == desk.player.loop
    assert desk.document.undo.undoText() == "Change loop range"
    assert desk.document.undo.count() == 1
    assert desk.player.position == 0
    desk.document.undo.undo()
    assert desk.player.loop is None
    assert desk.view.state.loop_in is None
    desk.document.undo.redo()
    assert loop(desk) == near(2.0, 5.0)


def test_its_ends_and_its_middle_are_dragged(desk: Desk) -> None:
    drag(desk, 2.0, 5.0)
    drag(desk, 5.0, 7.0, y=18)
    assert loop(desk) == near(2.0, 7.0)
    drag(desk, 2.0, 3.0, y=18)
    assert loop(desk) == near(3.0, 7.0)
    drag(desk, 5.0, 6.0)
    assert loop(desk) == near(4.0, 8.0)
    drag(desk, 4.0, 9.0, y=18)
    assert loop(desk) == near(8.0, 9.0), "an end that is taken past the other becomes it"
    assert desk.document.undo.count() == 5


def test_escape_puts_the_range_back(desk: Desk) -> None:
    drag(desk, 2.0, 5.0)
    drag(desk, 5.0, 8.0, release=False)
    assert loop(desk) == near(2.0, 8.0), "it is heard and seen while it is dragged"
    desk.key(Qt.Key.Key_Escape)
    assert loop(desk) == near(2.0, 5.0)
    assert desk.document.undo.count() == 1


def test_a_double_click_clears_it(desk: Desk) -> None:
    drag(desk, 2.0, 5.0)
    mouse(desk.view.ruler, QEvent.Type.MouseButtonDblClick, QPoint(desk.point(3 * RATE).x(), ZONE))
    assert desk.player.loop is None
    assert desk.project.settings.loop_in is None


def test_its_ends_snap_to_clips(desk: Desk) -> None:
    first = QPoint(desk.point(9 * RATE).x(), ZONE)
    last = QPoint(desk.point(2 * RATE).x() + 5, ZONE)
    mouse(desk.view.ruler, PRESS, first)
    mouse(desk.view.ruler, MOVE, last)
    mouse(desk.view.ruler, RELEASE, last)
    assert desk.player.loop is not None
    assert desk.player.loop[0] == 2 * RATE


def test_a_project_is_opened_with_its_range_and_markers(desk: Desk) -> None:
    other = Project()
    other.apply(other.set_project(loop_in=RATE, loop_out=4 * RATE))
    other.apply(other.add_marker(2 * RATE, "A"))
    desk.document.set_project(other)
    assert desk.player.loop == (RATE, 4 * RATE)
    assert desk.view.marker_bar.isVisible()
    desk.document.set_project(Project())
    assert desk.player.loop is None
    assert not desk.view.marker_bar.isVisible()


def test_a_project_to_look_at_can_loop_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.project.store, "read_only", True)
    drag(desk, 2.0, 5.0)
    assert loop(desk) == near(2.0, 5.0)
    assert desk.project.settings.loop_in is None


@pytest.mark.parametrize("frame_rate", [23.976, 29.97, 50.0])
def test_arrows_step_frames_of_the_projects_rate(desk: Desk, frame_rate: float) -> None:
    desk.view.state.set_frame_rate(frame_rate)
    seen = []
    for _ in range(3):
        desk.key(Qt.Key.Key_Right)
        seen.append(desk.player.position / RATE)
    exact = {23.976: 24000 / 1001, 29.97: 30000 / 1001, 50.0: 50.0}[frame_rate]
    assert seen == pytest.approx([1 / exact, 2 / exact, 3 / exact], abs=1 / RATE)
    for _ in range(3):
        desk.key(Qt.Key.Key_Left)
    assert desk.player.position == 0


def test_the_ruler_counts_at_the_projects_rate(desk: Desk) -> None:
    state = desk.view.state
    state.set_frame_rate(29.97)
    view = state.view.at_zoom(RATE / 1000, 0).starting_at(round(60.05 * RATE))
    labels = [tick.label for tick in ticks(view, RulerUnit.TIME, 29.97) if tick.label]
    assert all(";" in label for label in labels)
    state.set_unit(RulerUnit.FRAMES)
    assert state.moment(1001 * RATE // 10) == "3000"
    assert state.unit is RulerUnit.FRAMES
    desk.document.undo.undo()
    assert state.unit is RulerUnit.TIME
    desk.document.undo.undo()
    assert state.frame_rate == 25.0


def test_n_switches_snapping_and_shift_turns_it_round(desk: Desk) -> None:
    desk.key(Qt.Key.Key_N)
    desk.view.seek(9 * RATE)
    zoom = desk.view.state.view.samples_per_pixel
    start = desk.start_of("three")
    grabbed = desk.point(start + RATE)
    there = grabbed + QPoint(round((9 * RATE - start) / zoom) + 4, 0)
    desk.drag(grabbed, there)
    assert desk.start_of("three") == start + (there - grabbed).x() * zoom
    desk.document.undo.undo()
    desk.press(grabbed)
    desk.move(grabbed + QPoint(20, 0))
    desk.move(there, SHIFT)
    desk.release(there, modifiers=SHIFT)
    assert desk.start_of("three") == 9 * RATE


def test_the_grid_draws_where_nothing_else_does(desk: Desk) -> None:
    zoom = desk.view.state.view.samples_per_pixel
    start = desk.start_of("three")
    grabbed = desk.point(start + RATE)
    there = grabbed + QPoint(round((14 * RATE - start) / zoom) + 4, 0)
    desk.drag(grabbed, there)
    assert desk.start_of("three") == 14 * RATE
