"""The document's items as rows of the project file, and back."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from operator import lt
from typing import Any

from cosydesk.studio.line import Line
from cosydesk.studio.marker import Marker
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.respelling import Respelling
from cosydesk.studio.row_values import check, types_of
from cosydesk.studio.sound import LONGEST
from cosydesk.studio.take import Take, TakeRequest
from cosydesk.studio.take_check import TakeCheck
from cosydesk.studio.timeline import FASTEST, SLOWEST, Clip, Track

_FLAGS = frozenset({"seed_locked", "starred", "muted", "solo", "match_case", "whole_word", "enabled"})
_REQUEST = tuple(field.name for field in fields(TakeRequest))
_REQUEST_TYPES = types_of(TakeRequest)
_TAKE_PLAIN = ("id", "line_id", "sample_rate", "length", "created", "starred", "revision")
_TAKE_TYPES = types_of(Take)


@dataclass(frozen=True)
class RowFormat:
    """How one kind of item is kept.

    Attributes:
        table: its table; `columns`: all columns in order, the id first, ``rank`` last where there is an
        order. to_row: the values of an item, without the rank; `from_row`: the item again (ranks ignored).
    """

    table: str
    columns: tuple[str, ...]
    ranked: bool
    to_row: Callable[[Any], tuple[object, ...]]
    from_row: Callable[[Sequence[Any]], Any]

    @property
    def upsert(self) -> str:
        """The statement that writes one row, new or not."""
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT OR REPLACE INTO {self.table} ({names}) VALUES ({marks})"

    @property
    def select(self) -> str:
        """The statement that reads all rows in order."""
        names = ", ".join(f'"{name}"' for name in self.columns)
        order = "rank" if self.ranked else "created, id" if self.table == "takes" else "id"
        return f"SELECT {names} FROM {self.table} ORDER BY {order}"


def _plain(kind: type, table: str, ranked: bool = False) -> RowFormat:
    names = tuple(field.name for field in fields(kind))
    flags = [index for index, name in enumerate(names) if name in _FLAGS]
    types = types_of(kind)

    def to_row(item: Any) -> tuple[object, ...]:
        return tuple(_sound(getattr(item, name)) for name in names)

    def from_row(row: Sequence[Any]) -> Any:
        values = list(row[: len(names)])
        check(types, names, values)
        for index in flags:
            values[index] = bool(values[index])
        return kind(*values)

    return RowFormat(table, names + (("rank",) if ranked else ()), ranked, to_row, from_row)


def _take_row(take: Take) -> tuple[object, ...]:
    request = (_sound(getattr(take.request, name)) for name in _REQUEST)
    notices = json.dumps([_sound(notice) for notice in take.notices], ensure_ascii=False)
    return (
        take.id,
        take.line_id,
        *request,
        take.sample_rate,
        take.length,
        take.created,
        take.starred,
        notices,
        _sound(take.revision),
        *(take.speech or (None, None)),
        _sound(take.check.to_text()) if take.check is not None else "",
    )


def _take_from(row: Sequence[Any]) -> Take:
    end = 2 + len(_REQUEST)
    check(_REQUEST_TYPES, _REQUEST, row[2:end])
    sample_rate, length, created, starred, notices, revision, speech_in, speech_out, found = row[end:]
    check(_TAKE_TYPES, _TAKE_PLAIN, (row[0], row[1], sample_rate, length, created, starred, revision))
    if length > LONGEST:
        raise ValueError(f"a take of {length} samples")
    request = TakeRequest(*row[2:end])
    said = tuple(str(notice) for notice in json.loads(notices))
    known = (
        isinstance(speech_in, int) and isinstance(speech_out, int) and 0 <= speech_in < speech_out <= length
    )
    speech = (speech_in, speech_out) if known else None
    checked = TakeCheck.from_text(found) if isinstance(found, str) else None
    return Take(
        row[0], row[1], request, sample_rate, length, created, bool(starred), said, revision, speech, checked
    )


def _playable(clip: Clip) -> Clip:
    """A tempo that no sound can be played at gives way, as cuts outside the take do."""
    return clip if SLOWEST <= clip.tempo <= FASTEST else replace(clip, tempo=1.0)


def _sound(value: object) -> object:
    """Half a surrogate pair (a broken paste) can't be written as UTF-8; it becomes a question mark."""
    return (
        value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value
    )


LINES = _plain(Line, "lines", ranked=True)
TRACKS = _plain(Track, "tracks", ranked=True)
_ANY_CLIP = _plain(Clip, "clips")
CLIPS = replace(_ANY_CLIP, from_row=lambda row: _playable(_ANY_CLIP.from_row(row)))
MARKERS = _plain(Marker, "markers")
RESPELLINGS = _plain(Respelling, "respellings")
VOICES = RowFormat(
    "voices",
    ("id", "prompt", "data"),
    False,
    lambda voice: (voice.id, voice.prompt, json.dumps(voice.to_json(), ensure_ascii=False)),
    lambda row: MyVoice.from_json(json.loads(row[2])),
)
TAKES = RowFormat(
    "takes",
    (
        *("id", "line_id", *_REQUEST, "sample_rate", "length", "created", "starred", "notices", "revision"),
        *("speech_in", "speech_out", "check"),
    ),
    False,
    _take_row,
    _take_from,
)

STEP = 1 << 40
"""Distance between the ranks of lines written together: eight million lines fit into SQLite's integers."""

MOST_RANK = 1 << 62
"""From here on ranks have no room behind them."""

NEAR = 1 << 20
"""Distance from the line before at which new lines are put: whoever writes on and on in the middle of a script
never runs out of room, and some twenty lines still go between any two."""


def ranked(order: Sequence[str], ranks: dict[str, int]) -> list[str]:
    """Give every id of `order` a rank so that ranks ascend, changing as few as may be.

    Changes `ranks` in place and returns the ids whose rank changed. Ranks of ids that are gone stay.
    """
    values: list[int | None] = [ranks.get(item_id) for item_id in order]
    known = [value for value in values if value is not None]
    if not all(map(lt, known, known[1:])):
        keep = _ascending(order, ranks)
        values = [value if item_id in keep else None for item_id, value in zip(order, values, strict=True)]
    missing = [position for position, value in enumerate(values) if value is None]
    changed: list[str] = []
    at = 0
    while at < len(missing):
        first = missing[at]
        last = first
        while at + 1 < len(missing) and missing[at + 1] == last + 1:
            last += 1
            at += 1
        at += 1
        count = last - first + 1
        low = (values[first - 1] if first else 0) or 0
        high = values[last + 1] if last + 1 < len(order) else low + STEP * (count + 1)
        assert high is not None
        if high - low <= count:
            ranks.update((item_id, STEP * (index + 1)) for index, item_id in enumerate(order))
            return list(order)
        step = min((high - low) // (count + 1), NEAR if last + 1 < len(order) else STEP)
        for index in range(count):
            values[first + index] = ranks[order[first + index]] = low + step * (index + 1)
            changed.append(order[first + index])
    return changed


def _ascending(order: Sequence[str], ranks: dict[str, int]) -> set[str]:
    """A longest run of ids (not neighbours) whose ranks ascend strictly: those can stay as they are."""
    tails: list[int] = []
    tail_ids: list[str] = []
    before: dict[str, str | None] = {}
    for item_id in order:
        rank = ranks.get(item_id)
        if rank is None:
            continue
        at = len(tails) if not tails or rank > tails[-1] else bisect_left(tails, rank)
        before[item_id] = tail_ids[at - 1] if at else None
        if at == len(tails):
            tails.append(rank)
            tail_ids.append(item_id)
        else:
            tails[at], tail_ids[at] = rank, item_id
    keep: set[str] = set()
    current = tail_ids[-1] if tail_ids else None
    while current is not None:
        keep.add(current)
        current = before[current]
    return keep
