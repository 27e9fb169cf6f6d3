"""Rows: every one in its place, laid out when it is looked at."""

from __future__ import annotations

import gc
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from cosydesk.ui.editor.metrics import SCRIPT
from tests.ui.editor.desk import Desk

LONG = "Long lines have to wrap, 中文也会换行，<strong>whatever</strong> [breath] they are made of. " * 4
TEXTS = ("short", LONG, "", "中文 <laughter>mixed</laughter> with [laughter] chips 😀", LONG + LONG)


def true_heights(desk: Desk) -> list[float]:
    """What each row measures when its block is broken into lines."""
    text = desk.edit.document()
    blocks = [text.findBlockByNumber(n) for n in range(text.blockCount())]
    for block in blocks:
        desk.edit.page.blockBoundingRect(block)
    return [block.layout().lineCount() * SCRIPT.line_height + SCRIPT.row_extra for block in blocks]


def tiles(desk: Desk) -> bool:
    """Whether the rows lie one below the other without gaps, each as high as its words need."""
    heights = true_heights(desk)
    page = desk.edit.page
    tops = [page.row_top(n) for n in range(len(heights) + 1)]
    return [b - a for a, b in pairwise(tops)] == heights


def test_rows_lie_one_below_the_other(desk: Desk) -> None:
    desk.fill(*TEXTS)
    assert tiles(desk)
    desk.caret(1, 10)
    desk.key(Qt.Key.Key_Return)
    assert tiles(desk)
    desk.key(Qt.Key.Key_Backspace)
    assert tiles(desk)
    desk.editor.resize(600, 500)
    assert tiles(desk)


@pytest.mark.parametrize("line", range(len(TEXTS)))
def test_a_point_of_the_caret_leads_back_to_it(desk: Desk, line: int) -> None:
    desk.fill(*TEXTS)
    desk.editor.resize(900, 900)
    block = desk.edit.document().findBlockByNumber(line)
    cursor = QTextCursor(block)
    while True:
        at = desk.edit.cursorRect(cursor)
        there = desk.edit.cursorForPosition(at.center()).position()
        wrapped = block.layout().lineForTextPosition(cursor.positionInBlock()).textStart()
        # The end of a wrapped line and the start of the next one are one position at two points.
        assert there == cursor.position() or wrapped == cursor.positionInBlock()
        if not cursor.movePosition(QTextCursor.MoveOperation.NextCharacter) or cursor.block() != block:
            break


def test_a_long_script_is_laid_out_as_it_is_looked_at(desk: Desk) -> None:
    desk.fill(*(TEXTS * 60))
    page, bar = desk.edit.page, desk.edit.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    row = page.row_at(bar.value())
    below = bar.value() - page.row_top(row)
    desk.qtbot.waitUntil(lambda: not page.fill(0) and bool(page._laid.all()))
    assert page.row_at(bar.value()) == row
    assert bar.value() - page.row_top(row) == pytest.approx(below, abs=1)
    assert tiles(desk)
    assert bar.maximum() == page.documentSize().height() - desk.edit.viewport().height()


def test_the_end_of_a_long_script_is_one_key_away(desk: Desk) -> None:
    desk.fill(*(TEXTS * 60))
    desk.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    desk.edit.viewport().repaint()
    assert desk.edit.viewport().rect().contains(desk.edit.cursorRect().center())
    desk.type("!")
    assert desk.texts[-1].endswith("!")
    assert desk.agree()


def test_only_what_can_be_seen_is_placed(desk: Desk) -> None:
    desk.fill(*(["line"] * 2000))
    assert len(list(desk.edit.rows.places())) < 20


def test_marked_lines_are_painted(desk: Desk) -> None:
    desk.fill(*TEXTS)
    desk.edit.selectAll()
    for _ in range(4):
        desk.edit.viewport().repaint()
        gc.collect()
    shown = desk.edit.viewport().grab().toImage()
    desk.caret(0, 0)
    plain = desk.edit.viewport().grab().toImage()
    words = QPoint(SCRIPT.left + 2, SCRIPT.row_top + 2)
    assert shown.pixelColor(words) != plain.pixelColor(words)


def test_a_composition_is_painted_in_its_place(desk: Desk) -> None:
    desk.fill("你们")
    desk.caret(0, 1)
    before = desk.edit.cursorRect().left()
    QApplication.sendEvent(desk.edit, QInputMethodEvent("hao", []))
    desk.edit.viewport().repaint()
    assert desk.edit.cursorRect().left() > before
    end = desk.edit.cursorForPosition(QPoint(SCRIPT.left + 300, SCRIPT.row_top + 8))
    assert end.position() == 2
