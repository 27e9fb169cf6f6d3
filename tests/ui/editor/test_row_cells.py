"""What stands below each line: mode and manner, speed, size; and how each is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from cosydesk.ui.editor.gutter import Part
from cosydesk.ui.editor.manner_popover import MannerPopover
from cosydesk.ui.editor.rows import Row
from cosydesk.ui.editor.speed_popover import SpeedPopover
from tests.ui.editor.desk import HEART, Desk

KEY = Qt.Key


def row(desk: Desk, line: int) -> Row:
    found = desk.edit.rows.row(desk.ids[line])
    assert found is not None
    return found


def point_of(desk: Desk, line: int, part: Part) -> QPoint:
    """A point of a part of a row."""
    place = next(p for p in desk.edit.rows.places() if p.number == line + 1)
    y = place.text.bottom() + 8
    for x in range(int(place.text.left()) + 2, int(place.text.right())):
        found = desk.edit.rows.place_at(QPointF(x, y))
        if found is not None and found[1] is part:
            return QPoint(x + 4, int(y))
    raise AssertionError(part)


def press(desk: Desk, line: int, part: Part) -> None:
    desk.qtbot.mouseClick(desk.edit.viewport(), Qt.MouseButton.LeftButton, pos=point_of(desk, line, part))


def popover(desk: Desk, kind: type) -> SpeedPopover | MannerPopover:
    found = desk.editor.findChild(kind)
    assert isinstance(found, SpeedPopover | MannerPopover)
    return found


def actions_of(menu: QMenu) -> dict[str, QAction]:
    """The entries of a menu and of those within it."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        found[action.text()] = action
        inner = action.menu()
        if isinstance(inner, QMenu):
            found |= actions_of(inner)
    return found


@pytest.fixture
def scene(desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "cosyvoice.yaml").touch()
    desk.fill("The first line", "第二行台词", "And the third")
    return desk


def test_size_and_speed_are_told(scene: Desk) -> None:
    found = row(scene, 0)
    assert found.size.startswith("14 · ≈ ")
    assert (found.speed, found.usual_speed, found.over) == ("1.00×", True, "")
    project = scene.document.project
    scene.document.apply(project.edit_line(scene.ids[0], speed=2.0))
    assert row(scene, 0).speed == "2.00×"
    assert row(scene, 0).size < found.size


def test_a_line_that_is_too_long_says_so(scene: Desk) -> None:
    scene.document.apply(scene.document.project.edit_text(scene.ids[0], "word " * 13 + "end"))
    found = row(scene, 0)
    assert "68" in found.over
    assert "60" in found.over
    error = scene.editor.theme.color("error").rgb()
    QApplication.processEvents()
    image = scene.edit.viewport().grab().toImage()
    place = next(p for p in scene.edit.rows.places() if p.number == 1)
    below = range(int(place.text.bottom()), int(place.row.bottom()))
    assert any(image.pixelColor(x, y).rgb() == error for y in below for x in range(image.width()))


def test_speed_is_changed_below_the_line(scene: Desk) -> None:
    press(scene, 1, Part.SPEED)
    asked = popover(scene, SpeedPopover)
    assert isinstance(asked, SpeedPopover)
    asked.speed.setValue(1.25)
    assert asked.slider.value() == 25
    scene.qtbot.keyClick(asked.speed, KEY.Key_Return)
    assert [line.speed for line in scene.document.project.lines] == [1.0, 1.25, 1.0]
    scene.document.undo.undo()
    assert scene.document.project.lines[1].speed == 1.0


def test_speed_goes_to_all_marked_lines(scene: Desk) -> None:
    scene.edit.selectAll()
    assert scene.document.selected_line_ids == tuple(scene.ids)
    press(scene, 1, Part.SPEED)
    asked = popover(scene, SpeedPopover)
    assert isinstance(asked, SpeedPopover)
    asked.slider.setValue(18)
    asked.accept_button.click()
    assert [line.speed for line in scene.document.project.lines] == [0.9, 0.9, 0.9]
    assert scene.document.undo.undoText() == "Change lines"
    scene.document.undo.undo()
    assert {line.speed for line in scene.document.project.lines} == {1.0}


def test_a_manner_is_written_or_chosen_below_the_line(scene: Desk) -> None:
    press(scene, 0, Part.MANNER)
    asked = popover(scene, MannerPopover)
    assert isinstance(asked, MannerPopover)
    asked.field.setPlainText("calm,\nclose")
    asked.accept_button.click()
    line = scene.document.project.lines[0]
    assert (line.instruct, line.mode) == ("calm, close", "instruct")
    assert row(scene, 0).below == "Instruct · calm, close"
    assert scene.settings.recent_manners == ["calm, close"]
    asked.deleteLater()
    scene.qtbot.waitUntil(lambda: scene.editor.findChild(MannerPopover) is None)
    scene.edit.selectAll()
    scene.editor.ask_manner(scene.ids[1])
    asked = popover(scene, MannerPopover)
    assert isinstance(asked, MannerPopover)
    assert "calm, close" in actions_of(asked.menu)  # used lately
    actions_of(asked.menu)["Happy"].trigger()
    assert {line.instruct for line in scene.document.project.lines} == {
        "A happy person with a high tone and quick speech."
    }


def test_voices_without_manner_are_not_asked(scene: Desk) -> None:
    project = scene.document.project
    scene.document.apply(project.assign_voice([scene.ids[0]], HEART))
    press(scene, 0, Part.MANNER)
    assert scene.editor.findChild(MannerPopover) is None
    refused = []
    scene.document.refused.connect(lambda message, _remedy: refused.append(message))
    scene.editor.ask_manner(scene.ids[0])
    assert refused


def test_tooltips_say_what_can_be_done(scene: Desk) -> None:
    pointer = scene.edit.pointer
    line_id = scene.ids[0]
    assert "speed" in pointer._tip_text(QPointF(), line_id, Part.SPEED)
    assert "manner" in pointer._tip_text(QPointF(), line_id, Part.MANNER)
    assert "Characters" in pointer._tip_text(QPointF(), line_id, Part.SIZE)
    scene.document.apply(scene.document.project.assign_voice([line_id], HEART))
    assert "Instruct" in pointer._tip_text(QPointF(), line_id, Part.MANNER)


def test_lines_are_marked_only_where_the_selection_reaches_their_words(scene: Desk) -> None:
    scene.caret(0, 3, to=8)
    assert scene.document.selected_line_ids == ()
    cursor = scene.edit.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(scene.edit.document().findBlockByNumber(2).position(), cursor.MoveMode.KeepAnchor)
    scene.edit.setTextCursor(cursor)
    assert scene.document.selected_line_ids == tuple(scene.ids[:2])
    assert scene.document.lines_to_edit(scene.ids[2]) == [scene.ids[2]]
    scene.key(KEY.Key_Delete)
    assert scene.texts == ["And the third"]
    assert scene.document.selected_line_ids == ()


def test_tags_that_the_voice_leaves_out_are_grey_where_they_are_put_in(scene: Desk) -> None:
    bar = scene.editor.toolbar
    assert not bar.laughter.property("leftOut")
    scene.document.apply(scene.document.project.assign_voice([scene.ids[0]], HEART))
    scene.caret(0, 2)
    assert bar.laughter.property("leftOut")
    assert "Starter voices" in bar.laughter.toolTip()
    assert not bar.strong.property("leftOut")
    assert not bar.pause.property("leftOut")
    assert bar.laughter.isEnabled()  # another voice may speak it later
    scene.caret(1, 0)
    assert not bar.laughter.property("leftOut")


def test_the_count_tells_the_whole_scripts_size(scene: Desk) -> None:
    scene.editor.toolbar.size_wanted.emit()
    assert "32 characters" in scene.editor.toolbar.count.toolTip()
