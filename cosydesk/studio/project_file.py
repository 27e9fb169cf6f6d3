"""Projects as files: create, open, save under another name, close.

A project is always saved: every edit is in its file at once. Untitled projects have a file too, in the
person's data folder; those with content are offered again at the next start. See
`cosydesk.studio.sqlite_store` for the file itself.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cosydesk import disk, paths
from cosydesk.studio.edit import SetFields
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.project import DEFAULT_SAMPLE_RATE, Project
from cosydesk.studio.schema import SUFFIX, checked, new_database
from cosydesk.studio.sqlite_store import SqliteStore
from cosydesk.studio.video_file import moved_path

__all__ = [
    "SUFFIX",
    "abandon",
    "close",
    "create",
    "is_untitled",
    "open",
    "save",
    "save_as",
    "save_copy",
    "untitled_files",
    "untitled_folder",
]

_STAMP = "%Y-%m-%d-%H%M%S"


def create(path: Path | None = None, sample_rate: int = DEFAULT_SAMPLE_RATE) -> Project:
    """A new empty project; without a path an untitled one. An existing file at `path` is replaced.

    Raises:
        StudioError: ``write``: the folder can't be written; ``locked``: another window has that file open.
    """
    if path is None:
        path = untitled_folder() / f"{_stamp()}-{new_id()[:6]}{SUFFIX}"
    with _beside(path) as temporary:
        new_database(temporary, sample_rate).close()
        store = SqliteStore.install(temporary, path)
    state, rate, _ = store.load()
    return _named(Project(state, store, rate))


def open(path: Path, read_only: bool = False) -> Project:
    """Open a project file. When another window has it open, or it can't be written, it is `read_only`.

    Raises:
        StudioError: ``missing``, ``foreign``, ``newer``, ``damaged``, ``refused``. The file is not altered then.
    """
    path = Path(path).absolute()
    try:
        checked(path)
        store = SqliteStore.open(path, read_only=read_only)
        try:
            state, rate, recovered = store.load()
        except BaseException:
            store.abandon()
            raise
    except StudioError as error:
        error.path = path if error.code == "damaged" else None
        raise
    project = _named(Project(state, store, rate))
    project.recovered = recovered
    return project


def save(project: Project) -> None:
    """Make sure that everything is on the disk, through a power cut too. Needs no call for anything else.

    Raises:
        StudioError: ``write``: it can't be written (disk full, read-only).
    """
    if isinstance(project.store, SqliteStore):
        project.store.checkpoint(project.state)


def save_as(project: Project, path: Path) -> None:
    """Write the whole project to another file and go on there. The old file stays, unless it was untitled.

    Raises:
        StudioError: ``write``, ``locked``. The project goes on in its old file then.
    """
    path = Path(path).absolute()
    old = project.store
    if isinstance(old, SqliteStore) and _same_place(old.path, path) and not old.read_only:
        save(project)
        return
    store = _written(project, path)
    # The history goes along, so what it can bring back must too.
    store.load(anew=False)
    store.on_write_failed = old.on_write_failed
    untitled = is_untitled(project)
    project.rehome(store, path.stem)
    if isinstance(old, SqliteStore):
        old.close()
        if untitled and old.path is not None:
            _discard(old.path)


def save_copy(project: Project, path: Path) -> None:
    """Write the whole project to another file as well, as it would be after closing, and go on in the present one.

    Raises:
        StudioError: ``write``, ``locked``, ``invalid``: it is the project's own file.
    """
    path = Path(path).absolute()
    if _same_place(project.path, path):
        raise StudioError(
            "A copy needs another name than the project's own.", "Choose another name.", "invalid"
        )
    store = _written(project, path)
    state, _, _ = store.load()
    video = moved_path(project.settings.video, project.path, path)
    if video != project.settings.video:
        state.apply((SetFields("project", "", (("video", video),)),))
        store.write(state, frozenset(state.touched))
    store.close()


def close(project: Project) -> None:
    """End the session: one clean file is left. An untitled project without content leaves none."""
    store = project.store
    if not isinstance(store, SqliteStore):
        return
    empty = (
        is_untitled(project) and not project.takes and not any(line.text.strip() for line in project.lines)
    )
    store.close(project.state)
    if empty and store.path is not None and not store.read_only:
        _discard(store.path)


def abandon(project: Project) -> None:
    """End the session without what could not be written; everything in the file stays there."""
    if isinstance(project.store, SqliteStore):
        project.store.abandon()


def is_untitled(project: Project) -> bool:
    """Whether the project has no name of its own yet."""
    return project.path is None or project.path.parent == untitled_folder()


def untitled_files() -> list[Path]:
    """Untitled projects of earlier sessions, newest first; open them with `open`."""
    files = [path for path in untitled_folder().glob(f"*{SUFFIX}") if not path.name.startswith(".")]
    return sorted(files, key=lambda path: path.name, reverse=True)


def _same_place(one: Path | None, other: Path) -> bool:
    """Whether both names lead to one file, which need not be there."""
    return one is not None and os.path.realpath(one) == os.path.realpath(other)


def _stamp() -> str:
    """Now, as untitled projects are sorted by; after the newest of them where the clock was set back."""
    moment = datetime.now()
    for newest in untitled_files()[:1]:
        with contextlib.suppress(ValueError, OverflowError):  # of another name
            last = datetime.strptime(newest.name.rpartition("-")[0], _STAMP)
            moment = max(moment, last + timedelta(seconds=1))
    return moment.strftime(_STAMP)


def _named(project: Project) -> Project:
    project.name = "" if project.path is None or is_untitled(project) else project.path.stem
    return project


def untitled_folder() -> Path:
    """Where projects lie until they get a name."""
    folder = paths.data_dir() / "untitled"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _written(project: Project, path: Path) -> SqliteStore:
    """A complete copy of the project at `path`, opened but not loaded. Raises `StudioError` (``write``, ``locked``)."""
    with _beside(path) as temporary:
        if isinstance(project.store, SqliteStore):
            project.store.copy_to(temporary, project.state)
        else:
            _write_memory(project, temporary)
        return SqliteStore.install(temporary, path)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A hidden name beside the place where `path` leads, whose file goes at the end. Errors of the system become a
    `StudioError` (``write``).
    """
    try:
        temporary = disk.place_of(path).with_name(f".{path.name}.{new_id()[:8]}.tmp")
        try:
            yield temporary
        finally:
            _discard(temporary)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> StudioError:
    return StudioError(f"{path.name} can't be written: {error.strerror}.", "Choose another folder.", "write")


def _discard(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        with contextlib.suppress(OSError):
            os.unlink(path.with_name(name))


def _write_memory(project: Project, path: Path) -> None:
    new_database(path, project.sample_rate).close()
    store = SqliteStore.open(path)
    try:
        store.load()
        store.fill(project.state, project.store)
    finally:
        store.close()
