"""Readings of words in a sentence: pinyin with the tone changes of connected speech.

The rules: 不 is second tone before a fourth; 一 is fourth before first to third, second before a fourth, first in
numbers and at an end; of two third tones the first becomes a second, within words first, then across short
neighbours; 儿 after a noun colours the syllable before it.
"""

from __future__ import annotations

from cosydesk.engine.starter.han import is_han
from cosydesk.engine.starter.lists import word_list

Word = tuple[str, str]
"""A word and its part of speech, as rjieba gives them."""

_ER_SYLLABLE = frozenset(
    word_list(
        "儿 女儿 婴儿 孤儿 幼儿 胎儿 孩儿 少儿 患儿 男儿 健儿 宠儿 "
        "混血儿 育儿 弃儿 托儿 新生儿 儿子 儿童 儿女 儿科 儿歌"
    )
)
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两点幺")


def apply_sandhi(words: list[Word]) -> list[list[str]]:
    """Readings of each word, ``[]`` for punctuation; ``R`` behind a reading marks erhua.

    The number of readings may be one less than the word's characters (erhua).
    """
    from pypinyin import Style, lazy_pinyin

    readings: list[list[str]] = []
    for word, _ in words:
        if not all(is_han(char) for char in word):
            readings.append([])
            continue
        found = lazy_pinyin(
            word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False, errors="ignore"
        )
        readings.append(found if len(found) == len(word) else [_single(char) for char in word])
    _particles(words, readings)
    flat = [(i, j) for i, found in enumerate(readings) for j in range(len(found))]
    _bu_and_yi(words, readings, flat)
    _thirds(words, readings)
    _erhua(words, readings)
    return readings


def _single(char: str) -> str:
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(char, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return found[0] if found else ""


def _particles(words: list[Word], readings: list[list[str]]) -> None:
    """Single characters whose reading hangs on the neighbours."""
    for i, (word, _) in enumerate(words):
        before = words[i - 1][0] if i else ""
        after = words[i + 1][0] if i + 1 < len(words) else ""
        if word == "地" and (not before or not readings[i - 1]):
            readings[i] = ["di4"]
        elif (
            word == "得"
            and after
            and readings[i + 1]
            and (not before or before in ("我", "你", "他", "她", "就", "还"))
        ):
            readings[i] = ["dei3"]
        elif word == "只" and before and before[-1] in _NUMERALS | {"几", "这", "那", "每"}:
            readings[i] = ["zhi1"]
        elif word == "行" and before and before[-1] in _NUMERALS | {"几", "这", "那", "每", "第"}:
            readings[i] = ["hang2"]
        elif (word == "长" and after == "了") or (
            word == "长" and before in ("校", "部", "市", "局", "会", "队")
        ):
            readings[i] = ["zhang3"]
        elif word == "为" and after and before.endswith(("成", "作", "称", "认", "分", "变")):
            readings[i] = ["wei2"]
        elif word == "还" and after in ("给", "钱", "书", "债", "清", "了"):
            readings[i] = ["huan2"]


def _bu_and_yi(words: list[Word], readings: list[list[str]], flat: list[tuple[int, int]]) -> None:
    chars = [words[i][0][j] for i, j in flat]
    for k, (i, j) in enumerate(flat):
        char = chars[k]
        if char not in "不一":
            continue
        # punctuation between two words ends the change
        joined = k + 1 < len(flat) and flat[k + 1][0] - i <= 1
        following = readings[flat[k + 1][0]][flat[k + 1][1]][-1:] if joined else ""
        before = chars[k - 1] if k else ""
        after = chars[k + 1] if joined else ""
        if char == "不":
            if before and before == after:
                readings[i][j] = "bu5"
            elif following == "4":
                readings[i][j] = "bu2"
            else:
                readings[i][j] = "bu4"
        elif before and before == after and before not in _NUMERALS:
            readings[i][j] = "yi5"
        elif (
            before == "第"
            or before in _NUMERALS
            or not after
            or (after in _NUMERALS and after not in "百千万亿点两")
        ):
            readings[i][j] = "yi1"
        elif after in "月号日楼点" and words[i][0] != "一点":
            readings[i][j] = "yi1" if after in "月号日楼" else "yi4" if _is_a_little(words, i) else "yi1"
        elif following in ("4", "5"):
            readings[i][j] = "yi2"
        elif following in ("1", "2", "3"):
            readings[i][j] = "yi4"


def _is_a_little(words: list[Word], i: int) -> bool:
    """一点 as "a little", not "one o'clock" or the start of a decimal."""
    after = words[i + 1][0] if i + 1 < len(words) else ""
    rest = words[i][0].partition("一点")[2] + (after if words[i][0].endswith("点") else after[1:])
    return not rest or rest[0] not in _NUMERALS | {"钟", "整", "半"}


def _thirds(words: list[Word], readings: list[list[str]]) -> None:
    """Third before third becomes second: inside words, then a one-syllable word before the next."""
    for found in readings:
        if len(found) == 3 and all(reading.endswith("3") for reading in found):
            found[1] = found[1][:-1] + "2"  # 纸老虎; 展览馆 sounds right so too
            found[0] = found[0][:-1] + "2"
        else:
            _thirds_in(found)
    for i in range(len(readings) - 2, -1, -1):
        here, after = readings[i], readings[i + 1]
        if not here or not after or not here[-1].endswith("3") or not after[0].endswith("3"):
            continue
        if len(here) + len(after) <= 4:
            here[-1] = here[-1][:-1] + "2"


def _thirds_in(found: list[str]) -> None:
    pairs = range(0, len(found) - 1, 2) if len(found) == 4 else range(len(found) - 1)
    for j in pairs:
        if found[j].endswith("3") and found[j + 1].endswith("3"):
            found[j] = found[j][:-1] + "2"


def _erhua(words: list[Word], readings: list[list[str]]) -> None:
    for i, (word, _) in enumerate(words):
        found = readings[i]
        if not found or word[-1] != "儿" or word in _ER_SYLLABLE or word[-2:] in _ER_SYLLABLE:
            continue
        if len(found) > 1:
            found.pop()
            found[-1] += "R"
        elif (
            i
            and readings[i - 1]
            and len(words[i - 1][0]) <= 2
            and words[i - 1][0][-1] not in "女婴孤幼我他她的"
        ):
            readings[i] = []
            readings[i - 1][-1] += "R"
