from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from cosydesk.studio.edit import combined
from cosydesk.ui.timeline.track_controls import HIGHEST_DB, LOWEST_DB
from cosydesk.ui.timeline.track_headers import TrackHeader

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
    assert desk.view.down.isVisible()
    desk.view.down.setValue(desk.view.down.maximum())
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
