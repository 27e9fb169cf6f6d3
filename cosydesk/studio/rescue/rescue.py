"""Saving what can be read of a damaged project into a new one; the damaged file is only read."""

from __future__ import annotations

import logging
import mmap
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cosydesk.studio import project_file
from cosydesk.studio.delivery.names import shortened
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.rescue.finds import Finds
from cosydesk.studio.rescue.pages import Pages
from cosydesk.studio.schema import unreadable

_log = logging.getLogger(__name__)

_LONGEST_CHARS = 200


@dataclass(frozen=True)
class Rescued:
    """What became of a damaged project.

    Attributes:
        path: the new project.
        lines, takes: how many it has. lost_lines, lost_takes: how many are known to be missing.
    """

    path: Path
    lines: int
    takes: int
    lost_lines: int
    lost_takes: int


def rescue(path: Path, name: str) -> Rescued:
    """Save what can be read of a damaged project as a new one beside it, or among the untitled ones where that folder
    can't be written.

    Args:
        name: of the new file, without its suffix; cut where file systems allow no longer one, and with a number where
            there is one already.

    Raises:
        StudioError: ``missing``; ``beyond_rescue``: no line and no take can be read; ``write``.
    """
    path, name = Path(path).absolute(), shortened(name, _LONGEST_CHARS)
    with _readable(path) as data:
        finds = Finds(Pages(data))
        if not len(finds.state.lines) and not len(finds.state.takes):
            raise StudioError(
                f"Nothing of {path.name} can be read any more.", "Open a backup of it.", "beyond_rescue"
            )
        project = Project(finds.state, finds, finds.sample_rate)
        try:
            saved = _free(path.parent, name)
            project_file.save_copy(project, saved)
        except StudioError as error:
            if error.code != "write":
                raise
            saved = _free(project_file.untitled_folder(), name)
            project_file.save_copy(project, saved)
    _log.warning("%s was saved as %s: %s", path.name, saved.name, finds.lost)
    return Rescued(
        saved, len(finds.state.lines), len(finds.state.takes), finds.lost["lines"], finds.lost["takes"]
    )


def _free(folder: Path, name: str) -> Path:
    number = 1
    while True:
        path = folder / f"{name}{f' {number}' if number > 1 else ''}{project_file.SUFFIX}"
        if not path.exists() and not path.is_symlink():
            return path
        number += 1


@contextmanager
def _readable(path: Path) -> Iterator[mmap.mmap | bytes]:
    """The file's bytes, with what its log has on top of them where SQLite can still tell."""
    with ExitStack() as stack:
        try:
            logs = [kind for kind in ("-wal", "-journal") if _has_content(path.with_name(path.name + kind))]
            readable = path
            if logs:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cosydesk-rescue-"))
                readable = _merged(path, logs, Path(folder))
            data = stack.enter_context(_mapped(readable))
        except OSError as error:
            raise unreadable(path, error) from error
        yield data


def _merged(path: Path, logs: list[str], folder: Path) -> Path:
    """A copy in this folder, with its logs written into it."""
    copy = folder / "project"
    shutil.copyfile(path, copy)
    for kind in logs:
        shutil.copyfile(path.with_name(path.name + kind), copy.with_name(copy.name + kind))
    try:
        with closing(sqlite3.connect(copy)) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        _log.warning("The log of %s can't be read: %s", path.name, error)
    return copy


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap | bytes]:
    with path.open("rb") as file:
        if path.stat().st_size < 512:
            yield bytes(512)
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
