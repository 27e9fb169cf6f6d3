"""The user guide says what the program says: its words, its keys, its commands, and pictures that are there."""

from __future__ import annotations

import re
import shlex
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from cosydesk.cli import parser
from cosydesk.markup import Unknown, parse
from cosydesk.ui.actions import SPECS
from cosydesk.ui.guide_scene import PICTURES
from cosydesk.ui.keymap import portable
from cosydesk.ui.library.commands import WORDS as VOICE_WORDS
from cosydesk.ui.reading import guide
from cosydesk.ui.timeline import keys as timeline_keys
from cosydesk.ui.timeline_commands import WORDS as TIMELINE_WORDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "guide"
LANGUAGES = ("en", "zh")
MOST_BYTES = 4_000_000

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
KEYS = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z]|F\d+|Enter|Space|Esc|Del|Home|End|Up|Down|Left|Right|[\[\]\\,0-9])"
)
NAMED = re.compile(r"\*\*([^*]+?)\*\*\s*[（(]`([^`]+)`[）)]")
ROW = re.compile(r"^\| ((?:`[^`]+` ?)+)\| (\*\*.+\*\*) \|$", re.MULTILINE)


def text_of(language: str) -> str:
    return (FOLDER / f"{language}.md").read_text("utf-8")


def prose_of(language: str) -> str:
    """Without the blocks of code."""
    return re.sub(r"```.*?```", "", text_of(language), flags=re.DOTALL)


def plain(words: str) -> str:
    return " ".join(words.split())


@cache
def translations() -> dict[str, set[str]]:
    """The Chinese of each text of the program."""
    found: dict[str, set[str]] = {}
    tree = ElementTree.parse(ROOT / "resources" / "i18n" / "cosydesk_zh_CN.ts")
    for message in tree.iter("message"):
        source, translated = message.findtext("source") or "", message.findtext("translation") or ""
        found.setdefault(source, set()).add(translated)
    return found


def commands() -> list[tuple[str, frozenset[str]]]:
    """The English name of everything that has keys, with them."""
    named = [(spec.text, spec.keys) for spec in SPECS.values()]
    named += [(text, keys) for text, keys in VOICE_WORDS.values()]
    named += [(text, timeline_keys.defaults(command)) for command, text in TIMELINE_WORDS.items()]
    return [(text, frozenset(map(portable, keys))) for text, keys in named]


def in_language(text: str, language: str) -> set[str]:
    return {text} if language == "en" else translations().get(text, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_it_quotes_is_the_programs(language: str) -> None:
    known = translations()
    words = known.keys() if language == "en" else set().union(*known.values())
    unknown = [plain(bold) for bold in BOLD.findall(prose_of(language)) if plain(bold) not in words]
    assert unknown == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_it_names_does_something(language: str) -> None:
    known = frozenset().union(*(keys for _, keys in commands()))
    named = [code for code in CODE.findall(prose_of(language)) if KEYS.fullmatch(code)]
    assert len(named) > 60
    assert [key for key in named if portable(key) not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_beside_a_command_is_the_commands_own(language: str) -> None:
    table = commands()
    pairs = [(plain(bold), [key]) for bold, key in NAMED.findall(prose_of(language)) if KEYS.fullmatch(key)]
    for keys, bolds in ROW.findall(prose_of(language)):
        names, each = [plain(bold) for bold in BOLD.findall(bolds)], CODE.findall(keys)
        assert len(names) == len(each), f"{keys} stands beside {bolds}"
        pairs += [(name, [key]) for name, key in zip(names, each, strict=True)]
    assert len(pairs) > 50
    wrong = [
        (name, key)
        for name, (key,) in pairs
        if not any(name in in_language(text, language) and portable(key) in own for text, own in table)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_it_shows_is_understood(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", text_of(language), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 10
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "cosydesk"
        parser.parse(arguments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_tags_are_tags(language: str) -> None:
    (block,) = re.findall(r"```text\n(.*?)```", text_of(language), re.DOTALL)
    nodes = parse(block)
    assert not any(isinstance(node, Unknown) for node in nodes)
    assert len({type(node) for node in nodes}) == 3


def test_its_pictures_are_those_that_the_command_draws() -> None:
    shown = [
        name for language in LANGUAGES for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text_of(language))
    ]
    wanted = {f"pictures/{name}-{language}.png" for name in PICTURES for language in LANGUAGES}
    assert sorted(shown) == sorted(wanted)
    assert {path.name for path in (FOLDER / "pictures").iterdir()} == {Path(name).name for name in wanted}
    for name in shown:
        assert QImageReader(str(FOLDER / name)).read().width() > 300, name
    assert sum((FOLDER / name).stat().st_size for name in shown) < MOST_BYTES


def test_both_languages_have_the_same_chapters_and_keys() -> None:
    english, chinese = (guide.chapters(language) for language in ("en", "zh_CN"))
    assert len(english) == len(chinese) > 10
    for one, other in zip(english, chinese, strict=True):
        for part in ("<h3", "<img", "<li>", "<tr>"):
            assert one.html.count(part) == other.html.count(part), f"{one.title}: {part}"
        assert set(keys_in(one.html)) == set(keys_in(other.html)), one.title


def keys_in(html: str) -> list[str]:
    return [code for code in re.findall("<code>([^<]+)</code>", html) if KEYS.fullmatch(code)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_marks_are_all_understood_and_links_lead_somewhere(language: str) -> None:
    chapters = guide.chapters(language)
    for chapter in chapters:
        assert "**" not in chapter.html, chapter.title
        assert chapter.anchor
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text_of(language)):
        assert link.startswith("https://") or (FOLDER / link).is_file(), link


def test_a_packaged_program_takes_it_along() -> None:
    hook = (ROOT / "packaging" / "hooks" / "hook-cosydesk.py").read_text("utf-8")
    assert '(str(ROOT / "docs" / "guide"), "resources/guide")' in hook
