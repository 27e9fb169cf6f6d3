"""WAV files of 16 bit, whole or as they come; a file appears complete or not at all."""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cosydesk import disk
from cosydesk.cli.errors import UsageError
from cosydesk.cli.text import reason
from cosydesk.engine.types import Samples

UNKNOWN_LENGTH = 0xFFFFFFFF
"""Bytes in the header of a stream whose end isn't known yet; readers take what comes."""

_HEADER_BYTES = 36  # that the RIFF size counts beside the samples
_PERMISSIONS = 0o666


def pcm16(samples: Samples) -> bytes:
    """Float samples as little-endian 16-bit ones; what lies outside [-1, 1] is clipped."""
    data: bytes = np.rint(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
    return data


def header(sample_rate: int, data_bytes: int | None) -> bytes:
    """The 44 bytes before the samples (mono, 16 bit); None = the length isn't known."""
    known = data_bytes is not None and data_bytes + _HEADER_BYTES < UNKNOWN_LENGTH
    size = data_bytes if known and data_bytes is not None else UNKNOWN_LENGTH - _HEADER_BYTES
    riff = struct.pack("<4sI4s", b"RIFF", size + _HEADER_BYTES, b"WAVE")
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, sample_rate, sample_rate * 2, 2, 16)
    return riff + form + struct.pack("<4sI", b"data", size)


def check_target(path: Path) -> None:
    """Refuse what couldn't be written in the end, before any work is done.

    Raises:
        UsageError: no such folder, a folder itself, not allowed, or not a WAV name.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give the name of a WAV file.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    if path.exists() and not path.is_file():
        return  # a device or a named pipe
    if path.suffix.lower() not in (".wav", ".wave"):
        raise UsageError(f"{path.name} is not the name of a WAV file; only WAV can be written.")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UsageError(f"{path} can't be written: permission denied.")


def write_wav(path: Path, samples: Samples, sample_rate: int) -> None:
    """Write the file under a temporary name and move it into place.

    Raises:
        UsageError: the disk is full and the like.
    """
    data = pcm16(samples)
    try:
        with _replacing(path) as file:
            file.write(header(sample_rate, len(data)))
            file.write(data)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {reason(error)}.") from error


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        _use_default_permissions(temporary)
        disk.put(Path(temporary), path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _use_default_permissions(path: str) -> None:
    """`mkstemp` makes files that only their owner can read; a result is for everybody the umask allows."""
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(path, _PERMISSIONS & ~umask)


@contextlib.contextmanager
def own_stdout() -> Iterator[BinaryIO]:
    """Standard output for this caller alone; what libraries print goes to standard error meanwhile."""
    sys.stdout.flush()
    try:
        ours = os.dup(1)
    except OSError as error:
        raise UsageError("Standard output is closed.") from error
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(ours), "wb") as file:
            yield file
    finally:
        sys.stdout.flush()
        os.dup2(ours, 1)
        os.close(ours)
