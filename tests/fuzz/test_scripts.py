"""Scripts and subtitles: any bytes become cues, or are refused with a reason."""

from __future__ import annotations

import io
import zipfile

from hypothesis import strategies as st
from support.fuzzing import fuzz, told
from support.mutations import encoded, mutated, mutated_text

from cosydesk import markup
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.subtitles_out import write_subtitles
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing import limits
from cosydesk.studio.importing.cue import SUFFIXES, Imported
from cosydesk.studio.importing.encoding import ENCODINGS, decode
from cosydesk.studio.importing.reader import parse_script
from tests.support.studio import two_speakers

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, head: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return made.getvalue()


SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nAnn: Hello\nthere\n\n2\n00:01:00,000 --> 01:00:00,000\n<i>Bye</i> {\\an8}\n\n"
    "3\n00:00:05,0 --> 00:00:06,0\n你好\nHello\n\n4\n00:00:07,0 --> 00:00:08,0\n♪ ♪\n"
)
VTT = (
    "WEBVTT - title\nKind: captions\n\nNOTE\nnot spoken\n\nSTYLE\n::cue { }\n\nintro\n00:01.000 --> 00:02.000 line:0\n"
    "<v.loud Mary>Hello <c.yellow>there</c></v>\n\n00:00:03.000 --> 00:00:04.000\n<lang zh>R&amp;D <00:00:03.5>now\n"
)
ASS = (
    "[Script Info]\nTitle: x\n[V4+ Styles]\nFormat: Name\nStyle: Default\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:03.00,0:00:04.50,Default,旁白,0,0,0,,{\\i1}夜深了{\\i0}，\\N城市\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,Hello, you\\hthere\n"
    "Comment: 0,0:00:00.00,0:00:01.00,,,0,0,0,,c\n"
)
CSV = (
    "speaker,start_time,end_time,transcription,translation\n"
    'Ann,0:00:01.500,0:00:02,Hello,"你好，\n世界"\nBen,3,"4,5",Bye,\n'
)
MARKDOWN = (
    "---\ntitle: x\n---\n# Night\n\n**Ann:** Hello *you*\n\n"
    "- a [link](http://x.y)\n\n| speaker | text |\n|--|--|\n| Cy | Hi |\n"
)
PLAIN = "旁白：夜深了。\n小明（笑）：你好！\nANN (V.O.): So we go.\n\nJust a sentence.\n"
TEXTS = (
    *(SRT, VTT, ASS, CSV, MARKDOWN, PLAIN),
    *(write_subtitles(plan_delivery(two_speakers()), kind) for kind in ("srt", "vtt", "ass")),
)
TOKENS = (
    *("\n", "\r\n", "\r", "\n\n", ",", ";", "\t", '"', " --> ", "00:00:01,000", "99:59:59,999", "9" * 40),
    *("NOTE", "WEBVTT"),
    *("Dialogue: ", "[Events]", "Format: ", "\\N", "{\\p1}", "<v Ann>", "&#xD800;", "&#9999999999;", "&amp;lt;"),
    *("<ruby>", "```", "---\n", "| a | b |\n|--|--|\n", "> " * 60, "[" * 80, "*" * 80, "![" * 60, "sep=;\n", "\0"),
    *("\ufeff", "\u2028"),
    *("(" * 60, "٣:٤", "１２：３４", "<" * 80, "&" * 80, "- ", "-->" * 30, "a:" * 50, "：", "“", "Ann: " * 20),
)  # fmt: skip
PIECES = (
    *("<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:t>Ann: a</w:t>",),
    *("<w:br/>",),
    *("<w:p><w:r><w:t>角色</w:t></w:r></w:p>", "<w:del>", "</w:del>", "&amp;", "&b;", "<![CDATA[x]]>",),
    *("<!-- -->", "<w:tab/>"),
)  # fmt: skip
DOCUMENTS = (
    docx("<w:p><w:r><w:t>Ann: Hi</w:t></w:r></w:p>" * 3),
    docx("<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>台词</w:t></w:r></w:p></w:tc></w:tr>" * 3 + "</w:tbl>"),
)


def check(data: bytes, name: str, encoding: str = "") -> None:
    """Reading gives whole cues, or a typed error."""
    try:
        imported = parse_script(data, name, encoding)
    except StudioError as error:
        told(error, ("script_unreadable", "script_too_big"), remedy=True)
        return
    assert isinstance(imported, Imported)
    for cue in imported.cues:
        assert cue.text.strip()
        assert not set("\n\r\0") & set(cue.text)
        assert not any(isinstance(node, markup.Unknown) for node in markup.parse(cue.text))
        for text in (cue.text, cue.speaker, cue.source):
            text.encode()
        if cue.start_s is not None and cue.end_s is not None:
            assert 0 <= cue.start_s < cue.end_s
    for trouble in imported.troubles:
        assert trouble.number >= 1
        assert len(trouble.excerpt) <= limits.EXCERPT


@fuzz(150, data=encoded(mutated_text(TEXTS, TOKENS)), suffix=st.sampled_from(SUFFIXES))
def test_damaged_texts_in_any_encoding(data: bytes, suffix: str) -> None:
    check(data, f"a{suffix}")


@fuzz(80, data=mutated([text.encode() for text in TEXTS]), suffix=st.sampled_from(SUFFIXES))
def test_damaged_bytes(data: bytes, suffix: str) -> None:
    check(data, f"a{suffix}")


@fuzz(
    100,
    data=encoded(mutated_text(TEXTS, TOKENS)) | st.binary(max_size=300),
    encoding=st.sampled_from(ENCODINGS),
)
def test_any_chosen_encoding(data: bytes, encoding: str) -> None:
    assert decode(data, encoding).text is not None
    check(data, "a.txt", encoding)


@fuzz(
    150,
    body=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14).map("".join),
    head=st.sampled_from(["", "", '<!DOCTYPE x [<!ENTITY b "bb">]>', "<?x y?>"]),
)
def test_made_up_documents(body: str, head: str) -> None:
    check(docx(body.encode("utf-8", "replace").decode(), head), "a.docx")


@fuzz(200, data=mutated(DOCUMENTS, (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"word/document.xml")))
def test_damaged_documents(data: bytes) -> None:
    check(data, "a.docx")
