"""Rich text: any text is read, what is written back means the same, and pieces of it stay whole."""

from __future__ import annotations

import re

from hypothesis import strategies as st
from support.fuzzing import fuzz
from support.mutations import mutated_text

from cosydesk.engine.frontend.normaliser import clean_chinese, spell_numbers
from cosydesk.engine.frontend.sentences import split_sentences
from cosydesk.markup import (
    EVENTS,
    SPANS,
    Break,
    Event,
    OpenSpans,
    Text,
    Unknown,
    escape,
    normalise,
    parse,
    plain_text,
    to_markup,
)
from cosydesk.server.pieces import split_text
from cosydesk.studio.language import LANGUAGES
from cosydesk.studio.line import new_id
from cosydesk.studio.pace import measure
from cosydesk.studio.respelling import Dictionary, Respelling

SEEDS = (
    "Plain words.",
    '<strong>Loud</strong> and <laughter>merry <strong>both</strong></laughter>[breath] <break time="300ms"/>after.',
    "你好<strong>世界</strong>[laughter]，今天[pause 0.3]天气不错。<voice name='x'>别的</voice>",
    "R&amp;D &lt;strong&gt; &#91;breath&#93; a < b > c & d",
    "First sentence. Second one! Third? 第一句。第二句！\n\nNew paragraph; with 1,234.5 km/h and 50%.",
)
TOKENS = (
    *(f"<{name}>" for name in SPANS),
    *(f"</{name}>" for name in SPANS),
    *(f"[{name}]" for name in EVENTS[:3]),
    *("[pause 9999999999]", "[pause 0.3ms]", "<break time='1e9s'/>"),
    *("<break/>", "<a b='c' d=\"e\"/>", "&lt;", "&amp;"),
    *("&#91;", "<|en|>", "<|zh/x|>", "\u2029", "\ufffc", "\ud800", "\0", "😀", "。", "…" * 9, "<" * 30, "[" * 30),
    *("a" * 450, "长" * 450, " " * 300),
)  # fmt: skip
markups = mutated_text(SEEDS, TOKENS) | st.lists(st.sampled_from(TOKENS) | st.text(max_size=9)).map("".join)


@fuzz(200, markup=markups)
def test_written_and_read_again_it_is_the_same(markup: str) -> None:
    nodes = parse(markup)
    canonical = to_markup(nodes)
    assert parse(canonical) == nodes
    assert to_markup(parse(canonical)) == canonical
    assert parse(escape(markup)) == ([Text(markup)] if markup else [])
    assert normalise(nodes) == nodes
    for node in nodes:
        assert isinstance(node, Text | Event | Break | Unknown)
        assert not isinstance(node, Break) or 0 <= node.seconds <= 60


@fuzz(200, markup=markups, data=st.data())
def test_pieces_are_whole_and_lose_no_word(markup: str, data: st.DataObject) -> None:
    written = [to_markup([node]) for node in parse(markup)]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(written)), max_size=4)))
    spans = OpenSpans()
    raw = ["".join(written[a:b]) for a, b in zip([0, *cuts], [*cuts, len(written)], strict=True)]
    pieces = [spans.whole(piece) for piece in raw]
    assert "".join(plain_text(parse(piece)) for piece in pieces) == plain_text(parse("".join(written)))


@fuzz(150, markup=markups, longest=st.integers(1, 400))
def test_a_long_text_is_split_without_loss(markup: str, longest: int) -> None:
    language = match[1] if (match := re.match(r"\s*(<\|[a-z/]{2,8}\|>)", markup)) else ""
    pieces = split_text(markup, longest)
    assert all(piece.startswith(language) for piece in pieces)
    kept = "".join(plain_text(parse(piece.removeprefix(language))) for piece in pieces)
    whole = plain_text(parse(markup.lstrip().removeprefix(language) if language else markup))
    assert "".join(kept.split()) == "".join(whole.split())


@fuzz(20, text=markups, chinese=st.booleans())
def test_sentences_are_split_without_loss(text: str, chinese: bool) -> None:
    for spoken in (text, spell_numbers(text), clean_chinese(text)):
        pieces = split_sentences(spoken, chinese, len)
        assert all(pieces)
        letters = [char for char in spoken if char.isalnum()]
        assert [char for piece in pieces for char in piece if char.isalnum()] == letters


_ENTRIES = st.lists(
    st.builds(
        Respelling,
        st.builds(new_id),
        st.text(min_size=1, max_size=6) | st.sampled_from(["strong", "Loud", "世", "[", ".", "]", "^", "-"]),
        st.text(min_size=1, max_size=6) | st.sampled_from(["<strong>", "[breath]", "shi4", "\\1", "&lt;"]),
        st.sampled_from(["", *LANGUAGES]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=5,
)


@fuzz(80, markup=markups, entries=_ENTRIES)
def test_the_dictionary_changes_words_alone(markup: str, entries: list[Respelling]) -> None:
    spoken = Dictionary(entries).spoken(markup) or markup
    tags = [node for node in parse(markup) if not isinstance(node, Text)]
    assert [node for node in parse(spoken) if not isinstance(node, Text)] == tags
    assert measure(spoken).seconds(1.0) >= 0
