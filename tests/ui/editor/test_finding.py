"""Finding and replacing in the script, with the keys and buttons a person uses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cosydesk.ui.editor.find_bar import FindBar
from tests.ui.editor.desk import ANN, BEN, Desk

KEY = Qt.Key


@pytest.fixture
def scene(desk: Desk) -> Desk:
    desk.fill(
        "The <strong>big</strong> dog",
        "[breath]A big, big house",
        "没有什么大不了。𠮷野家很大",
        "Bigger than a pig",
    )
    desk.caret(0, 0)
    return desk


def bar_of(desk: Desk) -> FindBar:
    return desk.editor.finding.bar


def find(desk: Desk, text: str) -> FindBar:
    desk.editor.finding.open()
    bar = bar_of(desk)
    bar.field.clear()
    if text.isascii():
        desk.qtbot.keyClicks(bar.field, text)
    else:
        bar.field.setText(text)
    return all_found(desk)


def replace_with(desk: Desk, text: str, template: str) -> FindBar:
    desk.editor.finding.open(replacing=True)
    bar = bar_of(desk)
    bar.field.setText(text)
    bar.template.setText(template)
    return all_found(desk)


def all_found(desk: Desk) -> FindBar:
    """A busy computer finds in several goes."""
    bar = bar_of(desk)
    desk.qtbot.waitUntil(lambda: not bar.count.text().endswith("…"))
    return bar


def marked(desk: Desk) -> str:
    return desk.edit.textCursor().selectedText()


def test_typing_marks_the_first_match_and_counts_all(scene: Desk) -> None:
    bar = find(scene, "big")
    assert bar.field.hasFocus()
    assert bar.count.text() == "1 of 4"
    assert (marked(scene), scene.caret_at()) == ("big", (0, 7))


def test_enter_goes_round_and_shift_enter_back(scene: Desk) -> None:
    bar = find(scene, "big")
    seen = []
    for _ in range(4):
        scene.qtbot.keyClick(bar.field, KEY.Key_Return)
        seen.append((bar.count.text(), scene.caret_at()))
    assert seen == [("2 of 4", (1, 6)), ("3 of 4", (1, 11)), ("4 of 4", (3, 3)), ("1 of 4", (0, 7))]
    scene.qtbot.keyClick(bar.field, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "4 of 4"
    scene.qtbot.mouseClick(bar.previous, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "3 of 4"
    scene.qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "4 of 4"


def test_switches_narrow_the_search(scene: Desk) -> None:
    bar = find(scene, "big")
    scene.qtbot.mouseClick(bar.whole_words, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "1 of 3"
    scene.qtbot.mouseClick(bar.match_case, Qt.MouseButton.LeftButton)
    bar.field.setText("Big")
    assert bar.count.text() == "Not found"
    scene.qtbot.mouseClick(bar.whole_words, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "1 of 1"


def test_letters_beyond_the_first_plane_are_marked_where_they_are(scene: Desk) -> None:
    find(scene, "很大")
    assert marked(scene) == "很大"
    assert len(scene.edit.found_in(scene.ids[2])) == 1
    block = scene.edit.document().findBlockByNumber(2)
    start, end = scene.edit.found_in(scene.ids[2])[0]
    assert block.text().encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "很大"


def test_a_wrong_pattern_is_said_beside_the_field(scene: Desk) -> None:
    bar = find(scene, "(big")
    scene.qtbot.mouseClick(bar.regex, Qt.MouseButton.LeftButton)
    assert "bracket" in bar.problem.text()
    assert bar.problem.isVisible()
    assert not bar.replace_all.isEnabled()
    bar.field.setText("(big)")
    assert not bar.problem.isVisible()
    assert bar.count.text() == "1 of 4"


def test_a_runaway_pattern_is_given_up(desk: Desk) -> None:
    desk.fill(*[",".join(map(str, range(27)))] * 40)
    bar = find(desk, "x")
    bar.regex.setChecked(True)
    bar.field.setText(r"(.*?,){25}P")
    assert "too long" in bar.problem.text()  # at the first line already
    assert not desk.editor.finding.session.found().searching


def test_replacing_one_goes_on_to_the_next(scene: Desk) -> None:
    bar = replace_with(scene, "big", "large")
    scene.qtbot.mouseClick(bar.replace, Qt.MouseButton.LeftButton)
    assert scene.texts[0] == "The <strong>large</strong> dog"
    assert (marked(scene), bar.count.text()) == ("big", "1 of 3")
    bar.template.setFocus()
    scene.qtbot.keyClick(bar.template, KEY.Key_Return)
    assert scene.texts[1] == "[breath]A large, big house"
    assert scene.agree()


def test_replacing_all_is_one_step(scene: Desk) -> None:
    before = scene.texts
    bar = replace_with(scene, "big", "huge")
    scene.qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert scene.texts[:2] == ["The <strong>huge</strong> dog", "[breath]A huge, huge house"]
    assert scene.texts[3] == "hugeger than a pig"
    assert bar.count.text() == "4 replaced"
    assert scene.document.undo.undoText() == "Replace all"
    assert scene.agree()
    scene.document.undo.undo()
    assert scene.texts == before
    assert scene.agree()


def test_groups_are_put_in_and_wrong_ones_said(scene: Desk) -> None:
    bar = replace_with(scene, r"(\w+) (house)", r"$2 $1")
    bar.regex.setChecked(True)
    scene.qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert scene.texts[1] == "[breath]A big, house big"
    bar.field.setText("(dog)")
    bar.template.setText("$7")
    scene.qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert "group" in bar.problem.text()
    assert "dog" in scene.texts[0]


def test_one_speakers_lines_only(desk: Desk) -> None:
    desk.fill("big one", "another big one")
    desk.fill("big three", voice=BEN)
    bar = find(desk, "big")
    assert bar.count.text().endswith("3")
    bar.speakers.setCurrentIndex(bar.speakers.findData(ANN))
    bar.speakers.activated.emit(bar.speakers.currentIndex())
    assert bar.count.text().endswith("2")


def test_matches_follow_the_typing(scene: Desk) -> None:
    bar = find(scene, "big")
    scene.edit.setFocus()
    scene.caret(3, 0)
    scene.type("big ")
    assert bar.count.text() == "5 found"
    scene.document.undo.undo()
    assert bar.count.text() == "4 found"
    scene.key(KEY.Key_Return)
    assert bar.count.text() == "4 found"


def test_what_is_marked_is_looked_for(scene: Desk) -> None:
    scene.caret(1, 10, to=13)
    scene.editor.finding.open()
    assert bar_of(scene).field.text() == marked(scene) == "g h"


def test_escape_closes_and_the_match_stays_marked(scene: Desk) -> None:
    bar = find(scene, "house")
    scene.qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert bar.isHidden()
    assert scene.edit.hasFocus()
    assert marked(scene) == "house"
    assert not scene.edit.found_in(scene.ids[1])


def test_next_without_a_search_opens_the_bar(scene: Desk) -> None:
    scene.editor.finding.step(1)
    assert bar_of(scene).isVisible()


def test_the_source_is_searched_with_its_tags(scene: Desk) -> None:
    scene.editor.toolbar.source.click()
    bar = replace_with(scene, "strong", "laughter")
    assert bar.count.text() == "1 of 2"
    assert not bar.speakers.isVisible()
    scene.qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert scene.editor.source.toPlainText().startswith("The <laughter>big</laughter> dog")
    scene.editor.source.undo()
    assert scene.editor.source.toPlainText().startswith("The <strong>big</strong> dog")
    scene.editor.source.redo()
    scene.editor.toolbar.source.click()
    assert scene.texts[0] == "The <laughter>big</laughter> dog"
    scene.qtbot.waitUntil(lambda: bar.count.text() == "Not found")


def test_a_read_only_project_is_searched_but_not_changed(scene: Desk) -> None:
    scene.document.project.store.read_only = True
    bar = replace_with(scene, "big", "x")
    assert bar.count.text() == "1 of 4"
    assert not bar.replace.isEnabled()
    assert bar.replace.toolTip()


def test_a_far_match_is_brought_into_sight(desk: Desk) -> None:
    desk.fill(*["nothing here"] * 300, "the needle")
    find(desk, "needle")
    assert desk.edit.viewport().rect().contains(desk.edit.cursorRect().center())


def test_found_words_are_marked_on_the_page(scene: Desk) -> None:
    soft = scene.editor.theme.color("accent_soft").rgb()

    def pixels() -> int:
        image = scene.edit.viewport().grab().toImage()
        place = next(p for p in scene.edit.rows.places() if p.number == 2)
        y = int(place.text.top() + 5)
        return sum(image.pixelColor(x, y).rgb() == soft for x in range(image.width()))

    assert pixels() == 0
    find(scene, "big")
    QApplication.processEvents()
    assert pixels() > 20
