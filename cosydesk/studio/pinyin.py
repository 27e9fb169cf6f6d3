"""Pinyin as characters that every model reads that way.

Only the third generation of CosyVoice takes pinyin in its text, spelt as initial and final: ``[j][ǐ]``. For the others
what a character with several readings (多音字) sounds like is the model's guess. A respelling in pinyin is therefore
spelt for that generation, and for the others spoken through characters that have this one reading only, the most
common that there is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKS = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_LETTERS = re.compile(r"[a-zêü]+", re.IGNORECASE)
_NUMBERED = re.compile(r"([a-zêü:]+)([0-5])", re.IGNORECASE)
_LONGEST_SYLLABLE = 6
_INITIALS = frozenset(("ch", "sh", "zh", *"bcdfghjklmnpqrstwxyz"))
_FINALS = (
    "a ai an ang ao e ei en eng i ian in ing iu o ong ou u uang ue un uo "
    "ā āi ān āng āo ē ēi ēn ēng ī iā iān iāng iāo iē īn īng iōng iū ō ōng ōu ū uā uāi uān uāng uē uī ūn uō "
    "á ái án áng áo é éi én éng ér í iá ián iáng iáo ié ín íng ióng iú ó óng óu ú uá uái uán uáng ué uí ún uó ǘ "
    "ǎ ǎi ǎn ǎng ǎo ě ěi ěn ěng ěr ǐ iǎ iǎn iǎng iǎo iě ǐn ǐng iǒng iǔ ǒ ǒng ǒu ǔ uǎ uǎi uǎn uǎng uě uǐ ǔn uǒ ǚ "
    "à ài àn àng ào è èi èn èng èr ì ià iàn iàng iào iè ìn ìng iòng iù ò òng òu ù uà uài uàn uàng uè uì ùn uò "
    "ǜ vè"
)
FINALS = frozenset(_FINALS.split())
"""The finals that the third generation has signs for; neutral ones without a mark."""
_SPELT = re.compile(r"(?:\[[^\W\d_A-Z]{1,4}\]){2,}")


def syllables(text: str) -> list[str] | None:
    """Pinyin as syllables with a number for the tone, e.g. ``zhong4``; None where the text is no pinyin.

    Tones are numbers (``chong2qing4``) or marks (``Chóngqìng``, ``chóng qìng``); at least one there must be.
    It may also be spelt as the third generation of CosyVoice takes it (``[ch][óng][q][ìng]``).
    """
    text = unicodedata.normalize("NFC", text.strip())
    if _SPELT.fullmatch(text):
        return _spelt(text)
    found: list[str] = []
    toned = False
    for run in re.split(r"[\s'’·-]+", text.lower()):
        if not run:
            continue
        parts = _numbered(run) or _marked(run)
        if parts is None:
            return None
        toned |= any(part[-1] != "5" for part in parts)
        found += parts
    return found if found and (toned or _NUMBERED.search(text)) else None


def is_spelt(text: str) -> bool:
    """Whether it is pinyin spelt as initials and finals in brackets, which some models take as it is."""
    text = unicodedata.normalize("NFC", text.strip())
    return _SPELT.fullmatch(text) is not None and _spelt(text) is not None


def read_out(text: str) -> str:
    """The text with characters for the pinyin that is spelt in brackets: for models that would read it aloud."""
    if "][" not in text:
        return text
    return _SPELT.sub(lambda run: characters(run[0]) or run[0], unicodedata.normalize("NFC", text))


def spelt(text: str) -> str | None:
    """Pinyin as the third generation of CosyVoice takes it, such as ``[ch][óng][q][ìng]``, which `read_out` turns into
    characters for the others; the characters where it has no signs for it, or where a bracket stands alone and could
    be anything. None where the text is no pinyin.
    """
    parts = syllables(text)
    if parts is None:
        return None
    written = "".join(_brackets(part) for part in parts)
    whole = _SPELT.fullmatch(written) is not None and _spelt(written) == parts
    return written if whole else characters(text)


def characters(text: str) -> str | None:
    """Characters that are read as the pinyin says; None where the text is no pinyin."""
    parts = syllables(text)
    return None if parts is None else "".join(_table()[part] for part in parts)


def uncertain(text: str) -> list[str]:
    """The syllables for which no character with this reading alone exists: the model may choose another one."""
    return [part for part in syllables(text) or () if part not in _tables()[0]]


def _spelt(text: str) -> list[str] | None:
    """Initials and finals in brackets as syllables; without any tone it is no pinyin."""
    found: list[str] = []
    start = ""
    for name in text[1:-1].split("]["):
        start += name
        if name not in _INITIALS:
            found.append(_toned(start))
            start = ""
    toned = any(syllable[-1:] != "5" for syllable in found)
    return found if toned and not start and all(syllable in _table() for syllable in found) else None


def _brackets(syllable: str) -> str:
    """A syllable such as ``zhong4`` in brackets; "" where there is no sign for its final."""
    letters, tone = syllable[:-1], syllable[-1]
    start = next((one for one in (letters[:2], letters[:1]) if one in _INITIALS), "")
    final = letters.removeprefix(start)
    if final == "v":
        final = "ü"
    if tone != "5":
        vowels = [place for place, letter in enumerate(final) if letter in "aeiouü"]
        marked = next(
            (final.index(sign) for sign in ("a", "e", "ou") if sign in final), vowels[-1] if vowels else -1
        )
        mark = next(mark for mark, number in _MARKS.items() if number == tone)
        final = unicodedata.normalize("NFC", f"{final[: marked + 1]}{mark}{final[marked + 1 :]}")
    if final not in FINALS:
        return ""
    return f"[{start}][{final}]" if start else f"[{final}]"


def _numbered(run: str) -> list[str] | None:
    pieces = _NUMBERED.findall(run)
    if not pieces or "".join(letters + tone for letters, tone in pieces) != run:
        return None
    parts = [_plain(letters) + ("5" if tone == "0" else tone) for letters, tone in pieces]
    return parts if all(part in _table() for part in parts) else None


def _marked(run: str) -> list[str] | None:
    """Letters with marks cut into syllables, the longest first."""
    if not run:
        return []
    for size in range(min(_LONGEST_SYLLABLE, len(run)), 0, -1):
        syllable = _toned(run[:size])
        if syllable in _table() and (rest := _marked(run[size:])) is not None:
            return [syllable, *rest]
    return None


def _toned(marked: str) -> str:
    """``zhòng`` as ``zhong4``; no mark is the neutral tone, more than one is no syllable."""
    tone = ""
    letters = []
    for char in marked:
        for part in unicodedata.normalize("NFD", char):
            if part in _MARKS:
                tone += _MARKS[part]
            else:
                letters.append(part)
    written = unicodedata.normalize("NFC", "".join(letters))
    return _plain(written) + (tone or "5") if _LETTERS.fullmatch(written) and len(tone) < 2 else ""


def _plain(letters: str) -> str:
    return letters.replace("u:", "v").replace("ü", "v")


def _table() -> dict[str, str]:
    return _tables()[1]


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Characters by the syllables they are said with, common ones first: those with one reading, and all."""
    # Large, and seldom needed; as it ships, whatever the starter voices have taught pypinyin meanwhile.
    from pypinyin.pinyin_dict import pinyin_dict

    only: dict[str, str] = {}
    first: dict[str, str] = {}
    other: dict[str, str] = {}
    for char in [*_common(), *map(chr, range(0x4E00, 0x9FFF))]:
        readings = [_toned(reading) for reading in pinyin_dict.get(ord(char), "").split(",")]
        if readings == [""]:
            continue
        if len(readings) == 1:
            only.setdefault(readings[0], char)
        first.setdefault(readings[0], char)
        for reading in readings[1:]:
            other.setdefault(reading, char)
    table = other | first | only
    table.pop("", None)
    return only, table


def _common() -> list[str]:
    """The characters of GB 2312, the 3,755 of daily use before the others."""
    return [
        bytes((row, column)).decode("gb2312", "ignore") or " "
        for row in range(0xB0, 0xF8)
        for column in range(0xA1, 0xFF)
    ]
