from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cosydesk.studio.edit import combined
from cosydesk.ui.timeline.number_popover import NumberPopover
from cosydesk.ui.timeline.track_controls import HIGHEST_DB, LOWEST_DB
from cosydesk.ui.timeline.track_headers import TrackHeader
from cosydesk.ui.widgets.name_field import NameField

from .conftest import BEN, Desk, mouse

LEFT = Qt.MouseButton.LeftButton


def header(desk: Desk, row: int) -> TrackHeader:
    return desk.view.headers.headers[row]


def test_headers_follow_the_tracks(desk: Desk) -> None:
    assert [h.accessibleName() for h in desk.view.headers.headers] == ["Track Ann", "Track Ben"]
    desk.document.apply(desk.project.remove_track(desk.project.tracks[1].id))
    assert len(desk.view.headers.headers) == 1
    desk.document.undo.undo()
    assert len(desk.view.headers.headers) == 2
    desk.document.apply(desk.project.move_track(desk.project.tracks[1].id, 0))
    assert [h.accessibleName() for h in desk.view.headers.headers] == ["Track Ben", "Track Ann"]


def test_mute_is_one_undoable_step_and_dims_the_row(desk: Desk) -> None:
    ink = desk.view.theme.speaker_color(0).rgba()

    def inked() -> bool:
        image = desk.view.canvas.grab().toImage()
        return any(image.pixel(x, 23) == ink for x in range(24, 124))

    assert inked()
    QTest.mouseClick(header(desk, 0).mute, LEFT)
    assert desk.project.tracks[0].muted
    assert header(desk, 0).mute.isChecked()
    assert not inked()
    desk.document.undo.undo()
    assert not desk.project.tracks[0].muted
    assert not header(desk, 0).mute.isChecked()
    assert inked()


def test_solo_dims_all_others(desk: Desk) -> None:
    QTest.mouseClick(header(desk, 1).solo, LEFT)
    assert desk.project.tracks[1].solo
    assert [row.audible for row in desk.view.state.table.rows] == [False, True]
    QTest.mouseClick(header(desk, 0).solo, LEFT)
    assert [row.audible for row in desk.view.state.table.rows] == [True, True]


def test_gain_by_mouse_is_one_step_a_drag(desk: Desk) -> None:
    slider = header(desk, 0).gain
    assert slider.gain_db == 0.0
    y = slider.height() // 2
    for ends in ((10, 20, 25), (30, 5)):
        mouse(slider, QEvent.Type.MouseButtonPress, QPoint(ends[0], y))
        for x in ends[1:]:
            mouse(slider, QEvent.Type.MouseMove, QPoint(x, y))
        mouse(slider, QEvent.Type.MouseButtonRelease, QPoint(ends[-1], y))
    assert LOWEST_DB < desk.project.tracks[0].gain_db < -10
    assert desk.document.undo.count() == 2
    desk.document.undo.undo()
    assert desk.project.tracks[0].gain_db > 0
    desk.document.undo.undo()
    assert desk.project.tracks[0].gain_db == 0.0
    assert slider.gain_db == 0.0


def test_gain_by_keys_and_back_by_double_click(desk: Desk) -> None:
    slider = header(desk, 0).gain
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert desk.project.tracks[0].gain_db == pytest.approx(0.5)
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert desk.project.tracks[0].gain_db == HIGHEST_DB
    assert "+12.0" in slider.toolTip()
    mouse(slider, QEvent.Type.MouseButtonDblClick, QPoint(5, 5))
    assert desk.project.tracks[0].gain_db == 0.0


def test_many_tracks_scroll_with_their_headers(desk: Desk) -> None:
    project = desk.project
    desk.document.apply(combined("Add track", *(project.add_track(f"Free {n}") for n in range(9))))
    desk.settle()
    assert desk.view.stage.down.isVisible()
    desk.view.stage.down.setValue(desk.view.stage.down.maximum())
    state = desk.view.state
    assert state.row_scroll == state.row_scroll_range > 0
    assert header(desk, 10).y() == 10 * 46 - state.row_scroll
    assert header(desk, 10).y() + 46 <= desk.view.headers.height() + 1


def test_a_live_line_gets_a_row_of_its_own(empty_desk: Desk) -> None:
    view = empty_desk.view
    assert view.state.is_empty
    view.live_chunk("two", np.full(12_000, 0.5, np.float32), 24_000)
    assert [h.accessibleName() for h in view.headers.headers] == ["Track Ben"]
    assert not header(empty_desk, 0).mute.isEnabled(), "there is no track to mute yet"
    assert view.state.table.rows[0].voice_id == BEN
    view.live_end("two")
    assert view.headers.headers == []


def name_field(desk: Desk) -> NameField:
    (found,) = [made for made in desk.view.findChildren(NameField) if made.isVisible()]
    return found


def names(desk: Desk) -> list[str]:
    return [row.name for row in desk.view.state.table.rows]


def test_a_free_track_is_added_and_named_at_once(desk: Desk) -> None:
    QTest.mouseClick(desk.view.corner.add_button, LEFT)
    assert names(desk) == ["Ann", "Ben", "Track 1"]
    QTest.keyClicks(name_field(desk), "Effects")
    QTest.keyClick(name_field(desk), Qt.Key.Key_Return)
    assert names(desk) == ["Ann", "Ben", "Effects"]
    desk.document.undo.undo()
    desk.document.undo.undo()
    assert names(desk) == ["Ann", "Ben"]


def test_the_button_offers_tracks_for_speakers_that_have_none(empty_desk: Desk) -> None:
    QTest.mouseClick(empty_desk.view.corner.add_button, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Free track",
        "Track for Ann",
        "Track for Ben",
    ]
    menu.actions()[-1].trigger()
    menu.close()
    assert names(empty_desk) == ["Ben"]
    assert empty_desk.project.tracks[0].voice_id == BEN


def test_a_track_is_renamed_where_its_name_stands(desk: Desk) -> None:
    mouse(header(desk, 0), QEvent.Type.MouseButtonDblClick, QPoint(40, 20))
    field = name_field(desk)
    field.clear()
    QTest.keyClicks(field, "Narrator")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(desk)[0] == "Narrator"
    assert desk.document.undo.undoText() == "Rename track"
    QTest.keyClick(header(desk, 0), Qt.Key.Key_F2)
    name_field(desk).clear()
    QTest.keyClick(name_field(desk), Qt.Key.Key_Return)
    assert names(desk)[0] == "Ann", "an empty name is the speaker's again"


def test_a_track_is_dragged_to_another_place(desk: Desk) -> None:
    desk.document.apply(desk.project.add_track("Effects"))
    held = header(desk, 0)
    mouse(held, QEvent.Type.MouseButtonPress, QPoint(40, 20))
    for y in (60, 100, 110):
        mouse(held, QEvent.Type.MouseMove, held.mapFromParent(QPoint(40, y)))
    QTest.keyClick(desk.view.canvas, Qt.Key.Key_Escape)
    mouse(held, QEvent.Type.MouseButtonRelease, held.mapFromParent(QPoint(40, 110)))
    assert names(desk) == ["Ann", "Ben", "Effects"], "Escape puts it back"
    assert held.y() == 0
    mouse(held, QEvent.Type.MouseButtonPress, QPoint(40, 20))
    for y in (60, 100, 110):
        mouse(held, QEvent.Type.MouseMove, held.mapFromParent(QPoint(40, y)))
    mouse(held, QEvent.Type.MouseButtonRelease, held.mapFromParent(QPoint(40, 110)))
    assert names(desk) == ["Ben", "Ann", "Effects"]
    assert desk.document.undo.undoText() == "Move track"
    desk.document.undo.undo()
    assert names(desk) == ["Ann", "Ben", "Effects"]


def test_tracks_move_and_go_by_keys(desk: Desk) -> None:
    QTest.keyClick(header(desk, 1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(desk) == ["Ben", "Ann"]
    QTest.keyClick(header(desk, 0), Qt.Key.Key_Delete)
    assert names(desk) == ["Ann"]
    assert not desk.project.clips_of("two")
    desk.document.undo.undo()
    assert names(desk) == ["Ben", "Ann"]
    assert desk.project.clips_of("two")


def track_menu(desk: Desk, row: int) -> QMenu:
    at = QPoint(30, 20)
    target = header(desk, row)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
    QApplication.sendEvent(target, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text().startswith(text))
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_menu_of_a_track_does_all_of_it(desk: Desk) -> None:
    pick(track_menu(desk, 0), "Move down")
    assert names(desk) == ["Ben", "Ann"]
    pick(track_menu(desk, 0), "Mute")
    assert desk.project.tracks[0].muted
    pick(track_menu(desk, 1), "Solo")
    assert desk.project.tracks[1].solo
    pick(track_menu(desk, 1), "Gain")
    asked = QApplication.activePopupWidget()
    assert isinstance(asked, NumberPopover)
    asked.number.setValue(-7.5)
    QTest.mouseClick(asked.take, LEFT)
    assert desk.project.tracks[1].gain_db == -7.5
    menu = track_menu(desk, 0)
    up = next(action for action in menu.actions() if action.text().startswith("Move up"))
    assert (up.isEnabled(), up.toolTip()) == (False, "It is the first track")
    menu.close()
    pick(track_menu(desk, 0), "Delete track and its clips")
    assert names(desk) == ["Ann"]
    assert desk.document.undo.undoText() == "Delete track"


def test_a_free_track_gets_a_colour(desk: Desk) -> None:
    desk.document.apply(desk.project.add_track("Effects"))
    menu = track_menu(desk, 2)
    colors = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(colors, QMenu)
    colors.actions()[4].trigger()
    menu.close()
    assert desk.view.state.table.rows[2].speaker == 4
    desk.document.undo.undo()
    assert desk.view.state.table.rows[2].speaker == -1


def test_escape_while_the_gain_is_dragged_takes_it_back(desk: Desk) -> None:
    slider = header(desk, 0).gain
    y = slider.height() // 2
    mouse(slider, QEvent.Type.MouseButtonPress, QPoint(10, y))
    mouse(slider, QEvent.Type.MouseMove, QPoint(20, y))
    assert desk.project.tracks[0].gain_db != 0.0
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    assert desk.project.tracks[0].gain_db == 0.0
    assert slider.gain_db == 0.0
    mouse(slider, QEvent.Type.MouseButtonRelease, QPoint(20, y))
    assert desk.project.tracks[0].gain_db == 0.0
