"""The label in the boxes of an MP4 file, also of files that other programs wrote."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from cosydesk.studio.delivery.mp4_label import read_mp4_label, write_mp4_label

LABEL = '{"AIGC":{"Label":"1"}}'
FTYP = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def labelled(path: Path, content: bytes) -> str | None:
    path.write_bytes(content)
    write_mp4_label(path, LABEL)
    return read(path)


def read(path: Path) -> str | None:
    with path.open("rb") as file:
        return read_mp4_label(file)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "film.mp4"


def test_what_is_missing_of_the_way_to_it_is_made(path: Path) -> None:
    assert labelled(path, FTYP + box(b"mdat", b"picture") + box(b"moov", box(b"mvhd", bytes(8)))) == LABEL
    written = path.read_bytes()
    assert written.startswith(FTYP + box(b"mdat", b"picture"))
    assert box(b"mvhd", bytes(8)) in written


def test_other_tags_stay(path: Path) -> None:
    name = box(b"\xa9nam", box(b"data", bytes(8) + b"A film"))
    foreign = box(b"----", box(b"mean", bytes(4) + b"org.x") + box(b"name", bytes(4) + b"OTHER"))
    head = bytes(4) + box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    moov = box(b"moov", box(b"udta", box(b"meta", head + box(b"ilst", name + foreign))))
    assert labelled(path, FTYP + moov) == LABEL
    written = path.read_bytes()
    assert name in written
    assert foreign in written


def test_quicktime_needs_no_version_and_ends_its_lists_with_zeros(path: Path) -> None:
    meta = box(b"meta", box(b"hdlr", bytes(25)) + box(b"ilst", b""))
    assert labelled(path, FTYP + box(b"moov", box(b"udta", meta) + bytes(8))) == LABEL


def test_long_and_open_ended_boxes(path: Path) -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 7) + b"picture"
    moov = box(b"moov", box(b"mvhd", bytes(8)))
    assert labelled(path, FTYP + large + moov) == LABEL
    rest = struct.pack(">I4s", 0, b"mdat") + b"to the end"
    path.write_bytes(FTYP + rest)
    assert read(path) is None


def test_without_one_there_is_none(path: Path) -> None:
    path.write_bytes(FTYP + box(b"moov", box(b"udta", box(b"meta", bytes(4) + box(b"ilst", b"")))))
    assert read(path) is None
    path.write_bytes(FTYP + box(b"moov", box(b"mvhd", bytes(8))))
    assert read(path) is None


@pytest.mark.parametrize(
    "content",
    [
        FTYP + struct.pack(">I4s", 4, b"moov") + bytes(20),
        FTYP + struct.pack(">I4s", 5_000, b"moov") + bytes(20),
        FTYP + box(b"moov", struct.pack(">I4s", 500, b"udta")),
        FTYP + box(b"moov", struct.pack(">I4s", 3, b"udta")),
    ],
)
def test_boxes_that_do_not_fit_are_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ValueError, match="cut off"):
        read(path)


def test_an_index_in_front_is_left_alone(path: Path) -> None:
    content = FTYP + box(b"moov", box(b"mvhd", bytes(8))) + box(b"mdat", b"picture")
    path.write_bytes(content)
    with pytest.raises(ValueError, match="end"):
        write_mp4_label(path, LABEL)
    assert path.read_bytes() == content
