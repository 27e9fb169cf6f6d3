"""Whether a model folder holds what inference needs, whole and unaltered."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cosydesk.weights.catalogue import CatalogueModel, ModelFile
from cosydesk.weights.errors import WeightsError
from cosydesk.weights.manifest import Manifest, read_manifest

_BLOCK = 4 << 20


@dataclass(frozen=True)
class Fault:
    """One file that is not as it should be.

    Attributes:
        path: inside the model folder.
        code: ``missing``, ``size``, ``hash``, ``unreadable``.
        message: one line.
    """

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes:
        folder: where.
        faults: empty when the model is whole.
        hashed: files whose SHA-256 was compared; `unhashed`: files of which only size or presence could be.
    """

    folder: Path
    faults: tuple[Fault, ...]
    hashed: tuple[str, ...]
    unhashed: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def bad_paths(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fault.path for fault in self.faults))


def verify(
    model: CatalogueModel,
    folder: Path,
    *,
    hashes: bool = True,
    on_progress: Callable[[str, int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> Checked:
    """Check the files that `model` needs.

    The catalogue's checksum decides where it has one; else what the hub listed when CosyDesk fetched it; else
    the catalogue's size. A file about which nothing is known must be there and not empty.

    Args:
        hashes: also read the files through; without it only presence and size are checked, at once.
        on_progress: called with (file, bytes read of all files, bytes to read).
        cancel: set it and the check ends with WeightsError ``cancelled``.

    Raises:
        WeightsError: ``folder`` when there is none, ``cancelled``.
    """
    if not folder.is_dir():
        raise WeightsError(
            f"There is no folder at {folder}.", "Choose the folder that holds the model.", "folder"
        )
    manifest = read_manifest(folder)
    faults: list[Fault] = []
    to_hash: list[tuple[str, str]] = []
    unhashed: list[str] = []
    for file in model.files:
        size, sha256 = expected(file, manifest)
        fault = _presence(folder, file, size)
        if fault is not None:
            faults.append(fault)
        elif (folder / file.path).is_file():
            if hashes and sha256 is not None:
                to_hash.append((file.path, sha256))
            else:
                unhashed.append(file.path)

    total = sum((folder / path).stat().st_size for path, _ in to_hash)
    done = 0

    def advance(path: str, count: int) -> None:
        nonlocal done
        done += count
        if on_progress is not None:
            on_progress(path, done, total)

    for path, sha256 in to_hash:
        try:
            actual = _sha256(folder / path, lambda count, path=path: advance(path, count), cancel)  # type: ignore[misc]
        except OSError as error:
            faults.append(Fault(path, "unreadable", f"{path}: can't be read ({error.strerror})."))
            continue
        if actual != sha256:
            faults.append(
                Fault(path, "hash", f"{path}: its contents differ from the release (SHA-256 {actual[:12]}…).")
            )
    return Checked(folder, tuple(faults), tuple(path for path, _ in to_hash), tuple(unhashed))


def expected(file: ModelFile, manifest: Manifest | None) -> tuple[int | None, str | None]:
    """The (size, SHA-256) that a file must have, None where unknown."""
    if file.sha256 is not None:
        return file.size, file.sha256
    listed = manifest.files.get(file.path) if manifest is not None else None
    if listed is not None:
        # The hub may have released a corrected file since the catalogue was written.
        return listed.size, listed.sha256
    return file.size, None


def _presence(folder: Path, file: ModelFile, size: int | None) -> Fault | None:
    path = folder / file.path
    if not path.is_file():
        return None if file.optional else Fault(file.path, "missing", f"{file.path}: is missing.")
    try:
        actual = path.stat().st_size
    except OSError as error:
        return Fault(file.path, "unreadable", f"{file.path}: can't be read ({error.strerror}).")
    if size is not None and actual != size:
        how = "too short" if actual < size else "too long"
        return Fault(file.path, "size", f"{file.path}: is {how} ({actual:,} bytes instead of {size:,}).")
    if actual == 0 and size is None:
        return Fault(file.path, "size", f"{file.path}: is empty.")
    return None


def _sha256(path: Path, advance: Callable[[int], None], cancel: threading.Event | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if cancel is not None and cancel.is_set():
                raise WeightsError("The check was cancelled.", "", "cancelled")
            digest.update(block)
            advance(len(block))
    return digest.hexdigest()
