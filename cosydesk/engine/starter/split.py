"""From the nodes of a line to the sentences that are spoken one by one, and the silences between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from cosydesk.engine.frontend.spelt_sounds import without_sounds
from cosydesk.engine.starter.english_words import NEVER_LAST
from cosydesk.engine.starter.han import is_han, is_kana, is_latin
from cosydesk.engine.starter.script import Runs
from cosydesk.engine.types import Notice
from cosydesk.markup import Break, Event, Node, Text, Unknown

MAX_CHARS = 400
"""A sentence longer than this is cut before it is analysed; half of it for Chinese and Japanese."""

PAUSE_SENTENCE_S = 0.28
PAUSE_CLAUSE_S = 0.12
PAUSE_PARAGRAPH_S = 0.5
PAUSE_CUT_S = 0.04

_ENDS = "。！？!?…．"
_CLOSERS = "\"'”’」』）)》】]"
_CLAUSES = ",;:，；：、—"


@dataclass(frozen=True)
class Sentence:
    """Text spoken in one piece, and the pause that follows it unless it is the last."""

    runs: Runs
    pause_s: float
    utterance: int

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True)
class Silence:
    """An exact pause that was asked for."""

    seconds: float
    utterance: int


Step = Sentence | Silence


@dataclass
class Plan:
    """What a request comes to: `steps` in order, and what the person should know."""

    steps: list[Step] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan(lines: list[list[Node]]) -> Plan:
    """Sentences and silences of the nodes of each utterance."""
    result = Plan()
    dropped: dict[str, list[str]] = {}
    utterance = 0
    for nodes in lines:
        runs: Runs = []
        for node in nodes:
            match node:
                case Text(text, styles):
                    if "laughter" in styles:
                        dropped.setdefault("tag_not_spoken", []).append("<laughter>")
                    words, sounds = without_sounds(text)
                    if sounds:
                        dropped.setdefault("tag_not_spoken", []).extend(sounds)
                    runs.append((_cleaned(words, dropped), "strong" in styles))
                case Break(seconds):
                    utterance = _add(result, runs, utterance)
                    runs = []
                    result.steps.append(Silence(seconds, utterance))
                case Event(name):
                    dropped.setdefault("tag_not_spoken", []).append(f"[{name}]")
                    runs.append((" ", False))
                case Unknown(raw):
                    dropped.setdefault("unknown_tag", []).append(raw)
                    runs.append((" ", False))
        utterance = _add(result, runs, utterance)
    result.notices = _notices(dropped)
    return result


def has_words(text: str) -> bool:
    """Whether anything in it can be spoken: a letter, a digit or a sign with a name."""
    return any(
        is_han(char) or is_kana(char) or is_latin(char) or char.isdigit() or char in _NAMED for char in text
    )


_NAMED = frozenset("+=%&@$€£¥￥°×÷℃№½¼¾π∞")


def _cleaned(text: str, dropped: dict[str, list[str]]) -> str:
    """Text without what nobody can say: control characters, emoji, other scripts (these are reported)."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char in "\n\r\u2028\u2029\x0b\x0c\x85":
            out.append("\n")
        elif category in ("Cc", "Zs", "Zl", "Zp"):
            out.append(" ")
        elif category in ("Cf", "Cs", "Co", "Cn") or char in "\ufe0e\ufe0f\u20e3":
            continue
        elif (category == "So" and char not in "°№℃℉©®™㎡㎞㎏") or (category == "Sk" and ord(char) > 0xFFFF):
            dropped.setdefault("emoji_dropped", []).append(char)
            out.append(" ")
        elif category[0] == "L" and not (is_han(char) or is_kana(char) or is_latin(char) or char in "πµμªº"):
            dropped.setdefault("script_not_spoken", []).append(char)
            out.append(" ")
        elif category == "Nd" and not char.isascii():
            out.append(str(unicodedata.digit(char)))
        else:
            out.append(char)
    return "".join(out)


def _notices(dropped: dict[str, list[str]]) -> list[Notice]:
    words = {
        "tag_not_spoken": "The starter voices can't speak {}; it was left out.",
        "unknown_tag": "Unknown tags were left out: {}.",
        "emoji_dropped": "Emoji and pictures were left out: {}.",
        "script_not_spoken": "Letters of a language that the starter voices don't speak were left out: {}.",
    }
    return [
        Notice(code, message.format(_listed(dropped[code])))
        for code, message in words.items()
        if code in dropped
    ]


def _listed(items: list[str]) -> str:
    distinct = list(dict.fromkeys(items))
    return " ".join(distinct[:8]) + (" …" if len(distinct) > 8 else "")


def _add(result: Plan, runs: Runs, utterance: int) -> int:
    """Append the sentences of the runs; returns the next utterance's number."""
    text = "".join(raw for raw, _ in runs)
    flags = [strong for raw, strong in runs for _ in raw]
    for low, high in boundaries(text):
        piece = text[low:high]
        if not has_words(piece):
            continue
        result.steps.append(
            Sentence(_slice(text, flags, low, high), pause_behind(piece, text[high:]), utterance)
        )
        utterance += 1
    return utterance


def _slice(text: str, flags: list[bool], low: int, high: int) -> Runs:
    runs: Runs = []
    for place in range(low, high):
        if runs and runs[-1][1] == flags[place]:
            runs[-1] = (runs[-1][0] + text[place], flags[place])
        else:
            runs.append((text[place], flags[place]))
    return runs


def pause_behind(piece: str, rest: str = "") -> float:
    """Seconds of silence between a sentence and the rest of its text."""
    if piece.rstrip(" ").endswith("\n") or rest.lstrip(" ").startswith("\n"):
        return PAUSE_PARAGRAPH_S
    last = piece.rstrip().rstrip(_CLOSERS)[-1:]
    if last in _ENDS or last == ".":
        return PAUSE_SENTENCE_S
    return PAUSE_CLAUSE_S if last in _CLAUSES else PAUSE_CUT_S


def boundaries(text: str) -> list[tuple[int, int]]:
    """Ranges of sentences; together they cover the text."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(
        rf"\n+|[{_ENDS}]+[{re.escape(_CLOSERS)}]*|\.[{re.escape(_CLOSERS)}]*(?=\s|$)", text
    ):
        end = match.end()
        if match[0][0] == "." and not _ends_sentence(text, start, match.start(), end):
            continue
        quoted = match[0][-1] in _CLOSERS  # "Stop!" he said
        if match[0][0] in "!?…" and text[end:].lstrip(" " if quoted else "")[:1].islower():
            continue
        ranges.extend(_short(text, start, end))
        start = end
    ranges.extend(_short(text, start, len(text)))
    return [(low, high) for low, high in ranges if low < high]


def _ends_sentence(text: str, start: int, dot: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence, and not an abbreviation or an initial."""
    before = re.split(r"[\s(\"“]", text[start:dot])[-1]
    after = text[end:].lstrip()
    if not after:
        return True
    if f"{before.lower()}." in NEVER_LAST:
        return False
    if re.fullmatch(r"[A-Z]", before):  # J. Smith; "plan B." ends only at the end
        return False
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]|etc|inc|ltd|corp|co|jr|sr", before, re.IGNORECASE):
        return after[0].isupper() and before.lower() not in ("u.s", "u.k", "e.g", "i.e")
    return not after[0].islower()


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The range, cut into pieces that aren't too long: after a clause, else at a space, else anywhere."""
    ranges: list[tuple[int, int]] = []
    while True:
        wide = sum(is_han(char) or is_kana(char) for char in text[start : start + MAX_CHARS])
        limit = MAX_CHARS // 2 if wide > MAX_CHARS // 4 else MAX_CHARS
        if end - start <= limit:
            ranges.append((start, end))
            return ranges
        window = text[start : start + limit]
        cut = max((window.rfind(mark) + 1 for mark in _CLAUSES), default=0)
        while 1 < cut < len(window) and window[cut - 2].isdigit() and window[cut].isdigit():
            cut = max((window[: cut - 1].rfind(mark) + 1 for mark in _CLAUSES), default=0)  # not inside 1,250
        if cut < limit // 4:
            cut = window.rfind(" ") + 1
        if cut < 1:
            cut = limit
        ranges.append((start, start + cut))
        start += cut
