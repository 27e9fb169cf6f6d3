"""Names of delivered files: templates with fields, made safe for every system, and told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

FILE_FIELDS = ("project", "date", "format")
"""What templates of the mix, the stems, subtitles and timelines know."""
LINE_FIELDS = ("number", "speaker", "voice", "text", "take", *FILE_FIELDS)
"""What templates of the files of lines know."""
UNTITLED = "Untitled"

_FIELD = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_MISSING = "\x00"
_GAPS = re.compile(rf"^(?:{_MISSING}[ _\-]*)+|[ _\-]*{_MISSING}")
# Windows keeps these for devices, whatever follows a dot, in every folder.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=$|\.| +\.)", re.IGNORECASE
)
_JOINERS = frozenset("\u200c\u200d")  # they shape Persian words and join emoji
_LONGEST_CHARS = 80
# File systems count 255 bytes; this leaves room for a suffix, a speaker and a number that tells apart.
_LONGEST_BYTES = 180
_LONGEST_VALUE = 48
_DIGITS = 3


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields filled in, as a safe name without suffix; "" where nothing is left.

    A slash in the template makes a folder, one in a value doesn't. A field without a value takes the separator before
    it along. Fields that nobody knows stay as they are written, see `unknown_fields`.
    """
    parts = (_part(part, values) for part in re.split(r"[/\\]", template))
    return "/".join(part for part in parts if part)


def unknown_fields(template: str, fields: Iterable[str] = LINE_FIELDS) -> tuple[str, ...]:
    """Names in braces that are none of the fields, each once."""
    known = set(fields)
    names = (match[1].lower() for match in _FIELD.finditer(template))
    return tuple(dict.fromkeys(name for name in names if name not in known))


def numbered(number: int, count: int) -> str:
    """A number with as many zeros before it as `count` of them need to sort, and three digits at least."""
    return str(number).zfill(max(_DIGITS, len(str(count))))


def safe_name(text: str) -> str:
    """The text as one part of a path on Windows, macOS and Linux, in whatever script; "" where nothing is left."""
    name = _clean(text)
    return f"_{name}" if _RESERVED.match(name) else name


def told_apart(names: Iterable[str]) -> list[str]:
    """The names in their order, with a number where one was there already: no two are the same on a system that
    doesn't tell capitals or ways of writing an accent apart. Suffixes stay at the end.
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        folder, slash, own = name.rpartition("/")
        stem, dot, suffix = own.rpartition(".") if "." in own else (own, "", "")
        made, number = name, 2
        while _key(made) in taken:
            made = f"{folder}{slash}{stem} ({number}){dot}{suffix}"
            number += 1
        taken.add(_key(made))
        found.append(made)
    return found


def shortened(name: str, longest: int) -> str:
    """Not longer than this many characters and than file systems allow, cut between letters, not within one."""
    end = min(len(name), longest)
    while len(name[:end].encode()) > _LONGEST_BYTES:
        end -= 1
    while 0 < end < len(name) and (
        unicodedata.combining(name[end]) or not _JOINERS.isdisjoint(name[end - 1 : end + 1])
    ):
        end -= 1
    return _trimmed(name[:end])


def _part(template: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].lower())
        if found is None:
            return match[0]
        return shortened(_clean(found), _LONGEST_VALUE) or _MISSING

    return safe_name(_GAPS.sub("", _FIELD.sub(value, template.replace(_MISSING, ""))))


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = "".join(char if _printable(char) else " " for char in text)
    return shortened(_trimmed(_FORBIDDEN.sub(" ", text)), _LONGEST_CHARS)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _printable(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def _trimmed(name: str) -> str:
    """Without what Windows drops at an end, and without the dot that hides a file elsewhere."""
    return " ".join(name.split()).strip(" .\u200c\u200d")
