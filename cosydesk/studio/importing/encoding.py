"""Which characters the bytes of a text file are."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

import charset_normalizer

from cosydesk.studio.importing.common_characters import COMMON, KNOWN
from cosydesk.studio.importing.limits import unreadable

ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "big5",
    "shift_jis",
    "cp1252",
    "euc_kr",
    "euc_jp",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp874",
)
"""What may be chosen by hand, as Python names it; the first seven are told apart by `decode` itself."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER = {"big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Windows writes more characters than the standards of these names have."""

_SAMPLE_BYTES = 48 * 1024
_SURE = 0.45
_MARGIN = 0.12
_NO_TEXT = -0.15

_LATIN_RUN = re.compile(r"[\u0080-\u00ff]{3,}")
_LATIN_WORD = re.compile(r"(?:[A-Za-z'’\s(¿¡«\"]|^)[ß-öø-ÿÀ-ÖØ-Þ]{1,2}(?=[A-Za-z'’\s,.!?;:»\"-]|$)")
_HAN_IN_WORD = re.compile(r"[a-z][\u3400-\u9fff](?=[a-z ,.])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        encoding: one of `ENCODINGS`, or another that Python knows.
        doubtful: it may be another as well.
    """

    text: str
    encoding: str
    doubtful: bool = False


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file's bytes, without its mark of order. What fits no encoding becomes U+FFFD.

    Args:
        data: the file.
        encoding: what somebody has chosen; empty = find out.

    Raises:
        StudioError: ``script_unreadable``: it is no text, or nobody knows the encoding.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark) and encoding in ("", marked):
            return Decoded(_text(data[len(mark) :], marked), marked)
    if encoding:
        return Decoded(_text(data, encoding).removeprefix("\ufeff"), encoding)
    found = _found(data)
    text = _text(data, found.encoding).removeprefix("\ufeff")
    if _is_binary(text):
        raise unreadable("The file holds no text.")
    return Decoded(text, found.encoding, found.doubtful)


def _found(data: bytes) -> Decoded:
    """Encoding and doubt; the text is a sample."""
    if b"\0" in data:
        little, big = data[1::2].count(0), data[0::2].count(0)
        if max(little, big) > 4 * min(little, big):
            name = "utf-16-le" if little > big else "utf-16-be"
            if _score(_text(_sample(data, wide=True), name)) < _NO_TEXT:
                raise unreadable("The file holds no text.")
            return Decoded("", name)
    elif data.isascii():
        return Decoded("", "utf-8")
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            # Two characters of GB 18030 may be two of UTF-8 by chance: 谢谢 is лл.
            chinese = (
                len(data) < 64 and _score(_text(data, "gb18030")) > 0.8 and _score(_text(data, "utf-8")) < 0.3
            )
            return Decoded("", "gb18030" if chinese else "utf-8", chinese)
    scores = {
        name: _score(_text(_sample(data, wide=name.startswith("utf-16")), name)) for name in ENCODINGS[:7]
    }
    best, second = sorted(scores, key=lambda name: scores[name], reverse=True)[:2]
    # Nearly every byte is something in cp1252: one that isn't speaks for another alphabet.
    odd = best == "cp1252" and "\ufffd" in _text(_sample(data, wide=False), best)
    if (odd or scores[best] < _SURE) and (guess := _foreign(data)) and guess not in scores:
        return Decoded("", guess, doubtful=True)
    return Decoded("", best, odd or scores[best] < _SURE or scores[best] - scores[second] < _MARGIN)


def _foreign(data: bytes) -> str:
    """What a library that knows many more languages takes it for; empty = it doesn't know."""
    match = charset_normalizer.from_bytes(_sample(data, wide=False), cp_isolation=list(ENCODINGS)).best()
    if match is None:
        return ""
    return {wide: name for name, wide in _WIDER.items()}.get(match.encoding, match.encoding)


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(_WIDER.get(encoding, encoding), "replace")
    except LookupError:
        raise unreadable("The encoding is unknown.", "Choose another one.") from None


def _sample(data: bytes, *, wide: bool) -> bytes:
    """Enough to judge by: the lines that aren't ASCII. Of UTF-16 the beginning."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    if wide:
        return data[:_SAMPLE_BYTES]
    picked: list[bytes] = []
    length = 0
    for line in re.split(rb"[\r\n]+", data[: 64 * _SAMPLE_BYTES]):
        if not line.isascii():
            picked.append(line)
            length += len(line)
            if length > _SAMPLE_BYTES:
                break
    return b"\n".join(picked)


def _score(text: str) -> float:
    """How much a text looks like one that somebody wrote, at most 1, by its characters that aren't ASCII."""
    total = 0.0
    count = 0
    for char, times in Counter(text).items():
        if char < "\x80":
            if char < " " and char not in "\t\n\r\f\x1a":
                total -= 2.0 * times
                count += times
            continue
        count += times
        total += times * _weight(char)
    if not count:
        return 0.0
    runs = sum(len(run) for run in _LATIN_RUN.findall(text))
    total -= 1.5 * runs + 1.2 * len(_HAN_IN_WORD.findall(text))
    total += 0.6 * len(_LATIN_WORD.findall(text))
    return min(1.0, total / count)


def _weight(char: str) -> float:
    code = ord(char)
    if code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code >= 0x40000:
        return -2.0
    if code < 0x100:
        return 0.4 if char.isalpha() or char in "«»¿¡°–…" else 0.2
    if 0x4E00 <= code <= 0x9FFF:
        return 1.0 if char in COMMON else 0.3 if char in KNOWN else -0.6
    if 0x3041 <= code <= 0x30FF or 0x3000 <= code <= 0x3015 or 0xFF01 <= code <= 0xFF5E:
        return 0.9
    if 0x2010 <= code <= 0x2044 or code in (0x20AC, 0x2122, 0x152, 0x153):
        return 0.5
    if 0xAC00 <= code <= 0xD7A3:
        return 0.2
    if 0x370 <= code <= 0xE7F:  # Greek, Cyrillic, Hebrew, Arabic, Thai …
        return 0.1
    return -0.3


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(
        times for char, times in Counter(sample).items() if char < " " and char not in "\t\n\r\f\v\x1a\x1b"
    )
    return odd > 4 and odd * 50 > len(sample)
