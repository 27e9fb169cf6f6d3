"""The markup of a line: every string can be read, and what is written back means the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.markup import (
    EVENTS,
    MAX_BREAK_S,
    SPANS,
    Break,
    Event,
    Node,
    Text,
    Unknown,
    escape,
    normalise,
    parse,
    plain_text,
    to_markup,
)

STRONG = frozenset({"strong"})
LAUGHTER = frozenset({"laughter"})

_pieces = st.sampled_from(
    [
        "<strong>", "</strong>", "<laughter>", "</laughter>", "[laughter]", "[breath]", '<break time="300ms"/>',
        "[pause 0.3]", "<b>", "</p>", '<voice name="x">', "&lt;", "&gt;", "&amp;", "&amp;lt;", "&#91;", "<", ">", "[",
        "]", "&", "/", "a", "你好", " ", "\n", "strong", "break", "&amp", "lt;", "#91;",
    ]
)  # fmt: skip
markups = st.lists(_pieces | st.text(max_size=8), max_size=20).map("".join)
styles = st.frozensets(st.sampled_from(SPANS))
nodes = st.lists(
    st.one_of(
        st.builds(Text, markups, styles),
        st.builds(Event, st.sampled_from(EVENTS), styles),
        st.builds(Break, st.integers(0, int(MAX_BREAK_S * 1000)).map(lambda ms: ms / 1000), styles),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("plain", [Text("plain")]),
        ("a <strong>b</strong> c", [Text("a "), Text("b", STRONG), Text(" c")]),
        ("<STRONG>b</Strong>", [Text("b", STRONG)]),
        (
            "<strong>a<laughter>b</strong>c</laughter>",
            [Text("a", STRONG), Text("b", STRONG | LAUGHTER), Text("c", LAUGHTER)],
        ),
        ("<strong>a<strong>b</strong>c</strong>d", [Text("abc", STRONG), Text("d")]),
        ("<strong>open", [Text("open", STRONG)]),
        ("a</strong>b", [Text("a"), Unknown("</strong>"), Text("b")]),
        ("ha [laughter] ha", [Text("ha "), Event("laughter"), Text(" ha")]),
        ("<strong>[Breath]</strong>", [Event("breath", STRONG)]),
        ("[sic] a < b", [Text("[sic] a < b")]),
        ('a<break time="300ms"/>b', [Text("a"), Break(0.3), Text("b")]),
        ("<break time='1.5s' />", [Break(1.5)]),
        ("[pause 0.3][pause 200 ms][pause .5s]", [Break(0.3), Break(0.2), Break(0.5)]),
        ('<break time="999s"/>', [Break(MAX_BREAK_S)]),
        ("<break/>", [Unknown("<break/>")]),
        ("<b>x</b>", [Unknown("<b>"), Text("x"), Unknown("</b>")]),
        ("&lt;strong&gt; &amp;amp; &#91;breath&#93;", [Text("<strong> &amp; [breath]")]),
        ("AT&T &copy;", [Text("AT&T &copy;")]),
    ],
)  # fmt: skip
def test_parse(markup: str, expected: list[Node]) -> None:
    assert parse(markup) == expected


def test_a_very_long_run_of_openings_is_read_in_one_pass() -> None:
    text = "<a " * 20_000 + "[pause " * 20_000
    assert plain_text(parse(text)) == text


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(parse(text), list)


@given(markups)
def test_writing_and_reading_again_gives_the_same_nodes(markup: str) -> None:
    read = parse(markup)
    assert parse(to_markup(read)) == read


@given(markups)
def test_the_canonical_form_stays_as_it_is(markup: str) -> None:
    canonical = to_markup(parse(markup))
    assert to_markup(parse(canonical)) == canonical


@given(nodes)
def test_nodes_survive_writing(made: list[Node]) -> None:
    assert parse(to_markup(made)) == normalise(made)


@given(markups)
def test_escaped_text_is_text(text: str) -> None:
    assert parse(escape(text)) == ([Text(text)] if text else [])


@given(markups)
def test_plain_text_holds_only_what_text_nodes_hold(markup: str) -> None:
    read = parse(markup)
    assert plain_text(read) == "".join(node.text for node in read if isinstance(node, Text))


def test_normalise_joins_neighbours_of_one_style() -> None:
    made: list[Node] = [Text("a"), Text(""), Text("b"), Text("c", STRONG), Event("breath"), Text("d")]
    assert normalise(made) == [Text("ab"), Text("c", STRONG), Event("breath"), Text("d")]
