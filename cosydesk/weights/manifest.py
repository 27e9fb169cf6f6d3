"""What the hub listed when a model was fetched, kept beside its files so that a later check can be exact."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MANIFEST_NAME = ".cosydesk.json"


@dataclass(frozen=True)
class ListedFile:
    """A file as the hub lists it; `sha256` is None for a hub that doesn't say."""

    path: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class Manifest:
    """The files of one fetched model by path."""

    model_id: str
    revision: str
    files: Mapping[str, ListedFile]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    data = {
        "format": 1,
        "model": manifest.model_id,
        "revision": manifest.revision,
        "files": [asdict(file) for file in manifest.files.values()],
    }
    temporary = folder / (MANIFEST_NAME + ".part")
    temporary.write_text(json.dumps(data, indent=1), encoding="utf-8")
    os.replace(temporary, folder / MANIFEST_NAME)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder that CosyDesk fetched; None elsewhere, and where it can't be read."""
    try:
        data = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        files = [_listed(file) for file in data["files"]]
        return Manifest(str(data["model"]), str(data["revision"]), {file.path: file for file in files})
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _listed(file: Mapping[str, Any]) -> ListedFile:
    """Raises `ValueError`: it is none of a file that can be there; `KeyError`, `TypeError`, `OverflowError`."""
    size, sha256 = int(file["size"]), file["sha256"]
    if size < 0 or not isinstance(sha256, str | None):
        raise ValueError(f"{size} bytes, {sha256}")
    return ListedFile(str(file["path"]), size, sha256)
