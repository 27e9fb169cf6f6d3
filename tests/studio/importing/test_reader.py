"""Scripts and subtitles of every kind become cues; what can't be read is listed and the rest kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cosydesk import markup
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing import limits
from cosydesk.studio.importing.cue import Cue, Imported
from cosydesk.studio.importing.reader import SUFFIXES, parse_script, read_script

HEAD = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
KINDS = ("srt", "vtt", "ass", "csv", "text", "markdown", "docx", "script_unreadable", "script_too_big")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(text: str, name: str) -> Imported:
    return parse_script(text.encode(), name)


def said(imported: Imported) -> list[tuple[str, str]]:
    return [(cue.speaker, cue.text) for cue in imported.cues]


def troubles(imported: Imported) -> list[tuple[int, str]]:
    return [(trouble.number, trouble.code) for trouble in imported.troubles]


def docx(body: str, head: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return made.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


# -- SubRip ----------------------------------------------------------------------------------------------------


def test_a_plain_srt() -> None:
    imported = read(
        "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere\n\n2\n00:01:00,000 --> 01:00:00,000\nBye\n", "a.srt"
    )
    assert imported.kind == "srt"
    assert imported.encoding == "utf-8"
    assert imported.timed
    assert not imported.bilingual
    assert imported.cues == (Cue("Hello there", 2, "", 1.0, 2.5), Cue("Bye", 7, "", 60.0, 3600.0))


@pytest.mark.parametrize(
    "text",
    [
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBye\r\n",
        "1\r00:00:01,000 --> 00:00:02,000\rHello\r\r2\r00:00:03,000 --> 00:00:04,000\rBye\r",
        "1\n00:00:01.000 --> 00:00:02.0\nHello\n\n2\n0:0:3 --> 0:0:4\nBye",
        "1\n00:01,000 --> 00:02\nHello\n2\n00:03 -> 00:04\nBye",
        "00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:03,000-->00:00:04,000\nBye",
        "2\n00:00:03,000 --> 00:00:04,000\nBye\n\n1\n00:00:01,000 --> 00:00:02,000\nHello",
        "1\n00：00：01，000 --> 00：00：02，000\nHello\n\n2\n00 : 00 : 03 , 000 --> 00:00:04,000\nBye",
        "1\n00:00:01,000 --> 00:00:02,000  X1:10 X2:20 Y1:1 Y2:2\nHello\n\n2\n00:00:03:000 → 00:00:04:000\nBye",
        "\ufeff\n\n\n1\n\n00:00:01,000 --> 00:00:02,000\n\nHello\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n\n\n",
        "1\n00:00:01,000 --> 00:00:02,000\n<font color='#fff'>{\\an8}<i>Hello</i></font>\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n{b}B&#121;e{/b}\u200e",
    ],
    ids=[
        "crlf",
        "cr",
        "dots",
        "no hours or blanks",
        "no numbers",
        "unsorted",
        "wide",
        "places",
        "blanks",
        "tags",
    ],
)
def test_forms_of_srt(text: str) -> None:
    imported = read(text, "a.srt")
    assert [(cue.text, cue.start_s, cue.end_s) for cue in imported.cues] == [
        ("Hello", 1.0, 2.0),
        ("Bye", 3.0, 4.0),
    ]
    assert imported.troubles == ()


def test_bad_cues_are_listed_and_the_rest_is_kept() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n"
        "2\n00:00:05,000 --> 00:00:04,000\nbackwards\n\n"
        "3\n00:00:xx,000 --> 00:00:08,000\nno time\n\n"
        "4\nNo times at all\n\n"
        "5\n00:00:09,000 --> 00:00:10,000\n\n"
        "6\n00:00:11,000 --> 00:00:12,000\n♪ ♪\n\n"
        "7\n00:00:13,000 --> 00:00:13,000\nLast\n\n"
        "8\n00:00:20,000 --> "
    )
    imported = read(text, "a.srt")
    assert said(imported) == [("", "One"), ("", "Last")]
    assert imported.cues[1].start_s == 13.0
    assert imported.cues[1].end_s is None
    assert troubles(imported) == [
        (6, "order"),
        (10, "time"),
        (13, "time"),
        (17, "empty"),
        (20, "empty"),
        (28, "cut"),
    ]
    assert imported.troubles[1].excerpt == "00:00:xx,000 --> 00:00:08,000 no time"


def test_overlaps_are_kept() -> None:
    imported = read("1\n00:00:01,0 --> 00:00:05,0\nA\n\n2\n00:00:02,0 --> 00:00:03,0\nB", "a.srt")
    assert [(cue.start_s, cue.end_s) for cue in imported.cues] == [(1.0, 5.0), (2.0, 3.0)]


def test_a_number_alone_can_be_what_is_said() -> None:
    imported = read("1\n00:00:01,0 --> 00:00:02,0\n42\n\n2\n00:00:03,0 --> 00:00:04,0\nNo\n", "a.srt")
    assert said(imported) == [("", "42"), ("", "No")]


def test_subtitles_are_known_by_their_looks() -> None:
    assert read("1\n00:00:01,000 --> 00:00:02,000\nHello", "a.txt").kind == "srt"
    assert read("WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "a.srt").kind == "vtt"
    assert read("[Script Info]\n" + HEAD + "Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,Hi", "a").kind == "ass"


# -- WebVTT and SubStation -------------------------------------------------------------------------------------


def test_vtt() -> None:
    imported = read(
        "WEBVTT - a title\nKind: captions\n\nNOTE\n00:01.000 --> 00:02.000\nnot spoken\n\nSTYLE\n::cue { }\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start line:0\n<v.loud Mary Ann>Hello <c.yellow>there</c></v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<lang zh>R&amp;D &lt;i&gt; <00:00:03.500>now\n\nNOTE the end\n",
        "a.vtt",
    )
    assert imported.kind == "vtt"
    assert said(imported) == [("Mary Ann", "Hello there"), ("", "R&D &lt;i> now")]
    assert markup.plain_text(markup.parse(imported.cues[1].text)) == "R&D <i> now"
    assert imported.troubles == ()


def test_two_voices_share_a_cue() -> None:
    imported = read("WEBVTT\n\n00:00.000 --> 00:10.000\n<v Ann>aaaaaaaa\n<v Ben>bb", "a.vtt")
    assert [(cue.speaker, cue.text, cue.start_s, cue.end_s) for cue in imported.cues] == [
        ("Ann", "aaaaaaaa", 0.0, 8.0),
        ("Ben", "bb", 8.0, 10.0),
    ]


def test_ass() -> None:
    imported = read(
        "[Script Info]\nTitle: x\n[V4+ Styles]\nFormat: Name\nStyle: Default\n"
        + HEAD
        + "Comment: 0,0:00:00.00,"
        "0:00:01.00,Default,Ann,0,0,0,,a comment\n"
        "Dialogue: 0,0:00:03.00,0:00:04.50,Default,旁白,0,0,0,,{\\i1}夜深了{\\i0}，\\N城市，安静{a comment}\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,Hello, you\\hthere\n"
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}\n"
        "Dialogue: 0,0:00:07.00\n"
        "Dialogue: 0,bad,0:00:06.00,Default,,0,0,0,,text\n",
        "a.ass",
    )
    assert said(imported) == [("Ann", "Hello, you there"), ("旁白", "夜深了， 城市，安静")]
    assert troubles(imported) == [(12, "columns"), (13, "time")]


def test_ass_with_other_columns_and_ssa() -> None:
    imported = read(
        "[Events]\nFormat: Marked, Start, End, Name, Text\nDialogue: Marked=0,0:00:01.00,0:00:02.00,Ann,Hi, you",
        "a.ssa",
    )
    assert said(imported) == [("Ann", "Hi, you")]


# -- tables ----------------------------------------------------------------------------------------------------


def test_the_csv_of_dubbing_studios() -> None:
    imported = read(
        "speaker,start_time,end_time,transcription,translation\n"
        'Ann,0:00:01.500,0:00:02,Hello,"你好，\n世界"\nBen,3,"4,5",Bye,\n\n',
        "a.csv",
    )
    assert imported.kind == "csv"
    assert imported.bilingual
    assert imported.cues == (
        Cue("你好， 世界", 2, "Ann", 1.5, 2.0, "Hello"),
        Cue("Bye", 4, "Ben", 3.0, 4.5),
    )


@pytest.mark.parametrize(
    "text",
    [
        "end;text;Character;start\n2;Hello;Ann;1\n4;Bye;Ben;3\n",
        "sep=;\n开始时间;结束时间;角色;台词\n00:00:01;00:00:02;Ann;Hello\n00:00:03;00:00:04;Ben;Bye\n",
        "00:00:01\t00:00:02\tAnn\tHello\n00:00:03\t00:00:04\tBen\tBye\n",
        "1,00:00:01.000,00:00:02.000,Ann,Hello\n2,00:00:03.000,00:00:04.000,Ben,Bye\n",
        "Ann,1.0,2.0,Hello\nBen,3.0,4.0,Bye\n",
        "#,In,Out,Role,Dialogue\n1,00:00:01:00,00:00:02:00,Ann,Hello\n2,00:00:03:00,00:00:04:00,Ben,Bye",
    ],
    ids=["order", "sep", "tabs", "numbers", "bare", "frames"],
)
def test_orders_and_heads_of_tables(text: str) -> None:
    assert read(text, "a.csv").cues[0].speaker == "Ann"
    assert [(cue.speaker, cue.text, cue.start_s, cue.end_s) for cue in read(text, "a.csv").cues] == [
        ("Ann", "Hello", 1.0, 2.0),
        ("Ben", "Bye", 3.0, 4.0),
    ]


def test_rows_that_do_not_fit() -> None:
    imported = read(
        "speaker,start_time,end_time,transcription\nAnn,x,2,Hi\nAnn,3,4,\nAnn,5\nAnn,6,5,Hi\n"
        'Ann,"7,8,never closed\nAnn,9,10,Hi\nAnn,11,12,5" pipe\n',
        "a.csv",
    )
    assert [cue.text for cue in imported.cues] == ["Hi", '5" pipe']
    assert troubles(imported) == [(2, "time"), (3, "empty"), (4, "columns"), (5, "order"), (6, "cut")]


def test_a_head_with_one_column_of_use() -> None:
    assert said(read("id,text\n1,Hello there\n2,Bye\n", "a.csv")) == [("", "Hello there"), ("", "Bye")]


def test_two_columns_are_speaker_and_text() -> None:
    assert said(read("Ann,Hello\n旁白,夜深了\n", "a.csv")) == [("Ann", "Hello"), ("旁白", "夜深了")]


# -- prose -----------------------------------------------------------------------------------------------------


def test_text_is_a_cue_a_line() -> None:
    imported = read("Ann: Hi\n\n旁白：夜深了\n  Ben:  Bye \n", "a.txt")
    assert imported.cues == (Cue("Hi", 1, "Ann"), Cue("夜深了", 3, "旁白"), Cue("Bye", 4, "Ben"))
    assert not imported.timed
    assert imported.speakers == ("Ann", "旁白", "Ben")


@pytest.mark.parametrize(
    "text",
    [
        "Note: x",
        "12:30 we meet",
        "At 12:30: lunch",
        "https://example.org/a",
        "See http://a.b: it",
        "I said this: go",
        "We went home. Then: rain",
        "他说：走吧",
        "注意：小心",
        "比分是 3：2",
        "this: lower",
        "C:\\Windows",
        "The long list of what we would like to have is: bread",
        "[sic] he said",
        ":",
        "：：",
    ],
)
def test_what_is_no_speaker(text: str) -> None:
    imported = read(f"{text}\n{text}\n{text}", "a.txt")
    assert imported.speakers in (("",), ())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann: x", "Ann"),
        ("ANN (V.O.): x", "ANN"),
        ("Mr. Smith: x", "Mr. Smith"),
        ("Leonardo da Vinci: x", "Leonardo da Vinci"),
        ("MAN #2: x", "MAN #2"),
        ("- Ann: x", "Ann"),
        ("旁白：x", "旁白"),
        ("小明:x", "小明"),
        ("【旁白】x", "旁白"),
        ("[Ann]: x", "Ann"),
        ("田中さん：x", "田中さん"),
        ("<b>Ann:</b> x", "Ann"),
        ("Éloïse: x", "Éloïse"),
    ],
)
def test_who_is_a_speaker(text: str, speaker: str) -> None:
    assert said(read(text, "a.txt")) == [(speaker, "x")]


def test_one_odd_colon_names_nobody() -> None:
    text = "\n".join(["Just a sentence."] * 20 + ["Paris: the city of light."] + ["Ann: Hi.", "Ann: Bye."])
    assert set(read(text, "a.txt").speakers) == {"", "Ann"}


def test_markdown() -> None:
    imported = read(
        "---\ntitle: x\n---\n# Night\n\n**Ann:** Hello *you*\n**Ben:** Hi\n\nOne\nparagraph.\n\n```\ncode\n```\n"
        "<!-- hidden -->\n\n- a [link](http://x.y)\n- b ![a picture](x.png)\n\n"
        "| speaker | text |\n|--|--|\n| Cy | Hi <strong>you</strong> |\n",
        "a.md",
    )
    assert imported.kind == "markdown"
    assert [(cue.number, cue.speaker, cue.text) for cue in imported.cues] == [
        (4, "", "Night"),
        (6, "Ann", "Hello you"),
        (6, "Ben", "Hi"),
        (9, "", "One paragraph."),
        (17, "", "a link"),
        (18, "", "b"),
        (22, "Cy", "Hi <strong>you</strong>"),
    ]


def test_docx() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = "<w:tr>" + cell + cell + "</w:tr>"
    body = (
        paragraph("Night &amp; day")
        + paragraph("")
        + '<w:p><w:r><w:t>Ann: </w:t></w:r><w:r><w:t xml:space="preserve">Hi</w:t><w:tab/><w:t>you</w:t></w:r>'
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        + "<w:tbl>"
        + row.format(paragraph("角色"), paragraph("台词"))
        + row.format(paragraph("旁白"), paragraph("夜深了") + paragraph("真的"))
        + "</w:tbl>"
        + paragraph("Ann: Bye")
    )
    imported = parse_script(docx(body), "a.docx")
    assert imported.kind == "docx"
    assert imported.encoding == ""
    assert [(cue.number, cue.speaker, cue.text) for cue in imported.cues] == [
        (1, "", "Night & day"),
        (3, "Ann", "Hi you"),
        (6, "旁白", "夜深了 真的"),
        (9, "Ann", "Bye"),
    ]


# -- words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c > d", "a < b & c > d"),
        ("one [breath] two [laughter]", "one [breath] two [laughter]"),
        ("<strong>so</strong> [pause 0.3]", '<strong>so</strong> <break time="300ms"/>'),
        ("an <unknown> tag", "an &lt;unknown> tag"),
        ("</strong>lost", "lost"),
        ("[sic] stays", "[sic] stays"),
        ("R&amp;D &lt;strong&gt; &#91;breath&#93; &hearts;", "R&D &lt;strong> &#91;breath] ♥"),
        ("&amp;lt;", "&amp;lt;"),
        ("<ruby>漢<rt>かん</rt></ruby>字", "漢字"),
        ("a<br/>b", "a b"),
        ("{y:i}slanted {\\pos(1,2)}here", "slanted here"),
        ("zero\u200bwidth\u202a\x07", "zerowidth"),
    ],
)
def test_words_become_markup(text: str, expected: str) -> None:
    assert read(text, "a.txt").cues[0].text == expected


def test_bilingual_cues() -> None:
    imported = read(
        "1\n00:00:01,0 --> 00:00:02,0\n你好\nHello\n\n2\n00:00:03,0 --> 00:00:04,0\nGood bye,\nmy friend\n再见\n\n"
        "3\n00:00:05,0 --> 00:00:06,0\n好的\n",
        "a.srt",
    )
    assert imported.bilingual
    assert [(cue.text, cue.source) for cue in imported.cues] == [
        ("你好", "Hello"),
        ("再见", "Good bye, my friend"),
        ("好的", ""),
    ]


ENGLISH = (
    "Good morning, Bob.",
    "The train was late again.",
    "No.",
    "I don't know\nwhat you mean.",
    "Thank you very much.",
)
OTHERS = {
    "fr": (
        "Bonjour, Bob.",
        "Le train était encore en retard.",
        "Non.",
        "Je ne sais pas ce que tu veux dire.",
        "Merci.",
    ),
    "es": (
        "Buenos días, Bob.",
        "El tren volvió a llegar tarde.",
        "No.",
        "No sé qué quieres decir.",
        "Muchas gracias.",
    ),
    "de": (
        "Guten Morgen, Bob.",
        "Der Zug hatte wieder Verspätung.",
        "Nein.",
        "Ich weiß nicht, was du meinst.",
        "Danke.",
    ),
}
SECONDS = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("above", [True, False])
def test_two_languages_with_the_same_letters_are_told_apart_by_the_whole_file(
    language: str, above: bool
) -> None:
    pairs = list(zip(ENGLISH, OTHERS[language], strict=True))
    cues = [f"{first}\n{second}" if above else f"{second}\n{first}" for first, second in pairs]
    imported = read("".join(SECONDS.format(n, text) for n, text in enumerate(cues)), "a.srt")
    assert imported.bilingual
    told = [(cue.text, cue.source) for cue in imported.cues]
    plain = [(first.replace("\n", " "), second) for first, second in pairs]
    assert told == (plain if above else [(second, first) for first, second in plain])


def test_two_styles_with_the_same_letters_are_joined() -> None:
    row = "Dialogue: 0,0:00:0{}.00,0:00:0{}.90,{},,0,0,0,,{}\n"
    lines = [row.format(n, n, "EN", text.replace("\n", " ")) for n, text in enumerate(ENGLISH)]
    lines += [row.format(n, n, "FR", text) for n, text in enumerate(OTHERS["fr"])]
    imported = read(HEAD + "".join(lines), "a.ass")
    assert [cue.source for cue in imported.cues] == list(OTHERS["fr"])


def test_a_sentence_on_two_lines_is_one_whatever_its_language() -> None:
    wrapped = (
        "I have never seen anything\nlike that in my whole life.",
        "You can't just walk in here\nand take what you want.",
        "- No.\n- Non, merci.",
        "She said the meeting\nwas moved to Thursday.",
    )
    imported = read("".join(SECONDS.format(n, text) for n, text in enumerate(wrapped)), "a.srt")
    assert not imported.bilingual
    assert imported.cues[0].text == "I have never seen anything like that in my whole life."


def test_a_cue_in_one_language_stays_whole_in_a_file_of_two() -> None:
    pairs = [f"{first}\n{second}" for first, second in zip(ENGLISH, OTHERS["fr"], strict=True)]
    alone = "I have never seen anything\nlike that in my whole life."
    imported = read("".join(SECONDS.format(n, text) for n, text in enumerate([*pairs, alone])), "a.srt")
    assert (imported.cues[-1].text, imported.cues[-1].source) == (alone.replace("\n", " "), "")


def test_two_languages_in_cues_of_their_own_are_joined() -> None:
    row = "Dialogue: 0,0:00:0{}.00,0:00:0{}.90,{},,0,0,0,,{}\n"
    chinese = [row.format(n, n, "CN", f"第{n}句") for n in range(1, 4)]
    english = [row.format(n, n, "EN", f"Line {n}") for n in range(1, 3)]
    imported = read(HEAD + "".join(chinese + english), "a.ass")
    assert [(cue.text, cue.source) for cue in imported.cues] == [
        ("第1句", "Line 1"),
        ("第2句", "Line 2"),
        ("第3句", ""),
    ]
    overlap = read(
        HEAD + chinese[0] + english[0] + "".join(row.format(n, n, "CN", "别的") for n in range(3, 9)), "a.ass"
    )
    assert len(overlap.cues) == 8


def test_captions_for_the_hard_of_hearing() -> None:
    times = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"
    texts = ("[Applause]", ">> ANN: Hi", ">> So we go", "[breath]", "[laughter] [sigh]", "&gt;&gt; ANN: Bye")
    imported = read("".join(times.format(n, text) for n, text in enumerate(texts, 1)), "a.srt")
    assert said(imported) == [
        ("ANN", "Hi"),
        ("", "So we go"),
        ("", "[breath]"),
        ("", "[laughter] [sigh]"),
        ("ANN", "Bye"),
    ]
    assert troubles(imported) == [(2, "empty")]


def test_two_lines_in_one_language_are_one() -> None:
    imported = read(
        "1\n00:00:01,0 --> 00:00:02,0\n- Hello\n- Is it you?\n\n2\n00:00:03,0 --> 00:00:04,0\n你好\n", "a.srt"
    )
    assert not imported.bilingual
    assert imported.cues[0].text == "Hello Is it you?"


# -- limits ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc"),
        (b"{\\rtf1 hello}", "a.rtf"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf"),
        (b"PK\x03\x04 broken", "a.docx"),
        (docx(paragraph("x"))[:-30], "a.docx"),
        (docx("<w:p>"), "a.docx"),
        (docx("&b;", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "a.docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a.txt"),
    ],
)
def test_what_is_no_script_says_so(data: bytes, name: str) -> None:
    with pytest.raises(StudioError) as raised:
        parse_script(data, name)
    assert raised.value.code == "script_unreadable"
    assert raised.value.remedy


def test_a_zip_that_is_no_document() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("x.txt", "x")
    with pytest.raises(StudioError) as raised:
        parse_script(made.getvalue(), "a.docx")
    assert raised.value.code == "script_unreadable"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = docx(paragraph("a" * (limits.MAX_BYTES + 10)))
    assert len(bomb) < 100_000
    for data, name in ((bomb, "a.docx"), (b"a" * (limits.MAX_BYTES + 1), "a.txt")):
        with pytest.raises(StudioError) as raised:
            parse_script(data, name)
        assert raised.value.code == "script_too_big"
    monkeypatch.setattr("cosydesk.studio.importing.piece.MAX_CUES", 10)
    with pytest.raises(StudioError) as raised:
        parse_script(b"a\n" * 11, "a.txt")
    assert raised.value.code == "script_too_big"


def test_files(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as raised:
        read_script(tmp_path / "none.srt")
    assert raised.value.code == "missing"
    with pytest.raises(StudioError) as raised:
        read_script(tmp_path)
    assert raised.value.code == "script_unreadable"
    path = tmp_path / "台词.txt"
    path.write_bytes("你好吗，我们走吧".encode("gb18030"))
    assert read_script(path).cues[0].text == "你好吗，我们走吧"
    assert parse_script(b"", "a.srt").cues == ()


def test_progress_and_cancel() -> None:
    text = "\n".join(f"Line {number}" for number in range(3000)).encode()
    steps: list[float] = []
    parse_script(text, "a.txt", on_progress=steps.append)
    assert steps == sorted(steps)
    assert 0 < steps[0] < steps[-1] <= 1
    with pytest.raises(StudioError) as raised:
        parse_script(text, "a.txt", cancel=lambda: True)
    assert raised.value.code == "cancelled"


def test_ten_thousand_cues() -> None:
    rows = "".join(
        f"{n}\n{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},000 --> {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},900\n"
        f"{'Ann' if n % 2 else 'Ben'}: Line {n} is said here.\n第{n}行在这里说。\n\n"
        for n in range(10_000)
    )
    imported = parse_script(rows.encode("gb18030"), "a.srt")
    assert len(imported.cues) == 10_000
    assert imported.troubles == ()
    assert imported.speakers == ("Ben", "Ann")
    assert all(cue.source for cue in imported.cues)


# -- anything at all -------------------------------------------------------------------------------------------

_TIMES = st.sampled_from(
    [
        "00:00:01,000",
        "0:0:2.5",
        "00:03",
        "99:99:99,999",
        "1:2",
        "-1:00:00",
        "00:00:0x,000",
        "",
        "4",
        "10:00:00:12",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "Ann: Hi",
            "旁白：夜",
            "<v Ann>Hi",
            "{\\an8}",
            "<i>",
            "[breath]",
            "&#xD800;",
            "&lt;i&gt;",
            '"',
            "你好\nHello",
            "\\N",
            "| a | b |",
            "|--|--|",
            "```",
            "# x",
            "- ",
            "> " * 50,
            "[" * 60,
            "*" * 60,
            "NOTE",
            "1",
            "Dialogue:",
            "---",
        ]
    ),
)
_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "", ",", ";", "\t"])
_PARTS = st.one_of(
    st.builds("{} --> {}".format, _TIMES, _TIMES),
    st.builds("Dialogue: 0,{},{},Default,{},0,0,0,,{}".format, _TIMES, _TIMES, _TEXTS, _TEXTS),
    st.builds("{},{},{},{}".format, _TEXTS, _TIMES, _TIMES, _TEXTS),
    st.just("speaker,start_time,end_time,transcription,translation"),
    st.just(HEAD),
    st.just("WEBVTT"),
    _TEXTS,
)
_FILES = st.lists(st.tuples(_PARTS, _ENDS), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))
_ENCODED = st.builds(
    lambda text, encoding, junk: text.encode(encoding, "replace") + junk,
    _FILES,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5", "shift_jis", "cp1252"]),
    st.binary(max_size=3),
)
_DOCUMENTS = st.builds(
    lambda parts, cut: docx("".join(parts))[: -cut or None],
    st.lists(
        st.sampled_from(
            [
                "<w:p>",
                "</w:p>",
                "<w:tbl>",
                "<w:tr>",
                "<w:tc>",
                "</w:tc>",
                "</w:tr>",
                "</w:tbl>",
                "<w:t>a</w:t>",
            ]
        )
        | st.just(paragraph("Ann: x")),
        max_size=12,
    ),
    st.sampled_from([0, 0, 0, 5, 40]),
)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=_ENCODED | _DOCUMENTS | st.binary(max_size=200), suffix=st.sampled_from(SUFFIXES))
def test_nothing_breaks_it(data: bytes, suffix: str) -> None:
    try:
        imported = parse_script(data, "a" + suffix)
    except StudioError as error:
        imported = Imported(error.code, ())
    assert imported.kind in KINDS
    for cue in imported.cues:
        assert cue.text.strip()
        assert "\n" not in cue.text
        assert "\r" not in cue.text
        assert cue.number >= 1
        assert not any(isinstance(node, markup.Unknown) for node in markup.parse(cue.text))
        cue.text.encode()
        if cue.start_s is not None and cue.end_s is not None:
            assert 0 <= cue.start_s < cue.end_s
    assert all(
        trouble.number >= 1 and len(trouble.excerpt) <= limits.EXCERPT for trouble in imported.troubles
    )
    starts = [-1.0 if cue.start_s is None else cue.start_s for cue in imported.cues]
    assert starts == sorted(starts)
