"""Where files are made: in a hidden folder beside their places, into which they move when all of them are whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from cosydesk import disk
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.schema import SUFFIX


class Workshop:
    """A hidden folder. As a context it goes at the end, whatever happened; what was not moved goes with it.

    Attributes:
        folder: where the files are to be.
    """

    def __init__(self, folder: Path, originals: Iterable[Path] = ()) -> None:
        """`originals`: what is never replaced, whatever leads there."""
        self.folder = folder
        self._originals = {os.path.realpath(original) for original in originals}
        self._hidden = folder / f".cosydesk-{new_id()[:8]}"
        self._made: list[tuple[Path, Path]] = []
        self._own: list[Path] = []

    def __enter__(self) -> Workshop:
        with writing(self.folder):
            missing = [folder for folder in (self.folder, *self.folder.parents) if not folder.exists()]
            self.folder.mkdir(parents=True, exist_ok=True)
            self._own = missing
            self._hidden.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._hidden, ignore_errors=True)
        for folder in self._own:
            with contextlib.suppress(OSError):  # something is in it, as it should be
                folder.rmdir()

    def place_for(self, name: str) -> Path:
        """Where to write the file that will be called so; `name` may begin with the name of a folder.

        Raises:
            StudioError: ``invalid``: a link of that name leads to one of the originals, or to a project.
        """
        path = self.folder / name
        if path.is_symlink():
            place = os.path.realpath(path)
            if place in self._originals:
                raise _no_place(f"{path.name} leads to the project's own video.")
            if place.endswith(SUFFIX):
                raise _no_place(f"{path.name} leads to a project.")
        temporary = self._hidden / f"{len(self._made)}{Path(name).suffix}"
        self._made.append((temporary, self.folder / name))
        return temporary

    def deliver(self) -> tuple[Path, ...]:
        """Move everything into place, over what was there, and behind links; returns where it is now.

        Raises:
            StudioError: ``write``.
        """
        for temporary, path in self._made:
            with writing(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                disk.put(temporary, path)
        return tuple(path for _, path in self._made)


def _no_place(message: str) -> StudioError:
    return StudioError(message, "Choose another name or folder; the original is never replaced.", "invalid")


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Errors of the system become a `StudioError` (``write``) that says what is in the way of this file."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StudioError(
                f"There isn't enough space for {path.name}.",
                "Free some space, or choose another folder.",
                "write",
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StudioError(
                f"{path.name} can't be written: it is read-only, or open in another program.",
                "Choose another folder.",
                "write",
            ) from error
        reason = error.strerror or str(error)
        raise StudioError(
            f"{path.name} can't be written: {reason}", "Choose another folder.", "write"
        ) from error
