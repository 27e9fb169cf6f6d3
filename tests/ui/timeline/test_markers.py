"""Markers: by keys, by mouse, by menu; each change one step of the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cosydesk.ui.timeline.marker_bar import MarkerBar
from cosydesk.ui.widgets.name_field import NameField

from .conftest import RATE, Desk, mouse
from .test_mouse import choose

SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def bar(desk: Desk) -> MarkerBar:
    return desk.view.marker_bar


def flag(desk: Desk, sample: int) -> QPoint:
    return QPoint(desk.point(sample).x() + 2, 9)


def add(desk: Desk, sample: int, name: str = "") -> str:
    desk.document.apply(desk.project.add_marker(sample, name))
    return next(marker.id for marker in desk.project.markers if marker.at == sample)


def field(desk: Desk) -> NameField:
    found = [made for made in desk.view.findChildren(NameField) if made.isVisible()]
    assert len(found) == 1
    return found[0]


def test_m_adds_a_marker_and_the_lane_appears(desk: Desk) -> None:
    assert not bar(desk).isVisible()
    desk.view.seek(RATE)
    desk.key(KEY.Key_M)
    assert [marker.at for marker in desk.project.markers] == [RATE]
    assert bar(desk).isVisible()
    assert desk.view.corner.height() == desk.view.canvas.y(), "the headers stay beside their rows"
    assert desk.document.undo.undoText() == "Add marker"
    desk.document.undo.undo()
    assert not bar(desk).isVisible()


def test_m_on_a_marker_names_it(desk: Desk) -> None:
    desk.view.seek(RATE)
    desk.key(KEY.Key_M)
    desk.key(KEY.Key_M)
    QTest.keyClicks(field(desk), "Scene 1")
    QTest.keyClick(field(desk), KEY.Key_Return)
    assert [marker.name for marker in desk.project.markers] == ["Scene 1"]
    assert "Scene 1" in bar(desk).accessibleDescription()
    desk.key(KEY.Key_M)
    QTest.keyClicks(field(desk), "else")
    QTest.keyClick(field(desk), KEY.Key_Escape)
    assert desk.project.markers[0].name == "Scene 1"
    assert desk.document.undo.count() == 2


def test_jumping_from_marker_to_marker(desk: Desk) -> None:
    for sample in (RATE, 3 * RATE, 90 * RATE):
        add(desk, sample)
    positions = []
    for _ in range(4):
        desk.key(KEY.Key_PageDown)
        positions.append(desk.player.position)
    assert positions == [RATE, 3 * RATE, 90 * RATE, 90 * RATE]
    assert desk.view.state.view.shows(90 * RATE), "the view goes along, also behind the last clip"
    desk.key(KEY.Key_PageUp)
    assert desk.player.position == 3 * RATE


def test_a_click_goes_there_and_a_drag_moves_it(desk: Desk) -> None:
    add(desk, 3 * RATE)
    at = flag(desk, 3 * RATE)
    mouse(bar(desk), QEvent.Type.MouseButtonPress, at)
    mouse(bar(desk), QEvent.Type.MouseButtonRelease, at)
    assert desk.player.position == 3 * RATE
    there = at + QPoint(480, 0)
    mouse(bar(desk), QEvent.Type.MouseButtonPress, at)
    mouse(bar(desk), QEvent.Type.MouseMove, at + QPoint(50, 0), modifiers=SHIFT)
    mouse(bar(desk), QEvent.Type.MouseMove, there, modifiers=SHIFT)
    mouse(bar(desk), QEvent.Type.MouseButtonRelease, there)
    assert desk.project.markers[0].at == pytest.approx(13 * RATE, abs=RATE / 40)
    assert desk.document.undo.undoText() == "Move marker"
    assert desk.document.undo.count() == 2


def test_a_dragged_marker_snaps_to_clip_edges_and_escape_puts_it_back(desk: Desk) -> None:
    add(desk, 10 * RATE)
    at = flag(desk, 10 * RATE)
    end = desk.project.length()
    there = flag(desk, end) + QPoint(5, 0)
    mouse(bar(desk), QEvent.Type.MouseButtonPress, at)
    mouse(bar(desk), QEvent.Type.MouseMove, there)
    desk.key(KEY.Key_Escape)
    mouse(bar(desk), QEvent.Type.MouseButtonRelease, there)
    assert desk.project.markers[0].at == 10 * RATE
    mouse(bar(desk), QEvent.Type.MouseButtonPress, at)
    mouse(bar(desk), QEvent.Type.MouseMove, there)
    mouse(bar(desk), QEvent.Type.MouseButtonRelease, there)
    assert desk.project.markers[0].at == end


def test_clips_snap_to_markers(desk: Desk) -> None:
    add(desk, round(9.3 * RATE))
    zoom = desk.view.state.view.samples_per_pixel
    grabbed = desk.point(desk.start_of("three") + RATE)
    there = grabbed + QPoint(round((9.3 * RATE - desk.start_of("three")) / zoom) + 5, 0)
    desk.drag(grabbed, there)
    assert desk.start_of("three") == round(9.3 * RATE)


def menu(desk: Desk, sample: int) -> QMenu:
    at = flag(desk, sample)
    mouse(bar(desk), QEvent.Type.MouseButtonPress, at, Qt.MouseButton.RightButton)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, bar(desk).mapToGlobal(at))
    QApplication.sendEvent(bar(desk), event)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_the_menu_colours_and_deletes(desk: Desk) -> None:
    add(desk, RATE)
    opened = menu(desk, RATE)
    colors = next(action.menu() for action in opened.actions() if action.menu() is not None)
    assert isinstance(colors, QMenu)
    colors.actions()[5].trigger()
    opened.close()
    assert desk.project.markers[0].color == 5
    choose(menu(desk, RATE), "Delete marker")
    assert not desk.project.markers
    desk.document.undo.undo()
    assert desk.project.markers[0].color == 5


def test_a_double_click_renames(desk: Desk) -> None:
    add(desk, RATE)
    mouse(bar(desk), QEvent.Type.MouseButtonDblClick, flag(desk, RATE))
    field(desk).insert("第二场")  # QTest types Latin letters only
    QTest.keyClick(field(desk), KEY.Key_Return)
    assert desk.project.markers[0].name == "第二场"


def test_shift_m_deletes_the_one_at_the_playhead(desk: Desk) -> None:
    add(desk, RATE)
    desk.view.seek(RATE)
    desk.key(KEY.Key_M, SHIFT)
    assert not desk.project.markers
    assert desk.document.undo.undoText() == "Delete marker"


def test_markers_are_drawn_down_to_the_clips(desk: Desk) -> None:
    at = desk.point(9 * RATE).x()
    before = desk.view.canvas.grab().toImage().pixel(at, 150)
    add(desk, 9 * RATE)
    assert desk.view.canvas.grab().toImage().pixel(at, 150) != before
