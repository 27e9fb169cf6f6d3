"""Markup to blocks and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from cosydesk.markup import Break, Event, Text, Unknown, parse
from cosydesk.ui.editor.markup_document import (
    canonical,
    nodes_of,
    read_block,
    read_markup,
    rewrite_block,
    write_nodes,
)

pytestmark = pytest.mark.usefixtures("qapp")

PIECES = [
    "<strong>",
    "</strong>",
    "<laughter>",
    "</laughter>",
    "[laughter]",
    "[breath]",
    "[pause 0.3]",
    '<break time="250ms"/>',
    "<foo a='b'>",
    "&lt;",
    "😀",
    "勇气",
    "\n",
    "\u2029",
    "\ufffc",
]
markup = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(PIECES)), max_size=14).map("".join)


def document_of(text: str) -> QTextDocument:
    document = QTextDocument()
    write_nodes(QTextCursor(document), nodes_of(text))
    return document


@settings(max_examples=300, deadline=None)
@given(markup)
def test_any_markup_survives_a_block(text: str) -> None:
    document = document_of(text)
    assert document.blockCount() == 1
    assert read_markup(document.firstBlock()) == canonical(text)
    assert canonical(canonical(text)) == canonical(text)


@settings(max_examples=300, deadline=None)
@given(markup, markup)
def test_a_block_is_rewritten_to_any_other(before: str, after: str) -> None:
    document = document_of(before)
    block = document.firstBlock()
    assert rewrite_block(block, nodes_of(after)) == (canonical(before) != canonical(after))
    assert read_markup(block) == canonical(after)
    assert document.blockCount() == 1


def test_canonical_says_the_same() -> None:
    assert canonical("[pause 0.3] [breath]") == '<break time="300ms"/> [breath]'
    assert parse(canonical("好<strong>吃")) == [Text("好"), Text("吃", frozenset({"strong"}))]


def test_every_tag_is_one_character() -> None:
    document = document_of('a[breath]<break time="600ms"/><foo>')
    assert document.firstBlock().text() == "a\ufffc\ufffc\ufffc"
    assert read_block(document.firstBlock()) == [Text("a"), Event("breath"), Break(0.6), Unknown("<foo>")]


def test_part_of_a_block_counts_utf16_units() -> None:
    document = document_of("😀ab<strong>😀cd</strong>")
    assert read_block(document.firstBlock(), 2, 7) == [Text("ab"), Text("😀c", frozenset({"strong"}))]


def test_rewriting_leaves_a_caret_elsewhere_alone() -> None:
    document = document_of("one two three")
    caret = QTextCursor(document)
    caret.setPosition(10)
    rewrite_block(document.firstBlock(), nodes_of("one <strong>two</strong>! three"))
    assert caret.position() == 11
