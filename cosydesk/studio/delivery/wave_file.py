"""WAV files: written as they come, RF64 when 4 GB don't do, with the label in a chunk of its own.

Own code, since libsndfile writes the time of day into files of floats and knows no chunk for the label.
Source: EBU Tech 3306 (RF64), Microsoft's RIFF specification.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cosydesk.studio.delivery.pcm import Dither, pcm24
from cosydesk.studio.mix import Frames

LABEL_CHUNK = b"AIGC"
"""Id of the chunk that holds the label of GB 45438-2025, as UTF-8 JSON."""

_BITS = {"wav16": 16, "wav24": 24, "wavf": 32}
_PCM, _FLOAT = 1, 3
_DS64_BYTES = 28
_MOST = 1 << 20
_UNKNOWN = 0xFFFF_FFFF
_LARGEST_FILE = 1 << 60
LARGEST = 0xFFFF_FFFF
"""Most bytes that a RIFF file can count."""


class WaveWriter:
    """Writes one file. Its header stands at `close`; a chunk keeps room in which RF64 counts what RIFF can't."""

    def __init__(
        self,
        path: Path,
        audio: str,
        sample_rate: int,
        channels: int,
        label: bytes = b"",
        largest: int = LARGEST,
    ) -> None:
        """`audio`: ``wav16``, ``wav24`` or ``wavf``. `largest`: bytes above which the file is RF64."""
        self._bits = _BITS[audio]
        self._sample_rate = sample_rate
        self._channels = channels
        self._label = label
        self._largest = largest
        self._dither = Dither()
        self._data_bytes = 0
        self._file: BinaryIO = path.open("wb")
        self._file.write(bytes(len(self._head(0))))

    def write(self, frames: Frames) -> None:
        """Add float32 frames of shape (n, channels)."""
        data = self._packed(frames)
        self._file.write(data)
        self._data_bytes += len(data)

    def close(self) -> None:
        """Write what follows the samples, and the header."""
        try:
            if self._data_bytes % 2:
                self._file.write(b"\0")
            if self._label:
                self._file.write(chunk(LABEL_CHUNK, self._label))
            size = self._file.tell()
            self._file.seek(0)
            self._file.write(self._head(size))
        finally:
            self._file.close()

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._file.close()

    def _packed(self, frames: Frames) -> bytes:
        if self._bits == 16:
            return self._dither.pcm16(frames).astype("<i2").tobytes()
        if self._bits == 24:
            whole = pcm24(frames).astype("<i4").reshape(-1, 1)
            return np.ascontiguousarray(whole.view(np.uint8)[:, :3]).tobytes()
        return frames.astype("<f4").tobytes()

    def _head(self, size: int) -> bytes:
        long = size - 8 > self._largest
        frame_bytes = self._channels * self._bits // 8
        kind = _FLOAT if self._bits == 32 else _PCM
        form = struct.pack(
            "<HHIIHH",
            kind,
            self._channels,
            self._sample_rate,
            self._sample_rate * frame_bytes,
            frame_bytes,
            self._bits,
        )
        frames = self._data_bytes // frame_bytes
        if long:
            room = chunk(b"ds64", struct.pack("<QQQI", size - 8, self._data_bytes, frames, 0))
            head = struct.pack("<4sI4s", b"RF64", _UNKNOWN, b"WAVE") + room
        else:
            head = struct.pack("<4sI4s", b"RIFF", max(0, size - 8), b"WAVE") + chunk(
                b"JUNK", bytes(_DS64_BYTES)
            )
        head += chunk(b"fmt ", form)
        if kind == _FLOAT:
            head += chunk(b"fact", struct.pack("<I", min(frames, _UNKNOWN)))
        return head + struct.pack("<4sI", b"data", _UNKNOWN if long else self._data_bytes)


def chunk(name: bytes, content: bytes) -> bytes:
    """A RIFF chunk, padded to an even length."""
    return struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2)


def find_chunk(file: BinaryIO, wanted: bytes) -> bytes | None:
    """The content of a RIFF or RF64 file's chunk; None where there is no such chunk, or the file is cut off before.

    Raises:
        ValueError: it is no RIFF file.
    """
    kind, _, form = struct.unpack("<4sI4s", file.read(12).ljust(12, b"\0"))
    if kind not in (b"RIFF", b"RF64") or form != b"WAVE":
        raise ValueError("no RIFF file")
    data_bytes = None
    while len(head := file.read(8)) == 8:
        name, size = struct.unpack("<4sI", head)
        if name == wanted:
            content = file.read(min(size, _MOST))
            return content if len(content) == size else None
        if name == b"ds64" and size >= 16:
            content = file.read(size)
            data_bytes = struct.unpack_from("<Q", content, 8)[0] if len(content) >= 16 else None
        else:
            if name == b"data" and size == _UNKNOWN and data_bytes is not None:
                size = data_bytes
                if size > _LARGEST_FILE:
                    return None
            file.seek(size, 1)
        if size % 2:
            file.seek(1, 1)
    return None
