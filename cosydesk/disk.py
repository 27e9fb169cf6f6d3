"""Files brought to the disk for good, and put into the place of others, behind whatever links lead there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

if sys.platform == "darwin":
    import fcntl


def sync_file(path: Path) -> None:
    """Bring a file to the disk. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def sync_descriptor(descriptor: int) -> None:
    """Bring an open file to the disk; its own buffers must be flushed before. Raises `OSError`."""
    if sys.platform == "darwin":
        # There fsync leaves it in the disk's own memory, which a power cut empties.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(path: Path) -> None:
    """Bring a folder's list of files to the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def place_of(path: Path) -> Path:
    """Where what is written to `path` belongs: behind its links, also those that lead to nothing yet.

    Raises:
        OSError: the links lead in a circle.
    """
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def put(temporary: Path, path: Path) -> None:
    """Put a finished file into the place of what is at `path`, whole or not at all, power cuts included. A link stays
    a link: what it leads to is replaced.

    Raises:
        OSError: nothing has changed, and `temporary` is still there.
    """
    place = place_of(path)
    sync_file(temporary)
    try:
        os.replace(temporary, place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The link leads to another file system, which takes no file from here as it is.
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.", suffix=".tmp")
        os.close(handle)
        try:
            shutil.copyfile(temporary, beside)
            sync_file(Path(beside))
            os.replace(beside, place)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(beside)
            raise
        os.unlink(temporary)
    sync_folder(place.parent)
