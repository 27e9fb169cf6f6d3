"""The label in MP4, M4A and MOV: a free-form tag `----:com.apple.iTunes:AIGC`, which FFmpeg can't write.

Source: ISO/IEC 14496-12 (boxes), and what iTunes made of `moov/udta/meta/ilst`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cosydesk.studio.delivery.label import KEY

_MEAN = b"com.apple.iTunes"
_UTF8 = 1
_LARGEST_INDEX = 1 << 28

Box = tuple[bytes, int, int]
"""(kind, first byte of its content, first byte after it)."""


def write_mp4_label(path: Path, label: str) -> None:
    """Put the label into a file whose index comes last, as FFmpeg writes them.

    Raises:
        OSError: it can't be written. ValueError: its index isn't the last box.
    """
    with path.open("r+b") as file:
        index = _index(file)
        if index is None or index[2] != os.fstat(file.fileno()).st_size:
            raise ValueError("the index of this file isn't at its end")
        file.seek(index[1])
        content = file.read(index[2] - index[1])
        file.seek(index[1] - 8)
        file.write(_box(b"moov", _tagged(content, label)))
        file.truncate()


def read_mp4_label(file: BinaryIO) -> str | None:
    """The label's JSON; None where there is none.

    Raises:
        ValueError: the boxes don't fit into one another.
    """
    index = _index(file)
    if index is None or index[2] - index[1] > _LARGEST_INDEX:
        return None
    file.seek(index[1])
    content = file.read(index[2] - index[1])
    ilst = _descend(content, (0, len(content)), b"udta", b"meta", b"ilst")
    if ilst is None:
        return None
    for kind, start, end in _boxes(content, *ilst):
        if kind != b"----":
            continue
        parts = {name: content[first:last] for name, first, last in _boxes(content, start, end)}
        if parts.get(b"name", b"")[4:] == KEY.encode() and b"data" in parts:
            return parts[b"data"][8:].decode("utf-8", "replace")
    return None


def _index(file: BinaryIO) -> Box | None:
    """The `moov` box of the file."""
    size = os.fstat(file.fileno()).st_size
    position = 0
    while position + 8 <= size:
        file.seek(position)
        head = file.read(16)
        length, kind = struct.unpack_from(">I4s", head)
        begin = position + 8
        if length == 1 and len(head) == 16:
            length = struct.unpack_from(">Q", head, 8)[0]
            begin = position + 16
        elif length == 0:
            length = size - position
        if length < begin - position or position + length > size:
            raise ValueError("a box is cut off")
        if kind == b"moov":
            return kind, begin, position + length
        position += length
    return None


def _boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        length, kind = struct.unpack_from(">I4s", content, start)
        if length == 0 and kind == b"\0\0\0\0":  # QuickTime ends a list so
            return
        if length < 8 or start + length > end:
            raise ValueError("a box is cut off")
        yield kind, start + 8, start + length
        start += length


def _descend(content: bytes, span: tuple[int, int], *kinds: bytes) -> tuple[int, int] | None:
    """Where the content of the box at the end of this path lies."""
    for kind in kinds:
        found = next((box for box in _boxes(content, *span) if box[0] == kind), None)
        if found is None:
            return None
        span = (_inside(content, found), found[2])
    return span


def _inside(content: bytes, box: Box) -> int:
    """Where the boxes in a box begin: after its version, where it has one."""
    kind, start, end = box
    versioned = kind == b"meta" and end - start >= 12 and content[start + 4 : start + 8] != b"hdlr"
    return start + 4 if versioned else start


def _tagged(content: bytes, label: str) -> bytes:
    """The content of the index with the tag in it."""
    tag = _box(
        b"----",
        _box(b"mean", bytes(4) + _MEAN)
        + _box(b"name", bytes(4) + KEY.encode())
        + _box(b"data", struct.pack(">II", _UTF8, 0) + label.encode()),
    )
    return _extended(content, (b"udta", b"meta", b"ilst"), tag)


def _extended(content: bytes, path: tuple[bytes, ...], addition: bytes) -> bytes:
    """The boxes of `content` with `addition` at the end of the box at `path`; what is missing of it is made."""
    if not path:
        return content + addition
    kind = path[0]
    found = next((box for box in _boxes(content, 0, len(content)) if box[0] == kind), None)
    if found is None:
        head = bytes(4) + _box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9)) if kind == b"meta" else b""
        return content + _box(kind, head + _extended(b"", path[1:], addition))
    inside = _inside(content, found)
    changed = content[found[1] : inside] + _extended(content[inside : found[2]], path[1:], addition)
    return content[: found[1] - 8] + _box(kind, changed) + content[found[2] :]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content
