"""Opening a project for a batch: to write, and politely not while somebody else has it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cosydesk.studio import project_file
from cosydesk.studio.errors import StudioError
from cosydesk.studio.lock import FileLock
from cosydesk.studio.project import Project

_PATIENCE_S = 60.0
_LOOK_S = 0.1

Prepare = Callable[[Project], None]
"""Brings a project up to date; changes nothing where it is."""


@contextmanager
def to_write(path: Path, prepare: Prepare | None = None) -> Iterator[Project]:
    """The project, closed in the end; whatever ends it, what was kept until then is in the file.

    Args:
        prepare: done first; with it a project that isn't there is made.

    Raises:
        StudioError: ``locked``: the window or another run has it; ``read_only``; as `project_file.open`.
    """
    new = prepare is not None and not path.exists()
    project = project_file.create(path) if new else project_file.open(path)
    if project.read_only:
        held = project.store.held_elsewhere
        project_file.close(project)
        if held:
            raise StudioError(
                f"{path.name} is open in a window or in another run.",
                "Close it there, then try again.",
                "locked",
            )
        raise StudioError(f"{path.name} can't be written.", "Copy it to a folder of yours.", "read_only")
    try:
        if prepare is not None:
            prepare(project)
        yield project
    finally:
        _close(project)


@contextmanager
def to_read(path: Path) -> Iterator[Project]:
    """The project to look at, whoever has it. Raises `StudioError` as `project_file.open`."""
    project = project_file.open(path, read_only=True)
    try:
        yield project
    finally:
        project_file.close(project)


def prepare_once(path: Path, prepare: Prepare) -> None:
    """Bring a project up to date that several machines want to, one after the other.

    Raises:
        StudioError: ``locked``: somebody has it for longer than that takes.
    """
    until = time.monotonic() + _PATIENCE_S
    gate = path.with_name(f"{path.name}.prepare")
    while True:
        lock = FileLock.acquire(gate)
        try:
            if lock is not None:
                with to_write(path, prepare):
                    return
        except StudioError as error:
            if error.code != "locked" or time.monotonic() > until:
                raise
        finally:
            if lock is not None:
                lock.release()
        if time.monotonic() > until:
            raise StudioError(f"{path.name} is being prepared by another run.", "Try again.", "locked")
        time.sleep(_LOOK_S)


def _close(project: Project) -> None:
    try:
        project_file.close(project)
    except StudioError:
        project_file.abandon(project)
        raise
