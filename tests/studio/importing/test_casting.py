"""Speakers get voices that suit them before anybody has chosen."""

from __future__ import annotations

from cosydesk.studio.importing.casting import cast, languages_of
from cosydesk.studio.importing.cue import Cue, Imported
from cosydesk.studio.library import Voice
from cosydesk.studio.line import Line


def voice(name: str, language: str) -> Voice:
    return Voice(f"m:{name}", "m", name, name.title(), language)


VOICES = [
    voice("en1", "en-US"),
    voice("zh1", "zh"),
    voice("en2", "en-GB"),
    voice("zh2", "zh-CN"),
    voice("zh3", "zh"),
]


def test_by_language_and_nobody_twice() -> None:
    languages = {"A": "zh", "B": "zh", "C": "en", "D": "zh", "E": "zh", "F": "ko"}
    assert cast(languages, [], VOICES, {}) == {
        "A": "m:zh1",
        "B": "m:zh2",
        "C": "m:en1",
        "D": "m:zh3",
        "E": "m:zh1",
        "F": "m:en2",
    }


def test_what_is_known_comes_first() -> None:
    lines = [Line("1", "x", "m:zh3", speaker="A"), Line("2", "x", "m:en2")]
    languages = {"A": "zh", "B": "zh", "Zh2": "en", "": "en", "gone": "zh"}
    remembered = {"A": "m:en1", "B": "m:zh1", "gone": "m:nowhere"}
    found = cast(languages, lines, VOICES, remembered)
    assert found == {"A": "m:zh3", "B": "m:zh1", "Zh2": "m:zh2", "": "m:en2", "gone": "m:zh1"}


def test_without_voices_nobody_has_one() -> None:
    assert cast({"A": "zh", "": "en"}, [], [], {"A": "m:x"}) == {"A": "", "": ""}


def test_languages_are_those_of_what_is_spoken() -> None:
    imported = Imported(
        "srt", (Cue("你好，我们走吧", 1, "A", source="Hi"), Cue("OK", 2, "A"), Cue("Hello", 3))
    )
    assert languages_of(imported) == {"A": "zh", "": "en"}
    assert languages_of(imported, "source") == {"A": "en", "": "en"}
