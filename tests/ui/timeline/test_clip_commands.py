"""Everything that can be done to clips by keys and menus, and several of them at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.ui.timeline.number_popover import NumberPopover

from .conftest import RATE, Desk, mouse
from .test_mouse import choose, menu_at

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
FRAME = RATE // 25
GAP = 300 * RATE // 1000


def select(desk: Desk, *ids: str) -> None:
    desk.document.set_selected_clips(ids)


def click(desk: Desk, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    from PySide6.QtCore import QEvent

    mouse(desk.view.canvas, QEvent.Type.MouseButtonPress, at, modifiers=modifiers)
    desk.release(at, modifiers=modifiers)


def middle(desk: Desk, line_id: str, row: int = 0) -> QPoint:
    return desk.point(desk.start_of(line_id) + RATE, row)


def test_ctrl_click_adds_and_takes_away_and_shift_click_selects_up_to(desk: Desk) -> None:
    click(desk, middle(desk, "one"))
    click(desk, middle(desk, "three"), CTRL)
    assert desk.document.selected_clip_ids == {"one", "three"}
    click(desk, middle(desk, "one"), CTRL)
    assert desk.document.selected_clip_ids == {"three"}
    click(desk, middle(desk, "one"))
    click(desk, middle(desk, "three"), SHIFT)
    assert desk.document.selected_clip_ids == {"one", "three"}, "those of the rows between"
    click(desk, middle(desk, "two", row=1), SHIFT)
    assert desk.document.selected_clip_ids == {"one", "two", "three"}
    click(desk, middle(desk, "one"))
    assert desk.document.selected_clip_ids == {"one"}, "a click on one of several means it alone"


def test_a_frame_drawn_on_empty_ground_selects_what_it_touches(desk: Desk) -> None:
    start, end = desk.point(6.8 * RATE, row=1), desk.point(1.5 * RATE, row=0)
    desk.press(start)
    desk.move((start + end) / 2)
    desk.move(end)
    assert desk.document.selected_clip_ids == {"one", "two", "three"}
    assert desk.view.canvas.gestures.marquee is not None
    assert desk.player.position == 0, "it is no click"
    desk.key(KEY.Key_Escape)
    assert desk.document.selected_clip_ids == {"one"}, "as before"
    desk.release(end)


def test_selected_clips_are_dragged_together(desk: Desk) -> None:
    select(desk, "one", "three")
    starts = {line: desk.start_of(line) for line in ("one", "three")}
    grabbed = middle(desk, "three")
    desk.drag(grabbed, grabbed + QPoint(480, 0))
    by = desk.start_of("three") - starts["three"]
    assert by == pytest.approx(10 * RATE, abs=RATE)
    assert desk.start_of("one") - starts["one"] == by
    assert desk.document.undo.count() == 1
    assert desk.document.undo.undoText() == "Move clips"
    desk.document.undo.undo()
    assert desk.project.clips["one"].start is None


@pytest.mark.parametrize("key", [(KEY.Key_B, CTRL), (KEY.Key_S, NONE)])
def test_split_at_the_playhead(desk: Desk, key: tuple[KEY, Qt.KeyboardModifier]) -> None:
    desk.view.seek(RATE)
    desk.key(*key)
    assert [(at.start, at.length) for at in desk.project.layout()[:2]] == [(0, RATE), (RATE, RATE)]
    assert desk.document.undo.undoText() == "Split clip"
    desk.key(*key)
    assert desk.document.undo.count() == 1, "there is nothing to split at an edge"
    desk.document.undo.undo()
    assert len(desk.project.layout()) == 3


def test_split_takes_every_clip_under_the_playhead_unless_one_is_selected(desk: Desk) -> None:
    desk.document.apply(desk.project.place_clip("two", 0))
    select(desk, "three")
    desk.view.seek(RATE)
    desk.key(KEY.Key_S)
    assert len(desk.project.clips) == 5
    desk.document.undo.undo()
    select(desk, "two")
    desk.key(KEY.Key_S)
    assert len(desk.project.clips_of("two")) == 2
    assert len(desk.project.clips_of("one")) == 1


def test_delete_and_ripple_delete(desk: Desk) -> None:
    desk.document.apply(desk.project.place_clip("three", 20 * RATE))
    select(desk, "two")
    desk.key(KEY.Key_Delete)
    assert desk.start_of("three") == 20 * RATE
    assert len(desk.project.takes) == 3, "the take stays with its line"
    desk.document.undo.undo()
    select(desk, "two")
    desk.key(KEY.Key_Delete, SHIFT)
    assert desk.start_of("three") == 18 * RATE - GAP
    assert desk.document.undo.undoText() == "Ripple delete"


def test_copy_paste_cut_and_duplicate(desk: Desk) -> None:
    select(desk, "one", "two")
    desk.key(KEY.Key_C, CTRL)
    desk.view.seek(30 * RATE)
    desk.key(KEY.Key_V, CTRL)
    pasted = desk.document.selected_clip_ids
    assert len(pasted) == 2
    assert pasted.isdisjoint({"one", "two"})
    assert sorted(at.start for at in desk.project.layout() if at.clip.id in pasted) == [
        30 * RATE,
        30 * RATE + desk.start_of("two"),
    ]
    found = desk.view.state.table.find(next(iter(pasted)))
    assert found is not None
    assert found[1].label in ("1", "2"), "a copy still shows whose words it says"
    select(desk, "three")
    desk.key(KEY.Key_X, CTRL)
    assert not desk.project.clips_of("three")
    assert desk.document.undo.undoText() == "Cut clips"
    desk.key(KEY.Key_V, CTRL)
    assert desk.start_of("three") == 30 * RATE, "what was cut comes back as its line's"
    select(desk, "two")
    desk.key(KEY.Key_D, CTRL)
    assert len(desk.document.selected_clip_ids) == 1
    assert desk.document.undo.undoText() == "Duplicate clips"


def test_clips_of_another_project_are_refused_in_words(desk: Desk, qtbot: QtBot) -> None:
    select(desk, "one")
    desk.key(KEY.Key_C, CTRL)
    for take_id in list(desk.project.takes):
        desk.project.apply(desk.project.delete_take(take_id))
    with qtbot.waitSignal(desk.document.refused) as caught:
        desk.key(KEY.Key_V, CTRL)
    assert "another project" in caught.args[0]


def test_trim_by_keys(desk: Desk) -> None:
    select(desk, "one")
    for _ in range(3):
        desk.key(KEY.Key_Left, CTRL | SHIFT)
    assert desk.project.clips["one"].length == 2 * RATE - 3 * FRAME
    assert desk.document.undo.count() == 1, "frames in a row are one step"
    desk.key(KEY.Key_Right, ALT | SHIFT)
    assert desk.project.clips["one"].offset == FRAME
    desk.key(KEY.Key_Left, ALT | SHIFT)
    assert desk.project.clips["one"].offset == 0
    desk.view.seek(RATE)
    desk.key(KEY.Key_BracketRight)
    assert desk.project.clips["one"].length == RATE
    desk.view.seek(RATE // 2)
    desk.key(KEY.Key_BracketLeft)
    assert desk.project.clips["one"].offset == RATE // 2


def test_clips_change_track_by_keys(desk: Desk) -> None:
    select(desk, "one", "three")
    desk.key(KEY.Key_Down, ALT)
    assert {desk.project.clips[name].track_id for name in ("one", "two", "three")} == {
        desk.project.tracks[1].id
    }
    desk.key(KEY.Key_Down, ALT)
    assert desk.document.undo.count() == 1, "there is no third track"
    desk.key(KEY.Key_Up, ALT)
    assert desk.project.clips["one"].track_id == desk.project.tracks[0].id


def test_gain_and_fades_by_keys(desk: Desk) -> None:
    select(desk, "one")
    for _ in range(4):
        desk.key(KEY.Key_Down, CTRL)
    assert desk.project.clips["one"].gain_db == -2.0
    assert desk.document.undo.count() == 1
    desk.view.seek(RATE // 4)
    desk.key(KEY.Key_F)
    assert desk.project.clips["one"].fade_in == RATE // 4
    desk.view.seek(RATE)
    desk.key(KEY.Key_F, SHIFT)
    assert desk.project.clips["one"].fade_out == RATE
    assert "fade in 0.25 s" in desk.view.canvas.accessibleDescription()
    assert "-2.0 dB" in desk.view.canvas.accessibleDescription()


def test_more_and_more_clips_are_selected_by_keys(desk: Desk) -> None:
    select(desk, "one")
    desk.key(KEY.Key_Down, SHIFT)
    desk.key(KEY.Key_Down, SHIFT)
    assert desk.document.selected_clip_ids == {"one", "two", "three"}
    assert desk.view.canvas.accessibleDescription() == "3 clips selected"
    select(desk, "two")
    desk.key(KEY.Key_Up, SHIFT)
    assert desk.document.selected_clip_ids == {"one", "two"}
    desk.key(KEY.Key_A, CTRL)
    assert len(desk.document.selected_clip_ids) == 3


def test_follow_the_script_by_key(desk: Desk) -> None:
    start = desk.start_of("three")
    desk.document.apply(desk.project.place_clip("three", 20 * RATE))
    select(desk, "three")
    desk.key(KEY.Key_Home, ALT)
    assert desk.start_of("three") == start


def popover() -> NumberPopover:
    found = QApplication.activePopupWidget()
    assert isinstance(found, NumberPopover)
    return found


def test_a_gap_can_be_typed_and_given_back(desk: Desk, qtbot: QtBot) -> None:
    select(desk, "one")
    desk.key(KEY.Key_G)
    asked = popover()
    assert asked.number.value() == 0.3
    asked.number.setValue(1.25)
    qtbot.keyClick(asked.number, KEY.Key_Return)
    assert desk.project.line("one").gap_ms == 1250
    choose(menu_at(desk, middle(desk, "one")), "Gap after the line")
    asked = popover()
    assert asked.reset_button is not None
    qtbot.mouseClick(asked.reset_button, Qt.MouseButton.LeftButton)
    assert desk.project.line("one").gap_ms is None


def test_the_gap_of_all_lines_is_typed_once(desk: Desk, qtbot: QtBot) -> None:
    choose(menu_at(desk, desk.point(12 * RATE)), "Gap between lines")
    asked = popover()
    asked.number.setValue(0.5)
    qtbot.mouseClick(asked.take, Qt.MouseButton.LeftButton)
    assert desk.start_of("two") == 2 * RATE + RATE // 2
    assert desk.view.state.table.rows[1].clips.entries[0].start == desk.start_of("two"), (
        "and is shown at once"
    )


def test_gain_and_fades_can_be_typed(desk: Desk, qtbot: QtBot) -> None:
    for name, value, field, expected in (
        ("Gain", -4.5, "gain_db", -4.5),
        ("Fade in", 0.25, "fade_in", RATE // 4),
        ("Fade out", 0.5, "fade_out", RATE // 2),
    ):
        choose(menu_at(desk, middle(desk, "one")), name)
        asked = popover()
        asked.number.setValue(value)
        qtbot.mouseClick(asked.take, Qt.MouseButton.LeftButton)
        assert getattr(desk.project.clips["one"], field) == expected
    assert desk.document.undo.count() == 3


def test_the_menu_says_why_something_cannot_be_done(desk: Desk) -> None:
    menu = menu_at(desk, middle(desk, "one"))
    split = next(action for action in menu.actions() if action.text().startswith("Split"))
    assert not split.isEnabled()
    assert split.toolTip() == "The playhead isn't inside the clip"
    menu.close()
