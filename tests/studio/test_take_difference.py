"""What a take says that its line doesn't."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cosydesk.studio.project import Project
from cosydesk.studio.take_difference import Piece, Side, excerpt, other_fields, text_difference
from tests.support.studio import write_lines

BOTH, TAKE, LINE = Side.BOTH, Side.TAKE, Side.LINE


def test_words_differ_as_words_and_chinese_sign_by_sign() -> None:
    assert text_difference("The lamp is lit.", "The lamp was lit.") == [
        Piece(BOTH, "The lamp "),
        Piece(TAKE, "is"),
        Piece(LINE, "was"),
        Piece(BOTH, " lit."),
    ]
    assert text_difference("雨停了。", "雪停了。")[:2] == [Piece(TAKE, "雨"), Piece(LINE, "雪")]


def test_tags_count_whole() -> None:
    found = text_difference("Nobody came.", "Nobody <strong>came</strong>. [breath]")
    assert [piece.text for piece in found if piece.side is LINE] == ["<strong>", "</strong>", " [breath]"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_pieces(said: str, written: str) -> None:
    found = text_difference(said, written)
    assert "".join(piece.text for piece in found if piece.side is not LINE) == said
    assert "".join(piece.text for piece in found if piece.side is not TAKE) == written
    assert all(piece.text for piece in found)


def test_an_excerpt_begins_near_the_difference() -> None:
    long = "The last train had left an hour ago, and the platform was quiet."
    assert excerpt(text_difference("Short one.", "Short two.")) == "Short one."
    assert excerpt(text_difference(long, long.replace("quiet", "empty"))) == "…the platform was quiet."
    assert excerpt(
        text_difference(
            "一二三四五六七八九十一二三四五六七八九十甲", "一二三四五六七八九十一二三四五六七八九十乙"
        )
    ) == ("…三四五六七八九十一二三四五六七八九十甲")


def test_everything_else_that_differs_is_named() -> None:
    project = Project()
    (line,) = write_lines(project, "One.")
    request = project.take_request(line)
    assert other_fields(request, request) == ()
    assert other_fields(replace(request, text="x"), request) == ()
    changed = replace(request, speed=1.2, voice_id="starter:bm_george", instruct="calm")
    assert other_fields(changed, request) == ("voice_id", "instruct", "speed")
