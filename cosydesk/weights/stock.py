"""What of the catalogue is on this machine: one folder for each model, the best where there are several."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cosydesk.weights.catalogue import Catalogue, CatalogueModel
from cosydesk.weights.locate import locate
from cosydesk.weights.manifest import read_manifest


@dataclass(frozen=True)
class InStock:
    """A model that is here.

    Attributes:
        folder: where it lies. origin: see `FoundModel`.
        size_bytes: of the files that inference needs.
        missing: paths of needed files that are not there, or not whole.
        older: paths of files that are whole, but of an earlier release than the catalogue's.
        writable: bad files can be replaced where they lie.
    """

    model: CatalogueModel
    folder: Path
    origin: str
    size_bytes: int
    missing: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    writable: bool = True


def take_stock(
    catalogue: Catalogue, roots: Sequence[Path], environment: Mapping[str, str] | None = None
) -> dict[str, InStock]:
    """What is here, by model id. Looks at names and sizes only; see `locate` for where."""
    stock: dict[str, InStock] = {}
    for found in locate(catalogue, roots, environment):
        if found.model.id not in stock:
            stock[found.model.id] = in_stock(found.model, found.folder, found.origin, found.missing)
    return stock


def in_stock(
    model: CatalogueModel, folder: Path, origin: str = "folder", missing: tuple[str, ...] = ()
) -> InStock:
    """One model that is known to lie in a folder; `missing` as far as sizes tell."""
    older = older_files(model, folder)
    lacking = tuple(path for path in missing if path not in older)
    writable = os.access(folder, os.W_OK)
    return InStock(model, folder, origin, _size(model, folder), lacking, older, writable)


def older_files(model: CatalogueModel, folder: Path) -> tuple[str, ...]:
    """Files that are as the hub listed them when they were fetched, where the catalogue knows others by now."""
    manifest = read_manifest(folder)
    if manifest is None:
        return ()
    older = []
    for file in model.files:
        listed = manifest.files.get(file.path)
        if listed is None or listed.sha256 is None or file.sha256 in (None, listed.sha256):
            continue
        if _size_of(folder / file.path) == listed.size:
            older.append(file.path)
    return tuple(older)


def _size(model: CatalogueModel, folder: Path) -> int:
    return sum(_size_of(folder / file.path) for file in model.files)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
