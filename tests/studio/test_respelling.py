"""The pronunciation dictionary: what is spoken for what is written, and when that makes a line stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.engine.frontend.qwen_specials import PINYIN_UNITS
from cosydesk.jobs.asking import engine_request
from cosydesk.studio import pinyin, project_file
from cosydesk.studio.dictionary_csv import from_csv, to_csv
from cosydesk.studio.dictionary_edits import (
    add_respelling,
    remove_respellings,
    set_respelling,
)
from cosydesk.studio.language import language_of
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Dictionary, Respelling
from tests.support.studio import speak, write_lines


def spoken(markup: str, *entries: tuple[str, str], **how: object) -> str:
    made = [Respelling(str(n), word, said, **how) for n, (word, said) in enumerate(entries)]  # type: ignore[arg-type]
    return Dictionary(made).spoken(markup)


def test_words_are_respelled_whole_and_whatever_their_case() -> None:
    assert spoken("Use the gif.", ("GIF", "jif")) == "Use the jif."
    assert spoken("A giffy", ("gif", "jif")) == ""
    assert spoken("A giffy", ("gif", "jif"), whole_word=False) == "A jiffy"
    assert spoken("us and US", ("US", "U S"), match_case=True) == "us and U S"


def test_the_longest_word_wins_where_there_are_no_spaces() -> None:
    entries = (("重庆", "虫庆"), ("重庆大学", "重大"), ("庆", "轻"))
    assert spoken("我在重庆大学，不在重庆。", *entries) == "我在重大，不在虫庆。"


def test_tags_are_never_touched() -> None:
    markup = 'strong [breath]<strong>time</strong> <break time="300ms"/>breath'
    said = spoken(markup, ("strong", "big"), ("breath", "air"), ("time", "hour"), ("break", "x"), ("ms", "x"))
    assert said == 'big [breath]<strong>hour</strong> <break time="300ms"/>air'


def test_a_word_across_the_edge_of_a_span_is_one_word_but_a_pause_ends_it() -> None:
    assert spoken("<strong>重</strong>庆", ("重庆", "虫庆")) == "<strong>虫</strong>庆"
    assert spoken("重[breath]庆", ("重庆", "虫庆")) == ""


def test_what_replaces_a_word_is_text_and_not_markup() -> None:
    assert spoken("a b", ("b", "<strong>")) == "a &lt;strong>"


def test_a_language_is_told_by_the_letters_of_the_line() -> None:
    assert [
        language_of(text)
        for text in ("AI 很好", "AI is good", "これは木", "한국어 AI", "鲜の每日水果店今天开门", "…")
    ] == [*("zh", "en", "ja", "ko", "zh", "en")]
    assert spoken("AI 很好", ("AI", "人工智能"), language="zh") == "人工智能 很好"
    assert spoken("AI is good", ("AI", "人工智能"), language="zh") == ""


def test_entries_that_are_off_or_empty_do_nothing() -> None:
    assert spoken("gif", ("gif", "jif"), enabled=False) == ""
    assert spoken("gif", (" ", "jif")) == ""


@pytest.mark.parametrize(
    ("written", "syllables"),
    [
        ("chong2 qing4", ["chong2", "qing4"]),
        ("chong2qing4", ["chong2", "qing4"]),
        ("Chóngqìng", ["chong2", "qing4"]),
        ("chóng qìng", ["chong2", "qing4"]),
        ("lü4", ["lv4"]),
        ("lǜ", ["lv4"]),
        ("xī'ān", ["xi1", "an1"]),
        ("ma5", ["ma5"]),
        ("[j][ǐ]", ["ji3"]),
        ("[j][i\u030c]", ["ji3"]),
        ("[ch][óng][q][ìng]", ["chong2", "qing4"]),
        ("[n][ǚ][ér]", ["nv3", "er2"]),
        ("[j][ǐ][zh]", None),
        ("[j][xyz]", None),
        ("[m][a]", None),
        ("wo3 men", ["wo3", "men5"]),
        ("chongqing", None),
        ("Covid 19", None),
        ("xyz4", None),
        ("jif", None),
        ("", None),
    ],
)
def test_pinyin_is_told_from_words(written: str, syllables: list[str] | None) -> None:
    assert pinyin.syllables(written) == syllables


def test_pinyin_is_spoken_through_characters_with_one_reading() -> None:
    from pypinyin import Style  # type: ignore[attr-defined]
    from pypinyin import pinyin as readings

    for written in ("chong2 qing4", "zhong4 yao4", "hang2 zhang3", "le4", "yue4", "lv4", "er2 zi3"):
        said = pinyin.characters(written)
        assert said is not None
        found = readings(said, style=Style.TONE3, heteronym=True)
        assert [one[0] for one in found] == written.split(), (written, said)
        assert pinyin.uncertain(written) == []
    assert pinyin.uncertain("wo3 dei3 zou3") == ["dei3"]
    entry = Respelling("1", "重庆", "chong2qing4")
    assert Dictionary([entry]).spoken("重庆") == entry.said
    assert entry.is_pinyin


def test_pinyin_spelt_in_brackets_is_sent_as_it_is_or_as_characters() -> None:
    entry = Respelling("1", "给予", "[j][ǐ]予")
    assert (entry.said, entry.is_pinyin) == ("[j][ǐ]予", False)
    entry = Respelling("1", "给", " [j][ǐ] ")
    assert (entry.said, entry.is_pinyin) == ("[j][ǐ]", True)
    spoken = Dictionary([entry]).spoken("报道给予好评[breath]")
    assert spoken == "报道[j][ǐ]予好评[breath]"
    read = pinyin.read_out(spoken)
    assert read == f"报道{pinyin.characters('ji3')}予好评[breath]"
    for other in ("[breath][laughter]", "[a][b]", "a[1][2]", "[j] [ǐ]", "[AA1][B]"):
        assert pinyin.read_out(other) == other


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("chong2", "[ch][óng]"),
        ("Chóngqìng", "[ch][óng][q][ìng]"),
        ("lv3 xing2", "[l][ǚ][x][íng]"),
        ("nve4 dai4", "[n][vè][d][ài]"),
        ("wo3 men5", "[w][ǒ][m][en]"),
        ("yi1 yuan4", "[y][ī][y][uàn]"),
        ("xi1 an1", "[x][ī][ān]"),
        ("liu2 shui3", "[l][iú][sh][uǐ]"),
        ("gou3", "[g][ǒu]"),
        ("[j][ǐ]", "[j][ǐ]"),
        ("chongqing", None),
    ],
)
def test_pinyin_is_spelt_for_the_model_that_takes_it(written: str, spelt: str | None) -> None:
    assert pinyin.spelt(written) == spelt
    if spelt is not None:
        assert Respelling("1", "x", written).said == spelt
        assert pinyin.read_out(spelt) == pinyin.characters(written)


@pytest.mark.parametrize("written", ["ma5", "er4", "lve3 duo2", "wo3 n2"])
def test_pinyin_without_signs_of_its_own_is_read_through_characters(written: str) -> None:
    said = pinyin.spelt(written)
    assert said == pinyin.characters(written)
    if said is not None:
        assert "[" not in said


def test_the_signs_are_those_of_the_third_generation() -> None:
    units = {unit[1:-1] for unit in PINYIN_UNITS}
    assert units - pinyin.FINALS == pinyin._INITIALS
    assert units > pinyin.FINALS


def test_every_syllable_comes_back_from_its_signs() -> None:
    for syllable in pinyin._table():
        said = pinyin.spelt(f"ma1 {syllable}")
        assert said is not None
        assert pinyin.read_out(said) == pinyin.characters(f"ma1 {syllable}"), syllable


def test_only_the_third_generation_is_asked_in_signs(tmp_path: Path) -> None:
    project = Project()
    (line,) = write_lines(project, "重庆很大。")
    project.apply(add_respelling(project, "重庆", "chong2 qing4"))
    asked = project.take_request(project.line(line.id))
    for number in (2, 3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / f"cosyvoice{number}.yaml").touch()
    texts = [engine_request(asked, str(tmp_path / folder), "x").text for folder in ("2", "3")]
    assert texts == [f"{pinyin.characters('chong2 qing4')}很大。", "[ch][óng][q][ìng]很大。"]
    assert engine_request(asked, "starter", "x").text == texts[0]


def test_lines_are_stale_exactly_when_something_else_is_spoken() -> None:
    project = Project()
    gif, other = write_lines(project, "a gif", "a jpeg")
    for line in (gif, other):
        speak(project, line)
    assert [project.line_state(line.id) for line in (gif, other)] == ["done", "done"]
    undo = project.apply(add_respelling(project, "gif", "jif"))
    entry = project.respellings[0]
    assert [project.line_state(line.id) for line in (gif, other)] == ["stale", "done"]
    project.apply(set_respelling(project, entry.id, enabled=False))
    assert project.line_state(gif.id) == "done"
    project.apply(set_respelling(project, entry.id, enabled=True))
    take = speak(project, gif)
    assert (take.request.text, take.request.spoken, take.request.sent) == ("a gif", "a jif", "a jif")
    assert project.line_state(gif.id) == "done"
    project.apply(project.edit_text(gif.id, "a jif"))  # written otherwise, spoken alike
    assert project.line_state(gif.id) == "done"
    project.apply(project.edit_text(gif.id, "a gif"))
    project.apply(undo)
    assert project.line_state(gif.id) == "stale"


def test_they_are_kept_in_the_file_with_what_takes_were_made_of(tmp_path: Path) -> None:
    path = tmp_path / "a.cosydesk"
    project = project_file.create(path)
    (line,) = write_lines(project, "a gif")
    project.apply(add_respelling(project, "gif", "jif", match_case=True, language="en"))
    speak(project, line)
    kept = project.respellings
    project_file.close(project)
    again = project_file.open(path)
    assert again.respellings == kept
    assert again.line_state(line.id) == "done"
    assert next(iter(again.takes.values())).request.spoken == "a jif"
    again.apply(remove_respellings(again, [kept[0].id]))
    project_file.close(again)
    again = project_file.open(path)
    assert again.respellings == []
    assert again.line_state(line.id) == "stale"
    project_file.close(again)


def test_tables_go_out_and_come_back() -> None:
    entries = [
        Respelling("1", "重庆", "chong2 qing4", "zh"),
        Respelling("2", 'say "a, b"', "x", match_case=True, whole_word=False, enabled=False),
    ]
    back, unread = from_csv("\ufeff" + to_csv(entries))
    assert unread == []
    assert {(e.word, e.spoken, e.language, e.match_case, e.whole_word, e.enabled) for e in back} == {
        (e.word, e.spoken, e.language, e.match_case, e.whole_word, e.enabled) for e in entries
    }


def test_foreign_tables_are_read_as_far_as_they_go() -> None:
    found, unread = from_csv("gif;jif\n;nothing\n重庆;chong2 qing4;zh\n\na;b;klingon\nx;y;;maybe\n")
    assert [(entry.word, entry.language) for entry in found] == [("gif", ""), ("重庆", "zh")]
    assert unread == [2, 5, 6]
    found, _ = from_csv("Spoken\tNotes\tWord\njif\tloop\tgif\n")
    assert [(entry.word, entry.spoken) for entry in found] == [("gif", "jif")]


@pytest.mark.slow
def test_each_of_many_words_has_its_own_respelling() -> None:
    dictionary = Dictionary([Respelling(str(n), f"word{n}", f"wort{n}") for n in range(500)])
    assert dictionary.spoken("word400, <strong>word4</strong>") == "wort400, <strong>wort4</strong>"
