"""Tables: CSV and TSV files, and the tables of documents."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from cosydesk.studio.importing import speakers
from cosydesk.studio.importing.piece import Piece, Pieces, Stop
from cosydesk.studio.importing.times import clock_s, time_s

Row = tuple[int, list[str]]
"""Line of the file, cells."""

COLUMNS = ("speaker", "start", "end", "text", "translation")

_WORDS: dict[str, str] = {
    "speaker": "speaker speaker_name speakers character actor name role who voice "
    "说话人 說話人 角色 人物 演员 演員 配音 讲话人 姓名 話者 キャラクター 話し手 名前",
    "start": "start_time start begin in from time timecode tc_in start_tc in_time timecode_in time_in "
    "开始 開始 开始时间 開始時間 起始时间 入点 时间 時間 開始時刻",
    "end": "end_time end stop out to tc_out end_tc out_time timecode_out time_out "
    "结束 結束 结束时间 結束時間 出点 終了 終了時間 終了時刻",
    "text": "transcription transcript text line lines dialogue dialog subtitle script source source_text original "
    "content words 台词 台詞 原文 文本 字幕 内容 內容 对白 對白 セリフ テキスト",
    "translation": "translation translated target target_text dub dubbed translated_text "
    "译文 譯文 翻译 翻譯 翻訳 訳文",
}
_OTHER_WORDS = (
    "# id no nr number index duration notes note comment comments 序号 编号 号 時長 时长 备注 備考 番号"
)
_OTHER_HEADS = frozenset(_OTHER_WORDS.split())
_HEADS = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_LONGEST_ROW = 30
"""Lines that a quoted cell may go over; more means that its quote was never closed."""


def read(lines: Sequence[str], stop: Stop, delimiter: str = "") -> Pieces:
    """The rows of a CSV file; `delimiter` is found out where none is given."""
    first = next((line for line in lines if line.strip()), "")
    if first[:4].casefold() == "sep=" and len(first.strip()) == 5:
        delimiter = first[4]
    delimiter = delimiter or _delimiter(lines)
    pieces = Pieces()
    rows = list(_rows(lines, delimiter, pieces, stop))
    read_rows(rows, pieces)
    pieces.troubles.sort(key=lambda trouble: trouble.number)
    return pieces


def read_rows(rows: Sequence[Row], pieces: Pieces) -> None:
    """Rows as pieces, by their head, or by what stands in them where they have none."""
    if not rows:
        return
    columns = head_of(rows[0][1])
    body = rows[1:] if columns is not None else rows
    if columns is None:
        columns = _guessed([cells for _, cells in rows])
    for number, cells in body:
        _add(pieces, number, columns, cells)


def head_of(cells: Sequence[str]) -> dict[str, int] | None:
    """Which column is which, where the row says so; None: it is no head."""
    found: dict[str, int] = {}
    others = 0
    for index, cell in enumerate(cells):
        plain = "_".join(cell.strip().casefold().replace("-", " ").split())
        for name, heads in _HEADS.items():
            if name not in found and plain in heads:
                found[name] = index
                break
        others += plain in _OTHER_HEADS
    if "text" not in found and "translation" not in found:
        return None
    return found if len(found) + others > 1 or len(cells) == 1 else None


def _guessed(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column is which, by what stands in most rows."""
    sample = rows[:200]
    width = max(map(len, sample))
    timed = [
        index
        for index in range(width)
        if 2 * sum(index < len(row) and _is_time(row[index]) for row in sample) > len(sample)
    ]
    found = dict(zip(("start", "end"), timed, strict=False))
    others = [index for index in range(width) if index not in found.values()]
    # Numbers of rows say nothing.
    others = [
        i
        for i in others
        if not all(i >= len(row) or row[i].strip().isdigit() or not row[i].strip() for row in sample)
    ]
    if len(others) > 1 and _are_names([row[others[0]] for row in sample if len(row) > others[0]]):
        found["speaker"] = others.pop(0)
    return found | dict(zip(("text", "translation"), others, strict=False))


def _is_time(cell: str) -> bool:
    return clock_s(cell) is not None or ("." in cell and time_s(cell) is not None)


def _are_names(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(len(cell) <= 24 and speakers.plausible(cell) for cell in filled) > len(
        filled
    )


def _add(pieces: Pieces, number: int, columns: dict[str, int], cells: Sequence[str]) -> None:
    row = {name: cells[index].strip() for name, index in columns.items() if index < len(cells)}
    text, translation = row.get("text", ""), row.get("translation", "")
    whole = " | ".join(cells)
    if not text and not translation:
        columns_missing = max(columns.get("text", 0), columns.get("translation", 0)) >= len(cells)
        pieces.refuse(number, "columns" if columns_missing else "empty", whole)
        return
    times: list[float | None] = []
    for name in ("start", "end"):
        cell = row.get(name, "")
        times.append(time_s(cell) if cell else None)
        if cell and times[-1] is None:
            pieces.refuse(number, "time", whole)
            return
    start, end = times
    if start is not None and end is not None and end < start:
        pieces.refuse(number, "order", whole)
        return
    if start is None or end == start:
        end = None
    pieces.add(Piece(number, tuple(text.splitlines()), start, end, row.get("speaker", ""), translation))


def _delimiter(lines: Sequence[str]) -> str:
    sample = [line for line in lines[:50] if line.strip()]
    return max(
        "\t,;|",
        key=lambda sign: (sum(sign in line for line in sample), sum(line.count(sign) for line in sample[:1])),
    )


def _rows(lines: Sequence[str], delimiter: str, pieces: Pieces, stop: Stop) -> Iterator[Row]:
    index = width = 0
    while index < len(lines):
        if index % 512 == 0 and stop():
            return
        if not lines[index].strip() or (index == 0 and lines[0][:4].casefold() == "sep="):
            index += 1
            continue
        length, cells = _record(lines, index, delimiter)
        if (
            cells is not None
            and length > 1
            and len(cells) < width
            and lines[index + 1].count(delimiter) + 1 >= width
        ):
            length, cells = 1, None  # it swallowed a whole row: the quote is closed by another's
        width = width or len(cells or ())
        if cells is None:
            pieces.refuse(index + 1, "cut", lines[index])
        elif any(cell.strip() for cell in cells):
            yield index + 1, cells
        index += length


def _record(lines: Sequence[str], index: int, delimiter: str) -> tuple[int, list[str] | None]:
    """(lines it goes over, cells) of the row that begins at a line; None: its quote is never closed."""
    line = lines[index]
    if '"' not in line:
        return 1, line.split(delimiter)
    for length in range(1, _LONGEST_ROW + 1):
        if index + length > len(lines):
            break
        if length > 1:
            line = f"{line}\n{lines[index + length - 1]}"
            if '"' not in lines[index + length - 1]:
                continue
        try:
            return length, _cells(line.split("\n"), delimiter, strict=True)
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
        try:
            return length, _cells(line.split("\n"), delimiter, strict=False)
        except csv.Error:
            return length, None
    return 1, None


def _cells(lines: Iterable[str], delimiter: str, *, strict: bool) -> list[str]:
    reader = csv.reader(
        (line + "\n" for line in lines), delimiter=delimiter, strict=strict, skipinitialspace=True
    )
    return next(reader, [])
