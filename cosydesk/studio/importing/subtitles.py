"""SubRip and WebVTT, as they are found: without numbers, without blank lines, with broken times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cosydesk.studio.importing.piece import Pieces, Stop
from cosydesk.studio.importing.times import CLOCK, clock_s

TIMING = re.compile(
    rf"\s*(?P<start>{CLOCK})\s*(?:(?:-{{1,3}}|[—–])\s*(?:>|＞|&gt;)|→)\s*(?P<end>{CLOCK})(?P<rest>\s.*|\D.*)?$"
)
_NUMBER = re.compile(r"\s*\d{1,7}\s*[.:]?\s*", re.ASCII)
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>", re.IGNORECASE)
# Any other arrow than SubRip's own may stand in what is said: it counts behind a time only.
_LOOKS_TIMED = re.compile(r"\s*\d{1,3}[:.,]\d[\d:.,\s]*(?:(?:-{1,3}|[—–])\s*(?:>|&gt;)|→)")


_WIDE = str.maketrans("０１２３４５６７８９：，．＞　", "0123456789:,.> ")


def is_timing(line: str) -> bool:
    """Whether the line is one that gives a cue its times, be they right or wrong."""
    return "-->" in line or _LOOKS_TIMED.match(line) is not None


def read(lines: Sequence[str], stop: Stop, *, vtt: bool) -> Pieces:
    """The cues of a file. A broken one costs no more than itself."""
    pieces = Pieces()
    lines = [line if line.isascii() else _narrow(line) for line in lines]
    marks = [index for index, line in enumerate(lines) if is_timing(line)]
    if vtt:
        marks = _without_notes(lines, marks)
    numbered = sum(_is_number(lines, _before_blanks(lines, mark)) for mark in marks) * 2 >= len(marks)
    _before(pieces, lines, marks[0] if marks else len(lines), vtt=vtt, numbered=numbered)
    for position, mark in enumerate(marks):
        if position % 512 == 0 and stop():
            break
        last = position + 1 == len(marks)
        end = len(lines) if last else _end_of(lines, mark, marks[position + 1], vtt=vtt, numbered=numbered)
        text = _body(pieces, lines, mark + 1, end, vtt=vtt, numbered=numbered)
        _add(pieces, lines[mark], mark + 1, text, last=last)
    pieces.troubles.sort(key=lambda trouble: trouble.number)
    return pieces


def _narrow(line: str) -> str:
    """A line of times with the figures that Chinese keyboards write as everybody's; others as they are."""
    return narrow if is_timing(narrow := line.translate(_WIDE)) else line


def _add(pieces: Pieces, timing: str, number: int, text: list[str], *, last: bool) -> None:
    match = TIMING.match(timing)
    start = clock_s(match["start"]) if match else None
    end = clock_s(match["end"]) if match else None
    if start is None or end is None:
        cut = last and not any(line.strip() for line in text)
        pieces.refuse(number, "cut" if cut else "time", timing if cut else f"{timing} {' '.join(text)}")
        return
    voices = [found for line in text for found in _VOICE.findall(line)]
    if len(set(voices)) > 1:
        # Two people in one cue: as lines that begin with their names.
        text = [_VOICE.sub(lambda found: f"\n{found[1].strip()}: ", line) for line in text]
        text = [part for line in text for part in line.split("\n") if part.strip()]
        voices = []
    pieces.add_timed(number, tuple(text), start, end, voices[0].strip() if voices else "")


def _before(pieces: Pieces, lines: Sequence[str], first: int, *, vtt: bool, numbered: bool) -> None:
    """What stands before the first times: a head, the number, or a cue that has lost its times."""
    index = 1 if vtt else 0
    if vtt:
        while index < first and lines[index].strip():  # the head goes on to the first blank line
            index += 1
    begin = next((at for at in range(index, first) if lines[at].strip()), first)
    last = _before_blanks(lines, first)
    end = last if _is_number(lines, last) and first < len(lines) else first
    if vtt or begin >= end:
        return
    text = " ".join(line for line in lines[begin:end] if line.strip())
    pieces.refuse(begin + 1, "time", text)


def _end_of(lines: Sequence[str], mark: int, following: int, *, vtt: bool, numbered: bool) -> int:
    """Where the text of the cue at `mark` ends: before the number or name of the following one."""
    last = _before_blanks(lines, following)
    if last <= mark:
        return following
    alone = last + 1 == following or not lines[last - 1].strip()
    named = vtt and last + 1 == following and last - 1 > mark and not lines[last - 1].strip()
    return last if named or (numbered and alone and _is_number(lines, last)) else following


def _before_blanks(lines: Sequence[str], index: int) -> int:
    """The last line before `index` that isn't blank, -1: there is none."""
    index -= 1
    while index >= 0 and not lines[index].strip():
        index -= 1
    return index


def _body(
    pieces: Pieces, lines: Sequence[str], begin: int, end: int, *, vtt: bool, numbered: bool
) -> list[str]:
    """The text between, without what isn't part of the cue: notes, and blocks that have lost their times."""
    text: list[str] = []
    index = begin
    while index < end:
        line = lines[index]
        fresh = index > begin and not lines[index - 1].strip()
        lost = (
            fresh
            and numbered
            and _is_number(lines, index)
            and index + 1 < len(lines)
            and lines[index + 1].strip()
        )
        if (vtt and fresh and _BLOCK.match(line)) or lost:
            start = index
            while index < end and lines[index].strip():
                index += 1
            if lost:
                pieces.refuse(start + 1, "time", " ".join(lines[start + 1 : index]))
            continue
        if line.strip():
            text.append(line)
        index += 1
    if (
        numbered
        and len(text) > 1
        and end == len(lines)
        and _is_number(lines, end - 1)
        and not lines[end - 2].strip()
    ):
        pieces.refuse(end, "cut", text.pop())  # the number of a cue that didn't come
    return text


def _without_notes(lines: Sequence[str], marks: list[int]) -> list[int]:
    """The times that don't stand in a note."""
    noted: set[int] = set()
    inside = False
    for index, line in enumerate(lines):
        if not line.strip():
            inside = False
        elif not inside:
            inside = _BLOCK.match(line) is not None and (index == 0 or not lines[index - 1].strip())
        if inside:
            noted.add(index)
    return [mark for mark in marks if mark not in noted]


def _is_number(lines: Sequence[str], index: int) -> bool:
    return 0 <= index < len(lines) and _NUMBER.fullmatch(lines[index]) is not None
